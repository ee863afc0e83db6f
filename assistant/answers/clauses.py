"""Answers in the plan's own sentences: a clause, an action, a place in the text, an explanation, obligations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.answers.context import Context
from assistant.answers.targets import conversions, target_sentence
from assistant.answers.wording import say, trim, unit_list
from assistant.turn import Calculation, Draft, Sentence
from structured.figures import parse_figures
from structured.queries import ActionOfClause, FindObligations, LocateTopic, ReadClause
from structured.schema import Obligation, QuotedRow, Statement, Target, Task

# Statements shown of a task without figures when its whole action is summed up.
_OPENING = 3
_MODALITY = {
    "must": ("必须", "Must"), "in_principle": ("原则上", "In principle"), "prohibited": ("禁止", "Prohibited"),
    "encouraged": ("鼓励", "Encouraged"), "planned": ("政府计划", "Planned by the government"),
}


def statement_sentence(context: Context, row: Statement, *, item: bool = False) -> Sentence:
    """The statement in the plan's words, or its English."""
    text = trim(row.quote) + "。" if context.language == "zh" else row.en
    return Sentence(text=text, support=(context.source(row),), calculations=conversions(context, row), item=item)


def render_explanation(context: Context, rows: Sequence[Statement]) -> Draft:
    """The sentences that answer."""
    if not rows:
        return Draft(status="not_in_plan", sentences=())
    return Draft(status="answered", sentences=tuple(statement_sentence(context, row, item=len(rows) > 1) for row in rows), rows=tuple(rows))


def render_location(context: Context, query: LocateTopic, rows: Sequence[Statement]) -> Draft:
    """The clauses and the words that stand there; several places as a list with their count."""
    several = len({row.clause for row in rows}) > 1
    sentences: list[Sentence] = []
    if several:
        clauses = tuple(dict.fromkeys(row.clause for row in rows))
        count = Calculation(expression=say(context.language, "计数",
            "count"), value=Decimal(len(clauses)), unit=say(context.language, "处", ""), clause=rows[0].clause)
        sentences.append(Sentence(text=say(context.language, f"共{len(clauses)}处：", f"{len(clauses)} places:"),
                                  support=(context.source(rows[0]),), calculations=(count,)))
    for row in rows:
        said = trim(row.quote) if context.language == "zh" else row.en
        text = say(context.language, f"{_place(context, row.clause)}：“{said}”。", f"{_place(context, row.clause)}: {said}")
        sentences.append(Sentence(text=text, support=(context.source(row),), calculations=conversions(context, row), item=len(rows) > 1))
    return Draft(status="answered" if rows else "not_in_plan", sentences=tuple(sentences), rows=tuple(rows))


def _place(context: Context, clause: str) -> str:
    title = context.title(clause)
    if clause.isdigit():
        return say(context.language, f"第{clause}条“{title}”", f"Clause {clause} “{title}”")
    return say(context.language, f"{clause}“{title}”", f"{clause} “{title}”")


def render_clause(context: Context, query: ReadClause, rows: Sequence[QuotedRow]) -> Draft:
    """Title and main points of each clause: its figures, else its first statements; and its units. An action: its tasks."""
    sentences: list[Sentence] = []
    for clause in query.clauses:
        own = [row for row in rows if row.clause == clause]
        tasks = [task for task in context.table.tasks if task.action == clause]
        actions = [action for action in context.table.actions if action.id.startswith(f"{clause}(")]
        if query.detail == "tasks" and (actions or (tasks and "(" not in clause)):
            sentences += _headings(context, clause, [action.id for action in actions] or [task.clause for task in tasks])
        elif query.detail == "tasks" and not tasks:
            head = f"{_place(context, clause)}{say(context.language, '：', ':')}"
            sentences.append(Sentence(text=head, support=(context.heading(clause),)))
            targets = [row for row in own if isinstance(row, Target) and row.kind != "threshold" and row.value is not None]
            sentences += [target_sentence(context, row, item=True) for row in targets]
        elif query.detail == "title":
            sentences.append(
                Sentence(text=f"{_place(context, clause)}{say(context.language, '。', '.')}", support=(context.heading(clause),))
            )
        elif tasks:
            sentences += _action(context, clause, tasks, full=query.detail == "full")
        else:
            sentences += _clause(context, clause, own)
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def render_actions(context: Context, query: ActionOfClause, rows: Sequence[Task]) -> Draft:
    """The action or section of each clause; yes or no first, where the question supposes one."""
    sentences = []
    for row in rows:
        verdict = ""
        if len(query.supposed) == 1:
            right = row.action == query.supposed[0]
            verdict = say(context.language, "是的，" if right else "不是，", "Yes, " if right else "No, ")
        text = say(context.language, f"{verdict}{_place(context, row.clause)}属于{_place(context, row.action)}。",
                   f"{verdict}{_place(context, row.clause)} belongs to {_place(context, row.action)}.")
        support = (context.heading(row.clause), context.heading(row.action))
        sentences.append(Sentence(text=text, support=support, item=len(rows) > 1))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _headings(context: Context, clause: str, parts: Sequence[str]) -> list[Sentence]:
    """How many parts a section has, and the heading of each."""
    count = Calculation(expression=say(context.language, "计数", "count"), value=Decimal(len(parts)),
                        unit=say(context.language, "项", ""), clause=parts[0])
    place = _place(context, clause)
    head = say(context.language, f"{place}共{len(parts)}项：", f"{place} has {len(parts)} parts:")
    sentences = [Sentence(text=head, support=(context.heading(clause),), calculations=(count,))]
    return sentences + [
        Sentence(text=f"{part} {context.title(part)}", support=(context.heading(part),), item=True) for part in parts
    ]


def _action(context: Context, clause: str, tasks: Sequence[Task], *, full: bool) -> list[Sentence]:
    listed = say(context.language, "；", "; ").join(f"{task.clause} {context.title(task.clause)}" for task in tasks)
    head = say(context.language, f"{_place(context, clause)}包括：{listed}。", f"{_place(context, clause)} comprises: {listed}.")
    support = tuple(context.heading(task.clause) for task in tasks)
    sentences = [Sentence(text=head, support=support)]
    if not full:
        return sentences
    targets = [row for task in tasks for row in context.table.targets_by_clause.get(task.clause, ())
               if row.kind != "threshold"]
    sentences += [target_sentence(context, row, item=True) for row in targets]
    silent = [task for task in tasks if not any(row.value is not None for row in context.table.targets_by_clause.get(task.clause, ()))]
    sentences += [
        statement_sentence(context, row, item=True) for task in silent
        for row in context.table.statements_by_clause.get(task.clause, ())[:_OPENING]
    ]
    return sentences


def _clause(context: Context, clause: str, rows: Sequence[QuotedRow]) -> list[Sentence]:
    sentences = [Sentence(text=f"**{_place(context, clause)}**", support=(context.heading(clause),))]
    sentences += [statement_sentence(context, row, item=True) for row in rows if isinstance(row, Statement)]
    task = context.table.task_by_clause.get(clause)
    if task:
        names = unit_list(context.table, task.units, context.language)
        sentences.append(Sentence(text=say(context.language, f"责任单位：{names}。", f"Responsible units: {names}."),
                                  support=(context.annotation(clause),), item=True))
    return sentences


def render_obligations(context: Context, query: FindObligations, rows: Sequence[Obligation]) -> Draft:
    """The statements that bind, forbid or encourage, strongest first."""
    order = list(_MODALITY)
    ranked = sorted(rows, key=lambda row: order.index(row.modality))
    sentences = []
    for row in ranked:
        zh, en = _MODALITY[row.modality]
        what = say(context.language, row.what_zh, row.what_en)
        text = say(context.language, f"【{zh}】{what}", f"[{en}] {what}")
        sentences.append(Sentence(text=text, support=_obligation_support(context, row),
                                  calculations=conversions(context, row), item=True))
    return Draft(status="answered" if rows else "not_in_plan", sentences=tuple(sentences), rows=tuple(ranked))


def _obligation_support(context: Context, row: Obligation):  # noqa: ANN202
    """The quote, and the statement that holds the printed dates where the quote does not."""
    here = context.source(row)
    sources = [here]
    for words in (row.from_printed, row.until_printed):
        if words and words not in here.quote:
            clause = context.plan.by_id[row.clause]
            start = context.plan.text.rfind(words, clause.start, here.start)
            if start >= 0:
                sources.append(context.span(row.clause, start, start + len(words)))
    spoken = {figure.value for figure in parse_figures(row.what_zh)}
    printed = {figure.value for figure in parse_figures(row.quote)}
    if spoken - printed:
        sources += [context.source(statement) for statement in context.statements_of(row)]
    return tuple(sources)
