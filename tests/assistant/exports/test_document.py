"""Answers, units, targets and checklists become documents that say everything and invent nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.exports.document import (
    ChecklistItem,
    answer_document,
    checklist_document,
    conversation_document,
    targets_document,
    unit_document,
)
from assistant.exports.parts import Document, Grid, Heading, Mark, Paragraph, Words
from assistant.turn import Calculation
from corpus.errors import PolicyError
from structured.queries import OwnFigure
from tests.assistant.exports.documents import DAY, real
from tests.assistant.web import canned


def said(document: Document) -> list[str]:
    """The paragraphs as people read them, marks in square brackets."""
    shown = {Words: lambda piece: piece.text, Mark: lambda piece: f"[{piece.number}]"}
    return ["".join(shown[type(piece)](piece) for piece in block.pieces) for block in document.blocks if isinstance(block, Paragraph)]


def sheet(document: Document, name: str) -> Grid:
    return next(block for block in document.blocks if isinstance(block, Grid) and block.name == name and block.place != "page")


def of_answer(text: str, *citations: object, **fields: object) -> Document:
    given = canned.answer(text, *citations, **fields)  # pyright: ignore[reportArgumentType]
    return answer_document(given, canned.plan(), canned.table(), day=DAY)


def test_an_answer_keeps_its_words_and_its_marks_as_references():
    first, second = canned.citation(1, "1", "每年种树100棵"), canned.citation(2, "1", "成活率90%以上")
    document = of_answer("每年100棵 [1]。\n- 成活率 [2][1]", first, second)
    assert said(document)[1:] == ["每年100棵[1]。", "成活率[2][1]"]
    assert [source.quote for source in document.sources] == ["每年种树100棵", "成活率90%以上"]


def test_a_number_in_brackets_without_a_citation_stays_text():
    assert said(of_answer("见 [7]", canned.citation(1, "1", "每年种树100棵")))[1] == "见 [7][1]"


def test_bold_words_lose_their_stars():
    assert said(of_answer("**第1条** 种树"))[1] == "第1条 种树"


def test_sources_are_numbered_by_first_use_and_none_is_lost():
    document = of_answer("先 [2]", canned.citation(1, "1", "每年种树100棵"), canned.citation(2, "1", "成活率90%以上"))
    assert said(document)[1] == "先[1][2]"
    assert [source.quote for source in document.sources] == ["成活率90%以上", "每年种树100棵"]


def test_a_conversation_numbers_its_sources_through():
    given = canned.answer("100棵 [1]", canned.citation(1, "1", "每年种树100棵"), question="几棵？")
    document = conversation_document((given, given), canned.plan(), canned.table(), day=DAY)
    assert said(document) == ["100棵[1]", "100棵[2]"]
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["问题 1：几棵？", "问题 2：几棵？"]


def test_a_long_question_stands_in_full_below_its_heading():
    document = conversation_document((canned.answer("好", question="问" * 500),), canned.plan(), canned.table(), day=DAY)
    assert said(document)[0] == "问" * 500
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["问题 1"]


def test_an_empty_conversation_says_so():
    assert said(conversation_document((), canned.plan(), canned.table(), language="en", day=DAY)) == ["Nothing matches these conditions."]


def test_a_refusal_wears_its_status_and_names_the_nearest_clauses_it_does_not_cite():
    document = of_answer("没有写。[1]", canned.citation(1, "1", "种树"), status="not_in_plan", choices=("1", "2"))
    assert said(document)[1:] == ["方案没有规定", "没有写。[1]", "方案中相近的条款", "二2 浇水<b>"]


def test_readings_that_the_text_names_are_not_repeated():
    assert said(of_answer("树还是水？", status="clarify", choices=("树", "水")))[1:] == ["需要明确问题", "树还是水？"]
    assert "水" in said(of_answer("哪个？", status="clarify", choices=("树", "水")))


def test_the_sheet_of_an_answer_has_a_row_a_sentence_with_its_sources():
    rows = sheet(of_answer("甲 [1]\n- 乙 [1]", canned.citation(1, "1", "种树")), "答复").rows
    assert rows == (("1", "问？", "已答复", "甲", "1"), ("1", "问？", "已答复", "乙", "1"))


def test_calculations_are_shown_with_numbers_that_can_be_reckoned_with():
    sums = (Calculation(expression="300个 × 12%", value=Decimal(36), unit="个", clause="1"),
            Calculation(expression="计数", value=Decimal(5), unit="项", clause="1"))
    given = replace(canned.answer("36个"), calculations=sums)
    document = answer_document(given, canned.plan(), canned.table(), day=DAY)
    assert sheet(document, "计算").rows == (("1", "300个 × 12%", Decimal(36), "个", "1"),)


def test_a_document_says_plan_issuer_version_and_date():
    facts = dict(of_answer("好").facts)
    assert (facts["方案"], facts["发布单位"], facts["版本"], facts["导出日期"]) == ("甲市方案", "甲市<政府>", "1", "2026-03-04")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_units_list_has_all_its_tasks_partners_targets_and_full_clauses(language: str):
    plan, table = real()
    for unit in table.units:
        document = unit_document(unit.name, plan, table, language=language, day=DAY)  # pyright: ignore[reportArgumentType]
        tasks = table.tasks_by_unit[unit.name]
        grid = next(block for block in document.blocks if isinstance(block, Grid))
        assert [row[0] for row in grid.rows] == [task.clause for task in tasks]
        whole = "\n".join(said(document))
        assert all(plan.clause_text(task.clause).strip() in whole for task in tasks)


def test_partners_are_all_units_but_oneself():
    plan, table = real()
    task = table.tasks[0]
    grid = next(block for block in unit_document(task.units[0], plan, table, day=DAY).blocks if isinstance(block, Grid))
    assert grid.rows[0][3] == "、".join(task.units[1:])


def test_a_unit_that_the_plan_does_not_name_is_refused():
    with pytest.raises(PolicyError, match="no responsible unit 'X'"):
        unit_document("X", *real())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_target_list_keeps_every_number_with_its_unit_apart_and_every_quote(language: str):
    plan, table = real()
    document = targets_document(table.targets, plan, table, language=language, day=DAY)  # pyright: ignore[reportArgumentType]
    page, data = (block for block in document.blocks if isinstance(block, Grid))
    assert [row[4] for row in data.rows] == [target.value for target in table.targets]
    assert [row[6] for row in data.rows] == [target.unit if language == "zh" else target.unit_en for target in table.targets]
    assert [row[15] for row in data.rows] == [row[-1] for row in page.rows] == [target.quote for target in table.targets]


def test_filters_stand_among_the_facts():
    plan, table = real()
    document = targets_document(table.targets[:2], plan, table, filters=[("期限", "2025")], day=DAY)
    assert ("期限", "2025") in document.facts
    assert ("指标数", "2") in document.facts


def test_a_list_without_rows_says_so():
    assert said(targets_document((), *real(), day=DAY)) == ["没有符合条件的内容。"]


def test_a_checklist_shows_own_figures_arithmetic_and_verdict():
    plan, table = real()
    row = next(row for row in table.obligations if row.output == "charging_spaces")
    sum_ = "300 × 12% = 36"
    item = ChecklistItem(obligation=row, own="300个", arithmetic=sum_, result=Decimal(36), result_unit="spaces", verdict="fails")
    figures = [OwnFigure(quantity="parking_spaces", value=Decimal(300), unit="个")]
    document = checklist_document([item], plan, table, subjects=["property_developer"], figures=figures, language="en", day=DAY)
    page, data = (block for block in document.blocks if isinstance(block, Grid))
    assert page.rows[0][4] == "300个\n300 × 12% = 36\nnot met"
    assert data.rows[0][9:14] == ("300个", "300 × 12% = 36", Decimal(36), "spaces", "not met")
    assert dict(document.facts)["Your figures"] == "parking spaces: 300 spaces"
    assert dict(document.facts)["You are"].startswith("property developers")


def test_what_is_only_planned_is_reached_or_not():
    plan, table = real()
    row = next(row for row in table.obligations if row.modality == "planned")
    item = ChecklistItem(obligation=row, result=Decimal("1.5"), result_unit="%", verdict="meets")
    page = next(block for block in checklist_document([item], plan, table, day=DAY).blocks if isinstance(block, Grid))
    assert page.rows[0][4] == "应达到：1.5%\n达到"


def test_without_own_figures_a_checklist_has_no_column_for_them():
    plan, table = real()
    document = checklist_document([ChecklistItem(obligation=row) for row in table.obligations], plan, table, day=DAY)
    page = next(block for block in document.blocks if isinstance(block, Grid))
    assert "本单位情况" not in [column.name for column in page.columns]
    assert len(page.rows) == len(table.obligations)
