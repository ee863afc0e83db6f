"""Which terms belong together, over a small glossary."""

from __future__ import annotations

from structured.families import term_families
from structured.schema import Term
from tests.builders import term

HYDROGEN = term(id="hydrogen", zh="氢能", en="hydrogen", synonyms_zh="氢气", synonyms_en="H2")
STATION = term(id="station", zh="加氢站", en="hydrogen station")


def family(row_id: str, *terms: Term) -> tuple[str, ...]:
    return term_families(terms)[row_id]


def test_a_general_term_has_the_names_of_all_terms_that_hold_its_one_word() -> None:
    assert family("hydrogen", STATION, HYDROGEN) == ("氢能", "氢气", "加氢站")


def test_a_special_term_has_its_own_names_only() -> None:
    assert family("station", HYDROGEN, STATION) == ("加氢站",)


def test_a_synonym_of_one_word_opens_the_family_and_a_plural_is_the_same_word() -> None:
    charger = term(id="charger", zh="充电桩", en="charging facility", synonyms_en="Chargers")
    assert family("charger", charger, term(id="fast", zh="快充桩", en="fast charger")) == ("充电桩", "快充桩")


def test_a_relative_shares_a_chinese_character() -> None:
    cell = term(id="cell", zh="燃料电池", en="hydrogen fuel cell")
    assert family("hydrogen", HYDROGEN, cell) == ("氢能", "氢气")


def test_a_term_that_no_plan_speaks_of_is_nobodys_relative() -> None:
    assert family("hydrogen", HYDROGEN, term(id="bomb", zh="氢弹", en="hydrogen bomb", links="")) == ("氢能", "氢气")


def test_a_word_that_many_terms_share_tells_no_family() -> None:
    green = term(id="green", zh="绿色", en="green")
    others = [term(id=f"green-{number}", zh=f"绿色{number}", en=f"green {number}") for number in range(12)]
    assert family("green", green, *others[:11])[1:] == tuple(row.zh for row in others[:11])
    assert family("green", green, *others) == ("绿色",)
