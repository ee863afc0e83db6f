"""The typed queries: each kind over the tiny table, and what an unknown id is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.errors import PolicyError
from structured import queries
from structured.queries import run
from tests.builders import target, tiny_table


def ids(query: queries.Query) -> list[str]:
    return [row.id for row in run(query, tiny_table())]


@pytest.mark.parametrize(("query", "rows"), [
    (queries.UnitsOfTopic(clauses=("2", "1")), ["task-2", "task-1"]),
    (queries.TasksOfUnits(units=("区甲局", "区乙委")), ["task-1", "task-2"]),
    (queries.TasksOfUnits(units=("区甲局",), without=("各街镇",)), ["task-2"]),
    (queries.TasksOfUnits(units=("区甲局",), actions=("三",)), []),
    (queries.TasksOfUnits(units=("区甲局",), outside=("二(一)",)), []),
    (queries.TasksOfUnits(units=("区甲局",), outside=("二",)), []),
    (queries.TasksOfUnits(units=("区甲局",), outside=("三",)), ["task-1", "task-2"]),
    (queries.FindUnits(), ["task-1", "task-2"]),
    (queries.FindUnits(kinds=("group",)), ["task-1"]),
    (queries.FindUnits(kinds=("company",)), []),
    (queries.FindUnits(kinds=("bureau",), clauses=("2",)), ["task-2"]),
    (queries.ActionOfClause(clauses=("2", "1"), supposed=("二(一)",)), ["task-2", "task-1"]),
    (queries.FindTargets(ids=("parks", "roof")), ["parks", "roof"]),
    (queries.FindTargets(deadline=2025), ["intensity", "parks"]),
    (queries.FindTargets(period="十四五"), ["storage"]),
    (queries.FindTargets(start=2022), ["roof"]),
    (queries.FindTargets(units=("各街镇",)), ["roof"]),
    (queries.FindTargets(clauses=("2",)), ["parks"]),
    (queries.FindTargets(actions=("二(一)",)), ["roof", "parks"]),
    (queries.FindTargets(firmness=("力争", "不低于")), ["storage", "roof"]),
    (queries.FindTargets(firmness=("严禁",)), ["s6"]),
    (queries.FindTargets(actions=("二",)), ["roof", "parks"]),
    (queries.FindTargets(comparators=("range",)), ["parks"]),
    (queries.FindTargets(numeric=True), ["storage", "intensity", "roof", "parks"]),
    (queries.FindTargets(dimension="share"), ["intensity", "roof"]),
    (queries.FindTargets(dimension="power"), ["storage"]),
    (queries.FindTargets(after=2024), ["storage", "intensity", "parks"]),
    (queries.FindTargets(after=2025), []),
    (queries.FindTargets(after=2024, dimension="power"), ["storage"]),
    (queries.CompareTargets(ids=("storage", "roof")), ["storage", "roof"]),
    (queries.CompareTargets(ids=("roof", "intensity"), how="share"), ["roof", "intensity"]),
    (queries.CompareTargets(ids=("storage",), how="yearly"), ["storage"]),
    (queries.CompareTargets(ids=("parks", "roof"), relative=True), ["parks", "roof"]),
    (queries.CompareTargets(ids=()), []),
    (queries.ReadClause(clauses=("2",)), ["task-2", "parks", "s5", "s6"]),
    (queries.ReadClause(clauses=("二(一)",)), ["task-1", "task-2"]),
    (queries.LocateTopic(statements=("s6", "s2")), ["s6", "s2"]),
    (queries.Explain(statements=("s4",)), ["s4"]),
    (queries.FindObligations(subject_kinds=("factory",)), ["o-roof"]),
    (queries.FindObligations(clauses=("2",)), ["o-parks", "o-burning"]),
    (queries.FindObligations(ids=("o-burning", "o-roof")), ["o-burning", "o-roof"]),
    (queries.ComputeRequirement(ids=("o-roof",), figures=()), ["o-roof"]),
    (queries.CheckFigure(targets=("roof",), value=Decimal(40), unit="%"), ["roof"]),
    (queries.VerifyStatement(targets=("roof",), statements=("s3",)), ["roof", "s3"]),
    (queries.CountRows(of="tasks", units=("区乙委",)), ["task-1", "task-2"]),
    (queries.CountRows(of="tasks", clauses=("2",)), ["task-2"]),
    (queries.CountRows(of="targets", deadline=2025), ["intensity", "parks"]),
    (queries.CountRows(of="safeguards"), []),
    (queries.RankUnits(actions=("二(一)",)), ["task-1", "task-2"]),
    (queries.CompareUnits(clauses=("1", "2"), how="both"), ["task-1", "task-2"]),
])
def test_a_query_finds_its_rows(query: queries.Query, rows: list[str]) -> None:
    assert ids(query) == rows


def test_a_list_leaves_out_thresholds_and_a_goal_that_is_printed_again() -> None:
    same = {"metric": "storage", "value": "2.5", "unit": "万千瓦", "period": "十四五"}
    table = tiny_table(targets=[
        target(id="goal", clause="一", **same), target(id="task", clause="1", **same),
        target(id="star", kind="threshold"),
    ])
    assert [row.id for row in run(queries.FindTargets(), table)] == ["task"]


@pytest.mark.parametrize(("query", "message"), [
    (queries.UnitsOfTopic(clauses=("99",)), "Clause '99' names no responsible units"),
    (queries.TasksOfUnits(units=("区丙局",)), "no responsible unit '区丙局'"),
    (queries.TasksOfUnits(units=(), without=("区丙局",)), "no responsible unit '区丙局'"),
    (queries.ActionOfClause(clauses=("一",)), "Clause '一' names no responsible units"),
    (queries.FindTargets(ids=("nothing",)), "no target 'nothing'"),
    (queries.CompareTargets(ids=("nothing",), how="yearly"), "no target 'nothing'"),
    (queries.FindObligations(subject_kinds=("nobody",)), "no subject kind 'nobody'"),
    (queries.ComputeRequirement(ids=("nothing",), figures=()), "no obligation 'nothing'"),
    (queries.Explain(statements=("nothing",)), "no statement 'nothing'"),
])
def test_an_id_that_the_table_does_not_have_is_told(query: queries.Query, message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        run(query, tiny_table())
