"""A small app behind the sign-in, with one account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request, WebSocket
from fastapi.testclient import TestClient

from assistant.signin import SignIn
from assistant.store.accounts import Accounts
from tests.assistant.store.conftest import cheap_hashes  # noqa: F401

NAME, PASSWORD = "wang", "correct horse 电池"
ADDRESS = "http://chat.test"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    made = Accounts(tmp_path / "kept.db")
    made.add(NAME, PASSWORD)
    yield made
    made.close()


@pytest.fixture
def signin(accounts: Accounts) -> SignIn:
    return SignIn(inside(), accounts)


@pytest.fixture
def client(signin: SignIn) -> TestClient:
    """A browser that follows no redirect by itself."""
    return TestClient(signin, base_url=ADDRESS, follow_redirects=False)  # pyright: ignore


def inside() -> FastAPI:
    """An app that says who asks, on every path."""
    app = FastAPI(openapi_url=None)

    @app.websocket("/socket")
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(socket.state.account)
        await socket.close()

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
    def anything(path: str, request: Request) -> dict[str, str]:
        return {"path": path, "account": getattr(request.state, "account", "")}

    return app


def sign_in(client: TestClient, name: str = NAME, password: str = PASSWORD, path: str = "/sign-in", **headers: str):
    return client.post(path, data={"account": name, "password": password}, headers=headers)
