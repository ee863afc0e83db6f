"""The page as it is served: its handlers, its shield, its address, its end."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.app import Handlers, Page
from assistant.build import build_assistant
from assistant.serving import bind
from assistant.settings import Settings
from assistant.web.shield import BODY_LIMIT_BYTES
from corpus.errors import PolicyError
from tests.assistant.serving import build_page
from tests.assistant.web.canned import answer, citation, plan, session, table

NAMES = ("session", "masthead", "language", "restart", "opening", "chat", "hint", "question", "reader")


@pytest.fixture
def handlers() -> Handlers:
    """Handlers over the small plan, whose page's components are just their names."""
    page = cast(Page, SimpleNamespace(**{name: name for name in NAMES}))
    return Handlers(page=page, assistant=cast(Any, SimpleNamespace(plan=plan(), table=table())))


@pytest.fixture(scope="module")
def page() -> tuple[gr.Blocks, FastAPI]:
    return build_page(build_assistant(Settings()))


@pytest.fixture(scope="module")
def client(page: tuple[gr.Blocks, FastAPI]) -> TestClient:
    return TestClient(page[1])


def test_a_question_is_shown_at_once_and_answered_next(handlers: Handlers):
    visit = session(answer("100棵 [1]", citation(1, "1", "每年种树100棵")))
    first, second = (cast(Any, update) for update in handlers.ask(" 多少棵？ ", visit))
    assert [message["role"] for message in first["chat"]["value"]] == ["user", "assistant"]
    assert first["question"] == ""
    assert "cite-0-1" in second["chat"]["value"][-1]["content"]
    assert "<mark" in second["reader"]


@pytest.mark.parametrize("question", ["", "  ", "长" * 10_000])
def test_a_question_that_is_not_taken_stays_in_the_box(handlers: Handlers, question: str):
    visit = session(answer("x"))
    (update,) = (cast(Any, update) for update in handlers.ask(question, visit))
    assert update["question"] == question
    assert 'role="status"' in update["hint"]
    assert visit.answers == []


def test_the_switch_shows_the_page_in_the_other_language(handlers: Handlers):
    update = cast(Any, handlers.switch(session(answer("x"), "zh")))
    assert update["restart"]["value"] == "New chat"
    assert 'data-language="en"' in update["masthead"]


def test_a_link_can_open_a_clause_and_ask_a_question(handlers: Handlers, monkeypatch: pytest.MonkeyPatch):
    visit = session(answer("100棵 [1]", citation(1, "1", "每年种树100棵")))
    monkeypatch.setattr(Handlers, "_new_session", lambda self, language: visit)
    request = SimpleNamespace(query_params={"clause": "2", "q": "多少棵？"}, headers={})
    opened, asked, answered = (cast(Any, update) for update in handlers.load(cast(Any, request)))
    assert 'data-reference="clause-2"' in opened["reader"]
    assert asked["chat"]["value"][0]["content"] == "多少棵？"
    assert len(answered["session"].answers) == 1


def test_a_visit_whose_state_is_gone_is_told_so(handlers: Handlers):
    handlers = replace(handlers, assistant=cast(Any, SimpleNamespace(plan=plan(), table=table())))
    update = cast(Any, handlers.open(None, cast(Any, SimpleNamespace(reference="cite-3-1"))))
    assert "已不可用" in update["reader"]


def test_every_event_runs_many_at_once_and_none_is_an_api(page: tuple[gr.Blocks, FastAPI]):
    blocks = page[0]
    assert [fn.api_visibility for fn in blocks.fns.values()] == ["private"] * 7
    assert blocks._queue.default_concurrency_limit == 16
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


def test_the_server_says_where_it_is_and_ends_quietly_although_a_page_is_open():
    with bind("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    code = (
        "from assistant.serving import serve; from assistant.build import build_assistant;"
        "from assistant.settings import Settings; s = Settings(); serve(build_assistant(s), s)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "POLICY_PORT": str(port)}, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}" in server.stdout.readline()
        with socket.create_connection(("127.0.0.1", port)) as page:
            page.sendall(b"GET /gradio_api/heartbeat/a HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b"200 OK" in page.recv(1000)
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=30)
    assert (server.returncode, out, err) == (0, "The chat has stopped.\n", "")
