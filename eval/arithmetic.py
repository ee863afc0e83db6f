"""The arithmetic that an answer shows: done again, exactly.

A result is supported if doing the expression again gives it and everything that goes in is printed, asked or itself a
supported result. `ceil(15.6)` rounds up; a bare figure with another unit (`19.2万千瓦` as 192 MW) is a conversion.
What a count counts is not seen from its expression, so a count is never supported here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil
from operator import add, mul, sub, truediv

from eval.answers import CalculationView
from eval.reading import Quantity, read_quantities

_OPERATIONS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
}
_SPELLINGS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")", "，": ""})
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)\s*[%％]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ROUND_UP = "ceil"


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
    """The numbers of an expression as written (`12%` is 12)."""
    return {Fraction(number) for number in _NUMBER.findall(expression.replace(",", ""))}


def evaluate(expression: str) -> Fraction | None:
    """The exact value of an expression of numbers, `+ - × ÷ %`, brackets and `ceil`; None if it is anything else."""
    written = expression.partition("=")[0].translate(_SPELLINGS).replace(",", "")
    try:
        tree = ast.parse(_PER_CENT.sub(r"(\1/100)", written).strip(), mode="eval")
        return _value(tree.body)
    except (SyntaxError, ValueError, ZeroDivisionError):
        return None


def _holds(step: CalculationView, values: set[Fraction]) -> bool:
    if not operands(step.expression) or not operands(step.expression) <= values:
        return False
    done = evaluate(step.expression)
    if done is not None:
        return Fraction(step.value) in (done, Fraction(ceil(done)), 100 * done)
    figures, result = read_quantities(step.expression), read_quantities(f"{step.value}{step.unit}")
    return len(figures) == 1 and len(result) == 1 and figures[0].equals(result[0])


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
