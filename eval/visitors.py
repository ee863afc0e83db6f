"""Users for the load benchmark: one who works in the page, one program that uses the REST interface. httpx's door.

The page's user does what a browser does: it reads the page with its configuration, holds the stream open that keeps the
session alive, sends each question as the event of the question box, and reads the answer from the queue's stream.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any, Protocol

import httpx

TIMEOUT_SECONDS = 30
# The certificates that are read otherwise take longer than a question.
PLAIN: dict[str, Any] = {"timeout": TIMEOUT_SECONDS, "verify": False, "trust_env": False}
_EVENTS = "/gradio_api/queue"


class Failed(Exception):  # noqa: N818 (what is counted is called a failure)
    """A question that got no answer, and why."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a user sees after a question: the questions of the conversation as he sees them, and the words of the last answer."""

    questions: Sequence[str]
    answer: str


class Visitor(Protocol):
    """One user in one conversation."""

    async def ask(self, question: str) -> Shown:
        """Ask, and wait for the whole answer. Raises Failed."""
        ...


def words(text: str) -> str:
    """Letters and digits only: what is left of an answer however it is marked up."""
    return re.sub(r"[\W_]+", "", text)


async def ready(address: str, seconds: float) -> None:
    """Wait until the text search has been loaded or has failed, at most so long."""
    async with asyncio.timeout(seconds), httpx.AsyncClient(base_url=address, **PLAIN) as client:
        while (await client.get("/api/health")).json()["text_search"] in ("idle", "loading"):
            await asyncio.sleep(0.2)


@asynccontextmanager
async def program(address: str) -> AsyncIterator[Visitor]:
    """A program that keeps the questions of its conversation itself."""
    async with httpx.AsyncClient(base_url=address, **PLAIN) as client:
        yield _Program(client)


class _Program:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._asked: list[str] = []

    async def ask(self, question: str) -> Shown:
        response = await _sent(self._client.post("/api/ask", json={"question": question, "history": self._asked}))
        self._asked.append(question)
        return Shown(questions=self._asked, answer=words(re.sub(r"\[\d+\]", "", response.json()["text"])))


@asynccontextmanager
async def person(address: str) -> AsyncIterator[Visitor]:
    """A person who opens the page anew."""
    async with httpx.AsyncClient(base_url=address, **PLAIN) as client:
        page = (await _sent(client.get("/"))).text
        config, _ = json.JSONDecoder().raw_decode(page.partition("window.gradio_config = ")[2])
        visit = _Person(client, config)
        alive = asyncio.create_task(visit.stay())
        try:
            await visit.event("load")
            yield visit
        finally:
            alive.cancel()
            await asyncio.gather(alive, return_exceptions=True)


class _Person:
    def __init__(self, client: httpx.AsyncClient, config: dict[str, Any]) -> None:
        self._client = client
        self._session = secrets.token_hex(6)
        self._names = {part["id"]: part["props"].get("elem_id") for part in config["components"]}
        self._values = {part["id"]: part["props"].get("value") for part in config["components"]}
        self._events = config["dependencies"]

    async def stay(self) -> None:
        """Hold the stream open whose end would end the session."""
        async with self._client.stream("GET", f"/gradio_api/heartbeat/{self._session}", timeout=None) as beats:
            async for _ in beats.aiter_raw():
                pass

    async def ask(self, question: str) -> Shown:
        html = str((await self.event("submit", of="question", value=question))["chat"])
        return Shown(questions=_questions(html), answer=_last_answer(html))

    async def event(self, trigger: str, of: str | None = None, value: str = "") -> dict[str, object]:
        """Send an event with what its inputs show (`value` is typed into the one it is `of`); returns what is shown after it."""
        event = next(
            found for found in self._events for target, name in found["targets"]
            if name == trigger and (of is None or self._names.get(target) == of)
        )
        data = [value if of and self._names.get(part) == of else self._values[part] for part in event["inputs"]]
        sent = {"data": data, "fn_index": event["id"], "session_hash": self._session, "trigger_id": None, "event_data": None}
        joined = await _sent(self._client.post(f"{_EVENTS}/join", json=sent))
        for part, output in zip(event["outputs"], await self._outputs(joined.json()["event_id"]), strict=True):
            if not isinstance(output, dict) or "value" in output:
                self._values[part] = output["value"] if isinstance(output, dict) else output
        return {self._names.get(part) or "": self._values[part] for part in event["outputs"]}

    async def _outputs(self, event: str) -> list[Any]:
        """What the stream says of the event in the end: the last whole state with all changes that follow it."""
        shown: list[Any] = []
        async with self._client.stream("GET", f"{_EVENTS}/data", params={"session_hash": self._session}) as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if message.get("event_id") != event:
                    continue
                if message["msg"] == "process_generating":
                    shown = _changed(shown, message["output"]["data"])
                elif message["msg"] == "process_completed":
                    if not message["success"]:
                        raise Failed(str(message["output"].get("error") or "the event failed"))
                    return _changed(shown, message["output"]["data"])
        raise Failed("the stream ended before the answer")


def _changed(shown: list[Any], data: list[Any]) -> list[Any]:
    """A state of the outputs: sent whole the first time, then for each output as a list of changes."""
    if not shown:
        return data
    return [_patched(old, new) if _is_change(new) else new for old, new in zip(shown, data, strict=True)]


def _is_change(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(step, list) and len(step) == 3 and isinstance(step[1], list) for step in value)


def _patched(value: Any, changes: list[Any]) -> Any:  # noqa: ANN401
    for action, path, new in changes:
        if not path:
            value = value + new if action == "append" else new
            continue
        holder = value
        for step in path[:-1]:
            holder = holder[step]
        last = path[-1]
        if action == "delete":
            del holder[last]
        else:
            holder[last] = holder[last] + new if action == "append" else new
    return value


def _questions(html: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]*>", "", found)) for found in re.findall(r'<div class="user"[^>]*>(.*?)</div>', html, re.S)]


def _last_answer(html: str) -> str:
    prose = re.split(r'<div class="(?:options|sources|tools)"', html.rpartition('<div class="prose"')[2].partition(">")[2])[0]
    return words(unescape(re.sub(r"<[^>]*>", " ", re.sub(r'<a [^>]*class="cite"[^>]*>.*?</a>', "", prose, flags=re.S))))


async def _sent(response: Any) -> httpx.Response:  # noqa: ANN401
    """An answer of the server that is no refusal. Raises Failed."""
    try:
        answer = await response
    except httpx.HTTPError as error:
        raise Failed(f"{type(error).__name__} {error}".strip()) from error
    if answer.status_code >= 400:
        raise Failed(f"HTTP {answer.status_code} {answer.text[:200]}")
    return answer
