"""The real plan and table, and the same with markup in every name, for what the panels show of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from assistant.answers.context import Context
from assistant.turn import Language
from corpus.sources import load_plan
from structured.table import Table, load_table

PLAN = "minhang-carbon-peak"
MARKUP = "<script>x</script>\"'&"

plan = cache(load_plan)
table = cache(load_table)

ContextIn = Callable[..., Context]


def hostile() -> Table:
    """The table with markup in all that people read of it; ids, clauses and quotes stay."""
    real = table(PLAN)
    spoil = {
        "units": ("name_en", "full_name"), "actions": ("title", "title_en"), "tasks": ("title", "title_en"),
        "targets": ("metric_zh", "metric_en", "scope_zh", "scope_en", "unit", "unit_en", "time_printed"),
        "obligations": ("what_zh", "what_en", "subject_zh", "subject_en"), "statements": ("en",),
    }
    spoilt = {
        name: tuple(row.model_copy(update={column: f"{getattr(row, column)}{MARKUP}" for column in columns}) for row in getattr(real, name))
        for name, columns in spoil.items()
    }
    actions = tuple(row.model_copy(update={"aliases_zh": (MARKUP,), "aliases_en": (MARKUP,)}) for row in spoilt["actions"])
    return replace(real, **{**spoilt, "actions": actions})


@pytest.fixture(scope="session")
def context() -> ContextIn:
    """Makes the surroundings of a view: `context("en")`, `context("zh", table=...)`."""

    def make(language: Language = "zh", own: Table | None = None, today: date = date(2026, 6, 30)) -> Context:
        return Context(plan=plan(PLAN), table=own or table(PLAN), language=language, today=today, question="")

    return make
