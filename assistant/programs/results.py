"""What programs get back: the answer object and the rows of the table, each with the place in the plan it stands on.

The rows have the columns of the table's own schema; a test holds the two together.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.turn import Language, Status
from corpus.sources import BUNDLED_PLAN
from structured.schema import Comparator, Modality, TargetKind, UnitKind

Number = int | float


class Source(BaseModel):
    """A verbatim quote and where it stands."""

    plan: str = Field(description="id of the plan", examples=[BUNDLED_PLAN])
    clause: str = Field(description="id of the clause, as people cite it", examples=["15"])
    heading: str = Field(description="the printed heading with its place in the plan")
    quote: str = Field(description="the plan's own words")
    start: int = Field(description="half-open character offsets into the plan's canonical text")
    end: int


class Citation(Source):
    """A source that an answer cites: `[mark]` stands in the answer's text."""

    mark: int


class AnswerRow(BaseModel):
    """A row of the table that the answer rests on: its table (`kind`), then its own columns."""

    model_config = ConfigDict(extra="allow")

    kind: str = Field(description="task, target, obligation, place or statement")
    id: str
    clause: str
    quote: str


class Calculation(BaseModel):
    """Arithmetic in the open: the expression, its exact value and unit of measure, and the clause whose rule it follows."""

    expression: str = Field(examples=["300 × 12%"])
    value: Number = Field(examples=[36])
    unit: str
    clause: str


class AnswerObject(BaseModel):
    """The answer to one question. `query` is the typed query that was understood, `seconds` the time of each stage."""

    question: str
    language: Language
    status: Status
    text: str = Field(description="Markdown with citation marks [1]")
    citations: list[Citation]
    rows: list[AnswerRow]
    calculations: list[Calculation]
    query: dict[str, Any]
    seconds: dict[str, float]


class UnitFact(BaseModel):
    """A responsible unit, and the clauses that name it, in text order."""

    id: str
    name: str = Field(description="the name as the plan prints it")
    kind: UnitKind
    full_name: str
    full_name_source: Literal["plan", "background"]
    name_en: str
    note: str
    clauses: list[str]


class UnitRow(UnitFact):
    """A unit with all that the table has of it."""

    aliases_zh: list[str]
    aliases_en: list[str]


class QuotedRow(BaseModel):
    """A row that rests on one quote."""

    id: str
    clause: str
    quote: str
    source: Source | None = Field(description="where the quote stands")


class TaskFact(QuotedRow):
    """A clause that names responsible units, in printed order."""

    title: str
    title_en: str
    action: str
    units: list[str]
    lead_units: list[str]


class TargetFact(QuotedRow):
    """A figure, or a dated or comparative statement, of the plan. Values are as printed, in the printed unit of measure."""

    metric: str = Field(description="groups the rows that state the same quantity")
    metric_zh: str
    metric_en: str
    comparator: Comparator
    value: Number | None
    value_max: Number | None
    unit: str
    unit_en: str
    period: str
    deadline: int | None
    start: int | None
    time_printed: str
    baseline_zh: str
    baseline_en: str
    scope_zh: str
    scope_en: str
    firmness: list[str]
    kind: TargetKind


class TargetRow(TargetFact):
    """A target with all that the table has of it."""

    aliases_zh: list[str]
    aliases_en: list[str]


class Check(BaseModel):
    """One's own figures against one obligation.

    `required` is what the rule demands (by `calculations`, where it follows from another figure); `own` what was stated, if
    anything was; `meets` is null where it was not.
    """

    quantity: str = Field(description="id of the quantity that is demanded")
    comparator: str
    required: Number
    unit: str
    own: Number | None
    meets: bool | None
    calculations: list[Calculation]


class ObligationRow(QuotedRow):
    """A statement that binds, forbids or encourages somebody, or that the government plans to do itself."""

    subject_zh: str
    subject_en: str
    subject_kinds: list[str]
    modality: Modality
    what_zh: str
    what_en: str
    comparator: str
    value: Number | None
    unit: str
    from_printed: str
    until_printed: str
    firmness: list[str]
    input: str
    rate: Number | None
    output: str
    check: Check | None = Field(default=None, description="set where one's own figures decide something")


class Choice(BaseModel):
    """Something that can be named in a request: its id and its names."""

    id: str
    zh: str
    en: str
    unit: str = ""


class ObligationChoices(BaseModel):
    """What a request for obligations can name: kinds of subjects, and the figures that rules of the table use."""

    subject_kinds: list[Choice]
    figures: list[Choice]


class ClauseObject(BaseModel):
    """One clause: its own words, its place in the tree, and what the table knows of it."""

    id: str
    kind: str
    heading: str
    title_en: str
    parent: str | None
    children: list[str]
    text: str = Field(description="the clause's own words, without those of its sub-clauses")
    translation: list[str] = Field(description="this project's English, sentence by sentence; only the Chinese text counts")
    start: int
    end: int
    units: list[str]
    lead_units: list[str]
    targets: list[TargetRow]
    obligations: list[ObligationRow]


class Health(BaseModel):
    """Whether questions are answered, of which plan, and whether the text search stands ready."""

    status: Literal["ok"]
    plan: str
    title: str
    title_en: str
    version: str
    text_search: Literal["idle", "loading", "ready", "failed"]


class Problem(BaseModel):
    """What is wrong with a request, in one sentence."""

    error: str
