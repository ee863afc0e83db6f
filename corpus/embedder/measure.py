"""How well the right clause is found for questions that the model was not trained on."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.chunk import make_passages, search_text
from corpus.embedder.material import Material, Question
from corpus.encoder import Encoder
from corpus.lexical import LexicalIndex
from corpus.ranking import Ranking, best, fuse

_DEPTH = 100
Ranker = Callable[[str], Ranking]


@dataclass(frozen=True, kw_only=True)
class Rank:
    """How many other clauses one kind of search finds before the right one."""

    search: str
    lang: str
    before: int


def hold_out(material: Material, what: str, seed: int) -> list[Question]:
    """Some of the questions that ask for something the plan says.

    `what` is `questions` (a tenth of them), `quotes` (all questions of a tenth of the quotes), or the name of a file.
    """
    answerable = [question for question in material.questions if question.clause and question.kind != "not_in_plan"]
    draw = random.Random(seed)
    if what not in ("questions", "quotes"):
        return [question for question in answerable if question.file == what]
    if what == "questions":
        return draw.sample(answerable, len(answerable) // 10)
    quotes = sorted({question.quote for question in answerable if question.quote})
    drawn = set(draw.sample(quotes, len(quotes) // 10))
    return [question for question in answerable if question.quote in drawn]


def measure(material: Material, questions: Sequence[Question], encoder: Encoder) -> list[Rank]:
    """The ranks for each question of each kind of search.

    What is searched: all passages, and every quoted table row with its names and translation.
    """
    clauses, texts = _searched(material)
    lexical = LexicalIndex.build(texts)
    vectors = encoder.encode(texts)

    def dense(text: str) -> Ranking:
        return best(vectors @ encoder.encode([text])[0], _DEPTH, above=-2.0)

    rankers: dict[str, Ranker] = {
        "lexical": lambda text: lexical.top(text, _DEPTH),
        "dense": dense,
        "both, fused": lambda text: fuse([lexical.top(text, _DEPTH), dense(text)]),
    }
    return [
        Rank(search=name, lang=question.lang, before=_before(question, ranker(question.text), clauses))
        for name, ranker in rankers.items()
        for question in questions
    ]


def as_markdown(ranks: Sequence[Rank]) -> str:
    """A table: the share of questions whose clause is the first, or among the first three, clauses found."""
    lines = ["| search | questions | recall@1 | recall@3 |", "|---|---|---|---|"]
    for search, lang in dict.fromkeys((rank.search, rank.lang) for rank in ranks):
        before = [rank.before for rank in ranks if (rank.search, rank.lang) == (search, lang)]
        first, third = (sum(one < limit for one in before) / len(before) for limit in (1, 3))
        lines.append(f"| {search}, {lang} | {len(before)} | {first:.3f} | {third:.3f} |")
    return "\n".join(lines)


def _searched(material: Material) -> tuple[list[str], list[str]]:
    passages = make_passages(material.plan)
    rows = [row for row in material.rows if row.quote and row.clause]
    clauses = [passage.clause for passage in passages] + [row.clause for row in rows]
    return clauses, [search_text(material.plan, passage) for passage in passages] + [row.text for row in rows]


def _before(question: Question, ranking: Ranking, clauses: Sequence[str]) -> int:
    found = list(dict.fromkeys(clauses[row] for row, _ in ranking))
    return found.index(question.clause) if question.clause in found else len(clauses)
