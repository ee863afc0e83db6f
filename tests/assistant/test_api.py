"""The REST interface as a program meets it."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient

from assistant.api import build_api
from assistant.chat import Assistant
from assistant.limits import HISTORY_QUESTIONS, QUESTION_CHARACTERS, Gate, Rate
from assistant.presentation import table_object
from assistant.programs import results
from assistant.programs.examples import ANSWER, ASK
from structured.schema import Obligation, Row, Target, Unit

QUESTION = ANSWER["question"]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def client(assistant: Assistant, data_dir: Path) -> TestClient:
    return TestClient(build_api(assistant, data_dir, Rate(10_000), Gate()), raise_server_exceptions=False)


def ask(client: TestClient, question: str, history: Sequence[str] = ()) -> dict[str, Any]:
    return client.post("/ask", json={"question": question, "history": [*history]}).json()


def test_an_answer_is_the_contracts_object(client: TestClient):
    found = ask(client, QUESTION)
    assert list(found) == list(ANSWER)
    assert {**found, "seconds": None, "query": None} == {**ANSWER, "seconds": None, "query": None}
    assert list(found["seconds"]) == ["understand", "retrieve", "compose", "ground", "total"]


def test_a_question_may_refer_to_those_before_it(client: TestClient):
    follow_up = cast(dict[str, Any], ASK[1])
    assert ask(client, **follow_up)["status"] == "answered"
    assert ask(client, follow_up["question"])["status"] == "clarify"


@pytest.mark.parametrize(("body", "words"), [
    ({}, "question"),
    ({"question": "  "}, "question"),
    ({"question": 5}, "question"),
    ({"question": "长" * (QUESTION_CHARACTERS + 1)}, str(QUESTION_CHARACTERS)),
    ({"question": "x", "history": ["y"] * (HISTORY_QUESTIONS + 1)}, "history"),
    ({"question": "x", "session": "1"}, "session"),
])
def test_a_request_that_is_not_understood_says_what_is_wrong(client: TestClient, body: dict[str, Any], words: str):
    response = client.post("/ask", json=body)
    assert response.status_code == 422
    assert list(response.json()) == ["error"]
    assert words in response.json()["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 200_000, b'{"question": "\\ud800"}'])
def test_a_body_that_is_no_json_text_is_refused(client: TestClient, body: bytes):
    response = client.post("/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    assert list(response.json()) == ["error"]


def test_who_asks_too_often_is_told_when_to_come_again(assistant: Assistant, tmp_path: Path):
    client = TestClient(build_api(assistant, tmp_path, Rate(2), Gate()))
    statuses = [client.post("/ask", json={"question": QUESTION}) for _ in range(3)]
    assert [response.status_code for response in statuses] == [200, 200, 429]
    assert 0 < int(statuses[-1].headers["retry-after"]) <= 60
    assert "again in" in statuses[-1].json()["error"]


def test_beyond_the_places_at_work_nobody_waits(assistant: Assistant, tmp_path: Path):
    client = TestClient(build_api(assistant, tmp_path, Rate(10), Gate(places=0)))
    response = client.post("/ask", json={"question": QUESTION})
    assert (response.status_code, response.headers["retry-after"]) == (429, "2")


def test_what_breaks_is_an_answer_with_an_id_that_stands_in_the_log(tmp_path: Path):
    client = TestClient(build_api(cast(Assistant, None), tmp_path, Rate(10), Gate()))
    response = client.post("/ask", json={"question": "what?"})
    assert (response.status_code, response.json()["status"]) == (500, "error")
    identity = (tmp_path / "errors.log").read_text().split()[1]
    assert identity in response.json()["text"]


def test_a_look_up_that_breaks_is_one_sentence(tmp_path: Path):
    client = TestClient(build_api(cast(Assistant, None), tmp_path, Rate(10), Gate()), raise_server_exceptions=False)
    response = client.get("/units")
    assert (response.status_code, list(response.json())) == (500, ["error"])
    assert "Traceback" not in response.text


def test_every_clause_can_be_read(client: TestClient, assistant: Assistant):
    for clause in assistant.plan.clauses:
        found = client.get(f"/clauses/{clause.id}").json()
        assert found["text"] == assistant.plan.text[found["start"]:found["end"]]


def test_a_clause_comes_with_its_units_and_targets(client: TestClient, assistant: Assistant):
    found = client.get("/clauses/15").json()
    assert tuple(found["units"]) == assistant.table.task_by_clause["15"].units
    assert {row["clause"] for row in found["targets"]} == {"15"}


@pytest.mark.parametrize("path", ["/clauses/99", "/clauses/x%2Fy", "/nothing"])
def test_what_is_not_there_is_404_with_a_sentence(client: TestClient, path: str):
    response = client.get(path)
    assert (response.status_code, list(response.json())) == (404, ["error"])


def test_the_units_of_a_clause_in_printed_order(client: TestClient, assistant: Assistant):
    found = [unit["name"] for unit in client.get("/units", params={"clause": "15"}).json()]
    assert found == list(assistant.table.task_by_clause["15"].units)


def test_a_unit_is_found_by_any_name_and_has_its_clauses(client: TestClient, assistant: Assistant):
    (unit,) = client.get("/units", params={"name": "transport BUREAU"}).json()
    assert unit["clauses"] == [task.clause for task in assistant.table.tasks_by_unit[unit["name"]]]


@pytest.mark.parametrize(("filters", "passes"), [
    ({"period": "十五五"}, lambda row: row["period"] == "十五五"),
    ({"deadline": 2025}, lambda row: row["deadline"] == 2025),
    ({"kind": "threshold"}, lambda row: row["kind"] == "threshold"),
    ({"firmness": "力争"}, lambda row: "力争" in row["firmness"]),
    ({"action": "二(四)"}, lambda row: row["clause"] in ("12", "13", "14", "15", "16", "二(四)")),
    ({"words": "new data centre PUE"}, lambda row: row["unit"] == "" and row["comparator"] == "<="),
])
def test_targets_are_filtered(client: TestClient, assistant: Assistant, filters: dict[str, Any], passes: Callable[[Any], bool]):
    every = client.get("/targets").json()
    found = client.get("/targets", params=filters).json()
    assert len(every) == len(assistant.table.targets)
    assert 0 < len(found) < len(every)
    assert all(passes(row) for row in found)


@pytest.mark.parametrize("params", [{"unit": "nobody"}, {"action": "九"}, {"clause": "99"}, {"deadline": "soon"}, {"dedline": 1}])
def test_a_filter_that_names_nothing_is_refused_and_not_empty(client: TestClient, params: dict[str, Any]):
    response = client.get("/targets", params=params)
    assert (response.status_code, list(response.json())) == (422, ["error"])


def test_every_row_says_where_its_quote_stands(client: TestClient, assistant: Assistant):
    for row in [*client.get("/targets").json(), *client.get("/obligations").json()]:
        assert assistant.plan.text[row["source"]["start"]:row["source"]["end"]] == row["quote"]


def test_own_figures_are_checked_and_the_arithmetic_is_shown(client: TestClient):
    rows = client.get("/obligations", params={"subject_kind": "car_park_operator", "figure": "parking_spaces:300"}).json()
    checks = {row["check"]["quantity"]: row["check"] for row in rows if row["check"]}
    assert checks["charging_spaces"]["required"] == 36
    assert checks["charging_spaces"]["calculations"][0]["expression"] == "300个 × 12%"
    assert [step["value"] for step in checks["fast_charging_spaces"]["calculations"]] == [10.8, 11]
    assert checks["charging_spaces"]["meets"] is None


@pytest.mark.parametrize("figure", ["pue", "pue:", "pue:much", "pue:-1", "pue:nan", "pue:1e999999", "speed:1"])
def test_a_figure_that_is_none_is_refused(client: TestClient, figure: str):
    response = client.get("/obligations", params={"figure": figure})
    assert (response.status_code, list(response.json())) == (422, ["error"])


def test_what_can_be_named_can_be_asked(client: TestClient):
    choices = client.get("/obligations/choices").json()
    params = {"subject_kind": [kind["id"] for kind in choices["subject_kinds"]],
              "figure": [f"{figure['id']}:1" for figure in choices["figures"]]}
    rows = client.get("/obligations", params=params).json()
    assert sum(row["check"] is not None for row in rows) > 20


@pytest.mark.parametrize(("row", "result"), [
    (Unit, results.UnitRow), (Target, results.TargetRow), (Obligation, results.ObligationRow),
])
def test_the_results_have_the_columns_of_the_table(row: type[Row], result: type[Any]):
    assert set(row.model_fields) - {"signoff"} == set(result.model_fields) - {"source", "check", "clauses"}


def test_values_are_the_tables(client: TestClient, assistant: Assistant):
    rows = [{name: value for name, value in row.items() if name != "source"} for row in client.get("/targets").json()]
    assert rows == [table_object(row) for row in assistant.table.targets]
    assert any(isinstance(row.value, Decimal) for row in assistant.table.targets)


def test_health_names_the_plan(client: TestClient, assistant: Assistant):
    found = client.get("/health").json()
    assert (found["status"], found["plan"]) == ("ok", assistant.plan.id)


def test_the_description_lists_every_route_with_examples(client: TestClient):
    found = client.get("/openapi.json").json()
    assert set(found["paths"]) == {
        "/ask", "/clauses/{clause}", "/units", "/targets", "/obligations", "/obligations/choices", "/health"}
    assert found["components"]["schemas"]["Asked"]["examples"] == ASK
    assert found["paths"]["/ask"]["post"]["responses"]["200"]["content"]["application/json"]["example"]["text"] == ANSWER["text"]


def test_the_documentation_needs_no_script_and_no_other_machine(client: TestClient):
    page = client.get("/docs").text
    assert "/clauses/{clause}" in page
    assert "<script" not in page
    assert "http" not in page.replace(ANSWER["question"], "")
