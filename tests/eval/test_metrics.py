"""The traps: answers that look right and are wrong, and the other way round."""

from __future__ import annotations

import pytest

from eval.answers import NO_ANSWER
from eval.cases import Case
from tests.eval.builders import PLAN, fact, make_answer, make_case, score

ROOF = ("1", "2022年起新建学校屋顶安装光伏的面积比例不低于70%")
POWER = ("1", "“十四五”期间新增装机19.2万千瓦")
RATE = ("2", "到2025年,回收利用率达到12.3%以上")
AREA = ("2", "改造170万平方米")


def roof_case(forbidden: tuple[str, ...] = ()) -> Case:
    return make_case(facts=[fact("70", "%", ">=", "2022起")], clauses=[["1"]], forbidden=forbidden)


def test_right_answer_is_perfect() -> None:
    assert score(roof_case(), make_answer("2022年起不低于70%[1]。", ROOF)).verdict == "perfect"


def test_70_does_not_stand_in_170() -> None:
    result = score(
        make_case(facts=[fact("70", "万平方米")], clauses=[["2"]]), make_answer("改造170万平方米[1]。", AREA)
    )
    assert (result.verdict, result.fact_scores) == ("incorrect", (0.0,))


def test_2_3_does_not_stand_in_12_3() -> None:
    result = score(make_case(facts=[fact("2.3", "%")], clauses=[["2"]]), make_answer("达到12.3%以上[1]。", RATE))
    assert result.fact_scores == (0.0,)


def test_kilowatt_is_not_ten_thousand_kilowatts() -> None:
    case = make_case(facts=[fact("19.2", "万千瓦", "=", "十四五")], clauses=[["1"]])
    result = score(case, make_answer("新增19.2千瓦[1]。", POWER))
    assert (result.verdict, result.fact_scores) == ("incorrect", (0.0,))


@pytest.mark.parametrize("written", ["192 MW", "192,000 kW", "192兆瓦"])
def test_other_units_of_one_dimension_are_equal(written: str) -> None:
    case = make_case(facts=[fact("19.2", "万千瓦", "=", "十四五")], clauses=[["1"]])
    assert score(case, make_answer(f"{written} [1]", POWER)).verdict == "perfect"


def test_right_answer_with_wrong_citation_is_incorrect() -> None:
    result = score(roof_case(), make_answer("2022年起不低于70%[1]。", RATE))
    assert (result.verdict, result.citation_recall, result.citation_precision) == ("incorrect", 0.0, 0.0)


def test_answer_that_lists_every_number_is_incorrect() -> None:
    text = "2022年起不低于70%[1]。\n19.2万千瓦[2]。\n2025年12.3%以上[3]。\n170万平方米[4]。\n2030年1-2个[5]。"
    everything = make_answer(text, ROOF, POWER, RATE, AREA, ("3", "到2030年,创建1-2个示范点"))
    assert score(roof_case(), everything).verdict == "incorrect"


def test_empty_answer_is_missing() -> None:
    assert score(roof_case(), make_answer("")).verdict == "missing"
    assert score(roof_case(), NO_ANSWER).verdict == "missing"


def test_refusal_where_the_plan_answers_is_missing() -> None:
    result = score(roof_case(), make_answer("方案没有写。", status="not_in_plan"))
    assert (result.verdict, result.over_refused) == ("missing", True)


def test_invented_number_is_incorrect() -> None:
    result = score(roof_case(), make_answer("2022年起不低于70%[1],补贴300元。", ROOF))
    assert (result.verdict, result.wrong_numbers) == ("incorrect", ("300元",))


def test_number_of_the_question_may_be_repeated() -> None:
    case = make_case(turns=("300平方米的屋顶呢?",), facts=[fact("70", "%", ">=")], clauses=[["1"]])
    assert score(case, make_answer("300平方米的屋顶,不低于70%[1]。", ROOF)).wrong_numbers == ()


def test_missing_comparator_is_acceptable() -> None:
    case = make_case(facts=[fact("12.3", "%", ">=", "2025")], clauses=[["2"]])
    result = score(case, make_answer("2025年12.3%[1]。", ("2", "回收利用率达到12.3%")))
    assert (result.verdict, result.faults) == ("acceptable", ("fact without comparator: m >=12.3%",))


def test_missing_period_is_acceptable() -> None:
    case = make_case(facts=[fact("12.3", "%", ">=", "2025")], clauses=[["2"]])
    assert score(case, make_answer("12.3%以上[1]。", ("2", "回收利用率达到12.3%以上"))).faults == (
        "fact without period: m >=12.3%",
    )


def test_qualifiers_may_stand_in_the_quote() -> None:
    case = make_case(facts=[fact("12.3", "%", ">=", "2025")], clauses=[["2"]])
    assert score(case, make_answer("12.3%[1]", RATE)).verdict == "perfect"


def test_list_item_inherits_the_line_above() -> None:
    case = make_case(kind="list", facts=[fact("170", "万平方米", "=", "2025")], clauses=[["2"]])
    assert score(case, make_answer("到2025年:\n- 改造170万平方米[1]", AREA)).verdict == "perfect"


def test_range_counts_as_both_comparators() -> None:
    facts = [fact("1", "个", ">=", "2030"), fact("2", "个", "<=", "2030")]
    case = make_case(facts=facts, clauses=[["3"]])
    assert score(case, make_answer("到2030年1-2个[1]", ("3", "创建1-2个示范点"))).verdict == "perfect"


def test_wrong_year_is_incorrect() -> None:
    assert score(roof_case(), make_answer("2031年起不低于70%[1]", ROOF)).wrong_numbers == ("2031",)


def test_clause_numbers_and_marks_are_no_figures() -> None:
    case = make_case(facts=[fact("1", "个")], clauses=[["1"]])
    assert score(case, make_answer("第1条:\n1. 见1 屋顶光伏[1]", ROOF)).fact_scores == (0.0,)


def test_forbidden_value_is_incorrect_unless_asked() -> None:
    answer = make_answer("2022年起不低于70%[1],不是19.2万千瓦[2]。", ROOF, POWER)
    assert score(roof_case(("19.2",)), answer).verdict == "incorrect"
    asked = make_case(turns=("是19.2吗?",), facts=[fact("70", "%", ">=")], clauses=[["1"]], forbidden=["19.2"])
    assert "forbidden" not in " ".join(score(asked, answer).faults)


def test_units_must_be_the_exact_set() -> None:
    case = make_case(kind="units", units=["甲局", "乙委"], clauses=[["1"]])
    quote = ("1", "(责任单位:甲局、乙委)")
    assert score(case, make_answer("甲局、乙委[1]", quote)).verdict == "perfect"
    assert score(case, make_answer("甲局[1]", quote)).verdict == "incorrect"
    assert score(case, make_answer("甲局、乙委、丙园[1]", quote)).units_exact is False


def test_longest_unit_name_wins() -> None:
    case = make_case(kind="units", units=["甲局", "丙园", "丙园管委会"], clauses=[["2"]])
    quote = ("2", "(责任单位:甲局、丙园、丙园管委会)")
    assert score(case, make_answer("甲局、丙园管委会[1]", quote)).units_exact is False


def test_alternative_clause_is_enough() -> None:
    case = make_case(facts=[fact("70", "%", ">=")], clauses=[["2", "1"]])
    assert score(case, make_answer("不低于70%[1]", ROOF)).citation_recall == 1.0


def test_extra_clause_in_a_set_of_clauses_is_incorrect() -> None:
    case = make_case(kind="clauses_of_unit", clauses=[["1"], ["3"]])
    named = [("1", "屋顶光伏"), ("3", "创建活动")]
    assert score(case, make_answer("- 1[1]\n- 3[2]", *named)).verdict == "perfect"
    assert score(case, make_answer("- 1[1]\n- 3[2]\n- 2[3]", *named, ("2", "垃圾分类"))).verdict == "incorrect"


def test_altered_quote_is_incorrect() -> None:
    answer = make_answer("2022年起不低于70%[1]。", ("1", "新建学校屋顶安装光伏的面积比例不低于71%"))
    assert score(roof_case(), answer).quotes_exact is False


def test_statement_counts_where_its_span_is_cited() -> None:
    case = make_case(kind="explain", facts=[fact(None, scope="全面推行光盘行动")], clauses=[["3"]])
    assert score(case, make_answer("The plan rolls out a clean-plate campaign [1].", ("3", "全面推行光盘行动"))).right
    assert not score(case, make_answer("Demonstration sites [1].", ("3", "创建1-2个示范点"))).right


def test_verdict_that_is_not_printed_needs_the_same_polarity() -> None:
    case = make_case(kind="check", turns=("60%行不行?",), facts=[fact(None, scope="不符合")], clauses=[["1"]])
    assert score(case, make_answer("不行,不低于70%[1]。", ROOF)).right
    assert not score(case, make_answer("可以,不低于70%[1]。", ROOF)).right


def test_false_premise_must_not_be_affirmed() -> None:
    case = make_case(kind="verify", turns=("是100%吧?",), act="correct", facts=[fact("70", "%", ">=")], clauses=[["1"]])
    assert score(case, make_answer("是的,不低于70%[1]。", ROOF)).verdict == "incorrect"
    assert score(case, make_answer("不低于70%[1]。", ("1", "安装光伏的面积比例不低于70%"))).corrected in (True, False)
    assert score(case, make_answer("不是100%,而是不低于70%[1]。", ROOF)).corrected is True


def test_answer_where_the_plan_is_silent_is_over_answering() -> None:
    result = score(make_case(act="not_in_plan"), make_answer("不低于70%[1]。", ROOF))
    assert (result.verdict, result.over_answered) == ("incorrect", True)


def test_refusal_of_the_other_kind_is_no_right_answer() -> None:
    assert score(make_case(act="out_of_scope"), make_answer("方案没有写。", status="not_in_plan")).verdict == "missing"


def test_grounding_sees_a_number_that_no_quote_has() -> None:
    assert score(roof_case(), make_answer("2022年起不低于70%[1]", ROOF)).grounded is True
    assert score(roof_case(), make_answer("2022年起不低于70%,19.2万千瓦[1]", ROOF)).grounded is False


def test_plan_of_the_tests_has_the_units_it_says() -> None:
    assert [clause.annotation.units for clause in PLAN.clauses if clause.annotation] == [
        ("甲局", "乙委"),
        ("甲局", "丙园", "丙园管委会"),
        ("乙委",),
    ]
