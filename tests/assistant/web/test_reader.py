"""The clause pane shows a clause completely and unchanged, its quotes marked, and lets no markup through."""

import html
import re

import pytest

from assistant.turn import Citation, Language
from assistant.web.reader import clause_pane, marked_text
from assistant.web.session import Opened
from corpus.sources import load_plan
from structured.table import load_table
from tests.assistant.web.canned import citation, plan, table


def cited(*citations: Citation, selected: int = 0) -> Opened:
    return Opened(clause=citations[selected].source.clause, citations=citations, selected=selected)


def words(shown: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", shown))


def marked(shown: str) -> list[str]:
    return [words(mark) for mark in re.findall(r'<mark class="current">(.*?)</mark>', shown)]


def test_the_chosen_quote_is_marked():
    pane = clause_pane(plan(), table(), cited(citation(1, "1", "每年种树100棵")), "zh")
    assert marked(pane) == ["每年种树100棵"]


def test_other_quotes_of_the_answer_can_be_told_apart():
    opened = cited(citation(1, "1", "每年种树100棵"), citation(2, "1", "成活率90%以上"), selected=1)
    pane = clause_pane(plan(), table(), opened, "zh")
    number = '<span class="mark-number" data-mark="{}"></span>'
    assert f'<mark class="odd" data-open="cite-0-1">{number.format(1)}每年种树100棵</mark>' in pane
    assert f'<mark class="current">{number.format(2)}成活率90%以上</mark>' in pane


@pytest.mark.parametrize("selected", [0, 1, 2])
def test_overlapping_quotes_leave_the_text_as_it_is(selected: int):
    quotes = (citation(1, "1", "每年种树100棵"), citation(2, "1", "100"), citation(3, "1", "树100棵，成活率"))
    clause = plan().by_id["1"]
    shown = marked_text(plan(), clause.start, clause.end, cited(*quotes, selected=selected))
    assert words(shown) == plan().clause_text("1")
    assert "".join(marked(shown)) == quotes[selected].source.quote


def test_the_number_of_each_quote_stands_once_where_it_begins():
    quotes = (citation(1, "1", "每年种树100棵"), citation(2, "1", "每年"), citation(3, "1", "100"))
    pane = clause_pane(plan(), table(), cited(*quotes), "zh")
    assert re.findall(r'data-mark="(\d)"', pane) == ["1", "2", "3"]


def test_words_of_a_row_are_marked_without_a_number():
    pane = clause_pane(plan(), table(), cited(citation(0, "1", "每年种树100棵")), "zh")
    assert marked(pane) == ["每年种树100棵"]
    assert "data-mark" not in pane


def test_the_sections_above_open_and_the_link_is_a_plain_address():
    pane = clause_pane(plan(), table(), Opened(clause="1"), "zh")
    assert '<a href="#clause-%E4%BA%8C" class="up" lang="zh-CN">二 任务' in pane
    assert 'href="?plan=trees&amp;clause=1"' in pane


def test_a_unit_asks_for_its_tasks_and_a_target_leads_to_its_words():
    real, rows = load_plan("minhang-carbon-peak"), load_table("minhang-carbon-peak")
    pane = clause_pane(real, rows, Opened(clause="15"), "zh")
    unit, row = rows.task_by_clause["15"].units[0], rows.targets_by_clause["15"][0]
    place = real.locate("15", row.quote)
    assert place is not None
    assert f'data-ask="{unit}要参与哪些任务？"' in pane
    assert f'<a href="#clause-15@{place.start}-{place.end}">{row.metric_zh}</a>' in pane


def test_markup_in_the_plan_is_text():
    pane = clause_pane(plan(), table(), Opened(clause="2"), "zh")
    assert "<b>" not in pane
    assert "浇水&lt;b&gt;。" in pane
    assert "浇水&amp;施肥" in pane


@pytest.mark.parametrize("clause", ["<script>alert(1)</script>", "99", ""])
def test_an_unknown_clause_gets_a_polite_note(clause: str):
    pane = clause_pane(plan(), table(), Opened(clause=clause), "en")
    assert "The plan has no clause" in pane
    assert "<script" not in pane


def test_nothing_opened_gets_a_hint():
    assert "the clause opens here" in clause_pane(plan(), table(), None, "en")


def test_steps_lead_to_the_neighbouring_citations():
    quotes = (citation(1, "1", "每年"), citation(2, "2", "按时"), citation(3, "2", "施肥"))
    pane = clause_pane(plan(), table(), cited(*quotes, selected=1), "zh")
    steps = re.findall(r'class="(before|after)"[^>]* data-open="([^"]*)"', pane)
    assert steps == [("before", "cite-0-1"), ("after", "cite-0-3")]


def test_a_section_lists_the_clauses_below():
    assert 'data-open="clause-1">二1 种树' in clause_pane(plan(), table(), Opened(clause="二"), "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_clause_of_the_real_plan_is_shown_completely(language: Language):
    real, rows = load_plan("minhang-carbon-peak"), load_table("minhang-carbon-peak")
    for clause in real.clauses:
        pane = re.sub(r'<p class="title-en.*?</p>', "", clause_pane(real, rows, Opened(clause=clause.id), language))
        assert "".join(real.clause_text(clause.id).split()) in "".join(words(pane).split())


def test_an_english_reader_gets_the_translation_of_the_quote():
    real, rows = load_plan("minhang-carbon-peak"), load_table("minhang-carbon-peak")
    row = rows.statements_by_clause["15"][3]
    source = real.locate("15", row.quote)
    assert source is not None
    opened = cited(Citation(mark=1, source=source, heading=""))
    assert f'<span class="current">{html.escape(row.en)}</span>' in clause_pane(real, rows, opened, "en")
