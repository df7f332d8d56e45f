"""Run the migrations on the connection that `crm.migrate` (or a test) hands over."""

from alembic import context

from crm.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
