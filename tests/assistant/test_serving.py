"""What is served beside the page, where, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient

from assistant.chat import Assistant
from assistant.limits import Rate
from assistant.listening import bind
from assistant.pacing import Paced
from assistant.search import PlanSearch
from assistant.settings import Settings
from corpus.errors import PolicyError
from corpus.sources import load_plan
from tests.assistant.serving import build_page


@pytest.fixture(scope="module")
def client(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), rate_per_minute=1)
    return TestClient(build_page(assistant, settings)[1])


def test_the_interface_stands_beside_the_page_with_the_same_headers(client: TestClient):
    response = client.get("/api/health")
    assert response.json()["status"] == "ok"
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert client.get("/").headers["content-type"].startswith("text/html")


def test_the_description_leads_to_the_mounted_addresses(client: TestClient):
    assert client.get("/api/openapi.json").json()["servers"] == [{"url": "/api"}]
    assert "POST /api/ask" in client.get("/api/docs").text


def test_a_body_that_is_too_long_is_refused_with_a_sentence(client: TestClient):
    response = client.post("/api/ask", content=b"x" * 1_000_001)
    assert response.status_code == 413
    assert "1,000,000 bytes" in response.json()["error"]


def test_floods_of_events_from_one_address_are_held_up():
    app = FastAPI()
    app.add_api_route("/events", lambda: "done", methods=["POST"])
    app.add_api_route("/other", lambda: "done", methods=["POST"])
    app.add_middleware(Paced, rate=Rate(2), paths=("/events",))
    client = TestClient(app)
    responses = [client.post("/events") for _ in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assert 0 < int(responses[-1].headers["retry-after"]) <= 60
    assert client.post("/other").status_code == 200


def test_a_full_queue_is_told_in_the_language_of_the_browser():
    app = FastAPI()
    app.add_api_route("/events", lambda: JSONResponse({"detail": "full"}, 503), methods=["POST"])
    app.add_middleware(Paced, rate=Rate(2), paths=("/events",))
    response = TestClient(app).post("/events", headers={"accept-language": "zh-CN"})
    assert (response.status_code, response.headers["retry-after"]) == (429, "2")
    assert response.json()["error"].startswith("现在提问的人太多")


def test_with_sign_in_only_health_is_open(assistant: Assistant, tmp_path: Path):
    client = TestClient(build_page(assistant, Settings(data_dir=tmp_path, sign_in=True))[1])
    assert client.get("/api/health").status_code == 200
    assert client.get("/api/units").status_code == 401
    assert client.post("/api/ask", json={"question": "PUE?"}).status_code == 401


def started(tmp_path: Path) -> tuple["subprocess.Popen[str]", int]:
    with bind("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "POLICY_PORT": str(port), "POLICY_DATA_DIR": str(tmp_path)}
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "chat"], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ), port


def test_the_server_says_where_it_is_and_ends_although_a_page_is_open_and_the_search_is_loading(tmp_path: Path):
    server, port = started(tmp_path)
    with server:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}" in server.stdout.readline()
        with socket.create_connection(("127.0.0.1", port)) as page:
            page.sendall(b"GET /gradio_api/heartbeat/a HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b"200 OK" in page.recv(1000)
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=30)
    assert (server.returncode, out) == (0, "The chat has stopped.\n")
    assert [line for line in err.splitlines() if not line.startswith("Building the index")] == []


def test_open_to_the_network_without_sign_in_is_refused(tmp_path: Path):
    environment = {**os.environ, "POLICY_HOST": "0.0.0.0", "POLICY_DATA_DIR": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "chat"], env=environment, text=True, capture_output=True, timeout=60, check=False)
    assert run.returncode == 1
    assert "POLICY_ALLOW_OPEN" in run.stderr


def test_the_text_search_says_how_far_it_is(tmp_path: Path):
    search = PlanSearch(Settings(data_dir=tmp_path), load_plan(Settings().plan_source))
    assert search.state == "idle"
    assert search.search("充电桩", 1)
    assert search.state == "ready"


def test_a_text_search_that_cannot_be_had_fails_and_is_tried_again(tmp_path: Path):
    search = PlanSearch(Settings(data_dir=tmp_path, embedding_model=str(tmp_path / "none")), load_plan(Settings().plan_source))
    for _ in range(2):
        with pytest.raises(PolicyError):
            search.prepare()
        assert search.state == "failed"
