"""Rules that need one row only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from tests.builders import obligation, quantity, target, unit


def test_lists_are_cells_joined_by_semicolons() -> None:
    assert target(firmness="确保; 保持 ;").firmness == ("确保", "保持")


def test_a_decimal_is_kept_as_printed() -> None:
    row = target(value="19.20", unit="万千瓦")
    assert str(row.value) == "19.20"
    assert row.deadline is None


def test_yes_is_true_and_anything_else_is_not() -> None:
    assert quantity("a", whole="yes").whole
    assert not quantity("a", whole="no").whole


@pytest.mark.parametrize("cells", [
    {"value": "", "comparator": "="}, {"value": "5", "comparator": "none"}, {"value": "1", "comparator": "range"},
    {"value": "1", "value_max": "2", "comparator": "="},
])
def test_value_and_comparator_belong_together(cells: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="value"):
        target(**cells)


@pytest.mark.parametrize("cells", [
    {"rate": "0.5", "input": "a"}, {"output": "b", "input": "a"}, {"rate": "0.5", "output": "b"},
])
def test_a_computation_is_whole(cells: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="output"):
        obligation(**cells)


@pytest.mark.parametrize(("cells", "column"), [
    ({"comparator": "~"}, "comparator"), ({"kind": "wish"}, "kind"), ({"value": "many"}, "value"),
    ({"deadline": "soon"}, "deadline"), ({"quote": ""}, "quote"), ({"id": ""}, "id"), ({"colour": "red"}, "colour"),
])
def test_a_cell_that_is_not_allowed_is_named(cells: dict[str, str], column: str) -> None:
    with pytest.raises(ValidationError) as error:
        target(**cells)
    assert column in {str(part) for fault in error.value.errors() for part in fault["loc"]}


def test_a_row_does_not_change() -> None:
    row = unit("区甲局")
    with pytest.raises(ValidationError, match="frozen"):
        row.name = "区乙委"
    assert target(value="1").value == Decimal(1)
