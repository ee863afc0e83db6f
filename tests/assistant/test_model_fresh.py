"""The bundled question models were trained from the tables and training questions as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.understanding.classify import MODELS_FOLDER, LinearModel
from corpus.errors import PolicyError
from structured.training import training_checksum

PLANS = sorted(folder.name for folder in MODELS_FOLDER.iterdir() if folder.is_dir())


def test_a_model_is_bundled():
    assert PLANS


@pytest.mark.parametrize("plan", PLANS)
def test_the_question_model_is_trained_from_what_lies_beside_it(plan: str):
    model = json.loads((MODELS_FOLDER / plan / "model.json").read_text(encoding="utf-8"))
    assert model["checksum"] == training_checksum(plan), "the tables or training questions have changed: run `make model`"


def test_a_missing_model_is_one_sentence_with_the_command(tmp_path: Path):
    with pytest.raises(PolicyError, match=r"missing or damaged.*`make model`"):
        LinearModel(tmp_path)


@pytest.mark.parametrize("name", ["model.json", "weights.npy", "bias.npy", "idf.npy"])
def test_a_truncated_model_is_one_sentence_with_the_command(tmp_path: Path, name: str):
    for file in (MODELS_FOLDER / PLANS[0]).iterdir():
        content = file.read_bytes()
        (tmp_path / file.name).write_bytes(content[: len(content) // 2] if file.name == name else content)
    with pytest.raises(PolicyError, match=r"`make model`"):
        LinearModel(tmp_path)
