"""The page's texts in both languages, read from `texts.toml`, and the choice of a language for a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.texts import read_texts
from assistant.turn import Language


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Everything the page says in one language. Words in braces are filled in with `str.format`."""

    name: str
    page_title: str
    other_language: str
    sign_out: str
    new_conversation: str
    ask_tab: str
    plan_facts: str
    version: str
    welcome: str
    abilities: str
    audience_civil_servant: str
    audience_enterprise: str
    question_label: str
    question_placeholder: str
    send: str
    empty_question: str
    long_question: str
    pending: str
    busy: str
    too_often: str
    failure: str
    resumed: str
    conversation: str
    sources: str
    nearest: str
    status_not_in_plan: str
    status_out_of_scope: str
    status_clarify: str
    status_error: str
    open_source: str
    more_items: str
    more_sources: str
    readings: str
    follow_ups: str
    ask_target: str
    ask_targets: str
    ask_units: str
    ask_tasks: str
    ask_clause: str
    stop: str
    stopped: str
    retry: str
    edit: str
    editing: str
    cancel: str
    copy: str
    copied: str
    copy_failed: str
    copy_source: str
    link: str
    link_copied: str
    leaving: str
    download: str
    download_conversation: str
    format_docx: str
    format_xlsx: str
    format_print: str
    rate: str
    rated: str
    rate_question: str
    rate_note: str
    rate_send: str
    comment: str
    no_verdict: str
    rating_kept: str
    rating_failed: str
    verdict_right: str
    verdict_wrong_number: str
    verdict_wrong_clause: str
    verdict_wrong_unit: str
    verdict_incomplete: str
    verdict_should_not_have_answered: str
    other_plan: str
    preparing: str
    action: str
    ask_about: str
    reader_empty_title: str
    reader_empty: str
    reader_unknown: str
    clause_unknown: str
    close: str
    citation_of: str
    previous_citation: str
    next_citation: str
    previous_clause: str
    next_clause: str
    clause_link: str
    translation: str
    translation_note: str
    responsible_units: str
    clause_targets: str
    sub_clauses: str
    metric: str
    value: str
    when: str
    no_value: str


TEXTS = read_texts(Path(__file__).parent / "texts.toml", Texts)


def language_tag(language: Language) -> str:
    """The language as browsers name it."""
    return "zh-CN" if language == "zh" else "en"


def other(language: Language) -> Language:
    """The language that the switch leads to."""
    return "en" if language == "zh" else "zh"


def language_shown(switch: str | None) -> Language:
    """The language of a page whose switch says this, which the page knows even when its visit is gone; Chinese before it is loaded."""
    return "en" if switch == TEXTS["en"].other_language else "zh"


def preferred_language(accept_language: str) -> Language:
    """The interface language for an Accept-Language header (RFC 9110): its best Chinese or English entry.

    A browser that asks for neither gets English; one that says nothing gets Chinese, the language of the plans.
    """
    entries = re.findall(r"([a-z*]+)[a-z0-9-]*\s*(?:;\s*q=([0-9.]+))?", accept_language.lower()[:200])
    ranked = sorted(entries, key=lambda entry: -_quality(entry[1]))
    for tag, quality in ranked:
        if tag in ("zh", "en") and _quality(quality) > 0:
            return "zh" if tag == "zh" else "en"
    return "en" if entries else "zh"


def _quality(printed: str) -> float:
    try:
        return float(printed or 1)
    except ValueError:
        return 0.0
