"""Passwords: which are taken, how they are hashed and compared. The only door to Argon2."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from corpus.errors import PolicyError

SHORTEST, LONGEST = 12, 200

_HASHER = PasswordHasher()
# A hash takes 64 MB and a tenth of a second of both cores: more at once would only starve the answers.
_AT_ONCE = threading.BoundedSemaphore(2)
_OF_NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str, name: str) -> str:
    """The hash to keep. Raises PolicyError for a password that is too short, too long or the name itself."""
    plain = normal(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise PolicyError(f"The password has {len(plain)} characters; it must have {SHORTEST} to {LONGEST}.")
    if plain.casefold() == name.casefold() or len(set(plain)) < SHORTEST // 3:
        raise PolicyError("The password is too easy to guess; choose one that is not the name and not one character repeated.")
    with _AT_ONCE:
        return _HASHER.hash(plain)


def matches(hashed: str | None, password: str) -> bool:
    """Whether this is the password. For nobody (None) it takes as long as for somebody, and is false."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(hashed or _OF_NOBODY, normal(password)[: LONGEST + 1]) and hashed is not None
        except (Argon2Error, InvalidHashError):
            return False


def normal(password: str) -> str:
    """The same characters whichever way the keyboard made them; a lone surrogate is no character."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()
