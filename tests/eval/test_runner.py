"""A run from asking to the report, with systems made for the test."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from eval.cases import Case
from eval.comparing import compare_runs
from eval.page import write_page
from eval.report import comparison_text, percentile, write_markdown, written
from eval.runner import Choices, new_run, produce, read_scores, read_settings, score_run, write_settings
from eval.statistics import Estimate
from eval.summary import summarise
from tests.eval.builders import PLAN, fact, make_answer, make_case

QUOTE = ("1", "2022年起新建学校屋顶安装光伏的面积比例不低于70%")
CASES = (
    make_case(facts=[fact("70", "%", ">=", "2022起")], clauses=[["1"]]),
    make_case(kind="not_in_plan", turns=("补贴多少?",), act="not_in_plan").model_copy(
        update={"id": "x2", "cluster": "y"}
    ),
)


class Fixed:
    """Answers everything with one text; or raises."""

    def __init__(self, name: str, text: str = "2022年起不低于70%[1]。", *, broken: bool = False) -> None:
        self.name = name
        self._text = text
        self._broken = broken

    def answer_dialogue(self, turns: Sequence[str]) -> Sequence[Mapping[str, object]]:
        if self._broken:
            raise RuntimeError("<b>broken</b>")
        return [make_answer(self._text, QUOTE).model_dump(mode="json") for _ in turns]


def make_run(root: Path, *systems: Fixed) -> Path:
    folder = new_run(root)
    names = tuple(system.name for system in systems)
    write_settings(folder, PLAN, CASES, Choices(split="all", systems=names, questions=(Path("x.jsonl"),)))
    produce(systems, CASES, folder)
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return make_run(tmp_path, Fixed("assistant"), Fixed("crash", broken=True))


def test_settings_say_what_was_asked(run: Path) -> None:
    settings = read_settings(run)
    assert (settings.cases, settings.turns, settings.clusters, settings.systems) == (2, 2, 2, ("assistant", "crash"))


def test_scores_are_those_of_the_answers(run: Path) -> None:
    records = score_run(run, CASES, PLAN)
    assert [record.score.verdict for record in records["assistant"]] == ["perfect", "incorrect"]


def test_a_crash_costs_its_case_only(run: Path) -> None:
    crashed = [json.loads(line)["answers"][0] for line in (run / "turns" / "crash.jsonl").read_text().splitlines()]
    assert [answer["status"] for answer in crashed] == ["error", "error"]
    assert {record.score.verdict for record in score_run(run, CASES, PLAN)["crash"]} == {"missing"}


def test_scores_can_be_read_again(run: Path) -> None:
    records = score_run(run, CASES, PLAN)
    read = read_scores(run, "assistant")
    assert read == {(record.case.id, record.score.turn): record.score for record in records["assistant"]}


def test_summary_knows_what_does_not_apply(run: Path) -> None:
    summary = summarise("assistant", score_run(run, CASES, PLAN)["assistant"])
    assert summary.measures["accuracy"] is not None
    assert summary.measures["accuracy"].value == 0.5
    assert summary.measures["units_exact"] is None
    assert summary.statuses == {("answer", "answered"): 1, ("not_in_plan", "answered"): 1}


def test_reports_show_wrong_turns_and_escape_markup(run: Path) -> None:
    records = score_run(run, CASES, PLAN)
    summaries = [summarise(name, scored) for name, scored in records.items()]
    markdown = write_markdown(read_settings(run), summaries, records, "assistant")
    page = write_page(read_settings(run), summaries, records, {}, "crash")
    assert "**x2** turn 1, not_in_plan, understanding: 补贴多少?" in markdown
    assert "&lt;b&gt;broken&lt;/b&gt;" in page
    assert "<b>broken" not in page
    assert page.count("<svg") >= 4


def test_comparison_lists_what_changed(tmp_path: Path) -> None:
    before = score_run(make_run(tmp_path / "a", Fixed("assistant")), CASES, PLAN)["assistant"]
    after = score_run(make_run(tmp_path / "b", Fixed("assistant", "没有。")), CASES, PLAN)["assistant"]
    earlier = {(record.case.id, record.score.turn): record.score for record in before}
    comparison = compare_runs(earlier, [record.score for record in after])
    assert [(change.after.case, change.direction) for change in comparison.changes] == [("x1", "worse")]
    assert "x1 turn 1: perfect -> incorrect" in comparison_text(comparison, "a")


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="no run folder"):
        read_settings(tmp_path)
    with pytest.raises(PolicyError, match="no scores"):
        read_scores(tmp_path, "assistant")


def test_written_estimates() -> None:
    estimate = Estimate(value=0.982, low=0.9, high=1.0, n=5)
    assert written(estimate, "accuracy") == "98.2 % [90.0, 100.0]"
    assert written(estimate, "mrr") == "0.98 [0.90, 1.00]"
    assert written(None) == "–"


def test_percentile() -> None:
    assert percentile([], 50) is None
    assert percentile([3.0], 99) == 3.0
    assert percentile([float(number) for number in range(101)], 95) == 95


def test_cases_are_frozen() -> None:
    assert isinstance(CASES[0], Case)
    with pytest.raises(ValueError, match="frozen"):
        CASES[0].id = "y"  # type: ignore[misc]
