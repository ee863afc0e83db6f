"""The limits before an ASGI app that knows none, or says them less politely."""

from __future__ import annotations

import json

from assistant.limits import BUSY_SECONDS, Rate, Refused
from assistant.web.shield import App, Message, Receive, Send

UNAVAILABLE = 503


class Paced:
    """An ASGI app around another: what is sent to it (POST) beyond the rate of its address, or while it is full (it says
    503), gets 429, one sentence, and when to come again.

    Only addresses whose path begins as one of `paths` are counted.
    """

    def __init__(self, app: App, rate: Rate, paths: tuple[str, ...] = ("",)) -> None:
        self.app = app
        self.rate = rate
        self.paths = paths

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if not (scope["type"] == "http" and scope["method"] == "POST" and scope["path"].startswith(self.paths)):
            await self.app(scope, receive, send)
        elif wait := self.rate.seconds_to_wait(_client(scope)):
            await _refuse(scope, send, Refused("flood", wait))
        else:
            await self.app(scope, receive, _unless_full(scope, send))


def _unless_full(scope: Message, send: Send) -> Send:
    full = False

    async def sending(message: Message) -> None:
        nonlocal full
        if message["type"] == "http.response.start" and message["status"] == UNAVAILABLE:
            full = True
            await _refuse(scope, send, Refused("busy", BUSY_SECONDS))
        elif not full:
            await send(message)

    return sending


async def _refuse(scope: Message, send: Send, refused: Refused) -> None:
    accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    body = json.dumps({"error": refused.sentence(accepted)}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"retry-after", str(refused.seconds).encode())]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _client(scope: Message) -> str:
    account = scope.get("state", {}).get("account", "")
    return f"account {account}" if account else (scope.get("client") or ("",))[0]
