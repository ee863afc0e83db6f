"""The page inside an ASGI app: how gradio serves it, with nothing shared, recorded, monitored or fetched from elsewhere."""

from __future__ import annotations

import inspect
from pathlib import Path

from fastapi import FastAPI
from gradio import Blocks, mount_gradio_app
from gradio.themes import Base

from assistant.web.panels.tabs import STYLE

__all__ = ["Blocks", "mount_page"]

WEB = Path(__file__).parent

SANS = ["system-ui", "-apple-system", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"]


def mount_page(server: FastAPI, blocks: Blocks) -> FastAPI:
    """Mount the page at the root. What is to be served beside it must be in `server` before: the page takes the rest."""
    _remember_signatures(blocks)
    # In the head, because gradio rewrites the selectors of css_paths.
    style = "".join(path.read_text(encoding="utf-8") for path in (WEB / "chat.css", STYLE))
    return mount_gradio_app(
        server, blocks, path="/", footer_links=[], run_history=False, enable_monitoring=False, show_error=False,
        ssr_mode=False, mcp_server=False, pwa=False, max_file_size=1, app_kwargs={"openapi_url": None},
        theme=Base(font=SANS, font_mono=["monospace"]), head=f"<style>{style}</style>",
        favicon_path=str(WEB / "favicon.svg"),
    )


def _remember_signatures(blocks: Blocks) -> None:
    """Work out once what each kind of component takes: gradio asks that anew for every output of every event."""
    for kind in {type(block) for block in blocks.blocks.values()}:
        vars(kind)["__init__"].__signature__ = inspect.signature(kind.__init__)
