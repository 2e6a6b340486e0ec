"""The schema, one step a file; made with Alembic (see docs/house.md)."""
