"""The arithmetic that an answer shows: done again, exactly.

A result is supported if doing the expression again gives it and everything that goes in is printed, asked or itself a
supported result. `ceil(15.6)` rounds up; a bare figure with another unit (`19.2万千瓦` as 192 MW) is a conversion.
What a count counts is not seen from its expression, so a count is never supported here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from operator import add, mul, sub

from eval.answers import CalculationView
from eval.reading import Quantity, place_quantities, read_quantities

_OPERATIONS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: lambda one, other: one / other,
}
_SPELLINGS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")"})
_ROUND_UP = "ceil"
# The whole in `1 - 13.5%` needs no source.
_COMPLEMENT = re.compile(r"\(\s*1\s*-\s*(?=\d+(?:\.\d+)?\s*%)")
_SPAN = re.compile(r"(\d{4})-(\d{4})")
_YEARS_OF_PERIOD = 5


def supported_results(steps: Sequence[CalculationView], known: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The results of the steps that hold, in their unit and as bare numbers; steps may use results of earlier ones."""
    values = {Fraction(quantity.value) for quantity in known}
    found: list[Quantity] = []
    for step in steps:
        if _holds(step, values):
            values.add(Fraction(step.value))
            found += [*read_quantities(f"{step.value}{step.unit}"), Quantity(value=step.value, unit="")]
    return tuple(found)


def operands(expression: str) -> set[Fraction]:
    """List the numbers of an expression in the units they are written in (`12%` is 12), without the 1 of `1 - 12%`."""
    return {Fraction(quantity.value) for quantity in read_quantities(_COMPLEMENT.sub("(", expression.partition("=")[0]))}


def evaluate(expression: str) -> Fraction | None:
    """Work out an expression of figures, `+ - × ÷`, brackets and `ceil`; None if it is anything else.

    A percentage counts as a hundredth, other units of measure are passed over; what follows an equals sign is, too.
    """
    written = expression.partition("=")[0]
    for quantity, start, end in reversed(place_quantities(written)):
        value = Fraction(quantity.value) / (100 if quantity.unit == "%" else 1)
        written = f"{written[:start]}({value.numerator}/{value.denominator}){written[end:]}"
    try:
        return _value(ast.parse(written.translate(_SPELLINGS).strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError):
        return None


def _holds(step: CalculationView, values: set[Fraction]) -> bool:
    if span := _SPAN.fullmatch(step.expression):
        return _counts_period(int(span[1]), int(span[2]), step.value)
    if not operands(step.expression) or not operands(step.expression) <= values:
        return False
    figures, result = read_quantities(step.expression), read_quantities(f"{step.value}{step.unit}")
    if len(figures) == 1 and len(result) == 1 and figures[0].equals(result[0]):
        return True
    done = evaluate(step.expression)
    return done is not None and (Fraction(step.value) in (done, Fraction(ceil(done))) or _rounds(step.value, 100 * done))


def _counts_period(first: int, last: int, years: Decimal) -> bool:
    """Whether the years are those of a five-year plan (which begin with 1, 6, …) and rightly counted."""
    return first % _YEARS_OF_PERIOD == 1 and last - first + 1 == years == _YEARS_OF_PERIOD


def _rounds(shown: Decimal, exact: Fraction) -> bool:
    """Whether a share is shown as it is: exactly, or to the decimal place it is rounded at (`11.6` for 11.627…)."""
    places = -int(shown.as_tuple().exponent)
    return exact == Fraction(shown) or (places > 0 and round(exact, places) == Fraction(shown))


def _value(node: ast.expr) -> Fraction:
    """ValueError for anything that is no arithmetic."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATIONS:
            return _OPERATIONS[type(operator)](_value(left), _value(right))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.Call(func=ast.Name(id=name), args=[argument]) if name == _ROUND_UP:
            return Fraction(ceil(_value(argument)))
        case _:
            raise ValueError("no arithmetic")
