"""The pages say everything in both languages, and only that."""

from __future__ import annotations

import re
from dataclasses import asdict
from html import unescape

import pytest

from assistant.signin.pages import leading_page, sign_in_page, sign_out_page
from assistant.signin.texts import SIGN_IN_TEXTS

PAGES = {
    "sign-in": lambda language: sign_in_page(language, trouble="!", note="!", typed="!"),
    "sign-out": lambda language: sign_out_page(language, "!"),
    "leading": lambda language: leading_page(language, "", "/"),
}


def words(page: str) -> str:
    """What is read, without the switch to the other language."""
    body = re.sub(r"<style>.*?</style>|<header>.*?</a>", "", page, flags=re.S)
    return unescape(re.sub(r"<[^>]*>", " ", body))


@pytest.mark.parametrize("page", PAGES)
def test_the_english_page_has_no_chinese(page):
    assert re.findall("[\u4e00-\u9fff]+", words(PAGES[page]("en"))) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_chinese_page_has_no_english(page):
    assert re.findall("[A-Za-z]+", words(PAGES[page]("zh"))) == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("language", "code"), [("zh", "zh-CN"), ("en", "en")])
def test_a_page_says_its_language_and_has_one_heading(page, language, code):
    text = PAGES[page](language)
    assert f'<html lang="{code}">' in text
    assert text.count("<h1>") == 1


def test_both_languages_fill_in_the_same():
    filled = [{key: sorted(re.findall(r"{\w+}", text)) for key, text in asdict(texts).items()} for texts in SIGN_IN_TEXTS.values()]
    assert filled[0] == filled[1]
