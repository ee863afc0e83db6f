"""Query -> Evidence: rows exactly, passages by rank. The two stay two lists."""

from __future__ import annotations

from assistant.search import PassageSearch
from assistant.turn import Evidence, Understanding
from corpus.clauses import Hit
from corpus.errors import PolicyError
from corpus.sources import Plan
from structured.queries import Explain, FindTargets, run
from structured.schema import Statement
from structured.table import Table

_PASSAGES = 8
_SHOWN = 3


def retrieve(understanding: Understanding, plan: Plan, table: Table, search: PassageSearch | None) -> Evidence:
    """The rows that the query names; for an early end the rows that come nearest."""
    if understanding.query is None:
        nearest = understanding.refusal.targets if understanding.refusal else ()
        return Evidence(rows=run(FindTargets(ids=nearest), table) if nearest else ())
    if isinstance(understanding.query, Explain) and understanding.query.search and search is not None:
        return _searched(understanding.query, plan, table, search)
    return Evidence(rows=run(understanding.query, table))


def _searched(query: Explain, plan: Plan, table: Table, search: PassageSearch) -> Evidence:
    """The statements of the clause that the best passages stand in; those of the query where the search cannot be made."""
    try:
        hits = search.search(query.search, _PASSAGES)
    except PolicyError as error:
        return Evidence(rows=run(query, table), rejected=(("text search", str(error)),))
    if not hits:
        return Evidence(rows=run(query, table))
    best = hits[0].passage.clause
    near = [hit for hit in hits if hit.passage.clause == best]
    found = [row for row in table.statements_by_clause.get(best, ()) if _stands_in(row, plan, near)][:_SHOWN]
    rejected = tuple((f"statement {row_id}", "the text search leads to another clause") for row_id in query.statements
                     if row_id not in {row.id for row in found})
    return Evidence(rows=tuple(found) or run(query, table), passages=hits, rejected=rejected)


def _stands_in(row: Statement, plan: Plan, hits: list[Hit]) -> bool:
    """Whether the row overlaps one of the passages that are shorter than a whole clause."""
    here = plan.locate(row.clause, row.quote)
    clause = plan.by_id[row.clause]
    return here is not None and any(
        hit.passage.start < here.end and here.start < hit.passage.end
        and hit.passage.end - hit.passage.start < (clause.end - clause.start) // 2
        for hit in hits
    )
