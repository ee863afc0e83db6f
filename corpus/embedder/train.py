"""Train the bundled embedding model: `python -m corpus.embedder.train`.

1. The vocabulary is collected (`tokens`), the pairs are made (`material`).
2. Every token has a vector of its own plus the mean of its parts' vectors, so that rare words learn from common ones;
   afterwards both are added up into the one table that a StaticEmbedding model is.
3. Pairs are contrasted in batches by the multiple negatives ranking loss in both directions, with positives that stand
   for the anchor's own place masked out, and tokens left out at random.
4. The model is written as a sentence-transformers folder, through that library.

One thread and a fixed seed: two runs on one machine give the same bytes. `--hold-out` measures questions that a model
was not trained on; `--check` tells whether the bundled model fits its training data.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from opencc import OpenCC
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from corpus.embed import BUNDLED_MODEL
from corpus.embedder.material import Material, Pair, make_pairs, read_questions, read_rows, without
from corpus.embedder.measure import Rank, as_markdown, hold_out, measure
from corpus.embedder.tokens import build_tokenizer, parts_of
from corpus.sources import BUNDLED_PLAN, load_plan
from corpus.static_embedding import StaticEncoder

_DATA = Path(__file__).parents[2] / "structured"
_SEED = 20260101
_DRAWS = (11, 12, 13)
_DIM = 128
_EPOCHS = 14
_BATCH = 512
_RATE = 0.02
_SPREAD = 0.1
_SCALE = 20.0
_LEFT_OUT = 0.2
_UNKNOWN = 0
_TRAINED_ON = "trained_on.json"

Bags = tuple[Tensor, Tensor]
"""Token ids of several texts, one after the other, and the offset at which each text begins."""


class SharedVectors(nn.Module):
    """Token vectors made of a vector for the token and the mean vector of its parts."""

    def __init__(self, tokens: Sequence[str], generator: torch.Generator) -> None:
        """`tokens` in the order of their ids."""
        super().__init__()
        parts = [parts_of(token) for token in tokens]
        number = {part: at for at, part in enumerate(dict.fromkeys(part for own in parts for part in own))}
        ids = [number[part] for own in parts for part in own]
        starts = [0, *torch.tensor([len(own) for own in parts]).cumsum(0).tolist()[:-1]]
        self.own = nn.Parameter(torch.randn(len(tokens), _DIM, generator=generator) * _SPREAD)
        self.parts = nn.Parameter(torch.randn(len(number), _DIM, generator=generator) * _SPREAD)
        self.register_buffer("ids", torch.tensor(ids))
        self.register_buffer("starts", torch.tensor(starts))

    def forward(self) -> Tensor:
        """The table, shape [tokens, dim]; the unknown token's vector is 0."""
        shared = functional.embedding_bag(self.get_buffer("ids"), self.parts, self.get_buffer("starts"), mode="mean")
        known = torch.ones(len(self.own), 1)
        known[_UNKNOWN] = 0
        return (self.own + shared) * known


class Batches:
    """Turns pairs into token ids, leaving tokens out at random."""

    def __init__(self, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> None:
        """Encode every text of the pairs once."""
        texts = {pair.text for pair in pairs} | {text for pair in pairs for one in pair.positives for text in one.texts}
        ordered = sorted(texts)
        encodings = tokenizer.encode_batch(ordered, add_special_tokens=False)
        self._ids = {text: encoding.ids or [_UNKNOWN] for text, encoding in zip(ordered, encodings, strict=True)}
        self._random = random.Random(_SEED)
        self.pairs = list(pairs)

    def __iter__(self) -> Iterator[tuple[Bags, Bags, Tensor]]:
        """One epoch in a new order; the last, smaller batch is left for another epoch."""
        self._random.shuffle(self.pairs)
        for first in range(0, len(self.pairs) - _BATCH + 1, _BATCH):
            yield self._batch(self.pairs[first : first + _BATCH])

    def __len__(self) -> int:
        """Batches in an epoch."""
        return len(self.pairs) // _BATCH

    def _batch(self, pairs: Sequence[Pair]) -> tuple[Bags, Bags, Tensor]:
        drawn = [self._random.choice(pair.positives) for pair in pairs]
        masked = torch.tensor([[one.group in pair.groups for one in drawn] for pair in pairs])
        masked.fill_diagonal_(False)
        anchors = self._bags([pair.text for pair in pairs])
        return anchors, self._bags([self._random.choice(one.texts) for one in drawn]), masked

    def _bags(self, texts: Sequence[str]) -> Bags:
        bags = [self._thinned(self._ids[text]) for text in texts]
        lengths = torch.tensor([0, *(len(bag) for bag in bags[:-1])])
        return torch.tensor([token for bag in bags for token in bag]), lengths.cumsum(0)

    def _thinned(self, ids: list[int]) -> list[int]:
        if len(ids) < 4:
            return ids
        return [token for token in ids if self._random.random() >= _LEFT_OUT] or ids


def train(material: Material) -> SentenceTransformer:
    """Train a model on the material; progress goes to stderr."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    tokenizer = build_tokenizer(material.texts(), material.plan.text)
    tokens = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)
    vectors = SharedVectors(tokens, torch.Generator().manual_seed(_SEED))
    batches = Batches(tokenizer, make_pairs(material))
    optimiser = torch.optim.Adam(vectors.parameters(), lr=_RATE)
    steps = _EPOCHS * len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    with tqdm(total=steps, desc="training", file=sys.stderr, disable=None) as bar:
        for _ in range(_EPOCHS):
            for anchors, positives, masked in batches:
                loss = _loss(vectors(), anchors, positives, masked)
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                schedule.step()
                bar.set_postfix(loss=f"{loss.item():.2f}", refresh=False)
                bar.update()
    weights = vectors().detach().clone()
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")


def _loss(table: Tensor, anchors: Bags, positives: Bags, masked: Tensor) -> Tensor:
    """Multiple negatives ranking: each anchor is to find its positive among all, and each positive its anchor."""
    left, right = (
        functional.normalize(functional.embedding_bag(ids, table, starts, mode="mean"))
        for ids, starts in (anchors, positives)
    )
    scores = (left @ right.T * _SCALE).masked_fill(masked, -torch.inf)
    wanted = torch.arange(len(scores))
    return (functional.cross_entropy(scores, wanted) + functional.cross_entropy(scores.T, wanted)) / 2


def write(model: SentenceTransformer, folder: Path, files: Sequence[Path] = ()) -> None:
    """Save the model with the checksum of its training data, and without the card that would carry the date."""
    model.save_pretrained(str(folder), create_model_card=False)
    (folder / _TRAINED_ON).write_text(json.dumps({"sha256": _checksum(files)}) + "\n", encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o644)


def fits(folder: Path, files: Sequence[Path]) -> bool:
    """Whether the model in `folder` was trained on these files as they are now."""
    path = folder / _TRAINED_ON
    return path.is_file() and json.loads(path.read_text(encoding="utf-8")) == {"sha256": _checksum(files)}


def _checksum(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(plan_id: str, data: Path) -> list[Path]:
    """Training questions, tables, and the tables of all plans, in a fixed order."""
    folders = (data / "training" / plan_id, data / "tables" / plan_id, data)
    return [path for folder in folders for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.csv")])]


def _read_material(plan_id: str, files: Sequence[Path]) -> Material:
    return Material(
        plan=load_plan(plan_id),
        questions=read_questions([path for path in files if path.suffix == ".jsonl"], OpenCC("t2s").convert),
        rows=read_rows([path for path in files if path.suffix == ".csv"]),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m corpus.embedder.train", description="Train the embedding model.")
    parser.add_argument("--plan", default=BUNDLED_PLAN, help="id of the plan")
    parser.add_argument("--data", type=Path, default=_DATA, help="folder with training/, tables/ and the glossary")
    parser.add_argument("--out", type=Path, default=BUNDLED_MODEL, help="folder that the model is written to")
    parser.add_argument("--check", action="store_true", help="only tell whether the model fits its training data")
    parser.add_argument(
        "--hold-out",
        metavar="WHAT",
        help="write nothing, but measure questions left out of training: `questions` (a tenth of them), `quotes` (all"
        " questions of a tenth of the quotes), both three times over, or the name of a file of questions",
    )
    options = parser.parse_args(arguments)
    files = _files(options.plan, options.data)
    if options.check:
        sys.exit(0 if fits(options.out, files) else "The model was trained on other data; run the training again.")
    material = _read_material(options.plan, files)
    if options.hold_out:
        print(as_markdown(_experiment(material, options.hold_out)))
    else:
        write(train(material), options.out, files)


def _experiment(material: Material, what: str) -> list[Rank]:
    ranks: list[Rank] = []
    for seed in _DRAWS if what in ("questions", "quotes") else _DRAWS[:1]:
        held_out = hold_out(material, what, seed)
        with tempfile.TemporaryDirectory() as folder:
            write(train(without(material, held_out)), Path(folder))
            ranks += measure(material, held_out, StaticEncoder.load(folder))
    return ranks


if __name__ == "__main__":
    main()
