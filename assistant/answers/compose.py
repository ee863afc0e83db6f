"""Understanding and evidence -> draft: the renderer that belongs to the type of the query."""

from __future__ import annotations

from typing import cast

from assistant.answers.clauses import render_actions, render_clause, render_explanation, render_location, render_obligations
from assistant.answers.context import Context
from assistant.answers.own import render_check, render_computation, render_rate, render_verification
from assistant.answers.refusals import render_refusal
from assistant.answers.targets import render_comparison, render_targets
from assistant.answers.units import (
    render_count,
    render_rank,
    render_tasks,
    render_unit_comparison,
    render_units,
    render_units_of_kinds,
)
from assistant.turn import Draft, Evidence, Understanding
from structured import queries
from structured.schema import Obligation, Statement, Target, Task


def compose(understanding: Understanding, evidence: Evidence, context: Context) -> Draft:  # noqa: C901 - one case for each query
    """The draft of an answer: wording from the rows alone."""
    if understanding.refusal is not None:
        return render_refusal(context, understanding.refusal, evidence.rows)
    rows = evidence.rows
    match understanding.query:
        case queries.UnitsOfTopic() as query:
            return render_units(context, query, rows)
        case queries.TasksOfUnits() as query:
            return render_tasks(context, query, cast("tuple[Task, ...]", rows))
        case queries.FindUnits() as query:
            return render_units_of_kinds(context, query, cast("tuple[Task, ...]", rows))
        case queries.FindTargets() as query:
            return render_targets(context, query, cast("tuple[Target, ...]", rows))
        case queries.CompareTargets() as query:
            return render_comparison(context, query, cast("tuple[Target, ...]", rows))
        case queries.CompareUnits() as query:
            return render_unit_comparison(context, query, cast("tuple[Task, ...]", rows))
        case queries.CountRows() as query:
            return render_count(context, query, rows)
        case queries.RankUnits() as query:
            return render_rank(context, query, cast("tuple[Task, ...]", rows))
        case queries.ReadClause() as query:
            return render_clause(context, query, rows)
        case queries.ActionOfClause() as query:
            return render_actions(context, query, cast("tuple[Task, ...]", rows))
        case queries.LocateTopic() as query:
            return render_location(context, query, cast("tuple[Statement, ...]", rows))
        case queries.FindObligations() as query:
            return render_obligations(context, query, cast("tuple[Obligation, ...]", rows))
        case queries.ComputeRequirement() as query:
            return render_computation(context, query, cast("tuple[Obligation, ...]", rows))
        case queries.CheckFigure() as query:
            return render_check(context, query, cast("tuple[Target, ...]", rows))
        case queries.ApplyRate() as query:
            return render_rate(context, query, cast("tuple[Target, ...]", rows))
        case queries.VerifyStatement() as query:
            return render_verification(context, query, rows)
        case queries.Explain():
            return render_explanation(context, cast("tuple[Statement, ...]", rows))
        case None:
            return Draft(status="not_in_plan", sentences=())
