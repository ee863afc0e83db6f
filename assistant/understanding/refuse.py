"""The early ends: what is not about the plan, what the plan does not state, and what has several readings.

Whether a figure exists is decided by the table; whether a question asks for something that plans do not state (a phone
number, a subsidy, what was achieved) by its words and by the trained model together.
"""

from __future__ import annotations

from assistant.turn import Refusal
from assistant.understanding import cues
from assistant.understanding.reading import Reading
from assistant.understanding.select import best_statements, best_targets, fits_time, touching_targets
from assistant.understanding.whole import whole_plan

# Probabilities from which the model alone decides, or decides together with a cue; tuned on the development questions.
_OUT_OF_SCOPE = 0.5
_NOT_IN_PLAN = 0.5
_WITH_CUE = 0.04
_CLARIFY = 0.5
_NEAR = 0.15
_SURE = 0.4


def refuse(reading: Reading) -> Refusal | None:
    """The first early end that applies, or None."""
    for rule in (_unknown_clause, _outside, _asks_in_vain, _other_time, _no_figure, _unclear):
        refusal = rule(reading)
        if refusal is not None:
            return refusal
    return None


def _unknown_clause(reading: Reading) -> Refusal | None:
    unknown = [mention for mention in reading.mentions if mention.kind in ("clause", "action") and mention.score == 0]
    if not unknown or reading.clauses:
        return None
    return Refusal(status="not_in_plan", reason="unknown_clause", missing=unknown[0].text)


def _outside(reading: Reading) -> Refusal | None:
    outside = reading.kind.get("out_of_scope", 0) + reading.kind.get("meta", 0)
    named = reading.units or reading.clauses or reading.numbered_actions
    if (outside >= _OUT_OF_SCOPE and not named) or (reading.scores.known < 0.05 and not named):
        return Refusal(status="out_of_scope", reason="meta" if reading.kind.get("meta", 0) > outside / 2 else "outside")
    return None


def _nearest(reading: Reading) -> tuple[str, ...]:
    clause = reading.best_clause
    return (clause,) if clause and (clause in reading.clauses or reading.clause_scores.get(clause, 0) >= _NEAR) else ()


def _asks_in_vain(reading: Reading) -> Refusal | None:
    likely = reading.kind.get("not_in_plan", 0)
    cued = reading.values("aspect")
    if likely >= _NOT_IN_PLAN or (cued and likely >= _WITH_CUE):
        aspect, certain = reading.scores.best("aspect")
        reason = aspect if certain > 0.3 or not cued else cued[0]
        return Refusal(status="not_in_plan", reason=reason, nearest=_nearest(reading))
    return None


def _asks_figure(reading: Reading) -> bool:
    return whole_plan(reading) < 0.4 and not reading.clauses and reading.kind.get("units", 0) < 0.3 and (
        reading.kind.get("figure", 0) > _SURE or (reading.says(cues.HOW_MANY) and reading.kind.get("explain", 0) < 0.5))


def _other_time(reading: Reading) -> Refusal | None:
    """The metric that is meant has figures, but none for the time asked."""
    if not (reading.years or reading.periods) or not _asks_figure(reading) or not reading.target_scores:
        return None
    row_id, score = next(iter(reading.target_scores.items()))
    best = reading.table.target_by_id[row_id]
    family = [row for row in reading.table.targets_by_metric[best.metric] if row.value is not None or row.baseline_zh]
    if score < _SURE or any(fits_time(row, reading.periods, reading.years) for row in family):
        return None
    if any(fits_time(row, reading.periods, reading.years) for row in best_targets(reading)[:1]) and best.value is None:
        return None
    return Refusal(status="not_in_plan", reason="other_year", nearest=(best.clause,), targets=(best.id,))


def _no_figure(reading: Reading) -> Refusal | None:
    """A number is asked of something that the plan speaks of without one."""
    if not _asks_figure(reading) or not reading.says(cues.HOW_MANY) or reading.figures:
        return None
    statements = best_statements(reading, limit=1)
    if not statements or reading.statement_scores[statements[0].id] < _SURE:
        return None
    touching = touching_targets(reading, statements)
    if any(row.value is not None or row.baseline_zh for row in touching):
        return None
    return Refusal(status="not_in_plan", reason="amount", nearest=(statements[0].clause,), targets=tuple(row.id for row in touching[:1]))


def _unclear(reading: Reading) -> Refusal | None:
    if reading.kind.get("clarify", 0) < _CLARIFY:
        return None
    rows = [reading.table.target_by_id[row_id] for row_id in list(reading.target_scores)[:4]]
    names = [row.metric_zh if reading.language == "zh" else row.metric_en for row in rows]
    return Refusal(status="clarify", reason="ambiguous", readings=tuple(dict.fromkeys(names)))
