"""The settings, read from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import PREFIX, Settings, load_settings
from corpus.errors import PolicyError
from structured.table import SHARED_FOLDER, TABLES_FOLDER


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_the_defaults_serve_the_bundled_plan_on_this_machine_only():
    settings = load_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert settings.plan_source == settings.plan
    assert settings.table_folders == (TABLES_FOLDER, SHARED_FOLDER)


def test_every_setting_is_described():
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("POLICY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("POLICY_PORT", "8000")
    assert (load_settings().data_dir, load_settings().port) == (tmp_path, 8000)


def test_a_folder_of_plans_leads_to_the_plan_in_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("POLICY_PLANS_DIR", str(tmp_path))
    monkeypatch.setenv("POLICY_PLAN", "tiny")
    assert load_settings().plan_source == tmp_path / "tiny"


def test_a_variable_that_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_TABLES_DIR", "")
    monkeypatch.setenv("POLICY_PORT", "")
    assert load_settings().tables_dir is None
    assert load_settings().port == 7860


@pytest.mark.parametrize("port", ["seven", "0", "65536", "-1"])
def test_a_value_that_is_not_allowed_is_one_sentence_with_its_variable(monkeypatch: pytest.MonkeyPatch, port: str):
    monkeypatch.setenv("POLICY_PORT", port)
    with pytest.raises(PolicyError, match=rf"^POLICY_PORT is '{port}': [^\n]+\.$"):
        load_settings()
