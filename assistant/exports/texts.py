"""What exported files say in both languages, read from `texts.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.texts import read_texts


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Everything that exported files say in one language. Words in braces are filled in with `str.format`."""

    plan: str
    issuer: str
    version: str
    day: str
    note: str
    note_text: str
    colon: str
    header: str
    page: str
    answer_title: str
    conversation_title: str
    unit_title: str
    targets_title: str
    checklist_title: str
    question: str
    question_no: str
    question_number: str
    question_heading: str
    answer: str
    status: str
    status_answered: str
    status_not_in_plan: str
    status_out_of_scope: str
    status_clarify: str
    status_error: str
    readings: str
    nearest: str
    sources: str
    source: str
    calculations: str
    expression: str
    result: str
    number: str
    clause: str
    heading: str
    quote: str
    english: str
    facts_sheet: str
    title: str
    item: str
    content: str
    tasks: str
    task: str
    action: str
    partners: str
    units: str
    unit_full_name: str
    unit_background: str
    task_count: str
    target_count: str
    targets: str
    target: str
    scope: str
    value: str
    comparator: str
    amount: str
    amount_max: str
    measure: str
    time: str
    period: str
    deadline: str
    start: str
    firmness: str
    baseline: str
    kind: str
    clauses_full: str
    obligations: str
    obligation: str
    subject: str
    subjects: str
    modality: str
    own: str
    figures: str
    begins: str
    ends: str
    required: str
    verdict: str
    meets: str
    fails: str
    meets_softly: str
    fails_softly: str
    filters: str
    row_count: str
    empty: str
    translation_note: str
    continued: str
    no_value: str
    no_targets: str
    target_kind_target: str
    target_kind_requirement: str
    target_kind_threshold: str
    target_kind_count: str
    target_kind_direction: str
    modality_must: str
    modality_in_principle: str
    modality_prohibited: str
    modality_encouraged: str
    modality_planned: str


TEXTS = read_texts(Path(__file__).parent / "texts.toml", Texts)
