"""Answers become messages: marks become links, choices become buttons, and no markup but ours gets through."""

import re

import pytest

from assistant.turn import Answer
from assistant.web.messages import chat_messages, literal, pending_messages
from tests.assistant.web.canned import answer, citation, plan, table


def content(*answers: Answer) -> str:
    return chat_messages(answers, plan(), table())[-1]["content"]


def test_a_mark_becomes_a_link_to_its_source():
    shown = content(answer("每年100棵 [1]", citation(1, "1", "每年种树100棵")))
    assert '每年100棵<a href="#cite-0-1" class="cite" title="打开第 1 处引文">1</a>' in shown


def test_a_number_in_brackets_without_a_citation_stays_text():
    assert content(answer("见 [7]", citation(1, "1", "每年种树100棵"))).startswith("见 [7]")


def test_the_second_answer_links_to_its_own_sources():
    given = answer("100棵 [1]", citation(1, "1", "每年种树100棵"))
    assert "#cite-1-1" in content(given, given)


def test_sources_name_each_cited_clause_once_with_its_marks():
    shown = content(answer("[1] [2]", citation(1, "1", "每年种树100棵"), citation(2, "1", "成活率90%以上")))
    assert '<a href="#cite-0-1" class="source"><b>1</b><b>2</b> 二1 种树</a>' in shown


def test_many_sources_are_folded(monkeypatch: pytest.MonkeyPatch):
    citations = tuple(citation(n, clause, plan().clause_text(clause)[-2:]) for n, clause in enumerate("一二12", 1))
    assert "<details" not in content(answer("x", *citations))
    monkeypatch.setattr("assistant.web.messages.SOURCES_SHOWN", 3)
    assert "<summary>出处 (4)</summary>" in content(answer("x", *citations))


def test_a_refusal_wears_its_status_and_links_the_nearest_clauses():
    shown = content(answer("方案没有写。", status="not_in_plan", choices=("2", "99")))
    assert '<span class="status not_in_plan">方案没有规定</span>' in shown
    assert 'href="#clause-2"' in shown
    assert "99" not in shown


def test_choices_are_offered_by_the_last_answer_only():
    asks = answer("哪一个？", status="clarify", choices=("树", "水"))
    messages = chat_messages((asks, asks), plan(), table())
    assert messages[1]["options"] == []
    assert [choice["value"] for choice in messages[3]["options"]] == ["树", "水"]


def test_the_nearest_clauses_of_a_refusal_are_not_offered_as_questions():
    assert chat_messages((answer("没有", status="not_in_plan", choices=("2",)),), plan(), table())[-1]["options"] == []


def test_an_answer_brings_no_tag_image_or_link_of_its_own():
    shown = content(answer('<img src=x onerror=alert(1)> ![p](http://e.com/p.png) [l](javascript:x) <a href="#x">'))
    assert "<img" not in shown
    assert "<a " not in shown
    assert "](" not in shown


def test_a_question_is_shown_as_it_was_typed():
    question = "**粗** <script>alert(1)</script> [l](http://e.com) $$x$$ `c` \\ # _u_"
    shown = chat_messages((answer("a", question=question),), plan(), table())[0]["content"]
    assert not re.search(r"[<>*_`\[\]()$\\]", shown.replace("&#", ""))


def test_line_breaks_of_a_question_are_kept():
    assert literal("一\n\n二 ") == "一<br>二"


def test_a_pending_question_says_that_it_is_worked_on():
    question, note = pending_messages("<i>", "en")
    assert question["content"] == "&#60;i&#62;"
    assert "Reading the plan" in note["content"]
