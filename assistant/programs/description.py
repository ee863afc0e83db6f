"""An OpenAPI description -> one page for people, without script and without anything from another machine. HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "pre{background:#f3f3f3;padding:.75rem;overflow:auto;white-space:pre-wrap}table{border-collapse:collapse}"
    "td,th{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}code{font-family:monospace}"
)


def describe(openapi: Mapping[str, Any], base: str) -> str:
    """Every operation below the path `base` with its parameters, example and results, then every object with its fields."""
    info = openapi["info"]
    operations = "".join(
        _operation(f"{method.upper()} {base}{path}", operation)
        for path, methods in openapi["paths"].items() for method, operation in methods.items()
    )
    objects = "".join(_object(name, schema) for name, schema in openapi["components"]["schemas"].items())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(info["title"])}: REST interface</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f'<h1>{escape(info["title"])}: REST interface</h1><p>{escape(info["description"])}</p>'
        f'<p><a href="openapi.json">OpenAPI</a></p>{operations}<h2>Objects</h2>{objects}'
        "</body></html>"
    )


def _operation(address: str, operation: Mapping[str, Any]) -> str:
    rows = [(item["name"], _type(item["schema"]), item.get("description", "")) for item in operation.get("parameters", ())]
    bodies = [_type(content["schema"]) for content in operation.get("requestBody", {}).get("content", {}).values()]
    given = f"<p>Body: <code>{escape(bodies[0])}</code></p>" if bodies else ""
    answers = operation["responses"]
    returned = "".join(f"<li>{escape(status)}: {escape(_returned(answer))}</li>" for status, answer in sorted(answers.items()))
    return (
        f"<h2>{escape(operation['summary'])}</h2><p><code>{escape(address)}</code></p><p>{escape(operation.get('description', ''))}</p>"
        f"{given}{_table(rows)}<ul>{returned}</ul>{''.join(_examples(answers))}"
    )


def _returned(answer: Mapping[str, Any]) -> str:
    types = [_type(content["schema"]) for content in answer.get("content", {}).values() if "schema" in content]
    return " ".join([*types[:1], f"({answer['description']})"])


def _examples(answers: Mapping[str, Any]) -> Iterator[str]:
    for content in answers["200"].get("content", {}).values():
        if "example" in content:
            yield f"<pre>{escape(json.dumps(content['example'], ensure_ascii=False, indent=2))}</pre>"


def _object(name: str, schema: Mapping[str, Any]) -> str:
    rows = [(field, _type(part), part.get("description", "")) for field, part in schema.get("properties", {}).items()]
    examples = "".join(f"<pre>{escape(json.dumps(example, ensure_ascii=False))}</pre>" for example in schema.get("examples", ()))
    return f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{escape(schema.get("description", ""))}</p>{examples}{_table(rows)}'


def _table(rows: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(kind)}</td><td>{escape(purpose)}</td></tr>" for name, kind, purpose in rows
    )
    return f"<table><tr><th>name</th><th>type</th><th>meaning</th></tr>{lines}</table>" if rows else ""


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_type(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema.get("type", "anything"))
