"""The chat is not open to other machines by oversight."""

from __future__ import annotations

import pytest

from assistant.settings import Settings
from assistant.signin.access import check_access, is_loopback
from assistant.store.accounts import Accounts
from corpus.errors import PolicyError


def settings(tmp_path, **changed) -> Settings:
    return Settings(data_dir=tmp_path, **changed)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST"])
def test_this_machine_alone_needs_no_sign_in(tmp_path, host):
    check_access(settings(tmp_path, host=host))
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.5", "chat.example", "localhost.example", "::ffff:10.0.0.1", "0"])
def test_another_address_needs_it(tmp_path, host):
    with pytest.raises(PolicyError, match="POLICY_SIGN_IN=true"):
        check_access(settings(tmp_path, host=host))


def test_it_can_be_open_if_somebody_says_so(tmp_path):
    check_access(settings(tmp_path, host="0.0.0.0", allow_open=True))


def test_sign_in_without_an_account_is_no_use(tmp_path):
    with pytest.raises(PolicyError, match="policy-assistant user add NAME"):
        check_access(settings(tmp_path, sign_in=True))


def test_sign_in_with_an_account_is_fine_anywhere(tmp_path):
    accounts = Accounts(settings(tmp_path).database)
    accounts.add("wang", "correct horse 电池")
    accounts.close()
    check_access(settings(tmp_path, host="0.0.0.0", sign_in=True))
