"""Checks of names and references: ids, clauses, actions, units and their aliases, kinds, quantities, glossary links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from corpus.sources import Plan
from structured.findings import FILES, Finding
from structured.schema import Row, Term, Unit
from structured.table import Table


def check_ids(table: Table) -> Iterator[Finding]:
    """Ids are unique in their table."""
    for file in FILES:
        rows: tuple[Row, ...] = getattr(table, file.attribute)
        for row_id, count in Counter(row.id for row in rows).items():
            if count > 1:
                yield _finding(file.name, row_id, "id", f"the id stands in {count} rows")


def check_actions(plan: Plan, table: Table) -> Iterator[Finding]:
    """The actions are the sections, actions and preamble of the plan, with their headings; each once."""
    kinds = ("preamble", "section", "action")
    headings = {clause.id: clause.heading for clause in plan.clauses if clause.kind in kinds}
    for row in table.actions:
        if row.id not in headings:
            yield _finding("actions", row.id, "id", "the plan has no section or action of this number")
        elif row.title != headings[row.id]:
            yield _finding("actions", row.id, "title", f"the heading is {headings[row.id]!r}")
    for clause in headings.keys() - {row.id for row in table.actions}:
        yield _finding("actions", clause, "id", f"no row has the heading {headings[clause]!r}")


def check_tasks(plan: Plan, table: Table) -> Iterator[Finding]:
    """Every clause with a unit list has one task, with its heading, its place and its units, each once, in order."""
    printed = {clause.id: clause for clause in plan.clauses if clause.annotation is not None}
    counts = Counter(row.clause for row in table.tasks)
    for clause in printed:
        if counts[clause] != 1:
            yield _finding("tasks", "", "clause", f"{counts[clause]} tasks have the clause {clause}, which names units")
    for row in table.tasks:
        clause = printed.get(row.clause)
        if clause is None or clause.annotation is None:
            yield _finding("tasks", row.id, "clause", f"clause {row.clause} names no units")
            continue
        annotation = clause.annotation
        for column, own, read in (
            ("units", row.units, tuple(dict.fromkeys(annotation.units))),
            ("lead_units", row.lead_units, tuple(dict.fromkeys(annotation.lead))),
            ("title", row.title, clause.heading),
            ("action", row.action, clause.parent),
            ("quote", row.quote, plan.text[annotation.start : annotation.end]),
        ):
            if own != read:
                yield _finding("tasks", row.id, column, f"the row says {_shown(own)}, the clause {_shown(read)}")


def check_units(plan: Plan, table: Table) -> Iterator[Finding]:
    """The units are the printed names, and a name or alias belongs to one unit only."""
    printed = {name for clause in plan.clauses if clause.annotation for name in clause.annotation.units}
    for row in table.units:
        if row.name not in printed:
            yield _finding("units", row.id, "name", f"the plan prints no unit {row.name!r}")
    for name in sorted(printed - {row.name for row in table.units}):
        yield _finding("units", "", "name", f"no row has the printed name {name!r}")
    owners: dict[str, set[str]] = defaultdict(set)
    for row in table.units:
        for name in _names(row):
            owners[name.casefold()].add(row.id)
    for name, rows in owners.items():
        if len(rows) > 1:
            yield _finding("units", min(rows), "aliases_zh", f"{name!r} belongs to {', '.join(sorted(rows))}")


def check_references(table: Table) -> Iterator[Finding]:
    """Actions of tasks, kinds and quantities of obligations exist."""
    actions, kinds = set(table.action_by_id), {row.id for row in table.subject_kinds}
    for row in table.tasks:
        yield from _unknown("tasks", row, "action", [row.action], actions)
    for row in table.obligations:
        if not row.subject_kinds:
            yield _finding("obligations", row.id, "subject_kinds", "no subject kind is named")
        yield from _unknown("obligations", row, "subject_kinds", row.subject_kinds, kinds)
        yield from _unknown("obligations", row, "input", filter(None, [row.input]), table.quantity_by_id)
        yield from _unknown("obligations", row, "output", filter(None, [row.output]), table.quantity_by_id)


def check_glossary(plan: Plan, table: Table) -> Iterator[Finding]:
    """Links are `plan:clause`; a term or one of its synonyms stands in a clause of this plan that it is linked to."""
    for term in table.terms:
        links = [link.partition(":") for link in term.links]
        for plan_id, colon, clause in links:
            if not (plan_id and colon and clause):
                yield _finding("glossary", term.id, "links", f"{plan_id + colon + clause!r} is not plan:clause")
            elif plan_id == plan.id and clause not in plan.by_id:
                yield _finding("glossary", term.id, "links", f"the plan has no clause {clause!r}")
        clauses = [clause for plan_id, _, clause in links if plan_id == plan.id and clause in plan.by_id]
        if clauses and not any(_stands(term, _whole_text(plan, clause)) for clause in clauses):
            yield _finding("glossary", term.id, "links",
                           f"neither {term.zh!r} nor a synonym stands in clause {', '.join(clauses)}")


def _stands(term: Term, text: str) -> bool:
    return any(word.casefold() in text for word in (term.zh, *term.synonyms_zh, term.en, *term.synonyms_en))


def _whole_text(plan: Plan, clause_id: str) -> str:
    """The clause with everything below it, case folded: a link to an action is one to its tasks."""
    below = [clause_id]
    for clause in plan.clauses:
        if clause.parent in below:
            below.append(clause.id)
    return "\n".join(plan.clause_text(clause) for clause in below).casefold()


def _names(row: Unit) -> Iterator[str]:
    yield from (row.name, row.full_name, row.name_en, *row.aliases_zh, *row.aliases_en)


def _unknown(table: str, row: Row, column: str, values: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    for value in values:
        if value not in known:
            yield _finding(table, row.id, column, f"there is no {value!r}")


def _shown(value: object) -> str:
    return ";".join(str(part) for part in value) if isinstance(value, tuple) else repr(value)  # pyright: ignore


def _finding(table: str, row: str, column: str, message: str) -> Finding:
    return Finding(type="reference", table=table, row=row, column=column, message=message)
