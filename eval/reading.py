"""What an answer's text says, piece by piece: sentences and list items with their quotes, figures and times.

1. Markdown emphasis goes; the text is cut into list items and sentences; a mark after a full stop stays with its
sentence.
2. A list item inherits the introducing line above it (`到2025年:`) as context, never as a statement of its own.
3. Figures are read after everything that is no quantity has been blanked out: marks `[1]`, clause references (第15条,
   clause 15, 二(四)15), list numbers, the headings of cited clauses, and times, which are read apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from eval.answers import AnswerView, CitationView
from structured.figures import Figure, dimension, han_number, in_base, parse_figures, same_unit
from structured.periods import Time, parse_times

_EMPHASIS = re.compile(r"\*\*|__|`|</?sup>|</?mark>|</?b>")
_MARK = re.compile(r"\[(\d{1,3}(?:\s*[,，、-]\s*\d{1,3})*)\](?:\(#[^)]*\))?")
_ITEM = re.compile(r"^\s*(?:[-*+•·–]|\d{1,3}[.)、](?!\d))\s*|^\s*\|")
_SENTENCE_END = re.compile(
    r"(?<=[。！？!?])(?!\s*\[\d)|(?<=[^\d\s]\.)\s+(?=[A-Z(\"“\u4e00-\u9fff])(?!\s*\[\d)|(?<=[。！？!?.]\s\[\d\])\s*"
)
_TRAILING_MARKS = re.compile(r"^\s*(?:\[\d{1,3}\]\s*)+")
_NUMBERS = r"\d{1,3}(?:(?:\s*[、,，和及与至–&-]\s*|\s+and\s+|,\s*and\s+|\s+to\s+)第?\d{1,3}(?!\d|[.%]))*"
_REFERENCE = re.compile(
    rf"第{_NUMBERS}\s*[条项款个号]|(?<![a-z])(?:clauses?|tasks?|actions?|articles?|items?|sections?|measures?|safeguards?|no\.)\s*"
    rf"{_NUMBERS}(?![\d.%])|[一二三]\([一二三四五六七八九十]\)\s*\d{{0,2}}|(?:任务|条款)\s*{_NUMBERS}(?![\d.%])|\d{{1,2}}/\d{{1,2}}",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"(?m)^\s*(?:[-*+•|]\s*)?\d{1,3}(?:[.)、](?!\d)|\s(?=[\u4e00-\u9fff“]))")
_COMMA_BEFORE_YEAR = re.compile(r"(?<!\d),(?=(?:19|20)\d{2})")
_HYPHENED = re.compile(r"(?<=\d)-(?=[A-Za-z])")  # 500-metre
_GROUP = re.compile("[一二三四五六七八九十]+(?=大(?!力|型|量|约|概|幅|于))")
_HAS_DIGIT = re.compile(r"\d|百分之")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|–|—|~|～|至|到|to)\s*(\d+(?:\.\d+)?)")


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A stated figure: its unit as written ("" for none) and whether it was written in digits."""

    value: Decimal
    unit: str
    digits: bool = True

    def equals(self, other: Quantity) -> bool:
        """Equal after exact conversion inside one dimension; counters (个, 座, none) are interchangeable."""
        if dimension(self.unit) != dimension(other.unit):
            return False
        if not dimension(self.unit) and not same_unit(self.unit, other.unit):
            return False
        return self.in_base == other.in_base

    @property
    def in_base(self) -> Fraction:
        """The exact value in the base unit of its dimension."""
        return in_base(self.value, self.unit)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A sentence or list item: its words, the words it inherits, the quotes it cites, and what it states.

    `times` are years as digits and periods as printed (`2025`, `十四五`); `bounds` the (lower, upper) ends of ranges.
    """

    text: str
    context: str
    citations: tuple[CitationView, ...]
    quantities: tuple[Quantity, ...]
    times: frozenset[str]
    bounds: tuple[tuple[Decimal, Decimal], ...]
    item: bool = False

    @property
    def support(self) -> str:
        """Everything that may carry a qualifier of a figure: own words, introducing line, cited quotes."""
        return "\n".join((self.text, self.context, *(citation.quote for citation in self.citations)))


def read_pieces(answer: AnswerView) -> tuple[Piece, ...]:
    """The pieces of the answer's text in order; introducing lines are pieces too."""
    headings = _heading_words(answer.citations)
    pieces: list[Piece] = []
    introduction = ""
    for line in plain_text(answer.text).splitlines():
        if not line.strip():
            continue
        item = bool(_ITEM.match(line))
        sentences = [line] if item else _sentences(line)
        marked = _cited(line, answer.citations)
        for sentence in sentences:
            own = _cited(sentence, answer.citations) or marked
            piece = _piece(sentence, introduction if item else "", own, headings)
            pieces.append(replace(piece, item=item))
        if not item:
            introduction = line
    return tuple(pieces)


def plain_text(markdown: str) -> str:
    """The text without emphasis marks."""
    return _EMPHASIS.sub("", markdown)


def read_quantities(text: str, headings: Sequence[str] = ()) -> tuple[Quantity, ...]:
    """The figures of a text that are quantities: no times, no marks, no clause references, no list numbers."""
    return tuple(quantity for quantity, _, _ in place_quantities(text, headings))


def place_quantities(text: str, headings: Sequence[str] = ()) -> tuple[tuple[Quantity, int, int], ...]:
    """As `read_quantities`, each with its half-open offsets in the text."""
    blanked = _HYPHENED.sub(" ", _MARK.sub(_blank, text))
    for heading in headings:
        blanked = blanked.replace(heading, " " * len(heading))
    blanked = _LIST_NUMBER.sub(_blank, blanked)
    blanked = _REFERENCE.sub(_blank, blanked)
    for time in place_times(blanked):
        blanked = blanked[: time.start] + " " * (time.end - time.start) + blanked[time.end :]
    found = [(_quantity(figure, blanked), figure.start, figure.end) for figure in parse_figures(blanked)]
    return (*found, *_grouped(blanked))


def read_times(text: str) -> frozenset[str]:
    """The years (as digits) and five-year periods (as printed) of a text."""
    return frozenset(time.period or str(time.year) for time in place_times(_MARK.sub(_blank, text)))


def place_times(text: str) -> tuple[Time, ...]:
    """The years and periods of a text; a year directly after a comma (`光伏,2022年起`) is one, too."""
    return parse_times(_COMMA_BEFORE_YEAR.sub(" ", text))


def read_gold_quantity(value: Decimal, unit: str) -> Quantity:
    """A gold value in the unit that the figures module reads out of `value unit`, so that both sides are read alike."""
    found = read_quantities(f"{value}{unit}")
    return found[0] if found else Quantity(value=value, unit=unit)


def contains(quantities: Iterable[Quantity], wanted: Quantity) -> bool:
    """Whether one of the quantities equals `wanted`."""
    return any(quantity.equals(wanted) for quantity in quantities)


def _grouped(text: str) -> Iterator[tuple[Quantity, int, int]]:
    """Numbers that count a group without a counter: `四大集群`."""
    for match in _GROUP.finditer(text):
        yield Quantity(value=Decimal(han_number(match.group())), unit="", digits=False), match.start(), match.end()


def _quantity(figure: Figure, text: str) -> Quantity:
    digits = bool(_HAS_DIGIT.search(text[figure.start : figure.end]))
    return Quantity(value=figure.value, unit=figure.unit, digits=digits)


def _piece(text: str, context: str, citations: tuple[CitationView, ...], headings: Sequence[str]) -> Piece:
    return Piece(
        text=text,
        context=context,
        citations=citations,
        quantities=read_quantities(text, headings),
        times=read_times(text),
        bounds=tuple((Decimal(low), Decimal(high)) for low, high in _RANGE.findall(text)),
    )


def _sentences(line: str) -> list[str]:
    sentences: list[str] = []
    for part in (part for part in _SENTENCE_END.split(line) if part and part.strip()):
        marks = _TRAILING_MARKS.match(part)
        if marks and sentences:
            sentences[-1] += marks.group()
            part = part[marks.end() :]
        if part.strip():
            sentences.append(part)
    return sentences


def _cited(text: str, citations: Sequence[CitationView]) -> tuple[CitationView, ...]:
    marks: set[int] = set()
    for match in _MARK.finditer(text):
        numbers = [int(number) for number in re.findall(r"\d+", match.group(1))]
        marks.update(range(numbers[0], numbers[-1] + 1) if "-" in match.group(1) else numbers)
    return tuple(citation for citation in citations if citation.mark in marks)


def _heading_words(citations: Sequence[CitationView]) -> list[str]:
    """How the heading of a cited clause is written in running text, longest first (`二(四)15 推进…`, `15 推进…`)."""
    words: set[str] = set()
    for citation in citations:
        place, _, title = citation.heading.partition(" ")
        words.update({citation.heading, place})
        if title:
            words.update(f"{citation.clause}{gap}{title}" for gap in (" ", ".", "、", ". ", ""))
    return sorted((word for word in words if len(word) > 3), key=len, reverse=True)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
