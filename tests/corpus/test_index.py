"""Building, opening and searching the index; every way in which its folder can be broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from corpus.clauses import Hit
from corpus.entries import Card
from corpus.errors import PolicyError
from corpus.generations import current_generation
from corpus.index import Arm, Index, IndexState, build_index, index_state, open_index
from corpus.manifest import PlanOrigin
from corpus.sources import Plan, load_plan, parse_plan
from tests.builders import TINY_TEXT, plan, plan_info
from tests.corpus.toy import ToyEncoder

TOY = ToyEncoder()
OTHER_TEXT = "示例区低碳实施方案\n一、任务。\n1.种树。建设森林公园。\n2.节水。推广节水器具。\n"


def other_plan() -> Plan:
    return parse_plan(plan_info(id="other"), OTHER_TEXT)


def card(**fields: str | int) -> Card:
    start = TINY_TEXT.index("2022年起")
    cells = {"id": "roof", "plan": "tiny", "clause": "1", "text": "green roofs", "start": start, "end": start + 5}
    return Card(**{"kind": "target", **cells, **fields})  # pyright: ignore[reportArgumentType]


def built(folder: Path, *cards: Card) -> Path:
    build_index([plan(), other_plan()], cards, TOY, folder)
    return folder


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    opened = open_index(built(tmp_path_factory.mktemp("data"), card()), TOY)
    yield opened
    opened.close()


def places(hits: list[Hit]) -> list[tuple[str, str]]:
    return [(hit.passage.plan, hit.passage.clause) for hit in hits]


@pytest.mark.parametrize("arms", [("dense",), ("lexical",), ("dense", "lexical")])
@pytest.mark.parametrize("limit", [None, "tiny"])
def test_every_arm_finds_the_clause(index: Index, arms: tuple[Arm, ...], limit: str | None) -> None:
    assert places(index.search("新建厂房屋顶绿化", 1, plan=limit, arms=arms)) == [("tiny", "1")]


def test_a_search_in_one_plan_finds_nothing_of_another(index: Index) -> None:
    assert {plan_id for plan_id, _ in places(index.search("建设森林公园", 20, plan="tiny"))} == {"tiny"}


@pytest.mark.parametrize("query", ["屋顶绿化", "森林公园", "区乙委"])
def test_chroma_and_exact_search_agree(index: Index, query: str) -> None:
    exact = np.sort(index.vectors @ TOY.encode([query])[0])[::-1]
    found = [hit.score for hit in index.search(query, 3, arms=("dense",))]
    assert found == pytest.approx(exact[:3], abs=1e-6)


def test_hits_stand_verbatim_in_the_text(index: Index) -> None:
    found = [hit.passage for hit in index.search("节能", 10, plan="tiny")]
    assert found
    assert all(plan().text[passage.start : passage.end] == passage.text for passage in found)


def test_a_card_is_found_by_its_words_and_leads_to_its_quote(index: Index) -> None:
    hit = index.search("green roofs", 1, plan="tiny")[0]
    assert (hit.passage.text, hit.passage.heading) == ("2022年", "二(一)1 推进建筑节能")


def test_each_span_is_found_once(index: Index) -> None:
    found = [(hit.passage.start, hit.passage.end) for hit in index.search("节能", 50, plan="tiny")]
    assert len(set(found)) == len(found)


def test_the_best_comes_first(index: Index) -> None:
    scores = [hit.score for hit in index.search("循环园区", 10)]
    assert scores == sorted(scores, reverse=True)


def test_the_same_search_gives_the_same_hits(index: Index) -> None:
    assert index.search("节能改造", 5) == index.search("节能改造", 5)


@pytest.mark.parametrize(("query", "k"), [("", 5), ("节能", 0), ("🦊", 5)])
def test_nothing_asked_is_nothing_found(index: Index, query: str, k: int) -> None:
    assert index.search(query, k) == []


def test_an_unknown_plan_is_told(index: Index) -> None:
    with pytest.raises(PolicyError, match=r"'nowhere' is not in the index.*policy-assistant ingest"):
        index.search("节能", 3, plan="nowhere")


def test_an_index_with_one_arm_searches_by_it_alone(tmp_path: Path) -> None:
    index = open_index(built(tmp_path), TOY, arms=("lexical",))
    assert index.search("节能", 3, plan="tiny") == index.search("节能", 3, plan="tiny", arms=("lexical",))


@pytest.mark.parametrize(("query", "clause"), [("充电桩", "15"), ("森林覆盖率", "27")])
def test_lexical_search_alone_finds_the_clause(tmp_path: Path, query: str, clause: str) -> None:
    build_index([load_plan("minhang-carbon-peak")], (), TOY, tmp_path)
    hits = open_index(tmp_path, TOY, arms=("lexical",)).search(query, 1, plan="minhang-carbon-peak")
    assert places(hits) == [("minhang-carbon-peak", clause)]


def test_progress_ends_with_all_entries(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    manifest = build_index([plan()], (), TOY, tmp_path, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (manifest.count, manifest.count)


@pytest.mark.parametrize("fields", [{"clause": "99"}, {"start": 0}, {"end": 10_000}, {"start": 5, "end": 5}])
def test_a_card_outside_its_clause_is_told(tmp_path: Path, fields: dict[str, str | int]) -> None:
    with pytest.raises(PolicyError, match=r"'roof' does not stand in clause.*policy-assistant check"):
        build_index([plan()], [card(**fields)], TOY, tmp_path)


def test_only_the_newest_generation_is_kept(tmp_path: Path) -> None:
    first = current_generation(built(tmp_path))
    second = current_generation(built(tmp_path))
    assert first != second
    assert [path for path in (tmp_path / "index").iterdir() if path.is_dir()] == [second]


def test_an_index_that_is_open_outlives_a_rebuild(tmp_path: Path) -> None:
    index = open_index(built(tmp_path), TOY)
    built(tmp_path)
    assert places(index.search("屋顶绿化", 1, plan="tiny")) == [("tiny", "1")]


def test_two_builds_give_the_same_index(tmp_path: Path) -> None:
    one, two = (current_generation(built(tmp_path / name, card())) for name in ("one", "two"))
    assert one
    assert two
    names = ["manifest.json", "entries.jsonl", "vectors.npy"]
    assert [(one / name).read_bytes() for name in names] == [(two / name).read_bytes() for name in names]


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    before = current_generation(built(tmp_path))
    with FileLock(tmp_path / "index" / ".lock"), pytest.raises(PolicyError, match="Another process is building"):
        built(tmp_path)
    assert current_generation(tmp_path) == before


def test_a_build_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    before = current_generation(built(tmp_path))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt(done, total)

    with pytest.raises(KeyboardInterrupt):
        build_index([plan()], (), TOY, tmp_path, stop)
    assert [path for path in (tmp_path / "index").iterdir() if path.is_dir()] == [before]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "index" / "g000041-00000000").mkdir(parents=True)
    kept = current_generation(built(tmp_path))
    assert kept
    assert kept.name.startswith("g000042-")
    assert not (tmp_path / "index" / "g000041-00000000").exists()


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"cannot be written.*POLICY_DATA_DIR"):
        built(tmp_path / "data")


@pytest.mark.parametrize("bytes_left", [0, 1_000, 20_000])
def test_a_full_disk_is_told_and_leaves_the_old_index(tmp_path: Path, bytes_left: int) -> None:
    resource = pytest.importorskip("resource")
    before = current_generation(built(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, hard))
    try:
        with pytest.raises(PolicyError, match="cannot be written"):
            built(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert current_generation(tmp_path) == before
    assert open_index(tmp_path, TOY).search("节能", 1, plan="tiny")


def test_an_index_that_fits_is_fresh(tmp_path: Path) -> None:
    assert index_state(built(tmp_path), [plan(), other_plan()], TOY) == IndexState(state="fresh")


def test_no_index_is_missing(tmp_path: Path) -> None:
    assert index_state(tmp_path, [plan()], TOY).state == "missing"
    with pytest.raises(PolicyError, match=r"There is no index.*policy-assistant ingest"):
        open_index(tmp_path, TOY)


def test_a_changed_text_makes_it_stale(tmp_path: Path) -> None:
    changed = parse_plan(plan_info(sha256="new"), TINY_TEXT)
    assert index_state(built(tmp_path), [changed], TOY) == IndexState(
        state="stale", reason="The text of 'tiny' has changed."
    )


def test_a_new_plan_makes_it_stale(tmp_path: Path) -> None:
    new = parse_plan(plan_info(id="new"), TINY_TEXT)
    assert index_state(built(tmp_path), [new], TOY).reason == "The plan 'new' is not in the index."


def test_changed_tables_make_it_stale(tmp_path: Path) -> None:
    build_index([plan()], (), TOY, tmp_path, origins={"tiny": PlanOrigin(table="old")})
    assert index_state(tmp_path, [plan()], TOY, {"tiny": "old"}).state == "fresh"
    assert index_state(tmp_path, [plan()], TOY, {"tiny": "new"}).reason == "The tables of 'tiny' have changed."


def test_another_model_makes_it_stale_and_is_told_at_opening(tmp_path: Path) -> None:
    other = ToyEncoder(fingerprint="other")
    assert index_state(built(tmp_path), [plan()], other).reason == "The index was built with another embedding model."
    with pytest.raises(PolicyError, match=r"another embedding model; run `policy-assistant ingest`"):
        open_index(tmp_path, other)


def damage_of(generation: Path, what: str) -> None:
    path = generation / what
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("what", [
    "manifest.json", "entries.jsonl", "vectors.npy", "lexical", "lexical/lexical.json", "lexical/vocab.index.json",
    "chroma",
])
def test_a_damaged_generation_is_told_and_rebuilt(tmp_path: Path, what: str) -> None:
    generation = current_generation(built(tmp_path))
    assert generation
    damage_of(generation, what)
    assert index_state(tmp_path, [plan()], TOY).state == "stale"
    with pytest.raises(PolicyError, match=r"damaged.*policy-assistant ingest"):
        open_index(tmp_path, TOY)
    assert index_state(built(tmp_path), [plan()], TOY).state == "fresh"


@pytest.mark.parametrize("what", ["entries.jsonl", "vectors.npy", "lexical/lexical.json", "lexical/params.index.json"])
def test_garbage_of_the_same_length_is_told(tmp_path: Path, what: str) -> None:
    generation = current_generation(built(tmp_path))
    assert generation
    path = generation / what
    path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(PolicyError, match=r"damaged.*policy-assistant ingest"):
        open_index(tmp_path, TOY)


@pytest.mark.parametrize("content", [b"", b"../../etc", b"g000001-00000000", b"\xff"])
def test_a_damaged_current_file_is_told(tmp_path: Path, content: bytes) -> None:
    (built(tmp_path) / "index" / "CURRENT").write_bytes(content)
    assert index_state(tmp_path, [plan()], TOY).state == "stale"
    with pytest.raises(PolicyError, match="policy-assistant ingest"):
        open_index(tmp_path, TOY)


def test_an_index_of_another_version_is_told(tmp_path: Path) -> None:
    generation = current_generation(built(tmp_path))
    assert generation
    path = generation / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": 0}), encoding="utf-8")
    with pytest.raises(PolicyError, match="another version"):
        open_index(tmp_path, TOY)


def test_a_damaged_collection_is_told_when_it_is_searched(tmp_path: Path) -> None:
    index = open_index(built(tmp_path), TOY)
    (index.folder / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
    with pytest.raises(PolicyError, match=r"damaged.*policy-assistant ingest"):
        index.search("节能", 3)
    assert index.search("节能", 1, plan="tiny")


def test_a_generation_deleted_while_open_is_told(tmp_path: Path) -> None:
    index = open_index(built(tmp_path), TOY)
    shutil.rmtree(index.folder)
    with pytest.raises(PolicyError, match=r"damaged.*policy-assistant ingest"):
        index.search("节能", 3)
