"""`make bench`: how long answers take, here and in the stock stack, measured in one process with the peers
interleaved.

1. Warm: every question of the gold files is asked in turn, round after round, until a cell has enough observations.
   After each of our answers the peer retrieves for the same question, so that both see the same state of the machine.
2. Cold: `ask` and the stock stack answer one question in fresh processes, alternating. One start of each is not measured:
   it leaves the bytecode behind that every later start finds.
3. The table gives median, p95, p99, and the ratio of medians with a bootstrap interval. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from assistant.build import build_assistant
from assistant.chat import Assistant
from assistant.settings import load_settings
from corpus.errors import PolicyError
from eval.cases import load_cases, question_files
from eval.report import percentile
from eval.statistics import median_ratio
from eval.stock import StockRetriever
from eval.systems import Workshop

OBSERVATIONS = 2000
COLD_STARTS = 9
_WARM_UP = 100
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_TELLING = """
import atexit, pathlib, runpy, sys
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: status.exists() and print(status.read_text(), file=sys.stderr))
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The seconds of one thing measured, and the greatest resident memory in bytes where a process was measured."""

    name: str
    seconds: Sequence[float]
    memory: int | None = None


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; the exit status is 1 if something needed is missing."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--questions", type=Path, nargs="+", metavar="FILE", help="gold files (default: all)")
    parser.add_argument("--observations", type=int, default=OBSERVATIONS, help=f"a cell, warm (default {OBSERVATIONS})")
    parser.add_argument("--cold", type=int, default=COLD_STARTS, help=f"cold starts (default {COLD_STARTS})")
    parser.add_argument("--without-peer", action="store_true", help="leave the stock stack out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every observation")
    args = parser.parse_args(argv)
    try:
        cells = measure(args)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print(table(cells))
    if args.json:
        args.json.write_text(json.dumps({cell.name: list(cell.seconds) for cell in cells.values()}), encoding="utf-8")
    return 0


def measure(args: argparse.Namespace) -> dict[str, Cell]:
    """All cells by key. Raises PolicyError if plan, tables, model or questions are missing."""
    settings = load_settings()
    assistant = build_assistant(settings)
    questions = [case.turns[0] for case in load_cases(args.questions or question_files(), "dev")]
    of_table = [question for question in questions if _from_table(assistant, question)]
    with tempfile.TemporaryDirectory() as derived:
        shop = Workshop(settings, (), Path(derived))
        peer = None if args.without_peer else StockRetriever(shop.plan, shop.model, Path(derived))
        cells = _warm_cells(assistant, peer, questions, of_table, args.observations)
        return cells | _cold_cells(shop, None if peer is None else Path(derived), of_table[0], args.cold)


def table(cells: Mapping[str, Cell]) -> str:
    """The cells as a Markdown table, and the ratios below it."""
    lines = ["| measured | n | p50 ms | p95 ms | p99 ms | peak memory |", "|---|---|---|---|---|---|"]
    for cell in cells.values():
        values = [percentile(cell.seconds, percent) for percent in (50, 95, 99)]
        shown = " | ".join("–" if value is None else f"{1000 * value:.3f}" for value in values)
        memory = "–" if cell.memory is None else f"{cell.memory / 2**20:.0f} MB"
        lines.append(f"| {cell.name} | {len(cell.seconds)} | {shown} | {memory} |")
    any_question = cells["any"]
    rate = 1 / (sum(any_question.seconds) / len(any_question.seconds))
    lines += ["", f"Answers a second on one core, all kinds of questions: {rate:.0f}."]
    for slow, fast, words in (("peer", "any", "its retrieval"), ("peer_cold", "ask_cold", "its cold start")):
        if slow in cells:
            ratio = median_ratio(cells[slow].seconds, cells[fast].seconds)
            lines.append(
                f"Stock stack, {words} against our whole answer: {ratio.value:.1f} times as long"
                f" [{ratio.low:.1f}, {ratio.high:.1f}]."
            )
    return "\n".join(lines)


def _from_table(assistant: Assistant, question: str) -> bool:
    """Whether rows alone answered."""
    turn = assistant.take_turn(question)
    return turn.answer.status == "answered" and bool(turn.evidence.rows) and not turn.evidence.passages


def _warm_cells(
    assistant: Assistant, peer: StockRetriever | None, questions: Sequence[str], of_table: Sequence[str], count: int
) -> dict[str, Cell]:
    def ask(question: str) -> None:
        assistant.take_turn(question)

    calls: dict[str, Callable[[str], object]] = {"any": ask}
    if peer is not None:
        calls["peer"] = peer.retrieve
    seconds = _interleaved(calls, questions, count)
    names = {"any": "any question", "peer": "stock LlamaIndex over Chroma, retrieval alone"}
    cells = {
        "table": Cell(name="question that the table answers", seconds=_interleaved({"t": ask}, of_table, count)["t"])
    }
    return cells | {key: Cell(name=names[key], seconds=values) for key, values in seconds.items()}


def _interleaved(
    calls: Mapping[str, Callable[[str], object]], questions: Sequence[str], count: int
) -> dict[str, list[float]]:
    """Seconds of every call, `count` observations each, the calls taking turns at each question."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for number, question in enumerate(islice(cycle(questions), count + _WARM_UP)):
        for name, call in calls.items():
            started = time.perf_counter()
            call(question)
            if number >= _WARM_UP:
                seconds[name].append(time.perf_counter() - started)
    return seconds


def _cold_cells(shop: Workshop, peer_folder: Path | None, question: str, count: int) -> dict[str, Cell]:
    told = [sys.executable, "-c", _TELLING]
    commands = {"ask_cold": [*told, "assistant", "ask", question]}
    if peer_folder is not None:
        commands["peer_cold"] = [*told, "eval.peer", str(peer_folder), str(shop.model), question]
    runs: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
    for number in range(count + 1):
        for name, command in commands.items():
            run = _run_cold(command)
            if number:
                runs[name].append(run)
    names = {"ask_cold": "`ask` from a cold start", "peer_cold": "stock stack from a cold start"}
    return {
        key: Cell(name=names[key], seconds=[time for time, _ in found], memory=round(median(peak for _, peak in found)))
        for key, found in runs.items()
        if found
    }


def _run_cold(command: Sequence[str]) -> tuple[float, int]:
    """Seconds and peak resident bytes of one process (0 where the system does not tell).

    The process tells its peak itself: what its parent is told of it includes the parent's own pages from before exec.
    Raises PolicyError if it fails.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode:
        module = command[3]
        raise PolicyError(f"{module} ended with exit status {done.returncode}; run `python -m {module}` to see why.")
    peak = _PEAK.search(done.stderr)
    return seconds, int(peak.group(1)) * 1024 if peak else 0


if __name__ == "__main__":
    sys.exit(main())
