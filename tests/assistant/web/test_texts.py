"""The texts of both languages say the same things, and a browser gets the language it asks for."""

import re
from dataclasses import asdict

import pytest

from assistant.web.texts import TEXTS, preferred_language


def test_both_languages_fill_in_the_same_words():
    names = [{key: set(re.findall(r"{\w+}", text)) for key, text in asdict(texts).items()} for texts in TEXTS.values()]
    assert names[0] == names[1]


def test_no_text_is_empty_or_left_in_the_other_language():
    assert all(asdict(TEXTS["zh"]).values())
    assert [key for key, text in asdict(TEXTS["en"]).items() if re.search(r"[一-鿿]", text)] == ["other_language"]


@pytest.mark.parametrize(("header", "language"), [
    ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
    ("en-GB,en;q=0.9", "en"),
    ("de-DE,de;q=0.9", "en"),
    ("en;q=0.3, zh-TW;q=0.7", "zh"),
    ("fr, zh;q=0.5, en;q=0.4", "zh"),
    ("", "zh"),
    ("zh;q=,;;q=x", "zh"),
])
def test_the_browser_gets_the_language_it_prefers(header: str, language: str):
    assert preferred_language(header) == language
