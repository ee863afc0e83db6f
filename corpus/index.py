"""The index of passages and cards: building a generation, opening it, searching it.

1. `build_index` embeds every entry, writes vectors, Chroma collection, lexical index and manifest, and swaps them in.
2. `index_state` tells from the manifest alone whether that has to be done again.
3. `open_index` loads a generation; `Index.search` ranks by each arm and fuses the rankings by reciprocal rank.

Chroma serves questions over all plans. A question about one plan searches that plan's own rows exactly: a metadata
filter in Chroma is linear in the whole collection (489 ms at 400,000 passages, against 0.01 ms for one plan's rows).
This module is the one door to chromadb and llama_index's vector store; both are imported only when they are used.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import numpy as np
from numpy.typing import NDArray

from corpus.clauses import Hit
from corpus.encoder import Encoder
from corpus.entries import Card, Entry, make_entries, read_entries, write_entries
from corpus.errors import PolicyError
from corpus.generations import current_generation, index_folder, new_generation
from corpus.lexical import LexicalIndex
from corpus.manifest import FORMAT, IndexedPlan, Manifest, PlanOrigin, file_sizes, read_manifest, write_manifest
from corpus.ranking import FUSION_K, Ranking, best, distinct, fuse
from corpus.sources import Plan

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from llama_index.vector_stores.chroma import ChromaVectorStore

Arm = Literal["dense", "lexical"]
Progress = Callable[[int, int], None]
ARMS: tuple[Arm, ...] = ("dense", "lexical")
_DEPTH = 100
_BATCH = 512
_NAME = "passages"
_INGEST = "run `policy-assistant ingest`"


@dataclass(frozen=True, kw_only=True)
class IndexState:
    """Whether the index fits plans, tables and model; `reason` is a sentence, empty if it does."""

    state: Literal["missing", "stale", "fresh"]
    reason: str = ""


def build_index(
    plans: Sequence[Plan],
    cards: Sequence[Card],
    encoder: Encoder,
    data_dir: Path,
    progress: Progress | None = None,
    *,
    origins: Mapping[str, PlanOrigin] | None = None,
    words: Sequence[str] = (),
) -> Manifest:
    """Build the index of exactly these plans and swap it in; `progress` is called with (entries done, all entries).

    `origins` says by plan id where plan and cards come from, `words` are names that the segmenter keeps whole.
    Raises PolicyError if a card is misplaced, another process is building, or the data folder cannot be written.
    """
    entries, indexed = _collect(plans, cards, origins or {})
    searched = [entry.searched for entry in entries]
    with new_generation(data_dir) as folder:
        vectors = _embed(searched, encoder, progress)
        write_entries(folder / "entries.jsonl", entries)
        np.save(folder / "vectors.npy", vectors)
        LexicalIndex.build(searched, words).save(folder / "lexical")
        _write_collection(folder / "chroma", entries, vectors)
        manifest = Manifest(
            format=FORMAT,
            model=encoder.fingerprint,
            dim=encoder.dim,
            count=len(entries),
            fusion_k=FUSION_K,
            words=len(words),
            plans=indexed,
            files=file_sizes(folder),
        )
        write_manifest(folder, manifest)
    return manifest


def index_state(
    data_dir: Path, plans: Sequence[Plan], encoder: Encoder, tables: Mapping[str, str] | None = None
) -> IndexState:
    """Compare the index with what it is derived from; `tables` are table checksums by plan id, None: not compared."""
    try:
        folder = current_generation(data_dir)
        if folder is None:
            return IndexState(state="missing", reason=f"There is no index in {str(index_folder(data_dir))!r}.")
        manifest = read_manifest(folder)
    except PolicyError as error:
        return IndexState(state="stale", reason=str(error))
    if manifest.model != encoder.fingerprint:
        return IndexState(state="stale", reason="The index was built with another embedding model.")
    reasons = (manifest.difference(plan, None if tables is None else tables.get(plan.id, "")) for plan in plans)
    reason = next(filter(None, reasons), "")
    return IndexState(state="stale" if reason else "fresh", reason=reason)


def open_index(data_dir: Path, encoder: Encoder, arms: Sequence[Arm] = ARMS) -> Index:
    """Open the generation in use; an index with one arm searches by that arm alone.

    Raises PolicyError if it is missing, damaged, or built with another model or version of the program.
    """
    folder = current_generation(data_dir)
    if folder is None:
        raise PolicyError(f"There is no index in {str(index_folder(data_dir))!r}; {_INGEST}.")
    manifest = read_manifest(folder)
    if manifest.model != encoder.fingerprint:
        raise PolicyError(
            f"The index in {str(folder)!r} was built with another embedding model; {_INGEST} with the model in use."
        )
    try:
        entries = read_entries(folder / "entries.jsonl")
        vectors = np.load(folder / "vectors.npy", mmap_mode="r")
        lexical = LexicalIndex.load(folder / "lexical")
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise _damaged(folder) from error
    if not (len(entries) == lexical.count == manifest.count and vectors.shape == (manifest.count, manifest.dim)):
        raise _damaged(folder)
    return Index(
        folder=folder, manifest=manifest, encoder=encoder, arms=tuple(arms), entries=entries, vectors=vectors,
        lexical=lexical,
    )


@dataclass(frozen=True, kw_only=True)
class Index:
    """An open generation. Row i of `vectors`, text i of `lexical` and `entries[i]` belong together."""

    folder: Path
    manifest: Manifest
    encoder: Encoder
    arms: tuple[Arm, ...]
    entries: tuple[Entry, ...]
    vectors: NDArray[np.float32]
    lexical: LexicalIndex

    def search(self, query: str, k: int, plan: str | None = None, arms: Sequence[Arm] | None = None) -> list[Hit]:
        """The k best places in the text, best first, each span of text once.

        `plan` limits the search to one plan, None means all; `arms` None means those that the index was opened with.
        The score is the arm's own (cosine, BM25) with one arm, and the sum of 1 / (60 + rank) with both.
        Raises PolicyError if the plan is not in the index.
        """
        rows, depth = self._rows(plan), max(_DEPTH, 4 * k)
        rankings = [
            distinct(self._rank(arm, query, depth, rows, whole=plan is None), self._span)
            for arm in (self.arms if arms is None else arms)
        ]
        ranking = rankings[0] if len(rankings) == 1 else fuse(rankings)
        return [Hit(passage=self.entries[row].passage, score=score) for row, score in ranking[: max(k, 0)]]

    def close(self) -> None:
        """Let go of Chroma's files, if they were opened."""
        if "_chroma" in self.__dict__:
            self._chroma.close()

    def _rows(self, plan: str | None) -> range:
        if plan is None:
            return range(len(self.entries))
        indexed = self.manifest.plans.get(plan)
        if indexed is None:
            raise PolicyError(f"The plan {plan!r} is not in the index; {_INGEST} for it.")
        return range(indexed.first, indexed.end)

    def _rank(self, arm: Arm, query: str, depth: int, rows: range, *, whole: bool) -> Ranking:
        if arm == "lexical":
            return _shifted(best(self.lexical.scores(query)[rows.start : rows.stop], depth), rows.start)
        vector = self.encoder.encode([query])[0]
        if not vector.any():
            return []
        if whole:
            return self._nearest(vector, min(depth, len(rows)))
        return _shifted(best(self.vectors[rows.start : rows.stop] @ vector, depth, above=-2.0), rows.start)

    def _nearest(self, vector: NDArray[np.float32], depth: int) -> Ranking:
        """The rows that Chroma finds, with their exact cosine, best first."""
        from llama_index.core.vector_stores.types import VectorStoreQuery

        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=depth)
        with _chroma_failures(_damaged(self.folder)):
            rows = np.array([self._row_of[entry] for entry in self._collection.query(query).ids or []], dtype=np.int64)
        similarity = self.vectors[rows] @ vector
        return [(int(rows[at]), float(similarity[at])) for at in np.argsort(-similarity, kind="stable")]

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {entry.id: row for row, entry in enumerate(self.entries)}

    @cached_property
    def _span(self) -> tuple[int, ...]:
        """For each row the first row with the same span of text: several cards may rest on one sentence."""
        first: dict[tuple[str, int, int], int] = {}
        places = ((entry.passage.plan, entry.passage.start, entry.passage.end) for entry in self.entries)
        return tuple(first.setdefault(place, row) for row, place in enumerate(places))

    @cached_property
    def _chroma(self) -> Client:
        folder = self.folder / "chroma"
        if not (folder / "chroma.sqlite3").is_file():
            raise _damaged(self.folder)  # Chroma would make an empty one
        if not os.access(folder / "chroma.sqlite3", os.W_OK):
            raise PolicyError(
                f"The data folder {str(self.folder)!r} is read-only, and a search over all plans writes there; search"
                " in one plan, or name another folder in POLICY_DATA_DIR."
            )
        return _client(folder)

    @cached_property
    def _collection(self) -> ChromaVectorStore:
        return _collection(self._chroma, create=False)


def _collect(
    plans: Sequence[Plan], cards: Sequence[Card], origins: Mapping[str, PlanOrigin]
) -> tuple[list[Entry], dict[str, IndexedPlan]]:
    """The entries of all plans, one plan after the other, and each plan's range of them."""
    entries: list[Entry] = []
    indexed: dict[str, IndexedPlan] = {}
    for plan in plans:
        first = len(entries)
        entries += make_entries(plan, cards)
        origin = origins.get(plan.id, PlanOrigin())
        indexed[plan.id] = IndexedPlan(sha256=plan.info.sha256, origin=origin, first=first, end=len(entries))
    return entries, indexed


def _embed(texts: Sequence[str], encoder: Encoder, progress: Progress | None) -> NDArray[np.float32]:
    vectors = np.zeros((len(texts), encoder.dim), dtype=np.float32)
    for first in range(0, len(texts), _BATCH):
        batch = texts[first : first + _BATCH]
        vectors[first : first + len(batch)] = encoder.encode(batch)
        if progress:
            progress(first + len(batch), len(texts))
    return vectors


def _shifted(ranking: Ranking, by: int) -> Ranking:
    return [(row + by, score) for row, score in ranking]


def _damaged(folder: Path) -> PolicyError:
    return PolicyError(f"The index in {str(folder)!r} is damaged or was replaced; {_INGEST} to build it again.")


@contextmanager
def _chroma_failures(told: PolicyError) -> Iterator[None]:
    """Raise `told` for what Chroma raises on files that it cannot read or write; its errors are of several families."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, OSError, ValueError, KeyError, AttributeError) as error:
        raise told from error


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    return cast("Client", chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False)))


def _collection(client: Client, *, create: bool) -> ChromaVectorStore:
    """The collection as LlamaIndex's vector store. Its space is the inner product: our vectors have length 1 or 0."""
    from llama_index.vector_stores.chroma import ChromaVectorStore

    if create:
        found = client.create_collection(_NAME, configuration={"hnsw": {"space": "ip"}}, embedding_function=None)
    else:
        found = client.get_collection(_NAME, embedding_function=None)
    return ChromaVectorStore(chroma_collection=found)


def _write_collection(folder: Path, entries: Sequence[Entry], vectors: NDArray[np.float32]) -> None:
    from llama_index.core.schema import BaseNode, TextNode

    nodes: list[BaseNode] = [
        TextNode(id_=entry.id, text=entry.passage.text, embedding=vector.tolist(), metadata=entry.metadata())
        for entry, vector in zip(entries, vectors, strict=True)
    ]
    with _chroma_failures(PolicyError(f"The index cannot be written into {str(folder)!r}; is the disk full?")):
        client = _client(folder)
        _collection(client, create=True).add(nodes)
        client.close()
