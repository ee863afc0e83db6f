"""The limits as a person at the page meets them."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from assistant.build import build_assistant
from assistant.limits import QUESTION_CHARACTERS
from assistant.settings import Settings
from assistant.web.session import QUESTION_LIMIT_CHARACTERS
from tests.assistant.serving import build_page, running


def test_who_asks_too_often_reads_when_to_ask_again_and_keeps_the_words(browser: Browser, tmp_path: Path):
    settings = Settings(data_dir=tmp_path, rate_per_minute=1)
    with running(build_page(build_assistant(settings), settings)[1]) as address, browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.goto(address)
        box = page.locator("#question textarea")
        for number, question in enumerate(("PUE 1.2 行不行?", "PUE 1.38 行不行?")):
            expect(page.locator(".exchange")).to_have_count(number)
            box.fill(question)
            box.press("Enter")
        expect(page.locator("#hint")).to_contain_text("提问过于频繁")
        expect(box).to_have_value("PUE 1.38 行不行?")
        expect(page.locator(".exchange")).to_have_count(1)


def test_a_question_may_be_as_long_in_the_page_as_for_programs():
    assert QUESTION_LIMIT_CHARACTERS == QUESTION_CHARACTERS
