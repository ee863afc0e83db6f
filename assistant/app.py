"""The web chat: gradio's door. Puts the page together and says which event calls what; `serving` serves it."""

from __future__ import annotations

import os
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.chat import Assistant
from assistant.limits import Rate
from assistant.web.endpoint import Endpoint
from assistant.web.handlers import FeedbackKeeper, Handlers
from assistant.web.page import Page, lay_out
from assistant.web.panels.tabs import all_panels

# Answers take milliseconds of processor time; more at once than this only wait for each other (measured: eval/load.py).
# The queue is a bound against floods: who comes later is told that it is full.
CONCURRENT_QUESTIONS = 8
QUEUE_LENGTH = 200

# Even unmonitored, gradio's queue sums up in a data frame, after every event, the last 10,000 events: not here.
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}


def build_app(
    assistant: Assistant, feedback: FeedbackKeeper | None = None, rate: Rate | None = None, endpoint: Endpoint | None = None
) -> gr.Blocks:
    """The page, ready to be served. Its analytics are off, and no component lets markup from data through.

    Without `feedback` answers cannot be rated. `rate` bounds the questions of one visit; `endpoint` is what programs may call.
    """
    os.environ.update(QUIET)
    with gr.Blocks(title="Policy assistant", analytics_enabled=False, fill_height=True, fill_width=True) as blocks:
        if endpoint:  # first, so that no event of the page has its name
            api(endpoint, api_name="ask")
        page = lay_out(all_panels(assistant))
        _wire(blocks, page, Handlers(page=page, assistant=assistant, feedback=feedback, pace=rate))
    blocks.queue(default_concurrency_limit=CONCURRENT_QUESTIONS, max_size=QUEUE_LENGTH)
    return blocks


def _wire(blocks: gr.Blocks, page: Page, handlers: Handlers) -> None:
    """Questions go through the queue; what only shows something else is answered at once, a stopped question, too."""
    session, talk = page.session, page.talk
    visit = [session, page.language]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}
    light: dict[str, Any] = {**quiet, "queue": False}
    loaded = blocks.load(handlers.load, None, page.components, **quiet)
    loaded.then(handlers.ready, session, page.state, concurrency_limit=None, **quiet)
    page.question.submit(handlers.ask, [page.question, *visit], talk, **quiet)
    page.reader.ask(handlers.asked, visit, talk, **quiet)
    page.reader.retry(handlers.retry, visit, talk, **quiet)
    page.reader.stop(handlers.stop, visit, talk, **light)
    page.reader.edit(handlers.edit, visit, talk, **light)
    page.reader.cancel(handlers.cancel, session, talk, **light)
    page.reader.open(handlers.open, visit, [session, page.reader], **light)
    page.reader.rate(handlers.rate, visit, talk, **light)
    page.reader.export(handlers.export, visit, [page.hint, page.download], **light)
    page.language.click(handlers.switch, visit, page.components, **light)
    page.restart.click(handlers.restart, visit, talk, **light)
    for _, panel in page.panels:
        panel.wire(page.language, page.download)
