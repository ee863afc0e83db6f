"""An ASGI app on an address of its own, until Ctrl-C: uvicorn's door."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from corpus.errors import PolicyError

SHUTDOWN_SECONDS = 1


class _PoliteServer(uvicorn.Server):
    """A server that says where it is once it answers, and ends although pages are open."""

    def __init__(self, config: uvicorn.Config, up: Callable[[str], None]) -> None:
        super().__init__(config)
        self._up = up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        for opened in sockets or []:
            host, port = opened.getsockname()[:2]
            self._up(f"http://{f'[{host}]' if ':' in host else host}:{port}")

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


def run_until_stopped(app: Any, opened: socket.socket, name: str, up: Callable[[], None] = lambda: None) -> None:  # noqa: ANN401
    """Serve an ASGI app on a bound socket until Ctrl-C, saying where and when it stops; `up` is called once it answers."""

    def say(address: str) -> None:
        print(f"The {name} is at {address} (Ctrl-C stops it)", flush=True)
        up()

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=SHUTDOWN_SECONDS, server_header=False
    )
    # Ctrl-C is raised again after the shutdown, unless the program was started in the background, where it is ignored.
    with contextlib.suppress(KeyboardInterrupt):
        _PoliteServer(config, say).run(sockets=[opened])
    print(f"The {name} has stopped.", flush=True)
