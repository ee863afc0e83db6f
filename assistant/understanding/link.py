"""What the question names: units, clauses, actions, times, figures, subjects, quantities, places and terms.

1. References by number (`第15条`, `task 15`, `三(二)`, `行动五`, `9和10两条`) are read by a small grammar.
2. Times and figures are read by the grammars of `structured`.
3. Names and aliases come from the tables: the longest alias wins; a Chinese alias is found as characters, an English
   one as whole words. What no alias explains is tried once more by sound (pinyin) and by spelling (rapidfuzz).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz

from assistant.turn import How, Mention, MentionKind
from assistant.understanding.features import stem
from assistant.understanding.normalise import normalise
from assistant.understanding.spelling import Spellings
from corpus.parse import han_to_int
from structured.figures import parse_figures
from structured.periods import parse_times, period_years
from structured.table import Table

_HAN_NUMERAL = "[一二三四五六七八九十百]{1,5}"
_NUMBER = rf"(?:\d{{1,4}}(?![\d.])|{_HAN_NUMERAL})"
# References in one list at most: an endless one would be read again from each of its numbers.
_MOST = 40
_JOIN = (
    r"(?:\s*(?:、|,|和|与|及|跟|以及|对比|比|vs\.?|versus|and|&|or|或|还是|but not(?: in)?|not(?: in)?|而不是|to|到|至|-|~)"
    r"\s*(?:第|条|clause|task|item|no\.?)?\s*)"
)
_ORDINALS = {
    word: number for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1)
}
_CARDINALS = {
    word: number for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1)
}
_EN_WORD = "|".join((*_ORDINALS, *_CARDINALS))
_CLAUSE_ZH = re.compile(
    rf"第\s*(?P<list>{_NUMBER}(?:{_JOIN}{_NUMBER}){{0,{_MOST}}})\s*(?:条|项|点|号|个?任务|项任务)"
    rf"|(?<![\d.第])(?P<bare>\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,{_MOST}}})\s*(?:号?条(?![路线任措编不])|号任务|号(?=条|里|中|的)|"
    rf"这?[两二三四五六]条|"
    rf"这?[两二三四五六]项)"
    r"|(?<![第零一二三四五六七八九十百])(?P<han>[二三]?十[一二三四五六七八九]?)条(?!款)"
    r"|^(?P<start>\d{1,2})\s*[.、．]\s*(?=[说讲写]|是[什啥])"
    rf"|(?:任务|条款|措施|条文)\s*(?:第|no\.?|#)?\s*(?P<after>\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,{_MOST}}})(?![\d.%个万])"
)
_CLAUSE_EN = re.compile(
    r"(?:clauses?|tasks?|items?|articles?|art\.?|arts\.|cl\.|paras?|paragraphs?|points?|measures?|sections?|no\.|number|#|"
    r"§)\s*(?:no\.?\s*|number\s*|#)?"
    rf"(?P<list>\d{{1,2}}(?:{_JOIN}\d{{1,2}}){{0,{_MOST}}})(?![\d.%])"
    r"|\bin (?P<apart>\d{1,2} (?:but|and) not (?:in )?\d{1,2})(?![\d.%])"
)
_SECTION_ITEM = re.compile(
    rf"(?P<section>[一二三])\s*[(（]\s*(?P<item>{_HAN_NUMERAL})\s*[)）]"
    rf"|(?:保障措施|保障|safeguards?|safeguard measures?)\s*(?:的|中|里|部分|第|no\.?|number|measure|#)*\s*[(（]?\s*(?P<guard>\d|"
    rf"[一二三四五]|{_EN_WORD})(?![\d个大共])\s*[)）]?(?:条|项)?"
    rf"|第\s*(?P<guard_before>{_NUMBER})\s*(?:条|项|个|大)*\s*保障"
    r"|(?P<guard_ordinal>first|second|third|fourth|fifth)\s+(?:safeguard|guarantee)"
)
_BRACKETED = re.compile(r"[(（]\s*(?P<n>\d{1,2})\s*[)）]")
_BARE_BRACKET = re.compile(rf"(?<![一二三])[(（]\s*(?P<n>{_HAN_NUMERAL})\s*[)）]")
_ACTION = re.compile(
    rf"第\s*(?P<before>{_NUMBER})\s*(?:个|大|项)*\s*行动|行动\s*[(（]?\s*(?P<after>{_NUMBER})(?![\d.个项条大年])\s*[)）]?"
    rf"|actions?\s*(?:no\.?\s*|number\s*|#|area\s*)?(?P<english>\d{{1,2}}|{_EN_WORD})(?!\d)"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:carbon\s+peaking\s+)?action"
)
_SECTION = re.compile(
    r"第\s*(?P<n>[一二三123])\s*(?:部分|章|大部分)|(?:part|chapter)\s*(?P<part>[123]|i{1,3}|one|two|three)(?![a-z0-9])"
)
_PERIOD_BY_ORDER = re.compile(
    r"(?P<both>(?:前后)?(?:两|2)个?(?:五年|规划期)|\b(?:both|two) (?:five[- ]year )?(?:plan(?:ning)? )?periods\b)"
    r"|(?P<earlier>(?:前|上|头)一?个?五年|第一个五年|(?:上|前)一[轮期]|\b(?:first|earlier|previous|former) five[- ]year (?:plan|"
    r"period)\b)"
    r"|(?P<later>(?:后|下)一?个?五年|第二个五年|(?:后|下)一[轮期]|\b(?:second|later|next|following) five[- ]year (?:plan|period)\b)"
    r"|(?P<this>[这本]一?个五年)"
)
# How English says the qualifier words of Chinese official documents.
_FIRMNESS_EN = {
    "力争": ("aspirational", "strive", "striven for", "ambition", "best efforts", "aimed for only"), "原则上": ("in principle",),
    "确保": ("ensured", "guaranteed"), "鼓励": ("encouraged",),
}
_RANGE_JOIN = re.compile(r"to|到|至|-|~")
_WORDS = re.compile(r"[a-z0-9']+|&")
# `一个`, `一条`, `one` stand for an article more often than for a number.
_ARTICLE = re.compile(r"一[个条家项处座块片批次部]?$|one$")
_BY_SOUND: tuple[MentionKind, ...] = ("unit", "term")
_MIN_FUZZY_LETTERS = 7
_FUZZY_SCORE = 88.0
# A whole number behind a letter is part of a name (`IE3`).
_LETTER = re.compile(r"[a-z]")
_LETTERS = re.compile(r"[a-z]{4}")
# Tokens at the start of an alias by which it is looked up: two characters, one English word, two syllables.
_FIRST_CHARACTERS = 2
_FIRST_WORDS = 1
_FIRST_SYLLABLES = 2

Tokens = TypeVar("Tokens", str, tuple[str, ...])


@dataclass(frozen=True, kw_only=True)
class Name:
    """What an alias stands for."""

    kind: MentionKind
    value: str
    how: How


class Gazetteer:
    """All names of one table, ready to be found in a normalised question. Immutable after construction."""

    def __init__(self, table: Table, pinyin: Mapping[str, str]) -> None:
        """Index every alias of `table`; `pinyin` gives the toneless syllable of a character."""
        self.table = table
        self._pinyin = pinyin
        han: dict[MentionKind, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
        latin: dict[MentionKind, dict[tuple[str, ...], list[Name]]] = defaultdict(lambda: defaultdict(list))
        for alias, name in _names(table):
            _add(han, latin, normalise(alias), name)
        self._han = _by_start(han, _FIRST_CHARACTERS)
        self._latin = _by_start(latin, _FIRST_WORDS)
        groups = {unit.name for unit in table.units if unit.kind == "group"}
        sounds: dict[tuple[str, ...], Name] = {}
        for kind in _BY_SOUND:
            for alias, names in han.get(kind, {}).items():
                if len(alias) >= 3 and names[0].value not in groups:
                    sounds.setdefault(self._sound(alias), names[0])
        self._by_sound: dict[tuple[str, ...], list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
        for sound, name in sounds.items():
            self._by_sound[sound[:_FIRST_SYLLABLES]].append((sound, name))
        self._spelled = {
            " ".join(words): names[0] for words, names in latin["unit"].items() if len("".join(words)) >= _MIN_FUZZY_LETTERS
        }
        self._spellings = Spellings(self._spelled, _FUZZY_SCORE)
        self._clauses = frozenset((*table.task_by_clause, *table.action_by_id))

    def link(self, text: str) -> tuple[Mention, ...]:
        """All mentions of a normalised question, by position; mentions of one span may be several."""
        references = self._references(text)
        taken = [(mention.start, mention.end) for mention in references]
        times = [
            Mention(kind="period" if time.period else "year", value=time.period or str(time.year),
                    text=text[time.start:time.end], start=time.start, end=time.end)
            for time in parse_times(text) if _free(time.start, time.end, taken)
        ]
        times += self._periods_by_order(text)
        taken += [(mention.start, mention.end) for mention in times]
        names = [mention for mention in self._named(text) if mention.kind == "unit" or _free(mention.start, mention.end, taken)]
        if not any(mention.kind == "unit" for mention in names):
            named = [*taken, *((mention.start, mention.end) for mention in names)]
            names += [mention for mention in self._alike(text) if mention.kind == "unit" or _free(mention.start, mention.end, named)]
        figures = [
            Mention(kind="figure", value=f"{figure.value}|{figure.unit}", text=text[figure.start:figure.end],
                    start=figure.start, end=figure.end, score=0.3 if _ARTICLE.match(text[figure.start:figure.end]) else 1.0)
            for figure in parse_figures(text)
            if _free(figure.start, figure.end, taken)
            and not (not figure.unit and re.match(r"[a-z]|\+[a-z]", text[figure.end:figure.end + 2]))
            and not (not figure.unit and figure.value % 1 == 0 and _LETTER.match(text[max(0, figure.start - 1):figure.start]))
        ]
        spans = [(mention.start, mention.end) for mention in names if mention.kind == "unit"]
        names = [m for m in names if m.kind == "unit" or _free(m.start, m.end, spans)]
        return tuple(sorted((*references, *times, *names, *figures), key=lambda mention: (mention.start, -mention.end)))

    def _periods_by_order(self, text: str) -> list[Mention]:
        """`the first five years`, `both periods`: five-year periods by their order in a plan that sets goals for two."""
        years = {row.period: years for row in self.table.targets if (years := period_years(row.period))}
        periods = sorted(years, key=years.__getitem__)
        if len(periods) != 2:
            return []
        found: list[Mention] = []
        for match in _PERIOD_BY_ORDER.finditer(text):
            if match["this"] and not found:  # this one after the earlier one
                continue
            named = periods if match["both"] else periods[:1] if match["earlier"] else periods[1:]
            found += [Mention(kind="period", value=name, text=match.group(), start=match.start(), end=match.end()) for name in named]
        return found

    def _sound(self, text: str) -> tuple[str, ...]:
        return tuple(self._pinyin.get(char, char) for char in text)

    def _references(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        for match in _SECTION_ITEM.finditer(text):
            section = match["section"] or "三"
            written = match["item"] or match["guard"] or match["guard_before"] or match["guard_ordinal"]
            self._refer(found, match, "clause" if section == "三" else "action", f"{section}({_han(_number(written))})")
        for match in _BRACKETED.finditer(text):
            if match["n"] in self._clauses:
                self._refer(found, match, "clause", match["n"])
        for match in _BARE_BRACKET.finditer(text):
            for section in ("二", "三"):
                value = f"{section}({match['n']})"
                if value in self._clauses:
                    self._refer(found, match, "clause" if section == "三" else "action", value)
        for match in _ACTION.finditer(text):
            written = match["before"] or match["after"] or match["english"] or match["ordinal"]
            self._refer(found, match, "action", f"二({_han(_number(written))})")
        for match in _SECTION.finditer(text):
            written = match["n"] or match["part"]
            number = {"i": 1, "ii": 2, "iii": 3}.get(written) or _number(written)
            self._refer(found, match, "action", _han(number))
        for pattern in (_CLAUSE_ZH, _CLAUSE_EN):
            for match in pattern.finditer(text):
                written = next(value for value in match.groups() if value)
                for number in _numbers(written):
                    self._refer(found, match, "clause", str(number))
        return found

    def _refer(self, found: list[Mention], match: re.Match[str], kind: MentionKind, value: str) -> None:
        overlapping = [m for m in found if m.start < match.end() and match.start() < m.end and m.text != match.group()]
        if not overlapping:
            known = value in self._clauses
            found.append(Mention(kind=kind, value=value, text=match.group(), start=match.start(), end=match.end(),
                                 score=1.0 if known else 0.0))

    def _named(self, text: str) -> list[Mention]:
        """The longest aliases of each kind, left to right; kinds do not hide each other."""
        found = [_mention(name, text[start:end], start) for start, end, names in _longest(text, self._han, _FIRST_CHARACTERS)
                 for name in names]
        words = list(_WORDS.finditer(text))
        stems = tuple(_word(word.group()) for word in words)
        for first, end, names in _longest(stems, self._latin, _FIRST_WORDS):
            start = words[first].start()
            found += [_mention(name, text[start:words[end - 1].end()], start) for name in names]
        return found

    def _alike(self, text: str) -> list[Mention]:
        """Units and terms by sound, units by spelling, where no alias was found as written."""
        return [*self._sounding(text), *self._misspelt(text)]

    def _sounding(self, text: str) -> list[Mention]:
        """The longest first: a shorter one may not overlap it."""
        syllables = self._sound(text)
        alike = [
            (len(sound), start, name) for start in range(len(syllables))
            for sound, name in self._by_sound.get(syllables[start:start + _FIRST_SYLLABLES], ())
            if syllables[start:start + len(sound)] == sound
        ]
        found: list[Mention] = []
        for size, start, name in sorted(alike, key=lambda item: (-item[0], item[1])):
            if _free(start, start + size, [(m.start, m.end) for m in found]):
                found.append(Mention(kind=name.kind, value=name.value, text=text[start:start + size], start=start,
                                     end=start + size, how="pinyin", score=0.9))
        return found

    def _misspelt(self, text: str) -> list[Mention]:
        """The one unit whose spelling is nearest, if it is near."""
        if not _LETTERS.search(text):
            return []
        nearest = self._spellings.nearest(text)
        if nearest is None:
            return []
        alias, score = nearest
        name = self._spelled[alias]
        aligned = fuzz.partial_ratio_alignment(alias, text)
        start, end = (aligned.dest_start, aligned.dest_end) if aligned else (0, len(text))
        return [Mention(kind=name.kind, value=name.value, text=text[start:end], start=start, end=end, how="fuzzy", score=score / 100)]


def _add(
    han: Mapping[MentionKind, dict[str, list[Name]]], latin: Mapping[MentionKind, dict[tuple[str, ...], list[Name]]],
    alias: str, name: Name,
) -> None:
    """Put a normalised alias among those found as characters or those found as words."""
    if alias.isascii():
        words = tuple(_word(word) for word in _WORDS.findall(alias))
        if words and name not in latin[name.kind][words]:
            latin[name.kind][words].append(name)
    elif len(alias) >= 2 and name not in han[name.kind][alias]:
        han[name.kind][alias].append(name)


_Index = dict[Tokens, dict[MentionKind, dict[Tokens, list[Name]]]]


def _by_start(names: Mapping[MentionKind, Mapping[Tokens, list[Name]]], size: int) -> _Index[Tokens]:
    """The first `size` tokens of an alias -> kind -> the aliases that begin so, the longest first, with what they stand for."""
    index: _Index[Tokens] = {}
    for kind, aliases in names.items():
        for alias in sorted(aliases, key=len, reverse=True):
            index.setdefault(alias[:size], {}).setdefault(kind, {})[alias] = aliases[alias]
    return index


def _longest(tokens: Tokens, index: _Index[Tokens], size: int) -> Iterator[tuple[int, int, list[Name]]]:
    """Start, end and meaning of the longest alias of each kind, left to right; none begins inside another of its kind."""
    free: dict[MentionKind, int] = {}
    for start in range(len(tokens)):
        for kind, aliases in index.get(tokens[start:start + size], {}).items():
            if start >= free.get(kind, 0):
                alias = next((alias for alias in aliases if tokens[start:start + len(alias)] == alias), None)
                if alias is not None:
                    free[kind] = start + len(alias)
                    yield start, free[kind], aliases[alias]


def _names(table: Table) -> Iterable[tuple[str, Name]]:  # noqa: C901 - one loop for each kind of name
    for unit in table.units:
        yield unit.name, Name(kind="unit", value=unit.name, how="exact")
        for alias in (unit.full_name, unit.name_en, *unit.aliases_zh, *unit.aliases_en):
            yield alias, Name(kind="unit", value=unit.name, how="alias")
    for action in table.actions:
        for alias in (action.title, action.title_en, *action.aliases_zh, *action.aliases_en):
            yield alias, Name(kind="action", value=action.id, how="alias")
    for task in table.tasks:
        for alias in (task.title, task.title_en):
            yield alias, Name(kind="clause", value=task.clause, how="alias")
    for kind in table.subject_kinds:
        for alias in (kind.zh, kind.en, *kind.synonyms_zh, *kind.synonyms_en):
            yield alias, Name(kind="subject", value=kind.id, how="alias")
    for quantity in table.quantities:
        for alias in (quantity.zh, quantity.en, *quantity.synonyms_zh, *quantity.synonyms_en):
            yield alias, Name(kind="quantity", value=quantity.id, how="alias")
    for place in table.elsewhere:
        for alias in (place.zh, place.en):
            yield alias, Name(kind="elsewhere", value=place.zh, how="exact")
    for aspect in table.aspects:
        for cue in (*aspect.cues_zh, *aspect.cues_en):
            yield cue, Name(kind="aspect", value=aspect.id, how="alias")
    for term in table.terms:
        yield term.zh, Name(kind="term", value=term.id, how="exact")
        for alias in (term.en, *term.synonyms_zh, *term.synonyms_en):
            yield alias, Name(kind="term", value=term.id, how="alias")
    for place in table.places:
        for alias in (place.name, place.name_en, *place.aliases_zh, *place.aliases_en):
            yield alias, Name(kind="place", value=place.name, how="alias")
    for word in sorted({word for target in table.targets for word in target.firmness}):
        yield word, Name(kind="firmness", value=word, how="exact")
        for alias in _FIRMNESS_EN.get(word, ()):
            yield alias, Name(kind="firmness", value=word, how="alias")


def _mention(name: Name, surface: str, start: int) -> Mention:
    return Mention(kind=name.kind, value=name.value, text=surface, start=start, end=start + len(surface), how=name.how)


def _word(written: str) -> str:
    return "and" if written == "&" else stem(written)


def _free(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return not any(start < other_end and other_start < end for other_start, other_end in taken)


def _number(written: str) -> int:
    if written in _ORDINALS:
        return _ORDINALS[written]
    if written in _CARDINALS:
        return _CARDINALS[written]
    return han_to_int(re.sub(r"(?:st|nd|rd|th)$", "", written))


def _numbers(written: str) -> list[int]:
    """`9和10` -> 9, 10; `1到3` -> 1, 2, 3; order kept."""
    numbers: list[int] = []
    position = 0
    for match in re.finditer(_NUMBER, written):
        number = _number(match.group())
        between = written[position:match.start()]
        if numbers and _RANGE_JOIN.search(between) and number > numbers[-1]:
            numbers += range(numbers[-1] + 1, number)
        numbers.append(number)
        position = match.end()
    return numbers


def _han(number: int) -> str:
    """`15` -> `十五`; digits from 100 on, where no section counts."""
    digits = "零一二三四五六七八九"
    if number > 99:
        return str(number)
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
