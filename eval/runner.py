"""One run: producing answers and scoring them are two steps, joined by JSONL files in `runs/<time>/`.

    settings.json         what was asked, of which systems, with which plan and questions (checksums)
    turns/<system>.jsonl  one line a case: {"id", "answers": [answer object + trace, …]}
    scores/<system>.jsonl one line a turn: the turn's score
    report.md, report.html

Scoring reads nothing but the folder and the questions, so that a run can be scored again after a change of the scorer.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol, cast

from pydantic import BaseModel, ConfigDict

from corpus.errors import PolicyError
from corpus.sources import Plan
from eval.answers import NO_ANSWER, load_answers
from eval.cases import Case, SplitChoice
from eval.metrics import TurnScore, score_case
from eval.summary import Record, make_record

Progress = Callable[[str, int, int], None]
_PACKAGES = ("llama-index-core", "chromadb", "sentence-transformers", "numpy")


class System(Protocol):
    """Something that answers dialogues; each dialogue has a memory of its own."""

    @property
    def name(self) -> str:
        """The name in the report and of the files."""
        ...

    def answer_dialogue(self, turns: Sequence[str]) -> Sequence[Mapping[str, object]]:
        """One answer object a turn, as `policy-assistant batch` writes it; a key `trace` may be added."""
        ...


def new_run(root: Path) -> Path:
    """A fresh folder `root/<date>-<time>`. Raises PolicyError if it cannot be made."""
    folder = root / datetime.now().strftime("%Y%m%d-%H%M%S")
    try:
        (folder / "turns").mkdir(parents=True)
        (folder / "scores").mkdir()
    except OSError as error:
        raise PolicyError(
            f"The run folder {str(folder)!r} cannot be made ({error.strerror}); choose another with --out."
        ) from error
    return folder


class Choices(BaseModel):
    """What a run asks of whom; `limit` None means all questions of the split."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    split: SplitChoice
    systems: tuple[str, ...]
    questions: tuple[Path, ...]
    limit: int | None = None


class RunSettings(Choices):
    """The choices, and the checksums and versions by which a run can be told from another."""

    started: str
    plan: str
    plan_sha256: str
    cases: int
    turns: int
    clusters: int
    questions_sha256: str
    python: str
    packages: Mapping[str, str]


def write_settings(folder: Path, plan: Plan, cases: Sequence[Case], choices: Choices) -> None:
    """Write down what is needed to repeat the run."""
    asked = "\n".join(case.model_dump_json() for case in cases)
    settings = RunSettings(
        **choices.model_dump(),
        started=datetime.now().isoformat(timespec="seconds"),
        plan=plan.id,
        plan_sha256=plan.info.sha256,
        cases=len(cases),
        turns=sum(len(case.turns) for case in cases),
        clusters=len({case.cluster for case in cases}),
        questions_sha256=hashlib.sha256(asked.encode()).hexdigest(),
        python=platform.python_version(),
        packages={name: _version(name) for name in _PACKAGES},
    )
    _write(folder / "settings.json", settings.model_dump_json(indent=1) + "\n")


def read_settings(folder: Path) -> RunSettings:
    """Read the settings of a run. Raises PolicyError if the folder holds none."""
    try:
        return RunSettings.model_validate_json((folder / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PolicyError(f"{str(folder)!r} is no run folder (settings.json: {error}).") from error


def produce(systems: Iterable[System], cases: Sequence[Case], folder: Path, progress: Progress | None = None) -> None:
    """Ask every system every case, in order, and write the answers as they come.

    A system that raises gets an answer of status `error` for every turn of the dialogue, so that one bug costs one
    case.
    """
    for system in systems:
        with (folder / "turns" / f"{system.name}.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
            for number, case in enumerate(cases, start=1):
                answers = _answers(system, case)
                lines.write(json.dumps({"id": case.id, "answers": answers}, ensure_ascii=False, default=str) + "\n")
                if progress:
                    progress(system.name, number, len(cases))


def _answers(system: System, case: Case) -> list[Mapping[str, object]]:
    try:
        return list(system.answer_dialogue(case.turns))
    except Exception as error:  # the outermost edge: whatever a system does, the run goes on and shows it
        text = f"{type(error).__name__}: {error}"
        return [{"question": turn, "status": "error", "text": text, "citations": []} for turn in case.turns]


def produced_systems(folder: Path) -> list[str]:
    """The systems that a run has answers of: those named in its settings first, in that order."""
    found = sorted(path.stem for path in (folder / "turns").glob("*.jsonl"))
    order = [name for name in read_settings(folder).systems if name in found]
    return order + [name for name in found if name not in order]


def score_run(folder: Path, cases: Sequence[Case], plan: Plan) -> dict[str, list[Record]]:
    """Score the answers of a run's folder and write the scores; records by system, in the order of the cases."""
    records = {name: score_system(folder, name, cases, plan) for name in produced_systems(folder)}
    for name, scored in records.items():
        lines = [json.dumps({**asdict(record.score), "stage": record.stage}, ensure_ascii=False) for record in scored]
        _write(folder / "scores" / f"{name}.jsonl", "\n".join(lines) + "\n")
    return records


def score_system(folder: Path, name: str, cases: Sequence[Case], plan: Plan) -> list[Record]:
    """The records of one system of a run."""
    answers = load_answers(folder / "turns" / f"{name}.jsonl")
    records: list[Record] = []
    for case in cases:
        given = answers.get(case.id, ())
        for score in score_case(case, given, plan):
            answer = given[score.turn] if score.turn < len(given) else NO_ANSWER
            records.append(make_record(case, answer, score))
    return records


def read_scores(folder: Path, name: str) -> dict[tuple[str, int], TurnScore]:
    """The scores of an earlier run by (case, turn). Raises PolicyError if the run has none for this system."""
    path = folder / "scores" / f"{name}.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        scores = [_read_score(json.loads(line)) for line in lines if line]
    except (OSError, ValueError, TypeError) as error:
        raise PolicyError(f"{str(path)!r} holds no scores that can be read ({error}).") from error
    return {(score.case, score.turn): score for score in scores}


def _read_score(fields: dict[str, object]) -> TurnScore:
    fields.pop("stage", None)
    tuples = {key: tuple(cast("list[object]", value)) for key, value in fields.items() if isinstance(value, list)}
    return TurnScore(**{**fields, **tuples})  # type: ignore[arg-type]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PolicyError(
            f"{str(path)!r} cannot be written ({error.strerror}); choose another folder with --out."
        ) from error
