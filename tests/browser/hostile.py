"""A table whose every text is hostile: what the page shows of rows must be shown as text."""

from __future__ import annotations

from collections.abc import Sequence

from structured.table import Table
from tests import builders
from tests.assistant.web.canned import SOURCE

UNITS_PRINTED = "(责任单位：园林局、各镇)"
QUOTE = "每年种树100棵"


def hostile_table(payloads: Sequence[str]) -> Table:
    """One unit, target, obligation, place and statement for each text, all of clause 1."""
    assert QUOTE in SOURCE
    numbered = list(enumerate(payloads))
    kinds = [builders.subject_kind(f"k{number}").model_copy(update={"zh": text, "en": text}) for number, text in numbered[:12]]
    return builders.table(
        units=[builders.unit(text, name_en=text, full_name=text) for text in payloads],
        actions=[builders.action("二", payloads[0]), builders.action("一", payloads[1])],
        tasks=[
            builders.task(action="二", title=payloads[2], title_en=payloads[3], quote=UNITS_PRINTED).model_copy(
                update={"units": tuple(payloads)}
            )
        ],
        targets=[
            builders.target(
                id=f"t{number}", metric=text, metric_zh=text, metric_en=text, quote=QUOTE, value="100", unit=text, unit_en=text,
                scope_zh=text, scope_en=text, time_printed=text, deadline="2025", baseline_zh=text, baseline_en=text,
            )
            for number, text in numbered
        ],
        obligations=[
            builders.obligation(
                id=f"o{number}", quote=QUOTE, subject_zh=text, subject_en=text, what_zh=text, what_en=text,
                subject_kinds=f"k{number % 12}", from_printed=text, until_printed=text,
            )
            for number, text in numbered
        ],
        places=[builders.place(id=f"p{number}", name=text, name_en=text, quote=QUOTE) for number, text in numbered],
        statements=[builders.statement(id=f"s{number}", quote=QUOTE, en=text) for number, text in numbered],
        subject_kinds=kinds,
    )
