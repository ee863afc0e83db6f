"""A reading of figures and times as official Chinese text prints them, made apart from the parser of questions.

1. A time is a five-year period, a year with its role (到…年, …年起, …年前) or 年均; 比…年 is a baseline and no time.
2. A figure is digits or a Chinese numeral with its unit of measure as printed (`200万平方米`, `1-2个`, `两类`).
   Digits that are glued to Latin letters or a plus sign (`3D`, `4+N`) are names.
3. Its comparator comes from the words before it in the same part of the sentence (不低于, 至少) or right behind it
   (以上, 以内). Words that stand before or behind another figure belong to that one.
4. A time governs what follows it up to the next time or the end of the sentence.

Thousands may be separated by a comma (one of the two ways of GB/T 15835-2011): `3,100` is one number, `1.3,10` two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from structured.figures import fold_width, han_number
from structured.schema import Comparator

YEARLY = "年均"
_MEASURE = (
    "个百分点|%|[万亿]?(?:千瓦时|千瓦|平方公里|平方千米|平方米|公顷|公里|千米|米|吨标准煤|吨|元|亩|辆|户|人|个|家|座)"
    "|[万亿]?(?:[kmg]wh?|km2?|m2|m|tce|t|ha)(?![a-z])|兆瓦|分钟|小时|星级|[种台项处栋幢套名所类级棵株条年月日天万亿]"
)
_HAN = "一二两三四五六七八九十百千万亿〇零"
# A Chinese numeral is a figure only before one of these; `一批`, `一次性`, `一定` are indefinite.
_HAN_MEASURE = "(?:大(?!批|量|型|力)|星级|[种级个家座项类辆所户处](?!别|性))"
DIGITS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_NUMBER = rf"(?:{DIGITS.pattern})"
_FIGURE = re.compile(
    rf"(?<![\d.a-z+])(?P<low>{_NUMBER})(?:[-–—~～至](?P<high>{_NUMBER}))?(?![.,]?\d)(?:(?P<unit>{_MEASURE})|(?![a-z+]))"
    rf"|(?<![第{_HAN}])(?P<han>[{_HAN}]+)(?P<han_unit>{_HAN_MEASURE})"
)
_TIME = re.compile(
    r"(?P<open>[“\"])?(?P<period>十[一二三四五六七八九]五)(?P<close>[”\"])?(?:期间|时期)?"
    r"|(?P<base>比|较)?(?P<by>到|至|截至)?(?P<year>(?:19|20)\d{2})年(?P<tail>起|底|末|以前|之前|前)?"
    rf"|(?P<yearly>{YEARLY})"
)
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_PART_END = re.compile(r"[,，、;；。！？!?\n]")
_BEFORE: tuple[tuple[str, Comparator], ...] = (
    ("不低于|不少于|不小于|不得低于|不得少于|至少", ">="),
    ("不高于|不超过|不大于|不得高于|不得超过|至多", "<="),
    ("(?<!不)(?<!不得)(?:超过|大于|高于|多于)", ">"),
    ("(?<!不)(?<!不得)(?:低于|小于|少于)", "<"),
)
_BEHIND: tuple[tuple[str, Comparator], ...] = (("及?以上", ">="), ("及?以下|以内|之内|范围|内(?!容|部)", "<="))
# Words that say how firmly something is meant; the lists are of official Chinese in general.
_LIMIT = re.compile("及?以[上下]")
_BOUND = "不得低于|不得少于|不得高于|不得超过|不低于|不少于|不小于|不高于|不超过|不大于|至少|至多"
_FIRM = re.compile(
    f"{_BOUND}|力争|争取|确保|保持|原则上|全部|必须|严禁|严控|严格|逐步|逐渐|稳步|稳妥|持续|不断|显著|明显|普遍|基本|初步|重大|全面"
    "|有效|合理|规模化|进一步|高标准|应(?!用|对|急|急|变|.尽)(?<![响适供反效相]应)"
)


@dataclass(frozen=True, kw_only=True)
class PrintedTime:
    """A printed time: exactly one of `period`, `deadline`, `start` and `baseline` is set, half-open offsets.

    `words` are as printed; `period` is 年均 for a yearly average.
    """

    words: str
    begin: int
    end: int
    period: str = ""
    deadline: int | None = None
    start: int | None = None
    baseline: int | None = None


@dataclass(frozen=True, kw_only=True)
class PrintedFigure:
    """A printed figure with unit, comparator and qualifier words (`firmness`, in printed order), half-open offsets."""

    words: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    comparator: Comparator
    firmness: tuple[str, ...]
    begin: int
    end: int


def read_times(text: str) -> tuple[PrintedTime, ...]:
    """All printed times, in order; a year without a role is read as a deadline."""
    return tuple(_time(match, text) for match in _TIME.finditer(fold_width(text)))


def _time(match: re.Match[str], text: str) -> PrintedTime:
    begin, end = match.span()
    words = text[begin:end]
    if match["period"] or match["yearly"]:
        return PrintedTime(words=words, begin=begin, end=end, period=match["period"] or match["yearly"])
    year = int(match["year"])
    if match["base"]:
        return PrintedTime(words=words, begin=begin, end=end, baseline=year)
    if match["tail"] == "起":
        return PrintedTime(words=words, begin=begin, end=end, start=year)
    return PrintedTime(words=words, begin=begin, end=end, deadline=year)


def governing(times: Sequence[PrintedTime], text: str, offset: int) -> PrintedTime | None:
    """The time that governs `offset`: the last that begins at or before it in its sentence, baselines aside."""
    found = None
    for time in times:
        if time.begin > offset:
            break
        if time.baseline is None and not _SENTENCE_END.search(text, time.end, max(offset, time.end)):
            found = time
    return found


def read_figures(text: str) -> tuple[PrintedFigure, ...]:
    """All printed figures outside times, in order."""
    folded = fold_width(text)
    times = [(time.begin, time.end) for time in read_times(text)]
    figures: list[PrintedFigure] = []
    after_previous = 0
    for match in _FIGURE.finditer(folded):
        if any(match.start() < end and begin < match.end() for begin, end in times):
            continue
        figures.append(_figure(match, text, folded, after_previous))
        _, after_previous = _behind(folded, match.end())
    return tuple(figures)


def _figure(match: re.Match[str], text: str, folded: str, after_previous: int) -> PrintedFigure:
    begin, end = match.span()
    part = max([after_previous, *(found.end() for found in _PART_END.finditer(folded, after_previous, begin))])
    comparator, _ = _behind(folded, end)
    limit = _LIMIT.match(folded, end)
    han, high = match["han"], match["high"]
    return PrintedFigure(
        words=text[begin:end],
        value=Decimal(han_number(han)) if han else to_number(match["low"]),
        value_max=to_number(high) if high else None,
        unit=_unit(text[slice(*match.span("han_unit" if han else "unit"))]),
        comparator="range" if high else comparator or _before(folded[part:begin]),
        firmness=firm_words(folded[part:begin]) + ((limit.group(),) if limit else ()),
        begin=begin, end=end,
    )


def to_number(digits: str) -> Decimal:
    """Printed digits as a number: `3,100` -> 3100."""
    return Decimal(digits.replace(",", ""))


def _unit(printed: str) -> str:
    return printed.replace("％", "%")


def _behind(text: str, end: int) -> tuple[Comparator | None, int]:
    """The comparator printed right behind a figure, and where its words end."""
    for pattern, comparator in _BEHIND:
        match = re.compile(pattern).match(text, end)
        if match:
            return comparator, match.end()
    return None, end


def _before(zone: str) -> Comparator:
    for pattern, comparator in _BEFORE:
        if re.search(pattern, zone):
            return comparator
    return "="


def firm_words(text: str) -> tuple[str, ...]:
    """The qualifier words of `text`, in printed order, each once."""
    return tuple(dict.fromkeys(match.group() for match in _FIRM.finditer(fold_width(text))))


def limit_words(words: Iterable[str]) -> set[str]:
    """Those of some qualifier words that set a figure's limit (不低于, 以上) and so belong to one figure only."""
    return {word for word in words if re.fullmatch(f"{_BOUND}|{_LIMIT.pattern}", word)}


def sentence_span(text: str, begin: int, end: int) -> tuple[int, int]:
    """The half-open span of the sentence or sentences that text[begin:end] stands in; `;` does not end a sentence."""
    first = max((match.end() for match in _SENTENCE_END.finditer(text, 0, begin)), default=0)
    last = _SENTENCE_END.search(text, max(end - 1, begin))
    return first, last.end() if last else len(text)
