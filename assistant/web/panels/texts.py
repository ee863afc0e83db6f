"""What the panels say in both languages, read from `texts.toml` beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.texts import read_texts


@dataclass(frozen=True, kw_only=True)
class PanelTexts:
    """Everything that the panels say in one language. Words in braces are filled in with `str.format`."""

    plan_tab: str
    units_tab: str
    targets_tab: str
    obligations_tab: str
    plan_intro: str
    plan_search: str
    plan_search_example: str
    hits: str
    no_hits: str
    expand_all: str
    collapse_all: str
    count_units: str
    count_clauses: str
    count_partners: str
    count_targets: str
    count_hits: str
    open_clause: str
    open_clause_named: str
    units_of_clause: str
    targets_of_clause: str
    translation: str
    metric: str
    value: str
    when: str
    no_number: str
    unit: str
    total: str
    unit_choice: str
    action_choice: str
    all_units: str
    all_actions: str
    units_intro: str
    units_caption: str
    table_behind: str
    full_name: str
    full_name_background: str
    lead: str
    clause: str
    action: str
    clauses_of_unit: str
    targets_of_unit: str
    no_targets: str
    partners_of_unit: str
    partner: str
    shared: str
    shared_clauses: str
    no_partners: str
    take_word: str
    take_excel: str
    take_print: str
    heat_map: str
    filter_action: str
    filter_unit: str
    filter_period: str
    filter_year: str
    filter_firmness: str
    filter_kind: str
    filter_words: str
    filter_words_example: str
    kind: str
    kind_target: str
    kind_requirement: str
    kind_threshold: str
    kind_count: str
    kind_direction: str
    by_year: str
    from_year: str
    targets_shown: str
    targets_none: str
    reset: str
    view_choice: str
    view_table: str
    view_timeline: str
    in_period: str
    deadline: str
    from_on: str
    today: str
    timeline_intro: str
    timeline_undated: str
    subject_choice: str
    subject_hint: str
    figures_hint: str
    obligations_intro: str
    obligations_apply: str
    obligations_none: str
    from_figures: str
    modality_must: str
    modality_prohibited: str
    modality_in_principle: str
    modality_encouraged: str
    modality_planned: str
    date_passed: str
    applies_to: str
    clause_numbered: str
    at_least: str
    at_most: str
    rounded_up: str
    complies: str
    violates: str
    reaches: str
    misses: str
    not_a_figure: str
    not_a_whole_figure: str
    unnamed_part: str


def counted(words: str, count: int) -> str:
    """A wording with its number filled in; where it has two forms (`one|many`), the one that agrees with the number."""
    forms = words.split("|")
    return forms[0 if count == 1 else -1].format(count=count)


TEXTS = read_texts(Path(__file__).parent / "texts.toml", PanelTexts)
