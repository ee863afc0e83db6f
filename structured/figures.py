"""Figures in Chinese and English text: numbers with their units of measure, comparators and exact conversion.

1. A number is digits (`3,100`, `19.2`, `１２`), digits with 万/亿 or k, a Chinese numeral (`两百五十`, `百分之九十六`, `六成`),
   or a small English number word before a unit.
2. The unit of measure is the longest known one that follows; `value` is kept in the unit as written.
3. `in_base` converts exactly (Decimal) inside a dimension: area, power, length, mass, energy, share.

Nothing here knows a plan. Units of measure: SI and 中华人民共和国法定计量单位; 1 亩 = 2000/3 平方米.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_HAN_POWERS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10**4, "亿": 10**8}
_ENGLISH_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
}

# canonical unit -> (dimension, factor to the dimension's base, ways to write it)
_UNITS: dict[str, tuple[str, Fraction, tuple[str, ...]]] = {
    "%": ("share", Fraction(1), ("%", "％", "percentage points", "percentage point", "percent", "per cent", "pct", "个百分点", "个点")),
    "万千瓦": ("power", Fraction(10**4), ("万千瓦", "万kw", "万 kw", "×10,000 kw", "(10,000 kw)", "10,000 kw")),
    "千瓦": ("power", Fraction(1), ("千瓦", "kw", "kilowatts", "kilowatt")),
    "兆瓦": ("power", Fraction(1000), ("兆瓦", "mw", "mwp", "megawatts", "megawatt")),
    "吉瓦": ("power", Fraction(10**6), ("吉瓦", "gw", "gigawatts", "gigawatt")),
    "亿平方米": ("area", Fraction(10**8), ("亿平方米",)),
    "万平方米": ("area", Fraction(10**4), (
        "万平方米", "万平米", "万方", "万平", "万㎡", "万m2", "万m²", "(10,000 m²)", "(10,000 m2)", "10,000 m²", "10,000 m2",
    )),
    "平方米": ("area", Fraction(1), (
        "平方米", "平米", "平方", "㎡", "m²", "m2", "sqm", "sq m", "sq. m", "sq.m", "square metres", "square meters",
        "square metre", "square meter", "平",
    )),
    "公顷": ("area", Fraction(10**4), ("公顷", "ha", "hectares", "hectare")),
    "平方公里": ("area", Fraction(10**6), (
        "平方公里", "平方千米", "km²", "km2", "sq km", "sqkm", "square kilometres", "square kilometers",
        "square kilometre", "square kilometer",
    )),
    "亩": ("area", Fraction(2000, 3), ("亩", "mu")),
    "公里": ("length", Fraction(1000), ("公里", "千米", "km", "kilometres", "kilometers", "kilometre", "kilometer")),
    "米": ("length", Fraction(1), ("米", "m", "metres", "meters", "metre", "meter")),
    "分钟": ("time", Fraction(1), ("分钟", "minutes", "minute", "min")),
    "公斤": ("mass", Fraction(1, 1000), ("公斤", "千克", "kg", "kilograms", "kilogram", "kilos", "kilo")),
    "吨": ("mass", Fraction(1), ("吨", "tonnes", "tons", "tonne", "ton")),
    "万吨": ("mass", Fraction(10**4), ("万吨",)),
    "万千瓦时": ("energy", Fraction(10**4), ("万千瓦时", "万度电", "万度")),
    "吉瓦时": ("energy", Fraction(10**6), ("吉瓦时", "gwh", "gigawatt hours")),
    "兆瓦时": ("energy", Fraction(1000), ("兆瓦时", "mwh", "megawatt hours")),
    "千瓦时": ("energy", Fraction(1), ("千瓦时", "kwh", "度电", "度")),
    "万元": ("money", Fraction(10**4), ("万元",)),
    "亿元": ("money", Fraction(10**8), ("亿元",)),
    "元": ("money", Fraction(1), ("元", "yuan", "rmb", "块钱")),
}
# So few 度 are rather a temperature than an amount of electricity.
_FEW_DEGREES = 100
_COUNTERS = "个座家种辆台根条项处片批栋幢套次户人名部间所支只类级星位桩块棵株"
_BY_SPELLING = {
    spelling: name for name, (_, _, spellings) in _UNITS.items() for spelling in spellings
} | {counter: counter for counter in _COUNTERS} | dict.fromkeys(("people", "residents", "inhabitants", "persons"), "人")
_SPELLINGS = sorted(_BY_SPELLING, key=len, reverse=True)
_UNIT = "|".join(re.escape(spelling) + (r"(?![a-z])" if spelling[-1].isascii() and spelling[-1].isalpha() else "")
                 for spelling in _SPELLINGS)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]{1,16}"
_WORD = "|".join(sorted(_ENGLISH_WORDS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"百分之(?P<han_pct>{_HAN_NUMERAL}(?:点{_HAN_NUMERAL})?|\d+(?:\.\d+)?)"
    rf"|千分之(?P<han_mille>{_HAN_NUMERAL}(?:点{_HAN_NUMERAL})?|\d+(?:\.\d+)?)"
    rf"|(?P<tenths>[一二两三四五六七八九]成(?P<half>半)?)(?!员|立|为|本|果|功|熟|长|交|就|品|套|效|都)"
    rf"|(?P<digits>{_DIGITS})(?P<scale>\s*(?:百万|千万|万|亿|千|百)(?!千瓦|瓦|米|克|平|方|㎡|m|吨|元|k|度)|\s?k(?![a-z])|\s?(?:thousand|million)(?![a-z]))?"
    rf"(?:(?:\s*|-)(?P<unit>{_UNIT})|\s*[(（](?P<bracketed>{_UNIT})[)）])?"
    rf"|(?P<half_pct>一半|半数|(?<![a-z])half(?![a-z]))"
    rf"|(?P<han>{_HAN_NUMERAL})(?P<han_unit>{_UNIT})"
    rf"|(?P<han_long>(?:[一二两三四五六七八九]?[十百千万][零〇一二两三四五六七八九十百千万]{{0,15}}))(?=[\u4e00-\u9fff])"
    rf"|(?<![a-z-])(?P<words>(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD}))*)(?![a-z])(?:\s*(?P<word_unit>{_UNIT}))?"
)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with its unit of measure as written (canonical spelling, "" for none); half-open offsets."""

    value: Decimal
    unit: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """Code point -> its lower-case NFKC form where that is one character; filled as characters come up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        folded = self[code] = (plain if len(plain) == 1 else char).lower()
        return folded


_FOLDING = _Folding()


def fold_width(text: str) -> str:
    """NFKC character by character where that keeps the length, so that offsets stay valid; lower case."""
    return text.translate(_FOLDING)


def parse_figures(text: str) -> tuple[Figure, ...]:
    """All figures of `text`, in order. Offsets point into `text`."""
    folded = fold_width(text)
    figures: list[Figure] = []
    for match in _NUMBER.finditer(folded):
        if not _only_powers(match):
            figures.append(_figure(match))
    return tuple(figures)


def _only_powers(match: re.Match[str]) -> bool:
    """Whether a Chinese numeral holds no digit (`万吨`, `百分点`): that is a unit or a word, not a figure."""
    numeral = match["han"] or match["han_long"]
    return bool(numeral) and not set(numeral) & ({*_HAN_DIGITS} | {"十"})


def _figure(match: re.Match[str]) -> Figure:
    start, end = match.span()
    if match["han_pct"]:
        value, unit = _han_decimal(match["han_pct"]), "%"
    elif match["han_mille"]:
        value, unit = _han_decimal(match["han_mille"]) / 10, "%"
    elif match["tenths"]:
        value, unit = Decimal(_HAN_DIGITS[match["tenths"][0]] * 10 + (5 if match["half"] else 0)), "%"
    elif match["half_pct"]:
        value, unit = Decimal(50), "%"
    elif match["digits"]:
        value = Decimal(match["digits"].replace(",", "")) * _scale(match["scale"] or "")
        unit = _BY_SPELLING.get(match["unit"] or match["bracketed"] or "", "")
        if match["unit"] == "度" and value < _FEW_DEGREES:
            unit = ""
        last = next(name for name in ("unit", "bracketed", "scale", "digits") if match[name])
        end = match.end() if last == "bracketed" else match.end(last)
    elif match["han"]:
        value, unit = Decimal(han_number(match["han"])), _BY_SPELLING[match["han_unit"]]
    elif match["han_long"]:
        value, unit = Decimal(han_number(match["han_long"])), ""
    else:
        value, unit = Decimal(_english_number(match["words"])), _BY_SPELLING.get(match["word_unit"] or "", "")
        end = match.end("word_unit") if match["word_unit"] else match.end("words")
    return Figure(value=value, unit=unit, start=start, end=end)


def _scale(written: str) -> int:
    return {
        "": 1, "k": 1000, "thousand": 1000, "million": 10**6, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6,
        "千万": 10**7, "亿": 10**8,
    }[written.strip()]


def han_number(numeral: str) -> int:
    """The value of a Chinese numeral up to 亿 (两百五十 -> 250); a trailing digit after 百/千/万 is its tenth (两百五 -> 250)."""
    total, section, current, last = 0, 0, 0, 1
    for char in numeral:
        if char in _HAN_DIGITS:
            current = _HAN_DIGITS[char]
            if char in "零〇":
                last = 1
        elif char in _HAN_POWERS:
            section += (current or 1) * _HAN_POWERS[char]
            current, last = 0, _HAN_POWERS[char]
        else:
            total = (total + section + current) * _HAN_MYRIADS[char] if total + section + current else _HAN_MYRIADS[char]
            section, current, last = 0, 0, _HAN_MYRIADS[char]
    if current and last > 10:
        current *= last // 10
    return total + section + current


def _han_decimal(numeral: str) -> Decimal:
    if numeral[0].isascii():
        return Decimal(numeral)
    whole, _, fraction = numeral.partition("点")
    digits = "".join(str(_HAN_DIGITS.get(char, 0)) for char in fraction)
    return Decimal(f"{han_number(whole)}.{digits}" if digits else str(han_number(whole)))


def _english_number(words: str) -> int:
    total, current = 0, 0
    for word in re.split(r"[\s-]+", words):
        if word == "and":
            continue
        value = _ENGLISH_WORDS[word]
        if value == 100:
            current = (current or 1) * 100
        elif value == 1000:
            total, current = (total + (current or 1)) * 1000, 0
        else:
            current += value
    return total + current


def dimension(unit: str) -> str:
    """`area`, `power`, `length`, `share`, … or "" for counters and for no unit."""
    return _UNITS[unit][0] if unit in _UNITS else ""


def same_unit(one: str, other: str) -> bool:
    """Whether two units of measure name the same unit (counters of things are interchangeable: 个, 座, none)."""
    return one == other or (not dimension(one) and not dimension(other))


def in_base(value: Decimal, unit: str) -> Fraction:
    """The exact value in the base unit of its dimension; counters and plain numbers are their own base."""
    factor = _UNITS[unit][1] if unit in _UNITS else Fraction(1)
    return Fraction(value) * factor


def convert(value: Decimal, unit: str, target: str) -> Decimal | None:
    """The value in another unit of the same dimension, exact where the decimal is finite (else 6 places); else None."""
    if dimension(unit) != dimension(target):
        return None
    return to_decimal(in_base(value, unit) / (_UNITS[target][1] if target in _UNITS else 1))


def to_decimal(value: Fraction) -> Decimal:
    """A fraction as a plain decimal without exponent or trailing zeros, rounded half-even to 6 places if endless."""
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return plain(decimal if Fraction(decimal) == value else round(decimal, 6))


def round_up(value: Decimal) -> Decimal:
    """The next whole number at or above `value`: half a charger cannot be built."""
    return value.to_integral_value(rounding=ROUND_CEILING)


def plain(value: Decimal) -> Decimal:
    """Without exponent and trailing zeros, as people write it."""
    normal = value.normalize()
    return Decimal(int(normal)) if normal == normal.to_integral_value() else normal


def compares(own: Fraction, comparator: str, limit: Fraction) -> bool:
    """Whether one's own figure meets a limit; `=` as a stated goal is met by reaching it (达到)."""
    return own <= limit if comparator == "<=" else own < limit if comparator == "<" else (
        own > limit if comparator == ">" else own >= limit
    )
