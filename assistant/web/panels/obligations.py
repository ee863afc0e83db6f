"""The panel of one's own obligations: who one is, one's own figures, and the checklist that follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.chat import Assistant
from assistant.checklist import Item, checklist, quantities_asked
from assistant.exports.document import checklist_document
from assistant.turn import Language
from assistant.web.panels.figures import LONGEST_FIGURE_CHARACTERS, Typed, own_figures, quantity_label, read_figures
from assistant.web.panels.frame import LATEST, QUIET, context_in, frame, part, take, waiting
from assistant.web.panels.obligations_view import checklist_view, export_item, nobody_yet, subject_choices
from assistant.web.panels.panel import Updates
from assistant.web.panels.texts import TEXTS
from assistant.web.texts import language_shown

MOST_KINDS = 10


@dataclass(frozen=True, kw_only=True)
class _Form:
    """What somebody has said of himself."""

    kinds: tuple[str, ...]
    typed: Typed
    language: Language


class ObligationsPanel:
    """Say who you are and what figures you have; see what applies to you and what it comes to."""

    id = "obligations"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._quantities = quantities_asked(assistant.table)
        self._takeable = False

    def title(self, language: Language) -> str:
        """The tab's label."""
        return TEXTS[language].obligations_tab

    def lay_out(self) -> None:
        """The kinds of subjects, a field for every quantity that an obligation uses, the checklist."""
        with gr.Column(elem_id="panel-obligations"):
            self._kinds = gr.Dropdown(
                elem_id="obligations-kinds", label="…", choices=[], value=[], multiselect=True, max_choices=MOST_KINDS
            )
            self._asks = part("obligations-asks")
            with gr.Row(elem_id="obligations-figures"):
                self._fields = [
                    gr.Textbox(
                        elem_id=f"figure-{quantity.id}", label="…", visible=False, max_length=LONGEST_FIGURE_CHARACTERS, lines=1,
                        max_lines=1, min_width=130,
                    )
                    for quantity in self._quantities
                ]
            self._list = part("obligations-list")
            self._frame = frame("obligations")

    @property
    def components(self) -> list[Any]:
        """What `show` updates."""
        return [self._kinds, *self._fields, self._frame]

    def show(self, language: Language) -> Updates:
        """Labels and choices; what was entered stays."""
        texts = TEXTS[language]
        return {
            self._kinds: gr.update(
                label=texts.subject_choice, info=texts.subject_hint, choices=subject_choices(self._assistant.table, language)
            ),
            **{
                field: gr.update(label=quantity_label(quantity, language))
                for quantity, field in zip(self._quantities, self._fields, strict=True)
            },
            self._frame: waiting(language),
        }

    def wire(self, shown: gr.Button, deliver: gr.HTML | None = None) -> None:
        """The checklist follows every choice and every figure; the fields follow the choice."""
        inputs = [self._kinds, *self._fields, shown]
        outputs = [self._asks, *self._fields, self._list]
        self._takeable = deliver is not None
        self._frame.seen(self._fill, inputs, outputs, **QUIET)
        self._kinds.input(self._fill, inputs, outputs, **LATEST)
        for field in self._fields:
            field.change(self._check, inputs, [self._list], **LATEST)
        if deliver is not None:
            self._frame.take(self._take, inputs, [deliver], **QUIET)

    def _fill(self, *values: Any) -> Updates:  # noqa: ANN401 - gradio passes the values of the components
        """The fields that matter to these kinds of subjects, and the checklist."""
        form = self._read(values)
        asked = set(quantities_asked(self._assistant.table, form.kinds)) if form.kinds else set()
        hint = f'<p class="quiet">{TEXTS[form.language].figures_hint}</p>' if asked else ""
        fields = {
            field: gr.update(visible=quantity in asked) for quantity, field in zip(self._quantities, self._fields, strict=True)
        }
        return {self._asks: hint, **fields, self._list: self._check(*values)}

    def _check(self, *values: Any) -> str:  # noqa: ANN401
        form = self._read(values)
        context = context_in(self._assistant, form.language)
        if not form.kinds:
            return nobody_yet(context)
        return checklist_view(context, self._items(form), form.typed.objections, takeable=self._takeable)

    def _take(self, event: gr.EventData, *values: Any) -> str:  # noqa: ANN401
        form = self._read(values)
        context = context_in(self._assistant, form.language)
        document = checklist_document(
            [export_item(item, context) for item in self._items(form)], self._assistant.plan, self._assistant.table,
            subjects=form.kinds, figures=own_figures(form.typed, self._assistant.table), language=form.language, day=self._assistant.today,
        )
        return take(document, str(event.value))

    def _items(self, form: _Form) -> tuple[Item, ...]:
        return checklist(self._assistant.table, form.kinds, form.typed.values)

    def _read(self, values: tuple[Any, ...]) -> _Form:
        """The form as far as it can be used: kinds that exist, figures that are asked for."""
        kinds, *typed, shown = values
        language = language_shown(shown)
        existing = {kind.id for kind in self._assistant.table.subject_kinds}
        known = tuple(kind for kind in kinds or () if kind in existing)[:MOST_KINDS]
        asked = set(quantities_asked(self._assistant.table, known)) if known else set()
        fields = [(quantity, str(text or "")) for quantity, text in zip(self._quantities, typed, strict=True) if quantity in asked]
        return _Form(kinds=known, typed=read_figures(fields, language), language=language)
