"""A follow-up and the turns before it -> a standalone question. The one place that reads the history.

1. Thanks and the like ask nothing: nothing is carried over to them.
2. A wish for the other language, or to hear it again, repeats the last question.
3. The turn that the follow-up builds on is the last one, or the one it goes back to.
4. What the follow-up says of its own decides the rest: only a time or a figure replaces that of the base question; only an
   aspect (who, where, when) is asked of the base's clause or metric; only a topic is asked the base's kind of question;
   a correction is read with the base's metric; anything else stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.turn import Kind, Language, Mention, Turn
from assistant.understanding import cues, phrases
from assistant.understanding.classify import LinearModel
from assistant.understanding.link import Gazetteer
from assistant.understanding.normalise import detect_language, normalise
from structured import queries
from structured.figures import dimension
from structured.periods import period_of_number, period_years
from structured.schema import Statement, Target, Task

# What is about many clauses at once has no clause of its own to ask after.
_OVER_CLAUSES = (queries.TasksOfUnits, queries.CountRows, queries.RankUnits, queries.FindUnits, queries.CompareUnits)
_OUTSIDE = 0.8
# … and from which a short question is no follow-up on the plan.
_ASIDE = 0.5
# What gives a follow-up a topic of its own.
_TOPICAL = ("unit", "clause", "action", "term", "place", "subject", "elsewhere")
_ASPECTS = (cues.UNITS, cues.LOCATE, phrases.WHEN, cues.HOW_MANY, re.compile(r"责任(?:单位|部门)|\bunits?\b|\bclause\b|原文|\bbureaus?\b"))
_FEW_WORDS = 12
_MIN_CLAUSE = 0.35
_LIKELY_TARGET = 0.15
# How much the names of two metrics must have in common (rapidfuzz ratio) to be the same measure of two things.
_ALIKE = 50
_SURE_CLAUSE = 0.6
_MAX_TOPIC = 22
_SHORT_QUOTE = 60
_SHORT_CORE = 12
_HAN_ORDER = "一二三四五六七八九十"
_ENGLISH_ORDER = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "two": 2, "both": 2, "three": 3, "four": 4}


@dataclass(frozen=True, kw_only=True)
class Standalone:
    """A question that needs no history: its text, the language of the answer, and, where the turn before settles it, its kind."""

    text: str
    language: Language
    kind: Kind | None = None


def make_standalone(
    question: str, history: Sequence[Turn], gazetteer: Gazetteer, model: LinearModel, jurisdiction: Sequence[str] = ()
) -> Standalone:
    """The question as it would be asked without the turns before; `jurisdiction` names the place that the plan is for."""
    text = normalise(question)
    language = detect_language(text)
    wanted: Language | None = "en" if phrases.ENGLISH.search(text) else "zh" if phrases.CHINESE.search(text) else None
    if cues.THANKS.search(text):
        return Standalone(text=question, language=language)
    if not history:
        rest = phrases.CHINESE.sub("", phrases.ENGLISH.sub("", text)) if wanted else text
        return Standalone(text=rest if rest.strip(" ,，。.:：?？") else question, language=wanted or language)
    rest = phrases.AGAIN.sub("", phrases.CHINESE.sub("", phrases.ENGLISH.sub("", text)))
    if (wanted or phrases.AGAIN.search(text)) and not phrases.EMPTY.sub("", rest):
        last = history[-1].understanding
        return Standalone(text=last.standalone, language=wanted or last.language, kind=last.settled_kind)
    follow_up = _FollowUp(rest, history, gazetteer, model, jurisdiction)
    standalone = follow_up.standalone()
    return Standalone(text=question if standalone == text else standalone, language=wanted or language, kind=follow_up.kind)


class _FollowUp:
    """One question in the light of its history."""

    def __init__(
        self, text: str, history: Sequence[Turn], gazetteer: Gazetteer, model: LinearModel, jurisdiction: Sequence[str]
    ) -> None:
        self._at_home = any(name.lower() in text for name in jurisdiction)
        self._gazetteer = gazetteer
        self._model = model
        self._history = history
        self._base = history[-1]
        self._back = False
        self.kind: Kind | None = None
        if phrases.FIRST.search(text):
            self._base, self._back, text = history[0], True, phrases.FIRST.sub("", text)
        elif phrases.PREVIOUS.search(text):
            self._base, self._back, text = history[-2 if len(history) > 1 else -1], True, phrases.PREVIOUS.sub("", text)
        self._text = phrases.FILLER.sub("", text.strip(" ,，。:："))
        self._mentions = gazetteer.link(self._text)
        self._english = detect_language(self._text or text) == "en"

    def standalone(self) -> str:
        if self._back and not phrases.EMPTY.sub("", self._text):
            return self._base.understanding.standalone
        kinds = self._model.score(self._text).of("kind")
        if kinds.get("out_of_scope", 0) + kinds.get("meta", 0) > _OUTSIDE:
            return self._text
        base = self._base.understanding
        short = len(self._text.split()) <= _FEW_WORDS if self._english else len(self._text) <= 2 * _MAX_TOPIC
        if base.refusal is not None and base.refusal.status == "clarify" and short:
            asked = base.kinds[0].id if base.kinds else ""
            if asked in ("clarify", "figure") and cues.CORRECTION.search(self._text) and self._clause_chance(self._text) >= _SURE_CLAUSE:
                return re.sub(r"^[\s,，–-]+|^i meant?\s*", "", cues.CORRECTION.sub("", self._text)).strip()
            return f"{phrases.TAIL.sub('', self._text)} {base.standalone}"
        if base.refusal is not None and base.refusal.status == "out_of_scope":
            return self._here() or self._text
        if any(mention.kind == "clause" and mention.score > 0 for mention in self._mentions):
            asked = base.query.asked if isinstance(base.query, queries.UnitsOfTopic) else (
                base.query.units if isinstance(base.query, queries.TasksOfUnits) and phrases.ANAPHORA.search(self._text) else ())
            return f"{self._text} {asked[0]}" if asked and not self._named_units() and len(self._core()) <= 3 else self._text
        steps = (
            self._converted, self._about_clause, self._ordinal, self._numbers_of_base, self._several, self._share_of_all, self._set_against,
            self._own_case, self._part_of_base, self._own_figure, self._bare_aspect,
            self._corrected, self._topic, self._anaphoric, self._leaning,
        )
        for step in steps:
            found = step()
            if found is not None:
                return found
        return self._text

    def _here(self) -> str | None:
        """`what about our own`, after a question about another place: the same without that place."""
        base = self._base.understanding
        others = [mention for mention in base.mentions if mention.kind == "elsewhere"]
        if not self._at_home or not others or len(self._text) > _MAX_TOPIC or self._clause_chance(self._text) >= _SURE_CLAUSE:
            return None
        text = normalise(base.standalone)
        for mention in others:
            text = text.replace(mention.text, " ")
        return text.strip(" 的")

    def _about_clause(self) -> str | None:
        """`它由谁负责`, `这一条讲什么`, `its targets`: nothing but a question about the base's clause."""
        base = self._base.understanding
        if isinstance(base.query, queries.TasksOfUnits) and len(base.query.units) == 1 and self._asks_targets():
            named = "'s quantified targets" if self._english else "的量化指标有哪些"
            return f"{base.query.units[0]}{named}"
        if isinstance(base.query, queries.TasksOfUnits) and self._counts_clauses():
            return base.standalone
        if isinstance(base.query, queries.TasksOfUnits) and len(base.query.units) == 1 and (match := phrases.OF_THEM.search(self._text)):
            if match["about"]:
                return f"clauses of {base.query.units[0]} related to {match['about']}"
            return f"{base.query.units[0]}负责的和{match['topic']}有关的条款有哪些"
        if isinstance(base.query, _OVER_CLAUSES) or self._times() or any(
            mention.kind == "figure" and mention.score == 1 for mention in self._mentions
        ):
            return None
        rest = self._text
        for pattern in (cues.UNITS, cues.COUNT, cues.SAY, phrases.WHEN, phrases.DOING, phrases.ANAPHORA, phrases.EMPTY, cues.WITHOUT_TOPIC):
            rest = pattern.sub(" ", rest)
        rows, read = self._base.evidence.rows, isinstance(base.query, queries.ReadClause)
        clauses = base.query.clauses if isinstance(base.query, queries.ReadClause) else tuple(row.clause for row in rows[:1])
        clauses = clauses or (base.refusal.nearest if base.refusal else ())
        if rest.strip() or len(clauses) != 1:
            return None
        read = read or isinstance(base.query, queries.UnitsOfTopic)
        pointed = phrases.THIS_CLAUSE.search(self._text)
        asks = [cues.UNITS, cues.UNIT_WORD, cues.TARGETS, *((phrases.WHEN, cues.SAY) if read or pointed else ())]
        if not any(pattern.search(self._text) for pattern in asks):
            return None
        reference = _reference(clauses[0], english=self._english)
        if cues.UNIT_WORD.search(self._text) and not cues.UNITS.search(self._text) and not cues.COUNT.search(self._text):
            reference += ": responsible units:" if self._english else "的责任单位:"
        return f"{reference} {phrases.ANAPHORA.sub('', self._text)}"

    def _counts_clauses(self) -> bool:
        """Whether the follow-up asks how many clauses were listed, and nothing else."""
        rest = self._text
        for pattern in (cues.HOW_MANY, cues.TASK_NOUN, phrases.DOING, phrases.ANAPHORA, phrases.EMPTY, cues.WITHOUT_TOPIC):
            rest = pattern.sub(" ", rest)
        return cues.HOW_MANY.search(self._text) is not None and not rest.strip() and not cues.TARGETS.search(self._text)

    def _asks_targets(self) -> bool:
        """Whether the follow-up asks for the targets of what was listed, and names nothing else."""
        rest = self._text
        for pattern in (cues.TARGETS, cues.QUANTIFIED, phrases.DOING, phrases.ANAPHORA, phrases.EMPTY, cues.WITHOUT_TOPIC):
            rest = pattern.sub(" ", rest)
        return cues.TARGETS.search(self._text) is not None and not rest.strip(" 哪几") and not self._times()

    def _ordinal(self) -> str | None:
        """`后者由谁负责`, `the first one`: one of the rows that were shown last."""
        match = phrases.ORDINAL.search(self._text)
        if any(mention.kind == "aspect" for mention in self._mentions):
            return None
        if match is not None and (listed := self._listed()):
            index = _position(match, len(listed))
            return f"{listed[index]} {phrases.ORDINAL.sub('', self._text)}" if 0 <= index < len(listed) else None
        shown = [turn.evidence.rows for turn in self._history if len(turn.evidence.rows) > 1]
        rows = shown[-1] if shown else tuple(row for turn in self._history for row in turn.evidence.rows[:1])
        if match is None or len(rows) < 2:
            return None
        index = _position(match, len(rows))
        if not 0 <= index < len(rows):
            return None
        row, rest = rows[index], phrases.ORDINAL.sub("", self._text)
        if any(pattern.search(rest) for pattern in (cues.UNITS, cues.LOCATE)):
            return f"{_reference(row.clause, english=self._english)} {rest}"
        return f"{_metric(row, english=self._english) if isinstance(row, Target) else row.quote} {rest}"

    def _listed(self) -> list[str]:
        """The headings that the last turn listed, as references: the actions of a section, or the tasks of an action."""
        query, table = self._base.understanding.query, self._gazetteer.table
        if not isinstance(query, queries.ReadClause) or query.detail != "tasks" or len(query.clauses) != 1:
            return []
        section = query.clauses[0]
        actions = [name for name in table.action_by_id if name.startswith(f"{section}(")]
        tasks = [task.clause for task in table.tasks if task.action == section]
        return actions or [_reference(clause, english=self._english) for clause in tasks]

    def _numbers_of_base(self) -> str | None:
        """`有量化目标吗`: the figures of the last turn's clause."""
        rows = self._base.evidence.rows
        if not rows or not phrases.OWN_NUMBERS.search(self._text) or len(self._text) > 2 * _MAX_TOPIC or self._times():
            return None
        english = self._english
        return f"{_reference(rows[0].clause, english=english)} {'quantified targets' if english else '的量化目标有哪些'}"

    def _several(self) -> str | None:
        """`这三项各由谁负责`, `total of the two`: the clauses or metrics of the last turns together."""
        match = phrases.SEVERAL.search(self._text)
        rows = [row for turn in self._history for row in turn.evidence.rows]
        if match is None or not rows:
            return None
        count = 2 if match["pair"] else _NUMERALS.get(match["han"] or match["english"] or "", 2)
        if any(pattern.search(self._text) for pattern in (cues.UNITS, cues.LOCATE)):
            clauses = list(dict.fromkeys(row.clause for row in rows))[-count:]
            return f"{'、'.join(_reference(clause, english=False) for clause in clauses)} {self._text}"
        if self._times() and not cues.SUM.search(self._text):
            return None
        targets = list(dict.fromkeys(row for row in rows if isinstance(row, Target) and row.kind != "threshold"))
        first = next((row for row in self._base.evidence.rows if isinstance(row, Target)), None)
        alike = [row for row in targets if first is not None and row.metric == first.metric]
        targets = (alike if len(alike) >= count else targets)[-count:]
        if len(targets) < 2:
            return None
        named = (" and " if self._english else "和").join(_metric(row, english=self._english) for row in targets)
        return f"{named} {self._text}"

    def _converted(self) -> str | None:
        """`合多少公顷`: the last figure in another unit of measure."""
        rows = self._base.evidence.rows
        if not rows or not isinstance(rows[0], Target) or not cues.ASKED_UNIT.search(self._text):
            return None
        if phrases.EMPTY.sub("", phrases.CONVERTS.sub("", cues.ASKED_UNIT.sub("", self._text))):
            return None
        self.kind = "figure"
        scope = rows[0].scope_en if self._english else rows[0].scope_zh
        return f"{scope} {_metric(rows[0], english=self._english)} {self._text}"

    def _share_of_all(self) -> str | None:
        """`公用的占百分之几`, after figures of one unit of measure: one of them as a share of their sum."""
        rows = [row for row in self._base.evidence.rows if isinstance(row, Target) and row.value is not None]
        alike = len(rows) > 1 and len({row.unit for row in rows}) == 1 and rows[0].unit not in ("", "%")
        alike = alike and not any(row.quote.startswith("其中") for row in rows)
        if not alike or not cues.SHARE.search(self._text) or self._times():
            return None
        english = self._english
        names = (" and " if english else "和").join(_metric(row, english=english) for row in rows)
        return f"{names} in total, {self._text}" if english else f"{names}合计多少,其中{self._text}"

    def _set_against(self) -> str | None:
        """`差多少`, `加起来`: the last figures of one metric, where nothing else is named."""
        if not any(pattern.search(self._text) for pattern in (cues.GAP, cues.SUM, cues.GROWTH)) or self._times():
            return None
        rest = self._text
        for pattern in (cues.GAP, cues.SUM, cues.GROWTH, cues.DIFFERENCE, cues.HOW_MANY, phrases.ANAPHORA, phrases.EMPTY):
            rest = pattern.sub(" ", rest)
        if len(rest.replace(" ", "")) > 1 or any(mention.kind == "figure" and mention.score == 1 for mention in self._mentions):
            return None
        rows = [row for turn in self._history for row in turn.evidence.rows if isinstance(row, Target) and row.value is not None]
        alike = list(dict.fromkeys(row for row in rows if row.metric == rows[-1].metric))[-2:]
        if len(alike) < 2:
            return None
        english = self._english
        named = (" and " if english else "和").join(
            f"{row.scope_en if english else row.scope_zh} {_metric(row, english=english)}".strip() for row in alike)
        return f"{named} {self._text}"

    def _own_case(self) -> str | None:
        """`我们有500个车位`, after a share: what the share comes to for the asker."""
        rows = self._base.evidence.rows
        figures = [mention for mention in self._mentions if mention.kind == "figure" and mention.score == 1 and "%" not in mention.value]
        if len(rows) != 1 or not isinstance(rows[0], Target) or rows[0].unit != "%" or rows[0].baseline_zh or len(figures) != 1:
            return None
        short = len(self._text.split()) <= _FEW_WORDS if self._english else len(self._text) <= _MAX_TOPIC
        asks = any(pattern.search(self._text) for pattern in (cues.YES_NO, cues.UNITS, cues.WHAT_IS, cues.CHECK))
        amount = not figures or dimension(figures[0].value.partition("|")[2]) not in ("length", "time", "money")
        if not amount or cues.CORRECTION.search(self._text):
            return None
        if not short or asks or self._times() or any(mention.kind in ("term", "place", "clause") for mention in self._mentions):
            return None
        if figures[0].value.endswith("|") and not any(mention.kind == "quantity" for mention in self._mentions):
            return self._own_share(rows[0])
        self.kind = "compute"
        scope, asked = (rows[0].scope_en, "how many are required?") if self._english else (rows[0].scope_zh, "需要多少?")
        return f"{scope} {_metric(rows[0], english=self._english, timed=False)} {self._text} {asked}"

    def _part_of_base(self) -> str | None:
        """`其中节能率15%以上的多少`: a part of the last figure has its time."""
        row = next((row for row in self._base.evidence.rows if isinstance(row, Target)), None)
        if row is None or not phrases.PART_OF.search(self._text) or self._times() or not (row.period or row.deadline):
            return None
        best, chance = self._model.score(self._text).best("clause")
        when = row.period or str(row.deadline)
        return f"{when} {self._text}" if best == row.clause and chance >= _MIN_CLAUSE else None

    def _own_share(self, row: Target) -> str | None:
        """`our plant is at 97.5`, after a share: the asker's own share, to be judged."""
        if self._core_without(cues.CHECK) or self._times():
            return None
        self.kind = "check"
        scope = row.scope_en if self._english else row.scope_zh
        return f"{scope} {_metric(row, english=self._english)} {self._text}"

    def _core_without(self, pattern: re.Pattern[str]) -> bool:
        """Whether much is left of the question beside its figure and the words of a pattern."""
        rest = pattern.sub(" ", self._text)
        for mention in self._mentions:
            rest = rest.replace(mention.text, " ")
        return len(rest.split()) > _FEW_WORDS // 2 if self._english else len(phrases.EMPTY.sub("", rest)) > _SHORT_CORE // 2

    def _own_figure(self) -> str | None:
        """A new figure for the same computation, or one more step of it."""
        query = self._base.understanding.query
        if not isinstance(query, (queries.ComputeRequirement, queries.CheckFigure, queries.ApplyRate)):
            return None
        figures = [mention for mention in self._mentions if mention.kind == "figure" and mention.score == 1]
        asks_else = any(pattern.search(self._text) for pattern in (cues.UNITS, cues.LOCATE))
        if asks_else or any(mention.kind == "aspect" for mention in self._mentions):
            return None
        old = self._first_computation()
        if figures and len(self._core()) <= _MAX_TOPIC and not self._of_its_own():
            return _replace(old, self._gazetteer, "figure", figures[0])
        if not figures and isinstance(query, queries.ComputeRequirement) and len(self._text) <= 2 * _MAX_TOPIC:
            others = [mention for mention in self._mentions if mention.kind == "subject"]
            if others and self._of_its_own():
                return _replace(old, self._gazetteer, "subject", others[0])
        rest = self._core_without(cues.GAP) or any(mention.kind in ("term", "place", "subject") for mention in self._mentions)
        if not figures and not rest and (cues.GAP.search(self._text) or cues.REST.search(self._text)):
            return f"{old} {self._text}"
        quantities = any(mention.kind == "quantity" for mention in self._mentions)
        if not figures and quantities and len(self._text) <= 2 * _MAX_TOPIC and isinstance(query, queries.ComputeRequirement):
            return f"{old} {self._text}"
        return None

    def _of_its_own(self) -> bool:
        """Whether the follow-up names who or what it is about, and that is not what the base is about."""
        kinds = ("quantity", "subject")
        old = {mention.value for mention in self._base.understanding.mentions if mention.kind in kinds}
        new = {mention.value for mention in self._mentions if mention.kind in kinds}
        return bool(new - old)

    def _named_units(self) -> list[Mention]:
        return [mention for mention in self._mentions if mention.kind == "unit"]

    def _first_computation(self) -> str:
        """The question that the running computation began with: a new figure is not asked all its later steps."""
        first = self._base.understanding.standalone
        for turn in reversed(self._history):
            if not isinstance(turn.understanding.query, (queries.ComputeRequirement, queries.CheckFigure, queries.ApplyRate)):
                break
            first = turn.understanding.standalone
            if normalise(first) == normalise(turn.understanding.question):  # it began here
                break
        return first

    def _times(self) -> list[Mention]:
        return [mention for mention in self._mentions if mention.kind in ("year", "period")]

    def _bare_aspect(self) -> str | None:
        """Nothing of its own but a time, a figure, or the aspect that is asked."""
        if phrases.NEXT_PERIOD.search(self._text):
            return self._next_period()
        if self._core():
            return None
        if any(mention.kind == "aspect" for mention in self._mentions) and not phrases.ANAPHORA.search(self._text):
            return None
        named = any(mention.kind in ("unit", "aspect") for mention in self._mentions)
        aspect = named or any(pattern.search(self._text) for pattern in _ASPECTS)
        if named and not phrases.ANAPHORA.search(self._text) and not cues.YES_NO.search(self._text) and not cues.UNITS.search(self._text):
            return None
        if isinstance(self._base.understanding.query, queries.TasksOfUnits) and cues.HOW_MANY.search(self._text):
            return self._base.understanding.standalone
        times = self._times()
        figures = [mention for mention in self._mentions if mention.kind == "figure" and mention.score == 1]
        if times and not cues.UNITS.search(self._text):
            self.kind = "figure"
            return _replace(self._last_figure().understanding.standalone, self._gazetteer, "time", times[-1])
        if (
            figures
            and cues.YES_NO.search(self._text)
            and not cues.WHAT_IS.search(self._text)
            and any(isinstance(row, Target) for row in self._base.evidence.rows)
        ):
            return self._about_base()
        if figures and not aspect:
            named = "、".join(mention.text for mention in figures)
            return f"what is {named}" if self._english else f"{named}是什么"
        if not aspect and not self._text:
            return self._base.understanding.standalone
        return self._about_base()

    def _next_period(self) -> str:
        """The last figure's question asked of the five-year period after its own."""
        self.kind = "figure"
        base = self._last_figure()
        periods = [row.period for row in base.evidence.rows if isinstance(row, Target) and period_years(row.period)]
        years = period_years(periods[0]) if periods else None
        if years is None:
            return base.understanding.standalone
        later = period_of_number((years[0] - 1951) // 5 + 1)
        mention = Mention(kind="period", value=later, text=later, start=0, end=len(later))
        return _replace(base.understanding.standalone, self._gazetteer, "time", mention)

    def _last_figure(self) -> Turn:
        """The last turn that showed a target, or the base: a new time is asked of a figure."""
        shown = [turn for turn in self._history if any(isinstance(row, Target) for row in turn.evidence.rows)]
        return self._base if self._back or not shown else shown[-1]

    def _about_base(self) -> str:
        """The follow-up asked of the base's clause (who, where) or of its metric (when, how much)."""
        rows = self._base.evidence.rows
        nearest = [*self._base.understanding.refusal.nearest] if self._base.understanding.refusal else []
        if cues.LOCATE.search(self._text) and rows and not cues.UNITS.search(self._text):
            return f"“{rows[0].quote}” {self._text}"
        units = self._named_units() or any(pattern.search(self._text) for pattern in (cues.UNITS, cues.LOCATE, _ASPECTS[-1]))
        if units and (rows or nearest):
            reference = _reference(rows[0].clause if rows else nearest[0], english=self._english)
            asked = (
                "" if cues.UNITS.search(self._text) or self._named_units() else ": responsible units" if self._english else "的责任单位:"
            )
            return f"{reference}{asked} {self._text}"
        target = next((row for row in rows if isinstance(row, Target)), None)
        if target is not None:
            if cues.GAP.search(self._text) and any(mention.kind == "figure" and mention.score == 1 for mention in self._mentions):
                self.kind = "check"
            return f"{_metric(target, english=self._english)} {self._text}"
        if rows and isinstance(rows[0], Statement):
            self.kind = "figure" if cues.HOW_MANY_EXACTLY.search(self._text) else None
            return f"{rows[0].en if self._english else rows[0].quote} {self._text}" if len(rows[0].quote) <= _SHORT_QUOTE else (
                f"{self._base.understanding.standalone} {self._text}")
        if rows and isinstance(rows[0], Task):
            return f"{rows[0].title_en if self._english else rows[0].title} {self._text}"
        return f"{self._base.understanding.standalone} {self._text}"

    def _corrected(self) -> str | None:
        """`不,我问的是改造的`: the base's metric with the new words."""
        if not cues.CORRECTION.search(self._text):
            return None
        words = cues.CORRECTION.sub("", self._text).strip(" ,，:：的是问说指")
        words = re.sub(r"^(?:i (?:meant?|was asking about)|我(?:问|说|指)的?是?|meant?)\s*", "", words).strip(" ,，")
        target = next((row for row in self._base.evidence.rows if isinstance(row, Target)), None)
        if not words:
            return None
        self.kind = self._base_kind()
        return f"{words} {_metric(target, english=self._english)}" if target else words

    def _topic(self) -> str | None:
        """A new topic for the same kind of question."""
        core = phrases.TAIL.sub("", phrases.LEAD.sub("", self._text)).strip()
        marked = phrases.LEAD.search(self._text) or re.search(r"呢[?？\s]*$", self._text)
        asks = any(pattern.search(core) for pattern in (*_ASPECTS, cues.SAY, phrases.ASKING)) or cues.YES_NO.search(self._text)
        short = len(core) <= _MAX_TOPIC if not self._english else len(core.split()) <= 7
        if asks or not short or not (marked or len(core) <= 10 or (self._english and len(core.split()) <= 4)):
            return None
        base = self._base.understanding.query
        if isinstance(base, queries.TasksOfUnits) and len(base.units) == 1 and cues.RELATED.search(core):
            return f"clauses of {base.units[0]} {core}" if self._english else f"{base.units[0]}负责的{core}条款有哪些"
        self.kind = self._base_kind()
        target = next((row for row in self._base.evidence.rows if isinstance(row, Target)), None)
        if target is None:
            return core
        measured = self._same_measure(core, target)
        if measured is not None:
            return f"{core} {_metric(measured, english=self._english)}"
        together = f"{core} {_metric(target, english=self._english, timed=not self._times())}"
        if len(core) <= _SHORT_CORE and self._is_sibling(together, target):
            return together
        if self._clause_chance(core) >= _MIN_CLAUSE:
            same = self._model.score(normalise(core)).best("clause")[0] == target.clause and not self._times()
            return f"{target.period}{'' if not self._english else ' '}{core}" if same and target.period else core
        if self._model.score(normalise(together)).best("target")[0] == target.id and (swapped := self._swapped(core)):
            self.kind = None  # whether the plan has a figure for it is open again
            return swapped
        return together if self._clause_chance(together) > self._clause_chance(core) else core

    def _swapped(self, core: str) -> str | None:
        """The base's question about another term: to name it beside the base's metric would only ask for the same again."""
        new = [mention for mention in self._gazetteer.link(core) if mention.kind == "term"]
        text = normalise(self._base.understanding.standalone)
        old = [mention for mention in self._gazetteer.link(text) if mention.kind == "term"]
        if len(new) != 1 or len(old) != 1 or new[0].value == old[0].value or len(new[0].text) < len(core) - 1:
            return None
        return text[: old[0].start] + new[0].text + text[old[0].end :]

    def _same_measure(self, core: str, target: Target) -> Target | None:
        """The likely target of the new topic that measures the same as the base's, where others are as likely."""
        table = self._gazetteer.table
        likely = [table.target_by_id[row_id] for row_id, chance in self._model.score(normalise(core)).ranked("target")
                  if chance >= _LIKELY_TARGET and row_id in table.target_by_id]
        if len(likely) < 2 or any(row.metric == target.metric for row in likely):
            return None
        alike = [row for row in likely if row.value is not None and row.unit == target.unit]
        best = max(alike, key=lambda row: fuzz.ratio(row.metric_zh, target.metric_zh), default=None)
        return best if best is not None and fuzz.ratio(best.metric_zh, target.metric_zh) >= _ALIKE else None

    def _is_sibling(self, text: str, target: Target) -> bool:
        """Whether the text means another row of the target's metric: the same quantity for another scope."""
        best, chance = self._model.score(normalise(text)).best("target")
        family = self._gazetteer.table.targets_by_metric[target.metric]
        siblings = {row.id for row in family if row.value is not None and row.id != target.id}
        return best in siblings and chance >= _MIN_CLAUSE

    def _anaphoric(self) -> str | None:
        """A question that points back and says too little to stand alone: the base's clause is named in front."""
        if not phrases.ANAPHORA.search(self._text) or self._clause_chance(self._text) >= _SURE_CLAUSE:
            return None
        return self._about_base() if self._base.evidence.rows else None

    def _leaning(self) -> str | None:
        """A short question without any topic (`哪年建好`, `组长是哪位`): the topic of the turn before is named in front."""
        short = len(self._text.split()) <= _FEW_WORDS if self._english else len(self._text) <= _MAX_TOPIC
        broad = {kind.id for kind in self._gazetteer.table.subject_kinds if kind.broad}
        named = any(
            (mention.kind in _TOPICAL and mention.score > 0 and mention.value not in broad)
            or (mention.kind == "figure" and cues.WHAT_IS.search(self._text))
            for mention in self._mentions
        )
        kinds = self._model.score(self._text).of("kind")
        aside = kinds.get("out_of_scope", 0) + kinds.get("meta", 0)
        rows = self._base.evidence.rows
        others = [mention for mention in self._mentions if mention.kind in _TOPICAL and mention.kind != "unit" and mention.score > 0]
        if self._named_units() and not others and short and rows and cues.YES_NO.search(self._text):  # `发改委不参加吗`
            return self._about_base()
        if not short or named or aside > _ASIDE or self._clause_chance(self._text) >= _MIN_CLAUSE:
            return None
        base = self._base.understanding
        if rows and any(pattern.search(self._text) for pattern in (cues.UNITS, cues.UNIT_WORD)):
            return self._about_base()
        if rows and cues.LOCATE.search(self._text):
            return self._about_base()
        if cues.CHECK.search(self._text) and any(mention.kind == "figure" and mention.score == 1 for mention in self._mentions):
            self.kind = "check"
        if len(rows) == 1 and isinstance(rows[0], Target):
            scope = rows[0].scope_en if self._english else rows[0].scope_zh
            return f"{scope} {_metric(rows[0], english=self._english)} {self._text}"
        topics = dict.fromkeys(mention.text for mention in base.mentions if mention.kind in ("term", "place") and mention.score > 0)
        return f"{'、'.join(topics) or base.standalone} {self._text}" if base.standalone else None

    def _core(self) -> str:
        """What is left of the question without times, figures, fillers and the words of its aspect."""
        rest = self._text
        for mention in self._mentions:
            if mention.kind in ("year", "period", "figure", "unit", "aspect"):
                rest = rest.replace(mention.text, " ")
        for pattern in _ASPECTS:
            rest = pattern.sub(" ", rest)
        return phrases.EMPTY.sub("", phrases.LEAD.sub("", phrases.TAIL.sub("", phrases.EMPTY.sub("", rest))))

    def _clause_chance(self, text: str) -> float:
        return self._model.score(normalise(text)).best("clause")[1]

    def _base_kind(self) -> Kind | None:
        """The base's kind of question, which a new topic is asked in."""
        match self._base.understanding.query:
            case queries.UnitsOfTopic():
                return "units"
            case queries.TasksOfUnits():
                return "clauses_of_unit"
            case queries.LocateTopic():
                return "locate"
            case queries.FindObligations():
                return "obligations"
            case queries.FindTargets() | queries.VerifyStatement():
                return "figure"
            case queries.Explain() | queries.ReadClause():
                return "explain"
        refusal = self._base.understanding.refusal
        return "figure" if refusal is not None and refusal.targets else None


def _position(match: re.Match[str], count: int) -> int:
    """The index that an ordinal names in a list of so many; it may lie outside."""
    if match["first"] or match["earlier"]:
        return 0
    if match["second"]:
        return 1
    if match["back"]:
        return count - _HAN_ORDER.index(match["back"]) - 1
    if match["nth"] or match["nth_en"]:
        return _HAN_ORDER.index(match["nth"]) if match["nth"] else _ENGLISH_ORDER.index(match["nth_en"]) + 2
    return count - 1


def _reference(clause: str, *, english: bool) -> str:
    if clause.isdigit():
        return f"clause {clause}" if english else f"第{clause}条"
    return clause


def _metric(row: Target, *, english: bool, timed: bool = True) -> str:
    """The metric's name with its period (unless another is named), without its scope: that is what a correction changes."""
    when = "" if not timed else row.period or (str(row.deadline) if row.deadline else "")
    return f"{when} {row.metric_en}".strip() if english else f"{when}{'年' if when.isdigit() else ''}{row.metric_zh}"


def _replace(old: str, gazetteer: Gazetteer, kind: str, new: Mention) -> str:
    """The old question with its first figure, or all its times, replaced; the new one in front where it had none."""
    text = normalise(old)
    written = new.text
    if new.kind == "period" and detect_language(text) == "en":
        years = period_years(new.value)
        written = f"{(years[0] - 1951) // 5}th five-year plan" if years else new.text
    kinds = ("year", "period") if kind == "time" else (kind,)
    found = [mention for mention in gazetteer.link(text) if mention.kind in kinds and mention.score == 1]
    if not found:
        return f"{written} {text}"
    first = found[0]
    if kind == "time":
        for mention in reversed(found[1:]):
            text = text[: mention.start] + text[mention.end :]
    return text[: first.start] + written + text[first.end :]

