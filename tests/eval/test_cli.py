"""The command: choices, exit statuses, the gate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from eval.__main__ import main
from eval.cli import run

GOLD = {
    "id": "x1",
    "cluster": "x",
    "lang": "zh",
    "kind": "not_in_plan",
    "turns": ["补贴多少?"],
    "gold": [{"act": "not_in_plan"}],
}
ANSWER = {"id": "x1", "answers": [{"status": "not_in_plan", "text": "方案没有写。", "citations": []}]}


def write_lines(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def command(tmp_path: Path, *extra: str) -> list[str]:
    gold = write_lines(tmp_path / "gold.jsonl", GOLD)
    return [
        "run",
        "--split",
        "all",
        "--systems",
        "refuse",
        "--questions",
        str(gold),
        "--out",
        str(tmp_path / "runs"),
        *extra,
    ]


def test_a_run_writes_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command(tmp_path)) == 0
    (folder,) = (tmp_path / "runs").iterdir()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert names == ["report.html", "report.md", "scores/refuse.jsonl", "settings.json", "turns/refuse.jsonl"]
    assert "100.0 %" in capsys.readouterr().out


def test_fail_under_decides_the_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command(tmp_path, "--fail-under", "100")) == 0
    assert main([*command(tmp_path / "..", "--fail-under", "101")]) == 1
    assert "below 101 %" in capsys.readouterr().err


def test_a_run_can_be_scored_again_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(command(tmp_path))
    (folder,) = (tmp_path / "runs").iterdir()
    assert main(["run", "--rescore", str(folder), "--compare", str(folder)]) == 0
    assert "0 turns better, 0 worse" in capsys.readouterr().out


def test_an_unknown_system_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command(tmp_path), "--systems", "oracle,oracel"]) == 1
    assert "no system 'oracel'" in capsys.readouterr().err


def test_an_empty_split_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command(tmp_path), "--limit", "0"]) == 1
    assert "no questions" in capsys.readouterr().err


def test_score_prints_accuracy_by_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, answers = write_lines(tmp_path / "gold.jsonl", GOLD), write_lines(tmp_path / "answers.jsonl", ANSWER)
    assert main(["score", "--gold", str(gold), "--answers", str(answers), "--split", "all"]) == 0
    assert "not_in_plan          1  100.0%" in capsys.readouterr().out


def test_score_refuses_lines_that_are_no_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, answers = write_lines(tmp_path / "gold.jsonl", GOLD), write_lines(tmp_path / "answers.jsonl", {"answers": []})
    assert main(["score", "--gold", str(gold), "--answers", str(answers)]) == 1
    assert "answers.jsonl, line 1 is no answer line" in capsys.readouterr().err


def test_the_command_raises_one_clear_sentence() -> None:
    import argparse

    with pytest.raises(PolicyError, match="no run folder"):
        run(argparse.Namespace(rescore=Path("/nowhere")))
