"""Accounts, and the browsers that are signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("name", name="uq_accounts_name"),
    )
    op.create_table(
        "signed_in",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_signed_in"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_signed_in_account_id_accounts", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_signed_in_account_id", "signed_in", ["account_id"])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("signed_in")
    op.drop_table("accounts")
