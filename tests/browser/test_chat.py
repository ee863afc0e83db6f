"""The chat in a real browser: ask, see the answer, open its source, see the marked quote; and what must not happen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.payloads import PAYLOADS

UNITS = ("区交通委", "区发展改革委", "区建管委", "区房管局", "区规划资源局")

def ask(page: Page, question: str) -> None:
    """Type a question, send it with Enter, wait for its answer."""
    answers = page.locator("#chat .bot-row:not(:has(.pending))")
    before = answers.count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)


def test_a_question_gets_its_answer_and_the_citation_opens_the_marked_quote(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    for unit in UNITS:
        expect(page.locator("#chat .bot-row")).to_contain_text(unit)
    page.locator("#chat a.cite").first.click()
    mark = page.locator("#reader mark.current").first
    expect(mark).to_be_in_viewport()
    assert all(unit in mark.inner_text() for unit in UNITS)
    expect(page.locator("#reader .path")).to_have_text("二 重点任务 › (四) 交通领域碳达峰行动")


def test_an_english_browser_gets_an_english_page(visit: Visit):
    page = visit(locale="en-GB")
    expect(page.locator(".opening h2")).to_have_text("What would you like to know about the plan?")
    page.get_by_role("button", name="Which bureaus own EV charging?").click()
    for unit in UNITS:
        expect(page.locator("#chat .bot-row")).to_contain_text(f"({unit})")
    expect(page.locator("#reader")).to_contain_text("English translation")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_switch_changes_the_language_and_keeps_the_conversation(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    page.locator("#language").click()
    expect(page.locator("#restart")).to_have_text("New chat")
    expect(page.locator("#chat .bot-row")).to_contain_text(UNITS[0])
    expect(page.locator("#reader .title-en")).to_be_visible()


def test_an_empty_question_gets_a_hint(visit: Visit):
    page = visit()
    page.locator("#question textarea").press("Enter")
    expect(page.locator("#hint")).to_contain_text("请先输入一个问题")
    expect(page.locator("#chat .exchange")).to_have_count(0)


def test_ten_thousand_characters_are_refused_and_not_lost(visit: Visit):
    page = visit()
    page.locator("#question textarea").fill("长" * 10_000)
    page.locator("#question textarea").press("Enter")
    expect(page.locator("#hint")).to_contain_text("10,000")
    assert len(page.locator("#question textarea").input_value()) == 10_000


def test_markup_in_questions_is_shown_and_never_run(visit: Visit):
    page = visit()
    for payload in PAYLOADS:
        ask(page, payload)
        if payload.isprintable():
            expect(page.locator("#chat .user").last).to_have_text(payload)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#chat .user *:not(br)").count() == 0
    expect(page.locator("#chat .exchange")).to_have_count(len(PAYLOADS))
    expect(page.locator("#top")).to_be_visible()


def test_two_visitors_do_not_meet(visit: Visit):
    one, two = visit(), visit()
    ask(one, "哪些部门负责充电桩建设?")
    ask(two, "森林覆盖率")
    ask(one, "哪些部门负责充电桩建设?")
    expect(two.locator("#chat .user-row")).to_have_count(1)
    expect(one.locator("#chat .user-row")).to_have_count(2)


def test_next_and_previous_walk_through_the_citations(visit: Visit):
    page = visit()
    ask(page, "区生态环境局要参与哪些任务？")
    first = page.locator("#reader h2").inner_text()
    page.locator("#reader .after").click()
    expect(page.locator("#reader h2")).not_to_have_text(first)
    expect(page.locator("#reader .after")).to_be_focused()
    page.locator("#reader .before").click()
    expect(page.locator("#reader h2")).to_have_text(first)


def test_a_new_conversation_forgets_the_old_one(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    page.locator("#restart").click()
    expect(page.locator(".opening")).to_be_visible()
    expect(page.locator("#reader article")).to_have_count(0)


def test_a_question_outside_the_plan_leads_back_to_examples(visit: Visit):
    page = visit(locale="en-GB")
    ask(page, "What is the weather like today?")
    expect(page.locator("#chat .status.out_of_scope")).to_be_visible()
    page.locator("#chat .follow-up").first.click()
    expect(page.locator("#chat .bot-row").last).to_contain_text(UNITS[0])


def test_a_link_asks_its_question(visit: Visit):
    page = visit("/?q=哪些部门负责充电桩建设")
    expect(page.locator("#chat .bot-row")).to_contain_text(UNITS[0])


def test_a_link_opens_its_clause(visit: Visit):
    expect(visit("/?clause=15").locator("#reader h2")).to_have_text("15.推进新能源配套设施建设。")
    expect(visit("/?clause=<script>&lang=en").locator("#reader")).to_contain_text("no clause “<script>”")


def test_the_keyboard_reaches_a_source_and_comes_back(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    page.locator("#chat a.cite").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reader h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#reader article")).to_have_count(0)
    expect(page.locator("#chat a.cite")).to_be_focused()


def test_focus_is_visible(visit: Visit):
    page = visit()
    page.locator("#question textarea").focus()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outline").endswith("solid 3px")


def test_a_phone_gets_the_clause_as_a_sheet(visit: Visit):
    page = visit(width=360, height=740)
    ask(page, "哪些部门负责充电桩建设?")
    expect(page.locator("#right")).to_be_hidden()
    page.locator("#chat a.source").click()
    expect(page.locator("#reader mark.current")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("#reader .close").click()
    expect(page.locator("#right")).to_be_hidden()
    expect(visit("/?clause=15", width=360).locator("#reader h2")).to_be_visible()
