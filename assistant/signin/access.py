"""Whether the chat may be served as the settings say: never open to a network by oversight."""

from __future__ import annotations

from ipaddress import ip_address

from assistant.settings import Settings
from assistant.store.accounts import Accounts
from corpus.errors import PolicyError


def check_access(settings: Settings) -> None:
    """Raise PolicyError if the chat would be open to other machines unasked, or if nobody could sign in."""
    if settings.sign_in:
        _check_somebody_can(settings)
    elif not is_loopback(settings.host) and not settings.allow_open:
        raise PolicyError(
            f"On {settings.host!r} everybody who reaches this machine could use the chat:"
            " switch sign-in on with POLICY_SIGN_IN=true, or allow it with POLICY_ALLOW_OPEN=true."
        )


def _check_somebody_can(settings: Settings) -> None:
    accounts = Accounts(settings.database)
    try:
        if not accounts.lines():
            raise PolicyError("Sign-in is on, but there is no account yet; make one with `policy-assistant user add NAME`.")
    finally:
        accounts.close()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address. A name other than localhost may mean any machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"
