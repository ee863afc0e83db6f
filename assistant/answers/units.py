"""Answers about responsible units: units of clauses, clauses of units, counts, rankings, unit comparisons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby

from assistant.answers.context import Context
from assistant.answers.targets import target_sentence
from assistant.answers.wording import say, unit_list, unit_name
from assistant.turn import Calculation, Draft, Sentence
from structured.queries import CompareUnits, CountRows, FindUnits, RankUnits, TasksOfUnits, UnitsOfTopic
from structured.schema import QuotedRow, Target, Task

# More units than these are listed by their names alone.
_MANY_UNITS = 12
_TWICE = 2


def counted(context: Context, count: int, zh: str, clause: str) -> Calculation:
    """A count as a calculation, so that its number is open to everyone."""
    return Calculation(expression=say(context.language, f"计数：{zh}", "count"), value=Decimal(count),
                       unit=say(context.language, zh, ""), clause=clause)


def render_units(context: Context, query: UnitsOfTopic, found: Sequence[QuotedRow]) -> Draft:
    """The units of each clause in printed order, after the targets asked for with them.

    A question that names units is answered yes or no first.
    """
    rows = [row for row in found if isinstance(row, Task)]
    if query.asked:
        return _asked(context, query, rows)
    if len(rows) > 1 and len({task.action for task in rows}) == 1 and len(rows) == sum(
        task.action == rows[0].action for task in context.table.tasks
    ):
        return _of_action(context, rows)
    targets = [row for row in found if isinstance(row, Target)]
    several = len(found) > 1
    sentences = [target_sentence(context, row, item=several) for row in targets]
    sentences += [_units_of(context, task, item=several, printed=query.printed) for task in rows]
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(found))


def _units_of(context: Context, task: Task, *, item: bool = False, printed: bool = False) -> Sentence:
    names = unit_list(context.table, task.units, context.language)
    count = counted(context, len(task.units), "个责任单位", task.clause)
    again, calculations = _printed_again(context, task) if printed else ("", ())
    text = say(
        context.language,
        f"“{task.title}”的责任单位共{len(task.units)}个：{names}。{again}",
        f"“{task.title_en}” is assigned to {len(task.units)} responsible unit{'s' if len(task.units) != 1 else ''}: {names}.{again}",
    )
    return Sentence(text=text, support=(context.annotation(task.clause),), calculations=(count, *calculations), item=item)


def _printed_again(context: Context, task: Task) -> tuple[str, tuple[Calculation, ...]]:
    """A note where the annotation prints a unit more than once, and the count of printed names."""
    annotation = context.plan.by_id[task.clause].annotation
    printed = annotation.units if annotation else ()
    repeated = [name for name, times in Counter(printed).items() if times > 1]
    if not repeated:
        return "", ()
    names = unit_list(context.table, repeated, context.language)
    times = Counter(printed)[repeated[0]]
    often = say(context.language, "两次" if times == _TWICE else f"{times}次", "twice" if times == _TWICE else f"{times} times")
    note = say(context.language, f"（原文共印{len(printed)}个，{names}印了{often}。）",
        f" (The text prints {len(printed)} names; {names} is printed {often}.)")
    return note, (counted(context, len(printed), "个", task.clause),)


def _asked(context: Context, query: UnitsOfTopic, rows: Sequence[Task]) -> Draft:
    """Yes or no for the units that the question names; the whole list where the answer is no, or other units are asked after."""
    sentences = []
    for task in rows:
        if query.besides:
            sentences.append(_rest_of(context, task, query.asked))
            continue
        missing = [unit for unit in query.asked if unit not in task.units]
        asked = unit_list(context.table, missing or query.asked, context.language)
        title = context.title(task.clause)
        if query.lead:
            verdict = say(context.language, "方案不分牵头与配合，只列责任单位。", "The plan names no lead unit, only responsible units. ")
        elif missing:
            verdict = say(context.language, f"不是，{asked}不在“{title}”的责任单位之列。",
                f"No: {asked} is not among the responsible units of “{title}”. ")
        elif query.alone:
            verdict = say(context.language, f"不是，不只{asked}一家。",
                f"No, {asked} is not alone. ") if len(task.units) > len(query.asked) else (
                say(context.language, f"是的，只有{asked}。", f"Yes, {asked} alone. "))
        else:
            verdict = say(context.language, f"是的，{asked}是“{title}”的责任单位。",
                f"Yes, {asked} is a responsible unit of “{title}”.")
        listed = missing or query.alone or query.others or query.lead
        whole = _units_of(context, task) if listed else Sentence(text="", support=(context.annotation(task.clause),))
        sentences.append(Sentence(text=f"{verdict}{whole.text}", support=whole.support, calculations=whole.calculations))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _rest_of(context: Context, task: Task, asked: Sequence[str]) -> Sentence:
    """The units of a clause without those that the question names, which are not said again."""
    rest = [unit for unit in task.units if unit not in asked]
    names = unit_list(context.table, rest, context.language)
    count = counted(context, len(rest), "个责任单位", task.clause)
    text = say(context.language, f"“{task.title}”的其他责任单位共{len(rest)}个：{names}。",
        f"The other responsible unit{'s' if len(rest) != 1 else ''} of “{task.title_en}” ({len(rest)}): {names}.") if rest else say(
        context.language, f"“{task.title}”没有其他责任单位。", f"“{task.title_en}” has no other responsible unit.")
    return Sentence(text=text, support=(context.annotation(task.clause),), calculations=(count,))


def render_units_of_kinds(context: Context, query: FindUnits, rows: Sequence[Task]) -> Draft:
    """Every unit of the kinds asked for, with the clauses that name it."""
    wanted = [unit.name for unit in context.table.units if not query.kinds or unit.kind in query.kinds]
    named = {name: [task for task in rows if name in task.units] for name in wanted}
    named = {name: tasks for name, tasks in named.items() if tasks}
    if not named:
        text = say(context.language, "方案没有列出这类责任单位。", "The plan names no responsible unit of this kind.")
        return Draft(status="not_in_plan", sentences=(Sentence(text=text),))
    first = next(iter(named.values()))[0]
    head = say(context.language, f"共{len(named)}个：", f"{len(named)} in all:")
    count = counted(context, len(named), "个", first.clause)
    sentences = [Sentence(text=head, support=(context.annotation(first.clause),), calculations=(count,))]
    if len(named) > _MANY_UNITS:
        listed = unit_list(context.table, tuple(named), context.language)
        support = tuple(context.annotation(task.clause) for task in rows)
        sentence = Sentence(text=say(context.language, f"{head}{listed}。", f"{head} {listed}."), support=support, calculations=(count,))
        return Draft(status="answered", sentences=(sentence,), rows=tuple(rows))
    for name, tasks in named.items():
        clauses = say(context.language, "、", ", ").join(task.clause for task in tasks)
        text = say(context.language, f"{name_of(context, name)}：{clauses}", f"{name_of(context, name)}: {clauses}")
        sentences.append(Sentence(text=text, support=tuple(context.annotation(task.clause) for task in tasks), item=True))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _of_action(context: Context, rows: Sequence[Task]) -> Draft:
    """All units of an action: each once, with the number of its clauses."""
    counts = Counter(unit for task in rows for unit in task.units)
    order = {unit.name: index for index, unit in enumerate(context.table.units)}
    names = sorted(counts, key=lambda name: (-counts[name], order.get(name, 0)))
    title = context.title(rows[0].action)
    listed = unit_list(context.table, names, context.language)
    text = say(context.language, f"“{title}”共涉及{len(names)}个责任单位：{listed}。",
               f"“{title}” involves {len(names)} responsible units: {listed}.")
    sentence = Sentence(text=text, support=tuple(context.annotation(task.clause) for task in rows),
                        calculations=(counted(context, len(names), "个责任单位", rows[0].clause),))
    return Draft(status="answered", sentences=(sentence,), rows=tuple(rows))


def render_tasks(context: Context, query: TasksOfUnits, rows: Sequence[Task]) -> Draft:
    """Every clause that names the units, grouped by action, with the count."""
    who = unit_list(context.table, query.units, context.language)
    if not rows:
        whole = context.table.tasks_by_unit[query.units[0]]
        text = say(context.language, f"方案中没有同时符合条件的条款（{who}）。", f"No clause of the plan fits ({who}).")
        return Draft(status="answered" if whole else "not_in_plan",
                     sentences=(Sentence(text=text, support=tuple(context.annotation(task.clause) for task in whole[:1])),))
    total = len(rows)
    without = say(context.language, "、", "; ").join(_as_asked(context, name) for name in query.without)
    condition = say(context.language, f"（不含{without}）" if without else "", f" (without {without})" if without else "")
    joint = say(context.language, "共同", "together ") if len(query.units) > 1 else ""
    split, numbered = _split(context, rows)
    verdict = _of_all(context, query, total)
    head = say(context.language, f"{verdict}{who}{joint}列为责任单位的条款共{total}条{split}{condition}：",
               f"{verdict}{who} {'are' if joint else 'is'} {joint}named in {total} clause{'s' if total != 1 else ''}{split}{condition}:")
    counts = dict.fromkeys((total, numbered, total - numbered))
    calculations = tuple(counted(context, count, "条", rows[0].clause) for count in counts if count)
    sentences = [Sentence(text=head, calculations=calculations, support=(context.annotation(rows[0].clause),))]
    for action, group in groupby(rows, key=lambda task: task.action):
        tasks = tuple(group)
        listed = say(context.language, "；", "; ").join(f"{task.clause} {context.title(task.clause)}" for task in tasks)
        sentences.append(Sentence(text=say(context.language, f"{context.title(action)}：{listed}", f"{context.title(action)}: {listed}"),
                                  support=tuple(context.annotation(task.clause) for task in tasks), item=True))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _as_asked(context: Context, name: str) -> str:
    """A unit in the words of the question, since no clause that is cited prints it; its own name where it was said otherwise."""
    unit = context.table.unit_by_name[name]
    question = context.question.lower()
    said = [alias for alias in (name, *unit.aliases_zh, *unit.aliases_en) if alias.lower() in question]
    return max(said, key=len, default=name_of(context, name))


def _of_all(context: Context, query: TasksOfUnits, total: int) -> str:
    """Yes or no to whether the units are named in every clause that names any."""
    if not query.every:
        return ""
    return say(context.language, "是的，", "Yes, ") if total == len(context.table.tasks) else say(context.language, "不是，", "No, ")


def _split(context: Context, rows: Sequence[Task]) -> tuple[str, int]:
    """How many of the clauses are numbered tasks and how many stand elsewhere, if both occur; and the former number."""
    numbered = sum(context.plan.by_id[task.action].kind == "action" for task in rows)
    rest = len(rows) - numbered
    if not numbered or not rest:
        return "", numbered
    section = context.title(next(task.action for task in rows if context.plan.by_id[task.action].kind != "action"))
    return say(context.language, f"（编号任务占{numbered}条、{section}占{rest}条）",
        f" ({numbered} numbered task{'s' if numbered != 1 else ''}, {rest} under “{section}”)"), numbered


def render_count(context: Context, query: CountRows, rows: Sequence[QuotedRow]) -> Draft:
    """The number and what was counted."""
    language = context.language
    tasks = [row for row in rows if isinstance(row, Task)]
    if query.of == "units":
        occurrences = Counter(unit for task in tasks for unit in task.units)
        names = tuple(name for name, times in occurrences.items() if query.times in (None, times))
        tasks = [task for task in tasks if any(name in task.units for name in names)]
        count, noun_zh, noun_en = len(names), "个责任单位", "responsible units"
        listed = unit_list(context.table, names, language)
    elif query.of == "actions":
        actions = tuple(dict.fromkeys(task.action for task in tasks if context.plan.by_id[task.action].kind == "action"))
        count, noun_zh, noun_en = len(actions), "个行动", "actions"
        listed = say(language, "、", "; ").join(context.title(action) for action in actions)
        support = tuple(context.heading(action) for action in actions)
        return _count_draft(context, rows, count, (noun_zh, noun_en), listed, support)
    elif query.of == "targets":
        count, noun_zh, noun_en = len(rows), "项", "targets"
        listed = say(language, "、", "; ").join(dict.fromkeys(getattr(row, f"metric_{language}") for row in rows))
        support = tuple(context.source(row) for row in rows)
        return _count_draft(context, rows, count, (noun_zh, noun_en), listed, support)
    else:
        return _count_of_tasks(context, query, tasks)
    return _count_draft(context, rows, count, (noun_zh, noun_en), listed, tuple(context.annotation(task.clause) for task in tasks))


def _count_of_tasks(context: Context, query: CountRows, tasks: Sequence[Task]) -> Draft:
    """The number of clauses, split into numbered tasks and others, and which they are."""
    if not tasks:
        return Draft(status="not_in_plan", sentences=())
    split, numbered = _split(context, tasks)
    total = len(tasks)
    who = unit_list(context.table, query.units, context.language)
    listed = say(context.language, "、", ", ").join(task.clause for task in tasks)
    if query.without:
        left_out = unit_list(context.table, query.without, context.language)
        among = say(context.language, f"{who}列为责任单位而", f"name {who} and ") if who else ""
        clauses, do = ("clauses", "do") if total != 1 else ("clause", "does")
        text = say(context.language, f"{among}未列{left_out}的共{total}条{split}：{listed}。",
                   f"{total} {clauses}{split} {among}{do} not name {left_out}: {listed}.")
    else:
        text = say(context.language, f"{who}{'：' if who else ''}共{total}条{split}：{listed}。",
                   f"{who}{': ' if who else ''}{total} clause{'s' if total != 1 else ''}{split}: {listed}.")
    counts = dict.fromkeys((total, numbered, total - numbered))
    calculations = tuple(counted(context, count, "条", tasks[0].clause) for count in counts if count)
    by_units = query.units or query.without
    support = tuple(context.annotation(task.clause) if by_units else context.heading(task.clause) for task in tasks)
    named = [context.table.tasks_by_unit[unit][0] for unit in query.without if context.table.tasks_by_unit.get(unit)]
    support += tuple(context.annotation(task.clause) for task in named)  # where the unit's name is printed
    return Draft(status="answered", sentences=(Sentence(text=text, support=support, calculations=calculations),), rows=tuple(tasks))


def _count_draft(context: Context, rows: Sequence[QuotedRow], count: int, nouns: tuple[str, str], listed: str, support) -> Draft:  # noqa: ANN001
    zh, en = nouns
    clause = rows[0].clause if rows else ""
    text = say(context.language, f"共{count}{zh}：{listed}。", f"{count} {en}: {listed}.")
    sentence = Sentence(text=text, support=tuple(dict.fromkeys(support)), calculations=(counted(context, count, zh, clause),))
    return Draft(status="answered" if rows else "not_in_plan", sentences=(sentence,), rows=tuple(rows))


def render_rank(context: Context, query: RankUnits, rows: Sequence[Task]) -> Draft:
    """The units or actions with the most (fewest) clauses, and how many clauses there are."""
    if not rows:
        return Draft(status="not_in_plan", sentences=())
    if query.of == "actions":
        counts = Counter(task.action for task in rows if context.plan.by_id[task.action].kind == "action")
        label = context.title
    else:
        counts = Counter(unit for task in rows for unit in task.units)
        label = partial(name_of, context)
    if query.units:
        return _rank_among(context, query, rows, counts)
    best = (max if query.most else min)(counts.values())
    names = [name for name, count in counts.items() if count == best]
    listed = say(context.language, "、", "; ").join(label(name) for name in names)
    numbered = sum(task.action != rows[-1].action for task in rows if names[0] in (*task.units, task.action))
    split = say(context.language, f"，其中编号任务占{numbered}条",
        f", {numbered} of them numbered tasks") if numbered not in (0, best) else ""
    each = say(context.language, "各" if len(names) > 1 else "", "each " if len(names) > 1 else "")
    text = say(context.language, f"{listed}{'最多' if query.most else '最少'}，{each}{best}条{split}。",
               f"{listed}: the {'most' if query.most else 'fewest'}, {each}{best} clause{'s' if best != 1 else ''}{split}.")
    support = tuple(context.annotation(task.clause) for task in rows if any(name in (*task.units, task.action) for name in names))
    calculations = tuple(counted(context, count, "条", rows[0].clause) for count in dict.fromkeys((best, numbered)) if count)
    return Draft(status="answered", sentences=(Sentence(text=text, support=support, calculations=calculations),), rows=tuple(rows))


def _rank_among(context: Context, query: RankUnits, rows: Sequence[Task], counts: Counter[str]) -> Draft:
    """The number of clauses of each unit that the question names, the most (fewest) first."""
    sentences = []
    for name in sorted(query.units, key=lambda name: counts[name], reverse=query.most):
        tasks = [task for task in rows if name in task.units]
        split, numbered = _split(context, tasks)
        total = len(tasks)
        text = say(context.language, f"{name_of(context, name)}：{total}条{split}",
                   f"{name_of(context, name)}: {total} clause{'s' if total != 1 else ''}{split}")
        support = tuple(context.annotation(task.clause) for task in tasks)
        numbers = dict.fromkeys((total, numbered, total - numbered))
        calculations = tuple(counted(context, count, "条", rows[0].clause) for count in numbers if count)
        sentences.append(Sentence(text=text, support=support, calculations=calculations, item=True))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def render_unit_comparison(context: Context, query: CompareUnits, rows: Sequence[Task]) -> Draft:
    """What all clauses name, what only the first names, or what each of two names alone."""
    support = tuple(context.annotation(task.clause) for task in rows)
    first, others = rows[0], rows[1:]
    clauses = say(context.language, "、", ", ").join(task.clause for task in rows)
    if query.how == "both":
        common = [unit for unit in first.units if all(unit in task.units for task in others)]
        same = all(set(task.units) == set(first.units) for task in others)
        lead = say(context.language, "责任单位完全相同。", "The responsible units are the same. ") if same else ""
        texts = [say(context.language, f"{lead}{clauses}都列出：{_named(context, common)}。",
            f"{lead}Named in all of {clauses}: {_named(context, common)}.")]
    else:
        texts = [_only(context, first, others)]
        if query.how == "both_and_only":
            common = [unit for unit in first.units if all(unit in task.units for task in others)]
            texts.insert(0, say(context.language, f"{clauses}都列出：{_named(context, common)}。",
                                f"Named in all of {clauses}: {_named(context, common)}."))
        if query.how in ("difference", "both_and_only"):
            texts += [_only(context, task, [other for other in rows if other is not task]) for task in others]
    sentences = tuple(Sentence(text=text, support=support, item=len(texts) > 1) for text in texts)
    return Draft(status="answered", sentences=sentences, rows=tuple(rows))


def _only(context: Context, task: Task, others: Sequence[Task]) -> str:
    names = [unit for unit in task.units if not any(unit in other.units for other in others)]
    return say(context.language, f"仅{task.clause}列出：{_named(context, names)}。", f"Only in {task.clause}: {_named(context, names)}.")


def _named(context: Context, names: Sequence[str]) -> str:
    return unit_list(context.table, names, context.language) or say(context.language, "无", "none")


def name_of(context: Context, unit: str) -> str:
    """One unit as the answer names it."""
    return unit_name(context.table, unit, context.language)
