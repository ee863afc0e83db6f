"""Hashes that cost little, so that a test can make many."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from assistant.store import passwords


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
