"""The report of a run in Markdown: measures by system, kinds, statuses, stages of failure, wrong answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import quantiles

from eval.comparing import Comparison, system_difference
from eval.mentions import load_mentions, score_mentions
from eval.runner import RunSettings
from eval.stages import STAGES
from eval.statistics import Estimate
from eval.summary import LABELS, Record, Summary

_SIGNED = ("zh_minus_en", "first_minus_later")
_PLAIN = ("truthfulness", "mrr", "ndcg_10", *_SIGNED)
STATUSES = ("answered", "not_in_plan", "out_of_scope", "clarify", "error")
ACTS = ("answer", "correct", "not_in_plan", "out_of_scope", "clarify")


def write_markdown(
    settings: RunSettings, summaries: Sequence[Summary], records: Mapping[str, Sequence[Record]], subject: str
) -> str:
    """The whole report; `subject` is the system whose failures are shown one by one."""
    parts = [_head(settings, summaries), measures_table(summaries), _lengths(summaries), _kinds(summaries)]
    if subject in records:
        summary = next(item for item in summaries if item.system == subject)
        parts += [
            _differences(records, subject),
            _statuses(summary),
            _stages(summary),
            _mentions(records[subject]),
            _wrong(subject, records[subject]),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def measures_table(summaries: Sequence[Summary], keys: Iterable[str] = LABELS) -> str:
    """Every measure by system, with its interval."""
    rows: list[list[str]] = []
    for key in keys:
        cells = [written(summary.measures.get(key), key) for summary in summaries]
        if any(cell != "–" for cell in cells):
            rows.append([LABELS[key], *cells])
    return _table(["measure", *(summary.system for summary in summaries)], rows)


def written(estimate: Estimate | None, key: str = "") -> str:
    """An estimate with its interval: `98.2 % [96.9, 99.1]`; `–` where the measure does not apply."""
    if estimate is None:
        return "–"
    sign = "+" if key in _SIGNED else ""
    if key in _PLAIN:
        return f"{estimate.value:{sign}.2f} [{estimate.low:{sign}.2f}, {estimate.high:{sign}.2f}]"
    return f"{100 * estimate.value:.1f} % [{100 * estimate.low:.1f}, {100 * estimate.high:.1f}]"


def percentile(values: Sequence[float], percent: int) -> float | None:
    """The percentile of some values (1-99), interpolated; None without values."""
    if not values:
        return None
    return values[0] if len(values) == 1 else quantiles(values, n=100, method="inclusive")[percent - 1]


def comparison_text(comparison: Comparison, earlier: str, limit: int = 40) -> str:
    """What changed since an earlier run, worse turns first."""
    counts = {side: sum(change.direction == side for change in comparison.changes) for side in ("better", "worse")}
    lines = [
        f"Compared with {earlier}: accuracy {_difference(comparison.accuracy)}; {counts['better']} turns better,"
        f" {counts['worse']} worse, {comparison.added} new, {comparison.removed} gone."
    ]
    for change in comparison.changes[:limit]:
        after = change.after
        lines.append(
            f"  {change.direction:6} {after.case} turn {after.turn + 1}: {change.before.verdict} -> {after.verdict}"
            f" | {after.question} | {'; '.join(after.faults)}"
        )
    if len(comparison.changes) > limit:
        lines.append(f"  … and {len(comparison.changes) - limit} more")
    return "\n".join(lines)


def _head(settings: RunSettings, summaries: Sequence[Summary]) -> str:
    some = summaries[0]
    return (
        f"# Evaluation of {settings.started}\n\n"
        f"{some.turns} turns in {some.cases} cases of {some.clusters} clusters, split `{settings.split}`, plan"
        f" `{settings.plan}`. Brackets hold 95 % intervals (bootstrap over clusters). What each measure means is"
        " explained in `eval/README.md`."
    )


def _lengths(summaries: Sequence[Summary]) -> str:
    def cell(value: float | None, form: Callable[[float], str]) -> str:
        return "–" if value is None else form(value)

    rows = [
        [f"median length, {name} (characters)", *(cell(s.median_length(lang), lambda n: f"{n:.0f}") for s in summaries)]
        for lang, name in (("zh", "Chinese"), ("en", "English"))
    ]
    rows += [
        [
            f"seconds a turn, p{percent}",
            *(cell(percentile(s.seconds, percent), lambda n: f"{n:.4f}") for s in summaries),
        ]
        for percent in (50, 95, 99)
    ]
    return _table(["length and time", *(summary.system for summary in summaries)], rows)


def _kinds(summaries: Sequence[Summary]) -> str:
    kinds = sorted({kind for summary in summaries for kind in summary.kinds})
    rows = [
        [kind, str(summaries[0].kinds[kind].n), *(f"{100 * s.kinds[kind].value:.0f} %" for s in summaries)]
        for kind in kinds
    ]
    return "## Accuracy by kind of question\n\n" + _table(["kind", "turns", *(s.system for s in summaries)], rows)


def _differences(records: Mapping[str, Sequence[Record]], subject: str) -> str:
    rows = [
        [name, _difference(system_difference(records[subject], other))]
        for name, other in records.items()
        if name != subject
    ]
    return (
        f"## Accuracy of `{subject}` minus that of the others, paired\n\n" + _table(["other", "difference"], rows)
        if rows
        else ""
    )


def _difference(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    return f"{100 * estimate.value:+.1f} points [{100 * estimate.low:+.1f}, {100 * estimate.high:+.1f}]"


def _statuses(summary: Summary) -> str:
    rows = [[act, *(str(summary.statuses.get((act, status), 0)) for status in STATUSES)] for act in ACTS]
    return f"## Expected act against status given (`{summary.system}`)\n\n" + _table(["expected", *STATUSES], rows)


def _stages(summary: Summary) -> str:
    rows = [[stage, str(summary.stages.get(stage, 0))] for stage in STAGES]
    return f"## Wrong turns by the stage that caused them (`{summary.system}`)\n\n" + _table(["stage", "turns"], rows)


def _mentions(records: Sequence[Record]) -> str:
    score = score_mentions(records, load_mentions())
    if score is None:
        return ""
    return (
        f"Mentions in {score.turns} annotated questions: F1 {score.f1:.3f}, precision {score.precision:.3f},"
        f" recall {score.recall:.3f}."
    )


def _wrong(subject: str, records: Sequence[Record]) -> str:
    wrong = [record for record in records if not record.score.right]
    lines = [f"## Wrong turns (`{subject}`): {len(wrong)} of {len(records)}"]
    for record in wrong:
        score = record.score
        lines.append(
            f"- **{score.case}** turn {score.turn + 1}, {score.kind}, {record.stage}: {score.question}\n"
            f"  - {'; '.join(score.faults)}\n"
            f"  - {_one_line(score.text)}"
        )
    return "\n".join(lines)


def _one_line(text: str, limit: int = 300) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)])
