"""Question and history -> Understanding: normalise, make standalone, link, score, parse."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.turn import Candidate, Refusal, Turn, Understanding
from assistant.understanding.classify import LinearModel
from assistant.understanding.dialogue import make_standalone
from assistant.understanding.link import Gazetteer
from assistant.understanding.normalise import detect_language, normalise
from assistant.understanding.parse import parse
from assistant.understanding.reading import Reading
from structured.table import Table


def understand(question: str, history: Sequence[Turn], table: Table, gazetteer: Gazetteer, model: LinearModel) -> Understanding:
    """What the question means, standing alone. History ends here."""
    standalone = make_standalone(question, history, gazetteer, model)
    text = normalise(standalone.text)
    if not text:
        return Understanding(
            question=question, standalone=standalone.text, language=standalone.language, mentions=(), kinds=(), candidates=(), query=None,
            refusal=Refusal(status="clarify", reason="empty"),
        )
    mentions = gazetteer.link(text)
    reading = Reading(
        text=text,
        language=standalone.language,
        settled_kind=standalone.kind,
        mentions=mentions,
        scores=model.score(text),
        table=table,
        plan=table.plan,
        rescore=model.score,
    )
    outcome = parse(reading)
    kinds = tuple(Candidate(kind="kind", id=name, score=score) for name, score in reading.scores.heads.get("kind", ())[:3])
    refusal = outcome if isinstance(outcome, Refusal) else None
    return Understanding(
        question=question,
        standalone=standalone.text,
        language=standalone.language,
        mentions=mentions,
        settled_kind=standalone.kind,
        kinds=kinds,
        candidates=reading.candidates(),
        query=None if isinstance(outcome, Refusal) else outcome,
        refusal=refusal,
    )


__all__ = ["detect_language", "understand"]
