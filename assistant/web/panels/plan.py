"""The plan's panel: the clause tree, and the search in it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.chat import Assistant
from assistant.turn import Language
from assistant.web.panels.frame import LATEST, QUIET, context_of, frame, part, waiting
from assistant.web.panels.panel import Updates
from assistant.web.panels.plan_view import plan_tree
from assistant.web.panels.texts import TEXTS
from assistant.words import LONGEST_SEARCH_CHARACTERS


class PlanPanel:
    """Read the whole plan, and find words in it."""

    id = "plan"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def title(self, language: Language) -> str:
        """The tab's label."""
        return TEXTS[language].plan_tab

    def lay_out(self) -> None:
        """The search box above the tree."""
        with gr.Column(elem_id="panel-plan"):
            self._search = gr.Textbox(elem_id="plan-search", label="…", max_length=LONGEST_SEARCH_CHARACTERS, lines=1, max_lines=1)
            self._tree = part("plan-tree")
            self._frame = frame("plan")

    @property
    def components(self) -> list[Any]:
        """What `show` updates."""
        return [self._search, self._frame]

    def show(self, language: Language) -> Updates:
        """The words around the tree; the tree follows when it is seen."""
        texts = TEXTS[language]
        return {
            self._search: gr.update(label=texts.plan_search, placeholder=texts.plan_search_example),
            self._frame: waiting(language),
        }

    def wire(self, shown: gr.Button, deliver: gr.HTML | None = None) -> None:
        """The tree is made when it is first seen, and again for every search."""
        inputs = [self._search, shown]
        self._frame.seen(self._tree_of, inputs, [self._tree], **QUIET)
        self._search.change(self._tree_of, inputs, [self._tree], **LATEST)

    def _tree_of(self, typed: str | None, shown: str | None) -> str:
        return plan_tree(context_of(self._assistant, shown), typed or "")
