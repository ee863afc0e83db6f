"""The light reader gives what sentence_transformers gives, and says clearly what is wrong with a model folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.embed import BUNDLED_MODEL, TransformerEncoder, load_encoder
from corpus.errors import PolicyError
from corpus.static_embedding import StaticEncoder

ROOT = Path(__file__).parents[2]
TEXTS = [
    "小区停车场要建多少充电桩?", "How many EV chargers does a residential car park need?", "ＰＵＥ １．３　∶“十四五”",
    "到2025年19.2万千瓦", "", " \n", "🦊", "鼖鼗", "qwxz", "鼖光伏🦊solar", "\u0000", "光伏" * 500,
]


@pytest.fixture(scope="module")
def reference() -> NDArray[np.float32]:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUNDLED_MODEL), device="cpu", local_files_only=True)
    return model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED_MODEL, tmp_path / "model"))


def test_vectors_equal_those_of_sentence_transformers(reference: NDArray[np.float32]) -> None:
    assert np.abs(StaticEncoder.load(BUNDLED_MODEL).encode(TEXTS) - reference).max() < 1e-5


def test_a_text_gets_the_same_vector_alone_and_in_company() -> None:
    encoder = StaticEncoder.load(BUNDLED_MODEL)
    together = encoder.encode(TEXTS)
    assert all(np.array_equal(encoder.encode([text])[0], row) for text, row in zip(TEXTS, together, strict=True))


def test_vectors_have_length_one_or_zero() -> None:
    lengths = np.linalg.norm(StaticEncoder.load(BUNDLED_MODEL).encode(["光伏", "solar", "", "🦊"]), axis=1)
    assert lengths == pytest.approx([1, 1, 0, 0], abs=1e-6)


def test_no_text_gives_no_row() -> None:
    encoder = StaticEncoder.load(BUNDLED_MODEL)
    assert (encoder.encode([]).shape, encoder.encode([]).dtype) == ((0, encoder.dim), np.float32)


def test_the_fingerprint_changes_with_the_weights(model: Path) -> None:
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert StaticEncoder.load(model).fingerprint != StaticEncoder.load(BUNDLED_MODEL).fingerprint


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="no StaticEmbedding model"):
        StaticEncoder.load(tmp_path / "nowhere")


def test_a_missing_file_is_told(model: Path) -> None:
    (model / "tokenizer.json").unlink()
    with pytest.raises(PolicyError, match="cannot be read"):
        StaticEncoder.load(model)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe\x00garbage"])
def test_a_damaged_file_is_told(model: Path, name: str, content: bytes) -> None:
    (model / name).write_bytes(content)
    with pytest.raises(PolicyError, match="is damaged"):
        StaticEncoder.load(model)


def test_a_model_of_another_kind_is_told(model: Path) -> None:
    modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]
    (model / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(PolicyError, match="no StaticEmbedding model"):
        StaticEncoder.load(model)


def test_the_bundled_model_is_read_lightly() -> None:
    assert isinstance(load_encoder(), StaticEncoder)


def test_any_other_folder_goes_through_sentence_transformers(model: Path) -> None:
    encoder = load_encoder(model)
    assert isinstance(encoder, TransformerEncoder)
    assert np.abs(encoder.encode(TEXTS) - StaticEncoder.load(model).encode(TEXTS)).max() < 1e-5
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_a_model_that_is_not_here_is_told_in_one_sentence() -> None:
    with pytest.raises(PolicyError, match="'nobody/no-such-model' cannot be loaded") as told:
        load_encoder("nobody/no-such-model")
    assert "\n" not in str(told.value)


def test_asking_needs_no_heavy_import() -> None:
    heavy = ("torch", "transformers", "chromadb", "llama_index.core", "bm25s")
    program = (
        "import sys, corpus.index, corpus.ingest; from corpus.embed import load_encoder\n"
        f"load_encoder().encode(['光伏']); print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in BUNDLED_MODEL.iterdir()) < 5_000_000
