"""The MCP server as the SDK's own client meets it: over standard input and output, and over HTTP."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from assistant.chat import Assistant
from assistant.mcp_server import build_mcp
from assistant.programs.examples import ANSWER, ASK

COMMAND = ["-m", "assistant", "mcp"]
TOOLS = ["ask", "find_targets", "units_of", "clauses_of", "check_obligations"]

Talk = Callable[[Client], Awaitable[Any]]


def talk(server: Any, what: Talk) -> Any:  # noqa: ANN401
    """One visit of a client."""

    async def visit() -> Any:  # noqa: ANN401
        async with asyncio.timeout(120):
            async with Client(server) as client:
                return await what(client)

    return asyncio.run(visit())


@pytest.fixture(scope="module")
def call(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Calls a tool of a server in this process; the result as data, or the error's sentence."""
    server = build_mcp(assistant, tmp_path_factory.mktemp("data"))

    def calling(name: str, **arguments: Any) -> Any:  # noqa: ANN401
        result = talk(server, lambda client: client.call_tool(name, arguments))
        return result.content[0].text if result.is_error else result.structured_content

    return calling


async def look_around(client: Client) -> tuple[list[str], dict[str, Any]]:
    tools = await client.list_tools()
    answer = await client.call_tool("ask", {"question": ANSWER["question"]})
    return [tool.name for tool in tools.tools], answer.structured_content or {}


def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "POLICY_DATA_DIR": str(tmp_path)}


def test_over_standard_input_and_output(tmp_path: Path):
    server = StdioServerParameters(command=sys.executable, args=COMMAND, env=environment(tmp_path))
    tools, answer = talk(server, look_around)
    assert tools == TOOLS
    assert (answer["text"], answer["citations"]) == (ANSWER["text"], ANSWER["citations"])


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *COMMAND, "--http", "--port", str(port)]
    with subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            process.terminate()


def test_over_http(tmp_path: Path):
    with serving(environment(tmp_path)) as address:
        tools, answer = talk(address, look_around)
    assert tools == TOOLS
    assert answer["citations"] == ANSWER["citations"]


def test_a_follow_up_needs_the_questions_before_it(call: Callable[..., Any]):
    follow_up = ASK[1]
    assert isinstance(follow_up, dict)
    assert call("ask", **follow_up)["status"] == "answered"
    assert call("ask", question=follow_up["question"])["status"] == "clarify"


def test_targets_come_with_their_place_in_the_plan(call: Callable[..., Any], assistant: Assistant):
    found = call("find_targets", clause="15")
    assert found["total"] == len(found["targets"]) == len(assistant.table.targets_by_clause["15"])
    for row in found["targets"]:
        assert assistant.plan.text[row["source"]["start"]:row["source"]["end"]] == row["quote"]


def test_long_lists_come_in_parts(call: Callable[..., Any], assistant: Assistant):
    first, rest = call("find_targets"), call("find_targets", offset=100)
    assert first["total"] == len(assistant.table.targets)
    assert [row["id"] for row in first["targets"] + rest["targets"]] == [row.id for row in assistant.table.targets]


@pytest.mark.parametrize("topic", ["15", "充电桩", "EV charging", "advance the construction of supporting facilities for new energy"])
def test_the_units_of_a_topic(call: Callable[..., Any], assistant: Assistant, topic: str):
    found = call("units_of", topic=topic)
    assert [row["clause"] for row in found["clauses"]] == ["15"]
    assert [unit["name"] for unit in found["units"]] == list(assistant.table.task_by_clause["15"].units)


def test_the_clauses_of_a_unit(call: Callable[..., Any], assistant: Assistant):
    found = call("clauses_of", unit="Transport Bureau")
    assert [row["clause"] for row in found["clauses"]] == found["unit"]["clauses"] != []


def test_own_figures_are_checked(call: Callable[..., Any]):
    found = call("check_obligations", subject_kinds=["data_centre_operator"], figures={"pue": 1.35})
    assert [(row["clause"], row["check"]["meets"]) for row in found["obligations"] if row["check"]] == [("17", False), ("18", True)]


def test_what_can_be_named_can_be_asked_for(call: Callable[..., Any]):
    found = call("check_obligations", subject_kinds=[])
    assert found["obligations"] == []
    assert "pue" in {figure["id"] for figure in found["choices"]["figures"]}


@pytest.mark.parametrize(("tool", "arguments", "words"), [
    ("clauses_of", {"unit": "nobody"}, "no responsible unit 'nobody'"),
    ("units_of", {"topic": "weather"}, "ask a question"),
    ("find_targets", {"clause": "99"}, "no clause '99'"),
    ("check_obligations", {"subject_kinds": ["pirate"]}, "no subject kind 'pirate'"),
    ("ask", {"question": ""}, "question"),
    ("ask", {"question": "长" * 2001}, "2000"),
])
def test_what_is_wrong_is_said_to_the_model(call: Callable[..., Any], tool: str, arguments: dict[str, Any], words: str):
    assert words in call(tool, **arguments)


def test_what_breaks_is_an_answer_with_an_id(tmp_path: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assistant.programs.lookups.answer", lambda *_: 1 / 0)
    result = talk(build_mcp(assistant, tmp_path), lambda client: client.call_tool("ask", {"question": "what?"}))
    assert result.structured_content["status"] == "error"
    assert (tmp_path / "errors.log").read_text().split()[1] in result.structured_content["text"]


def test_without_the_extra_it_is_one_sentence(tmp_path: Path):
    code = "import sys; sys.modules['mcp'] = None; from assistant.cli import main; sys.exit(main(['mcp']))"
    run = subprocess.run([sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1
    assert "policy-assistant[mcp]" in run.stderr
