"""What Alembic runs: the migrations, inside the transaction of the connection that `schema.migrer` hands over."""

from alembic import context

from parchemin.registre.socle.tables import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META)
context.run_migrations()
