"""Train the linear models of one plan: `python -m assistant.understanding.train [PLAN]`.

1. Examples: the training questions of `structured/training/<plan>/*.jsonl`, and every row of the tables as a card in
   both languages (names, aliases, quotes, translations, glossary synonyms).
2. Labels per head: clause, target and statement (rows whose quote overlaps the example's quote), kind of question, and
   the aspect that a question asks for in vain. An example without a label for a head does not train that head.
3. One linear layer, softmax per head, full-batch Adam from zero: no random number is drawn, so two runs agree.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from pypinyin import lazy_pinyin
from tqdm import tqdm

from assistant.understanding.classify import MODELS_FOLDER
from assistant.understanding.features import extract
from assistant.understanding.normalise import normalise
from corpus.errors import PolicyError
from corpus.sources import BUNDLED_PLAN, Plan, load_plan
from structured.schema import QuotedRow
from structured.table import SHARED_FOLDER, Table, load_table
from structured.training import TrainingQuestion, load_training, training_checksum

_STEPS = 250
_RATE = 0.05
_DECAY = 1e-6
_MIN_DOCUMENTS = 2
# Weights are kept as int8 steps of their class's largest weight: a quarter of the size, the same answers.
_STEPS_OF_INT8 = 127
_SAME_QUOTE = 0.6
_TOUCHES = 0.4
# Whether a figure for that year, or any figure, exists is a fact of the table: the words of the question look the same.
_DECIDED_BY_TABLE = ("other_year", "amount")
_HEADS = ("clause", "target", "statement", "kind", "aspect")


@dataclass(frozen=True, kw_only=True)
class Example:
    """A text with its labels per head; a head without labels is not trained by it."""

    text: str
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)


def make_examples(plan: Plan, table: Table, questions: Iterable[TrainingQuestion]) -> list[Example]:
    """Training questions and cards, with their labels."""
    examples = [_from_question(plan, table, question) for question in questions if question.kind != "followup"]
    for row in table.statements:
        labels = {"clause": (row.clause,), "statement": (row.id,), "kind": ("explain",)}
        examples += [Example(text=text, labels=labels) for text in (row.quote, row.en)]
    for row in table.targets:
        labels = {"clause": (row.clause,), "target": (row.id,), "statement": _touching(plan, row, table.statements, _TOUCHES)}
        if row.value is not None:
            labels["kind"] = ("figure",)
        names = (f"{row.metric_zh} {row.scope_zh}", f"{row.metric_en} {row.scope_en}", *row.aliases_zh, *row.aliases_en)
        examples += [Example(text=text, labels=labels) for text in names]
    for row in table.tasks:
        names = (row.title, row.title_en, *row.aliases_zh, *row.aliases_en)
        examples += [Example(text=text, labels={"clause": (row.clause,)}) for text in names]
    for row in table.places:
        labels = {"clause": (row.clause,), "statement": _touching(plan, row, table.statements, _TOUCHES), "kind": ("explain",)}
        names = (row.name, row.name_en, *row.aliases_zh, *row.aliases_en)
        examples += [Example(text=text, labels=labels) for text in names]
    for row in table.obligations:
        labels = {"clause": (row.clause,), "statement": _touching(plan, row, table.statements, _TOUCHES)}
        examples += [Example(text=text, labels=labels) for text in (row.what_zh, row.what_en)]
    known = {clause.id for clause in plan.clauses}
    for term in table.terms:
        clauses = tuple(
            clause for owner, _, clause in (link.partition(":") for link in term.links) if owner == plan.id and clause in known
        )
        names = (term.zh, term.en, *term.synonyms_zh, *term.synonyms_en)
        examples += [Example(text=text, labels={"clause": clauses}) for text in names if clauses]
    return examples


def _from_question(plan: Plan, table: Table, question: TrainingQuestion) -> Example:
    kind = "figure" if question.aspect in _DECIDED_BY_TABLE else question.kind
    labels: dict[str, tuple[str, ...]] = {"kind": (kind,)}
    if question.aspect:
        labels["aspect"] = (question.aspect,)
    if question.clause in plan.by_id:
        labels["clause"] = (question.clause,)
    where = plan.locate(question.clause, question.quote)
    if where is not None:
        row = QuotedRow(id="question", clause=question.clause, quote=question.quote)
        labels["target"] = _touching(plan, row, table.targets, _SAME_QUOTE)
        labels["statement"] = _touching(plan, row, table.statements, _TOUCHES)
    return Example(text=question.q, labels=labels)


def _touching(plan: Plan, row: QuotedRow, others: Sequence[QuotedRow], share: float) -> tuple[str, ...]:
    """The rows of the same clause whose quotes overlap the row's by at least `share` of the shorter one."""
    here = plan.locate(row.clause, row.quote)
    if here is None:
        return ()
    found = []
    for other in others:
        there = plan.locate(other.clause, other.quote) if other.clause == row.clause else None
        if there is None:
            continue
        overlap = min(here.end, there.end) - max(here.start, there.start)
        if overlap >= share * min(here.end - here.start, there.end - there.start):
            found.append(other.id)
    return tuple(found)


def train(plan: Plan, table: Table, questions: Sequence[TrainingQuestion], folder: Path, checksum: str) -> None:
    """Train on all examples and write the model folder."""
    examples = make_examples(plan, table, questions)
    texts = [normalise(example.text) for example in examples]
    pinyin = _pinyin(texts)
    features = [extract(text, pinyin) for text in texts]
    counts = Counter(name for one in features for name in one)
    names = sorted(name for name, count in counts.items() if count >= _MIN_DOCUMENTS)
    idf = np.array([np.log(1 + len(features) / counts[name]) for name in names], dtype=np.float32)
    heads = {head: sorted({label for example in examples for label in example.labels.get(head, ())}) for head in _HEADS}
    weights, bias = _fit(_matrix(features, names, idf), examples, heads)
    folder.mkdir(parents=True, exist_ok=True)
    scale = (np.abs(weights).max(axis=0) / _STEPS_OF_INT8).astype(np.float32)
    scale[scale == 0] = 1.0
    np.save(folder / "weights.npy", np.rint(weights / scale).astype(np.int8))
    np.save(folder / "scale.npy", scale)
    np.save(folder / "bias.npy", bias)
    np.save(folder / "idf.npy", idf)
    meta = {"checksum": checksum, "examples": len(examples), "heads": heads, "pinyin": pinyin, "features": names}
    (folder / "model.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")


def _pinyin(texts: Iterable[str]) -> dict[str, str]:
    """The syllable of every common character (GB 2312, which a typo may bring in) and of every one in the texts."""
    common = {bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)}
    characters = {char for char in common if char} | {char for text in texts for char in text if "\u3400" <= char <= "\u9fff"}
    return {char: lazy_pinyin(char)[0] for char in sorted(characters)}


def _matrix(features: Sequence[dict[str, float]], names: Sequence[str], idf: np.ndarray) -> torch.Tensor:
    """The examples as a sparse CSR matrix [examples, features] with rows of unit length."""
    column = {name: index for index, name in enumerate(names)}
    starts, columns, values = [0], [], []
    for one in features:
        known = sorted((column[name], weight) for name, weight in one.items() if name in column)
        weighted = np.array([weight * idf[index] for index, weight in known], dtype=np.float32)
        length = float(np.linalg.norm(weighted)) or 1.0
        columns += [index for index, _ in known]
        values += list(weighted / length)
        starts.append(len(columns))
    return torch.sparse_csr_tensor(
        torch.tensor(starts), torch.tensor(columns), torch.tensor(values), (len(features), len(names)), check_invariants=False
    )


def _fit(matrix: torch.Tensor, examples: Sequence[Example], heads: dict[str, list[str]]) -> tuple[np.ndarray, np.ndarray]:
    goals, masks = zip(*(_goal(examples, head, classes) for head, classes in heads.items()), strict=True)
    classes = sum(len(names) for names in heads.values())
    weights = torch.zeros(matrix.shape[1], classes, requires_grad=True)
    bias = torch.zeros(classes, requires_grad=True)
    optimiser = torch.optim.Adam([weights, bias], lr=_RATE)
    transposed = matrix.to_sparse_coo().t().to_sparse_csr()
    for _ in tqdm(range(_STEPS), desc="training", file=sys.stderr, leave=False):
        with torch.no_grad():
            logits = matrix @ weights + bias
            gradient = torch.cat(
                [
                    (torch.softmax(part, 1) * mask[:, None] - goal) / mask.sum().clamp(min=1)
                    for part, goal, mask in zip(logits.split([len(n) for n in heads.values()], 1), goals, masks, strict=True)
                ],
                1,
            )
            weights.grad = transposed @ gradient + _DECAY * weights
            bias.grad = gradient.sum(0)
        optimiser.step()
    return weights.detach().numpy(), bias.detach().numpy()


def _goal(examples: Sequence[Example], head: str, classes: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Soft labels [examples, classes] whose rows sum to 1, or to 0 where the example has no label; and which have one."""
    column = {name: index for index, name in enumerate(classes)}
    goal = torch.zeros(len(examples), len(classes))
    for row, example in enumerate(examples):
        labels = example.labels.get(head, ())
        for label in labels:
            goal[row, column[label]] = 1 / len(labels)
    return goal, (goal.sum(1) > 0).float()


def main(arguments: Sequence[str] | None = None) -> int:
    """Train the model of one plan and say where it lies."""
    parser = argparse.ArgumentParser(prog="python -m assistant.understanding.train", description=main.__doc__)
    parser.add_argument("plan", nargs="?", default=BUNDLED_PLAN, help="id of the plan (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=None, help="model folder (default: the bundled one)")
    options = parser.parse_args(arguments)
    torch.manual_seed(0)
    torch.set_num_threads(2)
    try:
        plan, table = load_plan(options.plan), load_table(options.plan)
        folder = options.out or MODELS_FOLDER / plan.id
        train(plan, table, load_training(plan.id, SHARED_FOLDER), folder, training_checksum(plan.id))
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The question model of {plan.id} lies in {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
