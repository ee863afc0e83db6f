"""A question that the table answers starts, answers and exits without any heavy library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("llama_index", "chromadb", "sentence_transformers", "gradio", "torch", "transformers", "fastapi")
CODE = (
    "import json, sys\n"
    "from assistant.cli import main\n"
    "status = main(sys.argv[1:])\n"
    "loaded = sorted({name.partition('.')[0] for name in sys.modules})\n"
    "print(json.dumps([status, loaded]), file=sys.stderr)\n"
)


def loaded_by(data_dir: Path, *arguments: str) -> list[str]:
    """The top-level modules that a successful command has imported."""
    ran = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], env={**os.environ, "POLICY_DATA_DIR": str(data_dir)}, text=True,
        capture_output=True, check=True,
    )
    status, loaded = json.loads(ran.stderr.splitlines()[-1])
    assert status == 0
    return loaded


@pytest.mark.parametrize("question", [
    "哪些部门负责充电桩建设?", "which bureaus own EV charging?", "2025年森林覆盖率目标是多少?", "区经委负责哪些任务?", "第15条讲什么",
    "我有300个车位,要建多少充电桩?", "明天天气怎么样",
])
def test_a_table_question_imports_no_heavy_library(tmp_path: Path, question: str):
    assert [name for name in loaded_by(tmp_path, "ask", question) if name in HEAVY] == []


def test_a_table_question_leaves_the_data_folder_alone(tmp_path: Path):
    loaded_by(tmp_path / "data", "ask", "哪些部门负责充电桩建设?")
    assert not (tmp_path / "data").exists()


def test_printing_a_table_imports_no_heavy_library(tmp_path: Path):
    assert [name for name in loaded_by(tmp_path, "table", "units", "--json") if name in HEAVY] == []
