"""From a plan folder to an index that can be searched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.clauses import Passage
from corpus.entries import Card
from corpus.errors import PolicyError
from corpus.generations import current_generation
from corpus.index import index_state, open_index
from corpus.ingest import IngestReport, PlanCards, ingest
from corpus.manifest import read_manifest
from corpus.sources import Plan, load_plan
from tests.builders import write_plan
from tests.corpus.toy import ToyEncoder

TOY = ToyEncoder()


def cards_of(plan: Plan) -> PlanCards:
    place = plan.locate("1", "比例不低于50%") if "1" in plan.by_id else None
    assert place
    start, end = place.start, place.end
    card = Card(id="roof", plan=plan.id, clause="1", text="green roofs", start=start, end=end, kind="target")
    return PlanCards(cards=(card,), checksum="abc", words=("区甲局",))


def test_a_plan_is_read_and_indexed(tmp_path: Path) -> None:
    report = ingest(write_plan(tmp_path / "tiny"), tmp_path / "data", TOY, progress=False)
    assert report == IngestReport(plans=("tiny",), clauses=7, entries=12, left_out=())


def test_a_plan_may_be_named_by_its_id(tmp_path: Path) -> None:
    assert ingest("minhang-carbon-peak", tmp_path, TOY, progress=False).plans == ("minhang-carbon-peak",)


def test_what_was_ingested_is_fresh(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "tiny")
    ingest(folder, tmp_path / "data", TOY, cards_of=cards_of, progress=False)
    assert index_state(tmp_path / "data", [load_plan(folder)], TOY, {"tiny": "abc"}).state == "fresh"


def test_cards_are_found_and_lead_to_their_quote(tmp_path: Path) -> None:
    ingest(write_plan(tmp_path / "tiny"), tmp_path / "data", TOY, cards_of=cards_of, progress=False)
    found = open_index(tmp_path / "data", TOY, arms=("lexical",)).search("Which green roof?", 1, plan="tiny")
    assert [hit.passage for hit in found] == [Passage(
        plan="tiny", clause="1", heading="二(一)1 推进建筑节能", text="比例不低于50%", start=found[0].passage.start,
        end=found[0].passage.end,
    )]


def test_names_are_kept_whole_in_the_lexical_index(tmp_path: Path) -> None:
    ingest(write_plan(tmp_path / "tiny"), tmp_path / "data", TOY, cards_of=cards_of, progress=False)
    assert open_index(tmp_path / "data", TOY).lexical.tokenise.words == ("区甲局",)


def test_a_second_plan_joins_the_first(tmp_path: Path) -> None:
    ingest("minhang-carbon-peak", tmp_path / "data", TOY, progress=False)
    report = ingest(write_plan(tmp_path / "tiny"), tmp_path / "data", TOY, progress=False)
    assert set(report.plans) == {"tiny", "minhang-carbon-peak"}


def test_the_same_plan_again_changes_nothing(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "tiny")
    first, second = (ingest(folder, tmp_path / "data", TOY, progress=False) for _ in range(2))
    assert first == second


def test_a_former_plan_that_is_gone_is_left_out_and_told(tmp_path: Path) -> None:
    ingest(write_plan(tmp_path / "tiny"), tmp_path / "data", TOY, progress=False)
    shutil.rmtree(tmp_path / "tiny")
    report = ingest("minhang-carbon-peak", tmp_path / "data", TOY, progress=False)
    assert report.plans == ("minhang-carbon-peak",)
    assert [plan for plan, _ in report.left_out] == ["tiny"]


def test_a_damaged_former_index_is_replaced_and_told(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "tiny")
    ingest(folder, tmp_path / "data", TOY, progress=False)
    (tmp_path / "data" / "index" / "CURRENT").write_text("garbage", encoding="utf-8")
    report = ingest(folder, tmp_path / "data", TOY, progress=False)
    assert [what for what, _ in report.left_out] == ["former index"]
    assert index_state(tmp_path / "data", [load_plan(folder)], TOY).state == "fresh"


def test_a_plan_that_cannot_be_read_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    ingest("minhang-carbon-peak", tmp_path / "data", TOY, progress=False)
    before = current_generation(tmp_path / "data")
    with pytest.raises(PolicyError, match="There is no plan"):
        ingest(tmp_path / "nowhere", tmp_path / "data", TOY, progress=False)
    assert current_generation(tmp_path / "data") == before


def test_two_data_folders_do_not_touch(tmp_path: Path) -> None:
    ingest("minhang-carbon-peak", tmp_path / "one", TOY, progress=False)
    ingest(write_plan(tmp_path / "tiny"), tmp_path / "two", TOY, progress=False)
    generations = [current_generation(tmp_path / name) for name in ("one", "two")]
    plans = [list(read_manifest(folder).plans) for folder in generations if folder]
    assert plans == [["minhang-carbon-peak"], ["tiny"]]
