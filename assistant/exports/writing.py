"""What every document is begun with: its title, the facts under it, and how clauses, rows and values are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from assistant.exports.parts import Block, Document, DocumentKind, Source
from assistant.exports.texts import TEXTS, Texts
from assistant.turn import Language
from corpus.sources import Plan
from structured.table import Table

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Writer:
    """The fixed surroundings of one document."""

    plan: Plan
    table: Table
    language: Language
    day: date

    @property
    def texts(self) -> Texts:
        """Our own words in the document's language."""
        return TEXTS[self.language]

    def say(self, zh: _T, en: _T) -> _T:
        """The one for the document's language."""
        return zh if self.language == "zh" else en

    @property
    def plan_title(self) -> str:
        """The plan's title; in English with the printed one in brackets, since that is how it is cited."""
        info = self.plan.info
        return self.say(info.title, f"{info.title_en} ({info.title})")

    def clause_name(self, clause: str) -> str:
        """A clause as people cite it, its title in the document's language; an unknown id as it is."""
        if clause not in self.plan.by_id:
            return clause
        path = self.plan.heading_path(clause)
        row = self.table.task_by_clause.get(clause) or self.table.action_by_id.get(clause)
        if self.language == "zh" or row is None:
            return path
        return f"{path.removesuffix(self.plan.by_id[clause].heading).strip()} {row.title_en}".strip()

    def document(
        self, kind: DocumentKind, title: str, subject: str, blocks: tuple[Block, ...], *,
        facts: tuple[tuple[str, str], ...] = (), sources: tuple[Source, ...] = (), wide: bool = False,
    ) -> Document:
        """The finished document: plan, issuer, version and date stand above its own `facts`."""
        info, texts = self.plan.info, self.texts
        identity = (
            (texts.plan, self.plan_title),
            (texts.issuer, self.say(info.issuer, f"{info.issuer_en} ({info.issuer})")),
            (texts.version, info.version),
            (texts.day, self.day.isoformat()),
        )
        return Document(
            kind=kind, language=self.language, title=title, subject=subject,
            plan_title=self.say(info.title, info.title_en), version=info.version, day=self.day,
            facts=(*identity, *facts, (texts.note, texts.note_text)), blocks=blocks, sources=sources, wide=wide,
        )
