"""Figures typed into the form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.web.panels.figures import read_figure, read_figures
from tests.assistant.web.panels.conftest import PLAN, table

QUANTITIES = table(PLAN).quantity_by_id


@pytest.mark.parametrize(("quantity", "typed", "value"), [
    ("parking_spaces", "310", "310"),
    ("parking_spaces", " 1,500 个 ", "1500"),
    ("parking_spaces", "300 spaces", "300"),
    ("parking_spaces", "３００", "300"),
    ("roof_area", "1.2万平方米", "12000"),
    ("roof_area", "2 ha", "20000"),
    ("roof_area", "0.1", "0.1"),
    ("waste_sorting_rate", "95.5%", "95.5"),
    ("pue", "1.35", "1.35"),
    ("annual_energy_use", "1000吨标准煤", "1000"),
    ("annual_energy_use", "1000 tonnes of standard coal", "1000"),
])
def test_a_figure_is_read_exactly_in_the_unit_of_its_quantity(quantity: str, typed: str, value: str):
    assert read_figure(QUANTITIES[quantity], typed) == Decimal(value)


@pytest.mark.parametrize(("quantity", "typed"), [
    ("parking_spaces", "abc"), ("parking_spaces", "-5"), ("parking_spaces", "12.5"), ("parking_spaces", "3 4"), ("parking_spaces", "30%"),
    ("parking_spaces", "2公顷"), ("roof_area", "200千瓦"), ("pue", "1.3.5"), ("pue", "1e3"), ("roof_area", "<b>1</b>"),
])
def test_what_is_no_fitting_figure_is_not_guessed_at(quantity: str, typed: str):
    assert read_figure(QUANTITIES[quantity], typed) is None


def test_what_cannot_be_read_is_named_and_the_rest_is_used():
    typed = read_figures([(QUANTITIES["parking_spaces"], "many"), (QUANTITIES["pue"], "1.2"), (QUANTITIES["roof_area"], " ")], "en")
    assert typed.values == {"pue": Decimal("1.2")}
    assert typed.objections == ("“Parking spaces”: “many” was not understood. Please write one whole number, such as 300.",)
