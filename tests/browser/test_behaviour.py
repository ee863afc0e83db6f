"""How the page behaves everywhere: both languages, the keyboard, assistive technology, a narrow screen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_chat import ask

QUESTIONS = {"zh-CN": "区生态环境局要参与哪些任务？", "en-GB": "Which clauses name the Ecology and Environment Bureau?"}
TABS = ("ask", "plan", "units", "targets", "obligations")

# The texts of the page with the language that they are said to be in; names and titles of elements, too.
WALK = """() => {
  const found = [];
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  const said = (element, text) => {
    const words = text.trim();
    if (words) found.push([element.closest("[lang]").lang.slice(0, 2), words]);
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("script, style, svg, #language, .masthead .plan, [aria-label='Empty value']") || !visible(element)) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) said(element, node.data);
    for (const name of ["aria-label", "title", "placeholder", "alt"]) said(element, element.getAttribute(name) || "");
  }
  return found;
}"""
# Names that are written so in both languages.
NEUTRAL = r"PUE|Enter|Word|Excel|docx|xlsx|GDP|BIM|LNG|CO2|APP|app|kW|kWh|MW|GW|ha|km|VOCs?|ESG|LED|CCUS|TOD|AI|PV|EV"
# Clauses are named, and amounts stated, by what the plan prints, in every language.
NAMES = re.compile(r"[二三]?\([一二三四五六七八九十]+\)\d*|[一二三]|前言|标题|[\d.,–-]+ ?[万亿]?[一-鿿]+(?= \()")


def tab(page: Page, name: str) -> None:
    page.locator(f"#view-{name}-button").click()
    expect(page.locator(f"#view-{name}")).to_be_visible()
    page.wait_for_timeout(600)


def unfold(page: Page) -> None:
    page.evaluate("for (const details of document.querySelectorAll('#chat details, #reader details')) details.open = true")


def foreign(said: list[list[str]], locale: str) -> list[str]:
    """Texts said to be in the page's language that hold words of the other one."""
    own = locale[:2]
    pattern = r"[一-鿿]+" if own == "en" else rf"\b(?!(?:{NEUTRAL})\b)[A-Za-z]{{2,}}"
    return [words for language, words in said if language == own and re.search(pattern, NAMES.sub("", words))]


def violations(page: Page) -> list[str]:
    """What axe-core finds critical or serious in our own markup."""
    found: Any = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found if rule["impact"] in ("critical", "serious") for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", TABS)
@pytest.mark.parametrize("locale", QUESTIONS)
def test_no_text_of_ours_is_in_the_other_language(visit: Visit, locale: str, name: str):
    page = visit(locale=locale)
    if name == "ask":
        assert foreign(page.evaluate(WALK), locale) == []
        ask(page, QUESTIONS[locale])
        unfold(page)
        page.get_by_role("button", name="修改" if locale == "zh-CN" else "Edit").click()
        expect(page.locator("#hint p")).to_be_visible()
    else:
        tab(page, name)
    said = [entry for entry in page.evaluate(WALK) if not re.search(r"\([^)]*[一-鿿][^)]*\)", entry[1])]
    assert foreign(said, locale) == []


@pytest.mark.parametrize("name", TABS)
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-GB", 360)])
def test_axe_finds_nothing_serious(visit: Visit, locale: str, width: int, name: str):
    page = visit(locale=locale, width=width)
    if name == "ask":
        assert violations(page) == []
        ask(page, QUESTIONS[locale])
        page.locator("#chat a.cite").first.click()
        expect(page.locator("#reader mark.current").first).to_be_visible()
        unfold(page)
    else:
        tab(page, name)
    assert violations(page) == []


@pytest.mark.parametrize("name", TABS)
@pytest.mark.parametrize("locale", QUESTIONS)
def test_nothing_scrolls_sideways_on_a_narrow_screen(visit: Visit, locale: str, name: str):
    page = visit(locale=locale, width=360, height=740)
    if name == "ask":
        ask(page, QUESTIONS[locale])
        unfold(page)
        page.locator("#chat a.cite").first.click()
        expect(page.locator("#reader mark.current").first).to_be_visible()
    else:
        tab(page, name)
    wide = page.evaluate(
        "[...document.querySelectorAll('#left, #talk, #right, [role=tabpanel]')]"
        ".filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1).map((box) => box.id)"
    )
    assert (page.evaluate("document.documentElement.scrollWidth"), wide) == (360, [])


def tabbed(page: Page, limit: int = 120) -> list[str]:
    """What the Tab key reaches from the first button on, by name, until it comes round; each has a visible focus."""
    page.locator("#restart").focus()
    reached = [page.locator("#restart").inner_text()]
    for _ in range(limit):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "(() => { const e = document.activeElement; const box = e.closest('.input-container') || e;"
            "const name = e.getAttribute('aria-label') || e.innerText || e.placeholder || e.tagName;"
            "return [e === document.body ? '' : name.trim(), getComputedStyle(e).outlineStyle + getComputedStyle(box).boxShadow]; })()"
        )
        if not name or name == reached[0]:
            break
        assert outline != "nonenone", f"the focus on {name!r} cannot be seen"
        reached.append(name)
    return reached


def test_everything_is_reached_with_the_keyboard(visit: Visit):
    page = visit(locale="en-GB")
    ask(page, "Which bureaus own EV charging?")
    expect(page.locator("#reader article")).to_be_visible()
    reached = tabbed(page)
    for name in (
        "New chat", "中文", "Ask", "Edit", "Copy", "Copy link", "Ask again", "Download", "Rate", "What are the targets of clause 15?",
        "Export this conversation", "Close the clause", "Send",
    ):
        assert name in reached, name
    assert any(name.startswith("Open source 1") for name in reached)


def test_the_arrow_keys_or_tab_lead_to_every_view(visit: Visit):
    page = visit(locale="en-GB")
    page.locator("#view-ask-button").focus()
    for name in TABS[1:]:
        page.locator(f"#view-{name}-button").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#view-{name}-button")).to_have_attribute("aria-selected", "true")


def test_menus_open_and_close_with_the_keyboard(visit: Visit):
    page = visit(locale="en-GB")
    ask(page, "Which bureaus own EV charging?")
    page.locator("#chat .tools .menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chat .tools .menu .tool[data-format=docx]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#chat .tools .menu .tool[data-format=docx]")).to_be_hidden()
    expect(page.locator("#chat .tools .menu summary")).to_be_focused()
    expect(page.locator("#reader article")).to_be_visible()


@pytest.mark.parametrize("locale", QUESTIONS)
def test_menus_are_whole_on_a_narrow_screen(visit: Visit, locale: str):
    page = visit(locale=locale, width=360, height=740)
    ask(page, QUESTIONS[locale])
    for menu in (".tools .menu", ".take-away .menu"):
        page.locator(f"{menu} summary").click()
        for button in page.locator(f"{menu} div button").all():
            box = button.bounding_box()
            assert box is not None
            assert 0 <= box["x"] < box["x"] + box["width"] <= 360
            assert button.evaluate("button => button.contains(document.elementFromPoint("
                                   "button.getBoundingClientRect().right - 2, button.getBoundingClientRect().top + 9))")


def test_the_copy_holds_the_answer_and_its_sources(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    page.get_by_role("button", name="复制", exact=True).click()
    expect(page.locator(".toast")).to_have_text("已复制答案和出处。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "区交通委" in copied
    assert "[1] 二(四)15" in copied


def test_the_copied_link_asks_the_same_question(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(".toast")).to_have_text("已复制链接。")
    link = page.evaluate("navigator.clipboard.readText()")
    other = visit("/" + link.split("/", 3)[3])
    expect(other.locator("#chat .prose")).to_have_text(page.locator("#chat .prose").inner_text())


def test_the_link_of_a_clause_is_a_plain_address(visit: Visit):
    page = visit("/?clause=15")
    page.locator("#reader a.address").click()
    expect(page.locator(".toast")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?plan=[\w-]+&clause=15", link)
    expect(visit("/" + link.split("/", 3)[3]).locator("#reader h2")).to_contain_text("15.")


def test_follow_ups_are_asked_with_a_click(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    page.locator("#chat .follow-up").first.click()
    expect(page.locator("#chat .prose")).to_have_count(2)
    expect(page.locator("#chat .status")).to_have_count(0)


@pytest.mark.parametrize(("button", "ending"), [("Word", "docx"), ("Excel", "xlsx")])
def test_an_answer_is_downloaded(visit: Visit, button: str, ending: str):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    page.locator("#chat .tools .menu summary").click()
    with page.expect_download() as download:
        page.locator("#chat .tools .menu").get_by_role("button", name=button).click()
    assert download.value.suggested_filename.endswith(f".{ending}")


def test_a_unit_of_the_clause_asks_for_its_tasks(visit: Visit):
    page = visit("/?clause=15")
    page.locator("#view-plan-button").click()
    page.locator("#reader .units button").first.click()
    expect(page.locator("#chat .user")).to_contain_text("要参与哪些任务")
    expect(page.locator("#view-ask-button")).to_have_attribute("aria-selected", "true")


def test_a_target_of_the_clause_shows_its_words(visit: Visit):
    page = visit("/?clause=15")
    page.locator("#reader td a").first.click()
    expect(page.locator("#reader mark.current")).to_contain_text("12%")


def test_a_view_has_an_address(visit: Visit):
    expect(visit("/?tab=targets").locator("#view-targets-button")).to_have_attribute("aria-selected", "true")


def test_nothing_is_kept_in_the_browser(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设?")
    stored = page.evaluate("[...Object.values(localStorage), ...Object.values(sessionStorage), document.cookie].join(' ')")
    assert "充电桩" not in stored
    page.reload()
    page.wait_for_selector(".masthead")
    expect(page.locator("#chat .exchange")).to_have_count(0)


def test_back_closes_the_sheet_of_a_phone_and_keeps_the_conversation(visit: Visit):
    page = visit("/?q=哪些部门负责充电桩建设？", width=360, height=740)
    page.locator("a.cite").first.click()
    expect(page.locator("#reader mark.current").first).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#right")).to_be_hidden()
    expect(page.locator(".exchange")).to_have_count(1)


def test_back_leaves_a_conversation_only_after_a_word_of_warning(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设？")
    page.go_back()
    expect(page.locator(".toast")).to_contain_text("对话不会保留")
    expect(page.locator(".exchange")).to_have_count(1)


def test_a_reload_stays_in_its_view(visit: Visit):
    page = visit()
    page.get_by_role("tab", name="指标").click()
    expect(page.locator("#targets-table td a").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("tab", name="指标")).to_have_attribute("aria-selected", "true")


def test_the_rating_form_opens_whole_below_its_word(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设？")
    word = page.locator("details.rating summary")
    before = word.bounding_box()
    other = page.get_by_role("button", name="复制", exact=True)
    word.click()
    expect(page.locator(".rating [type=submit]")).to_be_in_viewport()
    opened, beside = word.bounding_box(), other.bounding_box()
    assert before
    assert opened
    assert beside
    assert opened["x"] == before["x"]
    assert abs(opened["y"] - beside["y"]) < 6


def test_the_keyboard_goes_on_in_the_box_after_a_button_that_asks(visit: Visit):
    page = visit()
    ask(page, "哪些部门负责充电桩建设？")
    for button in (".follow-up", "[data-do=retry]", "#restart"):
        page.locator(button).first.click()
        expect(page.locator("#question textarea")).to_be_focused()


def test_a_hint_goes_when_another_question_is_typed_and_comes_again(visit: Visit):
    page = visit()
    box, hint = page.locator("#question textarea"), page.locator("#hint p")
    for _ in range(2):
        box.press("Enter")
        expect(hint).to_be_visible()
        box.press_sequentially("充")
        expect(hint).to_be_hidden()
        box.fill("")
