"""The clause tree and the search in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from assistant.web.panels.plan_view import find, plan_tree
from tests.assistant.web import canned
from tests.assistant.web.panels.conftest import ContextIn, hostile


def text_of(html: str) -> str:
    return unescape(re.sub("<[^>]+>", "", html))


def test_the_tree_holds_the_whole_plan(context: ContextIn):
    shown = text_of(plan_tree(context(), ""))
    plan = context().plan
    for clause in plan.clauses:
        body = plan.text[clause.body_start : clause.annotation.start if clause.annotation else clause.end].strip()
        assert body in shown, clause.id


def test_a_clause_names_its_units_and_leads_to_its_quotes(context: ContextIn):
    html = plan_tree(context("en"), "")
    assert "Minhang District Transportation Commission (区交通委)" in html
    assert re.search(r'<a href="#clause-15@\d+-\d+">', html)
    assert '<a href="#clause-15" aria-label="Open clause 15 beside">' in html


def test_a_search_leaves_only_the_clauses_that_hold_all_words_and_marks_them(context: ContextIn):
    found = find(context(), "充电 车位")
    assert "15" in found.hits
    html = plan_tree(context(), "充电 车位")
    assert "<mark>充电</mark>" in html
    assert html.count('class="node task"') == sum(1 for clause in found.hits if clause.isdigit())
    assert f"找到 {sum(found.hits.values())} 处" in html


def test_an_english_search_finds_the_translation(context: ContextIn):
    assert find(context("en"), "photovoltaic").hits
    assert not find(context("zh"), "photovoltaic").hits


def test_nothing_found_is_said(context: ContextIn):
    html = plan_tree(context(), "独角兽")
    assert "没有找到" in html
    assert "<details" not in html


def test_markup_in_plan_table_and_search_is_escaped(context: ContextIn):
    poisoned = replace(context("en"), table=hostile())
    assert "<script>" not in plan_tree(poisoned, "")
    small = replace(context(), plan=canned.plan(), table=canned.table())
    assert "浇水&lt;b&gt;" in plan_tree(small, "")
    assert "<img" not in plan_tree(small, "<img src=x> 浇水")
