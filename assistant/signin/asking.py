"""What a request says of itself: who it claims to be, where it comes from, where it wants to go."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import parse_qs, urlsplit

from fastapi import Request

from assistant.turn import Language
from assistant.web.texts import preferred_language

BODY_LIMIT_BYTES = 8000
ONWARD_LIMIT_CHARACTERS = 4000


def own_path(request: Request) -> str:
    """The path below the one that the program is served under."""
    return request.scope["path"].removeprefix(root(request))


def root(request: Request) -> str:
    """The path that the program is served under, empty for the whole host."""
    return request.scope.get("root_path", "").rstrip("/")


def address(request: Request) -> str:
    """The other side's address; empty where there is none (a local socket)."""
    return request.client.host if request.client else ""


def language(request: Request) -> Language:
    """`?lang=`, else what the browser prefers."""
    return preferred_language(request.query_params.get("lang", "") or request.headers.get("accept-language", ""))


def onward(request: Request) -> str:
    """`?next=` if it is a path of our own, else the page; nobody is led to another site."""
    wanted = request.query_params.get("next", "")
    ours = wanted[:1] == "/" and wanted[1:2] not in ("/", "\\") and wanted.isprintable() and len(wanted) <= ONWARD_LIMIT_CHARACTERS
    return wanted if ours else "/"


def wanted_page(request: Request) -> str:
    """What `?next=` has to say so that signing in leads back to this request."""
    path = own_path(request) or "/"
    return f"{path}?{request.url.query}" if request.url.query else path


def is_from_elsewhere(request: Request) -> bool:
    """Whether a page of another site sent this. Browsers say so; a program that says nothing is no other site's page."""
    if site := request.headers.get("sec-fetch-site"):
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def is_for_a_person(request: Request) -> bool:
    """Whether a browser asks for a page to show."""
    return request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")


def name_and_password(request: Request) -> tuple[str, str] | None:
    """What the Authorization header says by HTTP Basic (RFC 7617, UTF-8), or None."""
    scheme, _, coded = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return (name, password) if colon else None


async def fields(request: Request) -> dict[str, str] | None:
    """The fields of a form that was sent, each once; None if it is longer than any of ours."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BODY_LIMIT_BYTES:
            return None
    found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in found.items()}
