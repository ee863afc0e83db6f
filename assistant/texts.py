"""Our own words in both languages, from a TOML file with a table for each language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from assistant.turn import Language

_Words = TypeVar("_Words")


def read_texts(path: Path, form: type[_Words]) -> dict[Language, _Words]:
    """The texts of `path` in the form of a dataclass with a field for each; a text too many or too few is a TypeError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {"zh": form(**data["zh"]), "en": form(**data["en"])}
