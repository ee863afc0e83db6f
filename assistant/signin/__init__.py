"""Signing in: who may use the chat and the interface for programs, where the settings ask for it."""

from assistant.signin.access import check_access
from assistant.signin.middleware import SignIn

__all__ = ["SignIn", "check_access"]
