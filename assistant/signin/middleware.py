"""What stands before everything that is served when sign-in is on.

1. Open to all: the pages for signing in and out, and the health of the service.
2. A browser shows the cookie that it got when it signed in; a program sends name and password each time (HTTP Basic).
3. Everything else is refused: a page leads to the form, a program gets 401, a web socket is closed.
"""

from __future__ import annotations

import asyncio
import logging

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from assistant.signin import asking
from assistant.signin.desk import Desk
from assistant.signin.doorkeeper import Admission, Doorkeeper
from assistant.signin.pages import PAGE_HEADERS, SIGN_IN, SIGN_OUT, leading_page, sign_in_page
from assistant.signin.texts import SIGN_IN_TEXTS
from assistant.store.accounts import Accounts
from assistant.web.shield import App, Message, Receive, Send
from corpus.errors import PolicyError

OPEN_PATHS = {"/api/health"}
PROGRAMS = "/api/"
POLICY_VIOLATION = 1008
CHALLENGE = 'Basic realm="policy-assistant", charset="UTF-8"'

logger = logging.getLogger(__name__)


class SignIn:
    """An ASGI app around another, which only the signed-in reach. It stands outermost: its pages bring their own headers.

    Inside, the account's name is `request.state.account`.
    """

    def __init__(self, app: App, accounts: Accounts) -> None:
        self.app = app
        self.doorkeeper = Doorkeeper(accounts=accounts)
        self.desk = Desk(self.doorkeeper)
        self.pages = {SIGN_IN: self.desk.sign_in, SIGN_OUT: self.desk.sign_out}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            await self._serve(Request(scope, receive), receive, send)
        elif scope["type"] == "websocket":
            await self._serve_socket(scope, receive, send)
        else:  # the server's own messages on starting and stopping
            await self.app(scope, receive, send)

    async def _serve(self, request: Request, receive: Receive, send: Send) -> None:
        if asking.own_path(request) in OPEN_PATHS:
            await self.app(request.scope, receive, send)
            return
        try:
            decided = await self._decide(request)
        except PolicyError as error:
            decided = _broken(request, error)
        if isinstance(decided, Response):
            await decided(request.scope, receive, send)
        else:
            await self.app(_signed(request.scope, decided), receive, send)

    async def _decide(self, request: Request) -> Response | str:
        """The account that may go on, or what is answered instead."""
        if page := self.pages.get(asking.own_path(request)):
            return await page(request)
        admission = await self._admission(request)
        return admission.account or _refusal(request, admission)

    async def _serve_socket(self, scope: Message, receive: Receive, send: Send) -> None:
        request = Request({**scope, "type": "http", "method": "GET"})
        try:
            account = None if asking.is_from_elsewhere(request) else (await self._admission(request)).account
        except PolicyError as error:
            logger.error("sign-in: %s", error)
            account = None
        if account:
            await self.app(_signed(scope, account), receive, send)
        else:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": "sign in first"})

    async def _admission(self, request: Request) -> Admission:
        if account := await self.desk.holder(request):
            return Admission(account=account)
        if pair := asking.name_and_password(request):
            return await asyncio.to_thread(self.doorkeeper.admit, *pair, asking.address(request))
        return Admission()


def _signed(scope: Message, account: str) -> Message:
    return {**scope, "state": {**scope.get("state", {}), "account": account}}


def _broken(request: Request, error: PolicyError) -> Response:
    """What is said when the accounts cannot be read: the cause is for the log alone."""
    logger.error("sign-in: %s", error)
    language = asking.language(request)
    if asking.is_for_a_person(request) or asking.own_path(request) in (SIGN_IN, SIGN_OUT):
        page = sign_in_page(language, root=asking.root(request), trouble=SIGN_IN_TEXTS[language].broken)
        return HTMLResponse(page, 503, PAGE_HEADERS)
    return JSONResponse({"detail": SIGN_IN_TEXTS[language].broken}, 503, PAGE_HEADERS)


def _refusal(request: Request, admission: Admission) -> Response:
    """A page that leads a person to the form; for a program, a sentence and the status."""
    # Programs seldom say a language; where they say none, they get English like from the rest of the interface.
    texts = SIGN_IN_TEXTS[asking.language(request) if "accept-language" in request.headers else "en"]
    if admission.wait:
        return JSONResponse({"detail": texts.held_up_seconds.format(seconds=admission.wait)}, 429,
                            {**PAGE_HEADERS, "retry-after": str(admission.wait)})
    if asking.is_for_a_person(request):
        page = leading_page(asking.language(request), asking.root(request), asking.wanted_page(request))
        return HTMLResponse(page, 401, PAGE_HEADERS)
    # In a page, a challenge would make the browser show a window of its own that knows no signing out.
    if "sec-fetch-mode" in request.headers and not asking.own_path(request).startswith(PROGRAMS):
        return JSONResponse({"detail": texts.ended}, 401, PAGE_HEADERS)
    return JSONResponse({"detail": texts.required}, 401, {**PAGE_HEADERS, "www-authenticate": CHALLENGE})
