"""Figures that somebody types into a form -> exact values in the unit of measure of their quantity. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.turn import Language
from assistant.web.panels.texts import TEXTS
from structured.figures import convert, dimension, fold_width, parse_figures
from structured.queries import OwnFigure
from structured.schema import Quantity
from structured.table import Table

LONGEST_FIGURE_CHARACTERS = 40


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a form holds: the values that can be used, by quantity id, and a sentence for each one that cannot."""

    values: Mapping[str, Decimal]
    objections: tuple[str, ...]


def read_figures(typed: Iterable[tuple[Quantity, str]], language: Language) -> Typed:
    """The values of all fields that are not empty."""
    values: dict[str, Decimal] = {}
    objections: list[str] = []
    for quantity, text in typed:
        if not text.strip():
            continue
        value = read_figure(quantity, text)
        if value is None:
            objections.append(_objection(quantity, text.strip(), language))
        else:
            values[quantity.id] = value
    return Typed(values=values, objections=tuple(objections))


def read_figure(quantity: Quantity, text: str) -> Decimal | None:
    """The value in the quantity's unit of measure; `1,500`, `1.2万平方米` and `30%` are read, too.

    None for anything but one figure that fits: of another dimension, negative, or a part of something that exists whole only.
    """
    said = fold_width(text[:LONGEST_FIGURE_CHARACTERS]).strip()
    for unit in (quantity.unit, quantity.unit_en):
        said = said.removesuffix(fold_width(unit)).strip() if unit else said
    found = parse_figures(said)
    if len(found) != 1 or said[: found[0].start].strip() or said[found[0].end :].strip():
        return None
    figure = found[0]
    if not figure.unit:
        value = figure.value
    elif dimension(figure.unit) and dimension(figure.unit) == dimension(quantity.unit):
        value = convert(figure.value, figure.unit, quantity.unit)
    else:
        value = figure.value if figure.unit == quantity.unit else None
    whole = value is None or not quantity.whole or value == value.to_integral_value()
    return value if whole else None


def _objection(quantity: Quantity, text: str, language: Language) -> str:
    texts = TEXTS[language]
    words = texts.not_a_whole_figure if quantity.whole else texts.not_a_figure
    return words.format(name=quantity_name(quantity, language), text=text[:LONGEST_FIGURE_CHARACTERS])


def quantity_name(quantity: Quantity, language: Language) -> str:
    """A quantity as a form names it."""
    return quantity.zh if language == "zh" else quantity.en[:1].upper() + quantity.en[1:]


def quantity_label(quantity: Quantity, language: Language) -> str:
    """The name with its unit of measure."""
    unit = quantity.unit if language == "zh" else quantity.unit_en
    return f"{quantity_name(quantity, language)} ({unit})" if unit else quantity_name(quantity, language)


def with_unit(value: Decimal, quantity: Quantity, language: Language) -> str:
    """A value as people read it: `36个`, `36 spaces`, `50%`."""
    if language == "zh" or quantity.unit in ("", "%"):
        return f"{value:f}{quantity.unit}"
    return f"{value:f} {quantity.unit_en}"


def own_figures(typed: Typed, table: Table) -> tuple[OwnFigure, ...]:
    """The values as figures that somebody states of himself."""
    return tuple(
        OwnFigure(quantity=name, value=value, unit=table.quantity_by_id[name].unit) for name, value in typed.values.items()
    )
