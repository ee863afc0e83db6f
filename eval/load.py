"""Many users at once: does everybody get his own answer, and how long does it take?

1. Every user has a conversation of his own: a question about one clause, then follow-ups that only the history explains.
   What must be answered is worked out beforehand by the same assistant, one conversation after the other.
2. A real server process is asked by all users at the same time, through the page's events and through the REST interface.
3. Counted are failures, answers that do not belong to the conversation of the one who asked, and the seconds from sending
   a question to having the whole answer. The exit status is 1 if anything failed, was mixed up, or was slower than asked.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle

from assistant.build import build_assistant
from assistant.chat import Assistant, Conversation
from assistant.settings import Settings, load_settings
from corpus.errors import PolicyError
from eval.report import percentile
from eval.visitors import Failed, Shown, person, program, ready, words

WAYS = {"page": person, "rest": program}
START_SECONDS = 120
ARRIVAL_SECONDS = 0.1
# Each user of the benchmark asks more in a minute than one person may.
NO_LIMIT = "1000000"
QUESTIONS = ("What does clause {clause} say?", "Who is responsible for it?", "第{clause}条讲什么?", "它有哪些指标?", "And by when?")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A question, and the words that its answer must show, line by line."""

    question: str
    lines: tuple[str, ...]


Script = tuple[Turn, ...]


@dataclass(kw_only=True)
class Tally:
    """What all users of one way saw: seconds of each answer, seconds of each visit's opening, failures, mix-ups."""

    way: str
    began: float = field(default_factory=time.perf_counter)
    elapsed: float = 0.0
    answers: list[float] = field(default_factory=list[float])
    openings: list[float] = field(default_factory=list[float])
    failures: Counter[str] = field(default_factory=Counter[str])
    mixed: list[str] = field(default_factory=list[str])


def scripts(assistant: Assistant) -> list[Script]:
    """A conversation about each clause that names units; no two have the same answers."""
    made: list[Script] = []
    for task in assistant.table.tasks:
        conversation = Conversation(assistant)
        questions = [question.format(clause=task.clause) for question in QUESTIONS]
        made.append(tuple(Turn(question=question, lines=_lines(conversation, question)) for question in questions))
    return made


def _lines(conversation: Conversation, question: str) -> tuple[str, ...]:
    text = re.sub(r"\[\d+\]", "", conversation.take_turn(question).answer.text)
    return tuple(line for line in map(words, text.splitlines()) if line)


def belongs(shown: Shown, script: Script, turn: int) -> bool:
    """Whether what is shown is the answer to this turn, in a conversation that holds the user's own questions only."""
    asked = [words(earlier.question) for earlier in script[: turn + 1]]
    return [words(question) for question in shown.questions] == asked and all(line in shown.answer for line in script[turn].lines)


async def crowd(way: str, address: str, made: list[Script], users: int, seconds: float, pause: float) -> Tally:
    """All users at once, each with conversation after conversation until the time is over."""
    tally = Tally(way=way)
    until = time.perf_counter() + seconds
    await asyncio.gather(*(
        _user(way, address, made[number % len(made) :] + made[: number % len(made)], number * ARRIVAL_SECONDS, until, pause, tally)
        for number in range(users)
    ))
    tally.elapsed = time.perf_counter() - tally.began
    return tally


async def _user(way: str, address: str, made: list[Script], comes: float, until: float, pause: float, tally: Tally) -> None:
    await asyncio.sleep(comes)
    for script in cycle(made):
        if time.perf_counter() >= until:
            return
        try:
            began = time.perf_counter()
            async with WAYS[way](address) as visitor:
                tally.openings.append(time.perf_counter() - began)
                for turn, expected in enumerate(script):
                    began = time.perf_counter()
                    shown = await visitor.ask(expected.question)
                    tally.answers.append(time.perf_counter() - began)
                    if not belongs(shown, script, turn):
                        tally.mixed.append(f"{expected.question} -> {shown.answer[:200]}")
                    await asyncio.sleep(pause)
        except Failed as failure:
            tally.failures[str(failure)] += 1
            await asyncio.sleep(1)


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The chat in a process of its own, with its limits out of the way; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    limits = {"POLICY_HOST": "127.0.0.1", "POLICY_PORT": str(port), "POLICY_RATE_PER_MINUTE": NO_LIMIT, "POLICY_SIGN_IN": "false"}
    environment = {**os.environ, "POLICY_DATA_DIR": str(settings.data_dir), **limits}
    with subprocess.Popen([sys.executable, "-m", "assistant", "chat"], env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            if "http://" not in line:
                raise PolicyError("The server for the benchmark did not start.")
            asyncio.run(ready(f"http://127.0.0.1:{port}", START_SECONDS))
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)


def report(tally: Tally) -> str:
    """One line of figures, then what went wrong."""
    answers = "  ".join(f"p{share} {_milliseconds(tally.answers, share)}" for share in (50, 95, 99))
    lines = [
        f"{tally.way:5} {len(tally.answers):7} answers  {len(tally.answers) / tally.elapsed:6.1f}/s  {answers}"
        f"  opening p95 {_milliseconds(tally.openings, 95)}  failures {tally.failures.total()}  mixed up {len(tally.mixed)}"
    ]
    lines += [f"      {count} × {reason}" for reason, count in tally.failures.most_common(5)]
    lines += [f"      mixed up: {example}" for example in tally.mixed[:5]]
    return "\n".join(lines)


def _milliseconds(seconds: Sequence[float], share: int) -> str:
    return f"{1000 * (percentile(seconds, share) or 0):.0f} ms"


def passes(tally: Tally, slowest: float) -> bool:
    """Whether nothing failed or was mixed up, and 95 % of the answers took at most so many seconds."""
    high = percentile(tally.answers, 95)
    return high is not None and high <= slowest and not tally.failures and not tally.mixed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m eval.load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=30, help="how many at once (default: 30)")
    parser.add_argument("--seconds", type=float, default=120, help="for how long, each way (default: 120)")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds that a user reads before asking on (default: 1)")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="through what (default: both)")
    parser.add_argument("--slowest", type=float, default=1.0, metavar="SECONDS", help="what 95 %% of answers may take (default: 1)")
    options = parser.parse_args(argv)
    try:
        return _run(options)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    settings = load_settings()
    assistant = build_assistant(settings)
    made = scripts(assistant)
    good = True
    with tempfile.TemporaryDirectory() as folder, serving(settings.model_copy(update={"data_dir": folder})) as address:
        for way in options.ways:
            tally = asyncio.run(crowd(way, address, made, options.users, options.seconds, options.pause))
            print(report(tally), flush=True)
            good &= passes(tally, options.slowest)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
