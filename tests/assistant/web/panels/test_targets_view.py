"""Filters, table and line of years."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.filtering import passing
from assistant.web.panels.targets_view import Filters, filter_choices, targets_count, targets_table, timeline
from structured.periods import period_years
from tests.assistant.web.panels.conftest import ContextIn, hostile


def test_without_filters_every_row_is_shown(context: ContextIn):
    table = context().table
    assert passing(table, Filters().wanted) == table.targets


@pytest.mark.parametrize("name", ["action", "unit", "period", "year", "firmness", "kind"])
def test_every_choice_of_a_filter_finds_rows_and_fewer_than_all(context: ContextIn, name: str):
    table = context().table
    choices = filter_choices(context())[name]
    assert choices[0] == ("全部", "")
    assert len(choices) > 1
    for _, value in choices[1:]:
        assert 0 < len(passing(table, Filters(**{name: value}).wanted)) < len(table.targets), value


def test_filters_narrow_together(context: ContextIn):
    rows = passing(context().table, Filters(action="二(四)", year="by-2025", words="公交").wanted)
    assert rows
    assert all(context().table.action_of(row.clause) == "二(四)" and row.deadline == 2025 for row in rows)


def test_words_find_synonyms_and_english(context: ContextIn):
    assert {row.clause for row in passing(context().table, Filters(words="forest coverage").wanted)} == {"27"}


def test_each_row_leads_to_its_quote(context: ContextIn):
    row = context().table.target_by_id["pv-roof-coverage-existing-2025"]
    where = context().source(row)
    assert f'<a href="#clause-1@{where.start}-{where.end}">' in targets_table(context(), [row])
    assert context().plan.text[where.start : where.end] == row.quote


def test_how_many_pass_is_said(context: ContextIn):
    assert "104 项指标中的 2 项" in targets_count(context(), context().table.targets[:2], takeable=False)
    nothing = targets_count(context(), [], takeable=True)
    assert "没有符合条件的" in nothing
    assert "data-take" not in nothing


def test_the_line_of_years_holds_exactly_the_targets_with_a_time(context: ContextIn):
    rows = context().table.targets
    line = timeline(context(), rows)
    timed = [row for row in rows if row.deadline or row.start or period_years(row.period)]
    assert len(line.spans) == len(timed)
    assert line.undated == len(rows) - len(timed)
    assert line.years == (2020, 2030)


def test_a_period_is_a_stretch_a_deadline_a_date_and_a_start_open(context: ContextIn):
    by_id = context().table.target_by_id
    spans = {
        name: timeline(context(), [by_id[name]]).spans[0]
        for name in ("pv-capacity-14th-task", "pv-roof-coverage-existing-2025", "pv-roof-share-new-other-public")
    }
    assert [(span.first, span.last) for span in spans.values()] == [(2021, 2025), (2025, 2025), (2022, None)]


def test_filters_do_not_move_the_years(context: ContextIn):
    assert timeline(context(), context().table.targets[:1]).years == (2020, 2030)


def test_markup_in_rows_is_escaped(context: ContextIn):
    poisoned = replace(context("en"), table=hostile())
    html = targets_table(poisoned, poisoned.table.targets)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
