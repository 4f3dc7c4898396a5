"""What the database refuses or fails to do, in the words of the person who gave the command."""

from sqlite3 import Error as ErreurSQLite

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from parchemin.errors import RegistreIndisponible

_PANNES = (
    ("locked", "occupé par une autre commande ; redonnez celle-ci dans un instant"),
    ("lock timeout", "occupé par une autre commande ; redonnez celle-ci dans un instant"),
    ("readonly", "ouvert en lecture seule : demandez le droit d'y écrire"),
    ("read-only", "ouvert en lecture seule : demandez le droit d'y écrire"),
    ("permission denied", "accès refusé : demandez le droit d'y écrire"),
    ("is full", "plus de place sur le disque"),
    ("no space left", "plus de place sur le disque"),
    ("not a database", "ce fichier n'est pas un registre"),
    ("malformed", "fichier abîmé : remettez à sa place une sauvegarde"),
    ("unable to open", "ne peut être ouvert : vérifiez le chemin et les droits"),
    ("password", "identification refusée par PostgreSQL"),
    ("does not exist", "cette base ou ce rôle n'existe pas dans PostgreSQL"),
    ("disk i/o", "le disque ne répond plus"),
    ("resolve host", "serveur introuvable : vérifiez son nom dans l'adresse"),
    ("invalid connection option", "l'adresse porte une option que PostgreSQL ne connaît pas"),
    ("nul (0x00)", "PostgreSQL refuse le caractère nul, qu'un texte des fichiers porte"),
)


def traduire(erreur: SQLAlchemyError | ErreurSQLite, base: str) -> RegistreIndisponible:
    """Return the error of a register that cannot be used; the transaction was undone whole."""
    origine = str(erreur.orig if isinstance(erreur, DBAPIError) else erreur)
    cause = next((dite for signe, dite in _PANNES if signe in origine.lower()), "")
    if not cause and isinstance(erreur, DBAPIError) and _perdue(erreur, origine.lower()):
        cause = "PostgreSQL ne répond plus ; quand il sera revenu, redonnez la commande"
    return RegistreIndisponible(
        f"registre {base} : {cause or f'refusé par la base ({origine.strip()})'}. Rien n'a été écrit."
    )


def _perdue(erreur: DBAPIError, origine: str) -> bool:
    return erreur.connection_invalidated or "connection" in origine or "terminat" in origine
