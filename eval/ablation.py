"""The assistant with one part taken out, to see what the part is worth. Variants are wiring: no switch exists in the
product.

`table` has no variant here: without it the assistant is `text_only`.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Mapping

from assistant.chat import Assistant
from assistant.understanding.link import Gazetteer


def without_glossary(assistant: Assistant) -> Assistant:
    """Without the field's terms and their everyday synonyms."""
    table = dataclasses.replace(assistant.table, terms=())
    return dataclasses.replace(assistant, table=table, gazetteer=Gazetteer(table, assistant.model.pinyin))


def without_pinyin(assistant: Assistant) -> Assistant:
    """Without the sound of characters, in linking and in the question model's features."""
    model = copy.copy(assistant.model)
    model.pinyin = {}
    return dataclasses.replace(assistant, model=model, gazetteer=Gazetteer(assistant.table, {}))


def without_embedding(assistant: Assistant) -> Assistant:
    """With the lexical arm of the index alone; the assistant itself where it has no index."""
    index = getattr(assistant, "index", None)
    if index is None:
        return assistant
    return _replaced(assistant, index=dataclasses.replace(index, arms=("lexical",)))


def without_text(assistant: Assistant) -> Assistant:
    """Without the index of the text: answers from the table alone."""
    return _replaced(assistant, index=None) if getattr(assistant, "index", None) is not None else assistant


def _replaced(assistant: Assistant, **parts: object) -> Assistant:
    return dataclasses.replace(assistant, **parts)  # type: ignore[arg-type]


VARIANTS: Mapping[str, Callable[[Assistant], Assistant]] = {
    "table_only": without_text,
    "no_glossary": without_glossary,
    "no_pinyin": without_pinyin,
    "no_embedding": without_embedding,
}
