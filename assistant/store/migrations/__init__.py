"""The steps from an empty database to today's, in order; Alembic runs those that are missing."""
