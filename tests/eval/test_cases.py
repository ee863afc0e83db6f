"""Gold files: reading, validation, the split, and the mechanical second reading of the real ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from corpus.sources import load_plan
from eval.cases import Case, load_cases, question_files, split_of
from eval.proofread import find_faults
from tests.eval.builders import PLAN, fact, make_case

LINE = {"id": "x1", "cluster": "x", "lang": "zh", "kind": "figure", "turns": ["?"], "gold": [{"act": "clarify"}]}


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_load_cases_reads_every_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", LINE, "", {**LINE, "id": "x2"})
    assert [case.id for case in load_cases([path])] == ["x1", "x2"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "a.jsonl, line 1"),
        ({**LINE, "kind": "riddle"}, "kind"),
        ({**LINE, "turns": ["a", "b"]}, "one for each turn"),
        ({**LINE, "gold": [{"act": "answer", "facts": [{"metric": "m", "value": None}]}]}, "words in scope"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: object, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        load_cases([write(tmp_path / "a.jsonl", line)])


def test_ids_are_unique_over_files(tmp_path: Path) -> None:
    files = [write(tmp_path / name, LINE) for name in ("a.jsonl", "b.jsonl")]
    with pytest.raises(PolicyError, match=r"'x1' stands in a.jsonl, line 1 already"):
        load_cases(files)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read"):
        load_cases([tmp_path / "none.jsonl"])


def test_the_split_goes_by_cluster() -> None:
    names = [f"cluster-{number}" for number in range(1000)]
    shares = sum(split_of(name) == "dev" for name in names) / len(names)
    assert 0.55 < shares < 0.65
    assert [split_of(name) for name in names] == [split_of(name) for name in names]


def test_proofreading_finds_what_cannot_be_right() -> None:
    case = make_case(
        facts=[fact("71", "%")], clauses=[["1"], ["9"]], spans=["没有的话"], forbidden=["71%"], units=["戊局"]
    )
    assert find_faults([case], PLAN) == [
        "x1 turn 1: there is no clause '9'",
        "x1 turn 1: '戊局' is no printed unit name",
        "x1 turn 1: the span '没有的话' stands in no cited clause",
        "x1 turn 1: the value 71% stands in no cited clause",
        "x1 turn 1: the forbidden '71%' is a gold value",
    ]


@pytest.fixture(scope="module")
def gold() -> tuple[Case, ...]:
    return load_cases(question_files())


def test_the_gold_has_no_mechanical_fault(gold: tuple[Case, ...]) -> None:
    assert find_faults(gold, load_plan("minhang-carbon-peak")) == []


def test_the_gold_is_as_broad_as_it_should_be(gold: tuple[Case, ...]) -> None:
    refused = [case for case in gold if any(turn.act != "answer" for turn in case.gold)]
    assert len(gold) >= 600
    assert sum(case.lang == "zh" for case in gold) / len(gold) >= 0.6
    assert len(refused) / len(gold) >= 0.25
    assert sum(len(case.turns) > 1 for case in gold) >= 60
