"""The tables and their migrations can be had on a server database, too: their SQL is made, not run, since none is here."""

from __future__ import annotations

import importlib
import io
import pkgutil

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.schema import CreateTable

from assistant.store.migrations import versions
from assistant.store.models import Tables

STEPS = sorted(module.name for module in pkgutil.iter_modules(versions.__path__, f"{versions.__name__}."))


@pytest.mark.parametrize("dialect", [postgresql.dialect(), mysql.dialect()], ids=["postgresql", "mysql"])
def test_every_table_has_its_sql(dialect):
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in Tables.metadata.sorted_tables]
    assert [sql.split()[2] for sql in made] == [table.name for table in Tables.metadata.sorted_tables]


@pytest.mark.parametrize("name", ["postgresql", "mysql"])
def test_every_migration_goes_up_and_down(name):
    out = io.StringIO()
    context = MigrationContext.configure(dialect_name=name, opts={"as_sql": True, "output_buffer": out})
    steps = [importlib.import_module(step) for step in STEPS]
    with Operations.context(context):
        for step in steps:
            step.upgrade()
        for step in reversed(steps):
            step.downgrade()
    assert out.getvalue().count("CREATE TABLE") == out.getvalue().count("DROP TABLE") == len(Tables.metadata.tables)


def test_migrations_stand_in_one_row():
    steps = [importlib.import_module(step) for step in STEPS]
    assert [step.down_revision for step in steps] == [None, *(step.revision for step in steps[:-1])]
