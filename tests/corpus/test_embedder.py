"""What the bundled model is trained on, its tokenizer, and the measurement of what it finds."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from corpus.embedder.material import Material, NamedRow, Question, make_pairs, read_questions, read_rows, without
from corpus.embedder.measure import Rank, as_markdown, hold_out, measure
from corpus.embedder.tokens import build_tokenizer, parts_of
from tests.builders import plan
from tests.corpus.toy import ToyEncoder

QUOTE = "鼓励业主开展节能改造"


def question(text: str, **fields: str) -> Question:
    cells = {"file": "a.jsonl", "lang": "zh", "kind": "explain", "clause": "1", "quote": QUOTE}
    return Question(text=text, **(cells | fields))


def material(*questions: Question, rows: tuple[NamedRow, ...] = ()) -> Material:
    return Material(plan=plan(), questions=questions, rows=rows)


def positives(found: Material, text: str) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for pair in make_pairs(found):
        if pair.text == text:
            for one in pair.positives:
                groups.setdefault(one.group, set()).update(one.texts)
    return groups


def test_a_question_belongs_to_quote_sentence_sisters_and_clause() -> None:
    found = positives(material(question("业主要改造吗"), question("谁做节能改造")), "业主要改造吗")
    assert found[f"quote {QUOTE}"] == {QUOTE, f"建筑行动\n推进建筑节能\n{QUOTE}。", "谁做节能改造"}
    assert "推进建筑节能" in found["clause 1"]


def test_a_question_without_quote_belongs_to_its_clause() -> None:
    assert set(positives(material(question("谁负责建筑", quote="")), "谁负责建筑")) == {"clause 1"}


def test_a_row_belongs_to_its_quote_with_every_name() -> None:
    row = NamedRow(id="o", clause="1", quote=QUOTE, names=("节能改造", "retrofit"))
    found = positives(material(rows=(row,)), "retrofit")
    assert {QUOTE, "节能改造", row.text} <= found[f"quote {QUOTE}"]


def test_names_without_quote_belong_to_each_other() -> None:
    row = NamedRow(id="u", clause="", quote="", names=("区甲局", "甲局", "Bureau A"))
    assert positives(material(rows=(row,)), "甲局") == {"row u": {"区甲局", "Bureau A"}}


def test_strangers_belong_to_each_other() -> None:
    found = material(*(question(text, kind="out_of_scope", clause="", quote="") for text in ("天气", "写诗")))
    assert positives(found, "天气") == {"kind out_of_scope": {"写诗"}}


def test_an_anchor_is_never_contrasted_with_its_own_place() -> None:
    pairs = make_pairs(material(question("业主要改造吗"), question("谁做节能改造")))
    assert all(one.group in pair.groups for pair in pairs for one in pair.positives)


def test_questions_are_read_with_their_defaults(tmp_path: Path) -> None:
    lines = [{"q": "那它呢", "standalone": "屋頂綠化呢", "lang": "zh", "kind": "followup"}]
    (tmp_path / "b.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    assert read_questions([tmp_path / "b.jsonl"], str.upper) == (
        Question(file="b.jsonl", text="屋頂綠化呢", lang="zh", kind="followup", clause="", quote=""),
    )


def test_rows_are_read_with_all_their_names(tmp_path: Path) -> None:
    with (tmp_path / "t.csv").open("w", encoding="utf-8-sig", newline="") as file:
        rows = [["id", "zh", "en", "synonyms_zh"], ["a", "光伏", "PV", "太阳能; 光伏"], ["b", "", "", ""]]
        csv.writer(file).writerows(rows)
    assert read_rows([tmp_path / "t.csv"]) == (NamedRow(id="a", clause="", quote="", names=("光伏", "PV", "太阳能")),)


def test_what_is_left_out_is_not_trained_on() -> None:
    kept, dropped = question("一"), question("二")
    assert without(material(kept, dropped), [dropped]).questions == (kept,)


@pytest.mark.parametrize(("what", "count"), [("questions", 2), ("quotes", 2), ("b.jsonl", 4)])
def test_questions_are_held_out_by_kind_of_draw(what: str, count: int) -> None:
    some = [question(f"q{n}", quote=f"quote {n // 2}", file="b.jsonl" if n < 4 else "a.jsonl") for n in range(20)]
    assert len(hold_out(material(*some), what, 1)) == count


def test_a_known_word_is_a_token_and_an_unknown_one_falls_apart() -> None:
    tokenizer = build_tokenizer(["推进充电设施", "充电桩和充电设施"], "1.5倍")
    assert tokenizer.encode("充电桩").tokens == ["充电", "桩"]


def test_a_latin_word_falls_into_stem_and_ending() -> None:
    tokenizer = build_tokenizer(["charging", "charges"], "")
    assert tokenizer.encode("Charged chargers").tokens == ["charg", "ed", "charg", "ers"]


def test_only_numbers_of_the_plan_are_known() -> None:
    tokenizer = build_tokenizer(["数量"], "下降13.5%,到2025年")
    assert tokenizer.encode("2025 8500 13.5 13").tokens == ["2025", "[UNK]", "13.5", "[UNK]"]


@pytest.mark.parametrize(("token", "parts"), [
    ("充电", ["充", "电"]), ("桩", ["桩"]), ("charg", ["<cha", "char", "harg", "arg>"]), ("ev", []), ("2025", []),
])
def test_tokens_share_their_parts(token: str, parts: list[str]) -> None:
    assert parts_of(token) == parts


def test_the_measure_counts_the_clauses_found_first() -> None:
    ranks = measure(material(), [question("新建厂房屋顶绿化的面积比例")], ToyEncoder())
    assert [(rank.search, rank.before) for rank in ranks] == [("lexical", 0), ("dense", 0), ("both, fused", 0)]


def test_the_report_is_a_table_of_shares() -> None:
    ranks = [Rank(search="dense", lang="zh", before=before) for before in (0, 2, 5, 0)]
    assert as_markdown(ranks).splitlines()[-1] == "| dense, zh | 4 | 0.500 | 0.750 |"
