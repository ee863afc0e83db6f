"""The panel Obligations."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.chat import Assistant
from assistant.turn import Language
from assistant.web.panels.panel import Updates
from assistant.web.panels.texts import TEXTS


class ObligationsPanel:
    """The panel Obligations."""

    id = "obligations"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def title(self, language: Language) -> str:
        """The tab's label."""
        return TEXTS[language].obligations_tab

    def lay_out(self) -> None:
        """Make the components."""
        self._frame = gr.HTML("", elem_id="obligations-frame", apply_default_css=False)

    @property
    def components(self) -> list[Any]:
        """What `show` updates."""
        return [self._frame]

    def show(self, language: Language) -> Updates:
        """All texts in a language."""
        return {self._frame: TEXTS[language].obligations_tab}

    def wire(self, session: gr.State, deliver: gr.HTML | None = None) -> None:
        """Register the events."""
