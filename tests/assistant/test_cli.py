"""The commands, from outside: what they print, where, and with which exit status. Never a traceback."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import cli
from assistant.cli import TABLES, main
from assistant.settings import Settings
from corpus.errors import PolicyError
from corpus.sources import PLANS_FOLDER, load_plan
from structured.signoff import Reading, sign_tables
from structured.table import TABLES_FOLDER, load_table
from tests.builders import plan as tiny_plan
from tests.builders import tiny_table, write_plan, write_tables

PLAN = Settings.model_fields["plan"].default
CHARGING = "哪些部门负责充电桩建设?"
COMMANDS = ("ask", "batch", "table", "check", "ingest", "eval", "chat", "feedback", "user")
Run = tuple[int, str, str]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"POLICY_{name.upper()}", raising=False)
    monkeypatch.setenv("POLICY_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command in this process: exit status, stdout, stderr."""

    def run_command(*arguments: str) -> Run:
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run_command


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tables of the plan, copied to where a test may break them."""
    folder = tmp_path / "tables"
    shutil.copytree(TABLES_FOLDER / PLAN, folder / PLAN)
    monkeypatch.setenv("POLICY_TABLES_DIR", str(folder))
    return folder / PLAN


@pytest.fixture
def plan_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan, copied to where a test may break it."""
    folder = tmp_path / "plans"
    shutil.copytree(PLANS_FOLDER / PLAN, folder / PLAN)
    monkeypatch.setenv("POLICY_PLANS_DIR", str(folder))
    return folder / PLAN


def is_sentence(text: str) -> bool:
    """One line that ends as a sentence does."""
    return text.count("\n") == 1 and text.rstrip("\n").endswith((".", "。"))


def edit_csv(path: Path, change) -> None:
    """Rewrite a table: `change` takes and returns the list of its lines, each a list of cells, the header first."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = change(list(csv.reader(lines)))
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)


def write_lines(path: Path, *lines: object) -> str:
    """A JSONL file; bytes go in as they are."""
    encoded = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
    path.write_bytes(b"\n".join(encoded) + b"\n")
    return str(path)


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# --help and wrong use


def test_help_names_every_command(run):
    status, out, _ = run("--help")
    assert status == 0
    assert [name for name in COMMANDS if f"\n    {name} " not in out] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command: str):
    status, out, _ = run(command, "--help")
    assert status == 0
    assert f"usage: policy-assistant {command}" in out
    assert len(out.splitlines()) > 3


@pytest.mark.parametrize("arguments", [
    (), ("sing",), ("ask",), ("ask", "a", "b"), ("batch", "in.jsonl"), ("table", "secrets"), ("ingest",), ("ask", "a", "--loud"),
    ("eval", "--fail-under"),
])
def test_wrong_use_has_status_2(run, arguments: tuple[str, ...]):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "usage:" in err


def test_the_module_is_the_command(tmp_path: Path):
    ran = subprocess.run([sys.executable, "-m", "assistant", "ask", CHARGING], text=True, capture_output=True, check=True)
    assert "区交通委、区发展改革委、区建管委、区房管局、区规划资源局" in ran.stdout
    assert ran.stderr == ""


# ask


def test_ask_prints_markdown_with_its_citation(run):
    status, out, err = run("ask", CHARGING)
    assert (status, err) == (0, "")
    assert "\n[1] 二(四)15 推进新能源配套设施建设: “(责任单位:" in out


def test_ask_json_fills_every_field_of_the_contract(run):
    _, out, _ = run("ask", "我有300个车位,要建多少充电桩?", "--json")
    found = json.loads(out)
    assert (found["question"], found["language"], found["status"]) == ("我有300个车位,要建多少充电桩?", "zh", "answered")
    assert "[1]" in found["text"]
    assert set(found["citations"][0]) == {"mark", "plan", "clause", "heading", "quote", "start", "end"}
    assert {"kind", "id", "clause", "quote"} <= set(found["rows"][0])
    assert found["calculations"] == [{"expression": "300个 × 12%", "value": 36, "unit": "个", "clause": "15"}]
    assert found["query"]["type"] == "ComputeRequirement"
    assert set(found["seconds"]) == {"understand", "retrieve", "compose", "ground", "total"}


@pytest.mark.parametrize("question", [CHARGING, "What does clause 15 say?", "区经委负责哪些任务?", "充电桩由谁牵头?"])
def test_every_quote_stands_at_its_offsets(run, question: str):
    text = load_plan(PLAN).text
    citations = json.loads(run("ask", question, "--json")[1])["citations"]
    assert citations
    assert [c["quote"] for c in citations] == [text[c["start"] : c["end"]] for c in citations]


def test_explain_shows_what_was_understood(run):
    _, out, _ = run("ask", CHARGING, "--explain")
    assert "Query:      {\"type\": \"UnitsOfTopic\"" in out
    assert "Status:     answered" in out


@pytest.mark.parametrize("question", ["", " ", "长" * 10_000, "\x01\x02\x7f", "<script>alert(1)</script>"])
def test_odd_questions_get_an_answer_status(run, question: str):
    status, out, _ = run("ask", question, "--json")
    assert status == 0
    assert json.loads(out)["status"] in ("answered", "not_in_plan", "out_of_scope", "clarify")
    assert json.loads(out)["text"]


def test_a_question_of_bytes_that_are_no_text_is_wrong_use():
    ran = subprocess.run([sys.executable, "-m", "assistant", "ask", b"\xff\xfe\xc4\xe3"], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert is_sentence(ran.stderr.decode())


@pytest.mark.parametrize(("typed", "status"), [(CHARGING.encode(), 0), (CHARGING.encode("gbk"), 2), (bytes(range(128, 256)), 2)])
def test_a_question_from_standard_input(typed: bytes, status: int):
    ran = subprocess.run([sys.executable, "-m", "assistant", "ask", "-"], input=typed, capture_output=True, check=False)
    assert ran.returncode == status
    assert "区交通委" in ran.stdout.decode() if status == 0 else is_sentence(ran.stderr.decode())


def test_output_is_utf8_whatever_the_console_says():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", CHARGING], env=environment, capture_output=True, check=True)
    assert "区交通委" in ran.stdout.decode("utf-8")


class Breaking:
    """An assistant that breaks in the way that a question names, and answers no other."""

    def take_turn(self, question: str, history: object = ()) -> None:
        raise PolicyError("The quote of row 'x' stands nowhere.") if question == "row" else RuntimeError("the cause")


def test_what_breaks_becomes_an_answer_with_an_id_that_the_log_has(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(cli, "build_assistant", lambda settings: Breaking())
    status, out, err = run("ask", "why?", "--json")
    found = json.loads(out)
    log = (tmp_path / "data" / "errors.log").read_text(encoding="utf-8")
    assert (status, err, found["status"]) == (1, "", "error")
    assert log.split()[1] in found["text"]
    assert "the cause" in log


def test_a_broken_prerequisite_is_one_sentence(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cli, "build_assistant", lambda settings: Breaking())
    assert run("ask", "row") == (1, "", "The quote of row 'x' stands nowhere.\n")


def test_a_command_that_breaks_says_where_the_cause_stands(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def fail(*_: object) -> None:
        raise RuntimeError("the cause")

    monkeypatch.setattr(cli, "load_table", fail)
    status, out, err = run("table", "units")
    assert (status, out) == (1, "")
    assert str(tmp_path / "data" / "errors.log") in err
    assert is_sentence(err)


def test_a_question_that_breaks_does_not_take_the_batch_with_it(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(cli, "build_assistant", lambda settings: Breaking())
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "turns": ["why?", "row"]}, {"id": "b", "turns": ["why?"]})
    run("batch", source, str(tmp_path / "out.jsonl"))
    found = read_lines(tmp_path / "out.jsonl")
    assert [[answer["status"] for answer in line["answers"]] for line in found] == [["error", "error"], ["error"]]


# batch


def test_batch_gives_each_dialogue_a_memory_of_its_own_and_keeps_the_order(run, tmp_path: Path):
    source = write_lines(
        tmp_path / "in.jsonl", {"id": "a", "turns": ["2025年森林覆盖率目标是多少?", "谁负责?"]}, {"id": 7, "turns": [CHARGING, "谁负责?"]})
    status, _, err = run("batch", source, str(tmp_path / "out.jsonl"))
    found = read_lines(tmp_path / "out.jsonl")
    assert (status, err) == (0, "")
    assert [line["id"] for line in found] == ["a", 7]
    assert [[answer["citations"][0]["clause"] for answer in line["answers"]] for line in found] == [["27", "27"], ["15", "15"]]


@pytest.mark.parametrize("line", [
    b"{broken", b"\xff\xfe\x00", b"[]", b"7", b"{}", b'{"id": "x"}', b'{"id": "x", "turns": []}', b'{"id": "x", "turns": "q"}',
    b'{"id": "x", "turns": [1]}', b"[" * 5_000, b"1" * 5_000, b'{"id": "x", "turns": null}',
])
def test_a_line_that_cannot_be_read_gets_its_error_in_its_place(run, tmp_path: Path, line: bytes):
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "turns": ["15条谁负责"]}, line, {"id": "c", "turns": ["15条谁负责"]})
    status, _, err = run("batch", source, str(tmp_path / "out.jsonl"))
    first, wrong, last = read_lines(tmp_path / "out.jsonl")
    assert status == 1
    assert is_sentence(err)
    assert set(wrong) == {"id", "line", "error"}
    assert wrong["line"] == 2
    assert (first["id"], last["id"]) == ("a", "c")


def test_an_error_names_the_id_where_it_can_be_read(run, tmp_path: Path):
    run("batch", write_lines(tmp_path / "in.jsonl", {"id": "x", "turns": [1]}), str(tmp_path / "out.jsonl"))
    assert read_lines(tmp_path / "out.jsonl")[0]["id"] == "x"


def test_empty_lines_are_passed_over_and_still_counted(run, tmp_path: Path):
    source = write_lines(tmp_path / "in.jsonl", b"", {"id": "a", "turns": ["15条谁负责"]}, b"   ", b"{")
    run("batch", source, str(tmp_path / "out.jsonl"))
    assert [line.get("line") for line in read_lines(tmp_path / "out.jsonl")] == [None, 4]


@pytest.mark.parametrize("question", ["", "长" * 10_000, "\x00", "\ud800坏"])
def test_odd_questions_in_a_batch_are_answered(run, tmp_path: Path, question: str):
    line = json.dumps({"id": "\ud800", "turns": [question]}).encode()
    status, _, _ = run("batch", write_lines(tmp_path / "in.jsonl", line), str(tmp_path / "out.jsonl"))
    (found,) = read_lines(tmp_path / "out.jsonl")
    assert status == 0
    assert found["answers"][0]["text"]


def test_a_file_with_a_byte_order_mark_is_read(run, tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps({"id": "a", "turns": ["15条谁负责"]}).encode())
    assert run("batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"))[0] == 0


def test_an_empty_file_gives_an_empty_file(run, tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes(b"")
    assert run("batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"))[0] == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_batch_that_cannot_be_read_is_wrong_use(run, tmp_path: Path, name: str):
    status, _, err = run("batch", str(tmp_path / name), str(tmp_path / "out.jsonl"))
    assert status == 2
    assert is_sentence(err)
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("target", ["folder", "file/out.jsonl", "missing/out.jsonl"])
def test_an_output_that_cannot_be_written_is_a_failed_run(run, tmp_path: Path, target: str):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "turns": ["15条谁负责"]})
    status, _, err = run("batch", source, str(tmp_path / target))
    assert status == 1
    assert is_sentence(err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_failed_run(run, tmp_path: Path):
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "turns": ["15条谁负责"]})
    status, _, err = run("batch", source, "/dev/full")
    assert status == 1
    assert is_sentence(err)


def test_a_batch_that_fails_leaves_the_former_answers(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out.jsonl"
    out.write_text("former", encoding="utf-8")
    monkeypatch.setattr(cli, "_answer_line", fail)
    assert run("batch", write_lines(tmp_path / "in.jsonl", b"{}"), str(out))[0] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]
    assert out.read_text(encoding="utf-8") == "former"


def test_a_batch_may_replace_its_own_input(run, tmp_path: Path):
    path = write_lines(tmp_path / "in.jsonl", {"id": "a", "turns": ["15条谁负责"]})
    assert run("batch", path, path)[0] == 0
    assert read_lines(tmp_path / "in.jsonl")[0]["answers"][0]["status"] == "answered"


# table


@pytest.mark.parametrize("name", TABLES)
def test_a_table_as_json_is_a_list_of_objects_with_clause_and_quote(run, name: str):
    status, out, err = run("table", name, "--json")
    rows = json.loads(out)
    assert (status, err) == (0, "")
    assert len(rows) == len(getattr(load_table(PLAN), name))
    assert name == "units" or all(row["clause"] and row["quote"] for row in rows)


def test_a_task_lists_its_units_in_printed_order(run):
    rows = {row["clause"]: row for row in json.loads(run("table", "tasks", "--json")[1])}
    assert rows["15"]["units"] == ["区交通委", "区发展改革委", "区建管委", "区房管局", "区规划资源局"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_for_people_has_a_line_a_row(run, name: str):
    status, out, err = run("table", name)
    assert status == 0
    assert err == f"{len(out.splitlines())} {name}\n"


# check


def signed_tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tables = write_tables(tmp_path / "tiny-tables", tiny_table())
    sign_tables(tiny_plan(), Reading(day=date(2026, 1, 1), how="read"), tables=tables, shared=tables)
    monkeypatch.setenv("POLICY_TABLES_DIR", str(tables))
    monkeypatch.setattr(Settings, "table_folders", (tables, tables))
    return write_plan(tmp_path / "tiny")


def test_check_of_a_table_that_holds(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    status, out, err = run("check", str(signed_tiny(tmp_path, monkeypatch)))
    assert (status, out) == (0, "")
    assert is_sentence(err)


def test_check_prints_table_row_column_and_message(run, tables: Path):
    def forge(rows: list[list[str]]) -> list[list[str]]:
        rows[1][rows[0].index("quote")] = "到2025年,森林覆盖率达到99%"
        return rows

    edit_csv(tables / "targets.csv", forge)
    status, out, _ = run("check")
    lines = [line.split("\t") for line in out.splitlines()]
    assert status == 1
    assert all(len(line) == 4 for line in lines)
    assert any(line[0] == "targets" and line[2] == "quote" for line in lines)


def test_check_of_no_plan_is_a_failed_run(run, tmp_path: Path):
    status, _, err = run("check", str(tmp_path / "nothing"))
    assert status == 1
    assert is_sentence(err)


# ingest


def test_ingest_builds_the_index_in_the_data_folder(run, tmp_path: Path):
    status, out, _ = run("ingest", PLAN)
    assert status == 0
    assert "clauses" in out
    assert (tmp_path / "data" / "index" / "CURRENT").exists()


def test_ingest_of_a_folder_reads_that_plan(run, tmp_path: Path):
    status, out, _ = run("ingest", str(write_plan(tmp_path / "tiny")))
    assert status == 0
    assert "tiny" in out


@pytest.mark.parametrize("folder", ["/dev/null/data", "file/data"])
def test_a_data_folder_that_cannot_be_written_is_a_failed_run(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
):
    (tmp_path / "file").touch()
    monkeypatch.setenv("POLICY_DATA_DIR", str(tmp_path / folder))
    status, out, err = run("ingest", PLAN)
    assert (status, out) == (1, "")
    assert "POLICY_DATA_DIR" in err
    assert is_sentence(err)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_data_folder_is_a_failed_run(run, tmp_path: Path):
    (tmp_path / "data").mkdir(mode=0o500)
    status, _, err = run("ingest", PLAN)
    assert status == 1
    assert is_sentence(err)


def test_a_data_folder_that_cannot_be_written_stops_no_table_question(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_DATA_DIR", "/dev/null/data")
    assert run("ask", CHARGING)[0] == 0


@pytest.mark.parametrize("path", ["nothing", "../../etc", ""])
def test_ingest_of_no_plan_is_a_failed_run(run, path: str):
    status, _, err = run("ingest", path)
    assert status == 1
    assert is_sentence(err)


# settings, plan and tables that cannot be read


@pytest.mark.parametrize(("name", "value"), [("POLICY_PORT", "seven"), ("POLICY_PORT", "99999")])
@pytest.mark.parametrize("arguments", [("ask", CHARGING), ("table", "units"), ("check",), ("chat",)])
def test_a_setting_that_cannot_be_read_names_its_variable(
    run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, arguments: tuple[str, ...]
):
    monkeypatch.setenv(name, value)
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith(f"{name} is {value!r}")
    assert is_sentence(err)


@pytest.mark.parametrize("plan", ["no-such-plan", "../plans", "\u0001"])
def test_an_unknown_plan_is_a_failed_run(run, monkeypatch: pytest.MonkeyPatch, plan: str):
    monkeypatch.setenv("POLICY_PLAN", plan)
    status, _, err = run("ask", CHARGING)
    assert status == 1
    assert is_sentence(err)


def damage(plan_folder: Path, how: str) -> None:
    source = plan_folder / "source.txt"
    content = source.read_bytes()
    match how:
        case "missing":
            source.unlink()
        case "truncated":
            source.write_bytes(content[: len(content) // 2])
        case "empty":
            source.write_bytes(b"")
        case "gbk":
            source.write_bytes(content.decode().encode("gb18030"))
        case "binary":
            source.write_bytes(bytes(range(256)) * 20)
        case "folder":
            source.unlink()
            source.mkdir()


@pytest.mark.parametrize("how", ["missing", "truncated", "empty", "gbk", "binary", "folder"])
@pytest.mark.parametrize("arguments", [("ask", CHARGING), ("check",)])
def test_a_damaged_plan_file_is_one_sentence_that_names_it(run, plan_folder: Path, how: str, arguments: tuple[str, ...]):
    damage(plan_folder, how)
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert "source.txt" in err
    assert is_sentence(err)


def test_a_damaged_plan_file_leaves_the_former_index(run, plan_folder: Path, tmp_path: Path):
    assert run("ingest", str(plan_folder))[0] == 0
    former = (tmp_path / "data" / "index" / "CURRENT").read_text(encoding="utf-8")
    damage(plan_folder, "truncated")
    assert run("ingest", str(plan_folder))[0] == 1
    assert (tmp_path / "data" / "index" / "CURRENT").read_text(encoding="utf-8") == former


@pytest.mark.parametrize("text", ["", "id = ", "id = 'x'", "\x00"])
def test_a_damaged_plan_description_is_one_sentence(run, plan_folder: Path, text: str):
    (plan_folder / "plan.toml").write_text(text, encoding="utf-8")
    status, _, err = run("ask", CHARGING)
    assert status == 1
    assert "plan.toml" in err
    assert is_sentence(err)


def without_column(rows: list[list[str]]) -> list[list[str]]:
    return [row[1:] for row in rows]


def with_duplicate(rows: list[list[str]]) -> list[list[str]]:
    return [*rows, rows[1]]


def with_bad_value(rows: list[list[str]]) -> list[list[str]]:
    rows[1][rows[0].index("comparator")] = "about"
    return rows


def with_short_row(rows: list[list[str]]) -> list[list[str]]:
    return [*rows, rows[1][:3]]


def with_long_row(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], [*rows[1], "one", "too many"], *rows[2:]]


@pytest.mark.parametrize(("change", "told"), [
    (without_column, "no column"), (with_duplicate, "ids are unique"), (with_bad_value, "column 'comparator'"),
    (with_short_row, "row "), (with_long_row, "row 2"), (lambda rows: [], "no column"),
])
@pytest.mark.parametrize("arguments", [("ask", CHARGING), ("table", "targets"), ("check",)])
def test_a_damaged_table_is_one_sentence_that_says_where(run, tables: Path, change, told: str, arguments: tuple[str, ...]):
    edit_csv(tables / "targets.csv", change)
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert "targets.csv" in err
    assert told in err
    assert is_sentence(err)


@pytest.mark.parametrize("how", ["missing", "gbk", "binary"])
def test_a_table_file_that_cannot_be_read_is_one_sentence(run, tables: Path, how: str):
    path = tables / "units.csv"
    content = path.read_bytes()
    path.unlink()
    if how != "missing":
        path.write_bytes(content.decode("utf-8-sig").encode("gb18030") if how == "gbk" else bytes(range(256)) * 9)
    status, _, err = run("ask", CHARGING)
    assert status == 1
    assert "units.csv" in err
    assert is_sentence(err)


def forge_quotes(path: Path, old: str, new: str) -> None:
    """Replace words in the quotes of a table, and nowhere else."""

    def forge(rows: list[list[str]]) -> list[list[str]]:
        column = rows[0].index("quote")
        return [[*row[:column], row[column].replace(old, new), *row[column + 1 :]] for row in rows]

    edit_csv(path, forge)


def test_a_quote_that_is_not_in_the_text_never_reaches_an_answer(run, tables: Path):
    forge_quotes(tables / "targets.csv", "19.8%", "99.8%")
    status, out, err = run("ask", "2025年森林覆盖率目标是多少?")
    assert "99.8" not in out
    assert status == 0 or is_sentence(err)


def test_a_table_saved_by_a_spreadsheet_is_read(run, tables: Path):
    path = tables / "units.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert run("ask", CHARGING)[0] == 0
