"""The plan as a tree of clauses with their full text, units and targets; what a search leaves of it. HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from assistant.answers.context import Context
from assistant.answers.wording import time_words
from assistant.web.panels.markup import clause_link, table_of, target_link, unit_chips, value_words
from assistant.web.panels.texts import TEXTS, counted
from assistant.words import holds, marked, search_words, spans
from corpus.clauses import Clause


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found: its words, and how often they stand in each clause that holds all of them."""

    words: tuple[str, ...]
    hits: Mapping[str, int]


def find(context: Context, typed: str) -> Found:
    """The clauses whose text (on an English page its translation, too) holds every word that was typed."""
    words = search_words(typed)
    if not words:
        return Found(words=(), hits={})
    hits = {}
    for clause in context.plan.clauses:
        texts = (context.plan.clause_text(clause.id), *_english(context, clause))
        if holds(texts, words):
            hits[clause.id] = sum(len(spans(text, words)) for text in texts)
    return Found(words=words, hits=hits)


def plan_tree(context: Context, typed: str) -> str:
    """The whole plan, folded to its headings; with a search, only what it found, opened."""
    found = find(context, typed)
    tops = [clause for clause in context.plan.clauses if not clause.parent]
    tree = "".join(_node(context, clause, found) for clause in tops)
    return f'{_summary(context, found)}<div class="tree">{tree}</div>'


def _english(context: Context, clause: Clause) -> tuple[str, ...]:
    """The English title and sentences of a clause, as far as they are shown."""
    if context.language == "zh":
        return ()
    row = context.table.task_by_clause.get(clause.id) or context.table.action_by_id.get(clause.id)
    sentences = [statement.en for statement in context.table.statements_by_clause.get(clause.id, ())]
    return (*([row.title_en] if row else []), *sentences)


def _summary(context: Context, found: Found) -> str:
    texts = TEXTS[context.language]
    buttons = (
        f'<button type="button" data-fold="open">{escape(texts.expand_all)}</button>'
        f'<button type="button" data-fold="close">{escape(texts.collapse_all)}</button>'
    )
    if not found.words:
        said = texts.plan_intro
    elif found.hits:
        hits, clauses = counted(texts.count_hits, sum(found.hits.values())), counted(texts.count_clauses, len(found.hits))
        said = texts.hits.format(hits=hits, clauses=clauses)
    else:
        said = texts.no_hits
    return f'<div class="line"><p role="status">{escape(said)}</p><div class="buttons">{buttons}</div></div>'


def _node(context: Context, clause: Clause, found: Found) -> str:
    """A clause and what is below it; nothing if a search found neither."""
    below = [child for child in context.plan.clauses if child.parent == clause.id]
    inner = "".join(_node(context, child, found) for child in below)
    hit = clause.id in found.hits
    if found.words and not hit and not inner:
        return ""
    own = _own(context, clause, found) if hit or not found.words else ""
    opened = " open" if below or found.words else ""
    return (
        f'<details class="node {clause.kind}"{opened}><summary>{_heading(context, clause, found)}</summary>'
        f'<div class="inside">{own}{inner}</div></details>'
    )


def _heading(context: Context, clause: Clause, found: Found) -> str:
    texts = TEXTS[context.language]
    task = context.table.task_by_clause.get(clause.id)
    targets = context.table.targets_by_clause.get(clause.id, ())
    counts = [counted(texts.count_units, len(task.units))] if task else []
    counts += [counted(texts.count_targets, len(targets))] if targets else []
    counts += [counted(texts.count_hits, found.hits[clause.id])] if clause.id in found.hits else []
    shown = f'<span class="counts">{escape(" · ".join(counts))}</span>' if counts else ""
    title = marked(_title(context, clause), found.words)
    return f'<span class="number" lang="zh-CN">{escape(_number(clause))}</span> <span class="title">{title}</span>{shown}'


def _title(context: Context, clause: Clause) -> str:
    """What the clause is called; the plan's own title for its first lines, a word of ours for a part without a heading."""
    if clause.kind == "title" and context.language == "en":
        return context.plan.info.title_en
    return context.title(clause.id) or TEXTS[context.language].unnamed_part


def _number(clause: Clause) -> str:
    return f"({clause.number})" if clause.kind == "action" else clause.number


def _own(context: Context, clause: Clause, found: Found) -> str:
    """The clause's own text, translation, units and targets, and the link that opens it beside the panel."""
    parts = (
        _text(context, clause, found.words),
        _translation(context, clause, found.words),
        _units(context, clause),
        _targets(context, clause),
    )
    if not any(parts):
        return ""
    label = TEXTS[context.language].open_clause_named.format(clause=clause.id)
    link = clause_link(clause.id, TEXTS[context.language].open_clause, label)
    return f'<div class="own">{"".join(parts)}<p class="beside">{link}</p></div>'


def _text(context: Context, clause: Clause, words: Sequence[str]) -> str:
    """Body and printed units in the plan's own words."""
    units = clause.annotation
    cuts = (clause.body_start, units.start if units else clause.end, clause.end)
    body, annotation = (context.plan.text[start:end].strip() for start, end in pairwise(cuts))
    shown = "".join(f"<p>{marked(text, tuple(words))}</p>" for text in (body, annotation) if text)
    return f'<div class="words" lang="zh-CN">{shown}</div>' if shown else ""


def _translation(context: Context, clause: Clause, words: Sequence[str]) -> str:
    sentences = context.table.statements_by_clause.get(clause.id, ())
    if context.language == "zh" or not sentences:
        return ""
    texts = TEXTS["en"]
    said = " ".join(marked(row.en, tuple(words)) for row in sentences)
    return f'<div class="english"><h4>{escape(texts.translation)}</h4><p>{said}</p></div>'


def _units(context: Context, clause: Clause) -> str:
    task = context.table.task_by_clause.get(clause.id)
    if task is None:
        return ""
    title = TEXTS[context.language].units_of_clause
    return f"<h4>{escape(title)}</h4>{unit_chips(context.table, task.units, context.language)}"


def _targets(context: Context, clause: Clause) -> str:
    rows = context.table.targets_by_clause.get(clause.id, ())
    if not rows:
        return ""
    texts = TEXTS[context.language]
    cells = [
        (
            target_link(context, row),
            value_words(row, context.language),
            escape(time_words(row, context.language)),
        )
        for row in rows
    ]
    return table_of((texts.metric, texts.value, texts.when), cells, "rows", texts.targets_of_clause)
