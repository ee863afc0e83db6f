"""The report of a run as one self-contained HTML page: plots, the Markdown report's tables, and every wrong answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from eval.plots import VERDICTS, heat_table, share_bars, step_curves
from eval.report import ACTS, STATUSES, written
from eval.runner import RunSettings
from eval.stages import STAGES
from eval.summary import LABELS, Record, Summary

STYLE = """
:root { --ink: #1d2733; --paper: #fff; --line: #d5dbe1; --heat: #1f5f8b; --soft: #5c6b7a;
  --good: #1f7a5c; --fair: #8fc7a9; --none: #b9c0c8; --bad: #c2512f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --paper: #14191f; --line: #34404c; --heat: #6fb3df;
  --soft: #9aa8b5; --good: #46b58d; --fair: #2f6b54; --none: #56616c; --bad: #e07b56; } }
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; color: var(--ink); background: var(--paper);
  max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.2rem; }
svg { width: 100%; height: auto; max-width: 900px; } text { font-size: 12px; fill: var(--ink); }
.small { font-size: 10.5px; fill: var(--soft); } .inbar, .deep { fill: var(--paper); } .pale { fill: var(--ink); }
.v-perfect { fill: var(--good); } .v-acceptable { fill: var(--fair); }
.v-missing { fill: var(--none); } .v-incorrect { fill: var(--bad); }
.heat { fill: var(--heat); } .grid { stroke: var(--line); stroke-width: 1; } .curve { fill: none; stroke-width: 1.8; }
.c0 { stroke: #0072b2; } .c1 { stroke: #d55e00; } .c2 { stroke: #009e73; } .c3 { stroke: #cc79a7; }
.c4 { stroke: #e69f00; }
.c5 { stroke: #56b4e9; } .c6 { stroke: #8a6d3b; } .c7 { stroke: #7f7f7f; } .c8 { stroke: #6a3d9a; }
.k0 { fill: #0072b2; } .k1 { fill: #d55e00; } .k2 { fill: #009e73; } .k3 { fill: #cc79a7; } .k4 { fill: #e69f00; }
.k5 { fill: #56b4e9; } .k6 { fill: #8a6d3b; } .k7 { fill: #7f7f7f; } .k8 { fill: #6a3d9a; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
td:first-child, th { white-space: nowrap; } td + td { white-space: nowrap; font-variant-numeric: tabular-nums; }
.said td { white-space: normal; }
summary { cursor: pointer; } pre { white-space: pre-wrap; margin: 0; font: inherit; }
"""


def write_page(
    settings: RunSettings,
    summaries: Sequence[Summary],
    records: Mapping[str, Sequence[Record]],
    labels: Mapping[str, str],
    subject: str,
) -> str:
    """The page; `labels` are the names of the systems for people, `subject` the system looked at closely."""
    chosen = next((summary for summary in summaries if summary.system == subject), None)
    sections = [_plots(summaries, labels), _measures(summaries, labels)]
    if chosen:
        sections += [_confusion(chosen, labels), _stages(chosen), _wrong(records[subject])]
    some = summaries[0]
    intro = (
        f"{some.turns} turns in {some.cases} cases of {some.clusters} clusters; split {settings.split},"
        f" plan {settings.plan}. Brackets hold 95 % intervals, by bootstrap over clusters."
    )
    title = f"Evaluation of {settings.started}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1><p>{escape(intro)}</p>{''.join(sections)}</body></html>\n"
    )


def _plots(summaries: Sequence[Summary], labels: Mapping[str, str]) -> str:
    def name(summary: Summary) -> str:
        return labels.get(summary.system, summary.system)

    shares = {
        name(summary): {verdict: estimate.value for verdict in VERDICTS if (estimate := summary.measures[verdict])}
        for summary in summaries
    }
    kinds = sorted({kind for summary in summaries for kind in summary.kinds})
    accuracy = {(kind, name(summary)): summary.kinds[kind].value for summary in summaries for kind in summary.kinds}
    seconds = {name(summary): summary.seconds for summary in summaries if any(summary.seconds)}
    return (
        "<h2>Verdicts by system, in % of turns</h2>"
        + share_bars(shares, "Verdicts by system")
        + "<h2>Accuracy by kind of question and system, in %</h2>"
        + heat_table(kinds, list(shares), accuracy, "Accuracy by kind and system")
        + "<h2>Time for a turn: share of turns answered within</h2>"
        + step_curves(seconds, "Time for a turn")
    )


def _measures(summaries: Sequence[Summary], labels: Mapping[str, str]) -> str:
    head = "".join(f"<th>{escape(labels.get(summary.system, summary.system))}</th>" for summary in summaries)
    rows: list[str] = []
    for key, label in LABELS.items():
        cells = [written(summary.measures.get(key), key) for summary in summaries]
        if any(cell != "–" for cell in cells):
            rows.append(
                f"<tr><td>{escape(label)}</td>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
            )
    for lang, words in (("zh", "Chinese"), ("en", "English")):
        lengths = (summary.median_length(lang) for summary in summaries)
        cells = "".join(f"<td>{'–' if length is None else f'{length:.0f}'}</td>" for length in lengths)
        rows.append(f"<tr><td>median length, {words} (characters)</td>{cells}</tr>")
    return f'<h2>Measures</h2><div class="wide"><table><tr><th>measure</th>{head}</tr>{"".join(rows)}</table></div>'


def _confusion(summary: Summary, labels: Mapping[str, str]) -> str:
    counts = {(act, status): float(count) for (act, status), count in summary.statuses.items()}
    name = labels.get(summary.system, summary.system)
    title = f"Expected act (rows) and status given (columns), {name}, in turns"
    return f"<h2>{escape(title)}</h2>" + heat_table(ACTS, STATUSES, counts, title, percent=False)


def _stages(summary: Summary) -> str:
    counts = {(stage, "wrong turns"): float(summary.stages.get(stage, 0)) for stage in STAGES}
    title = "Wrong turns by the stage that caused them"
    return f"<h2>{title}</h2>" + heat_table(STAGES, ("wrong turns",), counts, title, percent=False)


def _wrong(records: Sequence[Record]) -> str:
    wrong = [record.score for record in records if not record.score.right]
    rows = "".join(
        f"<tr><td>{escape(score.case)}·{score.turn + 1}</td><td>{escape(score.kind)}</td>"
        f"<td>{escape(score.question)}</td><td>{escape('; '.join(score.faults))}</td>"
        f"<td><pre>{escape(score.text)}</pre></td></tr>"
        for score in wrong
    )
    return (
        f"<h2>Wrong turns: {len(wrong)} of {len(records)}</h2><details><summary>show them</summary>"
        '<div class="wide"><table class="said"><tr><th>case</th><th>kind</th><th>question</th><th>faults</th>'
        f"<th>answer</th></tr>{rows}</table></div></details>"
    )
