"""The components of the page that change, and what lies beneath them: laid out once, outputs of the events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.web.download import download_component
from assistant.web.panels.panel import Panel

SCRIPT = Path(__file__).parent / "chat.js"


@dataclass(frozen=True, kw_only=True)
class Page:
    """The components of the page that change. `panels` are the tabs beside the conversation's own."""

    session: gr.State
    masthead: gr.HTML
    language: gr.Button
    restart: gr.Button
    views: gr.Tabs
    tab: gr.Tab
    state: gr.HTML
    opening: gr.HTML
    chat: gr.HTML
    hint: gr.HTML
    question: gr.Textbox
    reader: gr.HTML
    download: gr.HTML
    panels: tuple[tuple[gr.Tab, Panel], ...] = ()

    @property
    def components(self) -> list[Any]:
        """All of them, as the outputs of an event."""
        own = [part for name, part in vars(self).items() if name != "panels"]
        return own + [part for tab, panel in self.panels for part in (tab, *panel.components)]

    @property
    def talk(self) -> list[Any]:
        """Those that a question changes."""
        return [self.session, self.views, self.opening, self.chat, self.hint, self.question, self.reader]


def lay_out(panels: Iterable[Panel]) -> Page:
    """Masthead; the tabs, the conversation first; the clause pane beside them. Everything is empty until the page is loaded."""
    parts: dict[str, Any] = {"session": gr.State(None)}
    with gr.Row(elem_id="top"):
        parts["masthead"] = _html("masthead")
        parts["restart"] = gr.Button("", elem_id="restart", size="sm", scale=0)
        parts["language"] = gr.Button("", elem_id="language", size="sm", scale=0)
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="left"), gr.Tabs(elem_id="views", overflow_behavior="wrap") as parts["views"]:
            with gr.Tab("…", id="ask", elem_id="view-ask") as parts["tab"], gr.Column(elem_id="ask"):
                parts |= _lay_out_talk()
            parts["panels"] = tuple(_lay_out_panel(panel) for panel in panels)
        with gr.Column(elem_id="right"):
            parts["reader"] = _html("reader", js_on_load=SCRIPT.read_text(encoding="utf-8"))
    return Page(**parts, download=download_component())


def _lay_out_talk() -> dict[str, Any]:
    with gr.Column(elem_id="talk"):
        parts: dict[str, Any] = {"state": _html("state"), "opening": _html("opening"), "chat": _html("chat")}
    parts["hint"] = _html("hint")
    parts["question"] = gr.Textbox(
        elem_id="question", lines=1, max_lines=6, autofocus=True, submit_btn=True, show_label=True, label="…"
    )
    return parts


def _lay_out_panel(panel: Panel) -> tuple[gr.Tab, Panel]:
    with gr.Tab("…", id=panel.id, elem_id=f"view-{panel.id}") as tab:
        panel.lay_out()
    return tab, panel


def _html(name: str, js_on_load: str | None = None) -> gr.HTML:
    return gr.HTML("", elem_id=name, apply_default_css=False, js_on_load=js_on_load)
