"""Answers to the asker's own figures: computed requirements, checks against limits, statements verified."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from assistant.answers.clauses import statement_sentence
from assistant.answers.context import Context
from assistant.answers.targets import conversions, describe, scope_is_sourced, target_sentence
from assistant.answers.wording import measure, number, say, trim
from assistant.turn import Calculation, Draft, Sentence
from corpus.sources import SourceRef
from structured.figures import compares, convert, dimension, in_base, parse_figures, plain, round_up, to_decimal
from structured.periods import parse_times
from structured.queries import ApplyRate, CheckFigure, ComputeRequirement, VerifyStatement
from structured.schema import Obligation, Quantity, QuotedRow, Statement, Target

_BOUNDS = {">=": ("至少", "at least "), "<=": ("至多", "at most ")}
_EXACT_PLACES = 3
_SOFT = ("力争", "原则上")
# A figure stated in the direction that the plan's own bound excludes; reaching a plain goal (达到) is no upper bound.
_OPPOSITE = {">=": "<=", "<=": ">=", "=": "<="}


def render_computation(context: Context, query: ComputeRequirement, rows: Sequence[Obligation]) -> Draft:
    """Each step: the result, the arithmetic, the rule; fractions of whole things rounded up; a stated result judged."""
    given = {figure.quantity: (figure.value, figure.unit) for figure in query.figures}
    known = dict(given)
    sentences = []
    for row in rows:
        if row.input not in known or row.rate is None:
            continue
        value, unit = known[row.input]
        result = context.table.quantity_by_id[row.output]
        exact = to_decimal(Fraction(value) * Fraction(row.rate))
        shown = round_up(exact) if result.whole else exact
        result_unit = result.unit if result.whole or not unit else unit
        known[row.output] = (shown, result_unit)
        stated = given.get(row.output)
        sentences.append(_step(context, row, result, value, exact, shown, result_unit, stated, item=len(rows) > 1))
        if query.gap and stated is not None:
            sentences.append(_gap(context, stated, (shown, result_unit), context.source(row)))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _step(
    context: Context, row: Obligation, result: Quantity, value: Decimal, exact: Decimal, shown: Decimal, unit: str,
    stated: tuple[Decimal, str] | None, *, item: bool,
) -> Sentence:
    rate = f"{number(to_decimal(Fraction(row.rate or 0) * 100))}%" if row.unit == "%" else number(row.rate or Decimal(0))
    own_unit = unit if result.unit == context.table.quantity_by_id[row.input].unit else context.table.quantity_by_id[row.input].unit
    product = f"{measure(value, own_unit, context.language)} × {rate}"
    rounded = "" if shown == exact else say(context.language, "，进位", ", rounded up")
    arithmetic = f"{product} = {measure(exact, unit, context.language)}{rounded}"
    bound = say(context.language, *_BOUNDS.get(row.comparator, ("", "")))
    rule = trim(row.what_zh) if context.language == "zh" else row.what_en.rstrip(".")
    name = result.zh if context.language == "zh" else result.en[:1].upper() + result.en[1:]
    amount = measure(shown, unit, context.language)
    verdict, shares = "", ()
    if stated is not None:
        meets = compares(in_base(stated[0], stated[1] or unit), row.comparator or ">=", in_base(shown, unit))
        own = measure(stated[0], stated[1] or unit, context.language)
        share, shares = _own_share(context, row, stated, value, own_unit) if row.unit == "%" else ("", ())
        verdict = say(context.language, f"{own}{'符合' if meets else '不符合'}{share}。",
            f"{own} {'meets' if meets else 'does not meet'} the requirement{share}. ")
    text = say(context.language, f"{verdict}{name}：{bound}{amount}（{arithmetic}；{rule}）。",
        f"{verdict}{name}: {bound}{amount} ({arithmetic}; {rule}).")
    calculations = [*shares, Calculation(expression=product, value=exact, unit=unit, clause=row.clause)]
    if shown != exact:
        calculations.append(Calculation(expression=f"ceil({number(exact)})", value=shown, unit=unit, clause=row.clause))
    return Sentence(text=text, support=(context.source(row),), calculations=tuple(calculations), item=item)


def _to_show(share: Decimal) -> Decimal:
    """A share as it is where three decimal places hold it, else rounded to two."""
    exact = plain(share)
    return exact if int(exact.as_tuple().exponent) >= -_EXACT_PLACES else plain(round(share, 2))


def _own_share(
    context: Context, row: Obligation, stated: tuple[Decimal, str], whole: Decimal, unit: str
) -> tuple[str, tuple[Calculation, ...]]:
    """What share the asker's own result is of his own total, to two decimal places."""
    share = to_decimal(in_base(stated[0], stated[1] or unit) / in_base(whole, unit) * 100)
    rounded = _to_show(share)
    expression = f"{measure(stated[0], stated[1] or unit, context.language)} ÷ {measure(whole, unit, context.language)}"
    about = "" if rounded == share else say(context.language, "约", "about ")
    text = say(context.language, f"（占{about}{number(rounded)}%：{expression}）", f" ({about}{number(rounded)}%: {expression})")
    return text, (Calculation(expression=expression, value=rounded, unit="%", clause=row.clause),)


def render_check(context: Context, query: CheckFigure, rows: Sequence[Target]) -> Draft:
    """For every row whether the value meets it, each with its own scope and qualifiers."""
    if query.share:
        return _share(context, query, rows)
    sentences = []
    for row in rows:
        assert row.value is not None
        own, shown, shares = _own_value(context, query, row)
        within = row.kind == "threshold" and dimension(row.unit) == "length"  # a radius: what lies inside meets it
        meets = compares(in_base(own or query.value, row.unit), "<=" if within else row.comparator, in_base(row.value, row.unit))
        if row.value_max is not None:
            meets = row.value <= (own or query.value) <= row.value_max
        sourced = scope_is_sourced(row.scope_zh, row)
        scope = "" if not sourced else say(context.language, f"{row.scope_zh}：" if row.scope_zh else "",
            f"{row.scope_en[:1].upper()}{row.scope_en[1:]}: " if row.scope_en else "")
        soft = next((word for word in _SOFT if word in row.firmness), "")
        verdict = say(context.language, *_verdict_words(meets, soft))
        text = say(context.language, f"{scope}{shown}{verdict}。方案：{describe(context, row)}。",
                   f"{scope}{shown} {verdict}. The plan: {describe(context, row)}.")
        calculations = (*shares, *conversions(context, row))
        sentences.append(Sentence(text=text, support=context.target_support(row), calculations=calculations, item=len(rows) > 1))
        if query.gap and len(rows) == 1:
            sentences.append(_gap(context, (query.value, query.unit or row.unit), (row.value, row.unit), context.source(row)))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _own_value(context: Context, query: CheckFigure, row: Target) -> tuple[Decimal | None, str, tuple[Calculation, ...]]:
    """The asker's value in the row's unit of measure (None if it has none), as shown, and how it was worked out."""
    if query.whole is None:
        own = convert(query.value, query.unit, row.unit) if query.unit else query.value
        return own, measure(query.value, query.unit or row.unit, context.language), ()
    exact = to_decimal(Fraction(query.value) / Fraction(query.whole) * (100 if row.unit == "%" else 1))
    rounded = _to_show(exact)
    expression = f"{measure(query.value, query.unit, context.language)} ÷ {measure(query.whole, query.unit, context.language)}"
    about = "" if rounded == exact else say(context.language, "约", "about ")
    value = f"{about}{number(rounded)}{row.unit}"
    shown = say(context.language, f"{value}（{expression}）", f"{value} ({expression})")
    return exact, shown, (Calculation(expression=expression, value=rounded, unit=row.unit, clause=row.clause),)


def _gap(context: Context, own: tuple[Decimal, str], goal: tuple[Decimal, str], source: SourceRef) -> Sentence:
    """How far one's own value is from the goal, in the goal's unit of measure."""
    value = convert(own[0], own[1], goal[1]) if own[1] and own[1] != goal[1] else own[0]
    value = own[0] if value is None else value
    low, high = sorted((value, goal[0]))
    gap = plain(high - low)
    expression = f"{measure(high, goal[1], context.language)} - {measure(low, goal[1], context.language)}"
    points = goal[1] == "%"
    shown = f"{number(gap)}{say(context.language, '个百分点', ' percentage points')}" if points else measure(gap, goal[1], context.language)
    text = say(context.language, f"相差{shown}（{expression}）。", f"Difference: {shown} ({expression}).")
    calculation = Calculation(expression=expression, value=gap, unit=goal[1], clause=source.clause)
    return Sentence(text=text, support=(source,), calculations=(calculation,))


def render_rate(context: Context, query: ApplyRate, rows: Sequence[Target]) -> Draft:
    """Own total times rate; a number of things is rounded up. An area per head is given in hectares, too."""
    sentences = tuple(sentence for row in rows for sentence in _rate_sentences(context, query, row, item=len(rows) > 1))
    return Draft(status="answered", sentences=sentences, rows=tuple(rows))


def _rate_sentences(context: Context, query: ApplyRate, row: Target, *, item: bool) -> list[Sentence]:
    assert row.value is not None
    share = row.unit == "%"
    factor = Fraction(row.value) / (100 if share else 1)
    exact = to_decimal(Fraction(query.value) * (1 - factor if query.reduces else factor))
    counts = query.value == query.value.to_integral_value() and not query.reduces
    unit = query.unit or (say(context.language, "个", "") if counts else "") if share or not row.unit else row.unit
    whole = share and counts and not dimension(unit)
    shown = round_up(exact) if whole else exact
    rate = measure(row.value, row.unit, context.language)
    product = f"{measure(query.value, query.unit, context.language)} × {f'(1 - {rate})' if query.reduces else rate}"
    rounded = "" if shown == exact else say(context.language, "，进位", ", rounded up")
    calculations = [Calculation(expression=product, value=exact, unit=unit, clause=row.clause)]
    if shown != exact:
        calculations.append(Calculation(expression=f"ceil({number(exact)})", value=shown, unit=unit, clause=row.clause))
    calculations += conversions(context, row)
    wanted = query.asked or ("公顷" if not share and dimension(unit) == "area" else "")
    other = convert(shown, unit, wanted) if wanted and wanted != unit else None
    also = ""
    if other is not None:
        equivalent = measure(other, wanted, context.language)
        also = say(context.language, f"（即{equivalent}）", f" ({equivalent})")
        calculations.append(Calculation(expression=measure(shown, unit, context.language), value=other, unit=wanted, clause=row.clause))
    comparator = {">=": "<=", "<=": ">="}.get(row.comparator, row.comparator) if query.reduces else row.comparator
    bound = say(context.language, *_BOUNDS.get(comparator, ("", "")))
    amount = f"{bound}{measure(shown, unit, context.language)}{also}"
    text = say(context.language,
        f"{amount}（{product} = {measure(exact, unit, context.language)}{rounded}）。方案：{describe(context, row)}。",
               f"{amount} ({product} = {measure(exact, unit, context.language)}{rounded}). The plan: {describe(context, row)}.")
    sentences = [Sentence(text=text, support=context.target_support(row), calculations=tuple(calculations), item=item)]
    if query.has is not None:
        sentences.append(_gap(context, (query.has, unit), (shown, unit), context.source(row)))
    if query.rest:
        sentences.append(_rest(context, row, (query.value, query.unit or unit), (shown, unit), comparator))
    return sentences


def _rest(context: Context, row: Target, whole: tuple[Decimal, str], part: tuple[Decimal, str], comparator: str) -> Sentence:
    """What remains beside the part; of a ratio above one, what it adds to the asker's total."""
    low, high = sorted((whole, part))
    rest = plain(high[0] - low[0])
    expression = f"{measure(*high, context.language)} - {measure(*low, context.language)}"
    turned = {">=": "<=", "<=": ">="}.get(comparator, comparator) if whole == high else comparator
    amount = f"{say(context.language, *_BOUNDS.get(turned, ('', '')))}{measure(rest, part[1], context.language)}"
    text = say(context.language, f"其余{amount}（{expression}）。", f"The rest: {amount} ({expression}).")
    calculation = Calculation(expression=expression, value=rest, unit=part[1], clause=row.clause)
    return Sentence(text=text, support=(context.source(row),), calculations=(calculation,))


def _verdict_words(meets: bool, soft: str) -> tuple[str, str]:
    """Meeting or missing a soft goal (力争, 原则上) is not the same as meeting or breaking a requirement."""
    if soft == "力争":
        return ("符合，在力争目标之内", "meets the goal that the plan strives for") if meets else (
            "未达到力争目标", "does not meet the goal that the plan strives for")
    if soft:
        return (f"{soft}符合", "meets what is required in principle") if meets else (
            f"{soft}不符合", "does not meet what is required in principle")
    return ("符合", "is compliant: it meets the figure") if meets else ("不符合", "is not compliant: it does not meet the figure")


def _share(context: Context, query: CheckFigure, rows: Sequence[Target]) -> Draft:
    row = rows[0]
    assert row.value is not None
    goal = convert(row.value, row.unit, query.unit) or row.value
    share = to_decimal(in_base(query.value, query.unit) / in_base(row.value, row.unit) * 100)
    rounded = _to_show(share)
    expression = f"{measure(query.value, query.unit, context.language)} ÷ {measure(goal, query.unit, context.language)}"
    converted = () if query.unit == row.unit else (
        Calculation(expression=f"{number(row.value)}{row.unit}", value=goal, unit=query.unit, clause=row.clause),)
    about = "" if rounded == share else say(context.language, "约", "about ")
    text = say(context.language, f"{about}{number(rounded)}%（{expression}）。方案：{describe(context, row)}。",
               f"{about}{number(rounded)}% ({expression}). The plan: {describe(context, row)}.")
    calculation = Calculation(expression=expression, value=rounded, unit="%", clause=row.clause)
    sentence = Sentence(text=text, support=context.target_support(row), calculations=(*converted, calculation, *conversions(context, row)))
    return Draft(status="answered", sentences=(sentence,), rows=(row,))


def render_verification(context: Context, query: VerifyStatement, rows: Sequence[QuotedRow]) -> Draft:
    """Whether the figures that the question asserts are the plan's; then what the plan says."""
    targets = [row for row in rows if isinstance(row, Target)]
    statements = [row for row in rows if isinstance(row, Statement)]
    if not targets:
        sentences = tuple(statement_sentence(context, row) for row in statements)
        return Draft(status="answered", sentences=sentences, rows=tuple(rows))
    verdict = _verdict(query, targets)
    lead = "" if verdict is None else say(context.language, "是的。" if verdict else "不是。", "Yes. " if verdict else "No. ")
    sentences = []
    for index, row in enumerate(targets):
        sentence = target_sentence(context, row, item=len(targets) > 1)
        text = f"{lead}{say(context.language, '方案写明：', 'The plan says: ')}{sentence.text}" if index == 0 else sentence.text
        sentences.append(Sentence(text=text, support=sentence.support, calculations=sentence.calculations, item=sentence.item))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _verdict(query: VerifyStatement, targets: Sequence[Target]) -> bool | None:
    """True if all asserted figures and times are the best row's, False if one contradicts, None if nothing is asserted."""
    best = targets[0]
    stated = [(value, best.unit) for value in (best.value, best.value_max) if value is not None]
    stated += _printed(best)
    asserted = list(query.values)
    if all(row.metric == best.metric and row.clause != best.clause for row in targets[1:]):
        stated += [(row.value, row.unit) for row in targets[1:] if row.value is not None]
    if query.false_scope:
        return False
    if query.every and asserted:
        return all(any(_same(value, unit, row.value or value, row.unit) for value, unit in asserted) for row in targets)
    if not asserted and not query.years and not query.period and not query.binding:
        return None
    if _is_otherwise(query, best):
        return False
    if asserted and best.value is not None and _same(*asserted[0], best.value, best.unit):  # of several, the rest may be its parts
        stated += [(row.value, row.unit) for row in targets[1:] if row.value is not None and row.clause == best.clause]
    if not all(any(_same(value, unit, own, own_unit) for own, own_unit in stated) for value, unit in asserted):
        return False
    if query.bound == ">=" and best.comparator == "=":
        return None
    return True if asserted else None


def _printed(row: Target) -> list[tuple[Decimal, str]]:
    """The figures of the row's words that belong to no time (`十五五` is no 15)."""
    words = row.quote + row.metric_zh
    times = [(time.start, time.end) for time in parse_times(words)]
    return [
        (figure.value, figure.unit) for figure in parse_figures(words)
        if not any(figure.start < end and start < figure.end for start, end in times)
    ]


def _is_otherwise(query: VerifyStatement, row: Target) -> bool:
    """Whether the row is firm, bounded or dated otherwise than the question says."""
    soft = any(word in row.firmness for word in _SOFT)
    return (
        (query.binding and soft)
        or (query.bound == "~" and row.comparator in (">=", "<="))
        or (query.bound != "" and _OPPOSITE.get(row.comparator) == query.bound)
        or not all(_fits(row, year, starts=query.starts) for year in query.years)
        or bool(query.period and row.period and row.period != query.period)
    )


def _fits(row: Target, year: int, *, starts: bool) -> bool:
    """Whether a year that the question names is one that the row names, or lies in its time."""
    if str(year) in row.baseline_zh or not (row.deadline or row.start or row.baseline_zh):
        return True
    if row.start is not None:
        return year == row.start or (not starts and year > row.start)
    return row.deadline is None or year == row.deadline


def _same(value: Decimal, unit: str, own: Decimal, own_unit: str) -> bool:
    if not unit or unit == own_unit:
        return value == own
    if not own_unit:
        return value == own and not dimension(unit)
    converted = convert(value, unit, own_unit)
    return converted is not None and converted == own
