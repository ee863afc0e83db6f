"""What a panel is to the page that shows it.

1. The page opens a `gr.Tab` with the panel's `id` and calls `lay_out` inside it.
2. It sets the tab's label to `title(language)`, and puts what `show(language)` returns into the outputs of its load and of
   its language switch.
3. It calls `wire` once, inside the Blocks: from then on the panel listens for itself.

A panel fills itself when its tab is first looked at, and again when its language changes; until then it costs nothing.
Its links are those of the messages, so that the page's one script opens them in the clause pane: `#clause-15` for a
clause, `#clause-15@5210-5239` for the words [5210, 5239) of the canonical text, marked.
"""

from __future__ import annotations

from typing import Any, Protocol

import gradio as gr

from assistant.turn import Language

Updates = dict[Any, Any]


class Panel(Protocol):
    """One tab of the page: `id` names it in addresses and in the style sheet."""

    id: str

    def title(self, language: Language) -> str:
        """The tab's label."""
        ...

    def lay_out(self) -> None:
        """Make the components, inside the panel's tab. They are empty until `show`."""
        ...

    @property
    def components(self) -> list[Any]:
        """The components that `show` returns updates for; known once the panel is laid out."""
        ...

    def show(self, language: Language) -> Updates:
        """All texts of the panel in a language."""
        ...

    def wire(self, shown: gr.Button, deliver: gr.HTML | None = None) -> None:
        """Register the panel's own events. `shown` is the switch of the language: what it
        leads to says which language the page shows.

        `deliver` is the page's component that hands a file to the browser; without it nothing is offered to take away.
        """
        ...
