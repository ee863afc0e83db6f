"""Which rows a question means, from scores that the test says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from assistant.understanding.select import best_targets, part_and_whole, topic_targets, with_parts
from structured.schema import Row, SubjectKind, Target
from structured.table import Table
from tests.assistant.readings import reading
from tests.builders import obligation, statement, target, term, tiny_table

BUILT = "“十四五”期间完成改造172万平方米,其中节能率高的面积达到20万平方米。"
WHOLE = target(id="whole", metric="area", quote="“十四五”期间完成改造172万平方米", value="172", unit="万平方米", period="十四五")
PART = target(id="part", metric="saving", quote="其中节能率高的面积达到20万平方米", value="20", unit="万平方米", period="十四五")
RATE = target(id="rate", metric="rate", quote="其中节能率高的面积达到20万平方米", value="15", unit="%", period="十四五")
LATER = target(id="later", metric="area", quote="“十五五”期间完成改造258万平方米", value="258", unit="万平方米", period="十五五")
NEW = target(id="new", metric="pue", quote="新建的不高于1.3", value="1.3", scope_zh="新建机房", scope_en="new halls")
OLD = target(id="old", metric="pue", quote="改造的不高于1.4", value="1.4", scope_zh="改造后的既有机房", scope_en="existing halls")


def tables(*targets: Target, **rows: Iterable[Row]) -> Table:
    return tiny_table(targets=targets, statements=[statement(quote=BUILT)], **rows)


def best(question: str, scores: Mapping[str, float], *targets: Target, **rows: Iterable[Row]) -> list[str]:
    return [row.id for row in best_targets(reading(question, tables(*targets, **rows), clause={"1": 1.0}, target=scores))]


def test_a_part_and_its_whole_are_the_two_figures_of_one_sentence_and_unit():
    meant = reading("占多少", tables(WHOLE, PART, RATE, LATER), clause={"1": 1.0}, target={"part": 0.6, "whole": 0.4})
    assert [row.id for row in part_and_whole(meant)] == ["whole", "part"]


@pytest.mark.parametrize("scores", [{"rate": 0.9, "whole": 0.1}, {"part": 1.0}, {"later": 1.0}])
def test_a_share_an_unlikely_whole_and_a_lone_figure_have_no_whole(scores: dict[str, float]):
    meant = reading("占多少", tables(WHOLE, PART, RATE, LATER), clause={"1": 1.0}, target=scores)
    assert part_and_whole(meant) == ()


def test_three_figures_of_one_unit_are_no_part_and_whole():
    third = target(id="third", metric="third", quote=PART.quote, value="5", unit="万平方米", period="十四五")
    meant = reading("占多少", tables(WHOLE, PART, third), clause={"1": 1.0}, target={"whole": 0.4, "part": 0.3, "third": 0.3})
    assert part_and_whole(meant) == ()


def test_a_whole_is_told_with_the_parts_that_the_plan_names_of_it():
    meant = reading("改造多少", tables(WHOLE, PART, LATER), clause={"1": 1.0}, target={"whole": 1.0})
    assert with_parts(meant, (WHOLE,)) == (WHOLE, PART)


@pytest.mark.parametrize(("question", "ids"), [
    ("改造多少,其中节能率高的多少", ["whole", "beside"]),
    ("how much is retrofitted, of which how much saves more", ["whole", "beside"]),
    ("改造多少", ["whole"]),
])
def test_another_figure_of_the_sentence_is_told_to_who_asks_for_parts(question: str, ids: list[str]):
    beside = PART.model_copy(update={"id": "beside", "quote": "节能率高的面积达到20万平方米"})
    meant = reading(question, tables(WHOLE, beside, LATER), clause={"1": 1.0}, target={"whole": 1.0})
    assert [row.id for row in with_parts(meant, (WHOLE,))] == ids


def test_no_target_has_no_parts():
    assert with_parts(reading("改造多少,其中多少"), ()) == ()


def test_the_targets_of_a_topic_print_a_name_of_its_family_wherever_they_stand():
    terms = [term(id="hydrogen", zh="氢能", en="hydrogen"), term(id="station", zh="加氢站", en="hydrogen station")]
    rows = [
        target(id="cars", metric_zh="氢能车数量"), target(id="stations", clause="2", quote="建设加氢站2座", value="2"),
        target(id="limit", metric_zh="氢能门槛", kind="threshold"), target(id="roof", metric_zh="屋顶面积"),
    ]
    assert [row.id for row in topic_targets(reading("氢能的目标有哪些", tables(*rows, terms=terms)))] == ["cars", "stations"]
    assert [row.id for row in topic_targets(reading("加氢站的目标有哪些", tables(*rows, terms=terms)))] == ["stations"]
    assert topic_targets(reading("目标有哪些", tables(*rows, terms=terms))) == ()


@pytest.mark.parametrize(("question", "ids"), [
    ("新建的要求多少", ["new"]),
    ("改造的要求多少", ["old"]),
    ("what must a new one reach", ["new"]),
    ("要求多少", ["old", "new"]),
    ("新建的和改造的各要求多少", ["old", "new"]),
])
def test_the_state_that_is_named_leaves_out_the_rows_of_the_other(question: str, ids: list[str]):
    assert best(question, {"old": 0.5, "new": 0.5}, OLD, NEW) == ids


def test_a_row_of_the_other_state_stays_where_its_metric_has_no_better_one():
    assert best("新建的要求多少", {"old": 1.0}, OLD) == ["old"]


@pytest.mark.parametrize(("question", "ids"), [
    ("学校的比例多少", ["school"]),
    ("医院的比例多少", ["other"]),
    ("工厂的比例多少", ["school", "other"]),
    ("比例多少", ["school", "other"]),
])
def test_the_asker_is_told_the_row_that_is_for_him(question: str, ids: list[str]):
    school = target(id="school", metric="share", quote="学校屋顶不低于50%", value="50", unit="%", scope_zh="甲类")
    other = target(id="other", metric="share", quote="其他屋顶不低于30%", value="30", unit="%", scope_zh="乙类")
    duties = [
        obligation(id="o1", quote=school.quote, subject_kinds="school"), obligation(id="o2", quote=other.quote, subject_kinds="hospital"),
    ]
    kinds = [_subject("school", "学校"), _subject("hospital", "医院"), _subject("plant", "工厂")]
    assert best(question, {"school": 0.5, "other": 0.5}, school, other, obligations=duties, subject_kinds=kinds) == ids


def _subject(row_id: str, name: str) -> SubjectKind:
    return SubjectKind.model_validate({"id": row_id, "zh": name, "en": row_id, "synonyms_zh": "", "synonyms_en": ""})
