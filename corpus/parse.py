"""Canonical text -> clauses, by the numbering of Chinese official documents.

1. Candidate numbers are found by style: 第X章/节/条/款, `一、`, `(一)`, `1.`, `(1)`, `①`, half- or full-width.
2. A candidate counts only at a boundary (start, blank in the source, sentence end, closing bracket) and only in
   sequence: it is the first of its style under its parent, or the one after the last. That sets numbering apart
   from numbers in prose (`1-2个`, `13.5%`, `2022年起`).
3. The heading is what follows up to the first full stop, or up to the first blank of the source.
4. Ids: top level `一`; below it `二(四)`; arabic numbers bare (`15`) where they run through the whole plan. No two
   clauses share one.

The order of styles follows GB/T 9704-2012, 7.3.3 (一、 (一) 1. (1)) with the articles of regulations above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.canonical import CanonicalText
from corpus.clauses import Clause, ClauseKind, UnitAnnotation
from corpus.errors import PolicyError

_HAN = "一二三四五六七八九十百零〇"
_STYLES: tuple[tuple[str, str], ...] = (
    ("chapter", rf"第(?P<n>[{_HAN}]+|\d+)章"),
    ("part", rf"第(?P<n>[{_HAN}]+|\d+)节"),
    ("article", rf"第(?P<n>[{_HAN}]+|\d+)条"),
    ("paragraph", rf"第(?P<n>[{_HAN}]+|\d+)款"),
    ("han", rf"(?P<n>[{_HAN}]+)、"),
    ("han_bracket", rf"[(（](?P<n>[{_HAN}]+)[)）]"),
    ("arabic", r"(?P<n>\d{1,3})[.．、](?!\d)"),
    ("arabic_bracket", r"[(（](?P<n>\d{1,3})[)）]"),
    ("circled", r"(?P<n>[①-⑳])"),
)
_RANK = {name: rank for rank, (name, _) in enumerate(_STYLES)}
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _STYLES)
_BOUNDARY_BEFORE = "。；;:：)）】]！？!?\n"
_HEADING_LIMIT = 40
_SOURCE_LINE = re.compile(r"(?:资料来源|信息来源|来源)[:：∶]")
_UNIT_LABEL = r"(?:责任|牵头|配合|主办|协办|参与|主管|实施)(?:单位|部门)"
_INSIDE = r"(?:[^()（）【】\[\]]|[(（][^()（）]*[)）])+"
_ANNOTATION = re.compile(rf"[(（【\[]\s*{_UNIT_LABEL}[:：∶]{_INSIDE}[)）】\]]")
_ANNOTATION_PART = re.compile(rf"({_UNIT_LABEL})[:：∶]([^:：∶]+?)(?=(?:[;；。,，、]?{_UNIT_LABEL}[:：∶])|$)")
_SHARED_DUTY = re.compile(r"[(（]([^()（）]{2,200}?)按职责分工负责[)）]")


@dataclass(frozen=True, kw_only=True)
class _Marker:
    style: str
    number: int
    printed: str
    start: int
    end: int


def han_to_int(numeral: str) -> int:
    """The value of a small Chinese, arabic or circled numeral (1-999). ValueError if it is none."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if len(numeral) == 1 and "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    total, current = 0, 0
    for char in numeral:
        if char in digits:
            current = digits[char]
        elif char in "十百":
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
        else:
            raise ValueError(f"{numeral!r} is no numeral")
    return total + current


def parse_clauses(canonical: CanonicalText, *, title: str) -> tuple[Clause, ...]:
    """The clauses in text order; their spans tile the text. Raises PolicyError where nothing is numbered."""
    markers = _numbering(canonical)
    if not markers:
        raise PolicyError("No numbered clause was found; is this the text of a plan, and is it complete?")
    text = canonical.text
    source_line = _source_line(canonical, after=markers[-1].end)
    ends = [marker.start for marker in markers[1:]] + [source_line]
    clauses = list(_front_matter(text, markers[0].start, title))
    running = _runs_through(markers, "arabic")
    stack: list[tuple[_Marker, str]] = []
    has_children = {
        marker for marker, following in pairwise(markers)
        if _RANK[following.style] > _RANK[marker.style]
    }
    for marker, end in zip(markers, ends, strict=True):
        while stack and _RANK[stack[-1][0].style] >= _RANK[marker.style]:
            stack.pop()
        parent = stack[-1][1] if stack else None
        clause_id = _unused(_clause_id(marker, parent, running=running), {clause.id for clause in clauses})
        stack.append((marker, clause_id))
        heading, body_start = _heading(canonical, marker.end, end)
        clauses.append(Clause(
            id=clause_id, kind=_kind(parent, grouping=marker in has_children), number=marker.printed,
            heading=heading, parent=parent, start=marker.start, body_start=body_start, end=end,
            annotation=find_annotation(text, body_start, end),
        ))
    if source_line < len(text):
        clauses.append(Clause(id="来源", kind="source", number="", heading="", parent=None, start=source_line,
                              body_start=source_line, end=len(text)))
    return tuple(clauses)


def find_annotation(text: str, start: int, end: int) -> UnitAnnotation | None:
    """The last printed list of responsible units in text[start:end], or None."""
    found = _last(_ANNOTATION, text, start, end)
    if found is not None:
        lead: list[str] = []
        units: list[str] = []
        for label, names in _ANNOTATION_PART.findall(found.group()[1:-1]):
            split = split_units(names)
            units += split
            if label.startswith("牵头"):
                lead += split
        return UnitAnnotation(start=found.start(), end=found.end(), lead=tuple(lead), units=tuple(units))
    shared = _last(_SHARED_DUTY, text, start, end)
    if shared is None:
        return None
    return UnitAnnotation(start=shared.start(), end=shared.end(), lead=(), units=tuple(split_units(shared.group(1))))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, end), key=lambda match: match.start(), default=None)


def split_units(names: str) -> list[str]:
    """`区经委、区科委,各街镇` -> the single names, in printed order; a closing 等 is no part of a name.

    A separator inside brackets does not separate: `区属公司(甲、乙)` is one name.
    """
    parts = re.split(r"[、,，;；](?![^(（]*[)）])", names)
    return [name for name in (re.sub(r"等$", "", part.strip(" 。\n")) for part in parts) if name]


def _numbering(canonical: CanonicalText) -> list[_Marker]:
    """All markers that stand at a boundary and in sequence, in text order."""
    candidates = sorted(
        (
            _Marker(
                style=style, number=han_to_int(match["n"]), printed=match["n"], start=match.start(), end=match.end()
            )
            for style, pattern in _PATTERNS
            for match in pattern.finditer(canonical.text)
            if _at_boundary(canonical, match.start())
        ),
        key=lambda marker: marker.start,
    )
    accepted: list[_Marker] = []
    last: dict[str, int] = {}
    for marker in candidates:
        expected = last.get(marker.style, 0) + 1
        if marker.number != expected and marker.number != 1:
            continue
        if marker.number == 1 and expected != 1 and not _opens_group(marker, accepted):
            continue
        last[marker.style] = marker.number
        accepted.append(marker)
    return accepted


def _opens_group(marker: _Marker, accepted: list[_Marker]) -> bool:
    """A number may start again at 1 only directly below a marker of a higher style."""
    for previous in reversed(accepted):
        if previous.style == marker.style:
            return False
        if _RANK[previous.style] < _RANK[marker.style]:
            return True
    return False


def _at_boundary(canonical: CanonicalText, offset: int) -> bool:
    return offset == 0 or offset in canonical.breaks or canonical.text[offset - 1] in _BOUNDARY_BEFORE


def _runs_through(markers: list[_Marker], style: str) -> bool:
    numbers = [marker.number for marker in markers if marker.style == style]
    return numbers == list(range(1, len(numbers) + 1))


def _clause_id(marker: _Marker, parent: str | None, *, running: bool) -> str:
    bracketed = marker.style in ("han_bracket", "arabic_bracket")
    own = f"({marker.printed})" if bracketed else marker.printed
    if parent is None or (marker.style == "arabic" and running):
        return own
    separator = "." if marker.style == "arabic" else ""
    return f"{parent}{separator}{own}"


def _unused(clause_id: str, taken: set[str]) -> str:
    """The id itself, or `id~2`, `id~3`, … where styles are mixed so that two clauses would share it."""
    copies = (f"{clause_id}~{copy}" for copy in range(2, len(taken) + 3))
    return clause_id if clause_id not in taken else next(one for one in copies if one not in taken)


def _kind(parent: str | None, *, grouping: bool) -> ClauseKind:
    if parent is None:
        return "section"
    return "action" if grouping else "task"


def _heading(canonical: CanonicalText, start: int, end: int) -> tuple[str, int]:
    """The heading after a number and the offset where the body begins (the heading's full stop is passed)."""
    text = canonical.text
    stop = re.compile(r"[。,，;；:：]").search(text, start, min(end, start + _HEADING_LIMIT))
    line_end = text.find("\n", start, end)
    if start < line_end < (stop.start() if stop is not None else end):
        return text[start:line_end], line_end
    if stop is not None and stop.group() == "。":
        return text[start : stop.start()], stop.end()
    limit = stop.start() if stop is not None else min(end, start + _HEADING_LIMIT)
    broken = next((offset for offset in range(start + 1, limit) if offset in canonical.breaks), None)
    if broken is not None:
        return text[start:broken], broken
    return (text[start:end], end) if end <= start + _HEADING_LIMIT and stop is None else ("", start)


def _source_line(canonical: CanonicalText, *, after: int) -> int:
    """Where a closing source line begins; the length of the text if there is none."""
    for match in _SOURCE_LINE.finditer(canonical.text, after):
        if _at_boundary(canonical, match.start()):
            return match.start()
    return len(canonical.text)


def _begins_line(text: str, offset: int) -> bool:
    return offset == 0 or text[offset - 1] == "\n"


def _front_matter(text: str, end: int, title: str) -> list[Clause]:
    """What stands before the first number: the title lines, then the preamble.

    The title ends with the last line that begins with it; a preamble may name the plan in running text.
    """
    lines = [match.start() for match in re.finditer(re.escape(title), text[:end]) if _begins_line(text, match.start())]
    found = lines[-1] if lines else text.find(title, 0, end)
    body = found + len(title) if found >= 0 else 0
    while body < end and text[body] == "\n":
        body += 1
    front = [
        Clause(id="标题", kind="title", number="", heading=title, parent=None, start=0, body_start=0, end=body),
        Clause(
            id="前言", kind="preamble", number="", heading="前言", parent=None, start=body, body_start=body, end=end
        ),
    ]
    return [clause for clause in front if clause.start < clause.end]
