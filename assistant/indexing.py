"""Plan and table -> index: what `ingest` does, and what the first question that needs the text search does.

Every row of the table becomes a card (its names, aliases and translation, leading to its quote) beside the passages of
the text. The index is built where it is missing or stale, and opened.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from assistant.settings import Settings
from corpus.embed import BUNDLED_MODEL, load_encoder
from corpus.encoder import Encoder
from corpus.entries import Card
from corpus.index import Index, index_state, open_index
from corpus.ingest import PlanCards
from corpus.ingest import ingest as ingest_plan
from corpus.sources import Plan, load_plan
from structured.schema import Obligation, Place, QuotedRow, Statement, Target, Task
from structured.table import Table, load_table, table_checksum

BUNDLED = "bundled"


def encoder_of(settings: Settings) -> Encoder:
    """The configured embedding model. Raises PolicyError if it is not there."""
    return load_encoder(BUNDLED_MODEL if settings.embedding_model == BUNDLED else settings.embedding_model)


def open_plan_index(settings: Settings) -> Index:
    """The index of the configured plan, built first where it is missing or stale. Raises PolicyError if it cannot be had."""
    encoder = encoder_of(settings)
    ensure_index(settings, encoder)
    return open_index(settings.data_dir, encoder)


def ensure_index(settings: Settings, encoder: Encoder | None = None) -> None:
    """Build the index if it is missing or stale, saying so on stderr. Raises PolicyError if that fails."""
    encoder = encoder or encoder_of(settings)
    plan = load_plan(settings.plan_source)
    tables, shared = settings.table_folders
    state = index_state(settings.data_dir, [plan], encoder, {plan.id: table_checksum(plan.id, tables, shared)})
    if state.state != "fresh":
        print(f"Building the index: {state.reason}", file=sys.stderr)
        ingest(settings.plan_source, settings, encoder)


def ingest(path: str | Path, settings: Settings, encoder: Encoder | None = None) -> str:
    """Read a plan and rebuild the index; what was done, in one or two sentences for people."""
    tables, shared = settings.table_folders

    def cards_of(plan: Plan) -> PlanCards:
        if not (tables / plan.id).is_dir():
            return PlanCards()
        table = load_table(plan.id, tables, shared)
        names = [unit.name for unit in table.units] + [term.zh for term in table.terms]
        return PlanCards(cards=tuple(make_cards(plan, table)), checksum=table_checksum(plan.id, tables, shared), words=tuple(names))

    report = ingest_plan(path, settings.data_dir, encoder or encoder_of(settings), cards_of=cards_of)
    left_out = "".join(f" Left out: {plan} ({reason})" for plan, reason in report.left_out)
    return (f"Read {report.clauses} clauses; the index in {str(settings.data_dir)!r} holds {report.entries} entries of "
            f"{', '.join(report.plans)}.{left_out}")


def make_cards(plan: Plan, table: Table) -> Iterable[Card]:
    """One card for each row that has words of its own to be found by. A row whose quote stands nowhere has none."""
    kinds: tuple[tuple[str, tuple[QuotedRow, ...]], ...] = (
        ("task", table.tasks), ("target", table.targets), ("obligation", table.obligations), ("place", table.places),
        ("statement", table.statements),
    )
    for kind, rows in kinds:
        for row in rows:
            where = plan.locate(row.clause, row.quote)
            if where is not None:
                yield Card(id=row.id, plan=plan.id, clause=row.clause, text=_words(row), start=where.start, end=where.end, kind=kind)


def _words(row: QuotedRow) -> str:
    match row:
        case Task():
            parts = (row.title, row.title_en, *row.aliases_zh, *row.aliases_en)
        case Target():
            parts = (row.metric_zh, row.scope_zh, row.metric_en, row.scope_en, *row.aliases_zh, *row.aliases_en)
        case Obligation():
            parts = (row.what_zh, row.what_en)
        case Place():
            parts = (row.name, row.name_en, *row.aliases_zh, *row.aliases_en)
        case Statement():
            parts = (row.quote, row.en)
        case _:
            parts = (row.quote,)
    return " ".join(parts)
