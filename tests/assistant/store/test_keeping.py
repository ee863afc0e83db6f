"""The commands `feedback` and `user`, as an administrator uses them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from assistant import keeping
from assistant.cli import main
from assistant.settings import Settings, load_settings
from assistant.store.accounts import Accounts
from assistant.store.feedback import Feedback, FeedbackStore

PASSWORD = "correct horse 电池"
ANSWER = {"question": "充电桩?", "language": "zh", "status": "answered", "text": "…", "citations": [], "rows": [], "query": {}}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"POLICY_{name.upper()}", raising=False)
    monkeypatch.setenv("POLICY_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command with a standard input: exit status, stdout, stderr."""

    def run_command(*arguments: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, *capsys.readouterr()

    return run_command


@pytest.fixture
def terminal(monkeypatch):
    """Somebody at a terminal who types these passwords."""

    def typing(*passwords: str) -> None:
        remaining = list(passwords)

        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr("sys.stdin", Terminal())
        monkeypatch.setattr(keeping.getpass, "getpass", lambda _: remaining.pop(0))

    return typing


def signs_in(name: str, password: str) -> bool:
    accounts = Accounts(load_settings().database)
    try:
        return accounts.check(name, password) is not None
    finally:
        accounts.close()


def rate(*verdicts: str) -> None:
    store = FeedbackStore(load_settings().database)
    for verdict in verdicts:
        store.add(Feedback(plan="p", plan_version="1", verdict=verdict, answer=ANSWER, comment="“=1+1”\n<b>"))  # pyright: ignore
    store.close()


def test_ratings_are_counted(run):
    rate("right", "right", "wrong_unit")
    status, out, err = run("feedback")
    assert (status, err) == (0, "Ratings in all: 3.\n")
    assert [line.split()[0] for line in out.splitlines()] == ["2", "0", "0", "1", "0", "0"]


def test_ratings_are_exported_one_candidate_a_line(run, tmp_path):
    rate("right", "incomplete")
    assert run("feedback", "--export", str(tmp_path / "new.jsonl"))[0] == 0
    lines = (tmp_path / "new.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["turns"] for line in lines] == [["充电桩?"]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "new.jsonl"]


def test_without_ratings_the_export_is_empty(run, tmp_path):
    assert run("feedback", "--export", str(tmp_path / "new.jsonl"))[0] == 0
    assert (tmp_path / "new.jsonl").read_text() == ""


def test_an_export_that_cannot_be_written_is_told(run, tmp_path):
    status, out, err = run("feedback", "--export", str(tmp_path / "no" / "new.jsonl"))
    assert (status, out) == (1, "")
    assert err.endswith("cannot be written (No such file or directory).\n")


def test_a_broken_database_is_told_in_one_sentence(run, monkeypatch):
    monkeypatch.setenv("POLICY_DATABASE_URL", "nonsense")
    status, _, err = run("feedback")
    assert (status, err.count("\n"), "POLICY_DATABASE_URL" in err) == (1, 1, True)


def test_an_account_is_added_from_standard_input(run):
    assert run("user", "add", "Wang", given=PASSWORD + "\r\nmore\n") == (0, "", "wang can sign in.\n")
    assert signs_in("wang", PASSWORD)


def test_an_account_is_added_at_a_terminal(terminal, capsys):
    terminal(PASSWORD, PASSWORD)
    assert main(["user", "add", "wang"]) == 0
    assert signs_in("wang", PASSWORD)
    assert PASSWORD not in "".join(capsys.readouterr())


def test_a_password_typed_in_two_ways_changes_nothing(terminal, capsys):
    terminal(PASSWORD, PASSWORD + "x")
    assert main(["user", "add", "wang"]) == 1
    assert "differ" in capsys.readouterr().err
    assert not signs_in("wang", PASSWORD)


def test_a_password_is_replaced_only_when_that_is_said(run):
    run("user", "add", "wang", given=PASSWORD)
    assert run("user", "add", "wang", given="another password")[0] == 1
    assert run("user", "add", "--replace", "wang", given="another password")[0] == 0
    assert signs_in("wang", "another password")


@pytest.mark.parametrize("given", ["", "\n", "short\n", "\x00" * 20])
def test_a_password_that_is_none_is_refused(run, given):
    status, _, err = run("user", "add", "wang", given=given)
    assert (status, err.count("\n")) == (1, 1)


def test_accounts_are_listed_and_removed(run):
    for name in ("wang", "li"):
        run("user", "add", name, given=PASSWORD)
    assert [line.split("\t")[0] for line in run("user", "list")[1].splitlines()] == ["li", "wang"]
    assert run("user", "remove", "WANG")[0] == 0
    assert [line.split("\t")[0] for line in run("user", "list")[1].splitlines()] == ["li"]
    assert run("user", "remove", "wang")[0] == 1


def test_wrong_use_is_status_two(run):
    assert [run("user")[0], run("user", "add")[0], run("user", "rename", "a")[0], run("feedback", "--export")[0]] == [2, 2, 2, 2]
