"""A document as an Excel workbook: XlsxWriter's door.

Each grid has a sheet of its own with a filter, a frozen header and wrapped cells; what the file is about stands in the
last sheet and at the edge of every printed page. Text is always text, whatever it begins with. A text that is longer
than a cell may be goes on in further rows, which repeat the row's other texts but not its numbers, so that sums hold.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from itertools import zip_longest
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from assistant.exports.parts import Cell, Column, Document, Grid, Paragraph, Words, printable
from assistant.exports.texts import TEXTS, Texts
from assistant.turn import Language

# Excel counts UTF-16 code units: 32,767 in a cell, 31 in a sheet's name, 255 at the edge of a page.
CELL_UNITS = 32767
_NAME_CHARACTERS = 31
_EDGE_CHARACTERS = 120
_A4 = 9
# A sheet that is wider than this would be too small to read on one page's width; it is printed on two.
_PAGE_CHARACTERS = 220
_LINE_POINTS = {"zh": 15.0, "en": 13.0}
_HIGHEST_POINTS = 409.0
_WIDE_COLUMNS = 8
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_FONTS = {"zh": "Microsoft YaHei", "en": "Arial"}


def render(document: Document) -> bytes:
    """The .xlsx file."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({
        "title": printable(document.title), "subject": printable(document.plan_title),
        "created": datetime.combine(document.day, time()),
    })
    formats = _formats(book, document)
    names: set[str] = set()
    for grid in (*_grids(document), _about(document)):
        sheet = book.add_worksheet(_sheet_name(grid.name, names))
        _fill(sheet, grid, formats, document)
        _set_print(sheet, document, sum(column.width for column in grid.columns))
    book.close()
    return buffer.getvalue()


def _grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid) and block.place != "page"]


def _about(document: Document) -> Grid:
    """Title and facts as a sheet; what a document without any grid has to say stands there, too."""
    texts = TEXTS[document.language]
    rows: list[tuple[Cell, ...]] = [(texts.title, document.title), *document.facts]
    if not _grids(document):
        said = [block for block in document.blocks if isinstance(block, Paragraph)]
        rows += [("", "".join(piece.text for piece in block.pieces if isinstance(piece, Words))) for block in said]
    columns = (Column(name=texts.item, width=24), Column(name=texts.content, width=90))
    return Grid(name=texts.facts_sheet, columns=columns, rows=tuple(rows), place="sheet")


def _sheet_name(name: str, taken: set[str]) -> str:
    """The name, numbered if another sheet has it already; Excel does not tell capitals from small letters."""
    found, number = name[:_NAME_CHARACTERS], 1
    while found.lower() in taken:
        number += 1
        found = f"{name[: _NAME_CHARACTERS - 5]} ({number})"
    taken.add(found.lower())
    return found


def _formats(book: xlsxwriter.Workbook, document: Document) -> dict[str, Any]:
    common = {"font_name": _FONTS[document.language], "font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    return {
        "head": book.add_format({**common, "bold": True, "text_wrap": True, "bg_color": "#E8E8E8"}),
        "text": book.add_format({**common, "text_wrap": True}),
        # Without it, a text that begins with a sign becomes a formula when somebody edits the cell.
        "quoted": book.add_format({**common, "text_wrap": True, "quote_prefix": True}),
        "number": book.add_format({**common, "align": "right", "indent": 1}),
    }


def _fill(sheet: Worksheet, grid: Grid, formats: dict[str, Any], document: Document) -> None:
    for index, column in enumerate(grid.columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, column.name, formats["head"])
    line = 0
    for row in grid.rows:
        for cells in _lines(row, TEXTS[document.language]):
            line += 1
            sheet.set_row(line, _height(grid.columns, cells, document.language))
            for index, cell in enumerate(cells):
                _write(sheet, line, index, cell, formats)
    sheet.autofilter(0, 0, max(line, 1), len(grid.columns) - 1)
    sheet.freeze_panes(1, 2 if len(grid.columns) > _WIDE_COLUMNS else 0)


def _lines(row: tuple[Cell, ...], texts: Texts) -> Iterator[tuple[Cell, ...]]:
    """The row as one or, where a text is too long for a cell, several lines."""
    split = [_parts(cell, texts) if isinstance(cell, str) else [cell] for cell in row]
    yield tuple(parts[0] for parts in split)
    for later in list(zip_longest(*(parts[1:] for parts in split))):
        yield tuple(
            part if part is not None else (first[0] if isinstance(first[0], str) and len(first) == 1 else None)
            for part, first in zip(later, split, strict=True)
        )


def _parts(text: str, texts: Texts) -> list[Cell]:
    """The text in parts that fit in a cell, the later ones numbered; cut between characters, never inside one."""
    clean = printable(text)
    if _units(clean) <= CELL_UNITS:
        return [clean]
    room = CELL_UNITS - _units(texts.continued) - 16
    parts: list[str] = []
    start = used = 0
    for index, char in enumerate(clean):
        size = _units(char)
        if used + size > room:
            parts.append(clean[start:index])
            start, used = index, 0
        used += size
    parts.append(clean[start:])
    return [parts[0], *(f"{texts.continued.format(part=number)} {part}" for number, part in enumerate(parts[1:], 2))]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _write(sheet: Worksheet, line: int, index: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        sheet.write_blank(line, index, None, formats["text"])
    elif isinstance(cell, str):
        sheet.write_string(line, index, cell, formats["quoted" if cell.lstrip()[:1] in tuple("=+-@") else "text"])
    elif _is_exact(cell):
        sheet.write_number(line, index, float(cell), formats["number"])
    else:
        sheet.write_string(line, index, f"{cell:f}", formats["number"])


def _is_exact(number: Decimal) -> bool:
    """Whether Excel, which holds 15 digits, shows exactly this number."""
    return number.is_finite() and abs(number) < Decimal("1E15") and len(number.normalize().as_tuple().digits) <= 15


def _height(columns: tuple[Column, ...], cells: tuple[Cell, ...], language: Language) -> float:
    """Points that the row needs: programs that do not measure wrapped text themselves would show its first line only."""
    lines = 1
    for column, cell in zip(columns, cells, strict=True):
        if isinstance(cell, str):
            wrapped = (ceil(_span(part) / column.width) for part in cell.split("\n"))
            lines = max(lines, sum(max(1, count) for count in wrapped))
    return min(lines * _LINE_POINTS[language] + 3, _HIGHEST_POINTS)


def _span(text: str) -> int:
    """The width in Latin characters: Chinese characters and punctuation are two wide."""
    return sum(2 if char >= "\u2e80" else 1 for char in text)


def _set_print(sheet: Worksheet, document: Document, width: int) -> None:
    texts = TEXTS[document.language]
    plan = texts.header.format(plan=document.plan_title, version=document.version)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.fit_to_pages(1 if width <= _PAGE_CHARACTERS else 2, 0)
    sheet.repeat_rows(0)
    if width > _PAGE_CHARACTERS:
        sheet.repeat_columns(0, 1)
    sheet.set_header(f"&L{_edge(plan)}&R{document.day.isoformat()}")
    sheet.set_footer(f"&L{_edge(document.title)}&R{texts.page.format(page='&P', pages='&N')}")


def _edge(text: str) -> str:
    """Text for the edge of a page, where & begins a code."""
    short = printable(text)
    short = short if len(short) <= _EDGE_CHARACTERS else short[: _EDGE_CHARACTERS - 1] + "…"
    return short.replace("&", "&&").replace("\n", " ")
