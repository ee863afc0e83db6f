"""Both READMEs say what is true: what they show is run, what they name exists, and they say the same."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import shlex
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from assistant.api import build_api
from assistant.build import build_assistant
from assistant.cli import main
from assistant.limits import Gate, Rate
from assistant.mcp_server import build_mcp
from assistant.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
PROGRAMS = ("docs/programs.md", "docs/programs.zh.md")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in (*READMES, *PROGRAMS)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = [Requirement(text) for text in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])]
LOCKS = ("requirements.lock", "requirements-test.lock")
COMMANDS = ("ask", "batch", "table", "check", "ingest", "eval", "chat", "mcp", "feedback", "user")
PROGRAM = ".venv/bin/policy-assistant "
NOT_OURS = (".venv", "http", "runs/", "BAAI/", "policy-assistant", "/api", "/sign-out", "postgresql")
PACKAGES = ("assistant", "corpus", "structured", "eval")

both = pytest.mark.parametrize("readme", READMES)


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXTS[readme], re.M | re.S)


def prose(readme: str) -> str:
    return re.sub(r"^```.*?^```$", "", TEXTS[readme], flags=re.M | re.S)


def headings(readme: str) -> list[tuple[str, str]]:
    return re.findall(r"^(#+) (.+)$", prose(readme), re.M)


def table_rows(readme: str, first_cell: str) -> list[list[str]]:
    """The cells of every table row whose first cell matches a pattern."""
    lines = [line for line in prose(readme).splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in rows if re.fullmatch(first_cell, row[0])]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    return build_assistant(Settings(data_dir=tmp_path_factory.mktemp("data")))


def help_of(capsys, *command: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def shown() -> list[tuple[str, str]]:
    """Every command whose output a README shows, with that output."""
    parts = [part for name in READMES for block in blocks(name, "console") for part in block.split(f"$ {PROGRAM}")[1:]]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def ask(question: str, monkeypatch, tmp_path: Path, capsys) -> dict:
    plain_settings(monkeypatch, tmp_path)
    main(["ask", "--json", question])
    return json.loads(capsys.readouterr().out)


def plain_settings(monkeypatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.setenv("POLICY_DATA_DIR", str(tmp_path))


@pytest.mark.parametrize(("command", "output"), shown(), ids=itertools.count())
def test_shown_output_is_what_the_command_prints(command, output, monkeypatch, tmp_path, capsys):
    plain_settings(monkeypatch, tmp_path)
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out == output


@both
def test_first_screen_shows_an_answer_the_two_commands_and_a_picture(readme):
    first = TEXTS[readme].partition("\n## ")[0]
    assert f"$ {PROGRAM}ask" in first
    assert "| `make chat` |" in first
    assert "| `make test` |" in first
    assert "](docs/chat-" in first


@both
def test_every_status_has_an_example_with_that_status(readme, monkeypatch, tmp_path, capsys):
    examples = {row[0].strip("`"): row[2].strip("“”") for row in table_rows(readme, "`[a-z_]+`") if row[-1][:1] == "“"}
    assert set(examples) == {"answered", "not_in_plan", "out_of_scope", "clarify"}
    found = {status: ask(question, monkeypatch, tmp_path, capsys)["status"] for status, question in examples.items()}
    assert found == {status: status for status in examples}


@both
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command, readme):
    assert f"| `policy-assistant {command}` |" in TEXTS[readme]


def test_the_program_has_these_commands_and_no_others(capsys):
    assert set(re.findall(r"^    ([a-z]+) ", help_of(capsys), re.M)) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    assert help_of(capsys, command).startswith(f"usage: policy-assistant {command}")


@both
def test_every_option_of_an_example_is_in_the_help_of_its_command(readme, capsys):
    examples = [row[2].strip("`") for row in table_rows(readme, "`policy-assistant [a-z]+`")]
    examples += [line for block in blocks(readme, "sh") for line in block.splitlines() if "policy-assistant " in line]
    assert len(examples) > len(COMMANDS)
    for _, command, *rest in map(shlex.split, examples):
        options = {word for word in rest if word.startswith("--")}
        assert options <= set(re.findall(r"--[a-z-]+", help_of(capsys, command)))


@both
def test_settings_are_those_of_the_program(readme):
    stated = {row[0].strip("`"): row[1].strip("`") for row in table_rows(readme, f"`{PREFIX}[A-Z_]+`")}
    fields = {PREFIX + name.upper(): field for name, field in Settings.model_fields.items()}
    assert list(stated) == list(fields)
    written = {
        name: str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        for name, field in fields.items() if isinstance(field.default, str | int) and field.default != ""
    }
    assert {name: stated[name] for name in written} == written
    assert all(stated[name] in ("none", "无") for name, field in fields.items() if field.default is None)


def test_meaning_of_a_setting_is_its_description():
    stated = {row[0].strip("`"): row[3] for row in table_rows("README.md", f"`{PREFIX}[A-Z_]+`")}
    assert stated == {PREFIX + name.upper(): field.description for name, field in Settings.model_fields.items()}


@both
def test_every_path_exists(readme):
    named = re.findall(r"`([^`\s<>…]+)`", prose(readme))
    paths = [name for name in named if re.search(r"/|\.(?:md|py|lock|toml|csv)$", name) and not name.startswith(NOT_OURS)]
    assert len(paths) > 20
    missing = [name for name in paths if not any(ROOT.glob(name)) and not any((ROOT / one).rglob(Path(name).name) for one in PACKAGES)]
    assert missing == []


@both
def test_every_module_that_is_run_exists(readme):
    modules = set(re.findall(r"python3? -m ([a-z_.]+)", TEXTS[readme])) - {"venv"}
    places = {module: ROOT / module.replace(".", "/") for module in modules}
    missing = [name for name, at in places.items() if not at.with_suffix(".py").exists() and not (at / "__main__.py").exists()]
    assert missing == []


@both
def test_every_make_target_exists(readme):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z]+)`", TEXTS[readme])) <= targets


@pytest.mark.parametrize("page", [*READMES, *PROGRAMS, "CHANGELOG.md"])
def test_every_local_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)\s]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    local = [link.partition("#")[0] for link in links if not link.startswith("https://")]
    assert [link for link in local if not ((ROOT / page).parent / link).is_file()] == []


@pytest.mark.parametrize(("english", "chinese"), [READMES, PROGRAMS])
def test_both_languages_have_the_same_headings_and_tables(english, chinese):
    assert [level for level, _ in headings(english)] == [level for level, _ in headings(chinese)]
    code = r"`[^`]+`|[a-z]+"
    first = [[row[0] for row in table_rows(name, code) if row[0] not in ("command", "name")] for name in (english, chinese)]
    omitted = {"system", "assistant", "measured", "word", "package", "folder", "file", "status", "panel", "address", "tool"}
    assert [cell for cell in first[0] if cell not in omitted] == first[1]


@pytest.mark.parametrize("page", PROGRAMS)
def test_every_address_for_programs_answers(page, assistant, tmp_path):
    client = TestClient(build_api(assistant, tmp_path, Rate(100), Gate()))
    addresses = [row[0].strip("`").split() for row in table_rows(page, "`(?:GET|POST) /api/.+`")]
    stated = {(method.lower(), address.partition("?")[0].replace("/15", "/{clause}")) for method, address in addresses}
    assert stated == {(method, f"/api{path}") for path, ways in client.get("/openapi.json").json()["paths"].items() for method in ways}
    assert {client.get(address.removeprefix("/api")).status_code for method, address in addresses if method == "GET"} == {200}


@pytest.mark.parametrize("page", PROGRAMS)
def test_every_tool_for_language_models_is_named(page, assistant, tmp_path):
    tools = asyncio.run(build_mcp(assistant, tmp_path).list_tools())
    assert [row[0].strip("`") for row in table_rows(page, "`[a-z_]+`")] == [tool.name for tool in tools]


@both
def test_numbers_of_rows_are_right(readme):
    for path, count, _ in table_rows(readme, r"`[a-z/*-]+\.(?:csv|jsonl)`"):
        files = list(ROOT.glob(path.strip("`")))
        lines = sum(len(file.read_text(encoding="utf-8").splitlines()) - (file.suffix == ".csv") for file in files)
        assert lines >= int(count[:-1]) if count.endswith("+") else lines == int(count), f"{path} has {lines} rows"


@both
def test_every_direct_dependency_is_listed(readme):
    listed = {canonicalize_name(row[0].strip("`")) for row in table_rows(readme, r"`[A-Za-z0-9-]+`")}
    assert {canonicalize_name(one.name) for one in DECLARED} <= listed


def test_no_installed_package_declares_the_gpl_or_agpl():
    def licence(metadata) -> str:
        classifiers = [one for one in metadata.get_all("Classifier", []) if one.startswith("License")]
        return " ".join([metadata.get("License-Expression") or "", (metadata.get("License") or "")[:200], *classifiers])

    declared = {one.metadata["Name"]: licence(one.metadata) for one in distributions()}
    pinned = set(re.findall(r"^([a-z0-9-]+)==", "\n".join((ROOT / name).read_text() for name in LOCKS), re.M))
    wrong = {name for name, text in declared.items() if re.search(r"(?<!L)GPL|Affero|(?<!Lesser )General Public", text)}
    assert wrong & {name for name in declared if canonicalize_name(name) in pinned} == set()


def test_locks_pin_every_direct_dependency_and_name_no_host():
    locked = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in LOCKS)
    pins = [Requirement(line) for line in locked.splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"==[^+*]+", str(one.specifier)) for one in pins)
    versions = {one.name: str(one.specifier)[2:] for one in pins}
    assert all(one.specifier.contains(versions[canonicalize_name(one.name)]) for one in DECLARED)
    assert "://" not in locked


def test_changelog_tells_of_this_version():
    versions = re.findall(r"^## \[(\d[^\]]*)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert versions[0] == PROJECT["version"]
