"""Accounts and the browsers that are signed in to them.

What is secret is kept as a hash only: passwords by Argon2, tokens of browsers by SHA-256 (they are random and long).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.store.database import Database
from assistant.store.models import Account, SignedIn
from assistant.store.passwords import hash_password, matches
from corpus.errors import PolicyError

NAME_LIMIT_CHARACTERS = 64
SIGNED_IN_FOR = timedelta(hours=12)
_REMEMBERED = 1000


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """What a list of accounts says of one."""

    name: str
    made: datetime


class Accounts:
    """The accounts of one database; safe to use from several threads. Names differ by more than case."""

    def __init__(self, where: str | Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """`where` is `Settings.database`; it is opened at the first use."""
        self._database = Database(where)
        self._now = now
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(32)
        self._remembered: dict[bytes, str] = {}

    def add(self, name: str, password: str, *, replace: bool = False) -> str:
        """Make an account, or with `replace` give it another password and sign its browsers out; returns its name.

        Raises PolicyError for a name or password that cannot be taken.
        """
        name = checked_name(name)
        hashed = hash_password(password, name)
        with self._database.writing() as session:
            account = _find(session, name)
            if account and not replace:
                raise PolicyError(f"There is an account {name!r} already; --replace gives it the new password.")
            if account:
                account.password = hashed
                session.execute(delete(SignedIn).where(SignedIn.account_id == account.id))
            else:
                session.add(Account(name=name, password=hashed, made=self._now()))
        return name

    def remove(self, name: str) -> None:
        """Remove an account and sign its browsers out. Raises PolicyError if there is none of that name."""
        with self._database.writing() as session:
            account = _find(session, normal_name(name))
            if not account:
                raise PolicyError(f"There is no account {name!r}; `policy-assistant user list` shows them.")
            session.delete(account)

    def lines(self) -> tuple[AccountLine, ...]:
        """All accounts by name."""
        with self._database.reading() as session:
            return tuple(AccountLine(name=row.name, made=row.made) for row in session.scalars(select(Account).order_by(Account.name)))

    def check(self, name: str, password: str) -> str | None:
        """The account's name if this is its password. Slow by intent, and as slow for a name that there is not."""
        name = normal_name(name)
        hashed = self._hash_of(name)
        if not matches(hashed, password) or hashed is None:
            return None
        with self._lock:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[self._mark(name, password)] = hashed
        return name

    def recall(self, name: str, password: str) -> str | None:
        """Like `check` but fast, for what was checked before in this process and has not changed since; else None."""
        name = normal_name(name)
        with self._lock:
            hashed = self._remembered.get(self._mark(name, password))
        return name if hashed and hashed == self._hash_of(name) else None

    def open(self, name: str) -> str:
        """Sign a browser in; returns the token for its cookie. What has run out is tidied away."""
        token = secrets.token_urlsafe(32)
        with self._database.writing() as session:
            account = _find(session, name)
            if not account:
                raise PolicyError(f"There is no account {name!r}; `policy-assistant user list` shows them.")
            session.execute(delete(SignedIn).where(SignedIn.until <= self._now()))
            session.add(SignedIn(token=_digest(token), account_id=account.id, until=self._now() + SIGNED_IN_FOR))
        return token

    def holder(self, token: str) -> str | None:
        """The name of the account that a token is signed in to, or None."""
        signed_in = select(Account.name).join(SignedIn, SignedIn.account_id == Account.id)
        with self._database.reading() as session:
            return session.scalar(signed_in.where(SignedIn.token == _digest(token), SignedIn.until > self._now()))

    def shut(self, token: str) -> None:
        """Sign the browser with this token out; one that is not signed in stays so."""
        with self._database.writing() as session:
            session.execute(delete(SignedIn).where(SignedIn.token == _digest(token)))

    def close(self) -> None:
        """Let go of the database; the next use opens it again."""
        self._database.close()

    def _hash_of(self, name: str) -> str | None:
        with self._database.reading() as session:
            return session.scalar(select(Account.password).where(Account.name == name))

    def _mark(self, name: str, password: str) -> bytes:
        return hmac.digest(self._key, f"{name}\0{password}".encode("utf-8", "surrogatepass"), "sha256")


def normal_name(name: str) -> str:
    """One spelling for all ways to write a name."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def checked_name(name: str) -> str:
    """The name as it is kept. Raises PolicyError for one that nobody could type or that a header cannot carry."""
    name = normal_name(name)
    if not 1 <= len(name) <= NAME_LIMIT_CHARACTERS or not name.isprintable() or ":" in name or " " in name:
        raise PolicyError(
            f"{name!r} cannot be the name of an account: 1 to {NAME_LIMIT_CHARACTERS} printable characters, no space and no colon."
        )
    return name


def _find(session: Session, name: str) -> Account | None:
    return session.scalar(select(Account).where(Account.name == name))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
