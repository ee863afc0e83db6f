"""Answers -> the messages of the chat component.

Its Markdown renderer lets a subset of HTML through. So a question is shown with every special character written as a
character reference, and in an answer only the tags that are made here exist.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TypedDict
from urllib.parse import quote

from assistant.turn import Answer, Language
from assistant.web.texts import TEXTS, Texts
from corpus.sources import Plan
from structured.table import Table

SOURCES_SHOWN = 6


class Choice(TypedDict):
    """A reading that is offered as a button: `value` is asked when it is chosen."""

    value: str
    label: str


class Message(TypedDict):
    """A message as gradio's Chatbot takes it."""

    role: str
    content: str
    options: list[Choice]


def chat_messages(answers: Sequence[Answer], plan: Plan, table: Table) -> list[Message]:
    """All questions and answers in order; only the last answer still offers its choices."""
    messages: list[Message] = []
    for number, answer in enumerate(answers):
        messages.append(_question_message(answer.question))
        messages.append(_answer_message(number, answer, plan, table, choosable=number == len(answers) - 1))
    return messages


def pending_messages(question: str, language: Language) -> list[Message]:
    """A question that is being worked on, and a note that says so."""
    note = f'<span class="status pending">{escape(TEXTS[language].pending)}</span>'
    return [_question_message(question), Message(role="assistant", content=note, options=[])]


def _question_message(question: str) -> Message:
    return Message(role="user", content=literal(question), options=[])


def literal(text: str) -> str:
    """Text that Markdown shows as it is: every ASCII character with a meaning in Markdown or HTML as a reference."""
    shown = re.sub(r"[!-/:-@\[-`{-~]", lambda found: f"&#{ord(found[0])};", text.strip())
    return re.sub(r"\s*\n\s*", "<br>", shown)


def _answer_message(number: int, answer: Answer, plan: Plan, table: Table, *, choosable: bool) -> Message:
    texts = TEXTS[answer.language]
    parts = (
        _status(answer, texts),
        _with_links(number, answer, texts),
        _links(texts.sources, _cited(number, answer, plan, table)),
        _links(texts.nearest, _nearest(answer, plan, table)),
    )
    offered = answer.choices if choosable and answer.status == "clarify" else ()
    options = [Choice(value=choice, label=choice) for choice in offered]
    return Message(role="assistant", content="\n\n".join(part for part in parts if part), options=options)


def _status(answer: Answer, texts: Texts) -> str:
    if answer.status == "answered":
        return ""
    label = getattr(texts, f"status_{answer.status}")
    return f'<span class="status {answer.status}">{escape(label)}</span>'


def _with_links(number: int, answer: Answer, texts: Texts) -> str:
    """The answer's Markdown without any HTML, image or link of its own, and its marks as links."""
    marks = {citation.mark for citation in answer.citations}
    text = answer.text.replace("&", "&amp;").replace("<", "&lt;").replace("](", "]&#40;").replace("![", "&#33;[")

    def link(found: re.Match[str]) -> str:
        mark = int(found[1])
        if mark not in marks:
            return found[0]
        title = escape(texts.open_source.format(mark=mark))
        return f'<a href="#cite-{number}-{mark}" class="cite" title="{title}">{mark}</a>'

    return re.sub(r" ?\[(\d{1,4})\]", link, text)


def _cited(number: int, answer: Answer, plan: Plan, table: Table) -> list[str]:
    """One link for each cited clause, with all its marks; it opens the first of them."""
    marks: dict[str, list[int]] = {}
    for citation in answer.citations:
        marks.setdefault(citation.source.clause, []).append(citation.mark)
    return [
        f'<a href="#cite-{number}-{found[0]}" class="source">{"".join(f"<b>{mark}</b>" for mark in found)} '
        f"{escape(clause_name(clause, plan, table, answer.language))}</a>"
        for clause, found in marks.items()
    ]


def _nearest(answer: Answer, plan: Plan, table: Table) -> list[str]:
    """The clauses that a refusal points to and does not cite."""
    cited = {citation.source.clause for citation in answer.citations}
    return [
        f'<a href="#clause-{quote(clause)}" class="source">'
        f"{escape(clause_name(clause, plan, table, answer.language))}</a>"
        for clause in answer.choices
        if answer.status == "not_in_plan" and clause in plan.by_id and clause not in cited
    ]


def clause_name(clause_id: str, plan: Plan, table: Table, language: Language) -> str:
    """A clause as people cite it, its title in the given language where the table has one. KeyError if unknown."""
    path = plan.heading_path(clause_id)
    row = table.task_by_clause.get(clause_id) or table.action_by_id.get(clause_id)
    if language == "zh" or row is None:
        return path
    return f"{path.removesuffix(plan.by_id[clause_id].heading).strip()} {row.title_en}"


def _links(title: str, links: list[str]) -> str:
    """A row of links under its title; a long one is folded. Empty without links. One line: a blank one ends HTML."""
    if not links:
        return ""
    if len(links) > SOURCES_SHOWN:
        summary = f"<summary>{escape(title)} ({len(links)})</summary>"
        return f'<details class="sources">{summary}<div>{"".join(links)}</div></details>'
    return f'<div class="sources"><span class="sources-title">{escape(title)}</span>{"".join(links)}</div>'
