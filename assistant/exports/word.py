"""A document as a Word file: python-docx's door, with `word_styles` and `word_notes`.

Citations are real footnotes. The file is the same for the same document: no clock, no random part.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime, time
from itertools import pairwise

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.table import CT_Row
from docx.shared import Emu
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph as TextParagraph

from assistant.exports.parts import Cell, Document, Grid, Heading, Mark, Paragraph, printable
from assistant.exports.texts import TEXTS
from assistant.exports.word_notes import REFERENCE_STYLE, Notes
from assistant.exports.word_styles import (
    add_words,
    frame_table,
    paragraph_style,
    set_header_and_footer,
    set_page,
    set_styles,
    shade,
    text_width,
)

_STYLES = {
    "text": "Normal", "item": "List Bullet", "question": "Question", "status": "Status", "quote": "Quoted Clause", "small": "Small",
}
# Rows up to this many characters are kept on one page; a longer one may not fit on any.
_WHOLE_ROW_CHARACTERS = 1500
# Word takes at most 255 characters in a property.
_PROPERTY_CHARACTERS = 255


def render(document: Document) -> bytes:
    """The .docx file."""
    word = docx.Document()
    set_page(word, document)
    set_styles(word, document)
    set_header_and_footer(word, document)
    _set_properties(word, document)
    add_words(word.add_paragraph(style="Title"), document.title)
    _add_facts(word, document)
    notes = Notes(word, document.sources, TEXTS[document.language].colon)
    after_grid = False
    for block in document.blocks:
        if isinstance(block, Grid) and block.place == "sheet":
            continue
        if after_grid and not isinstance(block, Heading):
            word.add_paragraph(style="Small")  # two tables without a paragraph between them would become one
        after_grid = isinstance(block, Grid)
        if isinstance(block, Heading):
            add_words(word.add_paragraph(style=f"Heading {block.level}"), block.text)
        elif isinstance(block, Paragraph):
            _add_paragraph(word, notes, block)
        else:
            _add_grid(word, block)
    if after_grid:
        word.add_paragraph(style="Small")
    notes.finish()
    return _saved(word)


def _set_properties(word: WordFile, document: Document) -> None:
    properties, moment = word.core_properties, datetime.combine(document.day, time(), UTC)
    properties.title = printable(document.title)[:_PROPERTY_CHARACTERS]
    properties.subject = printable(document.plan_title)[:_PROPERTY_CHARACTERS]
    properties.version = printable(document.version)[:_PROPERTY_CHARACTERS]
    properties.language = "zh-CN" if document.language == "zh" else "en"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = moment
    assert word.part.package is not None
    relations = word.part.package.rels
    for thumbnail in [name for name, found in relations.items() if found.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[thumbnail]


def _add_facts(word: WordFile, document: Document) -> None:
    colon = TEXTS[document.language].colon
    for label, value in document.facts:
        paragraph = word.add_paragraph(style="Facts")
        add_words(paragraph, f"{label}{colon}").bold = True
        add_words(paragraph, value)


def _add_paragraph(word: WordFile, notes: Notes, block: Paragraph) -> None:
    paragraph = word.add_paragraph(style=_STYLES[block.style])
    for before, piece in pairwise((None, *block.pieces)):
        if isinstance(piece, Mark):
            if isinstance(before, Mark):
                paragraph.add_run(",", REFERENCE_STYLE)
            notes.refer(paragraph, piece.number)
        elif piece and piece.strong:
            add_words(paragraph, piece.text).bold = True
        else:
            add_words(paragraph, piece.text if piece else "")


def _add_grid(word: WordFile, grid: Grid) -> None:
    """The header row is repeated on every page; columns share the width of the text by their weights."""
    table = word.add_table(rows=0, cols=len(grid.columns))
    table.autofit = False
    frame_table(table)
    available, total = text_width(word), sum(column.width for column in grid.columns)
    widths = [Emu(available * column.width // total) for column in grid.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = _empty_row(word, table, widths)
    body = deepcopy(head._tr)
    _set_row(head, "w:tblHeader")
    for cell, column in zip(head.cells, grid.columns, strict=True):
        shade(cell._tc.get_or_add_tcPr())
        add_words(cell.paragraphs[0], column.name).bold = True
    for values in grid.rows:
        _add_row(table, deepcopy(body), values)


def _empty_row(word: WordFile, table: Table, widths: list[Emu]) -> _Row:
    row = table.add_row()
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].style = paragraph_style(word, "Table Text")
    return row


def _add_row(table: Table, element: CT_Row, values: Sequence[Cell]) -> None:
    """Fill a copy of the empty row: making each cell anew would take most of the time of a long table."""
    table._tbl.append(element)
    row = _Row(element, table)
    for cell, value in zip(element.tc_lst, values, strict=True):
        add_words(TextParagraph(cell.p_lst[0], table), "" if value is None else str(value))
    if sum(len(value) for value in values if isinstance(value, str)) < _WHOLE_ROW_CHARACTERS:
        _set_row(row, "w:cantSplit")


def _set_row(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _saved(word: WordFile) -> bytes:
    """The package with the date of every member fixed: python-docx stamps them with the clock."""
    drawn, fixed = io.BytesIO(), io.BytesIO()
    word.save(drawn)
    with zipfile.ZipFile(drawn) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
