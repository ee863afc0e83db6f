"""Ratings: kept as they were given, counted, safe from several threads, and refused in a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.store.feedback import COMMENT_LIMIT_CHARACTERS, EARLIER_LIMIT, VERDICTS, Feedback, FeedbackStore
from corpus.errors import PolicyError

ANSWER = {"question": "充电桩?", "status": "answered", "text": "…", "citations": [], "rows": [{"value": 19.2}]}


@pytest.fixture
def store(tmp_path: Path):
    made = FeedbackStore(tmp_path / "new" / "kept.db")
    yield made
    made.close()


def rating(**changed) -> Feedback:
    fields = {"plan": "toy", "plan_version": "1", "verdict": "wrong_number", "answer": ANSWER, **changed}
    return Feedback(**fields)


def test_a_rating_comes_back_as_it_was_given(store):
    given = rating(comment="应为20%", earlier=("第一问",), moment=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC))
    store.add(given)
    assert store.ratings() == (given,)


def test_ratings_outlive_the_store(tmp_path):
    first, second = FeedbackStore(tmp_path / "kept.db"), FeedbackStore(tmp_path / "kept.db")
    first.add(rating())
    first.close()
    assert len(second.ratings()) == 1
    second.close()


def test_ratings_are_counted_by_verdict(store):
    for verdict in ("right", "right", "incomplete"):
        store.add(rating(verdict=verdict))
    assert store.counts() == {**dict.fromkeys(VERDICTS, 0), "right": 2, "incomplete": 1}


def test_many_threads_lose_nothing(store):
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda number: store.add(rating(comment=str(number))), range(60)))
    assert sorted(int(kept.comment) for kept in store.ratings()) == list(range(60))


def test_a_rating_and_its_reading_at_once_do_not_block_each_other_for_good(store):
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda number: store.add(rating()) if number % 2 else len(store.ratings()), range(40)))
    assert [kept for number, kept in enumerate(done) if number % 2] == [None] * 20
    assert store.counts()["wrong_number"] == 20


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "'; DROP TABLE ratings; --", "<script>", "=1+1", "é🙂"])
def test_any_text_can_be_a_comment_and_an_answer(store, text):
    store.add(rating(comment=text, answer={**ANSWER, "question": text}, earlier=(text,)))
    kept = store.ratings()[0]
    expected = text.replace("\0", "").replace("\ud800", "")
    assert (kept.comment, kept.answer["question"], kept.earlier) == (expected, expected, (expected,))


def test_only_the_last_questions_before_a_rating_are_kept(store):
    questions = tuple(str(number) for number in range(EARLIER_LIMIT + 5))
    store.add(rating(earlier=questions))
    assert store.ratings()[0].earlier == questions[5:]


def test_a_verdict_that_there_is_not_is_refused():
    with pytest.raises(PolicyError, match="'great' is no verdict"):
        rating(verdict="great")


def test_a_long_comment_is_refused():
    with pytest.raises(PolicyError, match="2,001 characters; at most 2,000"):
        rating(comment="x" * (COMMENT_LIMIT_CHARACTERS + 1))


def test_an_answer_that_is_too_long_is_refused():
    with pytest.raises(PolicyError, match="too long"):
        rating(answer={**ANSWER, "text": "x" * 3_000_000})
