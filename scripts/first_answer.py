"""How long from starting the chat to the first answer in a browser, and what part each step has.

Starts the chat on a free port with the index as it stands, opens the page in Chromium the moment it answers, and asks.
Needs Chromium (Debian's, or the path in CHROMIUM) and the test extras.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STEPS = ("server answers", "page is ready", "answer is read")


def measure(browser: Browser, question: str) -> list[float]:
    """Seconds since the start, after each step."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", "chat"], env={**os.environ, "POLICY_PORT": str(port)}, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            server.stdout.readline()
            marks = [time.perf_counter() - began]
            page = browser.new_page(locale="zh-CN")
            page.goto(f"http://127.0.0.1:{port}/")
            box = page.locator("#question textarea")
            page.wait_for_selector("#opening button")
            marks.append(time.perf_counter() - began)
            box.fill(question)
            box.press("Enter")
            page.wait_for_selector("#chat .cite")
            marks.append(time.perf_counter() - began)
            page.close()
        finally:
            server.terminate()
    return marks


def main() -> None:
    """Measure some starts and print the median of each step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=5, help="how many (default: 5)")
    parser.add_argument("--question", default="PUE 1.38 行不行?", help="what is asked")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        runs = [measure(browser, options.question) for _ in range(options.starts)]
        browser.close()
    for step, seconds in zip(STEPS, zip(*runs, strict=True), strict=True):
        print(f"{step:15} after {statistics.median(seconds):5.2f} s (slowest {max(seconds):.2f} s)")


if __name__ == "__main__":
    main()
