"""Settings -> Assistant. What a table question does not need is not imported here."""

from __future__ import annotations

from datetime import date

from assistant.chat import Assistant
from assistant.search import PlanSearch
from assistant.settings import Settings
from assistant.understanding.classify import MODELS_FOLDER, LinearModel
from assistant.understanding.link import Gazetteer
from corpus.sources import load_plan
from structured.table import load_table


def build_assistant(settings: Settings) -> Assistant:
    """Load plan, table and question model. Raises PolicyError if one of them is missing or damaged."""
    plan = load_plan(settings.plan_source)
    table = load_table(plan.id, *settings.table_folders)
    model = LinearModel(MODELS_FOLDER / plan.id)
    return Assistant(plan=plan, table=table, gazetteer=Gazetteer(table, model.pinyin), model=model,
                     search=PlanSearch(settings, plan), today=date.today())
