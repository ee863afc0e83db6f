"""`python -m eval`: `run` is `policy-assistant eval`; `score` scores answers that `policy-assistant batch` wrote."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import Settings
from corpus.errors import PolicyError
from corpus.sources import load_plan
from eval import cli
from eval.answers import load_answers
from eval.cases import load_cases, question_files
from eval.metrics import TurnScore, score_case
from eval.proofread import find_faults
from eval.verdict import WORTH

DEFAULT_PLAN = Settings().plan


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="ask, score and report")
    cli.add_arguments(run)
    run.set_defaults(function=cli.run)
    score = commands.add_parser("score", help="score an answer file against gold questions")
    _add_score_arguments(score)
    score.set_defaults(function=score_files)
    proof = commands.add_parser("proofread", help="list what in gold files cannot be right")
    proof.add_argument("--gold", type=Path, nargs="+", metavar="FILE", help="default: all of eval/questions")
    proof.add_argument("--plan", default=DEFAULT_PLAN, help="id or folder of the plan")
    proof.set_defaults(function=proofread)
    arguments = parser.parse_args(argv)
    try:
        return arguments.function(arguments)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1


def _add_score_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gold", type=Path, nargs="+", required=True, metavar="FILE")
    parser.add_argument("--answers", type=Path, nargs="+", required=True, metavar="FILE")
    parser.add_argument("--split", choices=("dev", "test", "all"), default="dev")
    parser.add_argument("--kind", help="only this kind of question")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="show the first N wrong turns")
    parser.add_argument(
        "--slight", type=int, default=0, metavar="N", help="show the first N turns that are only acceptable"
    )
    parser.add_argument("--plan", default=DEFAULT_PLAN, help="id or folder of the plan")


def proofread(arguments: argparse.Namespace) -> int:
    """Print every fault of gold files; the exit status is 1 if there is any."""
    faults = find_faults(load_cases(arguments.gold or question_files()), load_plan(arguments.plan))
    print("\n".join(faults) or "No fault found.")
    return 1 if faults else 0


def score_files(arguments: argparse.Namespace) -> int:
    """Score the cases that have answers and print accuracy by kind.

    Raises PolicyError for files that cannot be read.
    """
    plan = load_plan(arguments.plan)
    answers = {case: found for path in arguments.answers for case, found in load_answers(path).items()}
    cases = [case for case in load_cases(arguments.gold, arguments.split) if arguments.kind in (None, case.kind)]
    scores = [score for case in cases if case.id in answers for score in score_case(case, answers[case.id], plan)]
    print_table(scores)
    show([score for score in scores if not score.right][: arguments.wrong])
    show([score for score in scores if score.verdict == "acceptable"][: arguments.slight])
    return 0


def print_table(scores: Sequence[TurnScore]) -> None:
    """Accuracy by kind and language, with the shares of the four verdicts."""
    groups: dict[str, list[TurnScore]] = defaultdict(list)
    for score in scores:
        for name in (score.kind, f"~{score.lang}", "~all"):
            groups[name].append(score)
    print(
        f"{'kind':16} {'turns':>5} {'right':>7} {'perfect':>8} {'accept.':>8} {'missing':>8} {'incorr.':>8}"
        f" {'truth':>6}"
    )
    for name, group in sorted(groups.items()):
        shares = [sum(score.verdict == verdict for score in group) / len(group) for verdict in WORTH]
        truth = sum(score.worth for score in group) / len(group)
        right = sum(score.right for score in group) / len(group)
        print(
            f"{name.strip('~'):16} {len(group):5} {right:7.1%} "
            + " ".join(f"{share:8.1%}" for share in shares)
            + f" {truth:6.2f}"
        )


def show(scores: Sequence[TurnScore]) -> None:
    """Print the turns with their faults and the answer's text."""
    for score in scores:
        print(
            f"\n--- {score.case} turn {score.turn + 1} [{score.kind}, {score.verdict}, {score.status}] {score.question}"
        )
        print("    " + " | ".join(score.faults))
        print("    " + score.text.replace("\n", "\n    "))


if __name__ == "__main__":
    sys.exit(main())
