"""A follow-up and the turns before it -> a standalone question. The one place that reads the history."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.turn import Language, Turn
from assistant.understanding.classify import LinearModel
from assistant.understanding.link import Gazetteer
from assistant.understanding.normalise import detect_language


def make_standalone(
    question: str, history: Sequence[Turn], gazetteer: Gazetteer, model: LinearModel
) -> tuple[str, Language]:
    """The question as it would be asked without the turns before, and the language of the answer."""
    return question, detect_language(question)
