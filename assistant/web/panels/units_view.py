"""The responsible units: how many clauses each has in each action, and one unit's clauses, targets and partners. HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.answers.context import Context
from assistant.answers.wording import say, time_words, unit_name
from assistant.web.panels.markup import behind, clause_link, table_of, take_buttons, target_link, value_words
from assistant.web.panels.texts import TEXTS, counted
from structured.queries import tasks_of
from structured.schema import Action, Task, Unit
from structured.table import Table


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Units with most clauses first, the actions that name units in text order, and the clauses where they meet."""

    units: tuple[Unit, ...]
    actions: tuple[Action, ...]
    tasks: dict[tuple[str, str], tuple[Task, ...]]

    def count(self, unit: Unit, action: Action) -> int:
        """How many clauses of the action name the unit."""
        return len(self.tasks[unit.name, action.id])


def matrix(table: Table) -> Matrix:
    """Every unit against every action."""
    named = {task.action for task in table.tasks}
    actions = tuple(action for action in table.actions if action.id in named)
    units = sorted(table.units, key=lambda unit: -len(table.tasks_by_unit[unit.name]))
    tasks = {
        (unit.name, action.id): tuple(task for task in table.tasks_by_unit[unit.name] if task.action == action.id)
        for unit in units for action in actions
    }
    return Matrix(units=tuple(units), actions=actions, tasks=tasks)


def short_name(action: Action, context: Context) -> str:
    """What people call an action's field, with its number: `(四) 交通`."""
    aliases = action.aliases_zh if context.language == "zh" else action.aliases_en
    title = action.title if context.language == "zh" else action.title_en
    return f"{place_of(action.id, context)} {aliases[0] if aliases else title}"


def local_name(unit: Unit, context: Context) -> str:
    """A unit as people of the place call it: in English without the place's name before it."""
    if context.language == "zh":
        return unit.name
    places = sorted(context.plan.info.jurisdiction, key=len, reverse=True)
    return next((unit.name_en.removeprefix(f"{place} ") for place in places if unit.name_en.startswith(f"{place} ")), unit.name_en)


def place_of(action: str, context: Context) -> str:
    """The number of an action as it is printed: `(四)` inside its section, `三` for a section."""
    clause = context.plan.by_id.get(action)
    return action if clause is None else f"({clause.number})" if clause.kind == "action" else clause.number


def overview_intro(context: Context) -> str:
    """The line above the heat map."""
    texts, table = TEXTS[context.language], context.table
    said = texts.units_intro.format(units=len(table.units), clauses=len(table.tasks))
    return f'<div class="line"><p role="status">{escape(said)}</p></div>'


def overview_table(context: Context) -> str:
    """The table behind the heat map; each number leads to the unit's clauses of that action."""
    texts, cells = TEXTS[context.language], matrix(context.table)
    head = (texts.unit, *(short_name(action, context) for action in cells.actions), texts.total)
    rows = [_overview_row(context, cells, unit) for unit in cells.units]
    return behind(context, table_of(head, rows, "grid", texts.units_caption))


def _overview_row(context: Context, cells: Matrix, unit: Unit) -> list[str]:
    name = unit_name(context.table, unit.name, context.language)
    counts = [_count(context, cells, unit, action) for action in cells.actions]
    total = len(context.table.tasks_by_unit[unit.name])
    return [_choose(f"{unit.id}|", name), *counts, str(total)]


def _count(context: Context, cells: Matrix, unit: Unit, action: Action) -> str:
    count = cells.count(unit, action)
    if not count:
        return '<span class="none">–</span>'
    label = f"{unit_name(context.table, unit.name, context.language)}, {short_name(action, context)}: {count}"
    return _choose(f"{unit.id}|{action.id}", str(count), label)


def _choose(value: str, words: str, label: str = "") -> str:
    name = f' aria-label="{escape(label)}"' if label else ""
    return f'<button type="button" class="plain" data-choose="{escape(value)}"{name}>{escape(words)}</button>'


def partners(table: Table, unit: str, action: str = "") -> list[tuple[str, tuple[Task, ...]]]:
    """The units named together with `unit`, with the clauses they share, those with most first."""
    own = tasks_of(table, (unit,), (), (action,) if action else ())
    shared = Counter(name for task in own for name in task.units if name != unit)
    return [(name, tuple(task for task in own if name in task.units)) for name, _ in shared.most_common()]


def unit_view(context: Context, unit: Unit, action: str, *, takeable: bool) -> str:
    """One unit: who it is, its clauses (optionally of one action), their targets, its partners."""
    own = tasks_of(context.table, (unit.name,), (), (action,) if action else ())
    parts = (
        _head(context, unit, own, action, takeable=takeable),
        _tasks(context, own, unit.name),
        _targets(context, own),
        _partners(context, unit.name, action),
    )
    return f'<article class="unit">{"".join(parts)}</article>'


def _head(context: Context, unit: Unit, own: Sequence[Task], action: str, *, takeable: bool) -> str:
    texts = TEXTS[context.language]
    targets = sum(len(context.table.targets_by_clause.get(task.clause, ())) for task in own)
    counts = " · ".join((
        counted(texts.count_clauses, len(own)), counted(texts.count_targets, targets),
        counted(texts.count_partners, len(partners(context.table, unit.name, action))),
    ))
    known = texts.full_name if unit.full_name_source == "plan" else texts.full_name_background
    full = say(context.language, known.format(name=unit.full_name), known.format(name=unit.full_name))
    buttons = _choose("|", texts.all_units) + (take_buttons(context.language) if takeable else "")
    return (
        f'<div class="line"><h3 tabindex="-1">{escape(unit_name(context.table, unit.name, context.language))}</h3>'
        f'<div class="buttons">{buttons}</div></div>'
        f'<p class="quiet">{escape(full)}</p><p role="status">{escape(counts)}</p>'
    )


def _tasks(context: Context, own: Sequence[Task], unit: str) -> str:
    texts = TEXTS[context.language]
    rows = []
    for task in own:
        lead = f'<span class="small">{escape(texts.lead)}</span>' if unit in task.lead_units else ""
        action = context.table.action_by_id.get(task.action)
        targets = len(context.table.targets_by_clause.get(task.clause, ()))
        rows.append((
            clause_link(task.clause, f"{task.clause} {context.title(task.clause)}") + lead,
            escape(short_name(action, context) if action else task.action),
            str(targets) if targets else '<span class="none">–</span>',
        ))
    return table_of((texts.clause, texts.action, texts.targets_tab), rows, "rows tasks", texts.clauses_of_unit)


def _targets(context: Context, own: Sequence[Task]) -> str:
    texts = TEXTS[context.language]
    rows = [
        (target_link(context, row), value_words(row, context.language), escape(time_words(row, context.language)),
         clause_link(row.clause, row.clause, texts.open_clause_named.format(clause=row.clause)))
        for task in own for row in context.table.targets_by_clause.get(task.clause, ())
    ]
    if not rows:
        return f'<p class="quiet">{escape(texts.no_targets)}</p>'
    return table_of((texts.metric, texts.value, texts.when, texts.clause), rows, "rows targets", texts.targets_of_unit)


def _partners(context: Context, unit: str, action: str) -> str:
    texts = TEXTS[context.language]
    rows = []
    for name, shared in partners(context.table, unit, action):
        row = context.table.unit_by_name.get(name)
        words = unit_name(context.table, name, context.language)
        links = " ".join(clause_link(task.clause, task.clause, f"{task.clause} {context.title(task.clause)}") for task in shared)
        rows.append((_choose(f"{row.id}|", words) if row else escape(words), str(len(shared)), f'<span class="links">{links}</span>'))
    if not rows:
        return f'<p class="quiet">{escape(texts.no_partners)}</p>'
    return table_of((texts.partner, texts.shared, texts.shared_clauses), rows, "rows partners", texts.partners_of_unit)
