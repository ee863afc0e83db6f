"""Questions a minute, and places at work."""

import time
from contextlib import suppress
from typing import get_args

import pytest

from assistant.limits import CLIENTS_KEPT, SENTENCES, Gate, Rate, Reason, Refused


def test_each_client_has_a_window_of_its_own():
    rate = Rate(2)
    assert [rate.seconds_to_wait("a") for _ in range(2)] == [0, 0]
    assert 0 < rate.seconds_to_wait("a") <= 60
    assert rate.seconds_to_wait("b") == 0


def test_the_window_moves(monkeypatch: pytest.MonkeyPatch):
    rate, now = Rate(1), time.time()
    assert rate.seconds_to_wait("a") == 0
    monkeypatch.setattr(time, "time", lambda: now + 45)
    assert rate.seconds_to_wait("a") in (15, 16)
    monkeypatch.setattr(time, "time", lambda: now + 61)
    assert rate.seconds_to_wait("a") == 0


def test_clients_of_the_past_are_forgotten(monkeypatch: pytest.MonkeyPatch):
    rate, now = Rate(1), time.time()
    for number in range(CLIENTS_KEPT + 1):
        rate._storage.events[str(number)] = []
    monkeypatch.setattr(time, "time", lambda: now + 61)
    rate.seconds_to_wait("a")
    assert len(rate._storage.events) == 1


def test_a_refusal_says_when_to_come_again():
    rate = Rate(1)
    rate.admit("a")
    with pytest.raises(Refused) as refused:
        rate.admit("a")
    assert 0 < refused.value.seconds <= 60
    assert refused.value.sentence("").startswith("At most 1 questions a minute")
    assert refused.value.sentence("zh-CN,en;q=0.5").startswith("提问过于频繁：每分钟最多回答 1 个问题")


def test_every_refusal_has_a_sentence_in_both_languages():
    assert {language: set(sentences) for language, sentences in SENTENCES.items()} == {key: {*get_args(Reason)} for key in ("zh", "en")}


def test_a_place_is_free_again_after_a_question_even_if_it_broke():
    gate = Gate(places=1)
    with suppress(ValueError), gate.place():
        raise ValueError
    with gate.place(), pytest.raises(Refused, match="busy"):
        gate.place().__enter__()
