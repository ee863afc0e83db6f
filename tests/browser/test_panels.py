"""Looking around in a real browser: the plan, its units, its targets, one's own obligations; each from choice to quote."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

TABS = {"zh-CN": ("方案", "责任单位", "指标", "我的义务"), "en-GB": ("Plan", "Units", "Targets", "My obligations")}
PLAN, UNITS, TARGETS, OBLIGATIONS = TABS["zh-CN"]
# What shows that a panel has filled itself.
FILLED = ("#plan-tree .node", "#units-plot .heatmaplayer", "#targets-table td a", "#obligations-list p")
# The signs of the line of years that can be clicked.
SIGNS = "#targets-plot .scatterlayer .points path.point"


def show(page: Page, tab: str) -> None:
    """Choose a tab and wait until its panel has filled itself."""
    page.get_by_role("tab", name=tab, exact=True).click()
    number = next(names.index(tab) for names in TABS.values() if tab in names)
    expect(page.locator(FILLED[number]).first).to_be_attached(timeout=15_000)


def choose(page: Page, field: str, words: str, named: str = "") -> None:
    """Choose the first entry of a dropdown that holds the words, or is `named` otherwise; what is typed replaces what was chosen."""
    box = page.locator(f"#{field} input")
    box.click()
    page.keyboard.type(words)
    page.locator(f"#{field} [role=option]", has_text=named or words).first.click()


def type_into(box: Locator, text: str) -> None:
    """Type as a person does, key by key."""
    box.fill("")
    box.press_sequentially(text)


def serious(page: Page) -> list[str]:
    """What axe-core finds that keeps somebody out."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("critical", "serious")]


def test_the_plan_can_be_read_searched_and_followed_into_the_clause(visit: Visit):
    page = visit()
    show(page, PLAN)
    type_into(page.locator("#plan-search input"), "快充")
    expect(page.locator("#plan-tree [role=status]")).to_contain_text("在 1 个条款中")
    expect(page.locator("#plan-tree mark").first).to_have_text("快充")
    page.locator("#plan-tree td a", has_text="快充").first.click()
    expect(page.locator("#reader mark.current").first).to_be_in_viewport()
    expect(page.locator("#reader h2")).to_have_text("15.推进新能源配套设施建设。")


def test_all_clauses_open_and_close_at_once(visit: Visit):
    page = visit()
    show(page, PLAN)
    page.locator("[data-fold=open]").click()
    expect(page.locator("#plan-tree details:not([open])")).to_have_count(0)
    page.locator("[data-fold=close]").click()
    expect(page.locator("#plan-tree details[open]")).to_have_count(0)


def test_a_cell_of_the_heat_map_leads_to_the_unit_and_back(visit: Visit):
    page = visit()
    show(page, UNITS)
    area = page.locator("#units-plot .nsewdrag").first.bounding_box()
    assert area
    page.mouse.click(area["x"] + area["width"] / 22, area["y"] + area["height"] / 54)
    expect(page.locator("#units-view h3")).to_have_text("区发展改革委")
    expect(page.locator("#units-view [role=status]")).to_contain_text("3 个条款")
    page.locator("#units-view a", has_text="大力推进光伏建设").click()
    expect(page.locator("#reader h2")).to_have_text("1.大力推进光伏建设。")
    page.locator("#units-view [data-choose='|']").click()
    expect(page.locator("#units-plot .heatmaplayer")).to_be_visible()


def test_the_table_behind_the_heat_map_works_by_keyboard(visit: Visit):
    page = visit(locale="en-GB")
    show(page, "Units")
    page.locator("#units-table summary").focus()
    page.keyboard.press("Enter")
    cell = page.get_by_role("button", name="Minhang District Transportation Commission (区交通委), (四) transport: 3")
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#units-view h3")).to_have_text("Minhang District Transportation Commission (区交通委)")


def test_filters_narrow_the_targets_and_a_row_opens_its_quote(visit: Visit):
    page = visit()
    show(page, TARGETS)
    choose(page, "targets-action", "交通")
    choose(page, "targets-year", "2025")
    type_into(page.locator("#targets-words input"), "公交车辆")
    expect(page.locator("#targets-table tbody tr")).to_have_count(1)
    page.locator("#targets-table td a").first.click()
    expect(page.locator("#reader mark.current").first).to_contain_text("90%")
    page.locator("[data-choose=reset]").click()
    expect(page.locator("#targets-count [role=status]")).to_contain_text("104 项指标中的 104 项")


def test_a_sign_on_the_line_of_years_opens_its_quote(visit: Visit):
    page = visit()
    show(page, TARGETS)
    type_into(page.locator("#targets-words input"), "森林覆盖率")
    expect(page.locator("#targets-table tbody tr")).to_have_count(1)
    page.locator("#targets-way label", has_text="时间轴").click()
    expect(page.locator(SIGNS)).to_have_count(1)
    page.locator(SIGNS).hover(force=True)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("#reader mark.current").first).to_contain_text("19.8%")
    page.locator("#targets-table summary").click()
    expect(page.locator("#targets-table tbody tr")).to_have_count(1)


def test_own_figures_become_a_checklist_with_its_sum_and_its_quote(visit: Visit):
    page = visit()
    show(page, OBLIGATIONS)
    choose(page, "obligations-kinds", "停车场")
    page.keyboard.press("Escape")
    type_into(page.locator("#figure-parking_spaces input"), "310")
    expect(page.locator("#obligations-list .result").first).to_contain_text("310个 × 12% = 37.2个")
    type_into(page.locator("#figure-charging_spaces input"), "30")
    expect(page.locator("#obligations-list .verdict.fails")).to_have_text("✗ 不符合：您的数字是 30个。")
    type_into(page.locator("#figure-charging_spaces input"), "viele")
    expect(page.locator("#obligations-list [role=alert]")).to_contain_text("没有看懂“viele”")
    page.locator("#obligations-list a").first.click()
    expect(page.locator("#reader mark.current").first).to_contain_text("12%")


def test_only_the_figures_that_matter_are_asked_for(visit: Visit):
    page = visit(locale="en-GB")
    show(page, "My obligations")
    expect(page.locator("[id^=figure-]:visible")).to_have_count(0)
    choose(page, "obligations-kinds", "data centre")
    expect(page.locator("[id^=figure-]:visible label")).to_contain_text(["Power usage effectiveness (PUE)"])


def test_a_kind_of_subject_is_found_by_another_word_and_the_list_closes(visit: Visit):
    page = visit(locale="en-GB")
    show(page, "My obligations")
    choose(page, "obligations-kinds", "cabs", "Taxi companies")
    expect(page.locator(".token")).to_have_text("Taxi companies and drivers")
    expect(page.locator("#obligations-kinds [role=option]")).to_have_count(0)
    expect(page.locator("#obligations-list .duties").first).to_be_visible()


def test_a_unit_of_a_clause_leads_to_its_view_and_back_leads_back(visit: Visit):
    page = visit()
    show(page, PLAN)
    page.locator(".tree summary", has_text="推进新能源配套设施建设").click()
    for unit in ("区房管局", "区交通委"):  # the first time the view is made, the second time it is there
        page.locator(".chips button:visible", has_text=unit).click()
        expect(page.locator("#units-view h3")).to_have_text(unit)
        assert page.url.endswith("?tab=units")
        page.go_back()
        expect(page.get_by_role("tab", name=PLAN)).to_have_attribute("aria-selected", "true")


def test_the_switch_of_language_keeps_what_was_chosen(visit: Visit):
    page = visit()
    show(page, TARGETS)
    choose(page, "targets-kind", "要求")
    expect(page.locator("#targets-count [role=status]")).to_contain_text("中的 14 项")
    page.locator("#language").click()
    expect(page.locator("#targets-count [role=status]")).to_contain_text("14 of 104 targets")
    expect(page.locator("#targets-kind input")).to_have_value("requirement")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_is_shown_can_be_taken_away(visit: Visit, kind: str):
    page = visit()
    show(page, UNITS)
    choose(page, "units-unit", "区民政局")
    show(page, TARGETS)
    show(page, OBLIGATIONS)
    choose(page, "obligations-kinds", "停车场")
    page.keyboard.press("Escape")
    for tab in (UNITS, TARGETS, OBLIGATIONS):
        page.get_by_role("tab", name=tab, exact=True).click()
        with page.expect_download() as waiting:
            page.locator(f"[data-take={kind}]:visible").click()
        assert waiting.value.suggested_filename.endswith(f".{kind}")
        assert waiting.value.path().read_bytes().startswith(b"PK")


def test_nothing_is_drawn_before_its_tab_is_chosen(visit: Visit):
    page = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(500)
    assert not any("PlotlyPlot" in url for url in asked)
    show(page, UNITS)
    assert any("PlotlyPlot" in url for url in asked)


@pytest.mark.parametrize("locale", list(TABS))
def test_axe_finds_nothing_serious_in_any_panel(visit: Visit, locale: str):
    page = visit(locale=locale)
    for tab in TABS[locale]:
        show(page, tab)
        assert serious(page) == [], tab


def test_a_phone_shows_every_panel_without_scrolling_sideways(visit: Visit):
    page = visit(width=360, height=740)
    for tab in TABS["zh-CN"]:
        show(page, tab)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, tab
    show(page, TARGETS)
    page.locator("#targets-table td a").first.click()
    expect(page.locator("#reader mark.current").first).to_be_in_viewport()


def test_typed_markup_is_words(visit: Visit):
    page = visit()
    payload = "<img src=x onerror=window.pwned=1>"
    show(page, PLAN)
    type_into(page.locator("#plan-search input"), payload)
    show(page, TARGETS)
    type_into(page.locator("#targets-words input"), payload)
    show(page, OBLIGATIONS)
    choose(page, "obligations-kinds", "停车场")
    page.keyboard.press("Escape")
    type_into(page.locator("#figure-parking_spaces input"), payload)
    expect(page.locator("#obligations-list [role=alert]")).to_contain_text("<img src=x")
    assert page.evaluate("window.pwned") is None


def test_two_visitors_choose_apart(visit: Visit):
    one, two = visit(), visit()
    show(one, UNITS)
    choose(one, "units-unit", "区民政局")
    expect(one.locator("#units-view h3")).to_have_text("区民政局")
    show(two, UNITS)
    expect(two.locator("#units-view h3")).to_have_count(0)


@pytest.mark.parametrize("locale", list(TABS))
def test_every_field_has_a_name_in_the_page_s_language(visit: Visit, locale: str):
    page = visit(locale=locale)
    for tab in TABS[locale]:
        show(page, tab)
    names = page.locator("[id^=panel-] [data-testid=block-info]").all_inner_texts()
    assert names
    assert [name for name in names if not name.strip() or name == "…"] == []
    if locale == "en-GB":
        assert [name for name in names if re.search("[一-鿿]", name)] == []
