"""The database itself: made and brought up to date at first use, and its troubles told in one sentence."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from assistant.store.database import Database
from assistant.store.feedback import Feedback, FeedbackStore
from assistant.store.models import Tables
from corpus.errors import PolicyError

RATING = Feedback(plan="toy", plan_version="1", verdict="right", answer={})


def look(where: str | Path) -> None:
    database = Database(where)
    try:
        with database.reading() as session:
            session.execute(text("SELECT count(*) FROM ratings"))
    finally:
        database.close()


def test_the_migrations_make_the_tables_of_the_models(tmp_path):
    look(tmp_path / "kept.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'kept.db'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Tables.metadata) == []
    engine.dispose()


def test_a_database_of_an_earlier_step_keeps_what_it_has(tmp_path):
    path = tmp_path / "kept.db"
    store = FeedbackStore(path)
    store.add(RATING)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.executescript("DROP TABLE signed_in; DROP TABLE accounts; UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    assert len(store.ratings()) == 1
    look(path)
    store.close()


def test_sqlite_is_set_to_lose_nothing(tmp_path):
    database = Database(tmp_path / "kept.db")
    with database.reading() as session:
        found = [session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]
    database.close()
    assert found == ["delete", 2, 1]


def test_several_processes_can_be_the_first_at_once(tmp_path):
    code = (
        "import sys; from assistant.store.feedback import *; store = FeedbackStore(sys.argv[1]);"
        "store.add(Feedback(plan='p', plan_version='1', verdict='right', answer={}))"
    )
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    running = [subprocess.Popen([sys.executable, "-c", code, url], stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1] for process in running] == [b""] * 4
    store = FeedbackStore(url)
    assert store.counts()["right"] == 4
    store.close()


def test_what_breaks_half_way_is_not_kept(tmp_path):
    database = Database(tmp_path / "kept.db")

    def break_half_way() -> None:
        with database.writing() as session:
            session.execute(text("INSERT INTO accounts (name, password, made) VALUES ('a', 'b', '2026-01-01 00:00:00')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_half_way()
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM accounts")).scalar() == 0
    database.close()


@pytest.mark.parametrize("address", ["nonsense", "nosuch://x/y", "postgresql+nosuch://x", "://"])
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(PolicyError, match="POLICY_DATABASE_URL"):
        look(address)


def test_the_password_in_an_address_is_not_told():
    with pytest.raises(PolicyError, match="cannot be used") as raised:
        look("postgresql+psycopg://me:secret@127.0.0.1:9/x")
    assert "secret" not in str(raised.value)


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("my notes, which are longer than a header of a database file would be" * 9)
    before = path.read_bytes()
    with pytest.raises(PolicyError, match="file is not a database"):
        look(path)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_program_is_told(tmp_path):
    path = tmp_path / "kept.db"
    look(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(PolicyError, match="newer version of this program"):
        look(path)


def test_a_folder_where_no_file_can_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PolicyError, match="cannot be used"):
        look(tmp_path / "file" / "kept.db")


@pytest.mark.parametrize("name", ["a b", "50%", "what?", "问答", "#1", "a%20b"])
def test_any_folder_can_hold_it(tmp_path, name):
    look(tmp_path / name / "kept.db")
    assert (tmp_path / name / "kept.db").stat().st_size > 0
