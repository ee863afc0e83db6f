"""The examples of the interface's description, read from `examples.json`: a question, and the answer it gets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import JsonValue

_EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))

ASK: list[JsonValue] = _EXAMPLES["ask"]
ANSWER: dict[str, Any] = _EXAMPLES["answer"]
