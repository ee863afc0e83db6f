"""Short ways to make a plan, a gold case and an answer for the scorer's tests."""

from __future__ import annotations

from corpus.sources import Plan, PlanInfo, parse_plan
from eval.answers import AnswerView, CitationView
from eval.cases import Case
from eval.metrics import TurnScore, score_turn

SOURCE = (
    "测试方案\n一、目标\n"
    "1.屋顶光伏。2022年起新建学校屋顶安装光伏的面积比例不低于70%,“十四五”期间新增装机19.2万千瓦。(责任单位:甲局、乙委)\n"
    "2.垃圾分类。到2025年,回收利用率达到12.3%以上,改造170万平方米。(责任单位:甲局、丙园、丙园管委会)\n"
    "3.创建活动。到2030年,创建1-2个示范点,全面推行光盘行动。(责任单位:乙委)\n"
)


def make_plan(source: str = SOURCE) -> Plan:
    """A plan of three clauses: 1 (甲局、乙委), 2 (甲局、丙园、丙园管委会), 3 (乙委)."""
    info = PlanInfo(
        id="test",
        title="测试方案",
        title_en="Test plan",
        issuer="甲",
        issuer_en="A",
        language="zh",
        version="1",
        source_file="source.txt",
        sha256=str(hash(source)),
        jurisdiction=(),
    )
    return parse_plan(info, source)


PLAN = make_plan()


def make_case(kind: str = "figure", turns: tuple[str, ...] = ("多少?",), lang: str = "zh", **gold: object) -> Case:
    """A case whose last turn has this gold (act "answer" unless told), earlier turns a clarify."""
    before = [{"act": "clarify"}] * (len(turns) - 1)
    return Case.model_validate(
        {
            "id": "x1",
            "cluster": "x",
            "lang": lang,
            "kind": kind,
            "turns": turns,
            "gold": [*before, {"act": "answer", **gold}],
        }
    )


def fact(
    value: str | None, unit: str = "", comparator: str = "=", period: str = "", scope: str = ""
) -> dict[str, object]:
    """A gold fact."""
    return {"metric": "m", "comparator": comparator, "value": value, "unit": unit, "period": period, "scope": scope}


def make_answer(text: str, *quotes: tuple[str, str], status: str = "answered", **fields: object) -> AnswerView:
    """An answer whose citations 1, 2, … are (clause, quote) pairs of the test plan."""
    citations = [_cite(mark, clause, quote) for mark, (clause, quote) in enumerate(quotes, start=1)]
    return AnswerView(text=text, status=status, citations=tuple(citations), **fields)  # type: ignore[arg-type]


def _cite(mark: int, clause: str, quote: str) -> CitationView:
    source = PLAN.locate(clause, quote)
    start, end = (source.start, source.end) if source else (0, len(quote))
    return CitationView(mark=mark, clause=clause, heading=PLAN.heading_path(clause), quote=quote, start=start, end=end)


def score(case: Case, answer: AnswerView) -> TurnScore:
    """The score of the last turn."""
    return score_turn(case, len(case.turns) - 1, answer, PLAN)
