"""Answers become the conversation: marks become links, choices become buttons, and no markup but ours gets through."""

import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pytest

from assistant.turn import Answer, Language
from assistant.web.conversation import ITEMS_SHOWN, MARKS_SHOWN, Frame, address, conversation, copied
from assistant.web.session import Exchange, Pending, Session
from tests.assistant.web.canned import answer, citation, plan, session, table, turn
from tests.browser.payloads import PAYLOADS


def frame(language: Language = "zh", rated: bool = True) -> Frame:
    return Frame(plan=plan(), table=table(), language=language, rated=rated)


def visit(*answers: Answer) -> Session:
    begun = session(answer("x"))
    begun.exchanges = [Exchange(turn=turn(given)) for given in answers]
    return begun


def content(*answers: Answer, language: Language = "zh") -> str:
    return conversation(visit(*answers), frame(language))


def words(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def test_an_empty_conversation_is_empty():
    assert content() == ""


def test_a_mark_becomes_a_link_to_its_source():
    shown = content(answer("每年100棵 [1]", citation(1, "1", "每年种树100棵")))
    assert re.search(r'每年100棵<a href="#cite-0-1" class="cite" title="[^"]*" aria-label="打开第 1 处引文：二1 种树">1</a>', shown)


def test_a_number_in_brackets_without_a_citation_stays_text():
    assert "<p>见 [7]</p>" in content(answer("见 [7]", citation(1, "1", "每年种树100棵")))


def test_lines_become_paragraphs_lists_and_strong_words():
    shown = content(answer("**标题**\n- 甲\n- 乙\n完"))
    assert "<p><strong>标题</strong></p><ul><li>甲</li><li>乙</li></ul><p>完</p>" in shown


def test_a_long_list_is_folded_after_its_first_items():
    shown = content(answer("\n".join(f"- 第{n}项" for n in range(ITEMS_SHOWN + 5))))
    first, rest = shown.split('<details class="more">')
    assert first.count("<li>") == ITEMS_SHOWN
    assert rest.startswith("<summary>另外 5 项</summary>")
    assert rest.count("<li>") == 5


def test_a_long_row_of_marks_is_folded_after_its_first():
    text = "共12项 " + "".join(f"[{mark}]" for mark in range(1, 13))
    shown = content(answer(text, *(citation(mark, "1", "每年种树100棵") for mark in range(1, 13))))
    first, rest = shown.split('<details class="more">')
    assert first.count('class="cite"') == MARKS_SHOWN
    assert rest.startswith(f"<summary>另外 {12 - MARKS_SHOWN} 处出处</summary>")
    assert rest.count('class="cite"') == 12 - MARKS_SHOWN


def test_the_second_answer_links_to_its_own_sources():
    given = answer("100棵 [1]", citation(1, "1", "每年种树100棵"))
    assert "#cite-1-1" in content(given, given)


def test_sources_name_each_cited_clause_once_with_its_marks():
    shown = content(answer("[1] [2]", citation(1, "1", "每年种树100棵"), citation(2, "1", "成活率90%以上")))
    assert shown.count('class="source"') == 1
    assert '<span class="marks"><b>1</b><b>2</b></span><span lang="zh-CN">二1 种树</span></a>' in shown


def test_many_sources_are_folded(monkeypatch: pytest.MonkeyPatch):
    citations = tuple(citation(n, clause, plan().clause_text(clause)[-2:]) for n, clause in enumerate("一二12", 1))
    assert '<details class="sources">' not in content(answer("x", *citations))
    monkeypatch.setattr("assistant.web.conversation.SOURCES_SHOWN", 3)
    assert "<summary>出处 (4)</summary>" in content(answer("x", *citations))


def test_a_refusal_wears_its_status_and_offers_the_nearest_clauses_as_buttons():
    shown = content(answer("方案没有写。", status="not_in_plan", choices=("2", "99")))
    assert '<span class="status not_in_plan">方案没有规定</span>' in shown
    assert '<button type="button" class="source" data-open="clause-2">' in shown
    assert "clause-99" not in shown
    assert "出处" not in shown


def test_a_nearest_clause_that_is_cited_stands_once():
    shown = content(answer("方案没有写。[1]", citation(1, "2", "按时"), status="not_in_plan", choices=("2",)))
    assert shown.count('class="source"') == 1


def test_choices_are_offered_by_the_last_answer_only():
    asks = answer("哪一个？", status="clarify", choices=("树", "水"))
    assert re.findall('class="option" lang="zh-CN" data-ask="(.)"', content(asks, asks)) == ["树", "水"]


def test_only_the_last_answer_can_be_asked_again_and_every_question_edited():
    shown = content(answer("a"), answer("b"))
    assert re.findall('data-do="retry" data-turn="(.)"', shown) == ["1"]
    assert re.findall('data-do="edit" data-turn="(.)"', shown) == ["0", "1"]


def test_a_pending_question_says_that_it_is_worked_on_and_can_be_stopped():
    begun = visit(answer("a"), answer("b"))
    begun.pending = Pending(question="<i>", kept=1)
    shown = conversation(begun, frame("en"))
    assert "Reading the plan" in shown
    assert 'data-do="stop"' in shown
    assert words(shown).count("<i>") == 1
    assert shown.count('class="exchange"') == 2


def test_the_copy_holds_question_answer_quotes_and_plan():
    given = answer("每年**100**棵 [1]", citation(1, "1", "每年种树100棵"), question="多少？")
    text = copied(given, frame())
    assert text == "多少？\n\n每年100棵 [1]\n\n[1] 二1 种树: “每年种树100棵”\n\n据甲市方案，版本 1"
    assert f'data-copy="{text}"' in content(given)


def test_the_address_asks_the_question_again():
    exchange = Exchange(turn=turn(answer("x", question="多少&棵 树？")))
    assert address(exchange, plan()) == "?plan=trees&q=%E5%A4%9A%E5%B0%91%26%E6%A3%B5+%E6%A0%91%EF%BC%9F"


def test_the_address_of_a_follow_up_asks_it_in_full():
    given = turn(answer("x", question="那水呢？"))
    full = replace(given, understanding=replace(given.understanding, standalone="每年浇水多少？"))
    assert "%E6%B5%87%E6%B0%B4" in address(Exchange(turn=full), plan())


def test_a_rated_answer_says_how_it_was_rated():
    begun = visit(answer("x"))
    begun.exchanges[0].verdict = "wrong_number"
    assert "已评价：数字不对" in conversation(begun, frame())


def test_without_a_place_to_keep_them_no_rating_is_asked_for():
    assert "<form" not in conversation(visit(answer("x")), frame(rated=False))


def test_follow_ups_are_buttons():
    shown = conversation(visit(answer("x")), frame(), ("第1条讲什么？",))
    assert 'class="follow-up" lang="zh-CN" data-ask="第1条讲什么？"' in shown


def test_line_breaks_of_a_question_are_kept():
    assert '<div class="user">一<br>二</div>' in content(answer("x", question="一\n\n二 "))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_stays_text_wherever_it_stands(payload: str):
    plain = content(answer("x", status="clarify", choices=("x",), question="x"))
    hostile = content(answer(payload, status="clarify", choices=(payload,), question=payload))
    tags = re.compile("<([a-z]+)")
    extra = Counter(tags.findall(hostile)) - Counter(tags.findall(plain))
    assert set(extra) <= {"br", "p", "strong", "ul", "li"}
    assert " ".join(payload.split()) in " ".join(words(hostile).split())
