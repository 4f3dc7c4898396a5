"""``python -m parchemin_cli`` is the ``parchemin`` command."""

from parchemin_cli.main import main

main()
