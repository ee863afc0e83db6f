"""The reading by rules: figures, timed parts, comparatives, unit lists, obligations."""

from __future__ import annotations

import pytest

from structured.draft import draft_plan, draft_units, read_modality, time_at
from tests.builders import TINY_TEXT, plan

DRAFT = draft_plan(plan())


def test_every_figure_is_drafted_with_the_time_that_governs_it() -> None:
    assert [(row.key, row.comparator, row.period, row.deadline, row.start) for row in DRAFT.figures] == [
        ("一:2.5万千瓦", "=", "十四五", None, None),
        ("一:10%", ">=", "", 2025, None),
        ("1:50%", ">=", "", None, 2022),
        ("2:1-2个", "range", "", 2025, None),
    ]


def test_offsets_point_into_the_canonical_text() -> None:
    text = plan().text
    rows = (*DRAFT.figures, *DRAFT.obligations, *DRAFT.timed)
    assert [text[row.begin : row.end] for row in rows] == [row.words for row in rows]


def test_parts_that_a_time_governs_are_drafted_without_the_time_itself() -> None:
    assert [row.key for row in DRAFT.timed] == [
        "一:力争新增储能容量2.5万", "一:单位能耗比2020年下降", "1:2022年起新建厂房屋顶", "2:创建1-2个循环园区",
    ]


def test_repeated_words_of_a_clause_get_a_number() -> None:
    draft = draft_plan(plan(TINY_TEXT.replace("严禁露天焚烧", "新增3个甲,新增3个乙")))
    assert [row.key for row in draft.figures if row.clause == "2"] == ["2:1-2个", "2:3个", "2:3个#2"]


def test_a_comparative_statement_without_a_figure_is_drafted() -> None:
    draft = draft_plan(plan(TINY_TEXT.replace("严禁露天焚烧", "不断提升回收利用率,提高利用效率,提升比例到5%")))
    assert [row.words for row in draft.comparatives] == ["提升回收利用率"]


def test_unit_lists_keep_the_printed_order_and_name_each_unit_once() -> None:
    assert DRAFT.units == {"1": ("区甲局", "区乙委", "各街镇"), "2": ("区乙委", "区甲局")}


@pytest.mark.parametrize(("text", "names"), [
    ("推进。(责任单位：区甲局、区乙委)", ("区甲局", "区乙委")), ("推进。(牵头部门:区甲局)", ("区甲局",)),
    ("推进(试点)。", ()),
])
def test_a_bracket_of_units(text: str, names: tuple[str, ...]) -> None:
    assert draft_units(text) == names


@pytest.mark.parametrize(("words", "modalities"), [
    ("严禁露天焚烧", ("prohibited",)),
    ("坚决遏制浪费", ("prohibited",)),
    ("新增车辆原则上全部使用电动车", ("in_principle",)),
    ("各部门应组织评估", ("must",)),
    ("各街镇要深刻认识", ("must",)),
    ("面积比例不低于50%", ("must",)),
    ("面积不得低于50%", ("must",)),
    ("确保达标", ("must",)),
    ("鼓励企业创新", ("encouraged",)),
    ("力争不高于1.4", ("planned", "encouraged")),
    ("推动既有建筑改造", ("planned", "encouraged")),
    ("提高重要指标要求", ("planned",)),
    ("加大财税支持力度", ("planned",)),
    ("加大政策支持", ("planned",)),
    ("按照“必须”的原则建设", ("planned",)),
    ("实现应用全覆盖,响应需求", ("planned",)),
])
def test_cue_words_give_the_modality(words: str, modalities: tuple[str, ...]) -> None:
    assert read_modality(words)[1] == modalities


def test_parts_are_drafted_as_obligations() -> None:
    assert [(row.words, row.cue) for row in DRAFT.obligations if row.clause == "2"] == [
        ("创建1-2个循环园区", ""), ("严禁露天焚烧", "严禁"),
    ]


def test_a_heading_is_drafted_only_with_a_strong_cue() -> None:
    draft = draft_plan(plan(TINY_TEXT.replace("2.推进循环利用", "2.严格控制焚烧")))
    assert [row.words for row in draft.obligations if row.clause in ("1", "2")] == [
        "2022年起新建厂房屋顶绿化的面积比例不低于50%", "鼓励业主开展节能改造",
        "严格控制焚烧", "创建1-2个循环园区", "严禁露天焚烧",
    ]


def test_the_time_at_an_offset_of_the_text() -> None:
    read = plan()
    time = time_at(read, read.by_id["2"], read.text.index("循环园区"))
    assert time is not None
    assert time.deadline == 2025
    assert time_at(read, read.by_id["2"], read.text.index("推进循环")) is None
