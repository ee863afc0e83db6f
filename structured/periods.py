"""Times as plans print them: years with their role (by, from, before) and the five-year periods.

`十四五` and `2025` stay two things: a period is a stretch (the N-th five-year plan, N > 5, runs from 1951 + 5N to its
fifth year), a year a date. Whether a question about one may be answered by a row of the other is for the query to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from structured.figures import fold_width, han_number

Role = Literal["", "by", "from", "before"]

_ENGLISH_ORDINALS = {
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
}
_FIVE_YEAR = re.compile(
    r"[“\"「『]?(?P<han>十[一二三四五六七八九])五(?!个|条|项|座|家|种|百|千|万)[”\"」』]?(?:规划|期间|时期)?"
    r"|^\W*(?:and\s+|for\s+|in\s+|the\s+)*(?P<bare>1[0-9]th)\W*$"
    r"|(?P<shared>1[0-9]th)(?=\s*(?:vs\.?|versus|and|to|or|&|/|-)\s*(?:the\s+)?1[0-9]th\b)"
    r"|(?<!\d)(?P<digits>1[0-9])(?:\.5|五)(?:规划|期间|时期)"
    rf"|(?:the\s+)?(?P<ordinal>1[0-9]th|{'|'.join(_ENGLISH_ORDINALS)})[\s-]+(?:five|5)[\s-]*year(?:[\s-]+(?:plan|period))*"
    r"|(?:the\s+)?(?P<short>1[0-9])(?:th)?\s*[\s-]?fyp|(?:the\s+)?(?P<short_ordinal>1[0-9]th)\s+(?:plan(?:ning)?|period|fyp)"
)
# `the 15th FYP … than the 14th`: a short form that only stands beside a full one.
_SHORT_ORDINAL = re.compile(r"\bthe\s+(?P<number>1[1-9])th\b(?=\s*(?:[?.,;:)]|$|and\b|or\b|to\b|than\b|vs\b|versus\b|one\b))")
_YEAR = re.compile(
    r"(?P<lead>到|至|截至|截止|by|before|until|till|from|since|starting(?:\s+in)?|自|从|于)?\s*"
    r"(?:the\s+end\s+of\s+|(?:the\s+)?year\s+)?(?<![\d.])(?<!\d,)(?P<year>(?:19|20)\d{2}|[2-9]\d{3}(?=\s*年))(?![\d.%,]?\d|\s?(?:%|个|平|米|公里|万|千|百|兆|吉|辆|家|座|吨|公斤|公顷|亩|度|人|元|户|棵|台|套|"
    r"m2|m²|sqm|square|spaces|bays|kw|mw|gw|tonnes|tons|kg|people|metres|meters|hectares|ha\b|km))"
    r"\s*年?\s*(?P<tail>起|之前|以前|前|底|末|onwards?|onward|开始|以后|之后)?"
    r"|(?P<pair>(?<!\d)[2-6]\d)(?=\s*(?:年)?\s*(?:到|至|-|~|和|与|跟|、)\s*(?:20)?[2-6]\d年(?![期制来内限]))"
    r"|(?P<two>(?<!\d)[2-6]\d)年(?:底|末|前|起|之前)?(?![期制来内限])"
    r"|(?P<han_year>[二两]〇[〇一二三四五六七八九]{2}|二零[零一二三四五六七八九]{2})年?"
)
_SPAN = re.compile(
    r"(?<!\d)(?P<first>20\d{2})\s*年?\s*(?:-|–|—|~|到|至|to|through|until)\s*(?P<last>20\d{2}|\d{2})(?!\d)\s*年?(?:期间|间)?"
)
# Periods whose years are remembered: every row is asked for those of its own.
_PERIODS = 64
_HAN_DIGIT = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}


@dataclass(frozen=True, kw_only=True)
class Time:
    """A year (`year`, with its role) or a five-year period (`period`, printed form such as 十四五); half-open offsets."""

    start: int
    end: int
    year: int | None = None
    period: str = ""
    role: Role = ""


def parse_times(text: str) -> tuple[Time, ...]:
    """All years and five-year periods of `text`, in order, without overlap."""
    folded = fold_width(text)
    times = [_five_year(match) for match in _FIVE_YEAR.finditer(folded)]
    if any(time.period for time in times):
        taken = [(time.start, time.end) for time in times]
        times += [
            Time(start=match.start(), end=match.end(), period=period_of_number(int(match["number"])))
            for match in _SHORT_ORDINAL.finditer(folded) if not any(match.start() < end and start < match.end() for start, end in taken)
        ]
    times += [time for match in _SPAN.finditer(folded) if (time := _span(match)) is not None]
    taken = [(time.start, time.end) for time in times]
    for match in _YEAR.finditer(folded):
        if not any(match.start() < end and start < match.end() for start, end in taken):
            times.append(_year(match))
    return tuple(sorted(times, key=lambda time: time.start))


@lru_cache(maxsize=_PERIODS)
def period_years(period: str) -> tuple[int, int] | None:
    """The first and last year of a five-year period (十四五 -> 2021, 2025); None for anything else."""
    if not re.fullmatch(r"十[一二三四五六七八九]五", period):
        return None
    first = 1951 + 5 * han_number(period[:-1])
    return (first, first + 4)


def period_of_number(number: int) -> str:
    """14 -> 十四五; ValueError outside 11-19."""
    if not 11 <= number <= 19:
        raise ValueError(f"no five-year plan {number}")
    return f"十{'一二三四五六七八九'[number - 11]}五"


def _five_year(match: re.Match[str]) -> Time:
    if match["han"]:
        return Time(start=match.start(), end=match.end(), period=match["han"] + "五")
    written = match["digits"] or match["ordinal"] or match["short"] or match["short_ordinal"] or match["shared"] or match["bare"]
    number = _ENGLISH_ORDINALS.get(written) or int(written.removesuffix("th"))
    period = period_of_number(number) if 11 <= number <= 19 else f"{number}五"
    return Time(start=match.start(), end=match.end(), period=period)


def _span(match: re.Match[str]) -> Time | None:
    """`2021-2025` is the five-year period of these years; any other span is no period."""
    first, last = int(match["first"]), int(match["last"][-2:]) + 2000
    number = (first - 1951) // 5
    if last - first == 4 and (first - 1951) % 5 == 0 and 11 <= number <= 19:
        return Time(start=match.start(), end=match.end(), period=period_of_number(number))
    return None


def _year(match: re.Match[str]) -> Time:
    if short := match["two"] or match["pair"]:
        return Time(start=match.start(), end=match.end(), year=2000 + int(short))
    if match["han_year"]:
        digits = "".join(_HAN_DIGIT[char] for char in match["han_year"])
        return Time(start=match.start(), end=match.end(), year=int(digits))
    lead, tail = match["lead"] or "", match["tail"] or ""
    role: Role = ""
    if tail in ("起", "开始", "onward", "onwards") or lead in ("from", "since", "自", "从") or lead.startswith("starting"):
        role = "from"
    elif tail in ("前", "之前", "以前") or lead == "before":
        role = "before"
    elif lead in ("到", "至", "截至", "截止", "by", "until", "till") or tail in ("底", "末"):
        role = "by"
    start = match.start("lead") if match["lead"] else match.start("year")
    return Time(start=start, end=match.end(), year=int(match["year"]), role=role)
