"""Sign-offs: what makes one stale, and that signing changes nothing but its column."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from corpus.sources import load_plan
from structured.differences import load_differences
from structured.signoff import Reading, SignedRow, main, row_cells, row_hash, sign_tables, signed_rows, stale_rows
from structured.table import SHARED_FOLDER, TABLES_FOLDER, load_table
from structured.validate import check
from tests.builders import TINY_TEXT, difference, plan, quantity, target, tiny_table, write_plan, write_tables

REAL = "minhang-carbon-peak"
READING = Reading(day=date(2026, 11, 23), how="read clause by clause")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    explained = (difference(row="roof"), difference(id="d2", row="2:严禁露天焚烧"))
    return write_tables(tmp_path, tiny_table(), explained)


def sign(folder: Path, **options: bool) -> dict[str, int]:
    return sign_tables(plan(), READING, tables=folder, shared=folder, **options)


def stale(folder: Path, text: str = TINY_TEXT) -> list[tuple[str, str]]:
    rows = stale_rows(plan(text), load_table("tiny", folder, folder), load_differences("tiny", folder))
    return [(row.table, row.row.id) for row in rows]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8-sig", newline="")


def test_cells_are_text_as_in_the_file() -> None:
    cells = row_cells(quantity("a", whole="yes", synonyms_zh="甲;乙", signoff="x"))
    assert (cells["whole"], cells["synonyms_zh"], cells["synonyms_en"]) == ("yes", "甲;乙", "")
    assert "signoff" not in cells


def test_the_hash_covers_the_cells_and_what_the_row_rests_on() -> None:
    row = target(value="1.0")
    assert re.fullmatch("[0-9a-f]{12}", row_hash(row, "text"))
    assert row_hash(row, "text") == row_hash(row.model_copy(update={"signoff": "signed"}), "text")
    assert len({row_hash(row, "text"), row_hash(row, "texts"), row_hash(target(value="1.00"), "text")}) == 3


def test_every_row_is_stale_before_and_none_after_signing(folder: Path) -> None:
    total = len(list(signed_rows(plan(), tiny_table()))) + 2
    assert len(stale(folder)) == total
    assert sum(sign(folder).values()) == total
    assert stale(folder) == []


def test_a_sign_off_has_hash_day_and_how(folder: Path) -> None:
    sign(folder)
    row = load_table("tiny", folder, folder).target_by_id["roof"]
    assert row.signoff == f"{row_hash(row, plan().clause_text('1'))}|2026-11-23|read clause by clause"


def test_rows_that_all_plans_share_rest_on_themselves(folder: Path) -> None:
    sign(folder)
    row = load_table("tiny", folder, folder).quantity_by_id["roof_area"]
    assert row.signoff.startswith(row_hash(row))


def test_a_changed_row_is_stale(folder: Path) -> None:
    sign(folder)
    change(folder / "tiny" / "statements.csv", "Encourage owners", "Ask owners")
    assert stale(folder) == [("statements", "s4")]


def test_a_changed_clause_makes_all_that_rests_on_it_stale(folder: Path) -> None:
    sign(folder)
    found = stale(folder, TINY_TEXT.replace("露天焚烧", "露天焚烧秸秆"))
    assert found == [
        ("tasks", "task-2"), ("targets", "parks"), ("obligations", "o-parks"), ("obligations", "o-burning"),
        ("statements", "s5"), ("statements", "s6"), ("exemptions", "x2"), ("differences", "d2"),
    ]


def test_a_difference_is_stale_when_the_row_that_it_explains_changes(folder: Path) -> None:
    sign(folder)
    change(folder / "tiny" / "targets.csv", "不低于,requirement", "不低于,target")
    assert stale(folder) == [("targets", "roof"), ("differences", "d")]


@pytest.mark.parametrize(("signoff", "fault"), [
    ("", "the row is not signed off"),
    ("abc", "the sign-off 'abc' is not hash|date|how"),
    ("0123456789ab|2026-11-23|", "the sign-off '0123456789ab|2026-11-23|' is not hash|date|how"),
    ("0123456789ab|2026-11-23|read", "the row or its clause changed after the sign-off; read it again"),
    ("ba9876543210|2026-11-23|read", ""),
])
def test_what_is_wrong_with_a_sign_off(signoff: str, fault: str) -> None:
    assert SignedRow(table="targets", row=target(signoff=signoff), hash="ba9876543210").fault == fault


def test_only_stale_leaves_valid_sign_offs_as_they_are(folder: Path) -> None:
    sign(folder)
    change(folder / "tiny" / "statements.csv", "Encourage owners", "Ask owners")
    later = Reading(day=date(2027, 1, 1), how="read again")
    assert sign_tables(plan(), later, only_stale=True, tables=folder, shared=folder) == {"statements": 1}
    days = {row.id: row.signoff.split("|")[1] for row in load_table("tiny", folder, folder).statements}
    assert {row for row, day in days.items() if day == "2027-01-01"} == {"s4"}


def test_signing_changes_no_other_byte(folder: Path) -> None:
    files = [*folder.glob("*.csv"), *(folder / "tiny").glob("*.csv")]
    before = {path: path.read_bytes() for path in files}
    sign(folder)
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            header, *rows = list(csv.reader(lines))
        unsigned = [[*row[:-1], ""] for row in rows]
        path.unlink()
        with path.open("w", encoding="utf-8-sig", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows([header, *unsigned])
        assert path.read_bytes() == before[path]


def test_a_missing_sign_off_column_is_added(folder: Path) -> None:
    path = folder / "quantities.csv"
    path.write_text("\n".join(
        line.removesuffix(",signoff").removesuffix(",") for line in path.read_text(encoding="utf-8-sig").splitlines()
    ) + "\n", encoding="utf-8-sig", newline="")
    assert sign(folder)["quantities"] == 2
    assert "quantities" not in {name for name, _ in stale(folder)}


def test_a_copy_of_the_real_tables_is_proven_once_it_is_signed(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shutil.copytree(TABLES_FOLDER, tmp_path / "tables")
    shared.mkdir()
    for path in SHARED_FOLDER.glob("*.csv"):
        shutil.copy(path, shared)
    sign_tables(load_plan(REAL), READING, tables=tmp_path / "tables", shared=shared)
    assert check(REAL, tables=tmp_path / "tables", shared=shared) == []


@pytest.mark.parametrize("how", ["", "  ", "a|b", "two\nlines"])
def test_how_is_one_line_of_words(how: str) -> None:
    with pytest.raises(PolicyError, match="must be one line of words"):
        Reading(day=date(2026, 1, 1), how=how)


def test_an_invalid_table_is_not_signed(folder: Path) -> None:
    change(folder / "tiny" / "units.csv", "bureau", "office")
    before = (folder / "tiny" / "targets.csv").read_bytes()
    with pytest.raises(PolicyError, match="column 'kind'"):
        sign(folder)
    assert (folder / "tiny" / "targets.csv").read_bytes() == before


def test_the_command_signs_and_counts(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(write_plan(tmp_path / "plan")), "--how", "read", "--date", "2026-11-23"]
    assert main([*arguments, "--tables", str(folder), "--shared", str(folder)]) == 0
    assert "targets.csv: 4 rows signed" in capsys.readouterr().out
    assert stale(folder) == []


def test_the_command_tells_a_fault_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere", "--how", "read", "--date", "2026-11-23", "--tables", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("There is no plan in")


def test_help_says_that_the_rows_are_to_be_read_first(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "only after the rows were read" in " ".join(capsys.readouterr().out.split())
