"""The settings, read once from the environment (prefix `POLICY_`)."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import PolicyError
from corpus.sources import BUNDLED_PLAN
from structured.table import SHARED_FOLDER, TABLES_FOLDER

PREFIX = "POLICY_"
DATABASE_NAME = "policy-assistant.db"


class Settings(BaseSettings):
    """Every setting with its default; the README has the same table, and a test holds the two together.

    A variable that is set to nothing counts as not set.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("policy-assistant", appauthor=False),
        description="folder for the index, which can be built again, and for the database of ratings and accounts, which cannot",
    )
    plan: str = Field(default=BUNDLED_PLAN, description="id of the plan that is answered from")
    plans_dir: Path | None = Field(default=None, description="folder of plan folders (default: the bundled ones)")
    tables_dir: Path | None = Field(default=None, description="folder of table folders (default: the bundled ones)")
    embedding_model: str = Field(
        default="bundled", description="`bundled`, or the name or path of a sentence-transformers model"
    )
    database_url: str = Field(
        default="", description="SQLAlchemy address of the database of ratings and accounts (default: an SQLite file in the data folder)"
    )
    host: str = Field(default="127.0.0.1", description="address that the chat listens on")
    port: int = Field(default=7860, ge=1, le=65535, description="port that the chat listens on")
    rate_per_minute: int = Field(default=60, ge=1, description="questions a minute that one asker may ask")
    sign_in: bool = Field(default=False, description="whether people must sign in to use the chat and its interfaces")
    allow_open: bool = Field(
        default=False, description="whether the chat may be served to other machines without sign-in"
    )

    @property
    def plan_source(self) -> str | Path:
        """What `load_plan` takes: the id of a bundled plan, or the folder of one elsewhere."""
        return self.plans_dir / self.plan if self.plans_dir else self.plan

    @property
    def database(self) -> str | Path:
        """What `Database` takes: the address that was set, or the file in the data folder."""
        return self.database_url or self.data_dir / DATABASE_NAME

    @property
    def table_folders(self) -> tuple[Path, Path]:
        """Where the tables of the plans and those that plans share lie."""
        return self.tables_dir or TABLES_FOLDER, SHARED_FOLDER


def load_settings() -> Settings:
    """The settings of this process. Raises PolicyError naming the variable whose value is not allowed."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise PolicyError(f"{name} is {first['input']!r}: {first['msg']}.") from error
