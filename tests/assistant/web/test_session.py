"""A visit keeps its answers, opens its sources, refuses what it must politely, and never shows a traceback."""

import logging
import re

import pytest

from assistant.web.session import QUESTION_LIMIT_CHARACTERS, Opened
from tests.assistant.web.canned import answer, citation, session


def test_an_answer_is_kept_and_its_first_source_opened():
    given = answer("100棵 [1]", citation(1, "1", "每年种树100棵"))
    visit = session(given)
    visit.ask("多少棵？")
    assert [kept.question for kept in visit.answers] == ["多少棵？"]
    assert visit.opened == Opened(clause="1", answer=0, citations=given.citations, selected=0)


def test_an_answer_without_a_source_closes_the_pane():
    visit = session(answer("不知道", status="out_of_scope"))
    visit.open("clause-1")
    visit.ask("天气？")
    assert visit.opened is None


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_is_answered_by_a_hint(question: str):
    assert session(answer("x")).objection(question) == "请先输入一个问题。"


def test_a_long_question_is_refused_with_both_lengths():
    objection = session(answer("x"), "en").objection("x" * 10_000)
    assert "10,000 characters" in objection
    assert "at most 2,000" in objection
    assert session(answer("x")).objection("x" * QUESTION_LIMIT_CHARACTERS) == ""


def test_a_failure_becomes_a_plain_sentence_with_the_number_of_the_log(caplog: pytest.LogCaptureFixture):
    visit = session(RuntimeError("secret detail"))
    with caplog.at_level(logging.ERROR):
        visit.ask("多少？")
    (failed,) = visit.answers
    assert failed.status == "error"
    assert "secret" not in failed.text
    trouble = re.search(r"question failed \((\w+)\)", caplog.text)
    assert trouble is not None
    assert trouble[1] in failed.text


@pytest.mark.parametrize("reference", ["cite-0-1", "cite-7-7", "cite--1-0", "cite-99999-1"])
def test_a_source_that_does_not_exist_is_unknown_or_closed(reference: str):
    visit = session(answer("x"))
    visit.open(reference)
    assert visit.opened in ("unknown", None)


def test_a_reference_leads_back_to_what_it_opened():
    visit = session(answer("[1] [2]", citation(1, "1", "每年"), citation(2, "2", "按时")))
    visit.ask("问？")
    for reference in ("cite-0-2", "clause-%E4%B8%80"):
        visit.open(reference)
        assert isinstance(visit.opened, Opened)
        assert visit.opened.reference == reference


def test_restart_forgets_everything_and_begins_a_new_memory():
    visit = session(answer("x", citation(1, "1", "每年")))
    visit.ask("问？")
    before = visit._take_turn
    visit.restart()
    assert (visit.answers, visit.opened) == ([], None)
    assert visit._take_turn is not before


def test_two_visits_share_nothing():
    one, two = session(answer("x")), session(answer("x"))
    one.ask("问？")
    assert two.answers == []
