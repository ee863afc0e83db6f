"""The assistant with one part taken out, to see what the part is worth.

Variants are wiring: the product has no switch for them. The table has no variant here: without it the assistant is
`text_only`.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Mapping
from functools import cached_property

from assistant.chat import Assistant
from assistant.indexing import open_plan_index
from assistant.settings import Settings
from assistant.understanding.link import Gazetteer
from corpus.clauses import Hit
from corpus.index import Index


def without_glossary(assistant: Assistant, settings: Settings) -> Assistant:
    """Without the field's terms and their everyday synonyms."""
    del settings
    table = dataclasses.replace(assistant.table, terms=())
    return dataclasses.replace(assistant, table=table, gazetteer=Gazetteer(table, assistant.model.pinyin))


def without_pinyin(assistant: Assistant, settings: Settings) -> Assistant:
    """Without the sound of characters, in linking and in the question model's features."""
    del settings
    model = copy.copy(assistant.model)
    model.pinyin = {}
    return dataclasses.replace(assistant, model=model, gazetteer=Gazetteer(assistant.table, {}))


def without_embedding(assistant: Assistant, settings: Settings) -> Assistant:
    """With the lexical arm of the text search alone."""
    return dataclasses.replace(assistant, search=LexicalSearch(settings, assistant.plan.id))


def without_text(assistant: Assistant, settings: Settings) -> Assistant:
    """Without the text search: answers from the table alone."""
    del settings
    return dataclasses.replace(assistant, search=None)


class LexicalSearch:
    """The product's text search with one arm."""

    def __init__(self, settings: Settings, plan: str) -> None:
        """Remember where to look; the index is opened by the first search."""
        self._settings = settings
        self._plan = plan

    def search(self, text: str, k: int) -> tuple[Hit, ...]:
        """Find the k best passages by words alone, best first."""
        return tuple(self._index.search(text, k, plan=self._plan, arms=("lexical",)))

    @cached_property
    def _index(self) -> Index:
        return open_plan_index(self._settings)


VARIANTS: Mapping[str, Callable[[Assistant, Settings], Assistant]] = {
    "table_only": without_text,
    "no_glossary": without_glossary,
    "no_pinyin": without_pinyin,
    "no_embedding": without_embedding,
}
