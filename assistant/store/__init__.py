"""What is kept: ratings of answers, and accounts. The only door to SQLAlchemy and Alembic."""
