"""The clause pane: one clause in the plan's own words, the cited ones marked, and what the table knows of it. HTML.

Everything from the plan, the table or the question is escaped here; the component that shows it does not.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import Literal
from urllib.parse import quote, urlencode

from assistant.turn import Citation, Language
from assistant.web.session import Opened
from assistant.web.suggestions import ask_tasks
from assistant.web.texts import TEXTS, Texts, language_tag
from corpus.clauses import Clause
from corpus.sources import Plan
from structured.schema import Target
from structured.table import Table

SIGNS = {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "range": ""}
TARGETS_SHOWN = 6


def clause_pane(plan: Plan, table: Table, opened: Opened | Literal["unknown"] | None, language: Language) -> str:
    """The pane for what is opened; a hint if nothing is, and a polite note for a source that does not exist."""
    texts = TEXTS[language]
    if opened is None:
        return _note(texts, texts.reader_empty)
    if opened == "unknown":
        return _note(texts, texts.reader_unknown)
    if opened.clause not in plan.by_id:
        return _note(texts, texts.clause_unknown.format(clause=opened.clause))
    clause = plan.by_id[opened.clause]
    parts = [
        _bar(plan, table, clause, opened, language),
        _text(plan, table, clause, opened, language),
        _translation(plan, table, clause, opened, texts) if language == "en" else "",
        _units(table, clause, language),
        _targets(plan, table, clause, language),
        _sub_clauses(plan, clause, texts),
        _neighbours(plan, clause, texts),
    ]
    return f'<article class="clause" data-reference="{escape(opened.reference)}">{"".join(parts)}</article>'


def _note(texts: Texts, words: str) -> str:
    return f'<div class="no-clause"><h2>{escape(texts.reader_empty_title)}</h2><p>{escape(words)}</p></div>'


def _bar(plan: Plan, table: Table, clause: Clause, opened: Opened, language: Language) -> str:
    texts = TEXTS[language]
    close = f'<button type="button" class="close" data-open="" aria-label="{escape(texts.close)}">×</button>'
    return f'<div class="bar"><p class="path">{_path(plan, table, clause, language)}</p>{_steps(opened, texts)}{close}</div>'


def _path(plan: Plan, table: Table, clause: Clause, language: Language) -> str:
    """The sections and the action above the clause, outermost first, each opens itself; at the top the plan's title."""
    above: list[str] = []
    parent = clause.parent
    while parent:
        upper = plan.by_id[parent]
        above.insert(0, _step_up(upper, table, language))
        parent = upper.parent
    return " <span>›</span> ".join(above) or f'<span lang="zh-CN">{escape(plan.info.title)}</span>'


def _step_up(upper: Clause, table: Table, language: Language) -> str:
    number = f"({upper.number})" if upper.kind == "action" else upper.number
    row = table.action_by_id.get(upper.id)
    heading = row.title_en if row and language == "en" else upper.heading
    tag = language_tag("en" if row and language == "en" else "zh")
    return f'<a href="#clause-{quote(upper.id)}" class="up" lang="{tag}">{escape(f"{number} {heading}")}</a>'


def _steps(opened: Opened, texts: Texts) -> str:
    if opened.selected is None or len(opened.citations) < 2:
        return ""
    total, selected = len(opened.citations), opened.selected
    where = texts.citation_of.format(number=selected + 1, total=total)
    return (
        '<div class="steps">'
        f"{_step(opened, selected - 1, 'before', texts.previous_citation)}"
        f"<span>{escape(where)}</span>"
        f"{_step(opened, selected + 1, 'after', texts.next_citation)}</div>"
    )


def _step(opened: Opened, index: int, direction: str, label: str) -> str:
    inside = 0 <= index < len(opened.citations)
    target = f"cite-{opened.answer}-{opened.citations[index].mark}" if inside else ""
    name = f'class="{direction}" aria-label="{escape(label)}"'
    return f'<button type="button" {name} data-open="{target}"{"" if inside else " disabled"}></button>'


def _text(plan: Plan, table: Table, clause: Clause, opened: Opened, language: Language) -> str:
    """The clause's text, complete and in order: heading, body and the printed units, with the quotes marked."""
    units = clause.annotation
    cuts = (clause.start, clause.body_start, units.start if units else clause.end, clause.end)
    heading, body, annotation = (marked_text(plan, start, end, opened) for start, end in pairwise(cuts))
    return (
        f'<div class="text" lang="zh-CN"><h2 tabindex="-1">{heading or escape(clause.heading)}</h2>'
        + (f'<p class="title-en" lang="en">{escape(_title_en(table, clause))}</p>' if language == "en" else "")
        + (f"<p>{body}</p>" if body else "")
        + (f'<p class="annotation">{annotation}</p>' if annotation else "")
        + "</div>"
    )


def _title_en(table: Table, clause: Clause) -> str:
    row = table.task_by_clause.get(clause.id) or table.action_by_id.get(clause.id)
    return row.title_en if row else ""


def marked_text(plan: Plan, start: int, end: int, opened: Opened) -> str:
    """The canonical text [start, end), escaped, every quote of the answer in <mark>, the chosen one as `current`."""
    cited = [(index, citation) for index, citation in enumerate(opened.citations) if _touches(citation, start, end)]
    edges = {start, end}
    for _, citation in cited:
        edges |= {max(start, citation.source.start), min(end, citation.source.end)}
    cuts = sorted(edges)
    return "".join(_piece(plan, a, b, cited, opened) for a, b in pairwise(cuts))


def _touches(citation: Citation, start: int, end: int) -> bool:
    return citation.source.start < end and start < citation.source.end


def _piece(plan: Plan, start: int, end: int, cited: list[tuple[int, Citation]], opened: Opened) -> str:
    words = escape(plan.text[start:end])
    over = [(index, citation) for index, citation in cited if _touches(citation, start, end)]
    if not over:
        return words
    index, citation = next((pair for pair in over if pair[0] == opened.selected), over[0])
    begins = sorted({other.mark for _, other in over if other.source.start == start and other.mark})
    label = "".join(f'<span class="mark-number" data-mark="{mark}"></span>' for mark in begins)
    if index == opened.selected:
        return f'<mark class="current">{label}{words}</mark>'
    tone = "even" if citation.mark % 2 == 0 else "odd"
    return f'<mark class="{tone}" data-open="cite-{opened.answer}-{citation.mark}">{label}{words}</mark>'


def _translation(plan: Plan, table: Table, clause: Clause, opened: Opened, texts: Texts) -> str:
    rows = table.statements_by_clause.get(clause.id, ())
    if not rows:
        return ""
    chosen = opened.citations[opened.selected] if opened.selected is not None else None
    sentences = []
    for row in rows:
        place = plan.locate(clause.id, row.quote)
        current = chosen and place and _touches(chosen, place.start, place.end)
        sentences.append(f'<span class="current">{escape(row.en)}</span>' if current else escape(row.en))
    return (
        f"<section><h3>{escape(texts.translation)}</h3><p>{' '.join(sentences)}</p>"
        f'<p class="small">{escape(texts.translation_note)}</p></section>'
    )


def _units(table: Table, clause: Clause, language: Language) -> str:
    task = table.task_by_clause.get(clause.id)
    if task is None:
        return ""
    title = TEXTS[language].responsible_units.format(count=len(task.units))
    items = "".join(f"<li>{_unit_button(table, name, language)}</li>" for name in task.units)
    return f'<section><h3>{escape(title)}</h3><ul class="units">{items}</ul></section>'


def _unit_button(table: Table, name: str, language: Language) -> str:
    """The unit; a click asks what else it has to do."""
    question = ask_tasks(name, table, language)
    label = escape(TEXTS[language].ask_about.format(question=question))
    return f'<button type="button" data-ask="{escape(question)}" title="{label}">{_unit(table, name, language)}</button>'


def _unit(table: Table, name: str, language: Language) -> str:
    row = table.unit_by_name.get(name)
    if language == "zh" or row is None:
        return escape(name)
    return f'{escape(row.name_en)} <span lang="zh-CN">({escape(name)})</span>'


def _targets(plan: Plan, table: Table, clause: Clause, language: Language) -> str:
    rows = table.targets_by_clause.get(clause.id, ())
    if not rows:
        return ""
    texts = TEXTS[language]
    head = "".join(f"<th>{escape(word)}</th>" for word in (texts.metric, texts.value, texts.when))
    body = "".join(_target(plan, row, language) for row in rows)
    title = escape(texts.clause_targets.format(count=len(rows)))
    folded = "" if len(rows) > TARGETS_SHOWN else " open"
    return (
        f"<details{folded}><summary>{title}</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>"
    )


def _target(plan: Plan, row: Target, language: Language) -> str:
    chinese = language == "zh"
    metric = row.metric_zh if chinese else row.metric_en
    scope = row.scope_zh if chinese else row.scope_en
    firmness = f'<span class="small" lang="zh-CN">{escape("、".join(row.firmness))}</span>' if row.firmness else ""
    return (
        f'<tr><td>{_quote_link(plan, row, metric)}<span class="small">{escape(scope)}</span></td>'
        f'<td>{escape(_value(row, language))}{firmness}</td><td lang="zh-CN">{escape(row.time_printed)}</td></tr>'
    )


def _quote_link(plan: Plan, row: Target, metric: str) -> str:
    """The target's name; it leads to the words that state it."""
    place = plan.locate(row.clause, row.quote)
    if place is None:
        return escape(metric)
    return f'<a href="#clause-{quote(row.clause)}@{place.start}-{place.end}">{escape(metric)}</a>'


def _value(row: Target, language: Language) -> str:
    if row.value is None:
        return TEXTS[language].no_value
    numbers = f"{row.value:f}" + (f"–{row.value_max:f}" if row.value_max is not None else "")
    unit = row.unit if language == "zh" else row.unit_en
    gap = "" if unit == "%" or language == "zh" else " × " if unit[:1].isdigit() else " "
    return f"{SIGNS.get(row.comparator, '')}{numbers}{gap}{unit}"


def _sub_clauses(plan: Plan, clause: Clause, texts: Texts) -> str:
    items = "".join(
        f'<li><button type="button" data-open="clause-{quote(child.id)}">'
        f"{escape(plan.heading_path(child.id))}</button></li>"
        for child in plan.clauses
        if child.parent == clause.id
    )
    return f'<section><h3>{escape(texts.sub_clauses)}</h3><ul class="below">{items}</ul></section>' if items else ""


def _neighbours(plan: Plan, clause: Clause, texts: Texts) -> str:
    here = plan.clauses.index(clause)
    query = escape("?" + urlencode({"plan": plan.id, "clause": clause.id}))
    link = f'<a href="{query}" class="address" data-link="{query}">{escape(texts.clause_link)}</a>'
    before = plan.clauses[here - 1] if here > 0 else None
    after = plan.clauses[here + 1] if here + 1 < len(plan.clauses) else None
    return (
        f'<div class="neighbours">{_neighbour(before, texts.previous_clause, "‹ {}")}{link}'
        f'{_neighbour(after, texts.next_clause, "{} ›")}</div>'
    )


def _neighbour(clause: Clause | None, label: str, shape: str) -> str:
    if clause is None:
        return "<span></span>"
    name = f"{label} {clause.id}"
    return (
        f'<button type="button" data-open="clause-{quote(clause.id)}" aria-label="{escape(name)}">'
        f"{shape.format(escape(clause.id))}</button>"
    )
