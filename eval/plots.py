"""Plots as inline SVG text, without any plotting library. Colours come from the page's style sheet (`page.STYLE`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import floor, log10

_WIDTH = 860
_ROW = 26
_LEFT = 190
VERDICTS = ("perfect", "acceptable", "missing", "incorrect")


def share_bars(rows: Mapping[str, Mapping[str, float]], title: str) -> str:
    """One stacked bar a row, of the shares (0-1) of the four verdicts."""
    scale = _WIDTH - _LEFT - 70
    body: list[str] = []
    for number, (name, shares) in enumerate(rows.items()):
        top, left = 34 + number * _ROW, float(_LEFT)
        body.append(_text(_LEFT - 8, top + 14, name, "end"))
        for verdict in VERDICTS:
            width = shares.get(verdict, 0.0) * scale
            hint = f"{name}: {100 * shares.get(verdict, 0.0):.1f} % {verdict}"
            body.append(_rect(left, top, width, _ROW - 6, f"v-{verdict}", hint))
            if width > 34:
                body.append(_text(left + width / 2, top + 14, f"{100 * shares[verdict]:.0f}", "middle", "inbar"))
            left += width
    return _svg("".join([_legend(VERDICTS, "v-"), *body]), 40 + len(rows) * _ROW, title)


def heat_table(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Mapping[tuple[str, str], float],
    title: str,
    *,
    percent: bool = True,
) -> str:
    """A grid of values, darker for more; shares (0-1) where `percent`, else counts. A missing value leaves a gap."""
    width = (_WIDTH - _LEFT) / max(1, len(columns))
    top_most = max(values.values(), default=1.0) or 1.0
    body = [_column_head(_LEFT + (at + 0.5) * width, name) for at, name in enumerate(columns)]
    for line, row in enumerate(rows):
        top = 36 + line * _ROW
        body.append(_text(_LEFT - 8, top + 16, row, "end"))
        for at, column in enumerate(columns):
            value = values.get((row, column))
            if value is None:
                continue
            depth = value if percent else value / top_most
            shown = f"{100 * value:.0f}" if percent else f"{value:.0f}"
            left, hint = _LEFT + at * width, f"{row}, {column}: {shown}"
            body.append(_rect(left + 1, top + 1, width - 2, _ROW - 2, "heat", hint, depth))
            body.append(_text(left + width / 2, top + 17, shown, "middle", "deep" if depth > 0.55 else "pale"))
    return _svg("".join(body), 44 + len(rows) * _ROW, title)


def _column_head(middle: float, name: str) -> str:
    """A column's name on one line, or on two where it has several words."""
    first, _, rest = name.partition(" ")
    lines = [(26, name)] if len(name) <= 9 or not rest else [(14, first), (27, rest)]
    return "".join(_text(middle, y, words, "middle", "small") for y, words in lines)


def step_curves(series: Mapping[str, Sequence[float]], title: str, unit: str = "s") -> str:
    """For each series the share of observations up to a value, the values on a logarithmic axis."""
    positive = {name: sorted(value for value in values if value > 0) for name, values in series.items()}
    positive = {name: values for name, values in positive.items() if values}
    if not positive:
        return ""
    low = floor(log10(min(values[0] for values in positive.values())))
    high = floor(log10(max(values[-1] for values in positive.values()))) + 1
    height, width = 260, _WIDTH - _LEFT - 20

    def across(value: float) -> float:
        return _LEFT + (log10(value) - low) / (high - low) * width

    body = [_grid(low, high, across, height, unit)]
    for number, (name, values) in enumerate(positive.items()):
        points = [(across(value), 20 + height * (1 - (at + 1) / len(values))) for at, value in enumerate(values)]
        path = "M" + f"{points[0][0]:.1f} {20 + height}" + "".join(f"V{y:.1f}H{x:.1f}" for x, y in _thinned(points))
        body.append(f'<path d="{path}" class="curve c{number % 9}"><title>{escape(name)}</title></path>')
        body.append(_text(_LEFT - 60, 40 + number * 20, name, "end", f"k{number % 9}"))
    return _svg("".join(body), height + 60, title)


def _thinned(points: Sequence[tuple[float, float]], most: int = 200) -> list[tuple[float, float]]:
    step = max(1, len(points) // most)
    return [*points[::step], points[-1]]


def _grid(low: int, high: int, across: Callable[[float], float], height: int, unit: str) -> str:
    lines: list[str] = []
    for power in range(low, high + 1):
        x = across(10.0**power)
        lines.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="20" y2="{20 + height}" class="grid"/>')
        lines.append(
            _text(
                x,
                height + 38,
                f"10^{power} {unit}" if power < -3 or power > 3 else f"{10.0**power:g} {unit}",
                "middle",
                "small",
            )
        )
    for share in (0, 50, 100):
        y = 20 + height * (1 - share / 100)
        lines.append(f'<line x1="{_LEFT}" x2="{_WIDTH - 20}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        lines.append(_text(_LEFT - 6, y + 4, f"{share} %", "end", "small"))
    return "".join(lines)


def _legend(names: Sequence[str], prefix: str) -> str:
    parts: list[str] = []
    for at, name in enumerate(names):
        left = _LEFT + at * 120
        parts.append(_rect(left, 8, 12, 12, prefix + name, name) + _text(left + 18, 18, name, "start", "small"))
    return "".join(parts)


def _rect(x: float, y: float, width: float, height: float, name: str, hint: str, depth: float | None = None) -> str:
    shade = "" if depth is None else f' fill-opacity="{0.08 + 0.92 * max(0.0, min(1.0, depth)):.2f}"'
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" class="{name}"{shade}>'
        f"<title>{escape(hint)}</title></rect>"
    )


def _text(x: float, y: float, words: str, anchor: str, name: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{name}">{escape(words)}</text>'


def _svg(body: str, height: float, title: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(title, quote=True)}">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )
