"""Accounts: who may sign in, for how long, and what the database holds of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.store.accounts import SIGNED_IN_FOR, Accounts
from corpus.errors import PolicyError

PASSWORD = "correct horse 电池"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock):
    made = Accounts(tmp_path / "kept.db", now=clock)
    made.add("Wang", PASSWORD)
    yield made
    made.close()


@pytest.mark.parametrize("name", ["wang", "WANG", " Ｗang "])
def test_the_right_password_signs_in_however_the_name_is_written(accounts, name):
    assert accounts.check(name, PASSWORD) == "wang"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("wang", PASSWORD + "x"), ("wang", PASSWORD[:-1]),
        ("wang", ""), ("li", PASSWORD), ("", ""), ("wang", "\ud800"), ("wang", "x" * 10**6),
    ],
)
def test_anything_else_does_not(accounts, name, password):
    assert accounts.check(name, password) is None


def test_a_password_typed_with_other_code_points_is_the_same(accounts):
    accounts.add("li", "caf\u00e9-caf\u00e9-caf\u00e9")
    assert accounts.check("li", "cafe\u0301-cafe\u0301-cafe\u0301") == "li"


def test_nothing_secret_stands_in_the_database(accounts, tmp_path):
    token = accounts.open("wang")
    kept = (tmp_path / "kept.db").read_bytes()
    assert b"$argon2id$" in kept
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept


def test_only_the_owner_reads_the_file(accounts, tmp_path):
    assert (tmp_path / "kept.db").stat().st_mode & 0o077 == 0


def test_a_token_belongs_to_its_account_until_it_runs_out(accounts, clock):
    token = accounts.open("wang")
    assert accounts.holder(token) == "wang"
    clock.time += SIGNED_IN_FOR - timedelta(seconds=1)
    assert accounts.holder(token) == "wang"
    clock.time += timedelta(seconds=1)
    assert accounts.holder(token) is None


@pytest.mark.parametrize("token", ["", "x", "'", "\ud800", "a" * 10_000])
def test_a_token_that_was_never_given_belongs_to_nobody(accounts, token):
    accounts.open("wang")
    assert accounts.holder(token) is None


def test_signing_out_ends_this_browser_only(accounts):
    first, second = accounts.open("wang"), accounts.open("wang")
    accounts.shut(first)
    assert (accounts.holder(first), accounts.holder(second)) == (None, "wang")


def test_another_password_signs_all_browsers_out(accounts):
    token = accounts.open("wang")
    accounts.add("wang", "another password", replace=True)
    assert accounts.holder(token) is None
    assert (accounts.check("wang", PASSWORD), accounts.check("wang", "another password")) == (None, "wang")


def test_a_removed_account_is_signed_out_and_stays_out(accounts):
    token = accounts.open("wang")
    accounts.remove("Wang")
    assert (accounts.holder(token), accounts.check("wang", PASSWORD), accounts.lines()) == (None, None, ())


def test_a_removed_account_that_is_made_anew_has_no_browsers(accounts):
    token = accounts.open("wang")
    accounts.remove("wang")
    accounts.add("wang", PASSWORD)
    assert accounts.holder(token) is None


def test_what_was_checked_is_recalled_until_the_password_changes(accounts):
    assert accounts.recall("wang", PASSWORD) is None
    accounts.check("wang", PASSWORD)
    assert (accounts.recall("WANG", PASSWORD), accounts.recall("wang", "x")) == ("wang", None)
    accounts.add("wang", "another password", replace=True)
    assert accounts.recall("wang", PASSWORD) is None


def test_a_wrong_password_is_not_remembered(accounts):
    accounts.check("wang", "wrong password")
    assert accounts.recall("wang", "wrong password") is None


def test_a_name_is_taken_once(accounts):
    with pytest.raises(PolicyError, match="already"):
        accounts.add("WANG", PASSWORD)
    assert [line.name for line in accounts.lines()] == ["wang"]


@pytest.mark.parametrize("name", ["", "  ", "a:b", "a b", "a\nb", "x" * 65, "a\0"])
def test_names_that_cannot_be_typed_or_sent_are_refused(accounts, name):
    with pytest.raises(PolicyError, match="cannot be the name"):
        accounts.add(name, PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "x" * 201, "aaaaaaaaaaaa", "longusername"])
def test_weak_passwords_are_refused(accounts, password):
    with pytest.raises(PolicyError, match="password"):
        accounts.add("longusername", password)


def test_removing_nobody_is_an_error(accounts):
    with pytest.raises(PolicyError, match="no account 'li'"):
        accounts.remove("li")
