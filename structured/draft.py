"""The second reading of a plan, by rules alone: clause text -> drafted targets, unit lists and obligations.

1. Every printed figure with unit, comparator and qualifier words, and the time that governs it.
2. Every part of a sentence that a time governs; every comparative statement without a figure (提高…率, 控制…总量).
3. The units of every `责任单位` bracket.
4. Every part of a sentence, with the modality that its cue words give.

Nothing here looks at a table; `compare` sets the draft against one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.clauses import Clause
from corpus.sources import Plan
from structured.printed import PrintedTime, governing, read_figures, read_times
from structured.schema import Comparator, Modality

KEY_LENGTH = 12
_UNIT_LIST = re.compile(r"[(（][^()（）]*?(?:单位|部门)[:：∶]([^()（）]+)[)）]")
_PART = re.compile(r"[^,，;；。！？!?\n]+")
_MEASURABLE = "(?<!效)率|比例|占比|比重|总量|规模|面积|投入|资金|消耗|能耗|排放"
_COMPARATIVE = re.compile(
    rf"(?:提高|提升|下降|降低|减少|增加(?!值)|新增|加大|优于|控制|严控)[^,，;；。]{{0,16}}?(?:{_MEASURABLE})"
    rf"|(?:{_MEASURABLE})[^,，;；。]{{0,6}}?(?:提高|提升|下降|降低|减少|增加(?!值)|优于)"
)
_QUOTED = re.compile("“[^”]*”")
# Cue words of official Chinese, strongest first; the lookarounds keep out nouns (要求, 支持力度) and other words.
_CUES: tuple[tuple[str, tuple[Modality, ...]], ...] = (
    ("坚决遏制|严禁|禁止|杜绝|不得(?!低于|少于|高于|超过)|不准", ("prohibited",)),
    ("原则上", ("in_principle",)),
    ("力争|争取", ("planned", "encouraged")),
    ("必须|应当|应(?!用|对|急|变|.尽)(?<![响适供反效相]应)|(?<![必主重需首])要(?![求素点件领])|严格|严控|确保"
     "|不得(?=低于|少于|高于|超过)|不低于|不少于|不高于|不超过|至少|全面(?=执行)", ("must",)),
    ("鼓励|引导(?!作用)|倡导|(?<!完善)支持(?!力度|$)", ("encouraged",)),
)
_WEAK_CUE = re.compile("推动|推进|推广|推行|探索|加快")


@dataclass(frozen=True, kw_only=True)
class DraftedTarget:
    """A figure (or, with `value` None, a timed part of a sentence or a comparative statement) read in a clause.

    `key` is `<clause>:<printed words>`, of a part its first 12 characters, with `#2` for the second of the same words;
    offsets are half-open and point into the canonical text. Of `period`, `deadline` and `start` at most one is set, by
    the time that governs the words.
    """

    key: str
    clause: str
    words: str
    begin: int
    end: int
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    comparator: Comparator = "none"
    firmness: tuple[str, ...] = ()
    period: str = ""
    deadline: int | None = None
    start: int | None = None


@dataclass(frozen=True, kw_only=True)
class DraftedObligation:
    """A part of a sentence as an obligation; `modalities` are those that its cue words allow, `cue` the words.

    A part without a cue (`cue` is "") is planned, if it is an obligation at all.
    """

    key: str
    clause: str
    words: str
    begin: int
    end: int
    cue: str
    modalities: tuple[Modality, ...]

    @property
    def strong(self) -> bool:
        """Whether its words can be read in one way only."""
        return self.cue != "" and len(self.modalities) == 1


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything read in one plan, in text order; `units` by clause, each name once, in printed order."""

    figures: tuple[DraftedTarget, ...]
    timed: tuple[DraftedTarget, ...]
    comparatives: tuple[DraftedTarget, ...]
    units: dict[str, tuple[str, ...]]
    obligations: tuple[DraftedObligation, ...]


def draft_plan(plan: Plan) -> Draft:
    """Read the whole plan."""
    bodies = [clause for clause in plan.clauses if clause.kind not in ("title", "source")]
    return Draft(
        figures=tuple(drafted for clause in bodies for drafted in draft_figures(plan, clause)),
        timed=tuple(drafted for clause in bodies for drafted in draft_timed(plan, clause)),
        comparatives=tuple(drafted for clause in bodies for drafted in draft_comparatives(plan, clause)),
        units={clause.id: names for clause in bodies if (names := draft_units(plan.clause_text(clause.id)))},
        obligations=tuple(drafted for clause in bodies for drafted in draft_obligations(plan, clause)),
    )


def body_text(plan: Plan, clause: Clause) -> str:
    """The text of a clause after its heading, without the printed list of units that ends it."""
    body = plan.text[clause.body_start : clause.end]
    lists = [match for match in _UNIT_LIST.finditer(body) if not body[match.end() :].strip(" 。\n")]
    return body[: lists[-1].start()] if lists else body


def draft_figures(plan: Plan, clause: Clause) -> Iterator[DraftedTarget]:
    """Every figure of a clause's body with the time that governs it."""
    text, keys = body_text(plan, clause), _Keys(clause.id)
    times = read_times(text)
    for figure in read_figures(text):
        yield _timed(governing(times, text, figure.begin), DraftedTarget(
            key=keys.take(figure.words), clause=clause.id, words=figure.words,
            begin=clause.body_start + figure.begin, end=clause.body_start + figure.end, value=figure.value,
            value_max=figure.value_max, unit=figure.unit, comparator=figure.comparator, firmness=figure.firmness,
        ))


def draft_timed(plan: Plan, clause: Clause) -> Iterator[DraftedTarget]:
    """Every part of a sentence that a time governs, with that time; a part that is the time alone is left out."""
    text, keys = body_text(plan, clause), _Keys(clause.id)
    times = read_times(text)
    for part in _PART.finditer(text):
        time = governing(times, text, part.end() - 1)
        if time is not None and (part.start(), part.end()) != (time.begin, time.end):
            yield _timed(time, DraftedTarget(
                key=keys.take(part.group()[:KEY_LENGTH]), clause=clause.id, words=part.group(),
                begin=clause.body_start + part.start(), end=clause.body_start + part.end(),
            ))


def time_at(plan: Plan, clause: Clause, offset: int) -> PrintedTime | None:
    """The time that governs an offset of the canonical text inside the clause's body."""
    text = body_text(plan, clause)
    return governing(read_times(text), text, offset - clause.body_start)


def draft_comparatives(plan: Plan, clause: Clause) -> Iterator[DraftedTarget]:
    """Every part of a sentence that raises, lowers or limits something measurable and holds no figure."""
    text, keys = body_text(plan, clause), _Keys(clause.id)
    for part in _PART.finditer(text):
        found = _COMPARATIVE.search(part.group())
        if found and not read_figures(part.group()):
            yield DraftedTarget(
                key=keys.take(found.group()), clause=clause.id, words=found.group(),
                begin=clause.body_start + part.start() + found.start(),
                end=clause.body_start + part.start() + found.end(),
            )


def draft_units(text: str) -> tuple[str, ...]:
    """The names in the last bracket of responsible units, in printed order, each once; empty without one."""
    lists = _UNIT_LIST.findall(text)
    names = re.split("[、,，;；]", lists[-1]) if lists else []
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def draft_obligations(plan: Plan, clause: Clause) -> Iterator[DraftedObligation]:
    """Every part of a sentence with the modality of its strongest cue: of the heading if strong, then of the body.

    Mere times are left out.
    """
    keys = _Keys(clause.id)
    heading = _obligation(clause, keys, clause.heading, plan.text.find(clause.heading, clause.start))
    if heading.strong:
        yield heading
    text = body_text(plan, clause)
    times = {time.words for time in read_times(text)}
    for part in _PART.finditer(text):
        if part.group() not in times:
            yield _obligation(clause, keys, part.group(), clause.body_start + part.start())


def _obligation(clause: Clause, keys: _Keys, words: str, begin: int) -> DraftedObligation:
    cue, modalities = read_modality(words)
    return DraftedObligation(
        key=keys.take(words[:KEY_LENGTH]), clause=clause.id, words=words, begin=begin, end=begin + len(words), cue=cue,
        modalities=modalities,
    )


def read_modality(words: str) -> tuple[str, tuple[Modality, ...]]:
    """The strongest cue of some words and the modalities it allows; what stands in quotation marks is a name."""
    words = _QUOTED.sub("", words)
    for pattern, modalities in _CUES:
        found = re.search(pattern, words)
        if found:
            return found.group(), modalities
    weak = _WEAK_CUE.search(words)
    return (weak.group(), ("planned", "encouraged")) if weak else ("", ("planned",))


def _timed(time: PrintedTime | None, drafted: DraftedTarget) -> DraftedTarget:
    if time is None:
        return drafted
    return replace(drafted, period=time.period, deadline=time.deadline, start=time.start)


class _Keys:
    """Makes the keys of one clause unique by counting repeated words."""

    def __init__(self, clause: str) -> None:
        self._clause = clause
        self._seen: Counter[str] = Counter()

    def take(self, words: str) -> str:
        """The key of the next occurrence of `words`."""
        self._seen[words] += 1
        count = self._seen[words]
        return f"{self._clause}:{words}" + (f"#{count}" if count > 1 else "")
