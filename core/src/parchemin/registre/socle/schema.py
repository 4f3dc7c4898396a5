"""The version of the register's tables, and how an older register is brought to this one: forward only."""

from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, inspect, text

REVISION = "0007"
"""The revision that this code reads and writes."""


def revision(cx: Connection) -> str | None:
    """Return the revision of a register; ``None`` when there is none yet."""
    if not inspect(cx).has_table("alembic_version"):
        return None
    trouvee: str | None = cx.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return trouvee


def revisions() -> tuple[str, ...]:
    """Return every revision there ever was, oldest first."""
    from alembic.script import ScriptDirectory

    return tuple(script.revision for script in ScriptDirectory(str(_dossier())).walk_revisions())[::-1]


def migrer(cx: Connection, vers: str = REVISION) -> None:
    """Bring the tables to a revision, inside the transaction of this connection."""
    from alembic.command import upgrade
    from alembic.config import Config

    verrouiller(cx)
    config = Config()
    config.set_main_option("script_location", str(_dossier()))
    config.attributes["connection"] = cx
    upgrade(config, vers)


def verrouiller(cx: Connection) -> None:
    """Have whoever else creates or migrates this register wait for the end of this transaction."""
    if cx.dialect.name == "postgresql":
        cx.execute(text("SELECT pg_advisory_xact_lock(724365)"))


def _dossier() -> Path:
    return Path(str(files("parchemin.registre.socle"))) / "migrations"
