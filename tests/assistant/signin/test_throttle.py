"""Tries are counted for each key in a moving while."""

from __future__ import annotations

import pytest

from assistant.signin import throttle
from assistant.signin.throttle import Throttle, network


class Clock:
    time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_try_is_due_again_when_the_first_is_old(clock):
    counted = Throttle(tries=2, seconds=10, now=clock)
    assert counted.take("a") == 0
    clock.time = 4.5
    assert counted.take("a") == 0
    assert counted.take("a") == 6
    clock.time = 10.1
    assert [counted.take("a"), counted.take("a")] == [0, 5]


def test_keys_do_not_touch_each_other(clock):
    counted = Throttle(tries=1, seconds=10, now=clock)
    assert [counted.take("a"), counted.take("b"), counted.take("a")] == [0, 0, 10]


def test_waiting_uses_nothing_up(clock):
    counted = Throttle(tries=1, seconds=10, now=clock)
    counted.take("a")
    for clock.time in range(1, 10):
        counted.take("a")
    clock.time = 10
    assert counted.take("a") == 0


def test_a_try_can_be_given_back(clock):
    counted = Throttle(tries=1, seconds=10, now=clock)
    counted.take("a")
    counted.give_back("a")
    assert counted.take("a") == 0


def test_the_memory_is_bounded_and_drops_the_idle_first(clock, monkeypatch):
    monkeypatch.setattr(throttle, "KEYS_AT_MOST", 3)
    counted = Throttle(tries=1, seconds=10, now=clock)
    counted.take("busy")
    for key in "abcdef":
        counted.take(key)
        assert counted.take("busy") > 0
    assert counted.take("a") == 0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("10.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"), ("", ""), ("testclient", "testclient"),
    ],
)
def test_an_ipv6_customer_is_one_address(address, expected):
    assert network(address) == expected
