"""What stands in a text: pieces, figures, times."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eval.reading import read_pieces, read_quantities, read_times
from tests.eval.builders import make_answer


def figures(text: str) -> list[tuple[Decimal, str]]:
    return [(quantity.value, quantity.unit) for quantity in read_quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "[1][2]",
        "第15条",
        "clauses 9 and 10",
        "二(四)15",
        "1. 屋顶光伏",
        "- 15 推进设施",
        "到2025年",
        "“十四五”期间",
        "3/3",
    ],
)
def test_what_is_no_quantity_is_not_read(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,500 km", "1500", "公里"),
        ("500-metre radius", "500", "米"),
        ("10万千瓦时", "10", "万千瓦时"),
        ("三成", "30", "%"),
        ("四大集群", "4", ""),
        ("7 clauses", "7", ""),
    ],
)
def test_quantities_are_read(text: str, value: str, unit: str) -> None:
    assert figures(text) == [(Decimal(value), unit)]


def test_a_year_after_a_comma_is_a_year() -> None:
    assert read_times("安装光伏,2022年起;十五五") == {"2022", "十五五"}
    assert figures("安装光伏,2022年起") == []


def test_sentences_keep_their_marks() -> None:
    answer = make_answer("甲70%[1]。乙12.3%。[2]", ("1", "屋顶光伏"), ("2", "垃圾分类"))
    assert [[citation.mark for citation in piece.citations] for piece in read_pieces(answer)] == [[1], [2]]


def test_a_decimal_point_ends_no_sentence() -> None:
    assert [piece.text for piece in read_pieces(make_answer("It is 12.3 % [1]. No more."))] == [
        "It is 12.3 % [1].",
        "No more.",
    ]


def test_an_item_knows_the_line_above() -> None:
    pieces = read_pieces(make_answer("到2025年:\n- 甲\n- 乙"))
    assert [(piece.item, piece.context) for piece in pieces] == [(False, ""), (True, "到2025年:"), (True, "到2025年:")]
