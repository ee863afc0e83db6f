"""One database: opened, brought up to date and used from any number of threads.

1. `Database(where)` is a file (SQLite) or a SQLAlchemy URL; nothing happens until it is first used.
2. The first use makes the file and runs the migrations that are missing, all or none.
3. `reading()` and `writing()` give a session; what writes is committed at the end, or not at all.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.store.upgrade import bring_up_to_date
from corpus.errors import PolicyError

BUSY_SECONDS = 30


class Database:
    """A database that is safe to use from several threads and processes at once."""

    def __init__(self, where: str | Path) -> None:
        self._url = _url(where)
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with. Raises PolicyError in one sentence if the database cannot be used."""
        with self._told(), Session(self._ready()) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session to write with: committed if nothing breaks. Waits for other writers, at most BUSY_SECONDS."""
        with self._told(), Session(self._ready().execution_options(writes=True)) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of all connections; the next use opens new ones."""
        with self._lock:
            if self._engine:
                self._engine.dispose()
            self._engine = None

    def _ready(self) -> Engine:
        with self._lock:
            if self._engine is None:
                engine = _engine(self._url)
                try:
                    bring_up_to_date(engine)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine = engine
            return self._engine

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the database objects to, as one sentence; without the statement, which may hold what a person wrote."""
        try:
            yield
        except (SQLAlchemyError, OSError, ImportError) as error:
            cause = error.orig if isinstance(error, DatabaseError) else error
            reason = str(cause).strip().partition("\n")[0].rstrip(".")
            raise PolicyError(
                f"The database {self._url.render_as_string()!r} cannot be used ({reason});"
                " see that it is reachable and can be written, or set POLICY_DATABASE_URL."
            ) from error


def _url(where: str | Path) -> URL:
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
        url.get_dialect()
    except (ArgumentError, ImportError, ValueError) as error:
        reason = str(error).partition(" from given")[0]
        raise PolicyError(f"POLICY_DATABASE_URL is no address of a database ({reason}); see the README for its form.") from error
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        _make_file(Path(url.database))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_file(path: Path) -> None:
    """An empty file that only its owner reads: it will hold what people wrote and the hashes of passwords."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not where the driver guesses
    for pragma in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail at once when another writes, however long it may wait.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
