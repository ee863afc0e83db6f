"""The figures that plots are drawn from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from gradio.components.plot import PlotData

from assistant.web.panels.plots import Grid, columns, heat_map, in_lines, years_line
from assistant.web.panels.targets_view import timeline
from tests.assistant.web.panels.conftest import MARKUP, ContextIn, hostile

GRID = Grid(rows=["A", MARKUP], columns=["x", "y"], counts=[[1, 0], [2, 3]], choices=[["a|x", "a|y"], ["b|x", "b|y"]])


def drawn(plot: PlotData) -> dict[str, Any]:
    return json.loads(plot.plot)


def test_the_heat_map_says_its_numbers_and_carries_what_a_click_chooses():
    trace = drawn(heat_map(GRID))["data"][0]
    assert trace["z"] == [[1, None], [2, 3]]
    assert trace["texttemplate"] == "%{z}"
    assert trace["customdata"][1][0] == "b|x"


def test_the_first_row_stands_on_top():
    assert drawn(heat_map(GRID))["layout"]["yaxis"]["autorange"] == "reversed"


def test_times_differ_by_sign_and_line_not_by_colour_alone(context: ContextIn):
    figure = drawn(years_line(timeline(context(), context().table.targets)))
    symbols = [trace["marker"]["symbol"] for trace in figure["data"] if trace.get("mode") == "markers"]
    assert len(set(symbols)) == 3
    assert [trace["name"] for trace in figure["data"] if trace.get("showlegend", True)] == ["规划期内", "到该年为止", "自该年起", "今天"]


def test_every_mark_opens_its_quote(context: ContextIn):
    line = timeline(context(), context().table.targets)
    figure = drawn(years_line(line))
    opened = [address for trace in figure["data"] if trace.get("mode") == "markers" for address in trace["customdata"]]
    assert sorted(opened) == sorted(span.address for span in line.spans)


def test_markup_in_names_is_no_markup_of_the_plot(context: ContextIn):
    poisoned = replace(context("en"), table=hostile())
    assert "<script>" not in years_line(timeline(poisoned, poisoned.table.targets)).plot
    assert "<script>" not in heat_map(GRID).plot


def test_an_empty_line_of_years_is_drawn(context: ContextIn):
    assert drawn(years_line(timeline(context(), [])))["layout"]["height"] > 0


def test_no_line_of_a_name_is_wider_than_its_room():
    for text in ("green and low-carbon technology and its application", "节能改造中平均节能率15%及以上的建筑面积（既有公共建筑）"):
        lines = in_lines(text, 30)
        assert all(columns(line) <= 32 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert in_lines("", 10) == [""]
