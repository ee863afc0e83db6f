"""The CSV files of one plan -> an immutable Table with its reverse indexes.

1. Every file is read as UTF-8 (with or without BOM, as Excel and WPS write it) and every line validated by its schema.
2. What the rows of one plan share with other plans (glossary, quantities, subject kinds) stands one folder up.
3. The reverse indexes are built once: tasks of a unit, rows of a clause, rows of a metric.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from corpus.errors import PolicyError
from structured.families import term_families
from structured.schema import (
    Action,
    Aspect,
    Elsewhere,
    Exemption,
    Obligation,
    Place,
    Quantity,
    QuotedRow,
    Row,
    Statement,
    SubjectKind,
    Target,
    Task,
    Term,
    Unit,
)

TABLES_FOLDER = Path(__file__).parent / "tables"
SHARED_FOLDER = Path(__file__).parent

R = TypeVar("R", bound=Row)
Q = TypeVar("Q", bound=QuotedRow)


@dataclass(frozen=True, kw_only=True)
class Table:
    """All rows of one plan, each list in file order, and the indexes that answer from them."""

    plan: str
    units: tuple[Unit, ...]
    actions: tuple[Action, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    obligations: tuple[Obligation, ...]
    places: tuple[Place, ...]
    statements: tuple[Statement, ...]
    exemptions: tuple[Exemption, ...]
    terms: tuple[Term, ...]
    aspects: tuple[Aspect, ...]
    elsewhere: tuple[Elsewhere, ...]
    quantities: tuple[Quantity, ...]
    subject_kinds: tuple[SubjectKind, ...]

    @cached_property
    def unit_by_name(self) -> Mapping[str, Unit]:
        """The units by printed name."""
        return {unit.name: unit for unit in self.units}

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """What answers call the units, in Chinese and English -> their printed names.

        What a group is called in English (all towns) is ordinary language, too, and no name.
        """
        english = {unit.name_en: unit.name for unit in self.units if unit.kind != "group"}
        return {unit.name: unit.name for unit in self.units} | english

    @cached_property
    def task_by_clause(self) -> Mapping[str, Task]:
        """The unit-bearing clauses by clause id."""
        return {task.clause: task for task in self.tasks}

    @cached_property
    def action_by_id(self) -> Mapping[str, Action]:
        """Sections and actions by clause id."""
        return {action.id: action for action in self.actions}

    @cached_property
    def tasks_by_unit(self) -> Mapping[str, tuple[Task, ...]]:
        """For every printed unit name the clauses that name it, in text order."""
        found: dict[str, list[Task]] = {unit.name: [] for unit in self.units}
        for task in self.tasks:
            for name in task.units:
                found.setdefault(name, []).append(task)
        return {name: tuple(tasks) for name, tasks in found.items()}

    @cached_property
    def target_by_id(self) -> Mapping[str, Target]:
        """Targets by row id."""
        return {target.id: target for target in self.targets}

    @cached_property
    def clause_of_target(self) -> Mapping[str, str]:
        """Id of a target -> its clause: every question weighs all of them."""
        return {row.id: row.clause for row in self.targets}

    @cached_property
    def clause_of_statement(self) -> Mapping[str, str]:
        """Id of a statement -> its clause."""
        return {row.id: row.clause for row in self.statements}

    @cached_property
    def targets_by_metric(self) -> Mapping[str, tuple[Target, ...]]:
        """Targets that state the same quantity, in text order."""
        return _grouped(self.targets, lambda target: target.metric)

    @cached_property
    def targets_by_clause(self) -> Mapping[str, tuple[Target, ...]]:
        """Targets by clause id."""
        return _grouped(self.targets, lambda target: target.clause)

    @cached_property
    def obligation_by_id(self) -> Mapping[str, Obligation]:
        """Obligations by row id."""
        return {row.id: row for row in self.obligations}

    @cached_property
    def obligations_by_clause(self) -> Mapping[str, tuple[Obligation, ...]]:
        """Obligations by clause id."""
        return _grouped(self.obligations, lambda row: row.clause)

    @cached_property
    def statement_by_id(self) -> Mapping[str, Statement]:
        """Statements by row id."""
        return {row.id: row for row in self.statements}

    @cached_property
    def _printing(self) -> dict[str, tuple[Statement, ...]]:
        return {}

    def statements_printing(self, word: str) -> tuple[Statement, ...]:
        """The statements whose quotes hold one of the table's own words, in text order; each word is looked for once."""
        if word not in self._printing:
            self._printing[word] = tuple(row for row in self.statements if word in row.quote)
        return self._printing[word]

    @cached_property
    def statements_by_clause(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements by clause id, in text order."""
        return _grouped(self.statements, lambda row: row.clause)

    @cached_property
    def term_by_id(self) -> Mapping[str, Term]:
        """Terms by id."""
        return {row.id: row for row in self.terms}

    @cached_property
    def quantity_by_id(self) -> Mapping[str, Quantity]:
        """Quantities by id."""
        return {row.id: row for row in self.quantities}

    @cached_property
    def term_families(self) -> Mapping[str, tuple[str, ...]]:
        """Term id -> the Chinese names of its family."""
        return term_families(self.terms)

    def action_of(self, clause: str) -> str:
        """The action or section that a clause belongs to (`二(四)`, `三`), or the clause itself at the top."""
        task = self.task_by_clause.get(clause)
        return task.action if task else clause


def _grouped(rows: Iterable[Q], key: Callable[[Q], str]) -> dict[str, tuple[Q, ...]]:
    found: dict[str, list[Q]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {name: tuple(group) for name, group in found.items()}


def read_rows(path: Path, schema: type[R]) -> tuple[R, ...]:
    """All rows of one CSV file. Raises PolicyError naming file, line and column of the first fault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            _check_columns(path, schema, reader.fieldnames or [])
            rows = tuple(_read_row(path, schema, number, cells) for number, cells in enumerate(reader, start=2))
    except OSError as error:
        raise PolicyError(f"The table file {str(path)!r} cannot be read ({error.strerror}); restore it.") from error
    except UnicodeDecodeError as error:
        raise PolicyError(f"The table file {str(path)!r} is not UTF-8; save it as “CSV UTF-8”.") from error
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        if row.id in seen:
            raise PolicyError(f"{path.name}, row {number}: id {row.id!r} stands in row {seen[row.id]} already; ids are unique.")
        seen[row.id] = number
    return rows


def _check_columns(path: Path, schema: type[Row], columns: Iterable[str]) -> None:
    present = set(columns)
    missing = [name for name, field in schema.model_fields.items() if name not in present and field.is_required()]
    if missing:
        raise PolicyError(f"{path.name} has no column {', '.join(map(repr, missing))}; restore the header row.")
    unknown = sorted(present - set(schema.model_fields))
    if unknown:
        raise PolicyError(f"{path.name} has an unknown column {', '.join(map(repr, unknown))}; see the data dictionary.")


def _read_row(path: Path, schema: type[R], number: int, cells: dict[str, str]) -> R:
    try:
        return schema.model_validate(cells)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(str(part) for part in first["loc"]) or "row"
        raise PolicyError(f"{path.name}, row {number}, column {column!r}: {first['msg']}.") from error


def load_table(plan: str, tables: Path = TABLES_FOLDER, shared: Path = SHARED_FOLDER) -> Table:
    """The table of one plan. Raises PolicyError if a file is missing or a row breaks its schema."""
    folder = tables / plan
    if not folder.is_dir():
        raise PolicyError(f"There are no tables for the plan {plan!r} in {str(tables)!r}.")
    return Table(
        plan=plan,
        units=read_rows(folder / "units.csv", Unit),
        actions=read_rows(folder / "actions.csv", Action),
        tasks=read_rows(folder / "tasks.csv", Task),
        targets=read_rows(folder / "targets.csv", Target),
        obligations=read_rows(folder / "obligations.csv", Obligation),
        places=read_rows(folder / "places.csv", Place),
        statements=read_rows(folder / "statements.csv", Statement),
        exemptions=read_rows(folder / "exemptions.csv", Exemption),
        terms=read_rows(shared / "glossary.csv", Term),
        aspects=read_rows(shared / "aspects.csv", Aspect),
        elsewhere=read_rows(shared / "elsewhere.csv", Elsewhere),
        quantities=read_rows(shared / "quantities.csv", Quantity),
        subject_kinds=read_rows(shared / "subject_kinds.csv", SubjectKind),
    )


def table_files(plan: str, tables: Path = TABLES_FOLDER, shared: Path = SHARED_FOLDER) -> list[Path]:
    """The files that a table is read from, in a fixed order."""
    return sorted((tables / plan).glob("*.csv")) + sorted(shared.glob("*.csv"))


def table_checksum(plan: str, tables: Path = TABLES_FOLDER, shared: Path = SHARED_FOLDER) -> str:
    """One sha256 over all files of the table, so that what is derived from them knows when it is stale."""
    digest = hashlib.sha256()
    for path in table_files(plan, tables, shared):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
