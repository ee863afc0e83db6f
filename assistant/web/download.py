"""Files handed to the browser: they travel inside the event's answer and never lie on a disk of the server.

1. The page mounts `download_component()` once.
2. An event that offers a file lists that component among its outputs and returns `file_value(document, "docx")` for it,
   or `print_value(document)` to open the browser's print dialogue on the document's print view.
3. The component's script makes a Blob of it and clicks a link; a print view goes into a hidden frame that is printed.
   The template shows nothing, so no value ever becomes markup of the page.
"""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path

import gradio as gr

from assistant.exports.parts import Document, Format
from assistant.exports.rendering import MEDIA_TYPES, file_name, render

SCRIPT = (Path(__file__).parent / "download.js").read_text(encoding="utf-8")


def download_component() -> gr.HTML:
    """The hidden component that every file of the page goes through."""
    return gr.HTML("", elem_id="download", visible="hidden", html_template="<i></i>", apply_default_css=False, js_on_load=SCRIPT)


def file_value(document: Document, format: Format) -> str:
    """The component's value that makes the browser save the document as a file."""
    return download_value(file_name(document, format), MEDIA_TYPES[format], render(document, format))


def print_value(document: Document) -> str:
    """The component's value that opens the browser's print dialogue on the whole document."""
    return _value("print", document.title, MEDIA_TYPES["html"], render(document, "html"))


def download_value(name: str, mime: str, data: bytes) -> str:
    """The component's value that makes the browser save `data` under a name."""
    return _value("save", name, mime, data)


def _value(action: str, name: str, mime: str, data: bytes) -> str:
    """A nonce makes the same file, asked for twice, two values: an unchanged one would reach no script."""
    content = base64.b64encode(data).decode()
    return json.dumps({"action": action, "name": name, "mime": mime, "content": content, "nonce": secrets.token_hex(8)})
