"""What broke, for the log; and the turn that says so to the asker in one plain sentence."""

from __future__ import annotations

import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

from assistant.turn import Answer, Draft, Evidence, Language, Turn, Understanding
from assistant.understanding.normalise import detect_language

LOG_NAME = "errors.log"
_TEXT: dict[Language, str] = {
    "zh": "出了点问题,这个问题没有得到回答。请再试一次;如仍不成功,请把编号 {id} 告诉管理员。",
    "en": "Something broke and this question was not answered. Please try again; if it happens again, report the id {id}.",
}


def record(cause: BaseException, data_dir: Path) -> str:
    """Append the cause to the log of the data folder; returns the id under which it stands there.

    A log that cannot be written is no second failure: the id is returned all the same.
    """
    trouble = secrets.token_hex(4)
    entry = f"{datetime.now(UTC).isoformat(timespec='seconds')} {trouble}\n{''.join(traceback.format_exception(cause))}\n"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with (data_dir / LOG_NAME).open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(entry)
    except OSError:
        pass
    return trouble


def failed_turn(question: str, trouble: str) -> Turn:
    """The turn of a question that could not be answered, with the status `error` and the id `trouble`."""
    language = detect_language(question)
    understanding = Understanding(
        question=question, standalone=question, language=language, mentions=(), kinds=(), candidates=(), query=None, refusal=None,
    )
    answer = Answer(question=question, language=language, status="error", text=_TEXT[language].format(id=trouble))
    stages = ("understand", "retrieve", "compose", "ground", "total")
    return Turn(understanding=understanding, evidence=Evidence(rows=()), draft=Draft(status="error", sentences=()), answer=answer,
                seconds=dict.fromkeys(stages, 0.0))
