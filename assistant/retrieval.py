"""Query -> Evidence: rows exactly, passages by rank. The two stay two lists."""

from __future__ import annotations

from assistant.turn import Evidence, Understanding
from structured.queries import FindTargets, run
from structured.table import Table


def retrieve(understanding: Understanding, table: Table) -> Evidence:
    """The rows that the query names; for an early end the rows that come nearest."""
    if understanding.query is None:
        nearest = understanding.refusal.targets if understanding.refusal else ()
        return Evidence(rows=run(FindTargets(ids=nearest), table) if nearest else ())
    return Evidence(rows=run(understanding.query, table))
