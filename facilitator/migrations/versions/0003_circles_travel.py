"""Circles travel in bundles: which issue went out or came in, who signs, what was taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "bundled",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("keys", sa.JSON(), nullable=False),
        sa.Column("series", sa.JSON(), nullable=False),
        sa.Column("withdrawn", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.PrimaryKeyConstraint("circle_id"),
    )
