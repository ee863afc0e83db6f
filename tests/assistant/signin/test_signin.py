"""Sign-in from outside: what is open, who gets in, and how the others are turned away."""

from __future__ import annotations

import base64

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from assistant.signin.desk import COOKIE
from tests.assistant.signin.conftest import ADDRESS, NAME, PASSWORD, sign_in

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FORM = {"account": NAME, "password": PASSWORD}
SOCKET = "ws://chat.test/socket"
PATHS = (
    "/", "/api/ask", "/api/health/", "/api/health/x", "/api/healthz", "/API/health", "/api//health", "/gradio_api/queue/join",
    "/gradio_api/queue/data?session_hash=x", "/config", "/assets/index.js", "/theme.css", "/manifest.json", "/docs",
    "/sign-in/", "/sign-in/x", "//api/health", "/%2e%2e/api/ask",
)


def basic(name: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", PATHS)
def test_everything_is_shut_to_who_is_not_signed_in(client, method, path):
    answer = client.request(method, ADDRESS + path)
    assert answer.status_code == 401
    assert "account" not in answer.text


def test_the_health_of_the_service_is_open(client):
    assert client.get("/api/health").json() == {"path": "api/health", "account": ""}


def test_a_page_leads_to_the_form_and_back(client):
    page = client.get("/?q=谁负责&lang=zh", headers=BROWSER)
    assert page.status_code == 401
    assert "url=/sign-in?next=%2F%3Fq%3D%25E8" in page.text
    form = client.get("/sign-in?next=%2F%3Fq%3D1%26lang%3Dzh")
    assert form.status_code == 200
    assert sign_in(client, path="/sign-in?next=%2F%3Fq%3D1%26lang%3Dzh").headers["location"] == "/?q=1&lang=zh"


def test_the_right_password_opens_everything(client):
    assert sign_in(client).status_code == 303
    assert client.get("/x").json() == {"path": "x", "account": NAME}
    assert client.post("/gradio_api/queue/join").json()["account"] == NAME


def test_the_cookie_is_kept_from_scripts_and_other_sites(client):
    cookie = sign_in(client).headers["set-cookie"].lower()
    assert ("httponly" in cookie, "samesite=strict" in cookie, "path=/;" in cookie, "secure" in cookie) == (True, True, True, False)


def test_over_https_the_cookie_never_goes_without(signin):
    client = TestClient(signin, base_url="https://chat.test", follow_redirects=False)
    assert "secure" in sign_in(client).headers["set-cookie"].lower()


@pytest.mark.parametrize(("name", "password"), [(NAME, "wrong"), ("nobody", PASSWORD), ("", ""), (NAME, "")])
def test_a_wrong_account_or_password_is_told_alike(client, name, password):
    answer = sign_in(client, name, password, "/sign-in?lang=en")
    assert answer.status_code == 401
    assert "The account or the password is not right." in answer.text
    assert COOKIE not in client.cookies


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, '"; DROP TABLE'])
def test_a_made_up_cookie_opens_nothing(client, token):
    assert client.get("/", headers={"cookie": f"{COOKIE}={token}"}).status_code == 401


def test_what_was_typed_comes_back_as_text_and_the_password_never(client):
    answer = sign_in(client, '"><script>alert(1)</script>', "hunter2hunter2")
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "hunter2" not in answer.text


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", ""]
)
def test_nobody_is_led_to_another_site(client, place):
    answer = client.post("/sign-in", params={"next": place}, data={"account": NAME, "password": PASSWORD})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://evil.example"}, {"origin": "null"}]
)
def test_another_site_cannot_sign_somebody_in(client, headers):
    answer = sign_in(client, **headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": ADDRESS}, {}])
def test_our_own_form_can(client, headers):
    assert sign_in(client, **headers).status_code == 303


def test_signing_out_ends_the_visit_on_the_server(client):
    sign_in(client)
    token = client.cookies[COOKIE]
    assert client.post("/sign-out").headers["location"].startswith("/sign-in?")
    assert COOKIE not in client.cookies
    assert client.get("/", headers={"cookie": f"{COOKIE}={token}"}).status_code == 401


def test_asking_to_sign_out_only_asks(client):
    sign_in(client)
    page = client.get("/sign-out?lang=en")
    assert "Signed in as wang" in page.text
    assert client.get("/").status_code == 200


def test_another_site_cannot_sign_somebody_out(client):
    sign_in(client)
    client.post("/sign-out", headers={"origin": "http://evil.example"})
    assert client.get("/").status_code == 200


def test_who_is_signed_in_sees_no_form(client):
    sign_in(client)
    assert client.get("/sign-in?next=/x").headers["location"] == "/x"


def test_programs_send_name_and_password(client):
    assert client.get("/api/units", headers=basic("WANG", PASSWORD)).json()["account"] == NAME


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic ", "Basic !!!", "Basic d2FuZw==", "Bearer x", "Basic " + base64.b64encode(b"\xff:\xff").decode(), "Basic 电"],
)
def test_a_broken_header_opens_nothing(client, header):
    answer = client.get("/api/units", headers={"authorization": header.encode()})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")


def test_a_page_is_never_asked_by_the_browsers_own_window(client):
    answer = client.post("/gradio_api/queue/join", headers={"sec-fetch-mode": "cors", "accept-language": "zh-CN"})
    assert (answer.status_code, "www-authenticate" in answer.headers) == (401, False)
    assert "重新载入" in answer.json()["detail"]


def test_a_refusal_is_one_sentence_in_the_language_asked_for(client):
    assert client.get("/api/units", headers={"accept-language": "zh-CN"}).json() == {"detail": "请先登录。"}
    client.headers.pop("accept-language", None)
    assert client.get("/api/units").json() == {"detail": "Please sign in first."}


def test_a_language_chosen_on_the_form_goes_along(client):
    assert sign_in(client, path="/sign-in?lang=en&next=/?q=1").headers["location"] == "/?q=1&lang=en"
    assert sign_in(client, path="/sign-in?lang=en&next=/?lang=zh").headers["location"] == "/?lang=zh"
    assert sign_in(client, path="/sign-in?next=/?q=1").headers["location"] == "/?q=1"


def test_a_web_socket_needs_signing_in(client):
    with pytest.raises(WebSocketDisconnect) as shut, client.websocket_connect(SOCKET):
        pass
    assert shut.value.code == 1008


def test_a_web_socket_of_who_is_signed_in_opens(client):
    sign_in(client)
    with client.websocket_connect(SOCKET, headers={"origin": ADDRESS}) as socket:
        assert socket.receive_text() == NAME


def test_another_site_opens_no_web_socket(client):
    sign_in(client)
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET, headers={"origin": "http://evil.example"}):
        pass


def test_wrong_tries_for_an_account_are_held_up(client):
    answers = [sign_in(client, password=f"wrong {number}", path="/sign-in?lang=en") for number in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 900
    assert "Too many tries" in answers[-1].text
    assert sign_in(client).status_code == 429


def test_held_up_programs_are_told_when_to_come_again(client):
    for number in range(10):
        client.get("/api/units", headers=basic(NAME, f"wrong {number}"))
    answer = client.get("/api/units", headers=basic(NAME, PASSWORD))
    assert answer.status_code == 429
    assert answer.headers["retry-after"] in answer.json()["detail"]


def test_wrong_tries_from_an_address_are_held_up_whatever_the_account(client):
    answers = [sign_in(client, f"account{number}", "wrong") for number in range(61)]
    assert [answer.status_code for answer in answers] == [401] * 60 + [429]


def test_who_was_let_in_before_is_not_held_up(client):
    assert client.get("/api/units", headers=basic(NAME, PASSWORD)).status_code == 200
    for number in range(15):
        sign_in(client, password=f"wrong {number}")
    assert client.get("/api/units", headers=basic(NAME, PASSWORD)).status_code == 200


def test_right_passwords_use_up_no_tries(client):
    assert {sign_in(client).status_code for _ in range(40)} == {303}


def test_a_removed_account_is_out_at_once(client, accounts):
    sign_in(client)
    client.get("/api/units", headers=basic(NAME, PASSWORD))
    accounts.remove(NAME)
    assert client.get("/").status_code == 401
    client.cookies.clear()
    assert client.get("/", headers=basic(NAME, PASSWORD)).status_code == 401


def test_a_form_that_is_no_form_is_refused(client):
    assert client.post("/sign-in", content=b"x" * 100_000).status_code == 413
    assert client.post("/sign-in", content=b"\xff\x00=&&&;;=").status_code == 401


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?out=1", "/"])
def test_our_pages_run_nothing_and_are_not_kept(client, path):
    answer = client.get(path, headers=BROWSER)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "<script" not in answer.text


def test_the_app_can_be_served_below_a_path(signin):
    client = TestClient(signin, base_url=ADDRESS, root_path="/chat", follow_redirects=False)
    assert 'url=/chat/sign-in?next=%2Fx"' in client.get("/chat/x", headers=BROWSER).text
    answer = sign_in(client, path="/chat/sign-in?next=/x")
    assert answer.headers["location"] == "/chat/x"
    assert "path=/chat;" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("GET", "/api/units"), ("POST", "/sign-in"), ("GET", "/sign-out")])
def test_a_broken_database_lets_nobody_in_and_is_told_in_a_sentence(client, accounts, tmp_path, method, path):
    sign_in(client)
    accounts.close()
    (tmp_path / "kept.db").write_bytes(b"no database " * 500)
    answer = client.request(method, path, headers={"accept-language": "en"}, data=FORM if method == "POST" else None)
    assert (answer.status_code, "does not work at the moment" in answer.text, "kept.db" in answer.text) == (503, True, False)
