"""What the panels share with the page around them: the part of a panel that is HTML, and the visit's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answers.context import Context
from assistant.chat import Assistant
from assistant.exports.parts import Document
from assistant.turn import Language
from assistant.web.download import file_value, print_value
from assistant.web.texts import language_shown

SCRIPT = (Path(__file__).parent / "panel.js").read_text(encoding="utf-8")
# Text boxes are listened to by `change`: gradio raises their `input` at key presses only, not for what is pasted or composed.
# Looking around is light and changes nothing that is shared; only the newest of several events of one panel counts.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
LATEST: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}


def frame(panel: str) -> gr.HTML:
    """The part of a panel that tells the server when it is first seen, and what is chosen in it."""
    return gr.HTML("", elem_id=f"{panel}-frame", apply_default_css=False, js_on_load=SCRIPT)


def part(name: str) -> gr.HTML:
    """A part of a panel that only shows."""
    return gr.HTML("", elem_id=name, apply_default_css=False, js_on_load=None)


def waiting(language: Language) -> str:
    """What stands in a frame until it is seen: its language, which the script waits for."""
    return f'<div data-language="{language}"></div>'


def context_of(assistant: Assistant, shown: str | None) -> Context:
    """What the renderers of the answers need, in the language of the page, by what its switch says."""
    return context_in(assistant, language_shown(shown))


def context_in(assistant: Assistant, language: Language) -> Context:
    """The same in a language that is known."""
    return Context(plan=assistant.plan, table=assistant.table, language=language, today=assistant.today, question="")


def take(document: Document, how: str) -> str:
    """What hands a document to the browser: `docx` and `xlsx` as a file, anything else to its printer."""
    return file_value(document, how) if how in ("docx", "xlsx") else print_value(document)
