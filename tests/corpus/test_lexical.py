"""Tokens for Chinese and English, and the BM25 index over them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.chunk import make_passages
from corpus.lexical import LexicalIndex, Tokeniser, stem, tokenise
from corpus.sources import load_plan


def test_chinese_gives_words_and_character_pairs() -> None:
    assert tokenise("森林覆盖率") == ["森林", "覆盖率", "森林", "林覆", "覆盖", "盖率"]


def test_a_single_character_is_a_token() -> None:
    assert tokenise("2025年") == ["2025", "年"]


def test_extra_words_are_kept_whole() -> None:
    assert "区发展改革委" not in tokenise("由区发展改革委负责")
    assert "区发展改革委" in Tokeniser(["区发展改革委"])("由区发展改革委负责")


def test_extra_words_of_one_tokeniser_do_not_reach_another() -> None:
    Tokeniser(["区甲局"])
    assert "区甲局" not in tokenise("由区甲局负责")


def test_full_width_and_capitals_make_no_difference() -> None:
    assert tokenise("ＰＵＥ １．３") == tokenise("pue 1.3") == ["pue", "1.3"]


def test_latin_inside_chinese_is_a_word() -> None:
    assert tokenise("建5G基站") == ["建", "5", "g", "基站", "基站"]


def test_punctuation_gives_no_token() -> None:
    assert tokenise(" ,。“”()%…\n") == []


@pytest.mark.parametrize(("words", "root"), [
    ("charge charges charged charging", "charg"), ("city cities", "city"), ("building buildings build", "build"),
    ("plan plans planned planning", "plan"), ("install installed installing", "install"), ("bus", "bus"),
    ("gas", "gas"),
    ("need needed needs", "need"), ("process processes", "process"), ("batch batches", "batch"), ("this", "this"),
])
def test_forms_of_an_english_word_share_a_stem(words: str, root: str) -> None:
    assert {stem(word) for word in words.split()} == {root}


def test_the_text_that_shares_words_comes_first() -> None:
    index = LexicalIndex.build(["建设光伏", "建设充电桩", "植树造林"])
    assert [number for number, _ in index.top("哪里建充电桩", 3)] == [1]


def test_scores_are_one_float_a_text_and_zero_without_a_shared_token() -> None:
    scores = LexicalIndex.build(["建设光伏", "建设充电桩", "植树造林"]).scores("充电")
    assert (scores.dtype, scores.shape, list(np.flatnonzero(scores))) == (np.float32, (3,), [1])


@pytest.mark.parametrize("query", ["", "。", "zzz", "鼖"])
def test_a_query_without_known_tokens_finds_nothing(query: str) -> None:
    assert LexicalIndex.build(["建设光伏"]).top(query, 5) == []


@pytest.mark.parametrize("texts", [[], ["", "。"]])
def test_texts_without_tokens_are_found_by_nothing(texts: list[str]) -> None:
    assert list(LexicalIndex.build(texts).scores("光伏")) == [0] * len(texts)


def test_equal_scores_stand_in_text_order() -> None:
    assert [number for number, _ in LexicalIndex.build(["光伏"] * 5).top("光伏", 3)] == [0, 1, 2]


@pytest.mark.parametrize("texts", [["建设光伏", "solar panels", ""], []])
def test_a_saved_index_scores_the_same(tmp_path: Path, texts: list[str]) -> None:
    index = LexicalIndex.build(texts, words=["光伏工程"])
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    assert loaded.tokenise.words == ("光伏工程",)
    assert np.array_equal(loaded.scores("光伏 panel"), index.scores("光伏 panel"))


def test_two_builds_write_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        LexicalIndex.build(["建设光伏", "solar panels"]).save(tmp_path / name)
    files = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}


@pytest.mark.parametrize(("query", "clause"), [("充电桩", "15"), ("森林覆盖率", "27")])
def test_lexical_search_alone_finds_the_clause(query: str, clause: str) -> None:
    passages = make_passages(load_plan("minhang-carbon-peak"))
    index = LexicalIndex.build([passage.text for passage in passages])
    assert passages[index.top(query, 1)[0][0]].clause == clause
