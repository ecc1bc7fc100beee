"""What Alembic runs: the connection comes from the caller, with its transaction open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
