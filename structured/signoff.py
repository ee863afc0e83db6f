"""Sign-offs: who reads a row signs it, and a change of the row or of its clause makes the signature stale.

A sign-off is `<hash>|<date>|<how>`. The hash is the first 12 hex digits of a sha256 over the row's other cells and
what the row rests on: the text of its clause; for an explained difference the row it explains and that row's clause;
nothing for rows that are shared by all plans. `python -m structured.signoff --help` tells how to sign.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import PolicyError
from corpus.sources import Plan, load_plan
from structured.differences import Difference, load_differences
from structured.findings import FILES, Finding, all_rows
from structured.schema import Action, Exemption, QuotedRow, Row
from structured.table import SHARED_FOLDER, TABLES_FOLDER, Table, load_table

_FORM = re.compile(r"(?P<hash>[0-9a-f]{12})\|\d{4}-\d{2}-\d{2}\|[^|]*\S")
_WARNING = (
    "Run it only after the rows were read against the text, by whoever read them: a sign-off says that a reading took"
    " place, and nothing else can. With --only-stale it signs only rows without a valid sign-off."
)


def row_cells(row: Row) -> dict[str, str]:
    """The cells of a row as text, without its sign-off; lists joined by ";", None as "", truth as yes and no."""
    return {name: _cell(value) for name, value in sorted(dict(row).items()) if name != "signoff"}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(str(part) for part in value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return "" if value is None else str(value)


def row_hash(row: Row, rests_on: str = "") -> str:
    """12 hex digits over the row's cells and what it rests on."""
    content = json.dumps([row_cells(row), rests_on], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


@dataclass(frozen=True, kw_only=True)
class SignedRow:
    """A row with the name of its file and the hash that its sign-off must carry."""

    table: str
    row: Row
    hash: str

    @property
    def fault(self) -> str:
        """What is wrong with the sign-off; "" if it is valid."""
        if not self.row.signoff:
            return "the row is not signed off"
        match = _FORM.fullmatch(self.row.signoff)
        if match is None:
            return f"the sign-off {self.row.signoff!r} is not hash|date|how"
        return "" if match["hash"] == self.hash else "the row or its clause changed after the sign-off; read it again"


def signed_rows(plan: Plan, table: Table, differences: Sequence[Difference] = ()) -> Iterator[SignedRow]:
    """Every row of the table and every difference with its hash, in file order."""
    rows = {(name, row.id): row for name, row in all_rows(table)}
    for name, row in all_rows(table):
        yield SignedRow(table=name, row=row, hash=row_hash(row, _clause_text(plan, row)))
    for difference in differences:
        explained = rows.get((difference.table, difference.row))
        rests_on = json.dumps(row_cells(explained), sort_keys=True) + _clause_text(plan, explained) if explained else (
            _text_of(plan, difference.row.partition(":")[0])
        )
        yield SignedRow(table="differences", row=difference, hash=row_hash(difference, rests_on))


def _clause_text(plan: Plan, row: Row) -> str:
    if isinstance(row, QuotedRow | Exemption):
        return _text_of(plan, row.clause)
    return _text_of(plan, row.id) if isinstance(row, Action) else ""


def _text_of(plan: Plan, clause: str) -> str:
    return plan.clause_text(clause) if clause in plan.by_id else ""


def stale_rows(plan: Plan, table: Table, differences: Sequence[Difference] = ()) -> Iterator[SignedRow]:
    """The rows whose sign-off is missing, malformed or older than the last change."""
    return (signed for signed in signed_rows(plan, table, differences) if signed.fault)


def check_signoffs(plan: Plan, table: Table, differences: Sequence[Difference] = ()) -> Iterator[Finding]:
    """One finding for every stale row."""
    for stale in stale_rows(plan, table, differences):
        yield Finding(type="signoff", table=stale.table, row=stale.row.id, column="signoff", message=stale.fault)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A reading of rows by a person: the day and, in a few words, how. PolicyError if `how` is no line of words."""

    day: date
    how: str

    def __post_init__(self) -> None:
        """Refuse what would break the form of a sign-off."""
        if not self.how.strip() or "|" in self.how or len(self.how.splitlines()) > 1:
            raise PolicyError(f"How the rows were read ({self.how!r}) must be one line of words without '|'.")


def sign_tables(
    plan: Plan, reading: Reading, *, only_stale: bool = False, tables: Path = TABLES_FOLDER,
    shared: Path = SHARED_FOLDER,
) -> dict[str, int]:
    """Write the sign-offs of all rows, or of the stale ones; nothing but that column changes.

    Returns the number of rows signed in each file. Raises PolicyError if a table is invalid or cannot be written.
    """
    table, differences = load_table(plan.id, tables, shared), load_differences(plan.id, tables)
    signatures: dict[str, dict[str, str]] = {}
    for signed in signed_rows(plan, table, differences):
        if signed.fault or not only_stale:
            written = f"{signed.hash}|{reading.day}|{reading.how.strip()}"
            signatures.setdefault(signed.table, {})[signed.row.id] = written
    for name, by_id in signatures.items():
        _write_signatures(_path(name, plan.id, tables, shared), by_id)
    return {name: len(by_id) for name, by_id in signatures.items()}


def _path(name: str, plan: str, tables: Path, shared: Path) -> Path:
    common = any(file.name == name and file.shared for file in FILES)
    return (shared if common else tables / plan) / f"{name}.csv"


def _write_signatures(path: Path, signatures: dict[str, str]) -> None:
    """Replace the sign-off cells of the rows with these ids, by one atomic step."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    if "signoff" not in header:
        header = [*header, "signoff"]
    at, identity = header.index("signoff"), header.index("id")
    for row in rows:
        if row and row[identity] in signatures:
            row.extend([""] * (len(header) - len(row)))
            row[at] = signatures[row[identity]]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PolicyError(f"The table file {str(path)!r} cannot be written ({error.strerror}).") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m structured.signoff", description=f"Sign the rows of a plan's tables. {_WARNING}"
    )
    parser.add_argument("plan", help="id of a plan, or the folder of one")
    parser.add_argument("--how", required=True, help="how the rows were read, in a few words without '|'")
    parser.add_argument("--date", required=True, type=date.fromisoformat, help="the day of the reading, YYYY-MM-DD")
    parser.add_argument("--only-stale", action="store_true", help="leave valid sign-offs as they are")
    parser.add_argument("--tables", type=Path, default=TABLES_FOLDER, help="folder with one folder for each plan")
    parser.add_argument("--shared", type=Path, default=SHARED_FOLDER, help="folder of the glossary and the like")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if the rows are signed, 1 with one sentence on stderr if not."""
    options = _parser().parse_args(arguments)
    try:
        counts = sign_tables(
            load_plan(options.plan), Reading(day=options.date, how=options.how), only_stale=options.only_stale,
            tables=options.tables, shared=options.shared,
        )
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    for name, count in counts.items():
        print(f"{name}.csv: {count} rows signed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
