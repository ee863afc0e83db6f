"""The panels as the page mounts them."""

from __future__ import annotations

import asyncio

import gradio as gr
import pytest

from assistant.chat import Assistant
from assistant.web.panels.panel import Panel
from assistant.web.panels.tabs import STYLE, all_panels


@pytest.fixture
def panels(assistant: Assistant) -> list[Panel]:
    """All panels, laid out in tabs and wired; inside a running loop, or gradio makes one and never closes it."""

    async def build() -> list[Panel]:
        made = all_panels(assistant)
        with gr.Blocks(analytics_enabled=False):
            switch = gr.Button("")
            with gr.Tabs():
                for panel in made:
                    with gr.Tab(panel.title("zh"), id=panel.id):
                        panel.lay_out()
            for panel in made:
                panel.wire(switch)
        return made

    return asyncio.run(build())


def test_the_panels_stand_in_their_order(panels: list[Panel]):
    assert [panel.title("en") for panel in panels] == ["Plan", "Units", "Targets", "My obligations"]
    assert [panel.id for panel in panels] == ["plan", "units", "targets", "obligations"]


def test_a_panel_shows_only_what_it_names_as_its_components(panels: list[Panel]):
    for panel in panels:
        for language in ("zh", "en"):
            assert set(panel.show(language)) <= set(panel.components)


def test_showing_texts_is_light(panels: list[Panel]):
    for panel in panels:
        assert len(str(panel.show("en"))) < 20_000, panel.id


def test_the_style_sheet_fetches_nothing():
    style = STYLE.read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style
