"""Answers to the asker's own figures: computed requirements, checks against limits, statements verified."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from assistant.answers.clauses import statement_sentence
from assistant.answers.context import Context
from assistant.answers.targets import describe, target_sentence
from assistant.answers.wording import number, say, trim
from assistant.turn import Calculation, Draft, Sentence
from structured.figures import compares, convert, in_base, round_up, same_unit, to_decimal
from structured.queries import CheckFigure, ComputeRequirement, VerifyStatement
from structured.schema import Obligation, QuotedRow, Statement, Target

_BOUND_ZH = {">=": "至少", "<=": "至多", "=": "", "": ""}
_BOUND_EN = {">=": "at least ", "<=": "at most ", "=": "", "": ""}


def render_computation(context: Context, query: ComputeRequirement, rows: Sequence[Obligation]) -> Draft:
    """Each step: the rule, the arithmetic, the result; fractions of whole things rounded up."""
    known: dict[str, tuple[Decimal, str]] = {figure.quantity: (figure.value, figure.unit) for figure in query.figures}
    quantities = context.table.quantity_by_id
    sentences = []
    for row in rows:
        if row.input not in known or row.rate is None:
            continue
        value, unit = known[row.input]
        source, result = quantities[row.input], quantities[row.output]
        own_unit = unit or source.unit
        exact = to_decimal(Fraction(value) * Fraction(row.rate))
        shown = round_up(exact) if result.whole else exact
        result_unit = result.unit if result.whole or not unit else unit
        known[row.output] = (shown, result_unit)
        rate = number(to_decimal(Fraction(row.rate) * 100)) + "%" if row.unit == "%" else number(row.rate)
        expression = f"{number(value)} × {rate}" + (f" = {number(exact)}" if shown != exact else "")
        bound = say(context.language, _BOUND_ZH[row.comparator], _BOUND_EN[row.comparator])
        up = say(context.language, ",不足一个按一个计", ", rounded up") if shown != exact else ""
        text = say(
            context.language,
            f"{result.zh}:{bound}{number(shown)}{result_unit}({expression}{up};{trim(row.what_zh)})。",
            f"{result.en[:1].upper()}{result.en[1:]}: {bound}{number(shown)}{_unit_en(result_unit, result.unit_en)} ({expression}{up}; {row.what_en.rstrip('.')}).",
        )
        calculations = [Calculation(expression=f"{number(value)} × {rate}", value=exact, unit=own_unit, clause=row.clause)]
        if shown != exact:
            calculations.append(Calculation(expression=f"ceil({number(exact)})", value=shown, unit=result_unit, clause=row.clause))
        sentences.append(Sentence(text=text, support=(context.source(row),), calculations=tuple(calculations), item=len(rows) > 1))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _unit_en(unit: str, printed: str) -> str:
    if unit == "%":
        return "%"
    names = {"平方米": "m²", "万平方米": "×10,000 m²", "公顷": "ha", "平方公里": "km²", "个": "", "辆": "", "": ""}
    name = names.get(unit, printed)
    return f" {name}" if name else ""


def render_check(context: Context, query: CheckFigure, rows: Sequence[Target]) -> Draft:
    """For every row whether the value meets it, each with its own scope and qualifiers."""
    sentences = []
    for row in rows:
        assert row.value is not None
        limit = row.value
        own = query.value
        converted = convert(query.value, query.unit, row.unit) if query.unit else query.value
        if converted is not None:
            own = converted
        meets = compares(in_base(own, row.unit), row.comparator, in_base(limit, row.unit))
        scope = say(context.language, f"{row.scope_zh}:" if row.scope_zh else "", f"{row.scope_en[:1].upper()}{row.scope_en[1:]}: " if row.scope_en else "")
        verdict = say(context.language, "符合" if meets else "不符合", "yes, it meets the requirement" if meets else "no, it does not meet the requirement")
        unit = row.unit if not query.unit else query.unit
        shown = f"{number(query.value)}{unit if context.language == 'zh' or unit == '%' else ''}"
        text = say(context.language, f"{scope}{shown}{verdict}。方案:{describe(context, row)}。",
                   f"{scope}{shown}: {verdict}. The plan: {describe(context, row)}.")
        sentences.append(Sentence(text=text, support=context.target_support(row), item=len(rows) > 1))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def render_verification(context: Context, query: VerifyStatement, rows: Sequence[QuotedRow]) -> Draft:
    """Whether the figures that the question asserts are the plan's; then what the plan says."""
    targets = [row for row in rows if isinstance(row, Target)]
    statements = [row for row in rows if isinstance(row, Statement)]
    if not targets:
        return Draft(status="answered", sentences=tuple(statement_sentence(context, row) for row in statements), rows=tuple(rows))
    verdict = _verdict(query, targets)
    lead = "" if verdict is None else say(context.language, "是的。" if verdict else "不是。", "Yes. " if verdict else "No. ")
    sentences = []
    for index, row in enumerate(targets):
        sentence = target_sentence(context, row, item=len(targets) > 1)
        text = f"{lead}{say(context.language, '方案写明:', 'The plan says: ')}{sentence.text}" if index == 0 else sentence.text
        sentences.append(Sentence(text=text, support=sentence.support, item=sentence.item))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _verdict(query: VerifyStatement, targets: Sequence[Target]) -> bool | None:
    """True if all asserted figures and times are the rows', False if one contradicts, None if nothing was asserted."""
    stated = [(row.value, row.unit) for row in targets if row.value is not None]
    stated += [(row.value_max, row.unit) for row in targets if row.value_max is not None]
    if not query.values and query.year is None and not query.period:
        return None
    for value, unit in query.values:
        if not any(_same(value, unit, own, own_unit) for own, own_unit in stated if own is not None):
            return False
    if query.year is not None and not any(query.year in (row.deadline, row.start) for row in targets):
        return None if all(row.deadline is None and row.start is None for row in targets) else False
    return not (query.period and not any(row.period == query.period for row in targets)) or None


def _same(value: Decimal, unit: str, own: Decimal, own_unit: str) -> bool:
    if not unit or same_unit(unit, own_unit):
        return value == own
    return in_base(value, unit) == in_base(own, own_unit) and convert(value, unit, own_unit) is not None
