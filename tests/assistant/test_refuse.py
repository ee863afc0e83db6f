"""The early ends, from scores that the test says: what the plan does not speak of, and what is asked back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.turn import Refusal
from assistant.understanding.refuse import refuse
from structured.schema import Target
from structured.table import Table
from tests.assistant.readings import reading
from tests.builders import statement, target, term, tiny_table

FUSION = term(id="fusion", zh="核聚变", en="nuclear fusion", links="")
NEW = target(id="new", metric="pue", quote="新建的不高于1.3", value="1.3", scope_zh="新建机房", scope_en="new halls")
OLD = target(id="old", metric="pue", quote="改造的不高于1.4", value="1.4", scope_zh="既有机房", scope_en="existing halls")
FOURTEENTH = target(id="14", metric="area", quote="改造172万平方米", value="172", period="十四五", time_printed="“十四五”期间")
FIFTEENTH = target(id="15", metric="area", quote="改造258万平方米", value="258", period="十五五", time_printed="“十五五”期间")
FIGURE = {"figure": 0.9}


def tables(*targets: Target, sentences: tuple[str, ...] = ()) -> Table:
    statements = [statement(id=f"s{index}", quote=quote) for index, quote in enumerate(sentences)]
    return tiny_table(targets=targets, statements=statements)


def refused(question: str, table: Table, scores: Mapping[str, float], kind: Mapping[str, float] = FIGURE) -> Refusal | None:
    return refuse(reading(question, table, kind=kind, clause={"1": 1.0}, target=scores))


@pytest.mark.parametrize("links", ["", "other:1"])
def test_a_term_that_no_clause_of_this_plan_is_linked_to_is_absent(links: str):
    table = tiny_table(terms=[FUSION.model_copy(update={"links": tuple(filter(None, [links]))})])
    refusal = refuse(reading("核聚变有什么要求", table, kind={"explain": 0.9}))
    assert refusal == Refusal(status="not_in_plan", reason="absent_term", missing="核聚变")


def test_an_absent_term_is_named_with_the_clause_that_is_near():
    refusal = refuse(reading("核聚变有什么要求", tiny_table(terms=[FUSION]), kind={"explain": 0.9}, clause={"2": 0.8}))
    assert refusal is not None
    assert (refusal.reason, refusal.nearest) == ("absent_term", ("2",))


@pytest.mark.parametrize("question", ["节能有什么要求", "第1条提到核聚变吗", "核聚变装机300千瓦够吗"])
def test_a_term_of_the_plan_a_clause_or_an_own_figure_is_not_refused_for_absence(question: str):
    refusal = refuse(reading(question, tiny_table(terms=[FUSION, term()]), kind={"explain": 0.9}))
    assert refusal is None or refusal.reason != "absent_term"


def test_a_list_over_the_plan_is_not_refused_for_an_absent_term():
    assert refuse(reading("核聚变有哪些目标", tiny_table(terms=[FUSION]), kind={"list": 0.9})) is None


def test_figures_of_one_sentence_are_told_and_not_asked_back():
    total = target(id="total", metric="total", quote="新建公园9座", value="9")
    small = target(id="small", metric="small", quote="其中小公园5座", value="5")
    unclear, scores = {"clarify": 0.9}, {"total": 0.5, "small": 0.5}
    one, two = ("新建公园9座,其中小公园5座。",), ("新建公园9座。", "其中小公园5座。")
    asked = refused("城区里的公园要新建多少座", tables(total, small, sentences=two), scores, unclear)
    assert refused("城区里的公园要新建多少座", tables(total, small, sentences=one), scores, unclear) is None
    assert asked is not None
    assert asked.status == "clarify"


@pytest.mark.parametrize(("question", "readings"), [
    ("这里的机房的要求是多少", ("既有机房", "新建机房")), ("what level is required here", ("existing halls", "new halls")),
])
def test_a_metric_with_figures_for_several_scopes_is_asked_back(question: str, readings: tuple[str, ...]):
    refusal = refused(question, tables(OLD, NEW), {"old": 0.5, "new": 0.5})
    assert refusal == Refusal(status="clarify", reason="ambiguous", readings=readings)


def test_a_metric_with_figures_for_several_times_is_asked_back():
    refusal = refused("改造面积是多少", tables(FOURTEENTH, FIFTEENTH), {"14": 0.6, "15": 0.4})
    assert refusal == Refusal(status="clarify", reason="ambiguous", readings=("十四五期间", "十五五期间"))


@pytest.mark.parametrize("question", [
    "新建的那一类机房的要求是多少", "既有和新建的要求分别是多少", "这里的两类机房各是多少", "这两类机房的要求有哪些",
])
def test_one_scope_or_all_scopes_are_not_asked_back(question: str):
    assert refused(question, tables(OLD, NEW), {"old": 0.5, "new": 0.5}) is None


def test_a_time_leaves_one_reading():
    assert refused("十五五的改造面积是多少", tables(FOURTEENTH, FIFTEENTH), {"14": 0.6, "15": 0.4}) is None


def test_figures_that_are_equal_are_one_reading():
    same = NEW.model_copy(update={"value": OLD.value})
    assert refused("这里的机房的要求是多少", tables(OLD, same), {"old": 0.5, "new": 0.5}) is None
