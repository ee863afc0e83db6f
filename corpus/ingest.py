"""Plan folder -> clauses -> passages and cards -> index.

An index may hold several plans. Reading one plan builds the index anew with it and with the plans that were read
before; one of those that can no longer be read is left out, and the report says so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from corpus.encoder import Encoder
from corpus.entries import Card
from corpus.errors import PolicyError
from corpus.generations import current_generation
from corpus.index import Progress, build_index
from corpus.manifest import PlanOrigin, read_manifest
from corpus.sources import PLANS_FOLDER, Plan, load_plan


@dataclass(frozen=True, kw_only=True)
class PlanCards:
    """The cards of one plan, the checksum of their table, and the names that the segmenter keeps whole."""

    cards: tuple[Card, ...] = ()
    checksum: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IngestReport:
    """What the new index holds: plan ids, number of clauses of the plan just read, number of entries of all plans.

    `left_out` are plans of the former index that could not be read any more, each with the reason.
    """

    plans: tuple[str, ...]
    clauses: int
    entries: int
    left_out: tuple[tuple[str, str], ...]


CardMaker = Callable[[Plan], PlanCards]


def without_cards(_plan: Plan) -> PlanCards:
    """No cards: an index of the text alone."""
    return PlanCards()


def ingest(
    plan: str | Path, data_dir: Path, encoder: Encoder, *, cards_of: CardMaker = without_cards, progress: bool = True
) -> IngestReport:
    """Read a plan by id or folder and rebuild the index; `progress` shows a bar on stderr if that is a terminal.

    Raises PolicyError if the plan cannot be read, a card is misplaced, or the data folder cannot be written.
    """
    loaded = load_plan(plan)
    former, left_out = _former_plans(data_dir, besides=loaded.id)
    read = {_folder_of(plan): loaded, **former}
    made = {one.id: cards_of(one) for one in read.values()}
    origins = {one.id: PlanOrigin(folder=folder, table=made[one.id].checksum) for folder, one in read.items()}
    with tqdm(desc="index", unit="entry", file=sys.stderr, disable=None if progress else True) as bar:
        manifest = build_index(
            tuple(read.values()),
            tuple(card for one in made.values() for card in one.cards),
            encoder,
            data_dir,
            _advance(bar),
            origins=origins,
            words=sorted({word for one in made.values() for word in one.words}),
        )
    return IngestReport(
        plans=tuple(manifest.plans), clauses=len(loaded.clauses), entries=manifest.count, left_out=left_out
    )


def _former_plans(data_dir: Path, *, besides: str) -> tuple[dict[str, Plan], tuple[tuple[str, str], ...]]:
    """The other plans of the index by folder; and what could not be read, with the reason."""
    plans: dict[str, Plan] = {}
    left_out: list[tuple[str, str]] = []
    try:
        folder = current_generation(data_dir)
        indexed = read_manifest(folder).plans if folder else {}
    except PolicyError as error:
        return {}, (("former index", str(error)),)
    for plan_id, one in indexed.items():
        if plan_id == besides:
            continue
        try:
            plans[one.origin.folder] = load_plan(one.origin.folder)
        except PolicyError as error:
            left_out.append((plan_id, str(error)))
    return plans, tuple(left_out)


def _folder_of(plan: str | Path) -> str:
    folder = Path(plan) if Path(plan).is_dir() else PLANS_FOLDER / str(plan)
    return str(folder.resolve())


def _advance(bar: tqdm) -> Progress:
    def advance(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return advance
