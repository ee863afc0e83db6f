"""Figures and times as official Chinese text prints them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from structured.printed import firm_words, governing, read_figures, read_times, sentence_span


def figure(text: str) -> tuple[str, str, str, str]:
    (read,) = read_figures(text)
    value = str(read.value) + (f"-{read.value_max}" if read.value_max is not None else "")
    return value, read.unit, read.comparator, ";".join(read.firmness)


@pytest.mark.parametrize(("text", "read"), [
    ("力争新增容量19.2万千瓦", ("19.2", "万千瓦", "=", "力争")),
    ("面积200万平方米", ("200", "万平方米", "=", "")),
    ("面积比例不低于50%", ("50", "%", ">=", "不低于")),
    ("覆盖率达到50％以上", ("50", "%", ">=", "以上")),
    ("节能率15%及以上的建筑", ("15", "%", ">=", "及以上")),
    ("能源利用效率(PUE)力争不高于1.4", ("1.4", "", "<=", "力争;不高于")),
    ("创建1-2个园区", ("1-2", "个", "range", "")),
    ("创建1～2个园区", ("1-2", "个", "range", "")),
    ("站点50米内", ("50", "米", "<=", "")),
    ("1公里范围有供给", ("1", "公里", "<=", "")),
    ("超过30家", ("30", "家", ">", "")),
    ("不超过30家", ("30", "家", "<=", "不超过")),
    ("低于30家", ("30", "家", "<", "")),
    ("新增3,100个", ("3100", "个", "=", "")),
    ("至少使用一种能源", ("1", "种", ">=", "至少")),
    ("打造四大集群", ("4", "大", "=", "")),
    ("三级网络", ("3", "级", "=", "")),
    ("两星级及以上标准", ("2", "星级", ">=", "及以上")),
    ("“15分钟”生活圈", ("15", "分钟", "=", "")),
    ("规模以上企业占比达50%", ("50", "%", "=", "")),
])
def test_a_figure_with_its_qualifiers(text: str, read: tuple[str, str, str, str]) -> None:
    assert figure(text) == read


@pytest.mark.parametrize("text", [
    "5G网络", "“5+X”产业", "一批项目", "一次性用品", "进一步", "一体化", "二氧化碳",
    "第三个", "十四五", "2025年", "两高一低", "四大批次",
])
def test_names_and_indefinite_words_are_no_figures(text: str) -> None:
    assert read_figures(text) == ()


def test_qualifiers_belong_to_one_figure_only() -> None:
    first, second = read_figures("70%以上的新建建筑达到两星级及以上标准")
    assert (first.firmness, second.firmness) == (("以上",), ("及以上",))
    first, second = read_figures("节能率15%及以上的面积达到20万平方米")
    assert (first.comparator, second.comparator) == (">=", "=")


def test_a_comma_ends_the_part_that_qualifies_a_figure() -> None:
    assert [read.comparator for read in read_figures("不少于3个,建设5个")] == [">=", "="]


def test_offsets_are_half_open() -> None:
    text = "新增700个桩"
    (read,) = read_figures(text)
    assert text[read.begin : read.end] == read.words == "700个"


@pytest.mark.parametrize(("text", "read"), [
    ("“十四五”期间", ("十四五", None, None, None)), ("到2025年", ("", 2025, None, None)),
    ("2030年前", ("", 2030, None, None)),
    ("2022年起", ("", None, 2022, None)), ("比2020年", ("", None, None, 2020)), ("年均", ("年均", None, None, None)),
])
def test_a_time_has_one_role(text: str, read: tuple[str, int | None, int | None, int | None]) -> None:
    (time,) = read_times(text)
    assert (time.period, time.deadline, time.start, time.baseline) == read
    assert time.words == text


@pytest.mark.parametrize(("text", "at", "words"), [
    ("到2025年,新增3个;到2030年,新增5个。", "3个", "到2025年"),
    ("到2025年,新增3个;到2030年,新增5个。", "5个", "到2030年"),
    ("2022年起甲不低于50%;乙不低于30%。", "30%", "2022年起"),
    ("到2025年,比2020年下降10%。", "10%", "到2025年"),
])
def test_a_time_governs_up_to_the_next_time(text: str, at: str, words: str) -> None:
    time = governing(read_times(text), text, text.index(at))
    assert time is not None
    assert time.words == words


@pytest.mark.parametrize("text", ["到2025年,新增3个。乙达到5座。", "乙达到5座,到2025年,新增3个。"])
def test_a_time_governs_neither_what_stands_before_it_nor_the_next_sentence(text: str) -> None:
    assert governing(read_times(text), text, text.index("5座")) is None


def test_qualifier_words_are_whole_words() -> None:
    assert firm_words("原则上全部使用,逐步推广应用,应组织,响应") == ("原则上", "全部", "逐步", "应")


def test_the_sentence_around_a_quote() -> None:
    text = "前句。甲;乙达到3个,丙。后句。"
    begin, end = sentence_span(text, text.index("乙"), text.index("3个"))
    assert text[begin:end] == "甲;乙达到3个,丙。"


def test_the_value_is_exact() -> None:
    assert read_figures("19.80%")[0].value == Decimal("19.80")
