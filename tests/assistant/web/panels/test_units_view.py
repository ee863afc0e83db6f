"""The matrix of units and actions, and one unit."""

from __future__ import annotations

from dataclasses import replace

from assistant.web.panels.units_view import local_name, matrix, overview_table, partners, short_name, unit_view
from tests.assistant.web.panels.conftest import ContextIn, hostile


def test_the_matrix_counts_every_naming_once(context: ContextIn):
    table = context().table
    cells = matrix(table)
    counted = sum(cells.count(unit, action) for unit in cells.units for action in cells.actions)
    assert counted == sum(len(task.units) for task in table.tasks)


def test_units_with_most_clauses_come_first(context: ContextIn):
    table = context().table
    totals = [len(table.tasks_by_unit[unit.name]) for unit in matrix(table).units]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] == 39


def test_a_number_leads_to_the_clauses_it_counts(context: ContextIn):
    cells = matrix(context().table)
    unit, action = cells.units[0], cells.actions[0]
    label = f"{unit.name}, {short_name(action, context())}: 3"
    assert f'data-choose="{unit.id}|{action.id}" aria-label="{label}">3</button>' in overview_table(context())


def test_partners_share_exactly_the_clauses_listed(context: ContextIn):
    table = context().table
    for name, shared in partners(table, "区经委"):
        assert shared == tuple(task for task in table.tasks if {"区经委", name} <= set(task.units))
    assert [len(shared) for _, shared in partners(table, "区经委")] == sorted((len(s) for _, s in partners(table, "区经委")), reverse=True)


def test_a_unit_shows_its_clauses_targets_and_partners_and_an_action_narrows_them(context: ContextIn):
    unit = context().table.unit_by_name["区房管局"]
    whole, part = (unit_view(context(), unit, action, takeable=False) for action in ("", "二(四)"))
    assert "5 个条款" in whole
    assert "1 个条款" in part
    assert '<a href="#clause-15">15 推进新能源配套设施建设</a>' in part
    assert "不少于12%" in part
    assert 'data-choose="qu-jiaotongwei|"' in part or "区交通委" in part


def test_files_are_offered_only_where_they_can_be_delivered(context: ContextIn):
    unit = context().table.units[0]
    assert "data-take" not in unit_view(context(), unit, "", takeable=False)
    assert 'data-take="docx"' in unit_view(context(), unit, "", takeable=True)


def test_an_english_unit_keeps_its_printed_name(context: ContextIn):
    unit = context().table.unit_by_name["区房管局"]
    assert f"{unit.name_en} (区房管局)" in unit_view(context("en"), unit, "", takeable=False)


def test_markup_in_names_is_escaped(context: ContextIn):
    poisoned = replace(context("en"), table=hostile())
    for html in (overview_table(poisoned), unit_view(poisoned, poisoned.table.units[0], "", takeable=True)):
        assert "<script>" not in html
        assert "&lt;script&gt;" in html


def test_in_the_heat_map_a_unit_is_named_without_the_place(context: ContextIn):
    unit = context().table.unit_by_name["区房管局"]
    assert unit.name_en == f"Minhang District {local_name(unit, context('en'))}"
    assert local_name(unit, context()) == "区房管局"
