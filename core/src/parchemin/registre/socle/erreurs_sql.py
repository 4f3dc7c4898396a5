"""What the database refuses or fails to do, in the words of the person who gave the command."""

from sqlite3 import Error as ErreurSQLite

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from parchemin.errors import RegistreIndisponible
from parchemin.faits import Tournure

PANNE = Tournure("panne_de_la_base", "registre {base} : {cause}. Rien n'a été écrit.")
"""What went wrong with a register: its ``cause`` is a fact of its own."""

REFUSE_PAR_LA_BASE = Tournure("refuse_par_la_base", "refusé par la base ({dit})")
_OCCUPE = Tournure("base_occupee", "occupé par une autre commande ; redonnez celle-ci dans un instant")
_LECTURE_SEULE = Tournure("base_en_lecture_seule", "ouvert en lecture seule : demandez le droit d'y écrire")
_REFUSE = Tournure("acces_refuse", "accès refusé : demandez le droit d'y écrire")
_PLEIN = Tournure("disque_plein", "plus de place sur le disque")
_PERDU = Tournure("base_perdue", "PostgreSQL ne répond plus ; quand il sera revenu, redonnez la commande")
_INCONNU = Tournure("base_ou_role_inconnu", "cette base ou ce rôle n'existe pas dans PostgreSQL")
_IDENTIFICATION = Tournure("identification_refusee", "identification refusée par PostgreSQL")
_COMPLET = Tournure(
    "trop_de_postes", "PostgreSQL n'admet pas un poste de plus ; redonnez la commande dans un instant"
)
_OPTION = Tournure("option_de_connexion_inconnue", "l'adresse porte une option que PostgreSQL ne connaît pas")

_CODES = {
    "SQLITE_BUSY": _OCCUPE,
    "SQLITE_LOCKED": _OCCUPE,
    "SQLITE_READONLY": _LECTURE_SEULE,
    "SQLITE_PERM": _REFUSE,
    "SQLITE_FULL": _PLEIN,
    "SQLITE_NOTADB": Tournure("pas_un_registre", "ce fichier n'est pas un registre"),
    "SQLITE_CORRUPT": Tournure("fichier_abime", "fichier abîmé : remettez à sa place une sauvegarde"),
    "SQLITE_CANTOPEN": Tournure("fichier_ferme", "ne peut être ouvert : vérifiez le chemin et les droits"),
    "SQLITE_IOERR": Tournure("disque_muet", "le disque ne répond plus"),
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
    "pg_hba.conf": Tournure(
        "poste_non_admis", "PostgreSQL n'admet ni ce rôle ni cette base depuis ce poste (pg_hba.conf)"
    ),
    "the database system": _PERDU,  # starts, or stops
    "le système de base": _PERDU,
    "resolve host": Tournure("serveur_introuvable", "serveur introuvable : vérifiez son nom dans l'adresse"),
    "invalid connection option": _OPTION,
    "option de connexion": _OPTION,
    "nul (0x00)": Tournure("caractere_nul", "PostgreSQL refuse le caractère nul, qu'un texte des fichiers porte"),
}
"""What is said where no code comes: by the driver, and by a server, in its own language, that admits nobody."""


def traduire(erreur: SQLAlchemyError | ErreurSQLite, base: str) -> RegistreIndisponible:
    """Return the error of a register that cannot be used; the transaction was undone whole."""
    origine = erreur.orig if isinstance(erreur, DBAPIError) else erreur
    dite = str(origine).strip()
    cause = _cause(origine, dite)
    if not cause and isinstance(erreur, DBAPIError) and (erreur.connection_invalidated or _sans_reponse(dite)):
        cause = _PERDU
    return RegistreIndisponible(PANNE(base=base, cause=cause() if cause else REFUSE_PAR_LA_BASE(dit=dite)))


def _cause(origine: BaseException | None, dite: str) -> Tournure | None:
    code = getattr(origine, "sqlstate", None) or getattr(origine, "sqlite_errorname", None)
    if code:
        return next((cause for debut, cause in _CODES.items() if code.startswith(debut)), None)
    return next((cause for mots, cause in _MOTS.items() if mots in dite.lower()), None)


def _sans_reponse(dite: str) -> bool:
    """Tell whether the driver found nobody; a server that refuses says so after ``FATAL:``, in every language."""
    return "connection" in dite and "FATAL:" not in dite
