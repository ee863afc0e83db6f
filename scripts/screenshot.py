"""Make the screenshots in docs/: the chat in Chinese, in English, and on a phone, each with an answer and its source.

Starts the chat on a free port, asks the plan's first example question of each language, opens the first citation.
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

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]
PORT = 7899
VIEWS = (
    ("chat-zh.png", "zh-CN", 1280, 800),
    ("chat-en.png", "en-GB", 1280, 800),
    ("chat-phone.png", "zh-CN", 360, 740),
)


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


def shoot(browser: Browser, address: str, name: str, locale: str, width: int, height: int) -> None:
    """One picture: the answer to the first example, and its first source opened."""
    page = browser.new_context(locale=locale, viewport={"width": width, "height": height}).new_page()
    page.goto(address)
    page.locator(".example").first.click()
    page.locator("#chat a.cite").first.click()
    page.locator("#reader mark.current").first.wait_for()
    page.locator("#reader h2").evaluate("heading => heading.blur()")
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    page.screenshot(path=DOCS / name)
    page.context.close()


def main() -> None:
    """Make every picture."""
    DOCS.mkdir(exist_ok=True)
    with chat() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, locale, width, height in VIEWS:
            shoot(browser, address, name, locale, width, height)
            print(DOCS / name)
        browser.close()


if __name__ == "__main__":
    main()
