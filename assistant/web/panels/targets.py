"""The targets' panel: filters over a table, and the line of years."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.chat import Assistant
from assistant.exports.document import targets_document
from assistant.filtering import passing
from assistant.turn import Language
from assistant.web.panels.frame import LATEST, QUIET, context_in, context_of, frame, part, take, waiting
from assistant.web.panels.markup import behind
from assistant.web.panels.panel import Updates
from assistant.web.panels.plots import years_line
from assistant.web.panels.targets_view import Filters, filter_choices, targets_count, targets_table, timeline, timeline_intro
from assistant.web.panels.texts import TEXTS
from assistant.web.texts import language_shown
from assistant.words import LONGEST_SEARCH_CHARACTERS

CHOSEN = ("action", "unit", "period", "year", "firmness", "kind")


class TargetsPanel:
    """Find targets, see when they are due, read where they stand."""

    id = "targets"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._takeable = False

    def title(self, language: Language) -> str:
        """The tab's label."""
        return TEXTS[language].targets_tab

    def lay_out(self) -> None:
        """The filters, what passes them, and the line of years."""
        with gr.Column(elem_id="panel-targets"):
            with gr.Row(elem_id="targets-filters"):
                self._words = gr.Textbox(
                    elem_id="targets-words", label="…", max_length=LONGEST_SEARCH_CHARACTERS, lines=1, max_lines=1, min_width=130
                )
                self._chosen = [
                    gr.Dropdown(elem_id=f"targets-{name}", label="…", choices=[("", "")], value="", min_width=130) for name in CHOSEN
                ]
            self._way = gr.Radio(elem_id="targets-way", label="…", choices=[("…", "table")], value="table", container=False)
            self._count = part("targets-count")
            self._plot = gr.Plot(elem_id="targets-plot", visible=False, show_label=False, container=False)
            self._table = part("targets-table")
            self._frame = frame("targets")

    @property
    def components(self) -> list[Any]:
        """What `show` updates."""
        return [self._words, *self._chosen, self._way, self._frame]

    def show(self, language: Language) -> Updates:
        """Labels and choices; what was chosen stays."""
        texts = TEXTS[language]
        choices = filter_choices(context_in(self._assistant, language))
        ways = [(texts.view_table, "table"), (texts.view_timeline, "timeline")]
        return {
            self._words: gr.update(label=texts.filter_words, placeholder=texts.filter_words_example),
            **{
                component: gr.update(label=getattr(texts, f"filter_{name}"), choices=choices[name])
                for name, component in zip(CHOSEN, self._chosen, strict=True)
            },
            self._way: gr.update(label=texts.view_choice, choices=ways),
            self._frame: waiting(language),
        }

    def wire(self, shown: gr.Button, deliver: gr.HTML | None = None) -> None:
        """Every filter and the way of showing fill the panel anew."""
        inputs = [self._words, *self._chosen, self._way, shown]
        outputs = [self._count, self._plot, self._table]
        self._takeable = deliver is not None
        self._frame.seen(self._fill, inputs, outputs, **QUIET)
        self._words.change(self._fill, inputs, outputs, **LATEST)
        for component in (*self._chosen, self._way):
            component.input(self._fill, inputs, outputs, **LATEST)
        self._frame.choose(self._reset, [self._way, shown], [self._words, *self._chosen, *outputs], **QUIET)
        if deliver is not None:
            self._frame.take(self._take, [self._words, *self._chosen, shown], [deliver], **QUIET)

    def _fill(self, *values: Any) -> Updates:  # noqa: ANN401 - gradio passes the values of the components
        *typed, way, shown = values
        context = context_of(self._assistant, shown)
        rows = passing(self._assistant.table, _filters(typed).wanted)
        line = timeline(context, rows)
        drawn = way == "timeline" and bool(line.spans)
        intro = timeline_intro(context, line) if way == "timeline" else ""
        table = targets_table(context, rows)
        return {
            self._count: targets_count(context, rows, takeable=self._takeable) + intro,
            self._plot: gr.update(value=years_line(line), visible=True) if drawn else gr.update(visible=False),
            self._table: behind(context, table) if drawn else table,
        }

    def _reset(self, way: str, shown: str | None) -> Updates:
        empty = [""] * (1 + len(CHOSEN))
        return {**dict(zip((self._words, *self._chosen), empty, strict=True)), **self._fill(*empty, way, shown)}

    def _take(self, event: gr.EventData, *values: Any) -> str:  # noqa: ANN401
        *typed, shown = values
        document = targets_document(
            passing(self._assistant.table, _filters(typed).wanted), self._assistant.plan, self._assistant.table,
            filters=self._conditions(typed, shown), language=language_shown(shown), day=self._assistant.today,
        )
        return take(document, str(event.value))

    def _conditions(self, typed: list[str], shown: str | None) -> list[tuple[str, str]]:
        """The filters that are set, in words."""
        language = language_shown(shown)
        choices = filter_choices(context_in(self._assistant, language))
        said = [(TEXTS[language].filter_words, str(typed[0] or ""))]
        for name, value in zip(CHOSEN, typed[1:], strict=True):
            words = next((words for words, own in choices[name] if own and own == value), "")
            said.append((getattr(TEXTS[language], f"filter_{name}"), words))
        return [(label, words) for label, words in said if words]


def _filters(typed: list[str]) -> Filters:
    words, *chosen = [str(value or "") for value in typed]
    return Filters(words=words, **dict(zip(CHOSEN, chosen, strict=True)))
