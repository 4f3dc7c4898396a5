"""Backups: one SQLite file whatever the database, written whole or not at all, and poured back into either."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve, frozen
from sqlalchemy import Connection, MetaData, delete, insert, inspect, select, text

from parchemin.errors import ActeRefuse, RegistreIndisponible, panne
from parchemin.faits import Tournure
from parchemin.registre.journal import journal
from parchemin.registre.socle import schema
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.erreurs_sql import traduire
from parchemin.registre.socle.tables import JOURNAL, META, TETE

REVISIONS = "alembic_version"
"""The table where Alembic keeps the revision."""

RIEN_A_SAUVEGARDER = Tournure("rien_a_sauvegarder", "registre {base} : aucun registre encore, rien à sauvegarder")
DOSSIER_POUR_SAUVEGARDE = Tournure(
    "dossier_pour_sauvegarde", "{fichier} est un dossier : donnez le fichier d'une sauvegarde"
)
DOSSIER_POUR_FICHIER = Tournure("dossier_pour_fichier", "{fichier} est un dossier : donnez un fichier")
REGISTRE_LUI_MEME = Tournure("registre_lui_meme", "{fichier} est le registre lui-même : donnez un autre fichier")
FICHIER_EXISTANT = Tournure("fichier_existant", "{fichier} existe déjà")
FICHIER_NON_ECRIT = Tournure("fichier_non_ecrit", "{fichier} ne peut être écrit ({cause}). Rien n'a été écrit.")
SAUVEGARDE_ROMPUE = Tournure(
    "sauvegarde_rompue", "{fichier} : son journal est rompu, {rupture} ; rien n'est restauré"
)
SAUVEGARDE_ABIMEE = Tournure("sauvegarde_abimee", "{fichier} est abîmé ; rien n'en est repris")
PAS_UNE_SAUVEGARDE = Tournure("pas_une_sauvegarde", "{fichier} n'est pas une sauvegarde de Parchemin")
SAUVEGARDE_A_VENIR = Tournure(
    "sauvegarde_a_venir", "{fichier} : schéma {trouve}, ce logiciel connaît {attendu} : mettez-le à jour"
)
SCHEMA_INCONNU = Tournure("schema_inconnu", "registre {base} : schéma {trouve} inconnu de ce logiciel")
REGISTRE_GARNI = Tournure("registre_garni", "le registre {base} tient {combien} acte{combien:s}")

PAGE = 1000
"""How many rows are held at once."""


@frozen
class Sauvegarde:
    """A backup as it was read again: its acts, the digest of the last, the first break of the chain if any.

    Of an older revision the chain is verified once it is migrated, when it is restored.
    """

    fichier: Path
    revision: str
    actes: int
    empreinte: str
    rupture: journal.Rupture | None = None


def sauvegarder(base: Base, fichier: Path, *, remplacer: bool = False) -> Sauvegarde:
    """Write all that a register holds at one instant into one file, while others go on writing.

    :param remplacer: whether a file of that name may be replaced; it stays as it was until the new one is whole.
    :raises RegistreIndisponible: when the register cannot be read or the file not be written.
    """
    _exiger_place(base, fichier, remplacer=remplacer)
    with _dire_panne(fichier), TemporaryDirectory(prefix=".parchemin-", dir=fichier.parent) as dossier:
        partiel = Path(dossier) / fichier.name
        partiel.touch(mode=0o600)
        with base.transaction(ecriture=False) as cx:
            revision = schema.revision(cx)
            if revision is None:
                raise RegistreIndisponible(RIEN_A_SAUVEGARDER(base=base.nom))
            _copier(cx, partiel, revision)
        faite = _verifier(Base(f"sqlite:///{partiel}"), _relire(partiel, fichier))
        partiel.replace(fichier)
    return faite


def restaurer(base: Base, fichier: Path, *, ecarte: Path | None = None) -> Sauvegarde:
    """Put a backup in the place of what a register holds, in one transaction, migrated to this revision.

    :param ecarte: where a register that holds acts is kept aside first; without it, such a one is not replaced.
    :raises RegistreIndisponible: when the file is no whole backup, or the register cannot be written.
    :raises ActeRefuse: when the register holds acts and ``ecarte`` is not given.
    """
    if fichier.is_dir():
        raise RegistreIndisponible(DOSSIER_POUR_SAUVEGARDE(fichier=str(fichier)))
    with TemporaryDirectory(prefix="parchemin-") as dossier:
        copie = Base(f"sqlite:///{Path(dossier) / fichier.name}")
        relue = _reprendre(fichier, Path(dossier) / fichier.name)
        try:
            copie.migrer()
            with copie.lire() as lue:
                if rupture := journal.confronter(lue).rupture:
                    raise RegistreIndisponible(SAUVEGARDE_ROMPUE(fichier=str(fichier), rupture=str(rupture)))
                with base.transaction(ecriture=True) as cx:
                    _ecarter(base, cx, ecarte)
                    schema.migrer(cx)
                    _verser(lue, cx)
        finally:
            copie.fermer()
    return relue


def _exiger_place(base: Base, fichier: Path, *, remplacer: bool) -> None:
    if base.fichier and fichier.resolve() == base.fichier.resolve():
        raise RegistreIndisponible(REGISTRE_LUI_MEME(fichier=str(fichier)))
    if fichier.is_dir():
        raise RegistreIndisponible(DOSSIER_POUR_FICHIER(fichier=str(fichier)))
    if fichier.exists() and not remplacer:
        raise RegistreIndisponible(FICHIER_EXISTANT(fichier=str(fichier)))


@contextmanager
def _dire_panne(fichier: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as erreur:
        raise traduire(erreur, str(fichier)) from erreur
    except OSError as erreur:
        impossible = FICHIER_NON_ECRIT(fichier=str(fichier), cause=panne(erreur))
        raise RegistreIndisponible(impossible) from erreur


def _copier(cx: Connection, fichier: Path, revision: str) -> None:
    """Write what a transaction sees: SQLite copies its own pages, PostgreSQL is read row by row."""
    source = cx.connection.driver_connection
    if not isinstance(source, sqlite3.Connection):
        _copier_lignes(cx, Base(f"sqlite:///{fichier}"), revision)
    with closing(sqlite3.connect(fichier)) as copie:
        if isinstance(source, sqlite3.Connection):
            source.backup(copie)
        copie.execute("PRAGMA journal_mode = DELETE")


def _copier_lignes(cx: Connection, copie: Base, revision: str) -> None:
    try:
        with copie.transaction(ecriture=True) as vers:
            schema.migrer(vers, revision)
            _verser(cx, vers)
    finally:
        copie.fermer()


def _verser(de: Connection, vers: Connection) -> None:
    """Copy every row of a register into an empty one of the same revision; one at least is in SQLite."""
    notre = de if de.dialect.name == "sqlite" else vers
    noms = [nom for nom in inspect(notre).get_table_names() if nom != REVISIONS]
    source, cible = MetaData(), MetaData()
    source.reflect(de, only=noms)
    cible.reflect(vers, only=noms)
    for table in cible.sorted_tables:
        vers.execute(delete(table))  # the only row that a migration writes is that of tete
        origine = source.tables[table.name]
        toutes = select(origine).order_by(*origine.primary_key)
        for page in de.execute(toutes, execution_options={"yield_per": PAGE}).mappings().partitions():
            vers.execute(insert(table), [dict(ligne) for ligne in page])


def _relire(copie: Path, fichier: Path) -> Sauvegarde:
    """Return what a copy holds; raise `RegistreIndisponible` when it is no whole register."""
    with closing(sqlite3.connect(copie)) as brute:
        etat = brute.execute("PRAGMA integrity_check").fetchone()[0]
        if etat != "ok" or brute.execute("PRAGMA foreign_key_check").fetchone():
            raise RegistreIndisponible(SAUVEGARDE_ABIMEE(fichier=str(fichier)))
        tables = {nom for (nom,) in brute.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        connue = {REVISIONS, JOURNAL.name, TETE.name} <= tables
        tete = "SELECT version_num, numero, empreinte FROM alembic_version, tete"
        lue = brute.execute(tete).fetchone() if connue else None
    if lue is None:
        raise RegistreIndisponible(PAS_UNE_SAUVEGARDE(fichier=str(fichier)))
    return Sauvegarde(fichier, *lue)


def _verifier(copie: Base, relue: Sauvegarde) -> Sauvegarde:
    """Return what a copy holds with the break of its chain, if any; one of an older revision is not yet."""
    if relue.revision != schema.REVISION:
        return relue
    try:
        return evolve(relue, rupture=journal.verifier(copie).rupture)
    finally:
        copie.fermer()


def _reprendre(fichier: Path, copie: Path) -> Sauvegarde:
    """Copy a backup where it can be migrated; what its own write-ahead log still holds comes along."""
    with _dire_panne(fichier):
        lecture = f"{fichier.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(lecture, uri=True)) as lue, closing(sqlite3.connect(copie)) as vers:
            lue.backup(vers)
        relue = _relire(copie, fichier)
    if relue.revision not in schema.revisions():
        ecart = {"trouve": relue.revision, "attendu": schema.REVISION}
        raise RegistreIndisponible(SAUVEGARDE_A_VENIR(fichier=str(fichier), **ecart))
    return relue


def _ecarter(base: Base, cx: Connection, ecarte: Path | None) -> None:
    """Lock the register out, keep aside what it holds, and empty it."""
    schema.verrouiller(cx)
    trouvee = schema.revision(cx)
    if trouvee is None:
        return
    if trouvee not in schema.revisions():
        raise RegistreIndisponible(SCHEMA_INCONNU(base=base.nom, trouve=trouvee))
    if cx.dialect.name == "postgresql":
        cx.execute(text("LOCK TABLE tete IN EXCLUSIVE MODE"))
    if actes := cx.execute(select(TETE.c.numero)).scalar():
        if ecarte is None:
            raise ActeRefuse([REGISTRE_GARNI(base=base.nom, combien=actes)])
        sauvegarder(base, ecarte)
    _vider(cx)


def _vider(cx: Connection) -> None:
    """Remove the register's own tables, and no other; whoever waits for the lock finds the new ones."""
    noms = [nom for nom in inspect(cx).get_table_names() if nom in META.tables]
    anciennes = MetaData()
    anciennes.reflect(cx, only=noms)
    anciennes.drop_all(cx)
    for nom in noms if cx.dialect.name == "postgresql" else ():
        cx.execute(text(f"DROP FUNCTION IF EXISTS {nom}_inalterable()"))
    cx.execute(text("DELETE FROM alembic_version"))
