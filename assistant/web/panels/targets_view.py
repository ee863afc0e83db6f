"""The targets: which of them pass the filters, as a table and on a line of years. HTML and figures' data.

A target stands on the line of years exactly if the plan prints a time for it: a five-year period, a deadline or a first year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from assistant.answers.context import Context
from assistant.answers.wording import FIRMNESS_EN, amount, say, time_words, unit_name
from assistant.filtering import TargetFilter
from assistant.turn import Language
from assistant.web.panels.markup import clause_link, firm_words, quote_address, table_of, take_buttons, target_link, value_words
from assistant.web.panels.texts import TEXTS, counted
from assistant.web.panels.units_view import place_of, short_name
from structured.periods import period_years
from structured.schema import Target
from structured.table import Table

Choices = list[tuple[str, str]]
BY, FROM = "by-", "from-"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which targets; an empty filter passes everything. `year` is `by-2025` (a deadline) or `from-2022` (a first year)."""

    action: str = ""
    unit: str = ""
    period: str = ""
    year: str = ""
    firmness: str = ""
    kind: str = ""
    words: str = ""

    @property
    def wanted(self) -> TargetFilter:
        """The filter of the table's rows."""
        side, _, year = self.year.partition("-")
        return TargetFilter(
            action=self.action, unit=self.unit, period=self.period, firmness=self.firmness, kind=self.kind, words=self.words,
            deadline=int(year) if f"{side}-" == BY else None, start=int(year) if f"{side}-" == FROM else None,
        )


def filter_choices(context: Context) -> dict[str, Choices]:
    """For each filter but the words the values that occur in the table, as label and value; first the one that passes all."""
    table, language = context.table, context.language
    every = [(TEXTS[language].all_actions, "")]
    actions = {table.action_of(row.clause) for row in table.targets}
    named = {name for row in table.targets if (task := table.task_by_clause.get(row.clause)) for name in task.units}
    return {
        "action": every + [(short_name(row, context), row.id) for row in table.actions if row.id in actions],
        "unit": every + [(unit_name(table, unit.name, language), unit.name) for unit in table.units if unit.name in named],
        "period": every + [(_period(row, language), row.period) for row in _first_with(table, "period")],
        "year": every + _years(table, language),
        "firmness": every + [(_firm(word, language), word) for word in _distinct(word for row in table.targets for word in row.firmness)],
        "kind": every + [(kind_words(kind, language), kind) for kind in _distinct(row.kind for row in table.targets)],
    }


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _first_with(table: Table, column: str) -> list[Target]:
    """The first row of each value that a column has."""
    found: dict[str, Target] = {}
    for row in table.targets:
        if value := getattr(row, column):
            found.setdefault(value, row)
    return list(found.values())


def _period(row: Target, language: Language) -> str:
    years = period_years(row.period)
    if years:
        return say(language, f"{row.period}（{years[0]}–{years[1]}）", f"{years[0]}–{years[1]} ({row.period})")
    return say(language, row.period, f"{time_words(row, 'en')} ({row.period})")


def _years(table: Table, language: Language) -> Choices:
    texts = TEXTS[language]
    deadlines = sorted({row.deadline for row in table.targets if row.deadline})
    starts = sorted({row.start for row in table.targets if row.start})
    return [(texts.by_year.format(year=year), f"{BY}{year}") for year in deadlines] + [
        (texts.from_year.format(year=year), f"{FROM}{year}") for year in starts
    ]


def _firm(word: str, language: Language) -> str:
    return say(language, word, f"{FIRMNESS_EN.get(word, word)} ({word})")


def kind_words(kind: str, language: Language) -> str:
    """A kind of target as people call it."""
    return getattr(TEXTS[language], f"kind_{kind}")


def targets_count(context: Context, rows: Sequence[Target], *, takeable: bool) -> str:
    """How many pass, and the buttons that take them away."""
    texts, total = TEXTS[context.language], len(context.table.targets)
    said = texts.targets_shown.format(shown=len(rows), total=total) if rows else texts.targets_none.format(total=total)
    buttons = f'<button type="button" data-choose="reset">{escape(texts.reset)}</button>'
    buttons += take_buttons(context.language) if takeable and rows else ""
    return f'<div class="line"><p role="status">{escape(said)}</p><div class="buttons">{buttons}</div></div>'


def targets_table(context: Context, rows: Sequence[Target]) -> str:
    """The targets in text order; the name of each leads to its quote. Empty without rows."""
    texts, language = TEXTS[context.language], context.language
    cells = [
        (
            target_link(context, row), value_words(row, language), escape(time_words(row, language)),
            escape(kind_words(row.kind, language)), _clause(context, row),
        )
        for row in rows
    ]
    head = (texts.metric, texts.value, texts.when, texts.kind, texts.clause)
    return table_of(head, cells, "rows targets", texts.targets_tab) if rows else ""


def _clause(context: Context, row: Target) -> str:
    label = TEXTS[context.language].open_clause_named.format(clause=row.clause)
    action = context.table.action_of(row.clause)
    place = "" if action == row.clause else f'<span class="small">{escape(place_of(action, context))}</span>'
    return clause_link(row.clause, row.clause, label) + place


@dataclass(frozen=True, kw_only=True)
class Span:
    """One target on the line of years: a stretch (`first` < `last`), a date (`first` == `last`) or from a year on (`last` None)."""

    name: str
    words: str
    first: int
    last: int | None
    address: str


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """What the line of years shows: spans by time, the years it reaches over, today, and what its signs mean."""

    spans: tuple[Span, ...]
    years: tuple[int, int]
    today: date
    legend: tuple[str, str, str]
    today_words: str
    undated: int


def timeline(context: Context, rows: Sequence[Target]) -> Timeline:
    """The targets that print a time, earliest first. The years reach over all targets, so that filters do not move them."""
    texts = TEXTS[context.language]
    spans = sorted(
        (span for row in rows if (span := _span(context, row))), key=lambda span: (span.last or 9999, span.first)
    )
    ends = [year for row in context.table.targets for year in _reach(row)]
    low, high = (min(ends), max(ends)) if ends else (context.today.year, context.today.year)
    return Timeline(
        spans=tuple(spans), years=(low // 5 * 5, -(-high // 5) * 5), today=context.today,
        legend=(texts.in_period, texts.deadline, texts.from_on), today_words=texts.today, undated=len(rows) - len(spans),
    )


def _reach(row: Target) -> tuple[int, ...]:
    """The years that a row prints or that its period spans; none if it prints no time."""
    years = period_years(row.period)
    return tuple(year for year in (row.deadline, row.start, *(years or ())) if year)


def _span(context: Context, row: Target) -> Span | None:
    years = period_years(row.period)
    if row.deadline:
        first, last = row.deadline, row.deadline
    elif years:
        first, last = years
    elif row.start:
        first, last = row.start, None
    else:
        return None
    zh = context.language == "zh"
    said = amount(row, context.language) or firm_words(row, context.language)
    return Span(
        name=row.metric_zh if zh else row.metric_en, words=said, first=first, last=last, address=quote_address(context.source(row)),
    )


def timeline_intro(context: Context, line: Timeline) -> str:
    """What the line of years shows, and how many targets it cannot show."""
    texts = TEXTS[context.language]
    undated = f" {counted(texts.timeline_undated, line.undated)}" if line.undated else ""
    return f'<p class="quiet">{escape(texts.timeline_intro + undated)}</p>'
