"""Plotly's one door: figures as the page's plot component takes them.

Every mark says in words or signs what its colour says, and carries in `customdata` what a click on it chooses or opens.
The figures have no template: colours of text and lines come from the page's style sheet, light or dark.
"""

from __future__ import annotations

import json
import re
import unicodedata
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
_LABEL_COLUMNS = 30
_LINE_COLUMNS = 44
# A word with the space behind it, or one Chinese character with the punctuation behind it.
_PIECES = re.compile(r"[^\s\u2e80-\u9fff]+\s*|[\u2e80-\u9fff][，、；：）)]*\s*|\s+")
_LINE_PIXELS = 17
_GAP_PIXELS = 13


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
_HEAD_PIXELS = 92


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
    return _plot(figure, height=140 + _rows_height(grid.rows))


def years_line(line: Timeline) -> PlotData:
    """Each target in a row of its own, its name and value above its sign: a bar over its period, a diamond at its deadline,
    an arrow from its first year on. So it fits a narrow screen, too.
    """
    rows, bottom = _rows(line)
    reach = [line.years[0] - _HALF - 0.1, line.years[1] + _HALF + 0.1]
    figure = go.Figure(_names(rows, reach[0]))
    for sign, words in zip(_SIGNS, line.legend, strict=True):
        own = [row for row in rows if row.sign is sign]
        figure.add_trace(_strokes(sign, own, line.years[1], words))
        figure.add_trace(_marks(sign, own, words))
    now = line.today.year + line.today.timetuple().tm_yday / 366 - _HALF
    dots = {"color": "#8b9692", "width": 2, "dash": "dot"}
    figure.add_trace(go.Scatter(x=[now, now], y=[0, bottom], mode="lines", line=dots, hoverinfo="skip", name=line.today_words))
    figure.update_xaxes(
        range=reach, dtick=1, autotickangles=[0, -90], side="top", fixedrange=True, ticks="", zeroline=False,
        gridcolor="rgba(139,150,146,.25)",
    )
    figure.update_yaxes(range=[bottom, 0], visible=False, fixedrange=True)
    figure.update_layout(showlegend=True, legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"})
    return _plot(figure, height=_HEAD_PIXELS + bottom, top=_HEAD_PIXELS)


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A span with its sign, its name and value in short lines of markup, and how many pixels below the top its line runs."""

    span: Span
    sign: _Sign
    lines: Sequence[str]
    y: int


def _rows(line: Timeline) -> tuple[list[_Row], int]:
    """The rows from top to bottom, each as high as its name needs, and where the last one ends."""
    rows: list[_Row] = []
    top = 0
    for span in line.spans:
        lines = _name_lines(span)
        rows.append(_Row(span=span, sign=_sign_of(span), lines=lines, y=top + _LINE_PIXELS * len(lines) + _GAP_PIXELS))
        top = rows[-1].y + _GAP_PIXELS
    return rows, max(top, 1)


def _sign_of(span: Span) -> _Sign:
    period, deadline, onwards = _SIGNS
    return onwards if span.last is None else deadline if span.last == span.first else period


def _names(rows: Sequence[_Row], left: float) -> go.Scatter:
    """What each row is about, and its value."""
    return go.Scatter(
        x=[left] * len(rows), y=[row.y - _GAP_PIXELS / 2 for row in rows], text=["<br>".join(row.lines) for row in rows], mode="text",
        textposition="top right", hoverinfo="skip", showlegend=False, cliponaxis=False,
    )


def _name_lines(span: Span) -> list[str]:
    """The name, and its value behind it where there is room, else below."""
    names = in_lines(span.name, _LINE_COLUMNS)
    shown = [escape(line) for line in names]
    value = f"<b>{escape(span.words)}</b>"
    if not span.words:
        return shown
    if columns(names[-1]) + columns(span.words) < _LINE_COLUMNS:
        return [*shown[:-1], f"{shown[-1]}  {value}"]
    return [*shown, value]


def _strokes(sign: _Sign, rows: Sequence[_Row], end: int, words: str) -> go.Scatter:
    """The lines that lead to the signs: over the years of a period, onwards from a first year, none at a deadline."""
    x: list[float | None] = []
    y: list[int | None] = []
    for row in rows:
        first, last = row.span.first, row.span.last
        x += [first - _EDGE if sign.bar else first, end + _EDGE if last is None else last + _EDGE if sign.bar else last, None]
        y += [row.y, row.y, None]
    line = {"color": sign.colour, "width": 8 if sign.bar else 2, "dash": "solid" if sign.bar else "dash"}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", name=words, showlegend=sign.bar)


def _marks(sign: _Sign, rows: Sequence[_Row], words: str) -> go.Scatter:
    """The signs of one kind: what is clicked on."""
    spans = [row.span for row in rows]
    return go.Scatter(
        name=words, mode="markers", x=[(span.last or span.first) + (_EDGE if sign.bar else 0) for span in spans],
        y=[row.y for row in rows], customdata=[span.address for span in spans], showlegend=not sign.bar,
        hovertext=[f"{escape(span.name)}<br>{escape(span.words)}" for span in spans], hoverinfo="text",
        marker={"symbol": sign.symbol, "size": sign.size, "color": sign.colour, "line": {"width": 2, "color": sign.colour}},
    )


def _wrapped(name: str) -> str:
    """A name in short lines. Plotly reads markup in any text, so all of it is escaped."""
    return "<br>".join(escape(line) for line in in_lines(name, _LABEL_COLUMNS))


def columns(text: str) -> int:
    """How wide a text is: a Chinese character takes the room of two Latin ones."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def in_lines(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` columns, broken between words or Chinese characters; at least one line."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and columns(lines[-1]) + columns(piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _rows_height(names: Sequence[str]) -> int:
    """Rows are equally high: as high as the longest name needs."""
    lines = max((len(in_lines(name, _LABEL_COLUMNS)) for name in names), default=1)
    return (_GAP_PIXELS + _LINE_PIXELS * lines) * max(len(names), 1)


def _plot(figure: Any, height: int, top: int = 20) -> PlotData:  # noqa: ANN401 - plotly has no types
    figure.update_layout(
        template=None, height=height, margin={"l": 10, "r": 10, "t": top, "b": 10}, font=_FONT, dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", hoverlabel={"align": "left"},
    )
    drawn = json.loads(figure.to_json())
    return PlotData(type="plotly", plot=json.dumps({**drawn, "config": _CONFIG}, ensure_ascii=False))
