"""What applies to somebody, and what it comes to for his own figures.

1. The obligations whose subject kinds he names, in text order; all of them if he names none.
2. For each one that figures decide: what it demands, by which arithmetic, and whether his own figure meets it.
   A figure that follows from one rule feeds the next, unless he states it himself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistant.turn import Calculation
from corpus.errors import PolicyError
from structured.figures import compares, plain, round_up, to_decimal
from structured.queries import FindObligations, run
from structured.schema import Obligation, Quantity
from structured.table import Table


@dataclass(frozen=True, kw_only=True)
class Check:
    """What an obligation demands of one quantity, in that quantity's unit of measure.

    `own` is what was stated, `meets` whether that is enough; both are None where nothing was stated. `calculations` is the arithmetic
    where the demand follows from another figure.
    """

    quantity: Quantity
    comparator: str
    required: Decimal
    own: Decimal | None
    meets: bool | None
    calculations: tuple[Calculation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """One obligation that applies, and its check where figures decide one."""

    row: Obligation
    check: Check | None = None


def checklist(table: Table, subject_kinds: Iterable[str] = (), figures: Mapping[str, Decimal] | None = None) -> tuple[Item, ...]:
    """What applies to subjects of any of these kinds. `figures` are by quantity id, each in its quantity's unit of measure.

    Raises PolicyError for a subject kind or quantity that the table does not have.
    """
    figures = figures or {}
    for quantity in figures:
        if quantity not in table.quantity_by_id:
            raise PolicyError(f"There is no figure {quantity!r}.")
    rows = [row for row in run(FindObligations(subject_kinds=tuple(subject_kinds)), table) if isinstance(row, Obligation)]
    known = dict(figures)
    items: list[Item] = []
    for row in rows:
        check = _check(table, row, known, figures)
        if check and check.calculations:
            known.setdefault(check.quantity.id, check.required)
        items.append(Item(row=row, check=check))
    return tuple(items)


def quantities_asked(table: Table, subject_kinds: Iterable[str] = ()) -> tuple[Quantity, ...]:
    """The quantities that the obligations of these subjects use, in the order of the table of quantities."""
    rows = [row for row in run(FindObligations(subject_kinds=tuple(subject_kinds)), table) if isinstance(row, Obligation)]
    used = {quantity for row in rows if row.rate is not None or row.value is not None for quantity in (row.input, row.output)}
    return tuple(quantity for quantity in table.quantities if quantity.id in used)


def _check(table: Table, row: Obligation, known: Mapping[str, Decimal], stated: Mapping[str, Decimal]) -> Check | None:
    if row.rate is not None:
        return _computed(table, row, known, stated) if row.input in known else None
    if row.input in stated and row.value is not None:
        return _judged(table.quantity_by_id[row.input], row, row.value, stated[row.input])
    return None


def _computed(table: Table, row: Obligation, known: Mapping[str, Decimal], stated: Mapping[str, Decimal]) -> Check:
    basis, result = table.quantity_by_id[row.input], table.quantity_by_id[row.output]
    exact = to_decimal(Fraction(known[row.input]) * Fraction(row.rate or 0))
    required = round_up(exact) if result.whole else exact
    rate = f"{to_decimal(Fraction(row.rate or 0) * 100):f}%" if row.unit == "%" else f"{row.rate:f}"
    product = f"{plain(known[row.input]):f}{basis.unit} × {rate}"
    steps = [Calculation(expression=product, value=exact, unit=result.unit, clause=row.clause)]
    if required != exact:
        steps.append(Calculation(expression=f"ceil({exact:f})", value=required, unit=result.unit, clause=row.clause))
    return _judged(result, row, required, stated.get(row.output), tuple(steps))


def _judged(
    quantity: Quantity, row: Obligation, required: Decimal, own: Decimal | None, steps: tuple[Calculation, ...] = ()
) -> Check:
    comparator = row.comparator or ">="
    meets = None if own is None else compares(Fraction(own), comparator, Fraction(required))
    return Check(quantity=quantity, comparator=comparator, required=required, own=own, meets=meets, calculations=steps)
