"""What a generation of the index was built from, and how to see from it that the generation is whole."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import PolicyError
from corpus.sources import Plan

FORMAT = 1
"""Raise it with every change of passages, tokens or files that makes an older index wrong."""

class PlanOrigin(BaseModel):
    """Where a plan was read from, and the checksum of the table that its cards were made from; "" where unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str = ""
    table: str = ""


class IndexedPlan(BaseModel):
    """One plan of the index: the checksum of its source and its half-open range of rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str
    origin: PlanOrigin
    first: int
    end: int


class Manifest(BaseModel):
    """`model` is the encoder's fingerprint, `count` the number of rows, `files` the size in bytes of each data file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    model: str
    dim: int
    count: int
    fusion_k: int
    words: int
    plans: dict[str, IndexedPlan]
    files: dict[str, int]

    def difference(self, plan: Plan, table: str | None) -> str:
        """Why the index does not fit this plan and table checksum (None: not compared), in a sentence, or ""."""
        indexed = self.plans.get(plan.id)
        if indexed is None:
            return f"The plan {plan.id!r} is not in the index."
        if indexed.sha256 != plan.info.sha256:
            return f"The text of {plan.id!r} has changed."
        if table is not None and indexed.origin.table != table:
            return f"The tables of {plan.id!r} have changed."
        return ""


def file_sizes(folder: Path) -> dict[str, int]:
    """The size of every file below `folder` by its relative path, but for Chroma's, which change when it is read."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path: path.relative_to(folder).as_posix() for path in paths}
    return {name: path.stat().st_size for path, name in names.items() if not name.startswith(("chroma/", "manifest"))}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json` into the folder of a generation."""
    (folder / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation. Raises PolicyError if it or a data file is damaged, or the format is another."""
    again = "run `policy-assistant ingest` to build it again"
    try:
        text = (folder / "manifest.json").read_text(encoding="utf-8")
        manifest = Manifest.model_validate_json(text)
        whole = file_sizes(folder) == manifest.files and (folder / "chroma" / "chroma.sqlite3").is_file()
    except (OSError, ValidationError, UnicodeDecodeError) as error:
        raise PolicyError(f"The index in {str(folder)!r} is damaged or of another version; {again}.") from error
    if manifest.format != FORMAT:
        raise PolicyError(f"The index in {str(folder)!r} was built by another version of the program; {again}.")
    if not whole:
        raise PolicyError(f"The index in {str(folder)!r} is damaged; {again}.")
    return manifest
