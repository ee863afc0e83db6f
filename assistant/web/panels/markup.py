"""The small pieces of HTML that all panels are made of. Every value is escaped here; the component that shows it does not."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from assistant.answers.context import Context
from assistant.answers.wording import amount, firmness, unit_name
from assistant.turn import Language
from assistant.web.panels.texts import TEXTS
from corpus.sources import SourceRef
from structured.schema import Target
from structured.table import Table


def clause_link(clause: str, words: str, label: str = "") -> str:
    """A link that opens a clause beside the panel."""
    return _link(f"#clause-{quote(clause)}", words, label)


def quote_link(source: SourceRef, words: str, label: str = "") -> str:
    """A link that opens the clause with exactly these words of it marked."""
    return _link(quote_address(source), words, label)


def quote_address(source: SourceRef) -> str:
    """What such a link points to."""
    return f"#clause-{quote(source.clause)}@{source.start}-{source.end}"


def _link(address: str, words: str, label: str) -> str:
    name = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="{escape(address)}"{name}>{escape(words)}</a>'


def unit_chips(table: Table, names: Iterable[str], language: Language) -> str:
    """Responsible units as a list of names in printed order; each leads to what the unit has to do."""
    return f'<ul class="chips">{"".join(f"<li>{_unit_chip(table, name, language)}</li>" for name in names)}</ul>'


def _unit_chip(table: Table, name: str, language: Language) -> str:
    words, row = escape(unit_name(table, name, language)), table.unit_by_name.get(name)
    return f'<button type="button" data-unit="{escape(row.id)}">{words}</button>' if row else words


def target_link(context: Context, row: Target) -> str:
    """A target's name as a link to its quote, and below it what it is about where that is not the whole place."""
    zh = context.language == "zh"
    scope = "" if context.is_whole(row.scope_zh) else row.scope_zh if zh else row.scope_en
    below = f'<span class="small">{escape(scope)}</span>' if scope else ""
    return f"{quote_link(context.source(row), row.metric_zh if zh else row.metric_en)}{below}"


def value_words(row: Target, language: Language) -> str:
    """What a target is set at: bound, value and unit of measure, or that the plan gives no number; then its qualifiers."""
    said = amount(row, language)
    value = escape(said) or f'<span class="quiet">{escape(TEXTS[language].no_number)}</span>'
    firm = firm_words(row, language)
    return f'{value}<span class="small">{escape(firm)}</span>' if firm else value


def firm_words(row: Target, language: Language) -> str:
    """The printed qualifiers that the value does not say already."""
    if language == "en":
        return firmness(row, language)
    said = amount(row, language)
    return "、".join(word for word in row.firmness if word not in said)


def take_buttons(language: Language) -> str:
    """Buttons that take away what the panel shows: as a document, as a sheet, on paper."""
    texts = TEXTS[language]
    named = (("docx", texts.take_word), ("xlsx", texts.take_excel), ("print", texts.take_print))
    return "".join(f'<button type="button" data-take="{how}">{escape(words)}</button>' for how, words in named)


def behind(context: Context, table: str) -> str:
    """The table behind a plot, folded."""
    words = escape(TEXTS[context.language].table_behind)
    return f'<details class="behind"><summary>{words}</summary><div class="wide" tabindex="0">{table}</div></details>'


def table_of(head: Iterable[str], rows: Iterable[Iterable[str]], css: str, caption: str) -> str:
    """A table of cells that are HTML already; each cell repeats its column's name for narrow screens."""
    names = list(head)
    titles = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(f"<tr>{''.join(_cell(name, cell) for name, cell in zip(names, row, strict=True))}</tr>" for row in rows)
    return (
        f'<table class="{css}"><caption>{escape(caption)}</caption><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cell(name: str, content: str) -> str:
    return f'<td data-label="{escape(name)}"><div>{content}</div></td>' if content else "<td></td>"
