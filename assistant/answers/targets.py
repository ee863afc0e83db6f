"""Answers made of targets: a figure, a list of figures, a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.answers.context import Context, distinct
from assistant.answers.wording import amount, firmness, measure, number, say, si_equivalent, time_words, trim
from assistant.turn import Calculation, Draft, Language, Sentence
from structured.figures import convert, parse_figures, plain
from structured.periods import period_years
from structured.queries import CompareTargets, FindTargets
from structured.schema import QuotedRow, Target


def render_targets(context: Context, query: FindTargets, rows: Sequence[Target]) -> Draft:
    """One sentence for one figure, a list with its count for several."""
    if not rows:
        return empty_list(context)
    if query.listing:
        return _list(context, rows)
    sentences = [target_sentence(context, row, item=len(rows) > 1) for row in rows]
    if query.asked_unit:
        sentences = [_in_unit(context, sentence, row, query.asked_unit) for sentence, row in zip(sentences, rows, strict=True)]
    if all(is_past(context, row) for row in rows):
        if len(rows) == 1:
            sentences[-1] = replace(sentences[-1], text=f"{sentences[-1].text}{_past(context)}")
        else:
            sentences.append(Sentence(text=_past(context).strip(), support=(context.source(rows[0]),)))
    if query.unstated:
        times = say(context.language, "、", ", ").join(_time_name(time, context.language) for time in query.unstated)
        text = say(context.language, f"方案没有写明{times}的数值。", f"The plan states no figure for {times}.")
        sentences.append(Sentence(text=text, support=(context.source(rows[0]),)))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _in_unit(context: Context, sentence: Sentence, row: Target, unit: str) -> Sentence:
    """The sentence with the figure converted, where that is exact."""
    value = None if row.value is None else convert(row.value, row.unit, unit)
    if value is None:
        return sentence
    shown = measure(value, unit, context.language)
    text = say(context.language, f"{sentence.text}（即{shown}）", f"{sentence.text} (= {shown})")
    calculation = Calculation(expression=f"{number(row.value or value)}{row.unit}", value=value, unit=unit, clause=row.clause)
    return replace(sentence, text=text, calculations=(*sentence.calculations, calculation))


def _time_name(time: str, language: Language) -> str:
    years = period_years(time)
    if language == "zh":
        return time if years else f"{time}年"
    return f"{years[0]}-{years[1]} ({time})" if years else time


def is_past(context: Context, row: Target) -> bool:
    """Whether the row's deadline, or the last year of its period, lies before today."""
    years = period_years(row.period)
    last = row.deadline or (years[1] if years else None)
    return last is not None and date(last, 12, 31) < context.today


def _past(context: Context) -> str:
    """What is to be said of a date that has passed: the plan sets goals, it does not report."""
    return say(context.language, "（期限已过，方案不载完成情况。）", " (The date has passed; the plan does not report the outcome.)")


def empty_list(context: Context) -> Draft:
    """No row passes the filters: the plan states none."""
    text = say(context.language, "方案中没有符合这些条件的目标。", "The plan states no target that meets these conditions.")
    return Draft(status="not_in_plan", sentences=(Sentence(text=text),))


def target_sentence(context: Context, row: Target, *, item: bool = False) -> Sentence:
    """The figure with everything that qualifies it, resting on its quote (and on the words that date it)."""
    text = describe(context, row)
    support = context.target_support(row)
    if context.language == "en" and row.value is None:
        support = distinct((*(context.source(statement) for statement in context.statements_of(row)), *support))
    return Sentence(text=text, support=support, calculations=conversions(context, row), item=item)


def conversions(context: Context, row: QuotedRow) -> tuple[Calculation, ...]:
    """The unit conversions that an English text of this row shows (19.2万千瓦 = 192 MW)."""
    if context.language == "zh":
        return ()
    quotes = [row.quote, *(statement.quote for statement in context.statements_of(row))]
    found = []
    for figure in (figure for quote in quotes for figure in parse_figures(quote)):
        equivalent = si_equivalent(figure.value, figure.unit)
        if equivalent:
            value, _, unit = equivalent.replace(",", "").partition(" ")
            found.append(Calculation(expression=f"{number(figure.value)}{figure.unit}", value=Decimal(value), unit=unit, clause=row.clause))
    return tuple(dict.fromkeys(found))


def describe(context: Context, row: Target) -> str:
    """`到2025年,森林覆盖率达到19.8%` as printed; in English metric, bound, value, scope, time, firmness."""
    if context.language == "zh":
        return _describe_zh(context, row)
    firm = firmness(row, "en")
    sourced = scope_is_sourced(row.scope_zh, row) and not context.is_whole(row.scope_zh)
    named = bool(row.scope_en) and row.scope_en not in row.metric_en and sourced
    scope = f" ({row.scope_en})" if named else ""
    when = time_words(row, "en")
    metric = row.metric_en[:1].upper() + row.metric_en[1:]
    value = amount(row, "en")
    if not value:
        return f"{metric}{scope}: {context.english_of(row)}"
    base = f", compared with {row.baseline_en}" if row.baseline_en else ""
    tail = f", {when}" if when else ""
    qualifier = f" ({firm})" if firm else ""
    return f"{metric}{scope}: {value}{qualifier}{base}{tail}"


def scope_is_sourced(scope: str, row: Target) -> bool:
    """Whether the figures of a scope stand in the row's own quote: others would need a source of their own."""
    return all(figure.value in [own.value for own in parse_figures(row.quote)] for figure in parse_figures(scope))


def _describe_zh(context: Context, row: Target) -> str:
    """The printed words, preceded by the time where the quote does not print it itself."""
    quote = trim(row.quote)
    when = row.time_printed
    printed = when.replace("“", "").replace("”", "")
    lead = f"{when}," if when and printed.removesuffix("期间") not in quote.replace("“", "").replace("”", "") else ""
    missing = set(row.scope_zh) - set(quote) - set("的、等()（）")
    sourced = bool(row.scope_zh) and scope_is_sourced(row.scope_zh, row) and not context.is_whole(row.scope_zh)
    scope = (
        f"（{row.scope_zh}）"
        if sourced and len(missing) * 3 > len(set(row.scope_zh))
        else ""
    )
    return f"{lead}{quote}{scope}"


def _list(context: Context, rows: Sequence[Target]) -> Draft:
    """All rows in text order under their count."""
    count = len(rows)
    calculation = Calculation(expression=say(context.language, "计数", "count"), value=Decimal(count),
                              unit=say(context.language, "项", ""), clause=rows[0].clause)
    head = say(context.language, f"共{count}项，全部列出：", f"{count} in all:")
    sentences = [Sentence(text=head, calculations=(calculation,), support=(context.source(rows[0]),))]
    sentences += [_row_sentence(context, row) for row in rows]
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _row_sentence(context: Context, row: QuotedRow) -> Sentence:
    """A target, or a statement that stands in a list of targets because it prints the firmness word asked for."""
    if isinstance(row, Target):
        return target_sentence(context, row, item=True)
    text = trim(row.quote) if context.language == "zh" else context.english_of(row)
    return Sentence(text=text, support=(context.source(row),), calculations=conversions(context, row), item=True)


def render_comparison(context: Context, query: CompareTargets, rows: Sequence[Target]) -> Draft:
    """The rows beside each other, and the difference where two values have one unit of measure."""
    sentences = [target_sentence(context, row, item=True) for row in rows]
    if query.same:
        sentences.insert(0, _whether_same(context, rows))
    numeric = [
        row for row in rows
        if row.value is not None and row.unit == rows[0].unit and (query.across or query.how == "sum" or row.metric == rows[0].metric)
    ]
    if query.how == "yearly":
        sentences = [target_sentence(context, rows[0]), _a_year(context, rows[0])]
    elif query.how == "share" and len(rows) == 2:
        sentences.append(_share(context, *rows))
    elif query.how == "sum" and len(numeric) > 1:
        sentences.append(_sum(context, numeric))
        if query.part:
            sentences.append(_share_of_sum(context, next(row for row in numeric if row.id == query.part), numeric))
    elif len(numeric) == 2:
        sentences.append(_difference(context, *numeric, claimed=query.claimed))
        if query.relative:
            sentences.append(_growth(context, *numeric))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def _whether_same(context: Context, rows: Sequence[Target]) -> Sentence:
    """Whether the goals are the same: figure, direction, firmness, time and what they are set for."""
    alike = {(row.metric, row.comparator, row.value, row.firmness, row.period, row.deadline, row.start, row.scope_zh) for row in rows}
    text = say(context.language, "是的，一样：", "Yes, they are the same:") if len(alike) == 1 else say(
        context.language, "不是，两者不同：", "No, they are not the same:")
    return Sentence(text=text, support=(context.source(rows[0]),))


def _share(context: Context, part: Target, whole: Target) -> Sentence:
    """The smaller goal as a share of the larger one, to one decimal place."""
    assert part.value is not None
    assert whole.value is not None
    low, high = sorted((part.value, whole.value))
    share = plain(round(low / high * 100, 1))
    expression = f"{number(low)}{part.unit} ÷ {number(high)}{whole.unit}"
    text = say(context.language, f"占比约{number(share)}%（{expression}）。", f"Share: about {number(share)}% ({expression}).")
    calculation = Calculation(expression=expression, value=share, unit="%", clause=part.clause)
    return Sentence(text=text, support=context.target_support(part), calculations=(calculation,))


def _sum(context: Context, rows: Sequence[Target]) -> Sentence:
    values = [row.value for row in rows if row.value is not None]
    total = plain(sum(values, Decimal(0)))
    expression = " + ".join(number(value) for value in values)
    text = say(context.language, f"合计{number(total)}{rows[0].unit}（{expression}）。",
               f"Total: {number(total)}{_unit(context, rows[0], total)} ({expression}).")
    calculation = Calculation(expression=expression, value=total, unit=rows[0].unit, clause=rows[0].clause)
    return Sentence(text=text, support=context.target_support(rows[0]),
                    calculations=(calculation, *_equivalent(total, rows[0])))


def _share_of_sum(context: Context, part: Target, rows: Sequence[Target]) -> Sentence:
    """One goal as a share of the sum of all, to one decimal place."""
    assert part.value is not None
    total = plain(sum((row.value for row in rows if row.value is not None), Decimal(0)))
    share = plain(round(part.value / total * 100, 1))
    expression = f"{number(part.value)}{part.unit} ÷ {number(total)}{part.unit}"
    name = part.metric_zh if context.language == "zh" else part.metric_en
    text = say(context.language, f"{name}占合计的约{number(share)}%（{expression}）。",
               f"Share of the total ({name}): about {number(share)}% ({expression}).")
    calculation = Calculation(expression=expression, value=share, unit="%", clause=part.clause)
    return Sentence(text=text, support=context.target_support(part), calculations=(calculation,))


def _difference(context: Context, first: Target, second: Target, *, claimed: Decimal | None = None) -> Sentence:
    """How far the two are apart; yes or no first where the asker says how far."""
    assert first.value is not None
    assert second.value is not None
    low, high = sorted((first.value, second.value))
    difference = plain(high - low)
    expression = f"{number(high)} - {number(low)}"
    unit = say(context.language, "个百分点", " percentage points") if first.unit == "%" else (
        first.unit if context.language == "zh" else _unit(context, first, difference))
    lead = "" if claimed is None else say(context.language, "是的，", "Yes. ") if claimed == difference else say(
        context.language, "不是，", "No. ")
    text = say(context.language, f"{lead}相差{number(difference)}{unit}（{expression}）。",
        f"{lead}Difference: {number(difference)}{unit} ({expression}).")
    calculation = Calculation(expression=expression, value=difference, unit=first.unit, clause=first.clause)
    return Sentence(text=text, support=context.target_support(first), calculations=(calculation, *_equivalent(difference, first)))


def _a_year(context: Context, row: Target) -> Sentence:
    """The goal of a period divided by its years: arithmetic, no goal of the plan."""
    years = period_years(row.period)
    assert row.value is not None
    assert years is not None
    count = years[1] - years[0] + 1
    value = plain(round(row.value / count, 2))
    expression = f"{number(row.value)}{row.unit} ÷ {count}"
    text = say(context.language, f"平均每年{number(value)}{row.unit}（{expression}；方案未分解到年度）。",
               f"On average {number(value)}{_unit(context, row, value)} a year ({expression}; the plan sets no yearly goals).")
    calculation = Calculation(expression=expression, value=value, unit=row.unit, clause=row.clause)
    spread = Calculation(expression=f"{years[0]}-{years[1]}", value=Decimal(count), unit="年", clause=row.clause)
    return Sentence(text=text, support=context.target_support(row), calculations=(spread, calculation, *_equivalent(value, row)))


def _growth(context: Context, first: Target, second: Target) -> Sentence:
    """The difference as a share of the earlier goal (of the smaller one where none is earlier), to one decimal place."""
    assert first.value is not None
    assert second.value is not None
    before, after = sorted((first, second), key=lambda row: ((period_years(row.period) or (row.deadline or 0,))[0], row.value))
    assert before.value is not None
    assert after.value is not None
    share = plain(round((after.value - before.value) / before.value * 100, 1))
    expression = f"({number(after.value)} - {number(before.value)}) ÷ {number(before.value)}"
    zh, en = ("增加", "Increase") if share >= 0 else ("减少", "Decrease")
    text = say(context.language, f"{zh}{number(abs(share))}%（{expression}）。", f"{en}: {number(abs(share))}% ({expression}).")
    calculation = Calculation(expression=expression, value=abs(share), unit="%", clause=first.clause)
    return Sentence(text=text, support=context.target_support(first), calculations=(calculation,))


def _unit(context: Context, row: Target, value: Decimal) -> str:
    """The unit behind a computed value in English, with its SI equivalent where the printed one needs it."""
    equivalent = si_equivalent(value, row.unit)
    return f"{row.unit} ({equivalent})" if equivalent else f"{'' if row.unit == '%' else ' '}{row.unit_en}"


def _equivalent(value: Decimal, row: Target) -> tuple[Calculation, ...]:
    equivalent = si_equivalent(value, row.unit)
    if not equivalent:
        return ()
    converted, _, unit = equivalent.replace(",", "").partition(" ")
    return (Calculation(expression=f"{number(value)}{row.unit}", value=Decimal(converted), unit=unit, clause=row.clause),)
