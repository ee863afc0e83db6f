"""What can be taken away, one function each: an answer, a conversation, a unit's tasks, targets, a checklist.

Each returns a Document in `language` (an answer: in its own, unless told otherwise), dated `day` (today, unless told
otherwise). The same arguments give the same document, and `rendering.render` makes the same bytes of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.answers.wording import measure, number, unit_name
from assistant.exports.parts import Block, Column, Document, Grid, Heading, Paragraph, Words
from assistant.exports.rows import ChecklistItem, checklist_grid, targets_grid, tasks_grid
from assistant.exports.talks import Talk, question_blocks, question_paragraph
from assistant.exports.writing import Writer
from assistant.turn import Answer, Language
from corpus.errors import PolicyError
from corpus.sources import Plan
from structured.queries import OwnFigure
from structured.schema import Target, Task
from structured.table import Table

__all__ = [
    "ChecklistItem", "Document", "answer_document", "checklist_document", "conversation_document", "targets_document",
    "unit_document",
]


def answer_document(
    answer: Answer, plan: Plan, table: Table, *, language: Language | None = None, day: date | None = None
) -> Document:
    """One question and its answer. `language` is that of our own words; the answer keeps its own."""
    writer = _writer(plan, table, language or answer.language, day)
    talk = Talk(writer)
    talk.blocks += [Heading(text=writer.texts.question), question_paragraph(answer.question), Heading(text=writer.texts.answer)]
    talk.add(answer, 1)
    blocks = (*talk.blocks, *talk.sheets([answer]))
    return writer.document("answer", writer.texts.answer_title, answer.question, blocks, sources=tuple(talk.sources))


def conversation_document(
    answers: Sequence[Answer], plan: Plan, table: Table, *, language: Language | None = None, day: date | None = None
) -> Document:
    """All questions and answers of one's own session, in order; `language` is by default that of the last answer."""
    writer = _writer(plan, table, language or (answers[-1].language if answers else "zh"), day)
    talk = Talk(writer)
    for position, answer in enumerate(answers, 1):
        talk.blocks += question_blocks(writer, answer.question, position)
        talk.add(answer, position)
    blocks = (*talk.blocks, *talk.sheets(answers)) if answers else _nothing(writer)
    return writer.document("conversation", writer.texts.conversation_title, "", blocks, sources=tuple(talk.sources))


def unit_document(unit: str, plan: Plan, table: Table, *, language: Language = "zh", day: date | None = None) -> Document:
    """The clauses that name a unit, its partners, the targets of these clauses, and the clauses in full.

    `unit` is a printed name. Raises PolicyError if the plan names no such unit.
    """
    row = table.unit_by_name.get(unit)
    if row is None:
        raise PolicyError(f"The plan names no responsible unit {unit!r}.")
    writer = _writer(plan, table, language, day)
    texts, name = writer.texts, unit_name(table, unit, language)
    tasks = table.tasks_by_unit[unit]
    targets = [target for task in tasks for target in table.targets_by_clause.get(task.clause, ())]
    full_name = row.full_name if row.full_name_source == "plan" else texts.unit_background.format(name=row.full_name)
    facts = (
        (texts.units, name), (texts.unit_full_name, full_name), (texts.task_count, str(len(tasks))),
        (texts.target_count, str(len(targets))),
    )
    blocks: tuple[Block, ...] = (
        Heading(text=texts.tasks), tasks_grid(writer, tasks, unit, place="both"),
        Heading(text=texts.targets), *(_targets(writer, targets) if targets else (_said(texts.no_targets),)),
        Heading(text=texts.clauses_full), *_clauses_in_full(writer, tasks),
    )
    return writer.document("unit", texts.unit_title.format(unit=name), unit, blocks, facts=facts, wide=True)


def targets_document(
    targets: Sequence[Target], plan: Plan, table: Table, *, filters: Sequence[tuple[str, str]] = (),
    language: Language = "zh", day: date | None = None,
) -> Document:
    """A list of targets in the order given. `filters` are the conditions it was found by, as label and value."""
    writer = _writer(plan, table, language, day)
    texts = writer.texts
    blocks = _targets(writer, targets) if targets else _nothing(writer)
    return writer.document(
        "targets", texts.targets_title, "", blocks, facts=(*filters, (texts.target_count, str(len(targets)))), wide=True
    )


def checklist_document(
    items: Sequence[ChecklistItem], plan: Plan, table: Table, *, subjects: Sequence[str] = (),
    figures: Sequence[OwnFigure] = (), language: Language = "zh", day: date | None = None,
) -> Document:
    """What applies to somebody. `subjects` are ids of subject kinds, `figures` his own, both as he chose them."""
    writer = _writer(plan, table, language, day)
    texts = writer.texts
    chosen = [writer.say(kind.zh, kind.en) for kind in table.subject_kinds if kind.id in subjects]
    facts = [
        *([(texts.subjects, writer.say("、", "; ").join(chosen))] if chosen else []),
        *([(texts.figures, writer.say("；", "; ").join(_figure(writer, figure) for figure in figures))] if figures else []),
        (texts.obligations, texts.row_count.format(count=len(items))),
    ]
    blocks: tuple[Block, ...] = _nothing(writer)
    if items:
        blocks = (checklist_grid(writer, items, place="page"), checklist_grid(writer, items, place="sheet"))
    return writer.document("checklist", texts.checklist_title, "", blocks, facts=tuple(facts), wide=True)


def _writer(plan: Plan, table: Table, language: Language, day: date | None) -> Writer:
    return Writer(plan=plan, table=table, language=language, day=day or date.today())


def _said(text: str) -> Paragraph:
    return Paragraph(pieces=(Words(text=text),))


def _nothing(writer: Writer) -> tuple[Block, ...]:
    return (_said(writer.texts.empty),)


def _targets(writer: Writer, targets: Sequence[Target]) -> tuple[Block, ...]:
    return (targets_grid(writer, targets, place="page"), targets_grid(writer, targets, place="sheet"))


def _figure(writer: Writer, figure: OwnFigure) -> str:
    """`停车位：300个`, `parking spaces: 300 spaces`; a figure in a unit other than the quantity's own keeps that one."""
    quantity = writer.table.quantity_by_id.get(figure.quantity)
    name = writer.say(quantity.zh, quantity.en) if quantity else figure.quantity
    amount = measure(figure.value, figure.unit, writer.language)
    if quantity and figure.unit in ("", quantity.unit):
        gap = "" if quantity.unit == "%" else writer.say("", " ")
        amount = f"{number(figure.value)}{gap}{writer.say(quantity.unit, quantity.unit_en)}".strip()
    return f"{name}{writer.texts.colon}{amount}"


def _clauses_in_full(writer: Writer, tasks: Sequence[Task]) -> list[Block]:
    """For pages each clause under its heading; for sheets a grid with a row a clause. English follows the Chinese."""
    texts = writer.texts
    blocks: list[Block] = [] if writer.language == "zh" else [Paragraph(pieces=(Words(text=texts.translation_note),), style="small")]
    rows = []
    for task in tasks:
        name, chinese, english = writer.clause_name(task.clause), _clause_text(writer, task), _english(writer, task)
        blocks += [Heading(text=name, level=2), Paragraph(pieces=(Words(text=chinese),), style="quote", verbatim=True)]
        blocks += [_said(english)] if english else []
        rows.append((task.clause, name, chinese, *((english,) if writer.language == "en" else ())))
    columns = (
        Column(name=texts.clause, width=9), Column(name=texts.heading, width=34), Column(name=texts.quote, width=90, verbatim=True),
        *((Column(name=texts.english, width=90),) if writer.language == "en" else ()),
    )
    return [*blocks, Grid(name=texts.clauses_full, columns=columns, rows=tuple(rows), place="sheet")]


def _clause_text(writer: Writer, task: Task) -> str:
    return writer.plan.clause_text(task.clause).strip() if task.clause in writer.plan.by_id else task.quote


def _english(writer: Writer, task: Task) -> str:
    if writer.language == "zh":
        return ""
    return " ".join(row.en for row in writer.table.statements_by_clause.get(task.clause, ()))
