"""The systems that are compared, by name, each made only if it is asked for.

`assistant` is the product; `table_only` and `no_…` are the product without a part (`ablation`); the rest is in
`baselines`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.build import build_assistant
from assistant.chat import Assistant, Conversation
from assistant.presentation import to_json
from assistant.settings import Settings
from assistant.turn import KINDS_OF_QUERIES, Turn
from corpus.embed import BUNDLED_MODEL, load_encoder
from corpus.errors import PolicyError
from corpus.index import ARMS, Arm, Index, build_index, open_index
from corpus.sources import Plan, load_plan
from eval.ablation import VARIANTS
from eval.baselines import AlwaysRefuse, Oracle, RetrievalOnly, search_spans
from eval.cases import Case
from eval.extraction import Extractor
from eval.runner import System
from eval.stock import StockRetriever
from structured.queries import FindTargets, TasksOfUnits


class AssistantSystem:
    """The assistant behind the evaluation's protocol, with a trace of its stages."""

    def __init__(self, assistant: Assistant, name: str = "assistant") -> None:
        """Take a built assistant; `name` tells variants apart."""
        self.name = name
        self._assistant = assistant

    def answer_dialogue(self, turns: Sequence[str]) -> list[dict[str, object]]:
        """One answer object a turn, from one conversation."""
        conversation = Conversation(self._assistant)
        taken = [conversation.take_turn(text) for text in turns]
        return [{**to_json(turn), "trace": trace(turn)} for turn in taken]


def trace(turn: Turn) -> dict[str, object]:
    """What the stages of a turn did, in the form of `answers.Trace`."""
    understanding, evidence = turn.understanding, turn.evidence
    found = [row.clause for row in evidence.rows] + [hit.passage.clause for hit in evidence.passages]
    return {
        "kinds": [_kind(turn), *(candidate.id for candidate in understanding.kinds)],
        "mentions": [(mention.kind, mention.value) for mention in understanding.mentions if mention.score > 0],
        "clauses": list(dict.fromkeys(found)),
        "candidates": [candidate.id for candidate in understanding.candidates if candidate.kind == "clause"],
        "refused": understanding.refusal.reason if understanding.refusal else "",
        "dropped": [text for text, _ in turn.answer.dropped],
    }


def _kind(turn: Turn) -> str:
    query, refusal = turn.understanding.query, turn.understanding.refusal
    if query is None:
        return refusal.status if refusal else ""
    if isinstance(query, FindTargets) and query.listing:
        return "list"
    if isinstance(query, TasksOfUnits) and (len(query.units) > 1 or query.without):
        return "join"
    return KINDS_OF_QUERIES[type(query).__name__]


@dataclass(frozen=True)
class Workshop:
    """Makes systems; what several of them share (plan, encoder, extractor, index) is made once, on first use.

    `folder` holds what is derived for the baselines; it may be deleted afterwards.
    """

    settings: Settings
    cases: Sequence[Case]
    folder: Path

    @cached_property
    def plan(self) -> Plan:
        """The plan that the settings name."""
        return self.assistant.plan

    @cached_property
    def assistant(self) -> Assistant:
        """The product as its users have it."""
        return build_assistant(self.settings)

    @property
    def model(self) -> str | Path:
        """The embedding model's folder or name."""
        return BUNDLED_MODEL if self.settings.embedding_model == "bundled" else self.settings.embedding_model

    @cached_property
    def extractor(self) -> Extractor:
        """The choice of the answering sentence that all retrieving systems share."""
        return Extractor(self.plan, load_encoder(self.model))

    @cached_property
    def text_index(self) -> Index:
        """An index of the plan's passages alone, without anything from the tables."""
        encoder = load_encoder(self.model)
        build_index([self.plan], (), encoder, self.folder)
        return open_index(self.folder, encoder)

    def make(self, name: str) -> System:
        """The system of this name. Raises PolicyError for an unknown one."""
        if name not in MAKERS:
            raise PolicyError(f"There is no system {name!r}; choose from {', '.join(MAKERS)}.")
        return MAKERS[name](self)

    def searching(self, name: str, arms: Sequence[Arm], *, whole: bool = False) -> RetrievalOnly:
        """A system that searches the text index with some of its arms."""
        return RetrievalOnly(name, search_spans(self.text_index, self.plan.id, arms), self.extractor, whole=whole)

    def variant(self, name: str) -> AssistantSystem:
        """The assistant with a part taken out."""
        return AssistantSystem(VARIANTS[name](self.assistant, self.settings), name)

    def stock(self, name: str, *, tuned: bool) -> RetrievalOnly:
        """The peer, stock or tuned."""
        retriever = StockRetriever(self.plan, self.model, self.folder / name, tuned=tuned)
        return RetrievalOnly(name, retriever.retrieve, self.extractor)


def load_evaluated_plan(settings: Settings) -> Plan:
    """The plan that the assistant of these settings would answer from, without building the assistant."""
    return load_plan(settings.plan_source)


MAKERS: Mapping[str, Callable[[Workshop], System]] = {
    "refuse": lambda _: AlwaysRefuse(),
    "assistant": lambda shop: AssistantSystem(shop.assistant),
    "table_only": lambda shop: shop.variant("table_only"),
    "text_only": lambda shop: shop.searching("text_only", ARMS),
    "whole_clause": lambda shop: shop.searching("whole_clause", ARMS, whole=True),
    "dense_only": lambda shop: shop.searching("dense_only", ("dense",)),
    "lexical_only": lambda shop: shop.searching("lexical_only", ("lexical",)),
    "llamaindex": lambda shop: shop.stock("llamaindex", tuned=False),
    "llamaindex_tuned": lambda shop: shop.stock("llamaindex_tuned", tuned=True),
    "oracle": lambda shop: Oracle(shop.cases, shop.extractor),
    "no_glossary": lambda shop: shop.variant("no_glossary"),
    "no_pinyin": lambda shop: shop.variant("no_pinyin"),
    "no_embedding": lambda shop: shop.variant("no_embedding"),
}
GROUPS: Mapping[str, tuple[str, ...]] = {
    "all": (
        "refuse",
        "assistant",
        "table_only",
        "text_only",
        "whole_clause",
        "dense_only",
        "lexical_only",
        "llamaindex",
        "llamaindex_tuned",
        "oracle",
    ),
    "ablation": ("assistant", "no_glossary", "no_pinyin", "no_embedding", "table_only", "text_only"),
}
LABELS: Mapping[str, str] = {
    "refuse": "always refuse",
    "assistant": "assistant",
    "table_only": "table only",
    "text_only": "text only",
    "whole_clause": "text, whole clause",
    "dense_only": "dense only",
    "lexical_only": "lexical only",
    "llamaindex": "LlamaIndex, stock",
    "llamaindex_tuned": "LlamaIndex, tuned",
    "oracle": "right clause given",
    "no_glossary": "without glossary",
    "no_pinyin": "without pinyin",
    "no_embedding": "without embedding",
}
