"""The panels' own words in both languages."""

from __future__ import annotations

import re
from dataclasses import asdict, fields

from assistant.web.panels.texts import TEXTS, PanelTexts, counted


def test_both_languages_fill_in_the_same_names():
    for field in fields(PanelTexts):
        zh, en = (set(re.findall(r"{(\w+)}", getattr(TEXTS[language], field.name))) for language in ("zh", "en"))
        assert zh == en, field.name


def test_no_text_is_in_the_other_language():
    assert [text for text in asdict(TEXTS["en"]).values() if re.search("[一-鿿]", text)] == []
    latin = [text for text in asdict(TEXTS["zh"]).values() if re.search(r"(?<!{)\b(?!Word|Excel)[A-Za-z]{2,}\b(?!})", text)]
    assert latin == []


def test_nothing_is_empty_or_holds_markup():
    for language in TEXTS:
        assert [text for text in asdict(TEXTS[language]).values() if not text.strip() or "<" in text] == []


def test_one_thing_is_not_several():
    assert [counted(TEXTS["en"].count_targets, count) for count in (0, 1, 2)] == ["0 targets", "1 target", "2 targets"]
    assert [counted(TEXTS["zh"].count_targets, count) for count in (1, 2)] == ["1 项指标", "2 项指标"]
