"""What answers at the two addresses of our own: signing in and signing out."""

from __future__ import annotations

import asyncio
import math
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.signin import asking
from assistant.signin.doorkeeper import Admission, Doorkeeper
from assistant.signin.pages import PAGE_HEADERS, SIGN_IN, sign_in_page, sign_out_page
from assistant.signin.texts import SIGN_IN_TEXTS
from assistant.store.accounts import SIGNED_IN_FOR

COOKIE = "policy_assistant_sign_in"


class Desk:
    """Takes the forms, gives and takes back the cookie."""

    def __init__(self, doorkeeper: Doorkeeper) -> None:
        self.doorkeeper = doorkeeper
        self.accounts = doorkeeper.accounts

    async def holder(self, request: Request) -> str | None:
        """The account that the browser's cookie is signed in to."""
        token = request.cookies.get(COOKIE, "")
        return await asyncio.to_thread(self.accounts.holder, token) if token else None

    async def sign_in(self, request: Request) -> Response:
        """Show the form, or take it. Who is signed in already is led on."""
        if request.method == "POST":
            return await self._take_form(request)
        if await self.holder(request):
            return _lead(request, asking.onward(request))
        note = SIGN_IN_TEXTS[asking.language(request)].signed_out if "out" in request.query_params else ""
        return _form(request, note=note)

    async def _take_form(self, request: Request) -> Response:
        texts = SIGN_IN_TEXTS[asking.language(request)]
        if asking.is_from_elsewhere(request):
            return _form(request, 403, trouble=texts.elsewhere)
        fields = await asking.fields(request)
        if fields is None:
            return _form(request, 413, trouble=texts.wrong)
        typed, password = fields.get("account", ""), fields.get("password", "")
        admission = await asyncio.to_thread(self.doorkeeper.admit, typed, password, asking.address(request))
        return await self._let_in(request, admission.account) if admission.account else _turned_away(request, admission, typed)

    async def _let_in(self, request: Request, account: str) -> Response:
        token = await asyncio.to_thread(self.accounts.open, account)
        response = _lead(request, _with_language(asking.onward(request), request.query_params.get("lang", "")))
        response.set_cookie(
            COOKIE, token, max_age=int(SIGNED_IN_FOR.total_seconds()), path=asking.root(request) or "/", httponly=True,
            samesite="strict", secure=request.url.scheme == "https",
        )
        return response

    async def sign_out(self, request: Request) -> Response:
        """Ask, or do it: only a form of our own does."""
        account, code = await self.holder(request), asking.language(request)
        if account and (request.method != "POST" or asking.is_from_elsewhere(request)):
            return HTMLResponse(sign_out_page(code, account, root=asking.root(request)), headers=PAGE_HEADERS)
        if account:
            await asyncio.to_thread(self.accounts.shut, request.cookies[COOKIE])
        response = _lead(request, f"{SIGN_IN}?{urlencode({'out': 1, **({'lang': code} if 'lang' in request.query_params else {})})}")
        response.delete_cookie(COOKIE, path=asking.root(request) or "/", httponly=True, samesite="strict")
        return response


def _form(request: Request, status: int = 200, *, trouble: str = "", note: str = "", typed: str = "") -> Response:
    page = sign_in_page(
        asking.language(request), chosen="lang" in request.query_params, root=asking.root(request), onward=asking.onward(request),
        trouble=trouble, note=note, typed=typed,
    )
    return HTMLResponse(page, status, PAGE_HEADERS)


def _turned_away(request: Request, admission: Admission, typed: str) -> Response:
    texts = SIGN_IN_TEXTS[asking.language(request)]
    if not admission.wait:
        return _form(request, 401, trouble=texts.wrong, typed=typed)
    response = _form(request, 429, trouble=texts.held_up.format(minutes=math.ceil(admission.wait / 60)), typed=typed)
    response.headers["retry-after"] = str(admission.wait)
    return response


def _lead(request: Request, path: str) -> Response:
    return RedirectResponse(asking.root(request) + path, 303, PAGE_HEADERS)


def _with_language(path: str, chosen: str) -> str:
    """The page in the language that was chosen on the form, unless the address says one itself."""
    parts = urlsplit(path)
    if chosen not in ("zh", "en") or parts.path != "/" or "lang" in parse_qs(parts.query):
        return path
    return f"/?{parts.query}&lang={chosen}" if parts.query else f"/?lang={chosen}"
