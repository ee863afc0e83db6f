"""Answers made of targets: a figure, a list of figures, a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.answers.context import Context
from assistant.answers.wording import amount, firmness, say, time_words, trim
from assistant.turn import Calculation, Draft, Sentence
from structured.figures import in_base, plain, to_decimal
from structured.queries import CompareTargets, FindTargets
from structured.schema import Target


def render_targets(context: Context, query: FindTargets, rows: Sequence[Target]) -> Draft:
    """One sentence for one figure, a list with its count for several."""
    if not rows:
        return empty_list(context)
    if query.listing:
        return _list(context, rows)
    if len(rows) == 1:
        return Draft(status="answered", sentences=(target_sentence(context, rows[0]),), rows=tuple(rows))
    return Draft(status="answered", sentences=tuple(target_sentence(context, row, item=True) for row in rows), rows=tuple(rows))


def empty_list(context: Context) -> Draft:
    """No row passes the filters: the plan states none."""
    text = say(context.language, "方案中没有符合这些条件的目标。", "The plan states no target that meets these conditions.")
    return Draft(status="not_in_plan", sentences=(Sentence(text=text),))


def target_sentence(context: Context, row: Target, *, item: bool = False) -> Sentence:
    """The figure with everything that qualifies it, resting on its quote (and on the words that date it)."""
    text = describe(context, row)
    return Sentence(text=text, support=context.target_support(row), item=item)


def describe(context: Context, row: Target) -> str:
    """`到2025年,森林覆盖率达到19.8%` as printed; in English metric, bound, value, scope, time, firmness."""
    if context.language == "zh":
        return _describe_zh(row)
    firm = firmness(row, "en")
    scope = f" ({row.scope_en})" if row.scope_en and row.scope_en not in row.metric_en else ""
    when = time_words(row, "en")
    metric = row.metric_en[:1].upper() + row.metric_en[1:]
    value = amount(row, "en")
    if not value:
        return f"{metric}{scope}: {context.english_of(row)}"
    base = f", compared with {row.baseline_en}" if row.baseline_en else ""
    tail = f", {when}" if when else ""
    qualifier = f" ({firm})" if firm else ""
    return f"{metric}{scope}: {value}{qualifier}{base}{tail}"


def _describe_zh(row: Target) -> str:
    """The printed words, preceded by the time where the quote does not print it itself."""
    quote = trim(row.quote)
    when = row.time_printed
    lead = f"{when}," if when and when.strip("“”") not in quote.replace("“", "").replace("”", "") else ""
    scope = ""
    if row.scope_zh and not set(row.scope_zh[:6]) <= set(quote) and row.scope_zh not in quote:
        scope = f"({row.scope_zh})"
    return f"{lead}{quote}{scope}"


def _list(context: Context, rows: Sequence[Target]) -> Draft:
    count = len(rows)
    calculation = Calculation(expression=say(context.language, f"共{count}项", f"{count} rows"), value=to_decimal(in_base(plain_count(count), "")),
                              unit=say(context.language, "项", ""), clause=rows[0].clause)
    head = say(context.language, f"共{count}项(全部列出):", f"{count} of {count}:")
    sentences = [Sentence(text=head, calculations=(calculation,), support=context.target_support(rows[0]))]
    for _, group in groupby(rows, key=lambda row: context.table.action_of(row.clause)):
        sentences += [target_sentence(context, row, item=True) for row in group]
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))


def plain_count(count: int):  # noqa: ANN201
    """A count as a Decimal."""
    from decimal import Decimal

    return Decimal(count)


def render_comparison(context: Context, query: CompareTargets, rows: Sequence[Target]) -> Draft:
    """The rows beside each other, and the difference where two values have one unit of measure."""
    sentences = [target_sentence(context, row, item=True) for row in rows]
    numeric = [row for row in rows if row.value is not None]
    if len(numeric) == 2 and numeric[0].unit == numeric[1].unit:
        first, second = numeric
        assert first.value is not None and second.value is not None
        low, high = sorted((first.value, second.value))
        difference = plain(high - low)
        unit = first.unit
        calculation = Calculation(expression=f"{high} - {low}", value=difference, unit=unit, clause=first.clause)
        percent = say(context.language, "个百分点", " percentage points")
        shown = f"{difference}{percent}" if unit == "%" else f"{difference}{say(context.language, unit, ' ' + first.unit_en)}"
        text = say(context.language, f"相差{shown}({high} - {low})。", f"Difference: {shown} ({high} - {low}).")
        sentences.append(Sentence(text=text, support=context.target_support(first), calculations=(calculation,)))
    return Draft(status="answered", sentences=tuple(sentences), rows=tuple(rows))
