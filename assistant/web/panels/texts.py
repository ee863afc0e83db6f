"""What the panels say in both languages, read from `texts.toml` beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from assistant.turn import Language


@dataclass(frozen=True, kw_only=True)
class PanelTexts:
    """Everything that the panels say in one language. Words in braces are filled in with `str.format`."""

    plan_tab: str
    units_tab: str
    targets_tab: str
    obligations_tab: str


def _read() -> dict[Language, PanelTexts]:
    data = tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))
    return {"zh": PanelTexts(**data["zh"]), "en": PanelTexts(**data["en"])}


TEXTS = _read()
