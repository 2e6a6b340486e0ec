"""The reading desk: its log, readings over a series, codebooks, reviews; regions; files brought in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("circle", sa.Column("region", sa.String(), nullable=False, server_default=""))
    _the_desk()
    _reviews()
    op.create_table(
        "arrival",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contributions", sa.Integer(), nullable=False),
        *_by_whom(),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_arrival_session_id", "arrival", ["session_id"])


def _the_desk() -> None:
    op.create_table(
        "seriesreading",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("placed", sa.JSON(), nullable=False),
        sa.Column("method", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_table(
        "deskentry",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        *_by_whom(),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "codebookversion",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("book", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        *_by_whom(),
        sa.PrimaryKeyConstraint("number"),
    )


def _reviews() -> None:
    op.create_table(
        "replacement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("contribution_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("placeholder", sa.String(), nullable=False),
        *_by_whom(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_replacement_contribution_id", "replacement", ["contribution_id"])
    op.create_table(
        "personalreview",
        sa.Column("contribution_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        *_by_whom(),
        sa.PrimaryKeyConstraint("contribution_id"),
    )


def _by_whom() -> tuple[sa.Column[str], sa.Column[object]]:
    return sa.Column("who", sa.String(), nullable=False), sa.Column("at", sa.DateTime(), nullable=False)
