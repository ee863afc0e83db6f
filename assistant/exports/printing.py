"""A document as one HTML page that prints everything: no script, nothing fetched, every value escaped."""

from __future__ import annotations

from html import escape
from pathlib import Path

from assistant.exports.parts import Cell, Document, Grid, Heading, Mark, Paragraph, Words, printable
from assistant.exports.texts import TEXTS

STYLE = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")
LANGUAGES = {"zh": "zh-CN", "en": "en"}
_CLASSES = {"text": "text", "question": "question", "status": "status", "quote": "quote", "small": "small", "item": "item"}


def render(document: Document) -> bytes:
    """The page, UTF-8."""
    texts = TEXTS[document.language]
    header = texts.header.format(plan=document.plan_title, version=document.version) + f" · {document.day.isoformat()}"
    page = f"@page {{ size: A4 {'landscape' if document.wide else 'portrait'}; }}"
    head = (
        f'<meta charset="utf-8"><title>{_safe(document.title)} - {_safe(document.plan_title)}</title>'
        f"<style>{page}\n{STYLE}</style>"
    )
    body = f"<h1>{_safe(document.title)}</h1>{_facts(document)}{_blocks(document)}{_sources(document)}"
    html = (
        f'<!doctype html>\n<html lang="{LANGUAGES[document.language]}"><head>{head}</head>'
        f"<body><header>{_safe(header)}</header><main>{body}</main></body></html>\n"
    )
    return html.encode("utf-8")


def _safe(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")


def _facts(document: Document) -> str:
    return "<dl>" + "".join(f"<dt>{_safe(label)}</dt><dd>{_safe(value)}</dd>" for label, value in document.facts) + "</dl>"


def _blocks(document: Document) -> str:
    """All blocks in order; list items that follow each other share one list."""
    parts: list[str] = []
    listing = False
    for block in document.blocks:
        item = isinstance(block, Paragraph) and block.style == "item"
        if item != listing:
            parts.append("<ul>" if item else "</ul>")
            listing = item
        if isinstance(block, Heading):
            parts.append(f"<h{block.level + 1}>{_safe(block.text)}</h{block.level + 1}>")
        elif isinstance(block, Paragraph):
            parts.append(_paragraph(block))
        elif block.place != "sheet":
            parts.append(_grid(block))
    return "".join(parts) + ("</ul>" if listing else "")


def _paragraph(paragraph: Paragraph) -> str:
    inner = "".join(_piece(piece) for piece in paragraph.pieces)
    tag = "li" if paragraph.style == "item" else "p"
    language = ' lang="zh-CN"' if paragraph.verbatim else ""
    return f'<{tag} class="{_CLASSES[paragraph.style]}"{language}>{inner}</{tag}>'


def _piece(piece: Words | Mark) -> str:
    if isinstance(piece, Mark):
        return f"<sup>[{piece.number}]</sup>"
    return f"<strong>{_safe(piece.text)}</strong>" if piece.strong else _safe(piece.text)


def _grid(grid: Grid) -> str:
    total = sum(column.width for column in grid.columns) or 1
    widths = "".join(f'<col style="width:{column.width * 100 / total:.1f}%">' for column in grid.columns)
    head = "".join(f'<th scope="col">{_safe(column.name)}</th>' for column in grid.columns)
    rows = "".join(f"<tr>{_cells(grid, row)}</tr>" for row in grid.rows)
    return f"<table><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(grid: Grid, row: tuple[Cell, ...]) -> str:
    cells = []
    for column, cell in zip(grid.columns, row, strict=True):
        marks = (' class="number"' if column.number else "") + (' lang="zh-CN"' if column.verbatim else "")
        cells.append(f"<td{marks}>{_safe('' if cell is None else str(cell))}</td>")
    return "".join(cells)


def _sources(document: Document) -> str:
    if not document.sources:
        return ""
    items = "".join(
        f'<li>{_safe(source.heading)}<q lang="zh-CN">{_safe(source.quote)}</q></li>' for source in document.sources
    )
    return f'<h2>{_safe(TEXTS[document.language].sources)}</h2><ol class="sources">{items}</ol>'
