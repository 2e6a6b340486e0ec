"""Alembic's way in: migrates over the connection that facilitator/schema.py gives."""

from alembic import context
from sqlmodel import SQLModel

from facilitator import model, researched  # noqa: F401  (fills the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
