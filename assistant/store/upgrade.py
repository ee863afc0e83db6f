"""The migrations that a database still misses, run in one transaction: all of them or none."""

from __future__ import annotations

from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

from corpus.errors import PolicyError

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: Engine) -> None:
    """Run what is missing. Raises PolicyError if the database is newer than this program."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != newest:
        _migrate(engine, config, current)


def _migrate(engine: Engine, config: Config, current: str | None) -> None:
    # The transaction writes from its beginning, so that of two processes the second one finds the work done.
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        try:
            upgrade(config, "head")
        except CommandError as error:
            raise PolicyError(
                f"The database was written by a newer version of this program (its step is {current!r}); update the program."
            ) from error
