"""Question and history -> Understanding: normalise, make standalone, link, score, parse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.turn import Candidate, Language, Refusal, Turn, Understanding
from assistant.understanding import cues
from assistant.understanding.classify import LinearModel
from assistant.understanding.dialogue import make_standalone
from assistant.understanding.link import Gazetteer
from assistant.understanding.normalise import detect_language, normalise
from assistant.understanding.parse import parse
from assistant.understanding.reading import Reading
from corpus.sources import Plan
from structured.table import Table

MAX_QUESTION_CHARACTERS = 4000
# A longer text is taken to lead up to its question: characters by language.
_RAMBLING = {"zh": 160, "en": 360}
_OWN_TOPIC = 0.5
# What a question may set aside.
_SET_ASIDE = ("subject", "term", "quantity", "place")
_MOST_SENTENCES = 3
# What makes markup more than a slip of the clipboard.
_SCRIPT = re.compile(r"<\s*/?\s*script|\bon\w+\s*=|javascript:", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[。！？!?；;\n])|(?<=\.)\s")
_ASKING = re.compile(r"[?？]|吗|呢|多少|几|哪|谁|什么|啥|怎么|如何|是否|\b(?:what|which|who|how|where|when|why|is|are|does|do|must|can)\b")


def understand(
    question: str, history: Sequence[Turn], plan: Plan, table: Table, gazetteer: Gazetteer, model: LinearModel
) -> Understanding:
    """What the question means, standing alone. History ends here."""
    if len(question) > MAX_QUESTION_CHARACTERS:
        return _unread(question, detect_language(question[:MAX_QUESTION_CHARACTERS]), "too_long")
    asked = question if len(question) <= _RAMBLING[detect_language(question)] else _focus(question, model)
    standalone = make_standalone(asked, history, gazetteer, model, plan.info.jurisdiction)
    text = normalise(standalone.text)
    if not text:
        return _unread(question, standalone.language, "markup" if _SCRIPT.search(question) else "empty")
    aside = [match.span() for match in cues.SET_ASIDE.finditer(text)]
    mentions = tuple(
        mention for mention in gazetteer.link(text)
        if mention.kind not in _SET_ASIDE or not any(start <= mention.start < end for start, end in aside)
    )
    reading = Reading(
        text=text,
        language=standalone.language,
        settled_kind=standalone.kind,
        mentions=mentions,
        scores=model.score(cues.SET_ASIDE.sub(" ", text) or text),
        table=table,
        plan=table.plan,
        rescore=model.score,
        jurisdiction=plan.info.jurisdiction,
    )
    outcome = parse(reading)
    kinds = tuple(Candidate(kind="kind", id=name, score=score) for name, score in reading.scores.ranked("kind")[:3])
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


def _unread(question: str, language: Language, reason: str) -> Understanding:
    """An early end for a question that holds nothing to read, or too much; a bare script is no question at all."""
    refusal = Refusal(status="out_of_scope", reason="outside") if reason == "markup" else Refusal(status="clarify", reason=reason)
    return Understanding(
        question=question, standalone="", language=language, mentions=(), kinds=(), candidates=(), query=None, refusal=refusal
    )


def _focus(question: str, model: LinearModel) -> str:
    """The question at the end of a long text: its last asking sentence, with those before where it has no topic of its own."""
    sentences = [part.strip() for part in _SENTENCE.split(question) if part.strip()]
    asking = [index for index, part in enumerate(sentences) if _ASKING.search(normalise(part))]
    if not asking:
        return question
    last = asking[-1]
    for first in range(last, max(-1, last - _MOST_SENTENCES), -1):
        chosen = " ".join(sentences[first : last + 1])
        if model.score(normalise(chosen)).best("clause")[1] >= _OWN_TOPIC:
            return chosen
    return " ".join(sentences[max(0, last - 1) : last + 1])
