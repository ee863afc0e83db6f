"""Plotly's one door: figures as the page's plot component takes them.

Every mark says in words or signs what its colour says, and carries in `customdata` what a click on it chooses or opens.
The figures have no template: colours of text and lines come from the page's style sheet, light or dark.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from gradio.components.plot import PlotData

_FONT = {"family": "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif", "size": 13}
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
# Light for dark numbers, then dark for white ones: nothing between them that neither can be read on.
_SHADES = [[0, "#e3efec"], [0.5, "#aed6cf"], [0.501, "#2c7d74"], [1, "#0b4a46"]]
_LABEL_CHARACTERS = 38
_ROW_PIXELS = 30


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A heat map: `counts[row][column]`, nothing for 0; `choices` are what a click on a cell chooses."""

    rows: Sequence[str]
    columns: Sequence[str]
    counts: Sequence[Sequence[int]]
    choices: Sequence[Sequence[str]]


def heat_map(grid: Grid) -> PlotData:
    """The grid with its numbers in the cells, the first row on top."""
    shown = [[count or None for count in row] for row in grid.counts]
    cells = go.Heatmap(
        x=list(grid.columns), y=[_wrapped(name) for name in grid.rows], z=shown, customdata=[list(row) for row in grid.choices],
        colorscale=_SHADES, showscale=False, texttemplate="%{z}", textfont={"size": 14}, xgap=3, ygap=3,
        hovertemplate="%{y}<br>%{x}: %{z}<extra></extra>", hoverongaps=False,
    )
    figure = go.Figure(cells)
    figure.update_xaxes(side="top", autotickangles=[0, -45], automargin=True, fixedrange=True, showgrid=False, ticks="")
    figure.update_yaxes(autorange="reversed", automargin=True, fixedrange=True, showgrid=False, ticks="")
    return _plot(figure, height=140 + _ROW_PIXELS * len(grid.rows))


def _wrapped(name: str) -> str:
    return "<br>".join(textwrap.wrap(name, _LABEL_CHARACTERS)) or name


def _plot(figure: Any, height: int) -> PlotData:  # noqa: ANN401 - plotly has no types
    figure.update_layout(
        template=None, height=height, margin={"l": 10, "r": 10, "t": 20, "b": 10}, font=_FONT, dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", hoverlabel={"align": "left"},
    )
    drawn = json.loads(figure.to_json())
    return PlotData(type="plotly", plot=json.dumps({**drawn, "config": _CONFIG}, ensure_ascii=False))
