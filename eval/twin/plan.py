"""The twin's text and tables, written as a plan folder and a tables folder that the assistant can be pointed to.

1. The values of the tables that the plan writes in digits get other values; the table says what is a value.
2. The lists of responsible units of one action or section go round by one place; a list that repeats a name stays.
3. The edits are made in the source text, so that parsing, headings and line ends are those of the original.
4. Every cell of the tables is changed by the same maps; every quote is taken from the place where it stands now.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from corpus.clauses import Clause
from corpus.errors import PolicyError
from corpus.sources import Plan, load_plan, read_source
from eval.reading import Quantity, place_quantities, read_gold_quantity
from eval.twin.numbers import FigureMap, TimeMap, make_figure_map, make_time_map
from eval.twin.words import Edit, apply_edits, change_words, find_edits, moved_offset
from structured.table import Table

_KEPT = frozenset(
    {
        "id",
        "metric",
        "clause",
        "action",
        "kind",
        "comparator",
        "unit",
        "unit_en",
        "subject_kinds",
        "modality",
        "input",
        "output",
        "links",
        "signoff",
        "firmness",
        "lead_units",
        "name",
        "full_name",
        "full_name_source",
        "table",
        "row",
        "field",
        "reason",
    }
)
_LIST_START = re.compile(r"[:：∶]")


@dataclass(frozen=True, kw_only=True)
class Twin:
    """A plan and its twin. `donors` says for every clause with a unit list whose old list it has now."""

    old: Plan
    new: Plan
    figures: FigureMap
    times: TimeMap
    edits: Sequence[Edit]
    donors: Mapping[str, str]

    def words(self, text: str) -> str:
        """A text with figures, years and periods changed."""
        return change_words(text, self.figures, self.times)

    def quote(self, clause: str, quote: str) -> str:
        """The words that stand in the twin where the quote stands in the plan.

        Changed by the maps if it stands nowhere.
        """
        source = self.old.locate(clause, quote)
        if source is None:
            return self.words(quote)
        start, end = (moved_offset(offset, self.edits) for offset in (source.start, source.end))
        return self.new.text[start:end]

    def units_of(self, clause: str, *, now: bool) -> tuple[str, ...]:
        """The printed units of a clause, each once, in the twin (`now`) or in the plan."""
        annotation = (self.new if now else self.old).by_id[clause].annotation
        return tuple(dict.fromkeys(annotation.units)) if annotation else ()


def write_twin(plan: Plan, table: Table, plan_folder: Path, tables_folder: Path, out: Path, seed: int = 1) -> Twin:
    """Make the twin, write `out/plans/<id>` and `out/tables/<id>`.

    Raises PolicyError if the twin does not hold together.
    """
    figures, times = make_figure_map(_values(table), _fixed(plan, table), seed), make_time_map(plan.text)
    donors = rotate_lists(plan)
    edits = _plan_edits(plan, table, figures, times, donors)
    new = _write_plan(plan, edits, plan_folder, out / "plans" / plan.id)
    twin = Twin(old=plan, new=new, figures=figures, times=times, edits=edits, donors=donors)
    target = out / "tables" / plan.id
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted((tables_folder / plan.id).glob("*.csv")):
        _write_table(path, target / path.name, twin)
    return twin


def rotate_lists(plan: Plan) -> dict[str, str]:
    """Clause -> the clause whose unit list it gets: the next one below the same action or section."""
    groups: dict[str | None, list[Clause]] = defaultdict(list)
    for clause in plan.clauses:
        if clause.annotation and len(set(clause.annotation.units)) == len(clause.annotation.units):
            groups[clause.parent].append(clause)
    return {
        clause.id: donor.id
        for group in groups.values()
        for clause, donor in zip(group, [*group[1:], group[0]], strict=True)
    }


def _values(table: Table) -> list[Quantity]:
    found = [(row.value, row.unit) for row in (*table.targets, *table.obligations)]
    found += [(row.value_max, row.unit) for row in table.targets]
    return [read_gold_quantity(value, unit) for value, unit in found if value is not None]


def _fixed(plan: Plan, table: Table) -> list[Quantity]:
    """What must stay: values that the plan writes as words, and those that the table says are no facts."""
    as_words = [quantity for quantity, _, _ in place_quantities(plan.text) if not quantity.digits]
    exempt = [
        quantity
        for row in table.exemptions
        if not _in_heading(plan, row.clause, row.quote)
        for quantity, _, _ in place_quantities(row.quote)
        if quantity.digits
    ]
    return as_words + exempt


def _in_heading(plan: Plan, clause_id: str, quote: str) -> bool:
    clause, source = plan.by_id.get(clause_id), plan.locate(clause_id, quote)
    return source is None or clause is None or clause.kind == "source" or source.start < clause.body_start


def _plan_edits(plan: Plan, table: Table, figures: FigureMap, times: TimeMap, donors: Mapping[str, str]) -> list[Edit]:
    closed = [(clause.start, clause.body_start) for clause in plan.clauses if clause.kind not in ("title", "source")]
    closed += [(clause.start, clause.end) for clause in plan.clauses if clause.kind in ("title", "source")]
    exempt = [source for row in table.exemptions if (source := plan.locate(row.clause, row.quote)) is not None]
    closed += [(source.start, source.end) for source in exempt]
    edits = [
        edit
        for edit in find_edits(plan.text, figures, times)
        if not any(start < edit.end and edit.start < end for start, end in closed)
    ]
    lists = {clause: _list_span(plan, clause) for clause in donors}
    for clause, donor in donors.items():
        start, end = lists[clause]
        edits.append(Edit(start=start, end=end, words=plan.text[slice(*lists[donor])]))
    return sorted(edits, key=lambda edit: edit.start)


def _list_span(plan: Plan, clause: str) -> tuple[int, int]:
    """The names inside the brackets of a clause's unit list."""
    annotation = plan.by_id[clause].annotation
    assert annotation is not None
    colon = _LIST_START.search(plan.text, annotation.start, annotation.end)
    return (colon.end() if colon else annotation.start + 1), annotation.end - 1


def _write_plan(plan: Plan, edits: Sequence[Edit], folder: Path, out: Path) -> Plan:
    out.mkdir(parents=True, exist_ok=True)
    source = read_source(folder / plan.info.source_file)
    offsets = plan.canonical.source_offsets
    in_source = [Edit(start=offsets[edit.start], end=offsets[edit.end - 1] + 1, words=edit.words) for edit in edits]
    path = out / plan.info.source_file
    path.write_text(apply_edits(source, in_source), encoding="utf-8", newline="")
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    settings = (folder / "plan.toml").read_text(encoding="utf-8")
    settings = re.sub(r'(?m)^sha256 = ".*"', f'sha256 = "{checksum}"', settings)
    settings = re.sub(r'(?m)^version = ".*"', 'version = "counterfactual twin"', settings)
    (out / "plan.toml").write_text(settings, encoding="utf-8")
    new = load_plan(out)
    if [clause.id for clause in new.clauses] != [clause.id for clause in plan.clauses]:
        raise PolicyError(
            f"The twin of {plan.id!r} has other clauses than the plan; its numbering was changed by mistake."
        )
    return new


def _write_table(path: Path, target: Path, twin: Twin) -> None:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    with target.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, columns)
        writer.writeheader()
        writer.writerows(change_row(row, twin) for row in rows)


def change_row(row: Mapping[str, str], twin: Twin) -> dict[str, str]:
    """One table row of the twin: every cell by what its column holds."""
    clause = row.get("clause", "")
    changed = {column: _change_cell(column, cell, row, twin) for column, cell in row.items()}
    if "units" in row and clause in twin.new.by_id:
        changed["units"] = ";".join(twin.units_of(clause, now=True)) or row["units"]
    if row.get("rate"):
        changed["rate"] = _change_rate(row, changed)
    return changed


def _change_cell(column: str, cell: str, row: Mapping[str, str], twin: Twin) -> str:
    if not cell or column in _KEPT:
        return cell
    if column == "quote":
        return twin.quote(row.get("clause", ""), cell)
    if column in ("value", "value_max"):
        return format(twin.figures.changed(read_gold_quantity(Decimal(cell), row.get("unit", ""))), "f")
    if column in ("deadline", "start"):
        return str(twin.times.year(int(cell)))
    if column == "period":
        return twin.times.period(cell)
    return ";".join(twin.words(part) for part in cell.split(";")) if column.startswith("aliases") else twin.words(cell)


def _change_rate(row: Mapping[str, str], changed: Mapping[str, str]) -> str:
    """A rate follows the value that it repeats, as a share or as it is; any other rate stays."""
    if not row.get("value"):
        return row["rate"]
    old, new, rate = Decimal(row["value"]), Decimal(changed["value"]), Decimal(row["rate"])
    for divisor in (Decimal(100), Decimal(1)):
        if rate * divisor == old:
            return format(new / divisor, "f")
    return row["rate"]
