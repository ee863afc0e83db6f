"""Make the screenshots in docs/: every view in Chinese and in English, on a wide screen and on a phone.

Starts the chat, asks the plan's first example question of each language, opens the first citation, looks into each panel.
Needs Chromium (Debian's, or the path in CHROMIUM) and the test extras.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]
PORT = 7899
WIDE = (1280, 800)
NARROW = (360, 740)
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
SUBJECT = 1  # which of the kinds of subjects is chosen for the picture of the obligations
PANELS = ("plan", "units", "targets", "obligations")


@contextmanager
def chat() -> Iterator[str]:
    """The chat as a person starts it; yields its address, or exits with what to do."""
    command = [sys.executable, "-m", "assistant", "chat"]
    settings = {**os.environ, "POLICY_PORT": str(PORT)}
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True) as process:
        try:
            lines = (re.search(r"http://\S+:\d+", line) for line in process.stdout or ())
            address = next(filter(None, lines), None)
            if address is None:
                sys.exit("The chat did not start; run `make chat` to see why.")
            yield address[0]
        finally:
            process.terminate()


@contextmanager
def visit(browser: Browser, address: str, language: str, size: tuple[int, int]) -> Iterator[Page]:
    """The page in a browser of that language and size."""
    width, height = size
    context = browser.new_context(locale=LANGUAGES[language], viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(address)
    page.locator(".masthead").wait_for(state="attached")
    yield page
    context.close()


def take(page: Page, name: str) -> None:
    """One picture, when everything has come to rest."""
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.wait_for_timeout(900)
    page.screenshot(path=DOCS / name)
    print(DOCS / name)


def shoot_chat(page: Page, name: str, opening: str) -> None:
    """The opening screen; then the answer to the first example, and its first source opened."""
    page.locator(".example").first.wait_for()
    take(page, opening)
    page.locator(".example").first.click()
    page.locator("#chat a.cite").first.click()
    page.locator("#reader mark.current").first.wait_for()
    take(page, name)


def shoot_panel(page: Page, panel: str, kind: str) -> None:
    """A panel as it opens; of the obligations, with somebody chosen; of the targets, their line of years, too."""
    page.locator(f"#view-{panel}-button").click()
    page.locator(f"#view-{panel}").wait_for()
    page.wait_for_timeout(1500)
    if panel == "obligations":
        page.locator("#view-obligations input").first.click()
        page.get_by_role("option").nth(SUBJECT).click()
        page.keyboard.press("Escape")
        page.wait_for_timeout(1500)
    take(page, f"{panel}-{kind}.png")
    if panel == "targets":
        page.locator("#view-targets [type=radio]").last.check()
        page.wait_for_timeout(2500)
        take(page, f"timeline-{kind}.png")


def main() -> None:
    """Make every picture: every view, in both languages, on a wide and on a narrow screen."""
    DOCS.mkdir(exist_ok=True)
    with chat() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for language in LANGUAGES:
            for size, kind in ((WIDE, ""), (NARROW, "phone-")):
                with visit(browser, address, language, size) as page:
                    shoot_chat(page, chat_name(language, narrow=bool(kind)), f"opening-{kind}{language}.png")
                for panel in PANELS:
                    with visit(browser, address, language, size) as page:
                        shoot_panel(page, panel, f"{kind}{language}")
        browser.close()


def chat_name(language: str, *, narrow: bool) -> str:
    """The README shows the Chinese chat on a phone as `chat-phone.png`."""
    if narrow:
        return "chat-phone.png" if language == "zh" else "chat-phone-en.png"
    return f"chat-{language}.png"


if __name__ == "__main__":
    main()
