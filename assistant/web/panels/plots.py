"""Plotly's one door: figures as the page's plot component takes them.

Every mark says in words or signs what its colour says, and carries in `customdata` what a click on it chooses or opens.
The figures have no template: colours of text and lines come from the page's style sheet, light or dark.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go
from gradio.components.plot import PlotData

from assistant.web.panels.targets_view import Span, Timeline

_FONT = {"family": "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif", "size": 13}
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
# Light for dark numbers, then dark for white ones: nothing between them that neither can be read on.
_SHADES = [[0, "#e3efec"], [0.5, "#aed6cf"], [0.501, "#2c7d74"], [1, "#0b4a46"]]
_LABEL_CHARACTERS = 38
_ROW_PIXELS = 36


@dataclass(frozen=True, kw_only=True)
class _Sign:
    """How one kind of time is drawn: shape and line say it, colour only repeats it."""

    symbol: str
    size: int
    colour: str
    bar: bool = False


_SIGNS = (
    _Sign(symbol="line-ns", size=12, colour="#2c7d74", bar=True),
    _Sign(symbol="diamond", size=11, colour="#b3541e"),
    _Sign(symbol="triangle-right", size=13, colour="#5b4a9e"),
)
_HALF = 0.5
_EDGE = 0.4
_HEAD_PIXELS = 100


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A heat map: `counts[row][column]`, nothing for 0; `choices` are what a click on a cell chooses."""

    rows: Sequence[str]
    columns: Sequence[str]
    counts: Sequence[Sequence[int]]
    choices: Sequence[Sequence[str]]


def heat_map(grid: Grid) -> PlotData:
    """The grid with its numbers in the cells, the first row on top."""
    cells = go.Heatmap(
        x=[escape(name) for name in grid.columns], y=[_wrapped(name) for name in grid.rows],
        z=[[count or None for count in row] for row in grid.counts], customdata=[list(row) for row in grid.choices],
        colorscale=_SHADES, showscale=False, texttemplate="%{z}", textfont={"size": 14}, xgap=3, ygap=3,
        hovertemplate="%{y}<br>%{x}: %{z}<extra></extra>", hoverongaps=False,
    )
    figure = go.Figure(cells)
    figure.update_xaxes(side="top", autotickangles=[0, -45], automargin=True, fixedrange=True, showgrid=False, ticks="")
    figure.update_yaxes(autorange="reversed", automargin=True, fixedrange=True, showgrid=False, ticks="")
    return _plot(figure, height=140 + _ROW_PIXELS * len(grid.rows))


def years_line(line: Timeline) -> PlotData:
    """Each target in a row of its own: a bar over its period, a diamond at its deadline, an arrow from its first year on."""
    figure = go.Figure()
    for sign, rows, words in zip(_SIGNS, _by_sign(line), line.legend, strict=True):
        figure.add_trace(_strokes(sign, rows, line.years[1], words))
        figure.add_trace(_marks(sign, rows, words))
        figure.add_trace(_values(sign, rows, line.years[1]))
    now = line.today.year + line.today.timetuple().tm_yday / 366 - _HALF
    figure.add_vline(x=now, line={"color": "#8b9692", "width": 1.5, "dash": "dot"})
    figure.add_annotation(x=now, y=1, yref="paper", yanchor="bottom", yshift=18, text=line.today_words, showarrow=False)
    reach = [line.years[0] - _HALF - 0.1, line.years[1] + _HALF + 0.3]
    figure.update_xaxes(range=reach, dtick=1, side="top", fixedrange=True, ticks="", zeroline=False, gridcolor="rgba(139,150,146,.25)")
    count = len(line.spans)
    figure.update_yaxes(
        tickvals=list(range(count)), ticktext=[_wrapped(span.name) for span in line.spans], range=[count - _HALF, -_HALF],
        automargin=True, fixedrange=True, showgrid=False, zeroline=False, ticks="",
    )
    figure.update_layout(showlegend=True, legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"})
    return _plot(figure, height=_HEAD_PIXELS + _ROW_PIXELS * max(count, 1), top=_HEAD_PIXELS)


_Rows = list[tuple[int, Span]]


def _by_sign(line: Timeline) -> tuple[_Rows, _Rows, _Rows]:
    """The spans with their row numbers: stretches, dates, and those from a year on."""
    rows = list(enumerate(line.spans))
    return (
        [pair for pair in rows if pair[1].last is not None and pair[1].last > pair[1].first],
        [pair for pair in rows if pair[1].last == pair[1].first],
        [pair for pair in rows if pair[1].last is None],
    )


def _strokes(sign: _Sign, rows: _Rows, end: int, words: str) -> go.Scatter:
    """The lines that lead to the signs: over the years of a period, onwards from a first year, none at a deadline."""
    x: list[float | None] = []
    y: list[int | None] = []
    for row, span in rows:
        last = end if span.last is None else span.last
        ends = (span.first - _EDGE, last + _EDGE) if sign.bar else (span.first, last + _EDGE) if span.last is None else (last, last)
        x += [*ends, None]
        y += [row, row, None]
    line = {"color": sign.colour, "width": 8 if sign.bar else 2, "dash": "solid" if sign.bar else "dash"}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", name=words, showlegend=sign.bar)


def _marks(sign: _Sign, rows: _Rows, words: str) -> go.Scatter:
    """The signs of one kind: what is clicked on."""
    return go.Scatter(
        name=words, mode="markers", x=[(span.last or span.first) + (_EDGE if sign.bar else 0) for _, span in rows],
        y=[row for row, _ in rows], customdata=[span.address for _, span in rows], showlegend=not sign.bar,
        hovertext=[f"{escape(span.name)}<br>{escape(span.words)}" for _, span in rows], hoverinfo="text",
        marker={"symbol": sign.symbol, "size": sign.size, "color": sign.colour, "line": {"width": 2, "color": sign.colour}},
    )


def _values(sign: _Sign, rows: _Rows, end: int) -> go.Scatter:
    """The value beside each sign: behind a bar that leaves room for it, else in front."""
    places = []
    for _, span in rows:
        if sign.bar and span.last and span.last < end:
            places.append((span.last + _EDGE, "middle right"))
        else:
            places.append((span.first - (_EDGE if sign.bar else 0), "middle left"))
    return go.Scatter(
        mode="text", x=[x for x, _ in places], y=[row for row, _ in rows], textposition=[side for _, side in places],
        text=[f"\u2002{escape(span.words)}\u2002" for _, span in rows], textfont={"size": 12}, hoverinfo="skip", showlegend=False,
    )


def _wrapped(name: str) -> str:
    """A name in short lines. Plotly reads markup in any text, so all of it is escaped."""
    return "<br>".join(escape(line) for line in textwrap.wrap(name, _LABEL_CHARACTERS))


def _plot(figure: Any, height: int, top: int = 20) -> PlotData:  # noqa: ANN401 - plotly has no types
    figure.update_layout(
        template=None, height=height, margin={"l": 10, "r": 10, "t": top, "b": 10}, font=_FONT, dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", hoverlabel={"align": "left"},
    )
    drawn = json.loads(figure.to_json())
    return PlotData(type="plotly", plot=json.dumps({**drawn, "config": _CONFIG}, ensure_ascii=False))
