"""Numbers in a Chinese text and in its English translation, made comparable.

1. An amount is a dimension and an exact value in its base unit, so that `19.2万千瓦`, `19.2 (10,000 kW)` and
   `192,000 kW` are one; things that are counted have no dimension; five-year periods are amounts of their own.
2. Chinese: printed figures, times and all other digits must stand in the English; numerals of phrases (一心一意) and
   what means a number inside a word (零, 双, 先) may.
3. English: every number, number word and ordinal must stand in the Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from structured.figures import dimension, fold_width, han_number, in_base, parse_figures, to_decimal
from structured.periods import parse_times
from structured.printed import DIGITS, YEARLY, read_figures, read_times, to_number

Amount = tuple[str, Fraction]

_NUMERAL = re.compile("[一二两三四五六七八九十百千]+")
_NUMERAL_CHAR = {char: han_number(char) for char in "一二两三四五六七八九十百千"}
_IN_WORDS = {"零": 0, "无": 0, "首": 1, "先": 1, "双": 2}
_ORDINALS = {word: number for number, word in enumerate(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1)}
_ORDINAL = re.compile(rf"(?<![a-z-])({'|'.join(_ORDINALS)})(?=[\s-])")
# `second-hand`, `three-dimensional`, `as one` count nothing.
_IDIOM = re.compile(r"(?<![a-z])(?:second-hand|three-dimensional|no one|one another|one's|as one)(?![a-z])")


def missing_numbers(chinese: str, english: str) -> Iterator[str]:
    """A sentence for every number that stands on one side only."""
    certain, possible = chinese_amounts(chinese)
    written = english_amounts(english)
    for amount in sorted(certain - written):
        yield f"{_show(amount)} of the Chinese does not stand in the English"
    for amount in sorted(written - possible):
        yield f"{_show(amount)} of the English does not stand in the Chinese"


def chinese_amounts(text: str) -> tuple[set[Amount], set[Amount]]:
    """The amounts that a translation must carry, and all those that it may carry."""
    certain: set[Amount] = set()
    rest = text
    for time in read_times(text):
        certain.add(_time(time.period, time.deadline or time.start or time.baseline))
        rest = _blanked(rest, time.begin, time.end)
    for figure in read_figures(text):
        certain |= {amount_of(value, figure.unit) for value in (figure.value, figure.value_max) if value is not None}
        rest = _blanked(rest, figure.begin, figure.end)
    certain |= {("", Fraction(to_number(digits))) for digits in DIGITS.findall(fold_width(rest))}
    certain.discard(_time(YEARLY, None))
    numerals = _NUMERAL.findall(rest)
    possible = {("", Fraction(han_number(run))) for run in numerals}
    possible |= {("", Fraction(_NUMERAL_CHAR[char])) for run in numerals for char in run}
    possible |= {("", Fraction(number)) for char, number in _IN_WORDS.items() if char in rest}
    return certain, certain | possible


def english_amounts(text: str) -> set[Amount]:
    """The amounts of an English text; Chinese words that stand in it are read too."""
    plain = _IDIOM.sub(" ", text.lower().replace("× 10,000", "(10,000").replace("‑", "-"))
    plain = re.sub(r"(?<=\d)-(?=[a-z])", " ", plain)
    plain = re.sub(r"(\(10,000 [^\s)]+)(?![^\s)]*\))", r"\1)", plain)
    amounts: set[Amount] = set()
    for time in parse_times(plain):
        amounts.add(_time(time.period, time.year))
        plain = _blanked(plain, time.start, time.end)
    amounts |= {amount_of(figure.value, figure.unit) for figure in parse_figures(plain)}
    amounts |= {("", Fraction(_ORDINALS[word])) for word in _ORDINAL.findall(plain)}
    return amounts


def same_measure(unit: str, unit_en: str) -> bool:
    """Whether an English unit of measure is the Chinese one; names of things that are counted are free."""
    if not dimension(unit):
        return not any(dimension(figure.unit) for figure in parse_figures(f"1 {unit_en}"))
    return [figure.unit for figure in parse_figures(f"1 {unit_en}")] == [unit]


def _time(period: str, year: int | None) -> Amount:
    return ("", Fraction(year)) if year is not None else (f"period {period}", Fraction(0))


def amount_of(value: Decimal, unit: str) -> Amount:
    """A value with its unit of measure as an amount."""
    return (dimension(unit), in_base(value, unit)) if dimension(unit) else ("", Fraction(value))


def _blanked(text: str, begin: int, end: int) -> str:
    return text[:begin] + " " * (end - begin) + text[end:]


def _show(amount: Amount) -> str:
    kind, value = amount
    if kind.startswith("period "):
        return kind
    return f"{to_decimal(value)}" + (f" ({kind}, in its base unit)" if kind else "")
