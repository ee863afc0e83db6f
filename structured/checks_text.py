"""Checks of the rows' words against the text: quotes, printed times, qualifier words, statements, digits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.clauses import Clause
from corpus.sources import Plan
from structured.draft import body_text
from structured.findings import Finding, all_rows
from structured.printed import DIGITS, read_times, sentence_span, to_number
from structured.schema import Exemption, Obligation, QuotedRow, Target
from structured.table import Table


def check_quotes(plan: Plan, table: Table) -> Iterator[Finding]:
    """Every quote stands verbatim inside its clause; a place's name stands in its quote."""
    for name, row in all_rows(table):
        if not isinstance(row, QuotedRow | Exemption):
            continue
        if row.clause not in plan.by_id:
            yield Finding(type="reference", table=name, row=row.id, column="clause",
                          message=f"the plan has no clause {row.clause!r}")
        elif plan.locate(row.clause, row.quote) is None:
            yield Finding(type="quote", table=name, row=row.id, column="quote",
                          message=f"the quote does not stand in clause {row.clause}: {row.quote!r}")
    for place in table.places:
        if place.name not in place.quote:
            yield Finding(type="place-name", table="places", row=place.id, column="name",
                          message=f"{place.name!r} does not stand in the quote")


def check_times(plan: Plan, table: Table) -> Iterator[Finding]:
    """The printed times of targets and obligations stand in their clause and say what the columns say."""
    for row in table.targets:
        text = _clause_text(plan, row.clause)
        if row.time_printed not in text:
            yield _time_finding("targets", row, "time_printed", row.time_printed)
        yield from _printed_columns(row)
        if row.baseline_zh and not any(part in text for part in (row.baseline_zh, row.baseline_zh.rstrip("年"))):
            yield _time_finding("targets", row, "baseline_zh", row.baseline_zh)
    for row in table.obligations:
        text = _clause_text(plan, row.clause)
        for column, words in (("from_printed", row.from_printed), ("until_printed", row.until_printed)):
            if words not in text:
                yield _time_finding("obligations", row, column, words)


def _printed_columns(row: Target) -> Iterator[Finding]:
    times = [(time.period, time.deadline, time.start) for time in read_times(row.time_printed)]
    if (times or [("", None, None)]) != [(row.period, row.deadline, row.start)]:
        columns = ", ".join(str(value or "-") for value in (row.period, row.deadline, row.start))
        yield Finding(type="time", table="targets", row=row.id, column="time_printed",
                      message=f"{row.time_printed!r} is printed, the columns period, deadline and start say {columns}")


def _time_finding(table: str, row: QuotedRow, column: str, words: str) -> Finding:
    return Finding(type="time", table=table, row=row.id, column=column,
                   message=f"{words!r} does not stand in clause {row.clause}")


def check_firmness(plan: Plan, table: Table) -> Iterator[Finding]:
    """Qualifier words stand in the quote or in the sentence around it."""
    rows: list[tuple[str, Target | Obligation]] = [("targets", row) for row in table.targets]
    rows += [("obligations", row) for row in table.obligations]
    for name, row in rows:
        sentence = _sentence(plan, row)
        for word in row.firmness:
            if word not in sentence:
                yield Finding(type="words", table=name, row=row.id, column="firmness",
                              message=f"{word!r} stands neither in the quote nor in its sentence")


def check_statements(plan: Plan, table: Table) -> Iterator[Finding]:
    """The statements of a clause, in file order, tile its text after the heading; nothing else is left but blanks."""
    for clause in plan.clauses:
        if clause.kind in ("title", "source"):
            continue
        yield from _tiling(plan, clause, table)


def _tiling(plan: Plan, clause: Clause, table: Table) -> Iterator[Finding]:
    rest = body_text(plan, clause).strip()
    for row in table.statements_by_clause.get(clause.id, ()):
        if not rest.startswith(row.quote):
            yield Finding(type="statement", table="statements", row=row.id, column="quote",
                          message=f"the text of clause {clause.id} goes on with {rest[:20]!r}")
            return
        rest = rest[len(row.quote) :].strip()
    if rest:
        yield Finding(type="statement", table="statements", row="", column="quote",
                      message=f"no statement covers {rest[:20]!r} of clause {clause.id}")


def check_digits(plan: Plan, table: Table) -> Iterator[Finding]:
    """Every digit sequence of the plan stands in the quote of a target that has it as a value or year, or is exempt."""
    exempt = list(_spans(plan, table.exemptions))
    stated = [(row, span) for row in table.targets for span in _spans(plan, [row])]
    for match in DIGITS.finditer(plan.text):
        begin, end = match.span()
        number = to_number(match.group())
        if any(first <= begin and end <= last for first, last in exempt):
            continue
        if any(first <= begin and end <= last and number in _numbers(row) for row, (first, last) in stated):
            continue
        clause = next(clause for clause in plan.clauses if clause.start <= begin < clause.end)
        where = f"{match.group()!r} in clause {clause.id} ({_around(plan.text, begin, end)!r})"
        yield Finding(type="digits", table="targets", row="", column="value",
                      message=f"{where} is neither a value or year of a target that quotes it nor exempt")


def _numbers(row: Target) -> set[object]:
    baseline = [time.deadline for time in read_times(row.baseline_zh)]
    return {number for number in (row.value, row.value_max, row.deadline, row.start, *baseline) if number is not None}


def _spans(plan: Plan, rows: Iterable[QuotedRow | Exemption]) -> Iterator[tuple[int, int]]:
    for row in rows:
        place = plan.locate(row.clause, row.quote)
        if place is not None:
            yield place.start, place.end


def _sentence(plan: Plan, row: QuotedRow) -> str:
    place = plan.locate(row.clause, row.quote)
    if place is None:
        return row.quote
    clause = plan.by_id[row.clause]
    text = plan.clause_text(row.clause)
    first, last = sentence_span(text, place.start - clause.start, place.end - clause.start)
    return text[first:last]


def _clause_text(plan: Plan, clause: str) -> str:
    return plan.clause_text(clause) if clause in plan.by_id else ""


def _around(text: str, begin: int, end: int) -> str:
    return text[max(begin - 8, 0) : end + 8].replace("\n", " ")
