"""The checklist: arithmetic, verdicts, order, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from assistant.answers.own import render_computation
from assistant.checklist import Item, checklist
from assistant.web.panels.obligations_view import UNSEEN, arithmetic, checklist_view, export_item, is_past, subject_choices, verdict_words
from structured.queries import ComputeRequirement, OwnFigure, run
from tests.assistant.web.panels.conftest import PLAN, ContextIn, hostile, table

RATED = [row for row in table(PLAN).obligations if row.rate is not None]


def checked(figures: dict[str, str], *kinds: str) -> Sequence[Item]:
    return [item for item in checklist(table(PLAN), kinds, {name: Decimal(value) for name, value in figures.items()}) if item.check]


@pytest.mark.parametrize("row", RATED, ids=lambda row: row.id)
def test_the_arithmetic_is_that_of_the_answers(context: ContextIn, row):
    own = OwnFigure(quantity=row.input, value=Decimal(317), unit=table(PLAN).quantity_by_id[row.input].unit)
    query = ComputeRequirement(ids=(row.id,), figures=(own,))
    answered = render_computation(context(), query, run(query, table(PLAN))).sentences[0].calculations  # type: ignore[arg-type]
    item = next(item for item in checked({row.input: "317"}, *row.subject_kinds) if item.row == row)
    assert item.check
    assert [step.value for step in item.check.calculations] == [step.value for step in answered]


def test_a_requirement_shows_its_sum_and_its_rounding(context: ContextIn):
    item = checked({"parking_spaces": "310"}, "car_park_operator")[0]
    assert item.check
    assert arithmetic(item.check, context()) == ["310个 × 12% = 37.2个", "37.2 进位 = 38个"]
    assert arithmetic(item.check, context("en")) == ["310 spaces × 12% = 37.2 spaces", "37.2 rounded up = 38 spaces"]


def test_a_verdict_says_in_words_and_signs_whether_a_figure_is_enough():
    too_much, enough = (checked({"pue": value}, "data_centre_operator")[0] for value in ("1.31", "1.3"))
    assert too_much.check
    assert enough.check
    assert verdict_words(too_much.row, too_much.check, "zh") == "✗ 不符合：您的数字是 1.31。"
    assert verdict_words(enough.row, enough.check, "en") == "✓ Compliant: your figure is 1.3."


def test_a_goal_of_the_government_is_reached_not_complied_with():
    item = checked({"clean_bus_share": "80"}, "bus_operator")[0]
    assert item.check
    assert item.row.modality == "planned"
    assert verdict_words(item.row, item.check, "en") == "✗ Not reached: your figure is 80%."


def test_every_item_is_shown_once_with_how_it_binds_and_its_quote(context: ContextIn):
    items = checklist(table(PLAN), ("car_park_operator",), {"parking_spaces": Decimal(10)})
    html = checklist_view(context(), items, (), takeable=False)
    assert html.count("<li><p") == len(items)
    assert "● 必须" in html
    for item in items:
        where = context().source(item.row)
        assert f'href="#clause-{item.row.clause}@{where.start}-{where.end}"' in html


def test_what_binds_comes_before_what_is_encouraged_and_planned(context: ContextIn):
    html = checklist_view(context("en"), checklist(table(PLAN), ("data_centre_operator",)), (), takeable=False)
    places = [html.index(f"{sign} {words} (") for sign, words in (("●", "must"), ("○", "encouraged"), ("▷", "planned by the government"))]
    assert places == sorted(places)


def test_markup_in_rows_and_objections_is_escaped(context: ContextIn):
    own = hostile()
    html = checklist_view(context("en", own), checklist(own, ("bus_operator",)), ("<img src=x>",), takeable=True)
    assert "<script>" not in html
    assert "<img" not in html


def test_a_date_that_has_passed_is_said(context: ContextIn):
    row = table(PLAN).obligation_by_id["o14-buses-new-energy"]
    assert not is_past(row, date(2025, 12, 31))
    assert is_past(row, date(2026, 1, 1))
    assert "期限已过" in checklist_view(context(), checklist(table(PLAN), ("bus_operator",)), (), takeable=False)


def test_subjects_are_those_that_obligations_name_the_broad_ones_last():
    names = [kind for _, kind in subject_choices(table(PLAN), "en")]
    broad = [kind.id for kind in table(PLAN).subject_kinds if kind.broad]
    assert set(names) == {kind for row in table(PLAN).obligations for kind in row.subject_kinds}
    assert names[-len(broad):] == broad


def test_what_is_taken_away_says_the_same(context: ContextIn):
    item = next(item for item in checked({"parking_spaces": "310", "charging_spaces": "30"}, "car_park_operator"))
    taken = export_item(item, context())
    assert (taken.result, taken.own, taken.verdict) == (Decimal(38), "30个", "fails")
    assert taken.arithmetic == "310个 × 12% = 37.2个；37.2 进位 = 38个"


def test_a_kind_of_subject_is_found_by_its_synonyms_in_both_languages():
    seen = {kind: label.split(UNSEEN) for label, kind in subject_choices(table(PLAN), "en")}
    assert not re.search("[一-鿿]", "".join(label for label, _ in seen.values()))
    for row in table(PLAN).subject_kinds:
        if row.id in seen:
            assert len(seen[row.id]) == 2
            assert all(word in seen[row.id][1] for word in (*row.synonyms_zh, *row.synonyms_en))
