"""What a question names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat import Assistant
from assistant.understanding.link import Gazetteer
from assistant.understanding.normalise import normalise
from tests.builders import tiny_table

TINY = Gazetteer(tiny_table(), {"甲": "jia", "局": "ju", "佳": "jia", "区": "qu", "乙": "yi", "委": "wei"})
PIECES = st.sampled_from([
    *"第条一二三十九行动(（)）章部分0123456789.%万个,、和到-", "clause ", "action ", "保障", "百分之", "十四五", "2025年", " and ",
])


def named(gazetteer: Gazetteer, question: str, kind: str) -> list[str]:
    return [mention.value for mention in gazetteer.link(normalise(question)) if mention.kind == kind]


@pytest.mark.parametrize(("question", "clauses"), [
    ("第1条说什么", ["1"]),
    ("1和2两条", ["1", "2"]),
    ("第一到第二条", ["1", "2"]),
    ("clause 2", ["2"]),
    ("tasks 1 and 2", ["1", "2"]),
    ("#2", ["2"]),
])
def test_clauses_by_number(question: str, clauses: list[str]):
    assert named(TINY, question, "clause") == clauses


@pytest.mark.parametrize("question", ["行动一", "第一个行动", "action 1", "the first action", "二(一)", "二（一）"])
def test_actions_by_number(question: str):
    assert "二(一)" in named(TINY, question, "action")


@pytest.mark.parametrize("question", ["1.5万千瓦", "2025年", "100条意见的路线", "12%"])
def test_a_figure_is_no_clause(question: str):
    assert named(TINY, question, "clause") == []


def test_a_clause_that_does_not_exist_is_named_with_score_zero():
    (mention,) = [m for m in TINY.link("第9条") if m.kind == "clause"]
    assert (mention.value, mention.score) == ("9", 0.0)


def test_times_and_figures():
    assert named(TINY, "“十四五”期间2.5万千瓦", "period") == ["十四五"]
    assert named(TINY, "到2025年", "year") == ["2025"]
    assert named(TINY, "300平方米", "figure") == ["300|平方米"]


def test_a_unit_by_name_alias_and_sound():
    assert "exact" in [m.how for m in TINY.link("区甲局") if m.kind == "unit"]
    assert [m.how for m in TINY.link("甲局") if m.kind == "unit"] == ["alias"]
    assert [(m.value, m.how) for m in TINY.link("区佳局") if m.kind == "unit"] == [("区甲局", "pinyin")]


def test_positions_are_those_of_the_words():
    text = "请问区乙委负责什么"
    mention = next(m for m in TINY.link(text) if m.kind == "unit")
    assert text[mention.start : mention.end] == mention.text == "区乙委"


@pytest.mark.parametrize("alias", ["区发改委", "闵行区发展和改革委员会", "DRC", "Development and Reform Commission"])
def test_every_way_to_name_the_same_bureau(assistant: Assistant, alias: str):
    assert "区发展改革委" in named(assistant.gazetteer, f"{alias} 负责什么", "unit")


def test_every_printed_unit_is_found_as_itself(assistant: Assistant):
    wrong = [unit.name for unit in assistant.table.units if unit.name not in named(assistant.gazetteer, unit.name, "unit")]
    assert wrong == []


def test_every_english_unit_name_is_found(assistant: Assistant):
    units = assistant.table.units
    assert [unit.name for unit in units if unit.name not in named(assistant.gazetteer, unit.name_en, "unit")] == []


def test_a_misspelt_english_name_is_found(assistant: Assistant):
    assert "区交通委" in named(assistant.gazetteer, "transportaton commission", "unit")


def test_an_endless_list_of_numbers_is_no_list(assistant: Assistant):
    assert len(assistant.gazetteer.link("12," * 200)) < 1000


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_reference_breaks_the_grammar(question: str):
    text = normalise(question)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in TINY.link(text))
