"""The twin of the real plan: whole, quotes in place, and gold that follows from the maps."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.sources import PLANS_FOLDER, load_plan
from eval.cases import Case, load_cases, question_files
from eval.proofread import find_faults
from eval.reading import Quantity, read_quantities
from eval.twin.gold import TwinCases, change_cases
from eval.twin.numbers import FigureMap, TimeMap, make_figure_map, make_time_map
from eval.twin.plan import Twin, write_twin
from eval.twin.words import change_words
from structured.table import TABLES_FOLDER, Table, load_table

PLAN_ID = "minhang-carbon-peak"
TIMES = TimeMap(periods=("十四五", "十五五"))
NO_FIGURES = FigureMap(values={})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Twin, Table, Path]:
    out = tmp_path_factory.mktemp("twin")
    plan, table = load_plan(PLAN_ID), load_table(PLAN_ID)
    return write_twin(plan, table, PLANS_FOLDER / PLAN_ID, TABLES_FOLDER, out), table, out


@pytest.fixture(scope="module")
def cases(made: tuple[Twin, Table, Path]) -> TwinCases:
    return change_cases(load_cases(question_files(), "dev"), made[0], made[1])


def test_every_quote_stands_in_the_twin(made: tuple[Twin, Table, Path]) -> None:
    twin, _, out = made
    table = load_table(PLAN_ID, out / "tables")
    rows = (*table.tasks, *table.targets, *table.obligations, *table.statements, *table.places)
    assert [row.id for row in rows if twin.new.locate(row.clause, row.quote) is None] == []


def test_the_unit_lists_are_those_of_the_text(made: tuple[Twin, Table, Path]) -> None:
    twin, _, out = made
    tasks = load_table(PLAN_ID, out / "tables").tasks
    assert [task.units for task in tasks] == [twin.units_of(task.clause, now=True) for task in tasks]


def test_most_values_are_other_values(made: tuple[Twin, Table, Path]) -> None:
    _, table, out = made
    pairs = zip(table.targets, load_table(PLAN_ID, out / "tables").targets, strict=True)
    valued = [(old.value, new.value) for old, new in pairs if old.value is not None]
    assert sum(old != new for old, new in valued) / len(valued) > 0.6


def test_the_plan_itself_is_left_alone(made: tuple[Twin, Table, Path]) -> None:
    assert load_plan(PLAN_ID).text == made[0].old.text != made[0].new.text


def test_most_questions_have_a_twin_and_it_has_no_fault(made: tuple[Twin, Table, Path], cases: TwinCases) -> None:
    asked = len(cases.old) + sum(cases.left_out.values())
    assert len(cases.new) / asked > 0.8
    assert find_faults(cases.new, made[0].new) == []


def test_the_gold_differs_where_values_do(cases: TwinCases) -> None:
    def figures(case: Case) -> list[Decimal | None]:
        return [fact.value for gold in case.gold for fact in gold.facts]

    asked = [(old, new) for old, new in zip(cases.old, cases.new, strict=True) if old.kind == "figure"]
    assert sum(figures(old) != figures(new) for old, new in asked) / len(asked) > 0.6


def test_values_keep_their_order() -> None:
    values = read_quantities("10% 12.5% 30% 50% 98% 100%")
    figures = make_figure_map(values, (), seed=3)
    changed = [figures.changed(value) for value in values]
    assert changed == sorted(changed)
    assert changed[-1] == 100


def test_what_stays_stays() -> None:
    figures = make_figure_map(read_quantities("5个 7个"), [Quantity(value=Decimal(5), unit="")], seed=3)
    assert figures.changed(Quantity(value=Decimal(5), unit="个")) == 5


def test_the_same_seed_gives_the_same_map() -> None:
    values = read_quantities("10% 30% 50%")
    assert make_figure_map(values, (), seed=3) == make_figure_map(values, (), seed=3)


def test_the_two_periods_of_a_text_change_places() -> None:
    assert make_time_map("“十四五”…“十四五”…“十五五”…").periods == ("十四五", "十五五")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“十四五”期间", "“十五五”期间"),
        ("到2025年", "到2030年"),
        ("2022年起", "2027年起"),
        ("比2020年", "比2020年"),
        ("by 2030 (15th FYP)", "by 2025 (14th FYP)"),
        ("the fourteenth five-year plan", "the fifteenth five-year plan"),
        ("25年底", "30年底"),
        ("到２０２５年", "到2030年"),
        ("二〇二五年", "2030年"),
        ("第15条", "第15条"),
    ],
)
def test_times_in_words(old: str, new: str) -> None:
    assert change_words(old, NO_FIGURES, TIMES) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [("19.2万千瓦", "29.2万千瓦"), ("192 MW", "292 MW"), ("192,000 kW", "292,000 kW"), ("15条", "15条")],
)
def test_figures_in_words(old: str, new: str) -> None:
    base = Quantity(value=Decimal("19.2"), unit="万千瓦").in_base
    other = Quantity(value=Decimal("29.2"), unit="万千瓦").in_base
    assert change_words(old, FigureMap(values={"power": ((base,), (other,))}), TIMES) == new
