"""The texts of the sign-in pages in both languages, read from `texts.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.texts import read_texts


@dataclass(frozen=True, kw_only=True)
class SignInTexts:
    """Everything the pages say in one language. Words in braces are filled in with `str.format`."""

    name: str
    sign_in: str
    sign_in_title: str
    account: str
    password: str
    wrong: str
    held_up: str
    held_up_seconds: str
    elsewhere: str
    signed_out: str
    sign_out: str
    sign_out_title: str
    signed_in_as: str
    back: str
    no_account: str
    required: str
    ended: str
    broken: str
    other_language: str


SIGN_IN_TEXTS = read_texts(Path(__file__).parent / "texts.toml", SignInTexts)
