"""A visit keeps its answers, opens its sources, refuses what it must politely, and never shows a traceback."""

import logging
import re
from collections.abc import Sequence

import pytest

from assistant.turn import Turn
from assistant.web.session import QUESTION_LIMIT_CHARACTERS, Opened, Session
from tests.assistant.web.canned import answer, citation, plan, session, turn


def asked(visit: Session, question: str) -> None:
    assert visit.finish(visit.begin(question))


def test_an_answer_is_kept_and_its_first_source_opened():
    given = answer("100棵 [1]", citation(1, "1", "每年种树100棵"))
    visit = session(given)
    asked(visit, "多少棵？")
    assert [kept.question for kept in visit.answers] == ["多少棵？"]
    assert visit.opened == Opened(clause="1", answer=0, citations=given.citations, selected=0)


def test_an_answer_without_a_source_closes_the_pane():
    visit = session(answer("不知道", status="out_of_scope"))
    visit.open("clause-1")
    asked(visit, "天气？")
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
        asked(visit, "多少？")
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
    asked(visit, "问？")
    for reference in ("cite-0-2", "clause-%E4%B8%80"):
        visit.open(reference)
        assert isinstance(visit.opened, Opened)
        assert visit.opened.reference == reference


def test_restart_forgets_everything():
    visit = session(answer("x", citation(1, "1", "每年")))
    asked(visit, "问？")
    visit.restart()
    assert (visit.answers, visit.opened, visit.pending, visit.editing) == ([], None, None, None)


def test_a_turn_is_read_in_the_light_of_those_before_it():
    seen: list[list[str]] = []

    def take_turn(question: str, before: Sequence[Turn]) -> Turn:
        seen.append([one.answer.question for one in before])
        return turn(answer("x", question=question))

    visit = Session(take_turn=take_turn, language="zh")
    asked(visit, "一")
    asked(visit, "二")
    assert seen == [[], ["一"]]


def test_an_edited_question_replaces_its_exchange_and_what_followed():
    visit = session(answer("x"))
    for question in ("一", "二", "三"):
        asked(visit, question)
    assert visit.edit(1) == "二"
    asked(visit, "二改")
    assert [kept.question for kept in visit.answers] == ["一", "二改"]
    asked(visit, "四")
    assert len(visit.answers) == 3


@pytest.mark.parametrize("number", [-1, 7])
def test_what_was_never_asked_cannot_be_edited(number: int):
    visit = session(answer("x"))
    assert visit.edit(number) == ""
    assert visit.editing is None


def test_a_stopped_question_leaves_the_conversation_as_it_was():
    visit = session(answer("x"))
    asked(visit, "一")
    visit.edit(0)
    pending = visit.begin("二")
    assert visit.objection("三") != ""
    assert visit.stop() == "二"
    assert not visit.finish(pending)
    assert [kept.question for kept in visit.answers] == ["一"]
    assert visit.objection("三") == ""


def test_stopping_when_nothing_is_asked_does_nothing():
    assert session(answer("x")).stop() == ""


def test_words_of_a_clause_are_opened_by_their_offsets():
    visit, found = session(answer("x")), plan().locate("1", "每年种树100棵")
    assert found is not None
    visit.open(f"clause-1@{found.start}-{found.end}", plan())
    assert isinstance(visit.opened, Opened)
    assert visit.opened.citations[0].source == found
    assert visit.opened.reference == f"clause-1@{found.start}-{found.end}"


@pytest.mark.parametrize("reference", ["clause-1@0-3", "clause-1@9-9", "clause-1@30-20", "clause-99@1-2", "clause-1@1-9999999", "x"])
def test_words_that_do_not_stand_in_the_clause_are_unknown(reference: str):
    visit = session(answer("x"))
    visit.open(reference, plan())
    assert visit.opened == "unknown"


def test_two_visits_share_nothing():
    one, two = session(answer("x")), session(answer("x"))
    asked(one, "问？")
    assert two.answers == []
