"""`policy-assistant eval`: ask, score, report, compare, gate.

1. The questions of a split are asked of the chosen systems (`runner.produce`), unless --rescore names a run.
2. The answers are scored and summarised.
3. report.md and report.html are written into the run's folder, a short table is printed.
4. --compare says what changed; --fail-under decides the exit status.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.settings import Settings, load_settings
from corpus.errors import PolicyError
from eval.cases import Case, load_cases, question_files
from eval.comparing import compare_runs
from eval.counterfactual import counterfactual_text, run_counterfactual
from eval.page import write_page
from eval.report import comparison_text, measures_table, write_markdown
from eval.runner import Choices, new_run, produce, read_scores, read_settings, score_run, write_settings
from eval.summary import Record, Summary, summarise
from eval.systems import GROUPS, LABELS, MAKERS, Workshop, load_evaluated_plan

SUBJECT = "assistant"
_SHOWN = (
    "accuracy",
    "truthfulness",
    "perfect",
    "acceptable",
    "missing",
    "incorrect",
    "fact_recall",
    "fact_precision",
    "wrong_numbers",
    "units_exact",
    "citation_recall",
    "citation_precision",
    "quotes_exact",
    "grounded",
    "over_refused",
    "over_answered",
    "corrected",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to a parser."""
    parser.add_argument("--split", choices=("dev", "test", "all"), default="dev", help="which questions (default: dev)")
    parser.add_argument(
        "--systems",
        default=SUBJECT,
        metavar="NAMES",
        help=f"comma-separated, or {' or '.join(GROUPS)} (default: {SUBJECT}); there are {', '.join(MAKERS)}",
    )
    parser.add_argument(
        "--questions", type=Path, nargs="+", metavar="FILE", help="gold files (default: all of eval/questions)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("runs"), metavar="FOLDER", help="where runs are written (default: runs)"
    )
    parser.add_argument("--rescore", type=Path, metavar="RUN", help="score the answers of this run again, ask nothing")
    parser.add_argument(
        "--compare", type=Path, metavar="RUN", help="show what changed since an earlier run, turn by turn"
    )
    parser.add_argument(
        "--fail-under", type=float, metavar="PCT", help="exit status 1 if accuracy is below this many per cent"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N questions")
    parser.add_argument(
        "--counterfactual",
        action="store_true",
        help="ask the same questions about a twin of the plan with other numbers, dates and unit lists, and compare",
    )
    parser.add_argument(
        "--list-wrong", action="store_true", help="print every wrong turn with its faults and the answer"
    )


def run(args: argparse.Namespace) -> int:
    """Run the evaluation; the exit status is 1 if --fail-under is not met. Raises PolicyError for wrong choices."""
    settings = load_settings()
    plan = load_evaluated_plan(settings)
    choices = _choices(args)
    cases = _cases(choices)
    folder = args.rescore or _ask(args, settings, cases, choices)
    records = score_run(folder, cases, plan)
    summaries = [summarise(name, scored) for name, scored in records.items() if scored]
    if not summaries:
        raise PolicyError(f"The run {str(folder)!r} has no answers to score.")
    twin = _counterfactual_text(args, settings, cases, folder)
    _write_reports(folder, summaries, records, twin)
    print(measures_table(summaries, _SHOWN))
    print("\n".join(part for part in ("", twin, f"The report is {folder / 'report.html'}.") if part))
    return _finish(args, summaries, records)


def _choices(args: argparse.Namespace) -> Choices:
    """Read what is asked: the options, or for a run that is scored again those it was made with."""
    if args.rescore:
        return read_settings(args.rescore)
    named = (name.strip() for name in args.systems.split(",") if name.strip())
    names = tuple(dict.fromkeys(member for name in named for member in GROUPS.get(name, (name,))))
    unknown = [name for name in names if name not in MAKERS]
    if unknown or not names:
        wrong = ", ".join(map(repr, unknown)) or "(none named)"
        raise PolicyError(f"There is no system {wrong}; choose from {', '.join(MAKERS)}.")
    files = tuple(args.questions or question_files())
    return Choices(split=args.split, systems=names, questions=files, limit=args.limit)


def _cases(choices: Choices) -> tuple[Case, ...]:
    cases = load_cases(choices.questions, choices.split)[: choices.limit]
    if not cases:
        raise PolicyError(f"There are no questions in the split {choices.split!r}.")
    return cases


def _ask(args: argparse.Namespace, settings: Settings, cases: Sequence[Case], choices: Choices) -> Path:
    folder = new_run(args.out)
    progress = _show_progress if sys.stderr.isatty() else None
    with tempfile.TemporaryDirectory() as derived:
        shop = Workshop(settings, cases, Path(derived))
        write_settings(folder, shop.plan, cases, choices)
        produce((shop.make(name) for name in choices.systems), cases, folder, progress)
    return folder


def _show_progress(name: str, done: int, total: int) -> None:
    end = "\n" if done == total else ""
    print(f"\r{name}: {done}/{total}", end=end, file=sys.stderr, flush=True)


def _counterfactual_text(args: argparse.Namespace, settings: Settings, cases: Sequence[Case], folder: Path) -> str:
    return counterfactual_text(run_counterfactual(settings, cases, folder)) if args.counterfactual else ""


def _write_reports(
    folder: Path, summaries: Sequence[Summary], records: Mapping[str, Sequence[Record]], twin: str
) -> None:
    settings = read_settings(folder)
    markdown = write_markdown(settings, summaries, records, SUBJECT) + (f"\n{twin}\n" if twin else "")
    page = write_page(settings, summaries, records, LABELS, SUBJECT)
    try:
        (folder / "report.md").write_text(markdown, encoding="utf-8")
        (folder / "report.html").write_text(page, encoding="utf-8")
    except OSError as error:
        raise PolicyError(f"The report cannot be written into {str(folder)!r} ({error.strerror}).") from error


def _finish(args: argparse.Namespace, summaries: Sequence[Summary], records: Mapping[str, Sequence[Record]]) -> int:
    subject = SUBJECT if SUBJECT in records else summaries[0].system
    scored = records[subject]
    if args.list_wrong:
        print_wrong(scored)
    if args.compare:
        earlier = read_scores(args.compare, subject)
        print("\n" + comparison_text(compare_runs(earlier, [record.score for record in scored]), args.compare.name))
    accuracy = 100 * sum(record.score.right for record in scored) / len(scored)
    if args.fail_under is not None and accuracy < args.fail_under:
        print(f"\nAccuracy of {subject} is {accuracy:.1f} %, below {args.fail_under:g} %.", file=sys.stderr)
        return 1
    return 0


def print_wrong(records: Sequence[Record]) -> None:
    """Print every wrong turn with its stage, its faults and the answer's text."""
    for record in records:
        score = record.score
        if not score.right:
            print(
                f"\n--- {score.case} turn {score.turn + 1} [{score.kind}, {score.status}, {record.stage}]"
                f" {score.question}"
            )
            print("    " + " | ".join(score.faults))
            print("    " + score.text.replace("\n", "\n    "))
