"""Alembic's environment: the connection comes from warehouse.schema, never from a file."""

from alembic import context

from warehouse import measure_tables  # noqa: F401  # METADATA knows a table once its module is imported
from warehouse.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
