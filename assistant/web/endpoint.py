"""The page's one public endpoint, for programs that use `gradio_client`: what POST /api/ask does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat import Assistant
from assistant.failure import failed_turn, record
from assistant.limits import Rate, Refused
from assistant.presentation import to_json
from assistant.programs import lookups
from assistant.programs.requests import read_asked
from corpus.errors import PolicyError

Endpoint = Callable[..., dict[str, Any]]


def program_endpoint(assistant: Assistant, rate: Rate, data_dir: Path) -> Endpoint:
    """The function behind `/ask`. What breaks is logged in `data_dir`."""

    def ask(question: str, request: gr.Request, history: list[str] | None = None) -> dict[str, Any]:
        """The answer object for a question; `history` holds the questions before it, oldest first."""
        try:
            asked = read_asked(question, history or [])
            rate.admit(request.client.host if request.client else "")
        except PolicyError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except Refused as error:
            raise gr.Error(error.sentence(request.headers.get("accept-language", "")), print_exception=False) from error
        try:
            return to_json(lookups.answer(assistant, asked.question, asked.history))
        except Exception as error:  # the outermost edge: the answer says so, the log says why
            return to_json(failed_turn(asked.question, record(error, data_dir)))

    return ask
