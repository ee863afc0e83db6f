"""Which rows a question means: targets and statements, from the ranked scores and what the question says of time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.understanding import cues
from assistant.understanding.reading import Reading
from structured.periods import period_years
from structured.schema import Obligation, Statement, Target

# Several rules ask for the same rows of one reading: those of the last few readings are remembered.
_READINGS = 8
# Shares of the best row's score from which a further row is meant too; tuned on the development questions.
_SIBLING = 0.12
_COMPANION = 0.45
# … and the share under which the words of the question tell a sibling apart although none of them is of its scope.
_APART = 0.025
_STATEMENT = 0.004
_MAX_STATEMENTS = 5
_TOPIC = 0.03
# How much a statement gains that prints one of the question's terms.
_PRINTED = 1.0
_SEGMENT = 0.4
_SURE_CLAUSE = 0.5
_LIKELY_CLAUSE = 0.33
_NEAR_WORDS = 0.15
_VAGUE = 0.4
_BINDING = ("must", "in_principle", "prohibited")


def fits_time(target: Target, periods: Sequence[str], years: Sequence[int]) -> bool:
    """Whether a row may answer for one of the times asked: the printed one, or the last year of its period and back.

    A row without any printed time fits every year up to the last one that the plan speaks of; no time asked fits all.
    """
    if not periods and not years:
        return True
    return any(_fits_period(target, period) for period in periods) or any(_fits_year(target, year) for year in years)


def _fits_period(target: Target, period: str) -> bool:
    if target.period in ("", "年均") and target.deadline is None:
        return True
    span = period_years(period)
    return target.period == period or (
        target.deadline is not None and span is not None and target.deadline == span[1]
    )


def _fits_year(target: Target, year: int) -> bool:
    if target.deadline is not None:
        return target.deadline == year
    if target.start is not None:
        return target.start <= year <= 2030 if target.start else False
    span = period_years(target.period)
    if span is not None:
        return year == span[1]
    return year <= 2030


@lru_cache(maxsize=_READINGS)
def best_targets(reading: Reading, *, both: bool = False) -> tuple[Target, ...]:
    """The targets that are meant, best first; empty if the scores name none.

    The best row; its siblings (same metric for other scopes or times) unless scope or time tell them apart; and rows of
    the same clause that score nearly as high, since a question may ask for several numbers at once. With `both`, the
    question compares: siblings count whatever they score.
    """
    table, scores = reading.table, reading.target_scores
    if not scores:
        return ()
    fitting = scores
    if reading.periods or reading.years:
        fitting = {row_id: score for row_id, score in scores.items()
                   if fits_time(table.target_by_id[row_id], reading.periods, reading.years)}
    fitting = _of_subject(reading, _of_state(reading, fitting))
    first_id, first = next(iter((fitting or scores).items()))
    if table.target_by_id[first_id].kind == "threshold":  # what a goal is measured by; the goal itself is meant
        goals = [(row_id, score) for row_id, score in fitting.items() if table.target_by_id[row_id].kind != "threshold"]
        first_id, first = next((goal for goal in goals if goal[1] >= _COMPANION * first), (first_id, first))
    best = table.target_by_id[first_id]
    chosen = [best]
    for row_id, score in fitting.items():
        row = table.target_by_id[row_id]
        related = row.metric == best.metric or row.clause == best.clause
        if row.id == best.id or not related or _repeats(row, chosen):
            continue
        if row.kind == "threshold" and best.kind != "threshold":
            continue
        alike = score >= _SIBLING * first and not _surely_apart(reading, best, row)
        unsaid = score >= _APART * first and not _told_apart(reading, best, row)
        sibling = row.metric == best.metric and (both or alike or unsaid)
        companion = row.clause == best.clause and score >= _COMPANION * first and not (both and row.unit != best.unit)
        if sibling or (companion and not (both and len(chosen) > 1)):
            chosen.append(row)
    return tuple(chosen)


def topic_targets(reading: Reading) -> tuple[Target, ...]:
    """The targets of the topics that the question names by their terms, wherever they stand, in text order.

    A target belongs to a topic if it prints a name of the term's family, or is a likely answer of a clause that does.
    """
    terms = [reading.table.term_families.get(term, ()) for term in reading.topical_terms]
    found = {
        row.id for words in terms for row in reading.table.targets
        if any(word in f"{row.metric_zh} {row.scope_zh} {row.quote}" for word in words)
    }
    return tuple(row for row in reading.table.targets if row.id in found and row.kind != "threshold")


def part_and_whole(reading: Reading) -> tuple[Target, ...]:
    """The best target and the one other of its sentence, time and unit of measure: a part and its whole; else nothing."""
    meant = best_targets(reading)
    if not meant or meant[0].value is None or meant[0].unit == "%":
        return ()
    pair = tuple(row for row in _beside(reading, meant[0]) if row.unit == meant[0].unit)
    scored = all(_metric_score(reading, row) >= _TOPIC for row in pair)
    return pair if len(pair) == 2 and meant[0] in pair and scored else ()


def _metric_score(reading: Reading, row: Target) -> float:
    """The score of a metric whatever its scope and time."""
    return sum(reading.target_scores.get(other.id, 0.0) for other in reading.table.targets_by_metric[row.metric])


def _beside(reading: Reading, best: Target) -> tuple[Target, ...]:
    """The figures of the best target's sentence that have its time, itself included."""
    return tuple(
        row for statement in reading.table.statements_by_clause.get(best.clause, ()) if _touch(best.quote, statement.quote)
        for row in touching_targets(reading, (statement,))
        if row.value is not None and row.kind != "threshold" and (row.period, row.deadline) == (best.period, best.deadline)
    )


def with_parts(reading: Reading, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets with the parts that the plan names of the first one (`其中…`), since a whole is not told without them;
    where the question asks for a part itself, with every figure of the same sentence and time.
    """
    if not targets:
        return ()
    if not reading.says(cues.OF_WHICH):
        return (*targets, *(row for row in _beside(reading, targets[0]) if row.quote.startswith("其中") and row not in targets))
    beside = [row for target in targets if target.metric == targets[0].metric for row in (target, *_beside(reading, target))]
    return tuple(dict.fromkeys((*beside, *targets)))


def _of_state(reading: Reading, scores: dict[str, float]) -> dict[str, float]:
    """The rows, best first, without those for new things where existing ones are meant, and the other way round.

    A row goes only where another row of its metric stays.
    """
    existing, new = reading.says(cues.EXISTING_STATE), reading.says(cues.NEW_STATE)
    if existing == new:
        return scores
    wrong, right = (cues.NEW_STATE, cues.EXISTING_STATE) if existing else (cues.EXISTING_STATE, cues.NEW_STATE)
    rows = reading.table.target_by_id
    meant = {rows[row_id].metric for row_id in scores if right.search(rows[row_id].scope_zh)}
    return {
        row_id: score for row_id, score in scores.items()
        if rows[row_id].metric not in meant or right.search(rows[row_id].scope_zh) or not wrong.search(rows[row_id].scope_zh)
    }


def _of_subject(reading: Reading, scores: dict[str, float]) -> dict[str, float]:
    """The rows, best first, without those for other subjects than the asker names, where a row of the metric is for his."""
    named = set(reading.values("subject"))
    if not named or len(scores) < 2:
        return scores
    rows = reading.table.target_by_id
    likely = [row_id for row_id, score in scores.items() if score >= _APART]
    own = {row_id: named & {kind for row in obligations_of(reading, (rows[row_id],)) for kind in row.subject_kinds} for row_id in likely}
    most: dict[str, int] = {}
    for row_id in likely:
        most[rows[row_id].metric] = max(most.get(rows[row_id].metric, 0), len(own[row_id]))
    return {
        row_id: score for row_id, score in scores.items()
        if row_id not in own or len(own[row_id]) == most[rows[row_id].metric]
    }


def _surely_apart(reading: Reading, best: Target, sibling: Target) -> bool:
    """Whether the question has a word that only the best row's scope has, and none that only the sibling's has."""
    both_states = reading.says(cues.EXISTING_STATE) and reading.says(cues.NEW_STATE)
    if best.scope_zh == sibling.scope_zh or both_states or reading.says(cues.SEVERALLY):
        return False
    if reading.language == "zh":
        own, other = _pairs(best.scope_zh), _pairs(sibling.scope_zh)
        return any(pair in reading.text for pair in own - other) and not any(pair in reading.text for pair in other - own)
    said = set(reading.text.split())
    own, other = set(best.scope_en.lower().split()), set(sibling.scope_en.lower().split())
    return bool((own - other) & said) and not (other - own) & said


def _told_apart(reading: Reading, best: Target, sibling: Target) -> bool:
    """Whether the question tells the best row from its sibling: by its time, or by a word that only its scope has."""
    if best.scope_zh == sibling.scope_zh:
        return (best.period, best.deadline) == (sibling.period, sibling.deadline) or bool(reading.years or reading.periods)
    if reading.language == "zh":
        own, other = _pairs(best.scope_zh), _pairs(sibling.scope_zh)
        return not best.scope_zh or any(pair in reading.text for pair in own - other)
    own, other = set(best.scope_en.lower().split()), set(sibling.scope_en.lower().split())
    return not best.scope_en or any(word in reading.text.split() for word in own - other)


def _pairs(text: str) -> set[str]:
    return {text[start : start + 2] for start in range(len(text) - 1)}


def topic_clauses(reading: Reading, limit: int) -> tuple[str, ...]:
    """The unit-bearing clauses that the question is about: named ones, else the most probable, those of its terms first."""
    named = [clause for clause in reading.clauses if clause in reading.table.task_by_clause]
    scored = sorted(
        ((score * (3 if clause in reading.term_clauses else 1), clause) for clause, score in reading.clause_scores.items()
         if clause in reading.table.task_by_clause),
        reverse=True,
    )
    return tuple(dict.fromkeys([*named, *(clause for _, clause in scored)]))[:limit]


def _repeats(row: Target, chosen: Sequence[Target]) -> bool:
    return any(
        (row.metric, row.value, row.period, row.deadline, row.start) == (c.metric, c.value, c.period, c.deadline, c.start)
        and row.clause != c.clause
        for c in chosen
    )


def best_statements(reading: Reading, limit: int = _MAX_STATEMENTS) -> tuple[Statement, ...]:
    """The statements that are meant, in text order: those of the best clause that score near the best one.

    A statement that prints one of the question's terms scores higher: rare words weigh little in the trained model.
    """
    ranked = _ranked_statements(reading)
    if not ranked:
        return ()
    best, first = ranked[0]
    chosen = [row for row, score in ranked if score >= _STATEMENT * first and row.clause == best.clause][:limit]
    return tuple(row for row in reading.table.statements_by_clause[best.clause] if row in chosen)


@lru_cache(maxsize=_READINGS)
def _ranked_statements(reading: Reading) -> list[tuple[Statement, float]]:
    """The statements with their scores, best first."""
    table = reading.table
    printed = {row.id for words in reading.printed_words for row in _printing(reading, words)}
    ranked = [(table.statement_by_id[row_id], score) for row_id, score in reading.statement_scores.items()]
    if printed:
        ranked.sort(key=lambda item: item[1] * (1 + _PRINTED * (item[0].id in printed)), reverse=True)
    return ranked


@lru_cache(maxsize=_READINGS)
def statements_with_terms(reading: Reading) -> tuple[Statement, ...]:
    """Every statement that prints one of the question's own terms or places, in text order.

    Only the most telling mention counts: the one that fewest statements print. A question for every place means the
    whole family of the term; one that enumerates terms, each of them.
    """
    everywhere = reading.says(cues.EVERYWHERE)
    groups = [_printing(reading, words) for words in (reading.family_words if everywhere else reading.printed_words)]
    found = [group for group in groups if group]
    if everywhere and len(reading.segments) > 1 and len(found) > 1:
        return tuple(row for row in reading.table.statements if any(row in group for group in found))
    return min(found, key=len) if found else ()


def _printing(reading: Reading, words: Sequence[str]) -> tuple[Statement, ...]:
    """The statements that print one of the words, in text order."""
    printed = {row.id for word in words for row in reading.table.statements_printing(word)}
    return tuple(row for row in reading.table.statements if row.id in printed) if printed else ()


def touching_targets(reading: Reading, statements: Sequence[Statement]) -> tuple[Target, ...]:
    """The targets whose quotes overlap one of the statements."""
    return tuple(
        target for statement in statements for target in reading.table.targets_by_clause.get(statement.clause, ())
        if _touch(target.quote, statement.quote)
    )


def _touch(one: str, other: str) -> bool:
    one, other = one.strip(",。;"), other.strip(",。;")
    return one in other or other in one


def obligations_of(reading: Reading, targets: Sequence[Target]) -> tuple[Obligation, ...]:
    """The obligations that rest on the same words as the targets."""
    return tuple(dict.fromkeys(
        row for target in targets for row in reading.table.obligations_by_clause.get(target.clause, ())
        if _touch(target.quote, row.quote)
    ))


def applicable(reading: Reading) -> tuple[Obligation, ...]:
    """The obligations on the asker, in text order.

    1. Who he is: the rows for one of his kinds of subject; a broad kind counts only where no specific one is named.
    2. What he asks about: everything that applies (the rows that bind or set a figure, wherever they stand, and his rows
       of the clause that the question is nearest to); several topics (such rows in their clauses); or one topic (all his
       rows of its clause, and those that the question's words are nearest to).
    """
    table = reading.table
    broad = {kind.id for kind in table.subject_kinds if kind.broad}
    named = set(reading.values("subject"))
    specific = named - broad
    mine = [row for row in table.obligations if (specific or named) & set(row.subject_kinds) and not _other_state(reading, row)]
    firm = [row for row in mine if row.modality in _BINDING or (row.value is not None and row.modality != "planned")]
    nearest, certain = reading.scores.best("clause")
    topics = _topics(reading)
    vague = certain < _VAGUE and not reading.topical_terms
    if specific and (vague or (reading.says(cues.EVERYTHING) and len(reading.topical_terms) <= 1)):
        near = {clause for clause, score in reading.clause_scores.items() if score >= _LIKELY_CLAUSE}
        found = [*firm, *(row for row in mine if row.clause in near)]
        found = found or [row for row in mine if row.modality != "planned"] or mine
    elif len(topics) > 2:
        found = _by_clause(reading, named, specific, topics | {nearest})
    else:
        near = set(reading.clauses) or {clause for clause, score in reading.clause_scores.items() if score >= _TOPIC}
        found = [row for row in mine if row.clause in near and (specific or row.modality != "planned")]
        found += _nearest_words(reading, near) if certain >= _SURE_CLAUSE or not found else []
    ids = {row.id for row in found}
    return tuple(row for row in table.obligations if row.id in ids)


def _other_state(reading: Reading, row: Obligation) -> bool:
    """Whether the row is for existing things alone and the question for new ones alone, or the other way round."""
    existing, new = reading.says(cues.EXISTING_STATE), reading.says(cues.NEW_STATE)
    if existing == new:
        return False
    wrong, right = (cues.NEW_STATE, cues.EXISTING_STATE) if existing else (cues.EXISTING_STATE, cues.NEW_STATE)
    return bool(wrong.search(row.what_zh)) and not right.search(row.what_zh)


def _by_clause(reading: Reading, named: set[str], specific: set[str], clauses: set[str]) -> list[Obligation]:
    """In each clause the rows that bind, or set a share, for a specific kind of subject; else for a broad one."""
    found: list[Obligation] = []
    for clause in clauses:
        rows = [row for row in reading.table.obligations_by_clause.get(clause, ()) if row.modality in _BINDING or row.unit == "%"]
        own = [row for row in rows if specific & set(row.subject_kinds)]
        found += own or [row for row in rows if named & set(row.subject_kinds)]
    return found


def _nearest_words(reading: Reading, clauses: set[str]) -> list[Obligation]:
    """The obligations of the clauses that stand in the statements which the question's words are nearest to."""
    statements = [row for row in best_statements(reading) if reading.statement_scores.get(row.id, 0) >= _NEAR_WORDS]
    return [
        row for row in reading.table.obligations
        if row.clause in clauses and any(row.quote.strip(",。;") in statement.quote for statement in statements)
    ]


def _topics(reading: Reading) -> set[str]:
    """The clauses of the topics that the question enumerates or names by their terms."""
    terms = reading.table.term_by_id
    prefix = f"{reading.plan}:"
    linked = {
        link.removeprefix(prefix) for value in reading.topical_terms if value in terms for link in terms[value].links[:1]
        if link.startswith(prefix)
    }
    best = [scores.best("clause") for scores in reading.segments]
    return linked | {clause for clause, score in best if score >= _SEGMENT}


@lru_cache(maxsize=_READINGS)
def enumerated_targets(reading: Reading) -> tuple[Target, ...]:
    """For each part of an enumerating question the metric that it names for sure, one row of it; in text order."""
    found: set[str] = set()
    if not reading.segments:
        return ()
    possible = {
        row.id: row for row in reading.table.targets if row.kind != "threshold" and fits_time(row, reading.periods, reading.years)
    }
    for scores in reading.segments:
        clause = scores.of("clause")
        fitting = [(possible[row_id], chance) for row_id, chance in scores.ranked("target") if row_id in possible]
        if not fitting:
            continue
        best = fitting[0][0]
        total = sum(chance for row, chance in fitting if row.metric == best.metric)
        near = sum(clause.get(name, 0) for name in {row.clause for row, _ in fitting if row.metric == best.metric})
        if total >= _SEGMENT and near >= _SEGMENT:
            found.add(best.id)
            overall = reading.target_scores
            first = overall.get(best.id, 0.0)
            found |= {row.id for row, chance in fitting if row.metric == best.metric and row.clause == best.clause
                      and (chance >= _COMPANION * fitting[0][1] or overall.get(row.id, 0.0) >= _COMPANION * first > 0)}
    return tuple(row for row in reading.table.targets if row.id in found)


def printed_again(reading: Reading, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements and those that print one of their targets once more in another clause, in text order."""
    goals = {
        (row.metric, row.value, row.period, row.deadline, row.start) for row in touching_targets(reading, statements)
        if row.value is not None
    }
    again = [row for row in reading.table.targets if (row.metric, row.value, row.period, row.deadline, row.start) in goals]
    clauses = {row.clause for row in again}
    return tuple(
        row for row in reading.table.statements
        if row in statements or (row.clause in clauses and row.clause not in {s.clause for s in statements}
                                 and any(_touch(target.quote, row.quote) for target in again if target.clause == row.clause))
    )
