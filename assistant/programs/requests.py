"""What programs send when they ask: validated here, whichever way it comes in."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.limits import HISTORY_QUESTIONS, QUESTION_CHARACTERS
from assistant.programs.examples import ASK
from corpus.errors import PolicyError

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION_CHARACTERS)]


class Asked(BaseModel):
    """A question, and the questions before it, oldest first, that it may refer to (`who is responsible for it?`)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": ASK})

    question: Question
    history: list[Question] = Field(default=[], max_length=HISTORY_QUESTIONS)


def read_asked(question: object, history: object) -> Asked:
    """The same from loose values. Raises PolicyError saying in one sentence what is wrong."""
    try:
        return Asked.model_validate({"question": question, "history": history})
    except ValidationError as error:
        first = error.errors()[0]
        raise PolicyError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
