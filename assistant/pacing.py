"""The rate of one asker before an ASGI app that knows no limits of its own."""

from __future__ import annotations

import json

from assistant.limits import Rate
from assistant.web.shield import App, Message, Receive, Send


class Paced:
    """An ASGI app around another: what is sent to it (POST) beyond the rate of its address gets 429 and when to come again.

    Only addresses whose path begins as one of `paths` are counted.
    """

    def __init__(self, app: App, rate: Rate, paths: tuple[str, ...] = ("",)) -> None:
        self.app = app
        self.rate = rate
        self.paths = paths

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        counted = scope["type"] == "http" and scope["method"] == "POST" and scope["path"].startswith(self.paths)
        wait = self.rate.seconds_to_wait(_client(scope)) if counted else 0
        if not wait:
            await self.app(scope, receive, send)
            return
        body = json.dumps({"error": f"That is too much at once; please try again in {wait} seconds."}).encode()
        headers = [(b"content-type", b"application/json"), (b"retry-after", str(wait).encode())]
        await send({"type": "http.response.start", "status": 429, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _client(scope: Message) -> str:
    account = scope.get("state", {}).get("account", "")
    return f"account {account}" if account else (scope.get("client") or ("",))[0]
