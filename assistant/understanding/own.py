"""Questions with the asker's own figures: what follows from them, whether they suffice, and statements to verify."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.turn import Mention, Refusal
from assistant.understanding import cues
from assistant.understanding.parts import each_time
from assistant.understanding.reading import Reading, own_figures
from assistant.understanding.select import best_targets, obligations_of
from structured.figures import dimension, in_base, parse_figures, to_decimal
from structured.queries import ApplyRate, CheckFigure, ComputeRequirement, OwnFigure, Query
from structured.schema import Obligation, Target

Outcome = Query | Refusal
_LIKELY = 0.25
_SURELY_MEANT = 0.7
# The share of the best target's score from which a sibling for another subject is thought of.
_AS_LIKELY = 0.1
# … and the one from which a sibling is judged, too.
_AS_MUCH = 0.3
_THINKABLE = 0.1
_SPELLED_OUT = 10
_BARE = 40
_MYRIAD_MYRIADS = 10**8
# Counters of kinds and grades: a number of things is none.
_GRADES = ("星", "级", "类", "种")
# An amount so many times a figure per head is none per head.
_NOT_PER_HEAD = 20
# The chance of a clause from which a question that names nothing of the field is about the plan.
_TOPIC = 0.5
_AMOUNTS = ("power", "energy", "mass")
# A bare number so many times the plan's ratio is an amount of something, no ratio.
_FAR_OFF = 10
_WHOLE = 100
# A fall is measured from a year; a goal set by somebody else is no base that one can compute from.
_DATED_BASELINE = re.compile(r"\d{4}年")


def parse_own_figures(reading: Reading) -> Outcome | None:
    """A requirement to compute, a share of a goal, or a figure to check against a limit."""
    if not reading.figures:
        return None
    computing, checking = reading.kind.get("compute", 0), reading.kind.get("check", 0)
    if not _states_own(reading, max(computing, checking)):
        return None
    if reading.says(cues.ODD_FIGURE) or any(value == 0 for value, _, _ in reading.figures):
        return Refusal(status="clarify", reason="figure")
    targets = best_targets(reading)
    named = any(mention.kind in ("quantity", "term", "subject") for mention in reading.mentions)
    if not named and next(iter(reading.clause_scores.values()), 0.0) < _TOPIC:
        return None
    judging = reading.says(cues.CHECK) or reading.says(cues.YES_NO)
    if targets and not judging and all(_is_threshold(reading, targets[0], value, unit) for value, unit, _ in reading.figures):
        return None
    ratio = bool(targets) and not targets[0].unit and reading.says(cues.HOW_MANY)
    applied = (_rate(reading, targets) if ratio else None) or (_share(reading, targets) if reading.says(cues.SHARE) else None)
    if applied is not None:
        return applied
    computed = _computation(reading, targets)
    judged = computed is not None and len(computed.ids) == 1 and len(computed.figures) > 1
    own = None if judged else _own_ratio(reading, targets)
    return own or _worked_out(reading, targets, computed)


def _worked_out(reading: Reading, targets: Sequence[Target], computed: ComputeRequirement | None) -> Outcome | None:
    """The computed requirement, a rate applied, or a check: what the question more likely asks for."""
    computing, checking = reading.kind.get("compute", 0), reading.kind.get("check", 0)
    if computed is not None and _of_new_things(reading, computed):
        clause = reading.table.obligation_by_id[computed.ids[0]].clause
        return Refusal(status="not_in_plan", reason="amount", nearest=(clause,), targets=tuple(row.id for row in targets[:1]))
    if computed is not None and (computing >= checking or len(computed.figures) > 1):
        return computed
    if computing >= checking:
        applied = _rate(reading, targets)
        if applied is not None:
            return applied
    return _check(reading, targets) or computed


def _states_own(reading: Reading, likely: float) -> bool:
    """Whether the figures of the question are the asker's own, to be computed with or judged, and no claim about the plan."""
    amounts = own_figures(reading) or any(dimension(unit) in _AMOUNTS for _, unit, _ in reading.figures)
    if likely < _LIKELY and not (amounts and (reading.says(cues.HOW_MANY) or _turned_into(reading) or _bare_case(reading))):
        return _shares_goal(reading)
    claimed = reading.kind.get("verify", 0) > 2 * likely
    return not claimed or reading.says(cues.HOW_MANY) or reading.says(cues.CHECK)


def _is_threshold(reading: Reading, target: Target, value: Decimal, unit: str) -> bool:
    """Whether the figure is the plan's own, by which a goal of the target's clause is measured (`节能率15%以上的`)."""
    return any(row.kind == "threshold" and (row.value, row.unit) == (value, unit) for row in reading.table.targets_by_clause[target.clause])


def _bare_case(reading: Reading) -> bool:
    """Whether the question is nothing but a subject and its quantity (`屋顶5000平方米的学校`)."""
    said = any(reading.says(cue) for cue in (cues.WHAT_IS, cues.UNITS, cues.LOCATE, cues.YES_NO, cues.TARGETS))
    rated = {row.input for row in _rated(reading)} & {figure.quantity for figure in own_figures(reading)}
    return bool(rated and reading.values("subject")) and not said and len(reading.text) <= _BARE


def _turned_into(reading: Reading) -> bool:
    """Whether the question names, beside its figure, what a rule turns that quantity into."""
    stated, named = {figure.quantity for figure in own_figures(reading)}, set(reading.values("quantity"))
    return any(row.input in stated and row.output in named for row in _rated(reading))


def _shares_goal(reading: Reading) -> bool:
    """Whether an amount is asked as a share of a goal that is measured in the same dimension."""
    if not reading.says(cues.SHARE):
        return False
    return any(_measures_alike(unit, row) for row in best_targets(reading)[:1] for _, unit, _ in reading.figures)


def _measures_alike(unit: str, row: Target) -> bool:
    """Whether an amount in this unit may be a share of the target: of one dimension, or counted by the same word."""
    if not dimension(unit):
        return bool(unit) and unit == row.unit
    return dimension(unit) != "share" and dimension(unit) == dimension(row.unit)


def _own_ratio(reading: Reading, targets: Sequence[Target]) -> Outcome | None:
    """Two of the asker's figures as a share (`33 of 300`) or ratio of each other, against one of the plan."""
    asks_gap = reading.says(cues.GAP)
    if not (asks_gap or reading.says(cues.CHECK) or reading.says(cues.YES_NO) or reading.kind.get("check", 0) > _LIKELY):
        return None
    pair, chances = _whole_and_part(reading), reading.target_scores
    likely = [reading.table.target_by_id[row_id] for row_id, chance in chances.items() if chance >= _THINKABLE]
    ratios = [row for row in (*targets, *likely) if row.value is not None and not row.baseline_zh and _is_ratio(row)]
    if pair is None or not ratios:
        return None
    whole, part, unit = pair
    best = ratios[0]
    if asks_gap and best.unit == "%":
        return ApplyRate(target=best.id, value=whole, unit=unit, has=part)
    least = _AS_MUCH * chances.get(best.id, 0)
    near = [row for row in dict.fromkeys(ratios) if row.metric == best.metric and chances.get(row.id, 0) >= least]
    value, whole = (part, whole) if best.unit == "%" else (whole, part)
    return CheckFigure(targets=tuple(row.id for row in near), value=value, unit=unit, whole=whole)


def _is_ratio(row: Target) -> bool:
    return row.unit == "%" or (not row.unit and row.value != (row.value or Decimal(0)).to_integral_value())


def _whole_and_part(reading: Reading) -> tuple[Decimal, Decimal, str] | None:
    """The asker's total, his part of it and their unit of measure: two figures of one dimension, or a total with both its parts."""
    own = [
        (value, unit) for value, unit, mention in reading.figures
        if mention.score == 1 and unit not in ("%", "年", "类", "级", "星") and reading.text[mention.end : mention.end + 1] != "-"
    ]
    if len({dimension(unit) for _, unit in own if unit}) > 1:
        return None
    named = next((unit for _, unit in own if unit), "")
    amounts = [to_decimal(in_base(value, unit or named) / in_base(Decimal(1), named)) for value, unit in own]
    if len(amounts) == 3 and max(amounts) * 2 == sum(amounts):  # a total and both its parts
        amounts = [max(amounts), next(amount for amount in amounts if amount != max(amounts))]
    if len(amounts) != 2 or amounts[0] == amounts[1]:
        return None
    return max(amounts), min(amounts), named


def _of_new_things(reading: Reading, computed: ComputeRequirement) -> bool:
    """Whether a rule for new things would be applied to existing ones."""
    existing = reading.says(cues.EXISTING_STATE) and not reading.says(cues.NEW_STATE)
    return existing and reading.table.obligation_by_id[computed.ids[0]].quote.startswith("新建")


def _rate(reading: Reading, targets: Sequence[Target]) -> ApplyRate | None:
    """A share of one's own total, or an amount per head for one's own number of people, with what is asked besides."""
    applied = _applied(reading, targets)
    if applied is None or applied.reduces:
        return applied
    row = reading.table.target_by_id[applied.target]
    also = tuple(other.id for other in each_time(reading, (row,)) if other.id != row.id and other.value is not None)
    match = cues.ASKED_UNIT.search(reading.text)
    asked = next((figure.unit for figure in parse_figures(f"1 {match['unit'] or match['unit_en']}")), "") if match else ""
    return replace(applied, also=also, rest=reading.says(cues.REST), asked=asked if dimension(asked) == dimension(applied.unit) else "")


def _applied(reading: Reading, targets: Sequence[Target]) -> ApplyRate | None:
    """The first figure of the question that a rate of the targets may be applied to."""
    for value, unit, mention in reading.figures:
        if _is_article(value, unit, mention):
            continue
        for row in targets:
            if row.value is None or (value == row.value and unit in (row.unit, "")):  # the plan's own figure
                continue
            if row.baseline_zh:
                if row.unit == "%" and _DATED_BASELINE.search(row.baseline_zh) and unit != "%":
                    return ApplyRate(target=row.id, value=value, unit=unit, reduces=True)
                continue
            ratio = not row.unit and dimension(unit) in ("power", "energy")
            if ratio:
                return ApplyRate(target=row.id, value=value, unit=unit)
            if not unit and value >= _MYRIAD_MYRIADS:  # `5200亿` of something
                value, unit = value / _MYRIAD_MYRIADS, "亿"
            share = row.unit == "%" and unit != "%" and (value > 1 or bool(dimension(unit)))
            per_head = unit == "人" and (row.metric_zh.startswith("人均") or "per capita" in row.metric_en)
            if share or per_head:
                return ApplyRate(target=row.id, value=value, unit=unit)
    return None


def _is_article(value: Decimal, unit: str, mention: Mention) -> bool:
    """Whether a small number is written as a word and measures nothing (`two jobs`)."""
    return not unit and value <= _SPELLED_OUT and not mention.text[0].isdigit()


def _computation(reading: Reading, targets: Sequence[Target]) -> ComputeRequirement | None:
    """The obligations that turn the asker's figures into a requirement, chained where the question asks for more.

    A figure that the asker states of a result (`we planned 45`) is passed along, to be compared with the requirement.
    """
    figures = own_figures(reading)
    scores = reading.target_scores
    likely = [row for row in targets if scores.get(row.id, 0.0) >= _AS_LIKELY * scores.get(targets[0].id, 0.0)]
    judging = reading.says(cues.CHECK) and not reading.says(cues.HOW_MANY)  # that all must comply is no computation
    meant = _narrowed(reading, list(dict.fromkeys(
        row for target in likely for row in obligations_of(reading, (target,))
        if row.rate is not None and row.value == target.value and not (judging and row.rate == 1 and row.value is None)
    )))
    if not meant:
        return None
    stated = {figure.quantity: figure for figure in figures}
    steps: list[Obligation] = []
    inputs: list[OwnFigure] = []
    for row in meant:
        start = _with_antecedents(reading, row, stated)
        if start is None:
            continue
        chain, figure = start
        steps += [step for step in chain if step not in steps]
        inputs.append(figure)
    if not steps:
        return None
    asked = {*reading.values("quantity")}
    for row in _rated(reading):
        if row.input in {step.output for step in steps} and row.output in asked and row not in steps:
            steps.append(row)
    outputs = {step.output for step in steps}
    compared = [figure for figure in figures if figure.quantity in outputs] or _left_over(reading, steps, inputs)
    return ComputeRequirement(ids=tuple(row.id for row in steps), figures=tuple(dict.fromkeys([*inputs, *compared])),
                              gap=reading.says(cues.GAP))


def _left_over(reading: Reading, steps: list[Obligation], inputs: list[OwnFigure]) -> list[OwnFigure]:
    """In a question that asks for a verdict, the one figure left beside the input is what the asker has of the result."""
    if len(steps) != 1 or not (reading.says(cues.CHECK) or reading.says(cues.YES_NO) or reading.kind.get("check", 0) > _LIKELY):
        return []
    result = reading.table.quantity_by_id[steps[0].output]
    used = [(figure.value, figure.unit) for figure in inputs]
    left = [(value, unit) for value, unit, _ in reading.figures if (value, unit) not in used and unit != "%"]
    if len(left) != 1 or dimension(left[0][1]) not in (dimension(result.unit), ""):
        return []
    return [OwnFigure(quantity=result.id, value=left[0][0], unit=left[0][1])]


def _rated(reading: Reading) -> list[Obligation]:
    return [row for row in reading.table.obligations if row.rate is not None]


def _narrowed(reading: Reading, rows: list[Obligation]) -> list[Obligation]:
    """Where the asker says who he is, the rows for such subjects, if there are any; else those of the best target."""
    subjects = set(reading.values("subject")) - {kind.id for kind in reading.table.subject_kinds if kind.broad}
    own = [row for row in rows if subjects & set(row.subject_kinds)]
    return own or rows


def _with_antecedents(
    reading: Reading, row: Obligation, stated: dict[str, OwnFigure]
) -> tuple[list[Obligation], OwnFigure] | None:
    """The chain of obligations from a stated figure to `row`, and that figure; None if no chain begins with one."""
    if row.input in stated:
        return [row], stated[row.input]
    broad = {kind.id for kind in reading.table.subject_kinds if kind.broad}
    subjects = set(reading.values("subject")) - broad
    for earlier in _rated(reading):
        if subjects and not subjects & set(earlier.subject_kinds):
            continue
        if earlier.output == row.input and earlier.input in stated:
            return [earlier, row], stated[earlier.input]
    quantity = reading.table.quantity_by_id.get(row.input)
    for value, unit, _ in reading.figures:
        if quantity is not None and dimension(unit) == dimension(quantity.unit) and unit != "%" and not stated:
            return [row], OwnFigure(quantity=row.input, value=value, unit=unit)
    return None


def _share(reading: Reading, targets: Sequence[Target]) -> Outcome | None:
    """One's own amount as a share of an amount that the plan aims at."""
    for value, unit, _ in reading.figures:
        for row in targets:
            if row.value is not None and _measures_alike(unit, row):
                return CheckFigure(targets=(row.id,), value=value, unit=unit, share=True)
    return None


def _check(reading: Reading, targets: Sequence[Target]) -> Outcome | None:
    """One's own value against the targets whose unit of measure fits it; the rows' siblings for other scopes included."""
    linked = {figure.value for figure in own_figures(reading) if dimension(reading.table.quantity_by_id[figure.quantity].unit) != "share"}
    for value, unit, mention in reading.figures:
        if _is_article(value, unit, mention):
            continue
        fitting = [row for row in targets if row.value is not None and _comparable(row, value, unit, value in linked)]
        if targets and not fitting:  # what a goal is measured by
            fitting = [
                row for row in reading.table.targets_by_clause[targets[0].clause]
                if row.kind == "threshold" and row.value is not None and unit == row.unit == "%"
            ]
        elif fitting:
            fitting = [*fitting, *(row for row in each_time(reading, fitting) if row not in fitting and row.value is not None)]
        if fitting and unit == "%" and value > _WHOLE and not fitting[0].baseline_zh:
            return Refusal(status="clarify", reason="figure")
        if fitting:
            metric = fitting[0].metric
            return CheckFigure(targets=tuple(row.id for row in fitting if row.metric == metric), value=value, unit=unit,
                               gap=reading.says(cues.GAP))
    return None


def _comparable(target: Target, value: Decimal, unit: str, counted: bool) -> bool:
    if target.unit in _GRADES and unit != target.unit:
        return False
    per_head = target.metric_zh.startswith("人均") and target.value is not None
    if per_head and in_base(value, unit) > _NOT_PER_HEAD * in_base(target.value or value, target.unit):
        return False
    if dimension(target.unit) == dimension(unit):
        ratio = not target.unit and target.value is not None
        return not (ratio and value > _FAR_OFF * (target.value or value))
    return not unit and not counted and dimension(target.unit) == "share" and 1 < value <= 100
