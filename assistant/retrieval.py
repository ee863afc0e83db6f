"""Query -> Evidence: rows exactly, passages by rank. The two stay two lists."""

from __future__ import annotations

from assistant.turn import Evidence, Understanding
from structured.queries import run
from structured.table import Table


def retrieve(understanding: Understanding, table: Table) -> Evidence:
    """The rows that the query names; nothing for an early end."""
    if understanding.query is None:
        return Evidence(rows=())
    return Evidence(rows=run(understanding.query, table))
