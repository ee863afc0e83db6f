"""The units' panel: the heat map of all units, and one unit's clauses, targets and partners."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.answers.context import Context
from assistant.answers.wording import say, unit_name
from assistant.chat import Assistant
from assistant.exports.document import unit_document
from assistant.turn import Language
from assistant.web.panels.frame import LATEST, QUIET, context_in, context_of, frame, part, take, waiting
from assistant.web.panels.panel import Updates
from assistant.web.panels.plots import Grid, heat_map
from assistant.web.panels.texts import TEXTS
from assistant.web.panels.units_view import local_name, matrix, overview_intro, overview_table, short_name, unit_view
from assistant.web.texts import language_shown
from structured.schema import Unit


class UnitsPanel:
    """See what each responsible unit has to do, and with whom."""

    id = "units"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._units = {unit.id: unit for unit in assistant.table.units}
        self._matrix = matrix(assistant.table)
        self._takeable = False

    def title(self, language: Language) -> str:
        """The tab's label."""
        return TEXTS[language].units_tab

    def lay_out(self) -> None:
        """The choice of a unit, the unit or the overview, the heat map, the table behind it."""
        with gr.Column(elem_id="panel-units"):
            with gr.Row(elem_id="units-choice"):
                self._unit = gr.Dropdown(elem_id="units-unit", label="…", choices=[], value=None)
                self._action = gr.Dropdown(elem_id="units-action", label="…", choices=[], value=None, visible=False)
            self._view = part("units-view")
            self._plot = gr.Plot(elem_id="units-plot", visible=False, show_label=False, container=False)
            self._behind = part("units-table")
            self._frame = frame("units")

    @property
    def components(self) -> list[Any]:
        """What `show` updates."""
        return [self._unit, self._action, self._frame]

    def show(self, language: Language) -> Updates:
        """Labels and choices; a choice that was made stays."""
        texts, table = TEXTS[language], self._assistant.table
        context = context_in(self._assistant, language)
        units = [(say(language, "（", "(") + texts.all_actions + say(language, "）", ")"), "")]
        units += [(unit_name(table, unit.name, language), unit.id) for unit in self._matrix.units]
        actions = [(texts.all_actions, "")] + [(short_name(action, context), action.id) for action in self._matrix.actions]
        return {
            self._unit: gr.update(label=texts.unit_choice, choices=units),
            self._action: gr.update(label=texts.action_choice, choices=actions),
            self._frame: waiting(language),
        }

    def wire(self, shown: gr.Button, deliver: gr.HTML | None = None) -> None:
        """The panel follows its two choices, and what is clicked in it sets them."""
        inputs = [self._unit, self._action, shown]
        outputs = [self._unit, self._action, self._view, self._plot, self._behind]
        self._takeable = deliver is not None
        self._frame.seen(self._fill, inputs, outputs, **QUIET)
        self._frame.choose(self._choose, [shown], outputs, **QUIET)
        self._unit.input(self._fill, inputs, outputs, **LATEST)
        self._action.input(self._fill, inputs, outputs, **LATEST)
        if deliver is not None:
            self._frame.take(self._take, inputs, [deliver], **QUIET)

    def _choose(self, shown: str | None, event: gr.EventData) -> Updates:
        unit, _, action = str(event.value).partition("|")
        return self._fill(unit, action, shown)

    def _fill(self, unit: str | None, action: str | None, shown: str | None) -> Updates:
        """One unit, or the overview; what the browser sends that does not exist chooses nothing."""
        chosen = self._units.get(unit or "")
        known = action if action in {row.id for row in self._matrix.actions} else ""
        context = context_of(self._assistant, shown)
        return self._one(context, chosen, known or "") if chosen else self._overview(context)

    def _one(self, context: Context, unit: Unit, action: str) -> Updates:
        return {
            self._unit: unit.id,
            self._action: gr.update(value=action, visible=True),
            self._view: unit_view(context, unit, action, takeable=self._takeable),
            self._plot: gr.update(visible=False),
            self._behind: "",
        }

    def _overview(self, context: Context) -> Updates:
        return {
            self._unit: "",
            self._action: gr.update(value="", visible=False),
            self._view: overview_intro(context),
            self._plot: gr.update(value=heat_map(self._grid(context)), visible=True),
            self._behind: overview_table(context),
        }

    def _grid(self, context: Context) -> Grid:
        cells = self._matrix
        return Grid(
            rows=[local_name(unit, context) for unit in cells.units],
            columns=[short_name(action, context) for action in cells.actions],
            counts=[[cells.count(unit, action) for action in cells.actions] for unit in cells.units],
            choices=[[f"{unit.id}|{action.id}" for action in cells.actions] for unit in cells.units],
        )

    def _take(self, unit: str | None, action: str | None, shown: str | None, event: gr.EventData) -> str | dict[str, Any]:
        chosen = self._units.get(unit or "")
        if chosen is None:
            return gr.skip()
        assistant = self._assistant
        document = unit_document(
            chosen.name, assistant.plan, assistant.table, language=language_shown(shown), day=assistant.today
        )
        return take(document, str(event.value))
