"""What the events of the page answer: over a small plan, with a page whose components are just their names."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest

from assistant.chat import Assistant
from assistant.store.feedback import Feedback
from assistant.web.handlers import Handlers
from assistant.web.page import Page
from assistant.web.session import Session
from assistant.web.texts import TEXTS
from corpus.errors import PolicyError
from tests.assistant.web.canned import answer, canned_assistant, citation, session, turn

NAMES = {field.name: field.name for field in fields(Page) if field.name != "panels"}
ANSWER = answer("100棵 [1]", citation(1, "1", "每年种树100棵"))


class Keeper:
    """Keeps ratings in a list, or fails."""

    def __init__(self, broken: bool = False) -> None:
        self.kept: list[Feedback] = []
        self.broken = broken

    def add(self, feedback: Feedback) -> None:
        if self.broken:
            raise PolicyError("the disk is full")
        self.kept.append(feedback)


@pytest.fixture
def handlers() -> Handlers:
    page = cast(Page, SimpleNamespace(**NAMES, panels=()))
    assistant = canned_assistant(lambda question, before: turn(replace(ANSWER, question=question)))
    return Handlers(page=page, assistant=assistant, feedback=Keeper())


def event(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def updates(given: Iterable[Any]) -> list[dict[str, Any]]:
    return [cast(Any, update) for update in given]


def request(**query: str) -> gr.Request:
    return cast(Any, SimpleNamespace(query_params=query, headers={}))


def asked(handlers: Handlers, *questions: str) -> Session:
    visit = handlers._session()
    for question in questions:
        list(handlers.ask(question, visit))
    return visit


def test_a_question_is_shown_at_once_and_answered_next(handlers: Handlers):
    first, second = updates(handlers.ask(" 多少棵？ ", session(ANSWER)))
    assert 'class="status pending"' in first["chat"]["value"]
    assert (first["question"], first["views"]["selected"]) == ("", "ask")
    assert "cite-0-1" in second["chat"]["value"]
    assert "<mark" in second["reader"]


@pytest.mark.parametrize("question", ["", "  ", "长" * 10_000])
def test_a_question_that_is_not_taken_stays_in_the_box(handlers: Handlers, question: str):
    visit = session(ANSWER)
    (update,) = updates(handlers.ask(question, visit))
    assert update["question"] == question
    assert 'role="status"' in update["hint"]
    assert visit.answers == []


def test_the_switch_shows_the_page_in_the_other_language(handlers: Handlers):
    update = cast(Any, handlers.switch(asked(handlers, "多少？")))
    assert update["restart"]["value"] == "New chat"
    assert 'data-language="en"' in update["masthead"]
    assert "Copy link" in update["chat"]["value"]
    assert not update["opening"]["visible"]


def test_an_address_can_open_a_clause_and_ask_a_question(handlers: Handlers):
    opened, pending, answered = updates(handlers.load(request(plan="trees", clause="2", q="多少棵？")))
    assert 'data-reference="clause-2"' in opened["reader"]
    assert "多少棵？" in pending["chat"]["value"]
    assert len(answered["session"].answers) == 1


def test_an_address_of_another_plan_says_so_and_asks_nothing(handlers: Handlers):
    (opened,) = updates(handlers.load(request(plan="<other>", q="多少棵？")))
    assert "另一个方案" in opened["hint"]
    assert "<other>" not in opened["hint"]


def test_a_visit_whose_state_is_gone_is_told_so(handlers: Handlers):
    assert "已不可用" in cast(Any, handlers.open(None, event(reference="cite-3-1")))["reader"]


def test_a_page_whose_visit_is_gone_goes_on_in_its_language_and_says_so(handlers: Handlers):
    switch = TEXTS["en"].other_language
    first, last = updates(handlers.ask("多少棵？", None, switch))
    assert "connection to the server was lost" in first["hint"]
    assert "hint" not in last
    assert "Sources" in last["chat"]["value"]
    for act in (handlers.edit, handlers.rate, handlers.export):
        assert "connection to the server was lost" in cast(Any, act(None, event(turn="0"), switch))["hint"]


def test_a_question_before_the_page_is_loaded_has_lost_nothing(handlers: Handlers):
    first, _ = updates(handlers.ask("多少棵？", None, ""))
    assert first["hint"] == ""


def test_the_page_names_who_is_signed_in_in_both_languages(handlers: Handlers):
    known = cast(Any, SimpleNamespace(query_params={}, headers={}, state=SimpleNamespace(account="wang")))
    (opened,) = updates(handlers.load(known))
    switched = cast(Any, handlers.switch(opened["session"]))
    assert "wang" in opened["masthead"]
    assert "wang" in switched["masthead"]


def test_a_question_asked_once_more_takes_the_place_of_its_answer(handlers: Handlers):
    visit = asked(handlers, "一", "二")
    list(handlers.retry(visit, event(turn="1")))
    assert [kept.question for kept in visit.answers] == ["一", "二"]


def test_an_edited_question_is_in_the_box_and_can_be_left_as_it_is(handlers: Handlers):
    visit = asked(handlers, "一", "二")
    update = cast(Any, handlers.edit(visit, event(turn="0")))
    assert update["question"] == "一"
    assert 'data-do="cancel"' in update["hint"]
    assert cast(Any, handlers.cancel(visit))["question"] == ""
    assert visit.editing is None


@pytest.mark.parametrize("number", ["", "x", "-1", "7", "99999999999", None, ["1"]])
def test_acts_on_what_is_not_there_do_nothing(handlers: Handlers, number: object):
    visit = asked(handlers, "一")
    list(handlers.retry(visit, event(turn=number)))
    handlers.edit(visit, event(turn=number))
    handlers.rate(visit, event(turn=number, verdict="right"))
    handlers.export(visit, event(turn=number, format="docx"))
    assert [(kept.answer.question, kept.verdict) for kept in visit.exchanges] == [("一", "")]
    assert cast(Keeper, handlers.feedback).kept == []


def test_stopping_puts_the_question_back(handlers: Handlers):
    visit = asked(handlers, "一")
    first = next(handlers.ask("二", visit))
    assert "二" in first["chat"]["value"]
    update = cast(Any, handlers.stop(visit))
    assert update["question"] == "二"
    assert "pending" not in update["chat"]["value"]


def test_a_rating_is_kept_with_the_whole_answer_and_the_questions_before(handlers: Handlers):
    visit = asked(handlers, "一", "二")
    update = cast(Any, handlers.rate(visit, event(turn="1", verdict="wrong_number", comment=" 应为90 ")))
    (kept,) = cast(Keeper, handlers.feedback).kept
    assert (kept.plan, kept.plan_version, kept.verdict, kept.comment, kept.earlier) == ("trees", "1", "wrong_number", "应为90", ("一",))
    assert kept.answer["question"] == "二"
    assert kept.answer["citations"][0]["quote"] == "每年种树100棵"
    assert "数字不对" in update["chat"]["value"]


@pytest.mark.parametrize(("verdict", "comment"), [("", ""), ("great", ""), ("right", "长" * 3000)])
def test_what_is_no_rating_is_not_kept(handlers: Handlers, verdict: str, comment: str):
    visit = asked(handlers, "一")
    assert cast(Any, handlers.rate(visit, event(turn="0", verdict=verdict, comment=comment)))["hint"] != ""
    assert cast(Keeper, handlers.feedback).kept == []


def test_a_rating_that_cannot_be_kept_is_said_in_one_sentence(handlers: Handlers):
    visit = asked(handlers, "一")
    broken = replace(handlers, feedback=Keeper(broken=True))
    update = cast(Any, broken.rate(visit, event(turn="0", verdict="right")))
    assert "没有保存成功" in update["hint"]
    assert "disk" not in update["hint"]
    assert visit.exchanges[0].verdict == ""


@pytest.mark.parametrize(("turn_number", "kind", "action", "ending"), [
    ("0", "docx", "save", ".docx"), ("all", "xlsx", "save", ".xlsx"), ("all", "print", "print", ""), ("0", "evil", "print", ""),
])
def test_an_answer_and_the_conversation_can_be_taken_away(handlers: Handlers, turn_number: str, kind: str, action: str, ending: str):
    update = cast(Any, handlers.export(asked(handlers, "一"), event(turn=turn_number, format=kind)))
    file = json.loads(update["download"])
    assert file["action"] == action
    assert file["name"].endswith(ending)


def test_a_new_conversation_is_empty(handlers: Handlers):
    visit = asked(handlers, "一")
    update = cast(Any, handlers.restart(visit))
    assert visit.answers == []
    assert update["opening"]["visible"]


@dataclass
class Slow:
    """A text search that is being opened for as long as `left` says."""

    left: int

    @property
    def state(self) -> str:
        self.left -= 1
        return "loading" if self.left >= 0 else "ready"


async def said(handlers: Handlers) -> list[str]:
    return [cast(Any, update)["state"] async for update in handlers.ready(None)]


def test_the_page_says_while_the_text_search_is_opened_and_then_no_more(handlers: Handlers, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assistant.web.handlers.READINESS_POLL_SECONDS", 0)
    opening = replace(cast(Any, handlers.assistant), search=Slow(left=3))
    loading, done = asyncio.run(said(replace(handlers, assistant=cast(Assistant, opening))))
    assert "正在后台准备" in loading
    assert done == ""
    assert asyncio.run(said(handlers)) == []
