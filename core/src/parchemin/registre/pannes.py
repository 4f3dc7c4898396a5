"""What the database refuses or fails to do, in the words of the person who gave the command."""

from sqlite3 import Error as ErreurSQLite

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from parchemin.errors import RegistreIndisponible

_OCCUPE = "occupé par une autre commande ; redonnez celle-ci dans un instant"
_LECTURE_SEULE = "ouvert en lecture seule : demandez le droit d'y écrire"
_REFUSE = "accès refusé : demandez le droit d'y écrire"
_PLEIN = "plus de place sur le disque"
_PERDU = "PostgreSQL ne répond plus ; quand il sera revenu, redonnez la commande"
_INCONNU = "cette base ou ce rôle n'existe pas dans PostgreSQL"
_IDENTIFICATION = "identification refusée par PostgreSQL"
_COMPLET = "PostgreSQL n'admet pas un poste de plus ; redonnez la commande dans un instant"
_OPTION = "l'adresse porte une option que PostgreSQL ne connaît pas"

_CODES = {
    "SQLITE_BUSY": _OCCUPE,
    "SQLITE_LOCKED": _OCCUPE,
    "SQLITE_READONLY": _LECTURE_SEULE,
    "SQLITE_PERM": _REFUSE,
    "SQLITE_FULL": _PLEIN,
    "SQLITE_NOTADB": "ce fichier n'est pas un registre",
    "SQLITE_CORRUPT": "fichier abîmé : remettez à sa place une sauvegarde",
    "SQLITE_CANTOPEN": "ne peut être ouvert : vérifiez le chemin et les droits",
    "SQLITE_IOERR": "le disque ne répond plus",
    "55P03": _OCCUPE,
    "25006": _LECTURE_SEULE,
    "42501": _REFUSE,
    "53100": _PLEIN,
    "08": _PERDU,
    "57P": _PERDU,
}
"""What the codes of SQLite, and the SQLSTATE of PostgreSQL, begin with: the same in every language."""

_MOTS = {
    "password": _IDENTIFICATION,
    "mot de passe": _IDENTIFICATION,
    "does not exist": _INCONNU,
    "n'existe pas": _INCONNU,
    "permission denied": _REFUSE,
    "droit refusé": _REFUSE,
    "too many": _COMPLET,
    "trop de": _COMPLET,
    "connection slots": _COMPLET,
    "emplacements de connexions": _COMPLET,
    "pg_hba.conf": "PostgreSQL n'admet ni ce rôle ni cette base depuis ce poste (pg_hba.conf)",
    "the database system": _PERDU,  # starts, or stops
    "le système de base": _PERDU,
    "resolve host": "serveur introuvable : vérifiez son nom dans l'adresse",
    "invalid connection option": _OPTION,
    "option de connexion": _OPTION,
    "nul (0x00)": "PostgreSQL refuse le caractère nul, qu'un texte des fichiers porte",
}
"""What is said where no code comes: by the driver, and by a server, in its own language, that admits nobody."""


def traduire(erreur: SQLAlchemyError | ErreurSQLite, base: str) -> RegistreIndisponible:
    """Return the error of a register that cannot be used; the transaction was undone whole."""
    origine = erreur.orig if isinstance(erreur, DBAPIError) else erreur
    dite = str(origine).strip()
    cause = _cause(origine, dite)
    if not cause and isinstance(erreur, DBAPIError) and (erreur.connection_invalidated or _sans_reponse(dite)):
        cause = _PERDU
    return RegistreIndisponible(
        f"registre {base} : {cause or f'refusé par la base ({dite})'}. Rien n'a été écrit."
    )


def _cause(origine: BaseException | None, dite: str) -> str:
    code = getattr(origine, "sqlstate", None) or getattr(origine, "sqlite_errorname", None)
    if code:
        return next((cause for debut, cause in _CODES.items() if code.startswith(debut)), "")
    return next((cause for mots, cause in _MOTS.items() if mots in dite.lower()), "")


def _sans_reponse(dite: str) -> bool:
    """Tell whether the driver found nobody; a server that refuses says so after ``FATAL:``, in every language."""
    return "connection" in dite and "FATAL:" not in dite
