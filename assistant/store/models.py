"""The tables of the database. A change here needs a migration beside it (`migrations/versions/`); a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A point in time: kept as UTC without a zone, since not every database keeps zones; given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return value and value.replace(tzinfo=UTC)


class Tables(DeclarativeBase):
    """What all tables share; constraints have names so that a migration can change them on every database."""

    metadata = MetaData(naming_convention=NAMES)


class Rating(Tables):
    """One rated answer. `earlier` are the questions of the conversation before it, `answer` the whole answer object."""

    __tablename__ = "ratings"

    id: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[datetime] = mapped_column(Moment)
    plan: Mapped[str] = mapped_column(String(200))
    plan_version: Mapped[str] = mapped_column(String(200))
    verdict: Mapped[str] = mapped_column(String(40))
    comment: Mapped[str] = mapped_column(Text)
    earlier: Mapped[list[str]] = mapped_column(JSON)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)


class Account(Tables):
    """Somebody who may sign in. `password` is an Argon2 hash."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    password: Mapped[str] = mapped_column(String(200))
    made: Mapped[datetime] = mapped_column(Moment)


class SignedIn(Tables):
    """One browser that is signed in. `token` is the SHA-256 of what its cookie holds, so that the table opens no door."""

    __tablename__ = "signed_in"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    until: Mapped[datetime] = mapped_column(Moment)
