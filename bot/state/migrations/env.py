"""Alembic's entry point: runs the steps on the connection that `bot.state.opening` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
