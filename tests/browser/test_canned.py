"""The page over answers that the real assistant does not give on demand: choices, failures, waits, hostile data."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.settings import Settings
from assistant.store.feedback import FeedbackStore
from assistant.turn import Turn
from tests.assistant.serving import build_page, running
from tests.assistant.web.canned import SOURCE, answer, canned_assistant, citation, plan, turn
from tests.browser.conftest import UNHURRIED, Visit
from tests.browser.hostile import hostile_table
from tests.browser.payloads import PAYLOADS
from tests.browser.test_chat import ask

released = threading.Event()
VIEWS = ("plan", "units", "targets", "obligations")


def take_turn(question: str, before: Sequence[Turn]) -> Turn:
    """Breaks, waits, lists, or answers with whatever the question holds: in the text and as choices."""
    if question == "break":
        raise RuntimeError("the reason is only in the log")
    if question == "wait":
        released.wait(20)
    text = "\n".join(f"- item {number}" for number in range(30)) if question == "list" else f"{question} ({len(before)}) [1] [2]"
    given = answer(text, citation(1, "2", "按时浇水"), citation(2, "2", "按时浇水&施肥"), question=question, language="en")
    return turn(replace(given, status="clarify", choices=(f"1 {question}", "2")) if question.startswith("?") else given)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("data"), rate_per_minute=UNHURRIED)


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    """A page over a small plan and a table with markup in every place that data can come from."""
    hostile = replace(plan(), info=replace(plan().info, title=PAYLOADS[1], issuer=PAYLOADS[2], version=PAYLOADS[0]))
    assistant = canned_assistant(take_turn, of=hostile, rows=hostile_table(PAYLOADS))
    with running(build_page(assistant, settings)[1]) as url:
        yield url


def kept(settings: Settings) -> FeedbackStore:
    return FeedbackStore(settings.database)


def send(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")


def test_readings_are_buttons_and_choosing_one_asks_it(visit: Visit):
    page = visit()
    send(page, "?tree")
    expect(page.locator("#chat .status.clarify")).to_be_visible()
    page.get_by_role("button", name="1 ?tree").click()
    expect(page.locator("#chat .user").last).to_have_text("1 ?tree")
    expect(page.locator("#chat .option")).to_have_count(0)


def test_a_failure_is_one_plain_sentence_and_the_chat_goes_on(visit: Visit):
    page = visit(locale="en-GB")
    send(page, "break")
    expect(page.locator("#chat .bot-row")).to_contain_text("Something went wrong and this question was not answered.")
    expect(page.locator("#chat")).not_to_contain_text("only in the log")
    send(page, "again")
    expect(page.locator("#chat .bot-row").last).to_contain_text("again (0)")


def test_a_long_wait_shows_the_question_and_holds_up_nobody_else(visit: Visit):
    released.clear()
    slow, other = visit(), visit()
    send(slow, "wait")
    expect(slow.locator("#chat .status.pending")).to_be_visible()
    send(other, "quick")
    expect(other.locator("#chat .bot-row")).to_contain_text("quick")
    released.set()
    expect(slow.locator("#chat .prose")).to_contain_text("wait")


def test_a_stopped_question_is_back_in_the_box_and_never_answered(visit: Visit):
    released.clear()
    page = visit(locale="en-GB")
    ask(page, "first")
    send(page, "wait")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#hint")).to_contain_text("Stopped")
    expect(page.locator("#question textarea")).to_have_value("wait")
    expect(page.locator("#question textarea")).to_be_focused()
    ask(page, "next")
    expect(page.locator("#chat .prose").last).to_contain_text("next (1)")
    released.set()
    page.wait_for_timeout(500)
    assert page.locator("#chat .user").all_inner_texts() == ["first", "next"]
    expect(page.locator("#chat .pending")).to_have_count(0)


def test_a_second_question_while_one_is_worked_on_waits_in_the_box(visit: Visit):
    released.clear()
    page = visit()
    send(page, "wait")
    expect(page.locator("#chat .pending")).to_be_visible()
    send(page, "too soon")
    expect(page.locator("#hint")).to_contain_text("还在处理")
    expect(page.locator("#question textarea")).to_have_value("too soon")
    released.set()
    expect(page.locator("#chat .prose")).to_contain_text("wait")


def test_an_edited_question_replaces_what_followed(visit: Visit):
    page = visit(locale="en-GB")
    for question in ("one", "two", "three"):
        ask(page, question)
    page.get_by_role("button", name="Edit").nth(1).click()
    expect(page.locator("#question textarea")).to_have_value("two")
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#hint")).to_contain_text("You are editing question 2")
    page.keyboard.press("End")
    page.keyboard.type("b")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .prose").last).to_contain_text("twob (1)")
    assert page.locator("#chat .user").all_inner_texts() == ["one", "twob"]


def test_an_edit_can_be_given_up(visit: Visit):
    page = visit(locale="en-GB")
    ask(page, "one")
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("button", name="Do not edit").click()
    expect(page.locator("#question textarea")).to_have_value("")
    ask(page, "two")
    expect(page.locator("#chat .exchange")).to_have_count(2)


def test_a_question_asked_again_takes_its_own_place(visit: Visit):
    page = visit(locale="en-GB")
    ask(page, "one")
    ask(page, "two")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("#chat .pending")).to_have_count(0)
    assert page.locator("#chat .user").all_inner_texts() == ["one", "two"]


def test_a_long_list_is_folded_and_stays_unfolded(visit: Visit):
    page = visit(locale="en-GB")
    ask(page, "list")
    expect(page.get_by_text("item 29")).to_be_hidden()
    page.get_by_text("20 more").click()
    expect(page.get_by_text("item 29")).to_be_visible()
    ask(page, "next")
    expect(page.get_by_text("item 29")).to_be_visible()


def test_a_rating_goes_into_the_database_with_the_whole_answer(visit: Visit, settings: Settings):
    page = visit(locale="en-GB")
    ask(page, "rate me")
    page.locator(".rating summary").click()
    page.get_by_role("button", name="Send rating").click()
    expect(page.locator("#hint")).to_contain_text("choose a verdict")
    page.get_by_label("Wrong number").check()
    page.get_by_label("Remarks").fill("it is 90")
    page.get_by_role("button", name="Send rating").click()
    expect(page.locator(".rating summary")).to_have_text("Rated: Wrong number")
    last = kept(settings).ratings()[-1]
    assert (last.verdict, last.comment, last.answer["question"]) == ("wrong_number", "it is 90", "rate me")
    assert last.answer["citations"][0]["quote"] == "按时浇水"


def test_hostile_remarks_are_kept_as_they_are_and_never_run(visit: Visit, settings: Settings):
    page = visit(locale="en-GB")
    ask(page, "rate me")
    before = len(kept(settings).ratings())
    page.locator(".rating summary").click()
    for number, payload in enumerate(PAYLOADS):
        page.evaluate(FILL_AND_SEND, payload)
        page.wait_for_function("count => document.querySelectorAll('#hint p').length > 0", arg=number)
    page.wait_for_timeout(500)
    comments = [rating.comment for rating in kept(settings).ratings()[before:]]
    assert sorted(comments) == sorted(payload.strip().replace("\r\n", "\n") for payload in PAYLOADS)
    assert page.evaluate("window.pwned") is None


FILL_AND_SEND = """payload => {
  const form = document.querySelector("form[data-rate]");
  form.querySelector("[value=incomplete]").checked = true;
  form.querySelector("textarea").value = payload;
  form.requestSubmit();
}"""


def test_hostile_words_in_answer_and_choices_stay_words(visit: Visit):
    page = visit()
    for payload in PAYLOADS:
        ask(page, f"? {payload}")
        if payload.isprintable():
            expect(page.locator("#chat .option").first).to_have_text(f"1 ? {payload}")
    assert page.evaluate("window.pwned") is None
    assert page.locator("#chat .prose :is(script, img, svg, iframe, style, details)").count() == 0
    assert page.locator("#masthead :is(script, img, svg)").count() == 0


def test_hostile_words_in_the_table_stay_words_in_every_view(visit: Visit):
    page = visit("/?clause=1")
    expect(page.locator("#reader .units button")).to_have_count(len(PAYLOADS))
    expect(page.locator("#reader tbody tr")).to_have_count(len(PAYLOADS))
    for name in VIEWS:
        page.locator(f"#view-{name}-button").click()
        expect(page.locator(f"#view-{name}")).to_be_visible()
        page.wait_for_timeout(800)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#reader :is(script, img, iframe, style)").count() == 0
    assert page.locator("[role=tabpanel] :is(script, iframe, object, embed, marquee)").count() == 0


def test_markup_in_the_plan_is_read_as_text(visit: Visit):
    page = visit("/?clause=2")
    expect(page.locator("#reader h2")).to_have_text("2.浇水<b>。")
    assert "浇水<b>" in SOURCE


def test_a_link_of_another_plan_says_so(visit: Visit):
    page = visit("/?plan=elsewhere&q=one")
    expect(page.locator("#hint")).to_contain_text("另一个方案")
    expect(page.locator("#chat .exchange")).to_have_count(0)


def test_every_download_of_a_hostile_conversation_is_made(visit: Visit, tmp_path: Path):
    page = visit(locale="en-GB")
    for payload in PAYLOADS[:10]:
        ask(page, payload)
    page.get_by_text("Export this conversation").click()
    with page.expect_download() as download:
        page.locator(".take-away").get_by_role("button", name="Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    download.value.save_as(tmp_path / "all.xlsx")
    assert (tmp_path / "all.xlsx").stat().st_size > 5000
