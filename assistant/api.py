"""The REST interface: FastAPI's door, mounted at /api beside the page.

1. `build_api` makes the app: one route for each look-up, and for every refusal one clear sentence as JSON.
2. Its description stands at /api/openapi.json, and to be read by people at /api/docs.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, cast

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.chat import Assistant
from assistant.failure import failed_turn, record
from assistant.filtering import TargetFilter
from assistant.limits import QUESTION_CHARACTERS, Gate, Rate, Refused
from assistant.programs import lookups, results
from assistant.programs.description import describe
from assistant.programs.examples import ANSWER
from assistant.programs.requests import Asked
from assistant.turn import Turn
from corpus.errors import PolicyError

DESCRIPTION = (
    "Questions about one plan, and its validated table. Answers and rows come with the plan's own words and where they stand."
    " Every refusal is one sentence under `error`."
)


class TargetQuery(BaseModel):
    """Filters of targets."""

    model_config = ConfigDict(extra="forbid")

    action: str = Field(default="", description="action or section", examples=["二(四)"])
    clause: str = Field(default="", examples=["15"])
    unit: str = Field(default="", description="printed, full or English name or alias of a responsible unit")
    period: str = Field(default="", examples=["十四五"])
    deadline: int | None = Field(default=None, description="year", examples=[2025])
    start: int | None = Field(default=None, description="year", examples=[2022])
    firmness: str = Field(default="", description="printed qualifier", examples=["力争"])
    kind: str = Field(default="", examples=["target"])
    metric: str = ""
    words: str = Field(default="", description="words that all stand in the row", max_length=QUESTION_CHARACTERS)


class ObligationQuery(BaseModel):
    """Who asks, and his own figures."""

    model_config = ConfigDict(extra="forbid")

    subject_kind: list[str] = Field(default=[], description="who asks; each of several counts", examples=[["car_park_operator"]])
    figure: list[str] = Field(default=[], description="own figures, `quantity:value`", examples=[["parking_spaces:300"]])


def build_api(assistant: Assistant, data_dir: Path, rate: Rate, gate: Gate) -> FastAPI:
    """The interface to one assistant. What breaks is logged in `data_dir`."""
    api = FastAPI(
        title="Policy assistant", version="1", description=DESCRIPTION, docs_url=None, redoc_url=None, responses={
            404: {"model": results.Problem}, 422: {"model": results.Problem},
            429: {"model": results.Problem, "description": "Too many questions; Retry-After says in how many seconds to come again"},
        },
    )
    _refusals(api, data_dir)
    _ask_route(api, assistant, data_dir, rate, gate)
    _look_up_routes(api, assistant)

    @api.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(describe(api.openapi(), request.scope.get("root_path", "")))

    return api


def _ask_route(api: FastAPI, assistant: Assistant, data_dir: Path, rate: Rate, gate: Gate) -> None:
    def take_turn(asked: Asked) -> Turn:
        try:
            return lookups.answer(assistant, asked.question, asked.history)
        except Exception as error:  # the outermost edge: the answer says so, the log says why
            return failed_turn(asked.question, record(error, data_dir))

    @api.post("/ask", summary="Ask a question", responses={
        200: {"content": {"application/json": {"example": ANSWER}}},
        413: {"model": results.Problem}, 500: {"model": results.AnswerObject, "description": "The answer has the status `error`"},
    })
    async def ask(asked: Asked, request: Request, response: Response) -> results.AnswerObject:
        """The answer object; its `status` says whether the plan answers (`answered`) and if not, why not."""
        rate.admit(client_of(request))
        with gate.place():
            turn = await run_in_threadpool(take_turn, asked)
        if turn.answer.status == "error":
            response.status_code = 500
        return lookups.answer_object(turn)


def _look_up_routes(api: FastAPI, assistant: Assistant) -> None:
    @api.get("/clauses/{clause}", summary="Read a clause")
    def clause(clause: str) -> results.ClauseObject:
        """A clause by its id (`15`, `一`, `二(四)`, `三(一)`): its text, units, targets and obligations."""
        return lookups.clause(assistant, clause)

    @api.get("/units", summary="List responsible units")
    def units(
        clause: Annotated[str, Query(description="only the units of this clause, in printed order")] = "",
        name: Annotated[str, Query(description="only the unit of this printed, full or English name or alias")] = "",
    ) -> list[results.UnitRow]:
        """The units and the clauses that name each."""
        return lookups.units(assistant, clause, name)

    @api.get("/targets", summary="List targets")
    def targets(wanted: Annotated[TargetQuery, Query()]) -> list[results.TargetRow]:
        """The targets that pass every filter given, in text order."""
        return lookups.targets(assistant, TargetFilter(**wanted.model_dump()))

    @api.get("/obligations", summary="List obligations, or check one's own figures")
    def obligations(wanted: Annotated[ObligationQuery, Query()]) -> list[results.ObligationRow]:
        """What applies, and for one's own figures what is demanded, by which arithmetic, and whether it is met."""
        return lookups.obligations(assistant, wanted.subject_kind, dict(_figure(text) for text in wanted.figure))

    @api.get("/obligations/choices", summary="What a request for obligations can name")
    def choices() -> results.ObligationChoices:
        """The kinds of subjects, and the figures with their units of measure."""
        return lookups.obligation_choices(assistant)

    @api.get("/health", summary="Whether questions are answered")
    def health() -> results.Health:
        """Always quick; `text_search` says whether the search in the text stands ready."""
        return lookups.health(assistant)


def _figure(text: str) -> tuple[str, Decimal]:
    """`quantity:value`, the value an ordinary number. Raises PolicyError."""
    quantity, _, written = text.partition(":")
    try:
        value = Decimal(written.strip())
        if not 0 <= value < Decimal(10) ** 12 or value.as_tuple().exponent not in range(-6, 13):
            raise InvalidOperation
    except InvalidOperation as error:
        raise PolicyError(f"A figure is written quantity:value, for example parking_spaces:300, not {text[:80]!r}.") from error
    return quantity.strip(), value


def client_of(request: Request) -> str:
    """Whom the rate counts for: who is signed in, else the address."""
    account = getattr(request.state, "account", "")
    return f"account {account}" if account else request.client.host if request.client else ""


def _refusals(api: FastAPI, data_dir: Path) -> None:
    async def broken(request: Request, error: Exception) -> Response:
        return _problem(500, f"Something broke; please try again, and if it happens again report the id {record(error, data_dir)}.")

    handlers: dict[type[Exception], Callable[[Request, Any], Awaitable[Response]]] = {
        RequestValidationError: _invalid, StarletteHTTPException: _http, PolicyError: _policy, Refused: _refused, Exception: broken,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, cast(Any, handler))


def _problem(status: int, sentence: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": sentence.encode("utf-8", "replace").decode()}, status_code=status, headers=headers)


async def _invalid(_: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    if first["type"] == "json_invalid":
        return _problem(422, "The body is not JSON.")
    return _problem(422, f"{where or 'The request'}: {first['msg']}.")


async def _http(_: Request, error: HTTPException) -> Response:
    if error.status_code == 404:
        return _problem(404, "There is nothing at this address; /api/docs lists what there is.")
    return _problem(error.status_code, f"{error.detail}.", dict(error.headers or {}))


async def _policy(request: Request, error: PolicyError) -> Response:
    missing = isinstance(error, lookups.Unknown) and bool(request.path_params)
    return _problem(404 if missing else 422, str(error))


async def _refused(request: Request, error: Refused) -> Response:
    return _problem(429, error.sentence(request.headers.get("accept-language", "")), {"Retry-After": str(error.seconds)})
