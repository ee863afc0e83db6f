"""The counterfactual run: the same questions about a twin of the plan must score the same.

The twin has other values, dates and unit lists, in text and tables alike; the assistant is pointed to it by its
settings and keeps its code, its embedding model and its question model. What it then gets wrong it had not read in
the data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.build import build_assistant
from assistant.settings import Settings
from corpus.sources import PLANS_FOLDER
from eval.cases import Case
from eval.comparing import system_difference
from eval.runner import produce, score_system
from eval.statistics import Estimate, cluster_mean
from eval.summary import Record
from eval.systems import AssistantSystem, load_evaluated_plan
from eval.twin.gold import change_cases
from eval.twin.plan import write_twin
from structured.table import load_table

SEED = 1


@dataclass(frozen=True, kw_only=True)
class Counterfactual:
    """The same cases answered from the plan and from its twin, turn by turn in one order."""

    plan: Sequence[Record]
    twin: Sequence[Record]
    left_out: Counter[str]

    @property
    def difference(self) -> Estimate | None:
        """Accuracy on the twin minus accuracy on the plan."""
        return system_difference(self.twin, self.plan)

    @property
    def changed(self) -> list[tuple[Record, Record]]:
        """The turns that are right on one side only, as (plan, twin)."""
        pairs = zip(self.plan, self.twin, strict=True)
        return [(old, new) for old, new in pairs if old.score.right != new.score.right]


def run_counterfactual(settings: Settings, cases: Sequence[Case], folder: Path, seed: int = SEED) -> Counterfactual:
    """Write the twin into `folder/twin` and ask both plans; answers lie in `folder/plan_run` and `folder/twin_run`."""
    plan = load_evaluated_plan(settings)
    tables, shared = settings.table_folders
    table = load_table(plan.id, tables, shared)
    plan_folder = settings.plans_dir / settings.plan if settings.plans_dir else PLANS_FOLDER / settings.plan
    twin = write_twin(plan, table, plan_folder, tables, folder / "twin", seed)
    kept = change_cases(cases, twin, table)
    _write_cases(folder / "twin" / "questions.jsonl", kept.new)
    pointed = settings.model_copy(update=twin_settings(folder / "twin"))
    return Counterfactual(
        plan=_ask(settings, kept.old, folder / "plan_run"),
        twin=_ask(pointed, kept.new, folder / "twin_run"),
        left_out=kept.left_out,
    )


def twin_settings(folder: Path) -> dict[str, Path]:
    """The settings that point the assistant to a twin."""
    return {"plans_dir": folder / "plans", "tables_dir": folder / "tables", "data_dir": folder / "data"}


def counterfactual_text(result: Counterfactual, limit: int = 20) -> str:
    """The outcome in Markdown: both accuracies, the paired difference, and the turns that differ."""
    lines = [
        "## Counterfactual plan",
        f"{len(result.plan)} turns; left out: "
        + (", ".join(f"{count} ({reason})" for reason, count in result.left_out.most_common()) or "none")
        + ".",
        f"Accuracy on the plan {_pct(_accuracy(result.plan))}, on its twin {_pct(_accuracy(result.twin))},"
        f" difference {_pct(result.difference, sign='+')}.",
    ]
    for old, new in result.changed[:limit]:
        lines.append(
            f"- {new.score.case} turn {new.score.turn + 1}: {old.score.verdict} -> {new.score.verdict}"
            f" | {new.score.question}"
            f" | {'; '.join(new.score.faults or old.score.faults)}"
        )
    return "\n".join(lines)


def _accuracy(records: Sequence[Record]) -> Estimate | None:
    return cluster_mean([(record.case.cluster, float(record.score.right)) for record in records])


def _pct(estimate: Estimate | None, sign: str = "") -> str:
    if estimate is None:
        return "–"
    return f"{100 * estimate.value:{sign}.1f} % [{100 * estimate.low:{sign}.1f}, {100 * estimate.high:{sign}.1f}]"


def _ask(settings: Settings, cases: Sequence[Case], folder: Path) -> list[Record]:
    (folder / "turns").mkdir(parents=True, exist_ok=True)
    system = AssistantSystem(build_assistant(settings))
    produce([system], cases, folder)
    return score_system(folder, system.name, cases, load_evaluated_plan(settings))


def _write_cases(path: Path, cases: Sequence[Case]) -> None:
    path.write_text("".join(case.model_dump_json() + "\n" for case in cases), encoding="utf-8")
