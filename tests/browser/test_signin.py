"""Sign-in in a real browser: the form leads in, a link from elsewhere does not lead out, and signing out shuts the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from assistant.build import build_assistant
from assistant.settings import Settings
from assistant.signin import SignIn
from assistant.store.accounts import Accounts
from tests.assistant.serving import build_page, running

PASSWORD = "correct horse 电池"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page behind sign-in, with one account."""
    accounts = Accounts(tmp_path_factory.mktemp("data") / "kept.db")
    accounts.add("wang", PASSWORD)
    with running(SignIn(build_page(build_assistant(Settings()))[1], accounts)) as url:  # pyright: ignore
        yield url
    accounts.close()


@pytest.fixture
def open_page(browser: Browser, guarded: str) -> Iterator[Open]:
    """Opens an address in a browser that nobody has signed in with."""
    pages: list[Page] = []

    def opened(path: str = "/", *, locale: str = "zh-CN", width: int = 1280) -> Page:
        page = browser.new_context(locale=locale, viewport={"width": width, "height": 780}).new_page()
        pages.append(page)
        page.goto(guarded + path)
        return page

    yield opened
    for page in pages:
        page.context.close()


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.wait_for_selector("#account")
    page.fill("#account", "Wang")
    page.fill("#password", password)
    page.keyboard.press("Enter")


def test_a_link_with_a_question_is_answered_after_signing_in(open_page, guarded):
    page = open_page("/?q=哪些部门负责充电桩建设?")
    sign_in(page, "wrong password")
    assert page.locator("[role=alert]").inner_text() == "账号或密码不正确。"
    sign_in(page)
    page.wait_for_selector(".masthead")
    page.get_by_text("区建管委").first.wait_for()
    assert page.url.startswith(f"{guarded}/?q=")


def test_a_link_on_another_site_opens_the_page_of_who_is_signed_in(open_page, guarded):
    page = open_page()
    sign_in(page)
    page.wait_for_selector(".masthead")
    other = page.context.new_page()
    other.goto(f"data:text/html,<a id=go href='{guarded}/'>go</a>")
    other.click("#go")
    other.wait_for_selector(".masthead")


def test_signing_out_shuts_the_page(open_page, guarded):
    page = open_page()
    sign_in(page)
    page.wait_for_selector(".masthead")
    assert "wang" in page.inner_text(".masthead")
    page.click(".masthead a")
    assert page.url.startswith(f"{guarded}/sign-out")
    page.click("button")
    assert page.locator("[role=status]").inner_text() == "您已退出登录。"
    assert page.context.cookies() == []
    page.goto(f"{guarded}/")
    page.wait_for_selector("#account")


def test_a_page_whose_visit_has_ended_says_so(open_page):
    page = open_page(locale="en-US")
    sign_in(page)
    page.wait_for_selector("#question textarea")
    page.wait_for_selector("#opening button")
    page.context.clear_cookies()
    page.fill("#question textarea", "Who is responsible for charging piles?")
    page.keyboard.press("Enter")
    page.get_by_text("You are no longer signed in. Please reload this page and sign in.").wait_for()


def test_the_language_can_be_changed_on_the_form(open_page):
    page = open_page(locale="zh-CN")
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading").inner_text() == "Sign in to continue"
    sign_in(page)
    page.get_by_text("What would you like to know").wait_for()


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?out=1"])
def test_the_form_is_accessible_and_fits_a_phone(open_page, path, locale):
    page = open_page(path, locale=locale, width=360)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_form_can_be_used_by_keyboard_alone(open_page):
    page = open_page()
    page.wait_for_selector("#account")
    page.keyboard.type("wang")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".masthead")
