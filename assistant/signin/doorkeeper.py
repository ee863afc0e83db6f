"""Who is let in: a name with its password, held against the accounts and against how often it was tried."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from assistant.signin.throttle import Throttle, network
from assistant.store.accounts import Accounts, normal_name

# Behind one address there may be a whole office that signs in at nine o'clock.
ACCOUNT_TRIES, ADDRESS_TRIES, WITHIN_SECONDS = 10, 60, 15 * 60

logger = logging.getLogger(__name__)


def _throttle(tries: int) -> Throttle:
    return Throttle(tries=tries, seconds=WITHIN_SECONDS)


@dataclass(frozen=True, kw_only=True)
class Admission:
    """The account that was let in, or None; with `wait`, nothing was compared and the next try is due in these seconds."""

    account: str | None = None
    wait: int = 0


@dataclass(frozen=True, kw_only=True)
class Doorkeeper:
    """Compares names and passwords, so many wrong ones for an account and for an address at most."""

    accounts: Accounts
    by_account: Throttle = field(default_factory=lambda: _throttle(ACCOUNT_TRIES))
    by_address: Throttle = field(default_factory=lambda: _throttle(ADDRESS_TRIES))

    def admit(self, name: str, password: str, address: str) -> Admission:
        """Let in whoever knows the password. Programs that were let in before are not held up by others' wrong tries."""
        if account := self.accounts.recall(name, password):
            return Admission(account=account)
        account_key, address_key = normal_name(name)[:100], network(address)
        if wait := self._wait(account_key, address_key):
            logger.warning("sign-in from %s is held up for %d seconds after too many wrong tries", address_key, wait)
            return Admission(wait=wait)
        account = self.accounts.check(name, password)
        if account:
            self.by_account.forget(account_key)
            self.by_address.give_back(address_key)
        return Admission(account=account)

    def _wait(self, account_key: str, address_key: str) -> int:
        return self.by_address.take(address_key) or self.by_account.take(account_key)
