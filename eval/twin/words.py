"""The maps of a twin applied to words: the figures, years and periods of any text, in Chinese or English.

Everything that is no quantity (clause references, numbers of clauses, list numbers, names with digits) stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.reading import Quantity, place_quantities, place_times
from eval.twin.numbers import FigureMap, TimeMap
from structured.figures import dimension, plain
from structured.periods import Time, period_of_number, period_years

_CLAUSES = "条"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CIRCLE = re.compile(r"(?<=[二零〇一])[○Ｏ](?=[零〇一二三四五六七八九])")
_ORDINALS = {
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
}


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A half-open stretch of a text and what takes its place."""

    start: int
    end: int
    words: str


def change_words(text: str, figures: FigureMap, times: TimeMap, *, bare: bool = True) -> str:
    """The text with every figure, year and period changed; numbers without a unit only if `bare`."""
    return apply_edits(text, find_edits(text, figures, times, bare=bare))


def find_edits(text: str, figures: FigureMap, times: TimeMap, *, bare: bool = True) -> list[Edit]:
    """The changes of a text, in order, without overlap."""
    edits = [edit for time in place_times(_CIRCLE.sub("〇", text)) if (edit := _time_edit(text, time, times))]
    for quantity, start, end in place_quantities(text):
        if quantity.unit != _CLAUSES and (bare or quantity.unit):
            edit = _figure_edit(text, start, end, quantity, figures)
            edits += [edit] if edit else []
    return sorted(edits, key=lambda edit: edit.start)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits; they must be in order and must not overlap."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join([*parts, text[at:]])


def moved_offset(offset: int, edits: Sequence[Edit]) -> int:
    """Where an offset of the old text stands in the new one; inside an edit: the edit's new end."""
    shift = 0
    for edit in edits:
        if edit.end <= offset:
            shift += len(edit.words) - (edit.end - edit.start)
        elif edit.start < offset:
            return edit.start + shift + len(edit.words)
    return offset + shift


def _figure_edit(text: str, start: int, end: int, quantity: Quantity, figures: FigureMap) -> Edit | None:
    """The digits alone are replaced: unit, scale word and spacing stay as written.

    Of words, only shares (三成) change.
    """
    value = figures.changed(quantity)
    if value == quantity.value:
        return None
    written = _DIGITS.search(text, start, end)
    if written is None:
        return Edit(start=start, end=end, words=f"{plain(value):f}%") if dimension(quantity.unit) == "share" else None
    shown = Decimal(written.group().replace(",", ""))
    if shown == 0:
        return None
    words = format(plain(value * shown / quantity.value), "f")
    if "," in written.group():
        words = f"{Decimal(words):,}"
    return Edit(start=written.start(), end=written.end(), words=words)


def _time_edit(text: str, time: Time, times: TimeMap) -> Edit | None:
    written = text[time.start : time.end].translate(_FULL_WIDTH)
    changed = re.sub(r"(?<!\d)(?:19|20)\d{2}(?!\d)", lambda year: str(times.year(int(year.group()))), written)
    if changed == written:
        changed = re.sub(r"(?<!\d)\d{2}(?=年)", lambda year: str(times.year(2000 + int(year.group())))[2:], written)
    if changed == written and time.year is not None and not _DIGITS.search(written):
        changed = f"{times.year(time.year)}{'年' if '年' in written else ''}"
    if changed == written and time.period:
        changed = _change_period(written, times)
    return Edit(start=time.start, end=time.end, words=changed) if changed != written else None


def _change_period(written: str, times: TimeMap) -> str:
    """The period by its printed name, its number (`14th FYP`, `14五`) or its English ordinal."""
    for number in range(11, 18):
        name = period_of_number(number)
        other = times.period(name)
        if other == name or period_years(other) is None:
            continue
        other_number = number + ((period_years(other) or (0, 0))[0] - (period_years(name) or (0, 0))[0]) // 5
        for old, new in ((name, other), (_ORDINALS[number], _ORDINALS[other_number]), (str(number), str(other_number))):
            if old in written.lower():
                return re.sub(re.escape(old), new, written, count=1, flags=re.IGNORECASE)
    return written
