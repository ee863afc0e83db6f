"""A real browser at the real page: what every visit must hold is asserted when it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.build import build_assistant
from assistant.settings import Settings
from tests.assistant.serving import build_page, running

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]

Visit = Callable[..., Page]


# A test asks faster than a person.
UNHURRIED = 1_000_000


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, served for all browser tests, with a data folder of its own."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), rate_per_minute=UNHURRIED)
    with running(build_page(build_assistant(settings), settings)[1]) as url:
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or a skip that says it is missing."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is missing (apt-get install chromium)")
    with sync_playwright() as playwright, playwright.chromium.launch(
        executable_path=str(CHROMIUM), args=ARGUMENTS
    ) as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens the page in a context of its own. Afterwards: no request left the machine, no script failed or got in."""
    pages: list[Page] = []
    troubles: list[str] = []

    def open_page(path: str = "/", *, locale: str = "zh-CN", width: int = 1280, height: int = 800) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": height})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("request", lambda request: troubles.extend(_outside(request.url)))
        page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
        page.on("console", lambda line: troubles.extend([f"console: {line.text}"] if line.type == "error" else []))
        page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}") or dialog.dismiss())
        page.goto(address + path)
        page.wait_for_selector(".masthead")
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert troubles == []


def _outside(url: str) -> list[str]:
    inside = urlsplit(url).scheme in ("data", "blob") or urlsplit(url).hostname == "127.0.0.1"
    return [] if inside else [f"request to {url}"]
