"""Questions with the asker's own figures: what follows from them, whether they suffice, and statements to verify."""

from __future__ import annotations

from decimal import Decimal

from assistant.turn import Refusal
from assistant.understanding import cues
from assistant.understanding.reading import Reading, own_figures
from assistant.understanding.select import best_statements, best_targets, obligations_of, touching_targets
from structured.figures import dimension
from structured.queries import CheckFigure, ComputeRequirement, OwnFigure, Query, VerifyStatement
from structured.schema import Obligation, Target

Outcome = Query | Refusal


def parse_own_figures(reading: Reading) -> Outcome | None:
    """A requirement to compute, or a figure to check against a limit."""
    if not reading.figures:
        return None
    computing = reading.kind.get("compute", 0)
    checking = reading.kind.get("check", 0)
    verifying = reading.kind.get("verify", 0)
    if max(computing, checking) < 0.3 or verifying > max(computing, checking):
        return None
    targets = best_targets(reading)
    if computing >= checking:
        query = _computation(reading, targets)
        if query is not None:
            return query
    return _check(reading, targets)


def _computation(reading: Reading, targets: tuple[Target, ...]) -> Outcome | None:
    """The obligations that turn the asker's figures into a requirement, chained where the question asks for it."""
    by_output = [row for row in obligations_of(reading, targets) if row.rate is not None]
    if not by_output:
        return None
    figures = own_figures(reading)
    quantities = reading.table.quantity_by_id
    steps: list[Obligation] = []
    inputs: list[OwnFigure] = []
    for row in by_output:
        figure = next((f for f in figures if f.quantity == row.input), None) or _unnamed(reading, row)
        if figure is None or row.input not in quantities:
            continue
        steps.append(row)
        inputs.append(OwnFigure(quantity=row.input, value=figure.value, unit=figure.unit))
    if not steps:
        return _behind(reading, by_output, figures)
    asked = set(reading.values("quantity"))
    for row in reading.table.obligations:
        outputs = {step.output for step in steps}
        if row.rate is not None and row.input in outputs and row.output in asked and row not in steps:
            steps.append(row)
    return ComputeRequirement(ids=tuple(row.id for row in steps), figures=tuple(dict.fromkeys(inputs)))


def _behind(reading: Reading, last: list[Obligation], figures: tuple[OwnFigure, ...]) -> Outcome | None:
    """Chains whose last step was found but whose first input is what the asker has stated."""
    for final in last:
        for row in reading.table.obligations:
            if row.rate is not None and row.output == final.input:
                figure = next((f for f in figures if f.quantity == row.input), None)
                if figure is not None:
                    return ComputeRequirement(ids=(row.id, final.id), figures=(figure,))
    return None


def _unnamed(reading: Reading, row: Obligation) -> OwnFigure | None:
    """A figure without a named quantity counts as the input if its unit of measure fits."""
    quantity = reading.table.quantity_by_id.get(row.input)
    if quantity is None:
        return None
    for value, unit, _ in reading.figures:
        if dimension(unit) == dimension(quantity.unit) and unit != "%":
            return OwnFigure(quantity=row.input, value=value, unit=unit)
    return None


def _check(reading: Reading, targets: tuple[Target, ...]) -> Outcome | None:
    """One's own value against the targets whose unit of measure fits it."""
    for value, unit, _ in reading.figures:
        fitting = [row for row in targets if row.value is not None and _comparable(row, value, unit)]
        if fitting:
            return CheckFigure(targets=tuple(row.id for row in fitting), value=value, unit=unit)
    return None


def _comparable(target: Target, value: Decimal, unit: str) -> bool:
    if dimension(target.unit) != dimension(unit):
        return not unit and dimension(target.unit) == "share" and value > 1
    return True


def parse_verification(reading: Reading) -> Outcome | None:
    """Is it true that …?"""
    if reading.kind.get("verify", 0) < 0.35 or not reading.says(cues.YES_NO):
        return None
    statements = best_statements(reading, limit=1)
    touching = touching_targets(reading, statements)
    targets = tuple(row for row in best_targets(reading) if row in touching) if touching else ()
    values = tuple((value, unit) for value, unit, _ in reading.figures)
    if not targets and not statements:
        return None
    return VerifyStatement(
        targets=tuple(row.id for row in targets), statements=() if targets else tuple(row.id for row in statements),
        values=values, year=reading.years[0] if reading.years else None,
        period=reading.periods[0] if reading.periods else "",
    )
