"""Plan -> passages: every clause with a body, and every sentence of it.

1. A clause passage is the clause with number and heading, without its sub-clauses.
2. A sentence ends at `。！？；`, at a line break, and where the printed list of responsible units begins or ends. What
   stands in a closed pair of quotation marks or brackets is never cut.
3. Blanks at the ends are left out, and so are stretches without a letter, a character or a digit.

The title lines and the closing source line are no statements of the plan and make no passage.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.clauses import Clause, Passage
from corpus.sources import Plan

_ENDS = "。！？；!?;\n"
_PAIRS = dict(zip("“‘「『《〈(（【[", "”’」』》〉)）】]", strict=True))
_CLOSING = frozenset(_PAIRS.values()) | {'"'}
_QUOTE_ENDS = "。！？!?"


def make_passages(plan: Plan) -> tuple[Passage, ...]:
    """The passages in text order, a clause before its sentences; `plan.text[start:end] == text` for each."""
    return tuple(passage for clause in plan.clauses if _has_body(plan, clause) for passage in _of_clause(plan, clause))


def sentence_spans(text: str, start: int, end: int, cuts: tuple[int, ...] = ()) -> list[tuple[int, int]]:
    """The half-open spans of the sentences of text[start:end]; `cuts` are offsets where a sentence ends in any case."""
    closing = _closing_offsets(text, start, end)
    spans: list[tuple[int, int]] = []
    begin = offset = start
    while offset < end:
        if offset in cuts:
            spans.append((begin, offset))
            begin = offset
        offset, ends = _step(text, offset, end, closing)
        if ends:
            spans.append((begin, offset))
            begin = offset
    spans.append((begin, end))
    return [span for raw in spans if (span := _trimmed(text, *raw)) is not None]


def search_text(plan: Plan, passage: Passage) -> str:
    """The words that a passage is to be found by: the headings above it, then its text.

    A clause is searched without its list of responsible units: that list is a sentence of its own, and its many names
    would drown the rest.
    """
    clause = plan.by_id[passage.clause]
    above = plan.by_id[clause.parent].heading if clause.parent else ""
    start = max(passage.start, clause.body_start)
    text = plan.text[start : passage.end]
    units = clause.annotation
    if units and start < units.start < passage.end:
        text = plan.text[start : units.start] + plan.text[units.end : passage.end]
    return "\n".join(part for part in (above, clause.heading, text) if part)


def _has_body(plan: Plan, clause: Clause) -> bool:
    if clause.kind in ("title", "source"):
        return False
    return _trimmed(plan.text, clause.body_start, clause.end) is not None


def _of_clause(plan: Plan, clause: Clause) -> Iterator[Passage]:
    cuts = (clause.annotation.start, clause.annotation.end) if clause.annotation else ()
    whole = _trimmed(plan.text, clause.start, clause.end)
    spans = [] if whole is None else [whole]
    spans += [span for span in sentence_spans(plan.text, clause.body_start, clause.end, cuts) if span not in spans]
    heading = plan.heading_path(clause.id)
    for start, end in spans:
        yield Passage(plan=plan.id, clause=clause.id, heading=heading, text=plan.text[start:end], start=start, end=end)


def _step(text: str, offset: int, end: int, closing: dict[int, int]) -> tuple[int, bool]:
    """The offset after the next character or closed pair, and whether a sentence ends there."""
    if offset in closing:
        after = closing[offset] + 1
        quoted_sentence = text[offset] in "“‘「『\"" and text[after - 2] in _QUOTE_ENDS
        return after, quoted_sentence and not (after < end and text[after] in "，,、的" + _ENDS)
    if text[offset] not in _ENDS:
        return offset + 1, False
    after = offset + 1
    while after < end and (text[after] in _CLOSING and after not in closing):
        after += 1
    return after, True


def _closing_offsets(text: str, start: int, end: int) -> dict[int, int]:
    """For every opening mark that is closed on the same line, the offset of its closing mark."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for offset in range(start, end):
        char = text[offset]
        if char == "\n":
            opened.clear()
        elif char in _PAIRS or (char == '"' and not any(text[before] == '"' for before in opened)):
            opened.append(offset)
        elif char in _CLOSING:
            _close(text, opened, offset, found)
    return found


def _close(text: str, opened: list[int], offset: int, found: dict[int, int]) -> None:
    """Match a closing mark with the last open one of its kind; marks opened in between stay unmatched."""
    for depth in range(len(opened) - 1, -1, -1):
        if _PAIRS.get(text[opened[depth]], '"') == text[offset]:
            found[opened[depth]] = offset
            del opened[depth:]
            return


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at its ends, or None if it holds no word character."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None
