"""What is served and how: the page and the interface for programs, behind the shield, on one address, until Ctrl-C.

1. `build_server` puts everything that answers over HTTP into one ASGI app.
2. `bind` takes the address before anything heavy is built.
3. `serve` runs it; the text search is made ready behind the page.
"""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from assistant.api import build_api
from assistant.app import build_app
from assistant.chat import Assistant
from assistant.limits import Gate, Rate
from assistant.settings import Settings
from assistant.web.mounting import Blocks, mount_page
from assistant.web.shield import Shield
from assistant.web.texts import TEXTS
from corpus.errors import PolicyError

SHUTDOWN_SECONDS = 1


def build_server(blocks: Blocks, assistant: Assistant, settings: Settings) -> FastAPI:
    """The ASGI app: the interface at /api, the page at all other addresses, and the shield before both."""
    server = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    server.add_middleware(Shield)

    @server.get("/manifest.json")
    def manifest() -> JSONResponse:
        return JSONResponse({"name": TEXTS["en"].name, "display": "browser", "start_url": "./"})

    server.mount("/api", build_api(assistant, settings.data_dir, Rate(settings.rate_per_minute), Gate()))
    return mount_page(server, blocks)


class _PoliteServer(uvicorn.Server):
    """A server that says where it is once it answers, and ends although pages are open."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        for opened in sockets or []:
            host, port = opened.getsockname()[:2]
            print(f"The chat is at http://{f'[{host}]' if ':' in host else host}:{port} (Ctrl-C stops it)", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # An open page keeps a stream open for as long as it lives; cancelling it would end in a traceback.
        for connection in list(self.server_state.connections):
            connection.transport.close()
        await super().shutdown(sockets=sockets)


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to the address; port 0 takes any free one. Raises PolicyError if it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except (OSError, OverflowError) as error:
        opened.close()
        raise PolicyError(
            f"Port {port} of {host!r} cannot be used ({getattr(error, 'strerror', None) or error});"
            " stop what listens there, or set POLICY_PORT to a free port."
        ) from error
    return opened


def serve(assistant: Assistant, settings: Settings) -> None:
    """Serve the chat until Ctrl-C. Raises PolicyError if the port is in use, before anything heavy is built."""
    opened = bind(settings.host, settings.port)
    with opened:
        config = uvicorn.Config(
            build_server(build_app(assistant), assistant, settings), log_level="warning", access_log=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS, server_header=False,
        )
        try:
            _PoliteServer(config).run(sockets=[opened])
        except KeyboardInterrupt:
            print("The chat has stopped.")
