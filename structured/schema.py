"""The rows of the structured table, and every rule that needs one row only.

A row is frozen. Lists stand in CSV cells joined by ";". Decimal values are kept as printed (`19.2` with unit
`万千瓦`, never 192000 kW). Every row but a unit's carries its clause and a verbatim quote. The sign-off of a row is
`<hash>|<date>|<how>`: the hash covers the row and the text of its clause, so that either changing makes it stale.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


def _empty_to_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
OptionalDecimal = Annotated[Decimal | None, BeforeValidator(_empty_to_none)]
OptionalYear = Annotated[int | None, BeforeValidator(_empty_to_none)]
YesNo = Annotated[bool, BeforeValidator(lambda value: value == "yes" if isinstance(value, str) else value)]
RowId = Annotated[str, Field(min_length=1)]

Comparator = Literal["=", ">=", "<=", ">", "<", "range", "change", "none"]
TargetKind = Literal["target", "requirement", "threshold", "count", "direction"]
Modality = Literal["must", "in_principle", "prohibited", "encouraged", "planned"]
UnitKind = Literal["bureau", "park_body", "company", "group"]


class Row(BaseModel):
    """What every row has: an id that is unique in its table, and its sign-off."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RowId
    signoff: str = ""

    def __eq__(self, other: object) -> bool:
        """Most rows that are compared differ in their ids already: the other columns are looked at last."""
        return self is other or (isinstance(other, Row) and self.id == other.id and super().__eq__(other))

    def __hash__(self) -> int:
        """Equal rows have equal ids."""
        return hash(self.id)


class QuotedRow(Row):
    """A row that rests on one verbatim quote of one clause."""

    clause: str
    quote: str = Field(min_length=1)


class Unit(Row):
    """A printed name of a responsible unit (责任单位).

    `full_name_source` is `plan` where the plan prints the full name and `background` where it is general knowledge.
    An alias belongs to one unit only.
    """

    name: str = Field(min_length=1)
    kind: UnitKind
    full_name: str
    full_name_source: Literal["plan", "background"]
    name_en: str = Field(min_length=1)
    aliases_zh: Words
    aliases_en: Words
    note: str = ""


class Action(Row):
    """A section or action of the plan: its title in both languages and what people call its field."""

    title: str
    title_en: str
    aliases_zh: Words
    aliases_en: Words


class Task(QuotedRow):
    """A unit-bearing clause. `units` are printed names in printed order, each once; `lead_units` those printed as lead."""

    title: str
    title_en: str
    action: str
    units: Words
    lead_units: Words
    aliases_zh: Words
    aliases_en: Words


class Target(QuotedRow):
    """One number (or one dated or comparative statement) of the plan.

    `metric` groups the rows that state the same quantity for other periods, scopes or printings. `value_max` is set
    for ranges only. `period` (十四五, 十五五, 年均), `deadline` and `start` (years) hold what is printed and nothing that
    is inferred. `firmness` are the printed qualifier words.
    """

    metric: str = Field(min_length=1)
    metric_zh: str = Field(min_length=1)
    metric_en: str = Field(min_length=1)
    comparator: Comparator
    value: OptionalDecimal
    value_max: OptionalDecimal
    unit: str
    unit_en: str
    period: str
    deadline: OptionalYear
    start: OptionalYear
    time_printed: str
    baseline_zh: str
    baseline_en: str
    scope_zh: str
    scope_en: str
    firmness: Words
    kind: TargetKind
    aliases_zh: Words
    aliases_en: Words

    @model_validator(mode="after")
    def _value_fits_comparator(self) -> Target:
        if (self.value is None) != (self.comparator in ("none", "change")):
            raise ValueError("a row has a value exactly if its comparator is not none or change")
        if (self.value_max is not None) != (self.comparator == "range"):
            raise ValueError("value_max goes with the comparator range, and only with it")
        return self


class Obligation(QuotedRow):
    """A statement that binds, forbids or encourages somebody, or that the government plans to do itself (planned).

    `rate` x the quantity `input` gives the quantity `output` (ids of quantities.csv). With `input` alone, one's own
    figure is compared with `comparator` and `value`.
    """

    subject_zh: str
    subject_en: str
    subject_kinds: Words
    modality: Modality
    what_zh: str
    what_en: str
    comparator: Literal["", "=", ">=", "<=", ">", "<"]
    value: OptionalDecimal
    unit: str
    from_printed: str
    until_printed: str
    firmness: Words
    input: str
    rate: OptionalDecimal
    output: str

    @model_validator(mode="after")
    def _computation_is_whole(self) -> Obligation:
        if (self.rate is None) != (self.output == ""):
            raise ValueError("rate and output go together")
        if self.output and not self.input:
            raise ValueError("an output needs an input")
        return self


class Place(QuotedRow):
    """A named park, pilot area, project, institution, road or event, once for each clause that prints it."""

    name: str
    kind: str
    name_en: str
    aliases_zh: Words
    aliases_en: Words


class Statement(QuotedRow):
    """A sentence, or an independent part of one, with its English translation; together they cover the plan's body."""

    en: str = Field(min_length=1)


class Exemption(Row):
    """A digit sequence of the plan that is no fact of the table, with the reason. `quote` holds it in its context."""

    clause: str
    quote: str
    reason: str


class Term(Row):
    """A term of the field: official Chinese and English, and what people say instead."""

    zh: str
    en: str
    synonyms_zh: Words
    synonyms_en: Words
    links: Words


class Aspect(Row):
    """Something that people ask about plans and plans often do not state, with the words that ask for it."""

    zh: str
    en: str
    cues_zh: Words
    cues_en: Words


class Elsewhere(Row):
    """A place that a plan may not be for: a question about it is not a question about the plan's own place."""

    zh: str
    en: str


class Quantity(Row):
    """A figure that somebody can state of his own project. `whole`: only whole numbers exist, fractions round up."""

    zh: str
    en: str
    unit: str
    unit_en: str
    whole: YesNo
    synonyms_zh: Words
    synonyms_en: Words


class SubjectKind(Row):
    """A kind of subject that an asker can recognise himself in. A `broad` kind does not tell askers apart."""

    zh: str
    en: str
    synonyms_zh: Words
    synonyms_en: Words
    broad: YesNo = False
