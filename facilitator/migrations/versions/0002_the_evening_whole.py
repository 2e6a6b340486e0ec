"""The TimeOut evening, whole: scripts of one's own, pulse, feedback, room check, what happens next."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "ownscript",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("script", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "plan",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.PrimaryKeyConstraint("circle_id"),
    )
    op.create_table(
        "promise",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("commissioner", sa.String(), nullable=False),
        sa.Column("answers_by", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.PrimaryKeyConstraint("circle_id"),
        sa.UniqueConstraint("token"),
    )
    op.create_table(
        "checkedtheme",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("hands", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("correction", sa.String(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("session_id", "theme"),
    )
    op.create_table(
        "feedback",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("session_id", "key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issued",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("issued", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issued_session_id"), ["session_id"], unique=False)

    op.create_table(
        "pulse",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("pair", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("session_id", "pair", "moment"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "summaryanswer",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("session_id", "question"),
    )
    op.create_table(
        "themeanswer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("themeanswer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_themeanswer_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_themeanswer_session_id"), ["session_id"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
        ),
        sa.PrimaryKeyConstraint("session_id", "theme", "participant_id"),
    )
    with op.batch_alter_table("circle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("script", sa.JSON(), nullable=True))

    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("paraphrase", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("redacted", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("joined_to", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("people", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("marks", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("heard", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pulse", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("feedback", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("rules_accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True))
