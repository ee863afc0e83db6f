"""The assistant as tools for language models, over MCP: the door to the `mcp` SDK, which is an optional extra.

1. `build_mcp` makes the server: five tools with typed results, each row with the place in the plan that it stands on.
2. `run` speaks on standard input and output, or over HTTP at /mcp.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field

from assistant.build import build_assistant
from assistant.chat import Assistant
from assistant.failure import failed_turn, record
from assistant.filtering import TargetFilter
from assistant.limits import HISTORY_QUESTIONS, QUESTION_CHARACTERS, Rate
from assistant.listening import bind, run_until_stopped
from assistant.pacing import Paced
from assistant.programs import lookups, results
from assistant.settings import Settings, load_settings
from assistant.signin import SignIn, check_access
from assistant.store.accounts import Accounts
from assistant.web.shield import BODY_LIMIT_BYTES
from corpus.errors import PolicyError

try:
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations
except ImportError as error:
    raise PolicyError("The MCP server needs the extra `mcp`; install it with `pip install 'policy-assistant[mcp]'`.") from error

PATH = "/mcp"
TARGETS_SHOWN = 100

Question = Annotated[str, Field(min_length=1, max_length=QUESTION_CHARACTERS, description="in Chinese or English")]
History = Annotated[list[str], Field(max_length=HISTORY_QUESTIONS, description="the questions before it, oldest first")]


class TargetsFound(BaseModel):
    """The targets that pass; `total` counts all of them, `targets` holds those from `offset` on."""

    total: int
    offset: int
    targets: list[results.TargetFact]


class UnitsOf(BaseModel):
    """The clauses that carry the topic, each with its responsible units in printed order and the quote that prints them."""

    clauses: list[results.TaskFact]
    units: list[results.UnitFact]


class ClausesOf(BaseModel):
    """A responsible unit and the clauses that name it."""

    unit: results.UnitFact
    clauses: list[results.TaskFact]


class ObligationsFound(BaseModel):
    """What applies to the subjects named, checked against their own figures, and what can be named."""

    obligations: list[results.ObligationRow]
    choices: results.ObligationChoices


def build_mcp(assistant: Assistant, data_dir: Path) -> MCPServer:
    """The server for one assistant. What breaks is logged in `data_dir`."""
    info = assistant.plan.info
    server = MCPServer(
        "policy-assistant", title="Policy assistant", log_level="WARNING",
        instructions=f"Answers and validated rows of one plan: {info.title} ({info.title_en}), {info.issuer}. Everything comes with the"
        " plan's own words and their place; quote them, and say so where the plan does not say. Only the Chinese text counts.",
    )
    for tool in (*_asking(assistant, data_dir), *_looking_up(assistant)):
        server.add_tool(tool, annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False))
    return server


def _asking(assistant: Assistant, data_dir: Path) -> Iterator[Callable[..., BaseModel]]:
    def ask(question: Question, history: History = []) -> results.AnswerObject:  # noqa: B006
        """Answer a question about the plan, with citations. `status` says whether the plan answers it, and if not, why not."""
        try:
            return lookups.answer_object(lookups.answer(assistant, question, history))
        except Exception as error:  # the outermost edge: the answer says so, the log says why
            return lookups.answer_object(failed_turn(question, record(error, data_dir)))

    yield ask


def _looking_up(assistant: Assistant) -> Iterator[Callable[..., BaseModel]]:
    def find_targets(
        words: Annotated[str, Field(max_length=200, description="words that all stand in the row, Chinese or English")] = "",
        action: Annotated[str, Field(max_length=20, description="action or section, as clauses are cited: 二(四)")] = "",
        clause: Annotated[str, Field(max_length=20)] = "",
        unit: Annotated[str, Field(max_length=200, description="name or alias of a responsible unit")] = "",
        period: Annotated[str, Field(max_length=20, description="十四五, 十五五 or 年均")] = "",
        deadline: Annotated[int | None, Field(description="year")] = None,
        firmness: Annotated[str, Field(max_length=20, description="printed qualifier: 力争, 确保, 原则上")] = "",
        offset: Annotated[int, Field(ge=0)] = 0,
    ) -> TargetsFound:
        """The plan's figures and dated statements that pass every filter given, as printed, each with its quote."""
        wanted = TargetFilter(
            words=words, action=action, clause=clause, unit=unit, period=period, deadline=deadline, firmness=firmness
        )
        with _told():
            found = lookups.targets(assistant, wanted)
        return TargetsFound(total=len(found), offset=offset, targets=[*found[offset : offset + TARGETS_SHOWN]])

    def units_of(topic: Annotated[str, Field(max_length=200, description="clause id, title of a clause, or topic")]) -> UnitsOf:
        """Which units are responsible for a clause or topic."""
        with _told():
            tasks = lookups.tasks_named(assistant, topic)
            units = {unit.id: unit for task in tasks for unit in lookups.units(assistant, clause=task.clause)}
        return UnitsOf(clauses=[*lookups.task_rows(assistant, tasks)], units=[*units.values()])

    def clauses_of(unit: Annotated[str, Field(max_length=200, description="name or alias of a responsible unit")]) -> ClausesOf:
        """Which clauses name a responsible unit."""
        with _told():
            (found,) = lookups.units(assistant, name=unit)
        return ClausesOf(unit=found, clauses=[*lookups.task_rows(assistant, assistant.table.tasks_by_unit.get(found.name, ()))])

    def check_obligations(
        subject_kinds: Annotated[list[str], Field(max_length=50, description="ids of `choices`; of several, each counts")],
        figures: Annotated[dict[str, Decimal], Field(max_length=50, description="own figures by id of `choices`")] = {},  # noqa: B006
    ) -> ObligationsFound:
        """What applies to subjects of these kinds; with own figures, what is demanded, by which arithmetic, and whether it is met.

        With an empty list, only what can be named.
        """
        with _told():
            rows = lookups.obligations(assistant, subject_kinds, figures) if subject_kinds else []
        return ObligationsFound(obligations=rows, choices=lookups.obligation_choices(assistant))

    yield from (find_targets, units_of, clauses_of, check_obligations)


@contextmanager
def _told() -> Iterator[None]:
    """What was named and does not exist, as a sentence that the model reads."""
    try:
        yield
    except PolicyError as error:
        raise ToolError(str(error)) from error


def run(options: argparse.Namespace) -> int:
    """Serve until the client goes (standard input) or until Ctrl-C (`--http`)."""
    settings = load_settings()
    server = build_mcp(build_assistant(settings), settings.data_dir)
    if options.http:
        _serve(server, settings, options.port)
    else:
        server.run("stdio")
    return 0


def _serve(server: MCPServer, settings: Settings, port: int) -> None:
    """Over HTTP with the access rules of the chat. A host that is not this machine's own may have any name."""
    check_access(settings)
    app: Any = server.streamable_http_app(streamable_http_path=PATH, host=settings.host, max_request_body_size=BODY_LIMIT_BYTES)
    app = Paced(app, Rate(settings.rate_per_minute))
    if settings.sign_in:
        app = SignIn(app, Accounts(settings.database))
    with bind(settings.host, port) as opened:
        run_until_stopped(app, opened, f"MCP server ({PATH})")
