"""The page as it is served: its handlers, its shield and its address."""

import socket

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.build import build_assistant
from assistant.serving import bind
from assistant.settings import Settings
from assistant.web.shield import BODY_LIMIT_BYTES
from corpus.errors import PolicyError
from tests.assistant.serving import build_page


@pytest.fixture(scope="module")
def page() -> tuple[gr.Blocks, FastAPI]:
    return build_page(build_assistant(Settings()))


@pytest.fixture(scope="module")
def client(page: tuple[gr.Blocks, FastAPI]) -> TestClient:
    return TestClient(page[1])


def test_every_event_runs_many_at_once_and_only_the_endpoint_for_programs_is_public(page: tuple[gr.Blocks, FastAPI]):
    blocks = page[0]
    assert [fn.api_name for fn in blocks.fns.values() if fn.api_visibility != "private"] == ["ask"]
    assert blocks._queue.default_concurrency_limit == 8
    assert not blocks.analytics_enabled


def test_the_page_fetches_nothing_from_elsewhere(client: TestClient):
    response = client.get("/")
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert response.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", [
    "/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://e.com/x", "/monitoring",
    "/gradio_api/runs", "/gradio_api/vibe-code", "/docs", "/openapi.json",
])
def test_routes_that_the_chat_does_not_use_are_closed(client: TestClient, path: str):
    assert client.get(path).status_code == 404


def test_a_body_without_a_bound_or_beyond_it_is_refused(client: TestClient):
    assert client.post("/gradio_api/queue/join", content=b"x" * (BODY_LIMIT_BYTES + 1)).status_code == 413
    assert client.post("/gradio_api/queue/join", content=iter([b"x"])).status_code == 411


def test_a_port_in_use_is_one_sentence_with_the_setting():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PolicyError, match=rf"{port}.*POLICY_PORT"):
            bind("127.0.0.1", port)
