"""What applies to somebody, as a checklist: from his own figures first, then by how much it binds. HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from assistant.answers.context import Context
from assistant.answers.wording import say
from assistant.checklist import Check, Item
from assistant.exports.rows import ChecklistItem
from assistant.turn import Language
from assistant.web.panels.figures import quantity_name, with_unit
from assistant.web.panels.markup import quote_link, take_buttons
from assistant.web.panels.texts import TEXTS, counted
from structured.periods import parse_times, period_years
from structured.schema import Obligation, SubjectKind
from structured.table import Table

SIGNS = {"must": "●", "prohibited": "✕", "in_principle": "◐", "encouraged": "○", "planned": "▷"}
# What is only aimed at or asked for in principle is reached or not; what binds is complied with or not.
_BINDING = ("must", "prohibited")
_FOLDED = ("planned",)
# Stands in a label before the words that only help to find it: the panel's script cuts it off there.
UNSEEN = "\u2063"


def subject_choices(table: Table, language: Language) -> list[tuple[str, str]]:
    """The kinds of subjects that obligations name, as label and id; the broad ones last. Synonyms in both languages find them, too."""
    used = {kind for row in table.obligations for kind in row.subject_kinds}
    kinds: Iterable[SubjectKind] = sorted((kind for kind in table.subject_kinds if kind.id in used), key=lambda kind: kind.broad)
    return [(f"{say(language, kind.zh, kind.en[:1].upper() + kind.en[1:])}{UNSEEN}{_other_words(kind)}", kind.id) for kind in kinds]


def _other_words(kind: SubjectKind) -> str:
    return "; ".join((kind.zh, kind.en, *kind.synonyms_zh, *kind.synonyms_en))


def checklist_view(context: Context, items: Sequence[Item], objections: Sequence[str], *, takeable: bool) -> str:
    """The whole checklist with its counts and what could not be read."""
    decided = [item for item in items if item.check]
    rest = [item for item in items if not item.check]
    parts = [
        _head(context, items, takeable=takeable),
        "".join(f'<p class="objection" role="alert">{escape(words)}</p>' for words in objections),
        _section(context, TEXTS[context.language].from_figures, decided),
    ]
    for modality in SIGNS:
        title = f"{SIGNS[modality]} {modality_words(modality, context.language)}"
        parts.append(_section(context, title, [item for item in rest if item.row.modality == modality], folded=modality in _FOLDED))
    return "".join(parts)


def nobody_yet(context: Context) -> str:
    """What is said before anybody has said who he is."""
    return f'<p class="quiet" role="status">{escape(TEXTS[context.language].obligations_intro)}</p>'


def modality_words(modality: str, language: Language) -> str:
    """How much an obligation binds."""
    return getattr(TEXTS[language], f"modality_{modality}")


def _head(context: Context, items: Sequence[Item], *, takeable: bool) -> str:
    texts = TEXTS[context.language]
    bound = Counter(item.row.modality for item in items)
    counts = " · ".join(
        f"{SIGNS[modality]} {modality_words(modality, context.language)} {bound[modality]}" for modality in SIGNS if bound[modality]
    )
    said = f"{counted(texts.obligations_apply, len(items))} {counts}" if items else texts.obligations_none
    buttons = f'<div class="buttons">{take_buttons(context.language)}</div>' if takeable and items else ""
    return f'<div class="line"><p role="status">{escape(said)}</p>{buttons}</div>'


def _section(context: Context, title: str, items: Sequence[Item], *, folded: bool = False) -> str:
    if not items:
        return ""
    listed = "".join(f"<li>{_item(context, item)}</li>" for item in items)
    name = f"{escape(title)} ({len(items)})"
    if folded:
        return f'<details class="duties"><summary>{name}</summary><ul>{listed}</ul></details>'
    return f'<section class="duties"><h3>{name}</h3><ul>{listed}</ul></section>'


def _item(context: Context, item: Item) -> str:
    row, language = item.row, context.language
    badge = f"{SIGNS[row.modality]} {modality_words(row.modality, language)}"
    past = f' <span class="past">{escape(TEXTS[language].date_passed)}</span>' if is_past(row, context.today) else ""
    what = escape(say(language, row.what_zh, row.what_en))
    return (
        f'<p class="what"><span class="badge {row.modality}">{escape(badge)}</span> {what}{past}</p>'
        f"{_result(context, row, item.check) if item.check else ''}"
        f'<p class="small">{escape(TEXTS[language].applies_to)} {escape(say(language, row.subject_zh, row.subject_en))} · '
        f"{quote_link(context.source(row), _place(context, row.clause))}</p>"
    )


def _place(context: Context, clause: str) -> str:
    words = TEXTS[context.language].clause_numbered if clause.isdigit() else "{clause}"
    return f"{words.format(clause=clause)} {context.title(clause)}"


def _result(context: Context, row: Obligation, check: Check) -> str:
    """What it comes to, by which arithmetic, and whether one's own figure suffices."""
    language = context.language
    sums = "".join(f"<li>{escape(line)}</li>" for line in arithmetic(check, context))
    shown = f'<ul class="sums">{sums}</ul>' if sums else ""
    verdict = verdict_words(row, check, language)
    css = "" if check.meets is None else "meets" if check.meets else "fails"
    judged = f'<p class="verdict {css}">{escape(verdict)}</p>' if verdict else ""
    return f'<div class="result"><p><b>{escape(required_words(check, language))}</b></p>{shown}{judged}</div>'


def required_words(check: Check, language: Language) -> str:
    """`charging spaces: at least 36 spaces`."""
    texts = TEXTS[language]
    bound = {">=": texts.at_least, "<=": texts.at_most}.get(check.comparator, "{value}")
    amount = bound.format(value=with_unit(check.required, check.quantity, language))
    return f"{quantity_name(check.quantity, language)}{say(language, '：', ': ')}{amount}"


def arithmetic(check: Check, context: Context) -> list[str]:
    """Every step of the calculation, `300个 × 12% = 36个`; the rounding up of things that exist whole only is a step."""
    lines = []
    for step in check.calculations:
        if step.expression.startswith("ceil("):
            expression = TEXTS[context.language].rounded_up.format(value=step.expression[5:-1])
        else:
            expression = _localised(step.expression, context)
        lines.append(f"{expression} = {with_unit(step.value, check.quantity, context.language)}")
    return lines


def _localised(expression: str, context: Context) -> str:
    """The expression with the unit of its first figure in the page's language."""
    figure, times, rate = expression.partition(" × ")
    if context.language == "zh":
        return expression
    for quantity in sorted(context.table.quantities, key=lambda quantity: -len(quantity.unit)):
        if quantity.unit and quantity.unit != "%" and figure.endswith(quantity.unit):
            return f"{figure.removesuffix(quantity.unit)} {quantity.unit_en}{times}{rate}"
    return expression


def verdict_words(row: Obligation, check: Check, language: Language) -> str:
    """Whether one's own figure is enough, with a sign; empty where none was stated."""
    if check.meets is None or check.own is None:
        return ""
    texts = TEXTS[language]
    binding = row.modality in _BINDING
    words = (texts.complies if binding else texts.reaches) if check.meets else (texts.violates if binding else texts.misses)
    return words.format(own=with_unit(check.own, check.quantity, language))


def is_past(row: Obligation, today: date) -> bool:
    """Whether the last year or period until which the plan sets it has ended."""
    ends = [time.year or (period_years(time.period) or (0, 9999))[1] for time in parse_times(row.until_printed)]
    return bool(ends) and max(ends) < today.year


def export_item(item: Item, context: Context) -> ChecklistItem:
    """The item as it is taken away."""
    check = item.check
    if check is None:
        return ChecklistItem(obligation=item.row)
    verdict = "" if check.meets is None else "meets" if check.meets else "fails"
    return ChecklistItem(
        obligation=item.row, own="" if check.own is None else with_unit(check.own, check.quantity, context.language),
        arithmetic=say(context.language, "；", "; ").join(arithmetic(check, context)), result=check.required,
        result_unit=say(context.language, check.quantity.unit, check.quantity.unit_en), verdict=verdict,
    )
