"""The real page for tests: built once, and served by a thread on a free port."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import gradio as gr
import uvicorn
from fastapi import FastAPI

from assistant import serving
from assistant.chat import Assistant
from assistant.listening import bind
from assistant.settings import Settings


def build_page(assistant: Assistant, settings: Settings | None = None) -> tuple[gr.Blocks, FastAPI]:
    """The page and its server.

    Built inside a running loop, because outside of one gradio makes loops and never closes them; in a thread of its
    own, because Playwright keeps a loop running in the tests' thread.
    """

    async def build() -> tuple[gr.Blocks, FastAPI]:
        chosen = settings or Settings()
        page = serving.build_page(assistant, chosen)
        return page, serving.build_server(page, assistant, chosen)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(build())).result()


@contextmanager
def running(server: FastAPI) -> Iterator[str]:
    """Serve while the block runs; yields the address."""
    with bind("127.0.0.1", 0) as opened:
        answering = uvicorn.Server(uvicorn.Config(server, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=answering.run, kwargs={"sockets": [opened]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{opened.getsockname()[1]}"
        finally:
            answering.should_exit = True
            thread.join()
