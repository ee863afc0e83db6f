"""The settings, read once from the environment (prefix `POLICY_`)."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting with its default; the README has the same table."""

    model_config = SettingsConfigDict(env_prefix="POLICY_", frozen=True)

    data_dir: Path = Field(default_factory=lambda: user_data_path("policy-assistant", appauthor=False))
    plan: str = "minhang-carbon-peak"
    plans_dir: Path | None = None
    tables_dir: Path | None = None
    embedding_model: str = "bundled"
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
