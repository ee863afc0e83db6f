"""Checks of numbers: a row's value against its quote, its comparator, its rate, its English."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from structured.english import amount_of, english_amounts, missing_numbers, same_measure
from structured.findings import Finding
from structured.printed import PrintedFigure, read_figures
from structured.schema import Obligation, Target
from structured.table import Table


def check_figures(table: Table) -> Iterator[Finding]:
    """Value, range and unit of measure of a target or obligation are those of one figure printed in its quote."""
    for name, row in _rows(table):
        if row.value is not None and not _figures(row):
            printed = ", ".join(figure.words for figure in read_figures(row.quote)) or "none"
            yield Finding(type="number", table=name, row=row.id, column="value",
                          message=f"{_own(row)} is none of the figures of the quote ({printed})")
    for row in table.targets:
        if not same_measure(row.unit, row.unit_en):
            yield Finding(type="number", table="targets", row=row.id, column="unit_en",
                          message=f"{row.unit_en!r} is not the unit of measure {row.unit!r}")


def check_comparators(table: Table) -> Iterator[Finding]:
    """The comparator is the one printed at the figure; bare 达到 is `=`."""
    for name, row in _rows(table):
        figures = _figures(row)
        if figures and not any(row.comparator == figure.comparator for figure in figures):
            yield Finding(type="comparator", table=name, row=row.id, column="comparator",
                          message=f"the row says {row.comparator!r}, the quote prints {figures[0].comparator!r}"
                                  f" at {figures[0].words!r}")


def check_rates(table: Table) -> Iterator[Finding]:
    """A rate follows from the value: a percentage as a fraction, any other value as it is, 全部 as 1."""
    for row in table.obligations:
        if row.rate is None:
            continue
        whole = Decimal(1) if row.value is None and "全部" in row.quote else None
        expected = row.value / 100 if row.value is not None and row.unit == "%" else row.value or whole
        if row.rate != expected:
            given = "none" if expected is None else expected
            yield Finding(type="rate", table="obligations", row=row.id, column="rate",
                          message=f"the rate is {row.rate}, the value gives {given}")


def check_english(table: Table) -> Iterator[Finding]:
    """Every number stands in both languages."""
    for row in table.statements:
        for message in missing_numbers(row.quote, row.en):
            yield Finding(type="english", table="statements", row=row.id, column="en", message=message)
    for row in table.targets:
        chinese = ";".join((row.metric_zh, row.scope_zh, row.baseline_zh))
        english = "; ".join((row.metric_en, row.scope_en, row.baseline_en))
        for message in missing_numbers(chinese, english):
            yield Finding(type="english", table="targets", row=row.id, column="metric_en", message=message)
    for row in table.obligations:
        chinese, english = f"{row.subject_zh};{row.what_zh}", f"{row.subject_en}; {row.what_en}"
        for message in missing_numbers(chinese, english):
            yield Finding(type="english", table="obligations", row=row.id, column="what_en", message=message)
        if row.value is not None and amount_of(row.value, row.unit) not in english_amounts(row.what_en):
            yield Finding(type="english", table="obligations", row=row.id, column="what_en",
                          message=f"{_own(row)} does not stand in the English")


def _rows(table: Table) -> Iterator[tuple[str, Target | Obligation]]:
    yield from (("targets", row) for row in table.targets)
    yield from (("obligations", row) for row in table.obligations)


def _figures(row: Target | Obligation) -> list[PrintedFigure]:
    """The figures of the quote that are the row's own."""
    own = (row.value, row.value_max if isinstance(row, Target) else None, row.unit)
    return [figure for figure in read_figures(row.quote) if (figure.value, figure.value_max, figure.unit) == own]


def _own(row: Target | Obligation) -> str:
    high = row.value_max if isinstance(row, Target) else None
    return f"{row.value}{f'-{high}' if high is not None else ''} {row.unit}".rstrip()
