"""What holds the packages together: import order, one door for each heavy library, no plan knowledge in code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from structured.table import TABLES_FOLDER, load_table

ROOT = Path(__file__).parents[1]
ORDER = ("corpus", "structured", "assistant", "eval")
SOURCES = sorted(path for package in ORDER for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
# Training, and the evaluation's peers, which are the systems compared with.
TRAINING = {"corpus/embedder", "assistant/understanding/train.py"}
PEERS = {"eval/peer", "eval/stock", "eval/bench"}
DOORS = {
    "gradio": {"assistant/app.py", "assistant/web/"},
    "chromadb": {"corpus/index.py", *PEERS},
    "llama_index": {"corpus/index.py", *PEERS},
    "sentence_transformers": {"corpus/embed.py", *TRAINING, *PEERS},
    "torch": {*TRAINING, *PEERS},
    "plotly": {"assistant/web/panels/plots.py"},
    "uvicorn": {"assistant/listening.py"},
    "limits": {"assistant/limits.py"},
    "mcp": {"assistant/mcp_server.py"},
    "httpx": {"eval/visitors.py"},
    "docx": {"assistant/exports/word"},
    "xlsxwriter": {"assistant/exports/sheet.py"},
    "sqlalchemy": {"assistant/store/"},
    "alembic": {"assistant/store/"},
    "argon2": {"assistant/store/passwords.py"},
}
# A unit that every plan may name.
GENERIC_UNITS = {"各有关部门"}
# The headings that such plans are made of name no plan.
GENERIC_TERMS = {"保障措施"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            yield node.module or ""


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and value of every string literal that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def plan_words() -> set[str]:
    """Units and aliases that carry a place or a rank, place names and terms of all plans."""
    words: set[str] = set()
    for folder in TABLES_FOLDER.iterdir():
        if folder.is_dir():
            table = load_table(folder.name)
            words |= {unit.name for unit in table.units} | {unit.full_name for unit in table.units}
            words |= {unit.name_en for unit in table.units if unit.kind != "group"}
            words |= {place.name for place in table.places if len(place.name) >= 3}
            words |= {term.zh for term in table.terms if len(term.zh) >= 4}
    return words - GENERIC_UNITS - GENERIC_TERMS


def test_packages_import_only_what_stands_left_of_them():
    wrong = [
        f"{name(path)} imports {module}"
        for path in SOURCES for module in imports(path)
        if (package := module.partition(".")[0]) in ORDER
        and ORDER.index(package) > ORDER.index(path.relative_to(ROOT).parts[0])
    ]
    assert wrong == []


def test_stages_do_not_import_each_other():
    stages = {"understanding": "assistant.understanding", "answers": "assistant.answers",
              "retrieval": "assistant.retrieval", "grounding": "assistant.grounding"}
    wrong = [
        f"{name(path)} imports {module}"
        for own, package in stages.items()
        for path in [*(ROOT / "assistant" / own).rglob("*.py"), ROOT / "assistant" / f"{own}.py"] if path.exists()
        for module in imports(path)
        if module.startswith(tuple(other for other in stages.values() if other != package))
    ]
    assert wrong == []


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_has_one_door(library: str):
    wrong = [
        name(path) for path in SOURCES
        if any(module.partition(".")[0] == library for module in imports(path))
        and not name(path).startswith(tuple(DOORS[library]))
    ]
    assert wrong == []


def test_nothing_imports_the_tests():
    assert [name(path) for path in SOURCES if any(module.startswith("tests") for module in imports(path))] == []


def test_no_word_of_a_plan_stands_in_code():
    words = plan_words()
    assert len(words) > 100
    found = [
        f"{name(path)}:{line} {word}"
        for path in SOURCES for line, text in strings(path) for word in words if word in text
    ]
    assert found == []


def test_no_test_is_empty():
    empty = []
    for path in TESTS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                body = [part for part in node.body if not isinstance(part, ast.Pass)]
                said = [part for part in body if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)]
                if len(body) == len(said):
                    empty.append(f"{name(path)}:{node.name}")
    assert empty == []


def test_test_folders_are_packages_that_shadow_nothing():
    folders = {path.parent for path in TESTS}
    assert [name(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
