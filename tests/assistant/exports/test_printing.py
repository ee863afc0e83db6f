"""The print view: complete, self-contained, and nothing of the data becomes markup."""

from html.parser import HTMLParser

import pytest

from assistant.exports.document import targets_document
from assistant.exports.parts import Mark, Paragraph, Words, printable
from assistant.exports.printing import render
from tests.assistant.exports.documents import DAY, HOSTILE, document, grid, hostile, real, source, text


class Reader(HTMLParser):
    """The tags with their attributes, and the text outside the style sheet."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self._style = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        self._style = tag == "style"
        self.text += "\n" if tag == "br" else ""

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._style else data


def test_everything_is_printed_whatever_the_page_shows():
    plan, table = real()
    shown = Reader(render(targets_document(table.targets, plan, table, language="en", day=DAY))).text
    assert all(printable(target.quote) in shown for target in table.targets)
    assert "version 1.0 · 2026-03-04" in shown


def test_marks_and_sources_are_numbered_alike():
    shown = Reader(render(document(Paragraph(pieces=(Words(text="甲"), Mark(number=1))), sources=(source("种树"),))))
    assert "甲[1]" in shown.text
    assert shown.tags[-3:] == ["ol", "li", "q"]


def test_items_that_follow_each_other_share_a_list():
    shown = Reader(render(document(text("甲", style="item"), text("乙", style="item"), text("丙"))))
    assert shown.tags.count("ul") == 1
    assert shown.tags.count("li") == 2


def test_sheets_are_not_printed():
    assert "藏" not in Reader(render(document(grid(("藏",), place="sheet")))).text


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_the_data_becomes_markup(words: str):
    shown = Reader(render(hostile(words)))
    plain = Reader(render(hostile("x")))
    assert [tag for tag in shown.tags if tag != "br"] == plain.tags
    assert shown.names == plain.names
    assert printable(words) in shown.text


def test_nothing_is_fetched_and_no_script_is_brought():
    page = render(document(text("甲"))).decode()
    assert "<script" not in page
    assert "http" not in page
    assert "url(" not in page


def test_wide_documents_lie():
    assert b"A4 landscape" in render(document(wide=True))
    assert b"A4 portrait" in render(document())
