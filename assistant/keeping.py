"""What the commands `feedback` and `user` do: the administrator's view of what the database keeps."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.replacing import replacing
from assistant.settings import load_settings
from assistant.store.accounts import Accounts, checked_name
from assistant.store.candidates import candidates
from assistant.store.feedback import FeedbackStore
from corpus.errors import PolicyError


def list_feedback() -> int:
    """Print how many ratings there are of each verdict."""
    with _feedback() as store:
        counts = store.counts()
    for verdict, count in counts.items():
        print(f"{count:6} {verdict}")
    print(f"Ratings in all: {sum(counts.values())}.", file=sys.stderr)
    return 0


def export_feedback(path: Path) -> int:
    """Write the candidate questions. Raises PolicyError if the file cannot be written."""
    with _feedback() as store:
        ratings = store.ratings()
    found = candidates(ratings)
    try:
        with replacing(path) as out:
            out.writelines(json.dumps(candidate, ensure_ascii=False) + "\n" for candidate in found)
    except OSError as error:
        raise PolicyError(f"{str(path)!r} cannot be written ({error.strerror}).") from error
    print(f"{len(found)} candidate questions from {len(ratings)} ratings stand in {str(path)!r}.", file=sys.stderr)
    return 0


def add_user(name: str, *, replace: bool) -> int:
    """Make an account, or give one another password, which is read from the terminal or from standard input."""
    with _accounts() as accounts:
        added = accounts.add(checked_name(name), _new_password(), replace=replace)
    print(f"{added} can sign in.", file=sys.stderr)
    return 0


def remove_user(name: str) -> int:
    """Remove an account."""
    with _accounts() as accounts:
        accounts.remove(name)
    print(f"{name} can no longer sign in.", file=sys.stderr)
    return 0


def list_users() -> int:
    """Print the accounts, one a line, each with the day it was made."""
    with _accounts() as accounts:
        lines = accounts.lines()
    for line in lines:
        print(f"{line.name}\t{line.made.date().isoformat()}")
    print(f"Accounts: {len(lines)}.", file=sys.stderr)
    return 0


def _new_password() -> str:
    """Typed twice, unseen, at a terminal; the first line of standard input where there is none."""
    if not sys.stdin.isatty():
        return sys.stdin.buffer.readline().decode("utf-8", "replace").rstrip("\r\n")
    try:
        password = getpass.getpass("Password: ")
        if getpass.getpass("The same again: ") != password:
            raise PolicyError("The two passwords differ; nothing was changed.")
    except EOFError as error:
        raise PolicyError("No password was typed; nothing was changed.") from error
    return password


@contextmanager
def _feedback() -> Iterator[FeedbackStore]:
    store = FeedbackStore(load_settings().database)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _accounts() -> Iterator[Accounts]:
    accounts = Accounts(load_settings().database)
    try:
        yield accounts
    finally:
        accounts.close()
