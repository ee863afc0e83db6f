"""The opening screen says which plan is loaded and offers examples; the masthead stands on top of every page."""

import re
from collections import Counter
from dataclasses import replace
from html import escape

import pytest

from assistant.web.opening import EXAMPLES, masthead, opening_screen
from corpus.sources import load_plan
from structured.table import load_table
from tests.assistant.web.canned import plan, table


def test_the_masthead_names_plan_issuer_version_and_counts():
    real, rows = load_plan("minhang-carbon-peak"), load_table("minhang-carbon-peak")
    shown = masthead(real, rows, "en")
    for fact in (real.info.title, escape(real.info.title_en), escape(real.info.issuer_en), real.info.version):
        assert fact in shown
    assert real.info.issuer in masthead(real, rows, "zh")
    assert {str(len(kind)) for kind in (rows.tasks, rows.targets, rows.units)} <= set(re.findall(r"\d+", shown))


def test_the_masthead_lets_no_markup_through():
    evil = replace(plan(), info=replace(plan().info, title='"><script>x</script>'))
    assert "<script" not in masthead(evil, table(), "zh") + opening_screen(evil, table(), "zh")
    assert "甲市&lt;政府&gt;" in masthead(plan(), table(), "zh")


def test_each_audience_has_as_many_examples_in_both_languages():
    counts = Counter((example.plan, example.audience, example.language) for example in EXAMPLES)
    assert all(counts[plan_id, audience, "zh"] == counts[plan_id, audience, "en"] for plan_id, audience, _ in counts)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_opening_screen_offers_the_examples_of_its_language(language):
    shown = opening_screen(load_plan("minhang-carbon-peak"), table(), language)
    offered = re.findall(r'data-ask="([^"]*)"', shown)
    assert offered == [example.question for example in EXAMPLES if example.language == language]


def test_a_plan_without_examples_still_opens():
    assert "data-ask" not in opening_screen(plan(), table(), "zh")


def test_who_is_signed_in_can_sign_out():
    assert "sign-out" not in masthead(plan(), table(), "en")
    shown = masthead(plan(), table(), "en", "<wang>")
    assert '&lt;wang&gt; <a href="sign-out?lang=en">Sign out</a>' in shown
