"""Answers and conversations as documents: the answer's own words with its citations as numbered sources.

Marks are numbered through the whole document, so that the second answer of a conversation goes on where the first
ended; on pages each source stands as a footnote or in a list, in sheets in a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.exports.parts import Block, Cell, Column, Grid, Heading, Mark, Paragraph, Source, Style, Words
from assistant.exports.rows import obligations_grid, targets_grid, unit_words
from assistant.exports.texts import Texts
from assistant.exports.writing import Writer
from assistant.turn import Answer, Calculation, Language
from structured.schema import Obligation, Target

# A question up to this length is its answer's heading.
_HEADING_CHARACTERS = 70
_INLINE = re.compile(r" ?\[(?P<mark>\d{1,4})\]|\*\*(?P<strong>[^*]+)\*\*")


class Talk:
    """The blocks and sources of one or several answers, collected in order."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.blocks: list[Block] = []
        self.sources: list[Source] = []
        self._said: list[tuple[Cell, ...]] = []
        self._quoted: list[tuple[Cell, ...]] = []
        self._sums: list[tuple[int, Calculation]] = []

    def add(self, answer: Answer, number: int) -> None:
        """One answer: status, text, what it offers, its calculations. `number` counts the questions from 1."""
        numbers = self._numbers(answer)
        paragraphs = [_paragraph(line, numbers) for line in answer.text.splitlines() if line.strip()]
        paragraphs = _with_all_marks(paragraphs, numbers)
        status = self._status(answer)
        if answer.status != "answered":
            self.blocks.append(_plain(status, "status"))
        self.blocks += paragraphs
        self.blocks += self._offers(answer)
        for paragraph in paragraphs:
            self._said.append((str(number), answer.question, status, _words(paragraph), _marks(paragraph)))
        self._quoted += self._sources_of(answer, numbers, number)
        calculations = [c for c in answer.calculations if any(char.isdigit() for char in c.expression)]
        if calculations:
            texts, rows = self.writer.texts, tuple(_sum_cells(c, self.writer.language) for c in calculations)
            self.blocks.append(Grid(name=texts.calculations, columns=_sum_columns(texts), rows=rows, place="page"))
            self._sums += [(number, calculation) for calculation in calculations]

    def _numbers(self, answer: Answer) -> dict[int, int]:
        """The number in this document for each mark of the answer, in order of first use; its source is taken in."""
        by_mark = {citation.mark: citation for citation in answer.citations}
        used = [int(found["mark"]) for found in _INLINE.finditer(answer.text) if found["mark"]]
        numbers: dict[int, int] = {}
        for mark in (*used, *by_mark):
            if mark in by_mark and mark not in numbers:
                citation = by_mark[mark]
                heading = self.writer.clause_name(citation.source.clause)
                self.sources.append(Source(clause=citation.source.clause, heading=heading, quote=citation.source.quote))
                numbers[mark] = len(self.sources)
        return numbers

    def _status(self, answer: Answer) -> str:
        return getattr(self.writer.texts, f"status_{answer.status}")

    def _offers(self, answer: Answer) -> list[Block]:
        """The readings that a question is asked back with, or the clauses that come nearest, if the text names them not."""
        texts = self.writer.texts
        title, offered = "", []
        if answer.status == "clarify":
            title, offered = texts.readings, [choice for choice in answer.choices if choice not in answer.text]
        elif answer.status == "not_in_plan":
            cited = {citation.source.clause for citation in answer.citations}
            title, offered = texts.nearest, [self.writer.clause_name(clause) for clause in answer.choices if clause not in cited]
        return [_plain(title), *(_plain(name, "item") for name in offered)] if offered else []

    def _sources_of(self, answer: Answer, numbers: dict[int, int], question: int) -> list[tuple[Cell, ...]]:
        found = [self.sources[number - 1] for number in numbers.values()]
        return [
            (str(question), str(number), source.clause, source.heading, source.quote)
            for number, source in zip(numbers.values(), found, strict=True)
        ]

    def _sums_sheet(self) -> Grid:
        """All calculations of all answers, each with the number of its question."""
        texts = self.writer.texts
        columns = (Column(name=texts.question_no, width=9), *_sum_columns(texts))
        rows = tuple((str(number), *_sum_cells(calculation, self.writer.language)) for number, calculation in self._sums)
        return Grid(name=texts.calculations, columns=columns, rows=rows, place="sheet")

    def sheets(self, answers: Sequence[Answer]) -> list[Block]:
        """The tables of the sheets: sentences, sources, and the rows that stand behind the answers, each once."""
        texts = self.writer.texts
        said = (
            Column(name=texts.question_no, width=9), Column(name=texts.question, width=36),
            Column(name=texts.status, width=14), Column(name=texts.answer, width=80), Column(name=texts.source, width=12),
        )
        quoted = (
            Column(name=texts.question_no, width=9), Column(name=texts.source, width=9), Column(name=texts.clause, width=10),
            Column(name=texts.heading, width=40), Column(name=texts.quote, width=80, verbatim=True),
        )
        rows = dict.fromkeys(row for answer in answers for row in answer.rows)
        targets = [row for row in rows if isinstance(row, Target)]
        obligations = [row for row in rows if isinstance(row, Obligation)]
        return [
            Grid(name=texts.answer, columns=said, rows=tuple(self._said), place="sheet"),
            *([Grid(name=texts.sources, columns=quoted, rows=tuple(self._quoted), place="sheet")] if self._quoted else []),
            *([self._sums_sheet()] if self._sums else []),
            *([targets_grid(self.writer, targets, place="sheet")] if targets else []),
            *([obligations_grid(self.writer, obligations, place="sheet")] if obligations else []),
        ]


def _plain(text: str, style: Style = "text") -> Paragraph:
    return Paragraph(pieces=(Words(text=text),), style=style)


def question_paragraph(question: str) -> Paragraph:
    """A question as it was asked."""
    return _plain(question, "question")


def question_blocks(writer: Writer, question: str, number: int) -> list[Block]:
    """A question of a conversation as the heading of its answer; a long one stands below its heading in full."""
    if len(question) <= _HEADING_CHARACTERS and "\n" not in question:
        return [Heading(text=writer.texts.question_heading.format(number=number, question=question))]
    return [Heading(text=writer.texts.question_number.format(number=number)), question_paragraph(question)]


def _sum_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(name=texts.expression, width=36), Column(name=texts.result, width=12, number=True),
        Column(name=texts.measure, width=14), Column(name=texts.clause, width=10),
    )


def _sum_cells(calculation: Calculation, language: Language) -> tuple[Cell, ...]:
    return (calculation.expression, calculation.value, unit_words(calculation.unit, language), calculation.clause)


def _paragraph(line: str, numbers: dict[int, int]) -> Paragraph:
    """One line of an answer's Markdown. A number in brackets that is no mark of the answer stays text."""
    item = line.startswith("- ")
    text = line.removeprefix("- ") if item else line
    pieces: list[Words | Mark] = []
    last = 0
    for found in _INLINE.finditer(text):
        piece = Words(text=found["strong"], strong=True) if found["strong"] else _mark(found, numbers)
        if piece is None:
            continue
        if found.start() > last:
            pieces.append(Words(text=text[last : found.start()]))
        pieces.append(piece)
        last = found.end()
    if last < len(text):
        pieces.append(Words(text=text[last:]))
    return Paragraph(pieces=tuple(pieces), style="item" if item else "text")


def _mark(found: re.Match[str], numbers: dict[int, int]) -> Mark | None:
    number = numbers.get(int(found["mark"]))
    return None if number is None else Mark(number=number)


def _with_all_marks(paragraphs: list[Paragraph], numbers: dict[int, int]) -> list[Paragraph]:
    """Sources that no sentence marks are marked at the end, so that no citation gets lost."""
    used = {piece.number for paragraph in paragraphs for piece in paragraph.pieces if isinstance(piece, Mark)}
    missing = tuple(Mark(number=number) for number in numbers.values() if number not in used)
    if not missing:
        return paragraphs
    last = paragraphs[-1] if paragraphs else Paragraph(pieces=())
    return [*paragraphs[:-1], Paragraph(pieces=(*last.pieces, *missing), style=last.style)]


def _words(paragraph: Paragraph) -> str:
    return "".join(piece.text for piece in paragraph.pieces if isinstance(piece, Words)).strip()


def _marks(paragraph: Paragraph) -> str:
    return ", ".join(str(piece.number) for piece in paragraph.pieces if isinstance(piece, Mark))
