"""The conversation: every question with its answer, its sources and what can be done with it. HTML.

1. Everything that comes from a question, an answer, the plan or the table is escaped here; the component does not.
2. The page's script (chat.js) finds what to do in data attributes: `data-ask` asks, `data-open` and links open a
   source, `data-do` with `data-turn` acts on an exchange, `data-copy` and `data-link` go to the clipboard.
3. Labels are in the language of the page, answers in the language of their question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlencode

from assistant.presentation import to_markdown
from assistant.turn import Answer, Language
from assistant.understanding.normalise import normalise
from assistant.web.rating import rating_form
from assistant.web.session import Exchange, Session
from assistant.web.texts import TEXTS, Texts, language_tag
from corpus.sources import Plan
from structured.table import Table

SOURCES_SHOWN = 6
ITEMS_SHOWN = 10
MARKS_SHOWN = 6
FORMATS = ("docx", "xlsx", "print")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What is around an exchange: the plan and its table, the page's language, and whether ratings are kept."""

    plan: Plan
    table: Table
    language: Language
    rated: bool

    @property
    def texts(self) -> Texts:
        """The texts of the page."""
        return TEXTS[self.language]


def conversation(session: Session, frame: Frame, follow_ups: Sequence[str] = ()) -> str:
    """All exchanges in order, the question that is being worked on, and what to ask next. Empty for an empty one."""
    pending = session.pending
    shown = session.exchanges[: pending.kept] if pending else session.exchanges
    if not shown and not pending:
        return ""
    last = None if pending else len(shown) - 1
    parts = [_exchange(number, exchange, frame, last=number == last) for number, exchange in enumerate(shown)]
    if pending:
        parts.append(_pending(pending.question, frame.texts))
    else:
        parts += [_follow_ups(shown[-1].answer, follow_ups, frame), _take_away(frame.texts)]
    label = escape(frame.texts.conversation)
    return f'<div class="log" role="log" aria-label="{label}">{"".join(parts)}</div>'


def _exchange(number: int, exchange: Exchange, frame: Frame, *, last: bool) -> str:
    answer = exchange.answer
    lang = f' lang="{language_tag(answer.language)}"'
    parts = (
        _status(answer, frame.texts),
        f'<div class="prose"{lang}>{prose(number, answer, frame.texts)}</div>',
        _options(answer, frame) if last else "",
        _clauses(number, answer, frame),
        _tools(number, exchange, frame, last=last),
    )
    return (
        f'<article class="exchange" data-number="{number}">{_question(answer.question, frame.texts, number)}'
        f'<div class="bot-row"><div class="bot">{"".join(parts)}</div></div></article>'
    )


def _pending(question: str, texts: Texts) -> str:
    return (
        f'<article class="exchange">{_question(question, texts)}<div class="bot-row"><div class="bot">'
        f'<span class="status pending" role="status">{escape(texts.pending)}</span>'
        f'<button type="button" class="tool" data-do="stop">{escape(texts.stop)}</button></div></div></article>'
    )


def _question(question: str, texts: Texts, number: int | None = None) -> str:
    words = re.sub(r"\s*\n\s*", "<br>", escape(question.strip()))
    edit = ""
    if number is not None:
        edit = f'<button type="button" class="tool edit" data-do="edit" data-turn="{number}">{escape(texts.edit)}</button>'
    return f'<div class="user-row">{edit}<div class="user">{words}</div></div>'


def _status(answer: Answer, texts: Texts) -> str:
    if answer.status == "answered":
        return ""
    return f'<span class="status {answer.status}">{escape(getattr(texts, f"status_{answer.status}"))}</span>'


def prose(number: int, answer: Answer, texts: Texts) -> str:
    """The answer's Markdown (lines, list items, strong words, marks) as HTML; a long list is folded after its first items."""
    blocks: list[str] = []
    items: list[str] = []
    for line in [*answer.text.splitlines(), ""]:
        if line.startswith("- "):
            items.append(f"<li>{_inline(number, line[2:], answer, texts)}</li>")
            continue
        if items:
            blocks.append(_list(items, texts))
            items = []
        if line.strip():
            blocks.append(_paragraph(number, line, answer, texts))
    return "".join(blocks)


def _paragraph(number: int, line: str, answer: Answer, texts: Texts) -> str:
    """A line; of a long row of marks at its end (a count cites whatever it counts) all but the first are folded."""
    row = re.search(r"(?: ?\[\d{1,4}\])+\s*$", line)
    marks = re.findall(r"\[\d{1,4}\]", row[0]) if row else []
    if row is None or len(marks) <= MARKS_SHOWN + 2:
        return f"<p>{_inline(number, line, answer, texts)}</p>"
    shown = _inline(number, line[: row.start()] + " " + "".join(marks[:MARKS_SHOWN]), answer, texts)
    rest = _inline(number, "".join(marks[MARKS_SHOWN:]), answer, texts)
    more = escape(texts.more_sources.format(count=len(marks) - MARKS_SHOWN))
    return f'<p>{shown}</p><details class="more"><summary>{more}</summary><p>{rest}</p></details>'


def _list(items: list[str], texts: Texts) -> str:
    if len(items) <= ITEMS_SHOWN + 2:
        return f"<ul>{''.join(items)}</ul>"
    more = escape(texts.more_items.format(count=len(items) - ITEMS_SHOWN))
    return (
        f"<ul>{''.join(items[:ITEMS_SHOWN])}</ul>"
        f'<details class="more"><summary>{more}</summary><ul>{"".join(items[ITEMS_SHOWN:])}</ul></details>'
    )


def _inline(number: int, line: str, answer: Answer, texts: Texts) -> str:
    marks = {citation.mark: citation for citation in answer.citations}

    def link(found: re.Match[str]) -> str:
        citation = marks.get(int(found[1]))
        if citation is None:
            return found[0]
        label = escape(texts.open_source.format(mark=citation.mark, heading=citation.heading))
        return f'<a href="#cite-{number}-{citation.mark}" class="cite" title="{label}" aria-label="{label}">{citation.mark}</a>'

    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escape(line))
    return re.sub(r" ?\[(\d{1,4})\]", link, text)


def _options(answer: Answer, frame: Frame) -> str:
    """The readings of a question that is asked back, as buttons."""
    if answer.status != "clarify" or not answer.choices:
        return ""
    buttons = "".join(_ask_button(choice, "option", answer.language) for choice in answer.choices)
    return f'<div class="options" role="group" aria-label="{escape(frame.texts.readings)}">{buttons}</div>'


def _ask_button(question: str, kind: str, language: Language) -> str:
    tag = language_tag(language)
    return f'<button type="button" class="{kind}" lang="{tag}" data-ask="{escape(question)}">{escape(question)}</button>'


def _cited(number: int, answer: Answer, frame: Frame) -> list[str]:
    """One link for each cited clause, with all its marks; it opens the first of them."""
    marks: dict[str, list[int]] = {}
    for citation in answer.citations:
        marks.setdefault(citation.source.clause, []).append(citation.mark)
    return [
        f'<a href="#cite-{number}-{found[0]}" class="source"><span class="marks">'
        f"{''.join(f'<b>{mark}</b>' for mark in found)}</span>{_named(clause, answer, frame)}</a>"
        for clause, found in marks.items()
    ]


def _nearest(answer: Answer, frame: Frame) -> list[str]:
    """The clauses that a refusal points to and does not cite, as buttons."""
    cited = {citation.source.clause for citation in answer.citations}
    return [
        f'<button type="button" class="source" data-open="clause-{quote(clause)}">{_named(clause, answer, frame)}</button>'
        for clause in answer.choices
        if clause in frame.plan.by_id and clause not in cited
    ]


def _clauses(number: int, answer: Answer, frame: Frame) -> str:
    """The sources of an answer; of a refusal, which none supports, the clauses that come nearest."""
    cited = _cited(number, answer, frame)
    if answer.status == "not_in_plan":
        return _links(frame.texts.nearest, cited + _nearest(answer, frame))
    return _links(frame.texts.sources, cited)


def _named(clause: str, answer: Answer, frame: Frame) -> str:
    name = escape(clause_name(clause, frame.plan, frame.table, answer.language))
    return f'<span lang="{language_tag(answer.language)}">{name}</span>'


def clause_name(clause_id: str, plan: Plan, table: Table, language: Language) -> str:
    """A clause as people cite it, its title in the given language where the table has one. KeyError if unknown."""
    path = plan.heading_path(clause_id)
    row = table.task_by_clause.get(clause_id) or table.action_by_id.get(clause_id)
    if language == "zh" or row is None:
        return path
    return f"{path.removesuffix(plan.by_id[clause_id].heading).strip()} {row.title_en}"


def _links(title: str, links: list[str]) -> str:
    """A row of links under its title; a long one is folded. Empty without links."""
    if not links:
        return ""
    if len(links) > SOURCES_SHOWN:
        summary = f"<summary>{escape(title)} ({len(links)})</summary>"
        return f'<details class="sources">{summary}<div>{"".join(links)}</div></details>'
    return f'<div class="sources"><span class="sources-title">{escape(title)}</span>{"".join(links)}</div>'


def _tools(number: int, exchange: Exchange, frame: Frame, *, last: bool) -> str:
    """What can be done with an answer: copy, link, download, ask again, rate."""
    texts = frame.texts
    again = f'<button type="button" class="tool" data-do="retry" data-turn="{number}">{escape(texts.retry)}</button>' if last else ""
    return (
        f'<div class="tools"><button type="button" class="tool" data-copy="{escape(copied(exchange.answer, frame))}">'
        f"{escape(texts.copy)}</button>"
        f'<button type="button" class="tool" data-link="{escape(address(exchange, frame.plan))}">{escape(texts.link)}</button>'
        f"{again}{_downloads(texts, texts.download, number)}"
        f"{rating_form(number, exchange.verdict, frame.language) if frame.rated else ''}</div>"
    )


def _downloads(texts: Texts, label: str, number: int | str) -> str:
    buttons = "".join(
        f'<button type="button" class="tool" data-do="export" data-turn="{number}" data-format="{kind}">'
        f"{escape(getattr(texts, f'format_{kind}'))}</button>"
        for kind in FORMATS
    )
    return f'<details class="menu"><summary class="tool">{escape(label)}</summary><div>{buttons}</div></details>'


def copied(answer: Answer, frame: Frame) -> str:
    """What goes to the clipboard: question, answer, the cited words, and which plan they are from."""
    info = frame.plan.info
    name = info.title if answer.language == "zh" else f"{info.title_en} ({info.title})"
    source = TEXTS[answer.language].copy_source.format(plan=name, version=info.version)
    return f"{answer.question.strip()}\n\n{to_markdown(answer).replace('**', '')}\n\n{source}"


def address(exchange: Exchange, plan: Plan) -> str:
    """The query of the plain address that asks this question again; a follow-up is written out in full."""
    asked, standalone = exchange.answer.question.strip(), exchange.turn.understanding.standalone
    question = asked if normalise(asked) == standalone or not standalone else standalone
    return "?" + urlencode({"plan": plan.id, "q": question})


def _follow_ups(answer: Answer, questions: Sequence[str], frame: Frame) -> str:
    if not questions:
        return ""
    buttons = "".join(_ask_button(question, "follow-up", answer.language) for question in questions)
    return f'<section class="follow-ups"><h3>{escape(frame.texts.follow_ups)}</h3><div>{buttons}</div></section>'


def _take_away(texts: Texts) -> str:
    return f'<div class="take-away">{_downloads(texts, texts.download_conversation, "all")}</div>'
