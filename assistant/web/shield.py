"""What stands between the network and the chat: response headers, closed routes, and a limit on request bodies."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

BODY_LIMIT_BYTES = 1_000_000
REASONS = {
    404: "There is nothing at this address.",
    411: "A request with a body must say how long it is (Content-Length).",
    413: f"The request is too long; at most {BODY_LIMIT_BYTES:,} bytes are read.",
}

# Gradio compiles its templates and event scripts in the page, so inline and evaluated script must stay allowed;
# what this policy holds is that nothing is fetched from, or sent to, another machine.
CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
))

HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)

# Gradio's own routes for files, uploads, proxying, monitoring and code: the chat uses none of them.
CLOSED = re.compile(r"/(gradio_api/)?(upload|file[=/]|proxy=|stream|process_recording|vibe|monitoring|runs)")


class Shield:
    """An ASGI app around another: 404 for closed routes, 413 for long bodies, and HEADERS on every response."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection; what is not HTTP passes untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif status := refused(scope):
            await _refuse(status, _with_headers(send))
        else:
            await self.app(scope, receive, _with_headers(send))


def refused(scope: Message) -> int:
    """The HTTP status that a request is refused with, or 0. A body without a stated length is refused, too."""
    if CLOSED.match(scope["path"]):
        return 404
    if scope["method"] in ("GET", "HEAD", "OPTIONS"):
        return 0
    length = dict(scope["headers"]).get(b"content-length", b"")
    if not length.isdigit():
        return 411
    return 413 if int(length) > BODY_LIMIT_BYTES else 0


async def _refuse(status: int, send: Send) -> None:
    body = json.dumps({"error": REASONS[status]}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in HEADERS}
            others = [pair for pair in message.get("headers", []) if pair[0].lower() not in own]
            message = {**message, "headers": [*others, *HEADERS]}
        await send(message)

    return sending
