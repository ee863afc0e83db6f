"""What is served and how: the page and the interface for programs, behind the shield, on one address, until Ctrl-C.

1. `build_server` puts everything that answers over HTTP into one ASGI app.
2. `serve` takes the address and runs it; the text search is made ready behind the page.
"""

from __future__ import annotations

import os
import sys
import threading

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from assistant.api import build_api
from assistant.app import build_app
from assistant.chat import Assistant
from assistant.failure import LOG_NAME, record
from assistant.limits import Gate, Rate
from assistant.listening import bind, run_until_stopped
from assistant.pacing import Paced
from assistant.search import PassageSearch, PlanSearch
from assistant.settings import Settings
from assistant.signin import SignIn, check_access
from assistant.store.accounts import Accounts
from assistant.store.feedback import FeedbackStore
from assistant.web.endpoint import program_endpoint
from assistant.web.mounting import Blocks, mount_page
from assistant.web.shield import Shield
from assistant.web.texts import TEXTS
from corpus.errors import PolicyError

# The addresses of the page's events; an office whose people share one address holds several visits at once.
EVENTS = ("/gradio_api/queue/join", "/gradio_api/call/", "/gradio_api/run/", "/gradio_api/api/")
VISITS_OF_AN_ADDRESS = 20


def build_page(assistant: Assistant, settings: Settings) -> Blocks:
    """The page with everything it can do: ratings are kept, and programs may call it."""
    rate = Rate(settings.rate_per_minute)
    endpoint = program_endpoint(assistant, rate, settings.data_dir)
    return build_app(assistant, FeedbackStore(settings.database), rate, endpoint)


def build_server(page: Blocks, assistant: Assistant, settings: Settings) -> FastAPI:
    """The ASGI app: the interface at /api, the page at all other addresses, the shield before both, and sign-in before all."""
    server = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    server.add_middleware(Paced, rate=Rate(VISITS_OF_AN_ADDRESS * settings.rate_per_minute), paths=EVENTS)
    server.add_middleware(Shield)
    if settings.sign_in:
        server.add_middleware(SignIn, accounts=Accounts(settings.database))

    @server.get("/manifest.json")
    def manifest() -> JSONResponse:
        return JSONResponse({"name": TEXTS["en"].name, "display": "browser", "start_url": "./"})

    server.mount("/api", build_api(assistant, settings.data_dir, Rate(settings.rate_per_minute), Gate()))
    return mount_page(server, page)


def serve(assistant: Assistant, settings: Settings) -> None:
    """Serve the chat until Ctrl-C. Raises PolicyError if it may not be open or the port is in use, before anything heavy is built."""
    check_access(settings)
    loading = threading.Thread(target=_load, args=(assistant.search, settings), daemon=True)
    with bind(settings.host, settings.port) as opened:
        run_until_stopped(build_server(build_page(assistant, settings), assistant, settings), opened, "chat", up=loading.start)
    if loading.is_alive():
        os._exit(0)  # libraries that are cut off while they load end the process with a crash


def _load(search: PassageSearch | None, settings: Settings) -> None:
    """Make the text search ready; what is in the way is said on stderr, and again by the questions that need it."""
    try:
        if isinstance(search, PlanSearch):
            search.prepare()
    except PolicyError as error:
        print(error, file=sys.stderr)
    except Exception as error:  # the outermost edge of this thread: nobody shall see a traceback
        print(f"The text search broke; the cause stands in {LOG_NAME} under {record(error, settings.data_dir)}.", file=sys.stderr)
