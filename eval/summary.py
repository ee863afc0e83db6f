"""Turn scores -> the measures of one system, each with its interval, and the tables that a report shows.

Shares and means are over turns, intervals over clusters drawn as wholes; single shares of clusters and of dialogues
have Wilson's interval. A measure that applies to no turn is None.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from eval.answers import AnswerView
from eval.cases import Case
from eval.metrics import TurnScore
from eval.stages import Ranking, Stage, blame, kind_is_right, rank_clauses
from eval.statistics import Estimate, cluster_mean, group_difference, wilson

Observe = Callable[["Record"], float | bool | None]


@dataclass(frozen=True, kw_only=True)
class Record:
    """One turn of one system: case, answer, score, and what follows from them."""

    case: Case
    answer: AnswerView
    score: TurnScore
    ranking: Ranking | None
    kind_right: bool | None
    stage: Stage | None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """All measures of one system by key (see MEASURES), and its tables.

    `kinds`: accuracy by gold kind. `statuses`: turns by (gold act, status). `stages`: wrong turns by stage.
    `seconds` are the turns' totals, `lengths` the answered texts' characters by language of the question.
    """

    system: str
    turns: int
    cases: int
    clusters: int
    measures: Mapping[str, Estimate | None]
    kinds: Mapping[str, Estimate]
    statuses: Mapping[tuple[str, str], int]
    stages: Mapping[str, int]
    seconds: Sequence[float]
    lengths: Mapping[str, Sequence[int]]

    def median_length(self, lang: str) -> float | None:
        """The median length of an answered text in characters, for questions in one language."""
        lengths = self.lengths.get(lang)
        return median(lengths) if lengths else None


_ANSWERED = ("answered",)

# key -> (label, what one turn contributes; None: does not apply)
TURN_MEASURES: dict[str, tuple[str, Observe]] = {
    "accuracy": ("accuracy (perfect or acceptable)", lambda r: r.score.right),
    "truthfulness": ("truthfulness (1 / 0.5 / 0 / −1)", lambda r: r.score.worth),
    "perfect": ("· perfect", lambda r: r.score.verdict == "perfect"),
    "acceptable": ("· acceptable", lambda r: r.score.verdict == "acceptable"),
    "missing": ("· missing", lambda r: r.score.verdict == "missing"),
    "incorrect": ("· incorrect", lambda r: r.score.verdict == "incorrect"),
    "wrong_numbers": (
        "wrong-number rate",
        lambda r: bool(r.score.wrong_numbers) if r.score.status in _ANSWERED else None,
    ),
    "units_exact": ("unit sets exact", lambda r: r.score.units_exact),
    "citation_recall": ("citation recall", lambda r: r.score.citation_recall),
    "citation_precision": ("citation precision", lambda r: r.score.citation_precision),
    "quotes_exact": ("quotes verbatim", lambda r: r.score.quotes_exact),
    "grounded": ("answers grounded", lambda r: r.score.grounded),
    "complete": ("list completeness", lambda r: r.score.complete),
    "over_refused": ("over-refusal", lambda r: r.score.over_refused),
    "over_answered": ("over-answering", lambda r: r.score.over_answered),
    "corrected": ("premises corrected", lambda r: r.score.corrected),
    "kind_accuracy": ("kind of question recognised", lambda r: r.kind_right),
    "recall_1": ("retrieval recall@1", lambda r: r.ranking.recall_1 if r.ranking else None),
    "recall_3": ("retrieval recall@3", lambda r: r.ranking.recall_3 if r.ranking else None),
    "recall_10": ("retrieval recall@10", lambda r: r.ranking.recall_10 if r.ranking else None),
    "mrr": ("retrieval MRR", lambda r: r.ranking.reciprocal_rank if r.ranking else None),
    "ndcg_10": ("retrieval nDCG@10", lambda r: r.ranking.ndcg_10 if r.ranking else None),
}
OTHER_MEASURES: dict[str, str] = {
    "fact_recall": "fact recall (value stated)",
    "fact_full": "fact recall, qualifiers included",
    "fact_precision": "fact precision",
    "consistency": "clusters with one verdict for all variants",
    "zh_minus_en": "accuracy, Chinese minus English",
    "first_minus_later": "accuracy, turn 1 minus later turns",
    "dialogues_whole": "dialogues with every turn right",
}
LABELS: dict[str, str] = {key: label for key, (label, _) in TURN_MEASURES.items()} | OTHER_MEASURES


def make_record(case: Case, answer: AnswerView, score: TurnScore) -> Record:
    """One turn with its ranking, its kind and the stage of its failure."""
    gold = case.gold[score.turn]
    ranked = answer.trace.ranked if answer.trace else answer.cited_clauses
    return Record(
        case=case,
        answer=answer,
        score=score,
        ranking=rank_clauses(gold, ranked),
        kind_right=kind_is_right(case, score.turn, answer),
        stage=blame(case, score, answer),
    )


def summarise(system: str, records: Sequence[Record]) -> Summary:
    """The summary of one system's records; ValueError if there are none."""
    if not records:
        raise ValueError("nothing to summarise")
    measures: dict[str, Estimate | None] = {
        key: cluster_mean(_observed(records, observe)) for key, (_, observe) in TURN_MEASURES.items()
    }
    measures |= _fact_measures(records) | _group_measures(records)
    answered = [record for record in records if record.score.status == "answered"]
    lengths = {lang: [r.score.length for r in answered if r.score.lang == lang] for lang in ("zh", "en")}
    return Summary(
        system=system,
        turns=len(records),
        cases=len({r.case.id for r in records}),
        clusters=len({r.case.cluster for r in records}),
        measures=measures,
        kinds=_by_kind(records),
        statuses=Counter((r.score.gold_act, r.score.status) for r in records),
        stages=Counter(r.stage for r in records if r.stage),
        seconds=[r.score.seconds for r in records if r.score.seconds is not None],
        lengths=lengths,
    )


def _observed(records: Iterable[Record], observe: Observe) -> list[tuple[str, float]]:
    pairs = ((record.case.cluster, observe(record)) for record in records)
    return [(cluster, float(value)) for cluster, value in pairs if value is not None]


def _fact_measures(records: Sequence[Record]) -> dict[str, Estimate | None]:
    scores = [(r.case.cluster, score) for r in records for score in r.score.fact_scores]
    stated = [
        (r.case.cluster, float(number < r.score.figures_wanted))
        for r in records
        for number in range(r.score.figures_stated)
    ]
    return {
        "fact_recall": cluster_mean([(cluster, float(score > 0)) for cluster, score in scores]),
        "fact_full": cluster_mean(scores),
        "fact_precision": cluster_mean(stated),
    }


def _group_measures(records: Sequence[Record]) -> dict[str, Estimate | None]:
    right = [(r.score, r.case.cluster, float(r.score.right)) for r in records]
    later = [(cluster, value) for score, cluster, value in right if score.turn]
    first = [(cluster, value) for score, cluster, value in right if not score.turn and score.kind == "dialogue"]
    return {
        "consistency": _consistency(records),
        "zh_minus_en": group_difference(
            [(cluster, value) for score, cluster, value in right if score.lang == "zh"],
            [(cluster, value) for score, cluster, value in right if score.lang == "en"],
        ),
        "first_minus_later": group_difference(first, later),
        "dialogues_whole": _dialogues_whole(records),
    }


def _consistency(records: Sequence[Record]) -> Estimate | None:
    """Over the clusters with two or more variants: the share whose variants are all right or all wrong."""
    variants: dict[str, dict[str, bool]] = defaultdict(dict)
    for record in records:
        seen = variants[record.case.cluster]
        seen[record.case.id] = seen.get(record.case.id, True) and record.score.right
    several = [set(verdicts.values()) for verdicts in variants.values() if len(verdicts) > 1]
    return wilson(sum(len(verdicts) == 1 for verdicts in several), len(several)) if several else None


def _dialogues_whole(records: Sequence[Record]) -> Estimate | None:
    dialogues: dict[str, bool] = {}
    for record in records:
        if len(record.case.turns) > 1:
            dialogues[record.case.id] = dialogues.get(record.case.id, True) and record.score.right
    return wilson(sum(dialogues.values()), len(dialogues)) if dialogues else None


def _by_kind(records: Sequence[Record]) -> dict[str, Estimate]:
    groups: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for record in records:
        groups[record.case.kind].append((record.case.cluster, float(record.score.right)))
    estimates = {kind: cluster_mean(values) for kind, values in sorted(groups.items())}
    return {kind: estimate for kind, estimate in estimates.items() if estimate is not None}
