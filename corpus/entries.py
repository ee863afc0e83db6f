"""What the index holds: passages and the cards of table rows, each with its place in the plan's text.

A card is a table row put in words for searching (names, aliases, translation); what it leads to is the row's quote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.chunk import make_passages, search_text
from corpus.clauses import Passage
from corpus.errors import PolicyError
from corpus.sources import Plan


@dataclass(frozen=True, kw_only=True)
class Card:
    """A table row to be found: `text` is what is searched, [start, end) is its quote in the plan's canonical text.

    `kind` names the table (`target`, `obligation`, …), `id` the row in it.
    """

    id: str
    plan: str
    clause: str
    text: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of the index: a place in the text and the words it is found by. `kind` is `passage` or a card's kind."""

    id: str
    passage: Passage
    searched: str
    kind: str

    def metadata(self) -> dict[str, str | int]:
        """What stands beside the vector in a vector store."""
        place = self.passage
        return {
            "plan": place.plan, "clause": place.clause, "start": place.start, "end": place.end, "kind": self.kind
        }


def make_entries(plan: Plan, cards: Iterable[Card]) -> list[Entry]:
    """The entries of one plan: its passages in text order, then its cards. Raises PolicyError for a misplaced card."""
    entries = [
        Entry(
            id=f"{plan.id}/{passage.start}-{passage.end}",
            passage=passage,
            searched=search_text(plan, passage),
            kind="passage",
        )
        for passage in make_passages(plan)
    ]
    return entries + [_card_entry(plan, card) for card in cards if card.plan == plan.id]


def _card_entry(plan: Plan, card: Card) -> Entry:
    clause = plan.by_id.get(card.clause)
    if clause is None or not clause.start <= card.start < card.end <= clause.end:
        raise PolicyError(
            f"The {card.kind} {card.id!r} does not stand in clause {card.clause!r} of {plan.id!r};"
            " run `policy-assistant check` to see what is wrong with its row."
        )
    passage = Passage(
        plan=plan.id,
        clause=card.clause,
        heading=plan.heading_path(card.clause),
        text=plan.text[card.start : card.end],
        start=card.start,
        end=card.end,
    )
    entry_id = f"{plan.id}/{card.kind}/{card.id}"
    return Entry(id=entry_id, passage=passage, searched=card.text, kind=card.kind)


def write_entries(path: Path, entries: Sequence[Entry]) -> None:
    """Write one JSON line for each entry."""
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for entry in entries:
            lines.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Read what `write_entries` wrote. Raises OSError, ValueError, KeyError or TypeError where it is damaged."""
    entries: list[Entry] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            entries.append(Entry(**{**fields, "passage": Passage(**fields["passage"])}))
    return tuple(entries)
