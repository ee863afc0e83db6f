"""The page over answers that the real assistant does not give on demand: choices, failures, waits, hostile data."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page, expect

from assistant.turn import Turn
from tests.assistant.serving import build_page, running
from tests.assistant.web.canned import SOURCE, answer, citation, plan, table, turn
from tests.browser.conftest import Visit
from tests.browser.test_chat import PAYLOADS, ask

released = threading.Event()


def take_turn(question: str, _: object) -> Turn:
    """Breaks, waits, or answers with whatever the question holds: in the text and as choices."""
    if question == "break":
        raise RuntimeError("the reason is only in the log")
    if question == "wait":
        released.wait(20)
    given = answer(f"{question} [1]", citation(1, "2", "按时浇水&施肥"), question=question)
    return turn(replace(given, status="clarify", choices=(f"1 {question}", "2")) if question.startswith("?") else given)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A page over a small plan with markup in its title and text."""
    hostile = replace(plan(), info=replace(plan().info, title=PAYLOADS[1], issuer=PAYLOADS[2], version=PAYLOADS[0]))
    assistant = cast(Any, SimpleNamespace(plan=hostile, table=table(), take_turn=take_turn))
    with running(build_page(assistant)[1]) as url:
        yield url


def send(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")


def test_readings_are_buttons_and_choosing_one_asks_it(visit: Visit):
    page = visit()
    send(page, "?tree")
    expect(page.locator("#chat .status.clarify")).to_be_visible()
    page.get_by_role("button", name="1 ?tree").click()
    expect(page.locator("#chat .user-row").last).to_have_text("1 ?tree")
    expect(page.locator("#chat .option")).to_have_count(0)


def test_a_failure_is_one_plain_sentence_and_the_chat_goes_on(visit: Visit):
    page = visit(locale="en-GB")
    send(page, "break")
    expect(page.locator("#chat .bot-row")).to_contain_text("Something went wrong and this question was not answered.")
    expect(page.locator("#chat")).not_to_contain_text("only in the log")
    send(page, "again")
    expect(page.locator("#chat .bot-row").last).to_contain_text("again")


def test_a_long_wait_shows_the_question_and_holds_up_nobody_else(visit: Visit):
    released.clear()
    slow, other = visit(), visit()
    send(slow, "wait")
    expect(slow.locator("#chat .status.pending")).to_be_visible()
    send(other, "quick")
    expect(other.locator("#chat .bot-row")).to_contain_text("quick")
    released.set()
    expect(slow.locator("#chat .bot-row")).to_contain_text("wait")


def test_hostile_words_in_plan_answer_and_choices_stay_words(visit: Visit):
    page = visit()
    for payload in PAYLOADS:
        ask(page, f"? {payload}")
        expect(page.locator("#chat .option").first).to_have_text(f"1 ? {payload}")
    assert page.evaluate("window.pwned") is None
    assert page.locator("#chat .prose :is(script, img, svg, iframe, style, details)").count() == 0
    assert page.locator("#masthead :is(script, img, svg)").count() == 0


def test_markup_in_the_plan_is_read_as_text(visit: Visit):
    page = visit("/?clause=2")
    expect(page.locator("#reader h2")).to_have_text("2.浇水<b>。")
    assert "浇水<b>" in SOURCE
