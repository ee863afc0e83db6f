"""Files reach the browser as they are, and the print view is printed whole, from a page of its own."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import docx
import gradio as gr
import openpyxl
import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from assistant.exports.parts import Document
from assistant.web.download import download_component, file_value, print_value
from assistant.web.mounting import mount_page
from assistant.web.shield import Shield
from tests.assistant.exports.documents import document, grid, text
from tests.assistant.serving import running

PAYLOAD = "<img src=x onerror=\"document.title='bad'\"></script><script>document.title='bad'</script>=1+1"
PRINTED = "window.printed = []; window.print = function () { window.top.printed.push(this.document.body.innerText); };"


def sample() -> Document:
    """A document with markup in every place that data can come from."""
    return document(text(PAYLOAD), grid((PAYLOAD,)), title="清单", subject="a/b<c>")


def _server() -> FastAPI:
    with gr.Blocks() as blocks:
        download = download_component()
        for kind in ("docx", "xlsx"):
            gr.Button(kind).click(lambda kind=kind: file_value(sample(), kind), None, download)  # pyright: ignore
        gr.Button("print").click(lambda: print_value(sample()), None, download)
    server = FastAPI()
    server.add_middleware(Shield)
    return mount_page(server, blocks)


@pytest.fixture(scope="module")
def offering() -> Iterator[str]:
    """A page with one button for each format, behind the real headers."""

    async def build() -> FastAPI:
        return _server()

    with ThreadPoolExecutor(1) as thread:
        server = thread.submit(lambda: asyncio.run(build())).result()
    with running(server) as url:
        yield url


@pytest.fixture
def page(browser: Browser, offering: str) -> Iterator[Page]:
    """The page in a context of its own; no script may fail, nothing may be refused by the page's policy."""
    opened = browser.new_context().new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    opened.add_init_script(PRINTED)
    opened.goto(offering)
    opened.get_by_role("button", name="print").wait_for()
    yield opened
    assert opened.title() != "bad"
    opened.context.close()
    assert troubles == []


def fetched(page: Page, kind: str) -> tuple[str, bytes]:
    """Name and content of the file behind a button."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=kind).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_a_word_file_arrives_whole_under_its_name(page: Page):
    name, content = fetched(page, "docx")
    assert name == "甲方案-清单-a b c-2026-03-04.docx"
    assert PAYLOAD in [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def test_a_workbook_arrives_whole(page: Page):
    _, content = fetched(page, "xlsx")
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value == PAYLOAD


def test_the_same_file_can_be_had_twice(page: Page):
    assert fetched(page, "docx") == fetched(page, "docx")


def test_printing_prints_the_print_view_and_runs_none_of_its_data(page: Page):
    page.get_by_role("button", name="print").click()
    page.wait_for_function("window.printed.length === 1")
    assert page.evaluate("window.printed[0]").count(PAYLOAD) == 2
    assert page.evaluate("document.querySelectorAll('iframe.print-view').length") == 1


def test_no_value_becomes_markup_of_the_page(page: Page):
    fetched(page, "docx")
    page.locator("#download .wrap.generating, #download .progress-text").wait_for(state="hidden")
    assert PAYLOAD not in page.locator("#download").inner_text()
    assert page.locator("#download img, #download script").count() == 0
