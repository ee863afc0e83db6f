"""What Alembic runs to migrate: on the connection that the caller hands over, inside the caller's transaction."""

from __future__ import annotations

from alembic import context

from assistant.store.models import Tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Tables.metadata,
    render_as_batch=True,  # SQLite changes a table by writing it anew
)
with context.begin_transaction():
    context.run_migrations()
