"""The two pages of our own around signing in: plain HTML that works without script, under the strictest policy."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from assistant.signin.texts import SIGN_IN_TEXTS
from assistant.turn import Language
from assistant.web.texts import other

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"

_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

PAGE_HEADERS = {
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:;"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # "no-referrer" would make browsers hide where the form was sent from
    "cache-control": "no-store",
}

_PAGE = """<!doctype html>
<html lang="{code}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {name}</title><link rel="icon" href="data:,"><style>{style}</style>{head}</head>
<body>
<header><b>{name}</b><a href="{switch}" lang="{other_code}" hreflang="{other_code}">{other_language}</a></header>
<main><h1>{title}</h1>
{body}
</main>
</body>
</html>
"""

_SIGN_IN_FORM = """{message}<form method="post" action="{action}">
<label for="account">{account}</label>
<input id="account" name="account" value="{typed}" autocomplete="username" autocapitalize="none" spellcheck="false" required{first}>
<label for="password">{password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{second}>
<button>{sign_in}</button>
</form>
<p class="quiet">{no_account}</p>"""

_SIGN_OUT_FORM = """<p>{signed_in_as}</p>
<form method="post" action="{action}"><button>{sign_out}</button></form>
<a class="back" href="{home}">{back}</a>"""


def sign_in_page(
    language: Language, *, chosen: bool = False, root: str = "", onward: str = "/", trouble: str = "", note: str = "", typed: str = ""
) -> str:
    """The form. `onward` is where it leads, `trouble` why the last try failed, `typed` the account of that try.

    A language that was `chosen` here goes along; one that is the browser's need not.
    """
    texts = SIGN_IN_TEXTS[language]
    message = f'<p class="trouble" role="alert">{escape(trouble)}</p>\n' if trouble else ""
    message += f'<p class="note" role="status">{escape(note)}</p>\n' if note else ""
    here, focus = f"{root}{SIGN_IN}", " autofocus"
    body = _SIGN_IN_FORM.format(
        message=message, action=_address(here, next=onward, **({"lang": language} if chosen else {})), account=escape(texts.account),
        typed=escape(typed), password=escape(texts.password), sign_in=escape(texts.sign_in),
        no_account=escape(texts.no_account), first="" if typed else focus, second=focus if typed else "",
    )
    return _page(language, texts.sign_in_title, body, _address(here, lang=other(language), next=onward))


def sign_out_page(language: Language, account: str, *, root: str = "") -> str:
    """The question whether to sign out, answered by a button."""
    texts, here = SIGN_IN_TEXTS[language], f"{root}{SIGN_OUT}"
    body = _SIGN_OUT_FORM.format(
        signed_in_as=escape(texts.signed_in_as.format(account=account)), action=_address(here, lang=language),
        sign_out=escape(texts.sign_out), home=escape(f"{root}/"), back=escape(texts.back),
    )
    return _page(language, texts.sign_out_title, body, _address(here, lang=other(language)))


def leading_page(language: Language, root: str, wanted: str) -> str:
    """What stands in the place of a page that needs signing in: it leads to the form at once.

    No redirect: on the way from another site's link the browser withholds its cookie, and on a redirect it goes on doing so.
    """
    texts, form = SIGN_IN_TEXTS[language], _address(f"{root}{SIGN_IN}", next=wanted)
    body = f'<p>{escape(texts.required)}</p>\n<a class="back" href="{form}">{escape(texts.sign_in)}</a>'
    switch = _address(f"{root}{SIGN_IN}", lang=other(language), next=wanted)
    return _page(language, texts.sign_in_title, body, switch, f'<meta http-equiv="refresh" content="0;url={form}">')


def _page(language: Language, title: str, body: str, switch: str, head: str = "") -> str:
    texts, codes = SIGN_IN_TEXTS[language], {"zh": "zh-CN", "en": "en"}
    return _PAGE.format(
        code=codes[language], other_code=codes[other(language)], title=escape(title), name=escape(texts.name), style=_STYLE,
        head=head, switch=switch, other_language=escape(texts.other_language), body=body,
    )


def _address(path: str, **query: str) -> str:
    return escape(f"{path}?{urlencode(query)}")
