"""The early ends: what is not about the plan, what the plan does not state, and what has several readings."""

from __future__ import annotations

from assistant.turn import Refusal
from assistant.understanding import cues
from assistant.understanding.reading import Reading
from assistant.understanding.select import best_targets, fits_time

# Probabilities from which the model alone decides; tuned on the development questions.
_OUT_OF_SCOPE = 0.5
_NOT_IN_PLAN = 0.5
_CLARIFY = 0.5


def refuse(reading: Reading) -> Refusal | None:
    """The first early end that applies, or None."""
    return _unknown_clause(reading) or _outside(reading) or _missing(reading) or _unclear(reading)


def _unknown_clause(reading: Reading) -> Refusal | None:
    unknown = [m for m in reading.mentions if m.kind in ("clause", "action") and m.score == 0]
    if not unknown or reading.clauses:
        return None
    return Refusal(status="not_in_plan", reason="unknown_clause", missing=unknown[0].text)


def _outside(reading: Reading) -> Refusal | None:
    outside = reading.kind.get("out_of_scope", 0) + reading.kind.get("meta", 0)
    named = reading.units or reading.clauses or reading.numbered_actions
    if outside >= _OUT_OF_SCOPE and not named:
        return Refusal(status="out_of_scope", reason="meta" if reading.kind.get("meta", 0) > outside / 2 else "outside")
    if reading.scores.known < 0.05 and not named:
        return Refusal(status="out_of_scope", reason="outside")
    return None


def _missing(reading: Reading) -> Refusal | None:
    nearest = (reading.best_clause,) if reading.best_clause else ()
    aspect, certain = reading.scores.best("aspect")
    if reading.kind.get("not_in_plan", 0) >= _NOT_IN_PLAN:
        return Refusal(status="not_in_plan", reason=aspect if certain > 0.3 else "amount", nearest=nearest)
    if (reading.years or reading.periods) and reading.kind.get("list", 0) < 0.3 and reading.kind.get("count", 0) < 0.3:
        best = best_targets(reading)
        asks = reading.says(cues.HOW_MANY) or reading.kind.get("figure", 0) > 0.4
        if best and asks and not any(fits_time(row, reading.periods, reading.years) for row in best):
            return Refusal(status="not_in_plan", reason="other_year", nearest=(best[0].clause,))
    return None


def _unclear(reading: Reading) -> Refusal | None:
    if reading.kind.get("clarify", 0) < _CLARIFY:
        return None
    rows = [reading.table.target_by_id[row_id] for row_id in list(reading.target_scores)[:3]]
    names = [f"{row.metric_zh}" if reading.language == "zh" else row.metric_en for row in rows]
    return Refusal(status="clarify", reason="ambiguous", readings=tuple(dict.fromkeys(names)))
