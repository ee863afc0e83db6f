"""Ratings of answers: what a person said of one answer, kept with the whole answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from sqlalchemy import func, select

from assistant.presentation import JsonObject
from assistant.store.database import Database
from assistant.store.models import Rating
from corpus.errors import PolicyError

Verdict = Literal["right", "wrong_number", "wrong_clause", "wrong_unit", "incomplete", "should_not_have_answered"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
COMMENT_LIMIT_CHARACTERS = 2000
ANSWER_LIMIT_CHARACTERS = 2_000_000
EARLIER_LIMIT = 20
"""Questions of the conversation that are kept with a rating: the last ones before it."""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """One rating. `answer` is the answer object of `presentation.to_json`; `earlier` the questions asked before it.

    Who rated is not kept. Raises PolicyError for a verdict that there is not, and for what is too long to keep.
    """

    plan: str
    plan_version: str
    verdict: Verdict
    answer: JsonObject
    comment: str = ""
    earlier: tuple[str, ...] = ()
    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise PolicyError(f"{self.verdict!r} is no verdict; there are {', '.join(VERDICTS)}.")
        if len(self.comment) > COMMENT_LIMIT_CHARACTERS:
            raise PolicyError(f"The comment has {len(self.comment):,} characters; at most {COMMENT_LIMIT_CHARACTERS:,} are kept.")
        if len(json.dumps(self.answer)) > ANSWER_LIMIT_CHARACTERS:
            raise PolicyError("The answer is too long to be kept with its rating.")


class FeedbackStore:
    """Where ratings are kept; safe to use from several threads."""

    def __init__(self, where: str | Path) -> None:
        """`where` is `Settings.database`; it is opened at the first use."""
        self._database = Database(where)

    def add(self, feedback: Feedback) -> None:
        """Keep a rating. Raises PolicyError if the database cannot be used."""
        with self._database.writing() as session:
            session.add(
                Rating(
                    moment=feedback.moment, plan=feedback.plan, plan_version=feedback.plan_version, verdict=feedback.verdict,
                    comment=_storable(feedback.comment.strip()), earlier=_storable(list(feedback.earlier[-EARLIER_LIMIT:])),
                    answer=_storable(feedback.answer),
                )
            )

    def ratings(self) -> tuple[Feedback, ...]:
        """All ratings, the oldest first."""
        with self._database.reading() as session:
            return tuple(_feedback(rating) for rating in session.scalars(select(Rating).order_by(Rating.id)))

    def counts(self) -> dict[Verdict, int]:
        """How many ratings there are of each verdict, those without any included."""
        with self._database.reading() as session:
            rows = session.execute(select(Rating.verdict, func.count()).group_by(Rating.verdict)).tuples().all()
        found = dict(rows)
        return {verdict: found.get(verdict, 0) for verdict in VERDICTS}

    def close(self) -> None:
        """Let go of the database; the next use opens it again."""
        self._database.close()


def _storable(value: Any) -> Any:  # noqa: ANN401
    """Without what no database can hold in a text: lone surrogates and NUL."""
    if isinstance(value, str):
        return "".join(char for char in value if char != "\0" and not "\ud800" <= char <= "\udfff")
    if isinstance(value, dict):
        return {key: _storable(part) for key, part in value.items()}
    return [_storable(part) for part in value] if isinstance(value, (list, tuple)) else value


def _feedback(rating: Rating) -> Feedback:
    return Feedback(
        plan=rating.plan, plan_version=rating.plan_version, verdict=rating.verdict, answer=rating.answer,  # pyright: ignore
        comment=rating.comment, earlier=tuple(rating.earlier), moment=rating.moment,
    )
