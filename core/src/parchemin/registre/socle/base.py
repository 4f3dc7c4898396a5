"""The register's database: where it is, how one reads it, and the one way to write to it."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from math import nan
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from attrs import asdict, field, frozen
from sqlalchemy import (
    Connection,
    Engine,
    Select,
    Table,
    create_engine,
    event,
    func,
    insert,
    literal,
    make_url,
    select,
    update,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from parchemin.errors import RegistreIndisponible, panne
from parchemin.faits import Tournure
from parchemin.referentiel.fuseau import fuseau_par_defaut
from parchemin.registre.socle import schema
from parchemin.registre.socle.canonique import FORME, canonique, empreindre_acte
from parchemin.registre.socle.erreurs_sql import traduire
from parchemin.registre.socle.tables import JOURNAL, TETE

LOT = 500
"""How many acts wait to be written together."""

ATTENTE = 10
"""For how many seconds a command waits for another that writes."""

ATTENTE_MAX = 3600
"""For how many it may be asked to wait."""


ATTENTE_IMPOSSIBLE = Tournure(
    "attente_impossible",
    "PARCHEMIN_ATTENTE : trouvé « {trouve} », attendu des secondes, de 0 à {maximum}",
)
_ATTENDU = "attendu sqlite:///chemin ou postgresql://serveur/base"
ADRESSE_ILLISIBLE = Tournure("adresse_illisible", f"adresse de registre illisible « {{adresse}} » : {_ATTENDU}")
ADRESSE_SANS_FICHIER = Tournure("adresse_sans_fichier", f"registre « {{adresse}} » sans fichier : {_ATTENDU}")
BASE_INCONNUE = Tournure("base_inconnue", "registre « {trouve} » inconnu : attendu sqlite ou postgresql")
SANS_PSYCOPG = Tournure("sans_psycopg", "PostgreSQL demande psycopg : pip install 'parchemin[postgresql]'")
SANS_DOSSIER = Tournure("sans_dossier", "registre {base} : {dossier} ne peut être créé ({cause})")
SANS_REGISTRE = Tournure("sans_registre", "registre {base} : aucun registre encore")
SCHEMA_ANCIEN = Tournure("schema_ancien", "registre {base} : schéma {trouve}, attendu {attendu}")
SCHEMA_A_VENIR = Tournure(
    "schema_a_venir",
    "registre {base} : schéma {trouve}, plus récent que ce logiciel ({attendu}) : mettez-le à jour",
)


def base_par_defaut(environnement: Mapping[str, str] = os.environ, systeme: str = sys.platform) -> str:
    """Return the URL of the register: ``PARCHEMIN_BASE``, else a file in the user's data folder."""
    if choisie := environnement.get("PARCHEMIN_BASE"):
        return choisie
    if systeme == "win32":
        dossier = Path(environnement.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "Parchemin"
    else:
        dossier = Path(environnement.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "parchemin"
    return f"sqlite:///{dossier / 'registre.db'}"


def attente(environnement: Mapping[str, str] = os.environ) -> float:
    """Return for how many seconds a command waits: ``PARCHEMIN_ATTENTE``, else `ATTENTE`."""
    trouvee = environnement.get("PARCHEMIN_ATTENTE") or str(ATTENTE)
    try:
        secondes = float(trouvee)
    except ValueError:
        secondes = nan
    if not 0 <= secondes <= ATTENTE_MAX:
        raise RegistreIndisponible(ATTENTE_IMPOSSIBLE(trouve=trouvee, maximum=ATTENTE_MAX))
    return secondes


class Lisible(Protocol):
    """What one reads from: a register, or who acts in one."""

    def lire(self) -> AbstractContextManager[Connection]:
        """Open a transaction that reads."""
        ...


@frozen(eq=False)
class Ecriture:
    """A transaction that writes: it holds the register's lock, and signs each act that it inscribes.

    The acts go out some hundreds at a time. Nothing is visible before it ends, and nothing remains if it fails.
    """

    cx: Connection
    auteur: str
    instant: datetime
    role: str
    _tete: list[Any]
    _fuseau: ZoneInfo
    _actes: list[dict[str, Any]] = field(factory=list)
    _dernier: dict[str, int] = field(factory=dict)

    @classmethod
    def ouvrir(cls, cx: Connection, auteur: str, instant: datetime) -> "Ecriture":
        """Lock the head of the journal; whoever else writes waits."""
        role = literal("") if cx.dialect.name == "sqlite" else func.current_user()
        tete = select(TETE.c.numero, TETE.c.empreinte, TETE.c.fuseau, role).with_for_update()
        numero, empreinte, fuseau, role_lu = cx.execute(tete).one()
        return cls(cx, auteur, instant, role_lu, [numero, empreinte], ZoneInfo(fuseau))

    @property
    def jour(self) -> date:
        """The day on which it is written, where the register is kept."""
        return self.instant.astimezone(self._fuseau).date()

    @property
    def prochain(self) -> int:
        """The number of the next act."""
        numero: int = self._tete[0] + 1
        return numero

    def inscrire(self, nature: str, contenu: Mapping[str, Any]) -> int:
        """Add an act to the journal and return its number."""
        numero, precedent = self.prochain, self._tete[1]
        acte = {
            "numero": numero,
            "le": self.instant.astimezone(UTC).isoformat(timespec="seconds"),
            "auteur": self.auteur,
            "role": self.role,
            "nature": nature,
            "contenu": canonique(contenu),
            "precedent": precedent,
            "forme": FORME,
        }
        acte["empreinte"] = empreindre_acte(acte)
        self._actes.append(acte)
        self._tete[:] = numero, acte["empreinte"]
        if len(self._actes) >= LOT:
            self.clore()
        return numero

    def suivant(self, table: Table) -> int:
        """Return the next id of a table."""
        return self.compter(table.name, lambda: select(func.max(table.c.id)))

    def compter(self, serie: str, dernier: Callable[[], Select[Any]]) -> int:
        """Return the next number of a series; the database is asked for the last one once."""
        if serie not in self._dernier:
            self._dernier[serie] = self.cx.execute(dernier()).scalar_one() or 0
        self._dernier[serie] += 1
        return self._dernier[serie]

    def ajouter(self, table: Table, lignes: list[dict[str, Any]]) -> None:
        """Insert rows."""
        if lignes:
            self.cx.execute(insert(table), lignes)

    def clore(self) -> None:
        """Write the acts that wait, and the new head."""
        if self._actes:
            self.ajouter(JOURNAL, self._actes)
            self._actes.clear()
            numero, empreinte = self._tete
            self.cx.execute(update(TETE).values(numero=numero, empreinte=empreinte))


@frozen(eq=False, slots=False)
class Base:
    """A register, by its URL: ``sqlite:///chemin`` or ``postgresql://…``."""

    adresse: str
    attente: float = ATTENTE

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connections behind: another process opens its own."""
        return asdict(self)

    @property
    def nom(self) -> str:
        """The URL as it may be shown, its password hidden."""
        return self._url.render_as_string()

    @cached_property
    def fuseau(self) -> ZoneInfo:
        """The zone in which the register has its days: today is a day of that place.

        :raises RegistreIndisponible: when there is no register yet, or it cannot be read.
        """
        with self.lire() as cx:
            return ZoneInfo(cx.execute(select(TETE.c.fuseau)).scalar_one())

    @property
    def fichier(self) -> Path | None:
        """The file of a SQLite register."""
        en_sqlite = self._url.get_backend_name() == "sqlite"
        return Path(self._url.database) if en_sqlite and self._url.database else None

    @contextmanager
    def lire(self) -> Iterator[Connection]:
        """Open a transaction that reads.

        :raises RegistreIndisponible: when there is no register yet, or it cannot be read.
        """
        with self.transaction(ecriture=False) as cx:
            self._exiger(schema.revision(cx))
            yield cx

    @contextmanager
    def ecrire(self, auteur: str, instant: datetime, *, creer: bool = False) -> Iterator[Ecriture]:
        """Open a transaction that writes; leaving it confirms all, or nothing.

        :param instant: when, with a time zone.
        :param creer: create the register where there is none yet.
        :raises RegistreIndisponible: when there is no register, or nothing could be written.
        """
        with self.transaction(ecriture=True, creer=creer) as cx:
            trouvee = schema.revision(cx)
            if creer and trouvee is None:
                _creer(cx)
            else:
                self._exiger(trouvee)
            ecriture = Ecriture.ouvrir(cx, auteur, instant)
            yield ecriture
            ecriture.clore()

    @contextmanager
    def transaction(self, *, ecriture: bool, creer: bool = True) -> Iterator[Connection]:
        """Open a transaction on whatever stands there, of any revision or none; it reads as of one instant.

        :param creer: to write, create the file where there is none.
        :raises RegistreIndisponible: when the database refuses or fails; the transaction is undone whole.
        """
        self._preparer_fichier(creer=ecriture and creer)
        instantane = {"isolation_level": "REPEATABLE READ"} if not (ecriture or self.fichier) else {}
        with self._connecter(ecriture=ecriture, **instantane) as cx, cx.begin():
            yield cx

    @contextmanager
    def hors_transaction(self) -> Iterator[Connection]:
        """Open a connection whose every order is confirmed by itself: no transaction can rewrite files."""
        options = {"hors_transaction": True} if self.fichier else {"isolation_level": "AUTOCOMMIT"}
        with self._connecter(**options) as cx:
            yield cx

    def revision(self) -> str | None:
        """Return the revision of the register; ``None`` when there is none."""
        if self.fichier and not self.fichier.exists():
            return None
        with self.transaction(ecriture=False) as cx:
            return schema.revision(cx)

    def migrer(self, vers: str = schema.REVISION) -> None:
        """Create the register, or bring an older one to this revision, whole or not at all."""
        with self.transaction(ecriture=True) as cx:
            if vers == schema.REVISION and schema.revision(cx) is None:
                _creer(cx)
            else:
                schema.migrer(cx, vers)

    def fermer(self) -> None:
        """Give back every connection, if there was any."""
        if "_moteur" in vars(self):
            self._moteur.dispose()

    @cached_property
    def _url(self) -> URL:
        try:
            url = make_url(self.adresse)
        except (ArgumentError, ValueError):  # a port that is no number
            raise RegistreIndisponible(ADRESSE_ILLISIBLE(adresse=self.adresse)) from None
        if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
            raise RegistreIndisponible(ADRESSE_SANS_FICHIER(adresse=self.adresse))
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise RegistreIndisponible(BASE_INCONNUE(trouve=url.drivername))
        return url.set(drivername="postgresql+psycopg") if url.get_backend_name() == "postgresql" else url

    @cached_property
    def _moteur(self) -> Engine:
        if self._url.get_backend_name() == "sqlite":
            return _moteur_sqlite(self._url, self.attente)
        attente = f"-c lock_timeout={round(self.attente * 1000)}"
        options = {"connect_timeout": max(2, round(self.attente)), "options": attente}
        try:
            return create_engine(self._url, connect_args=options, pool_pre_ping=True)
        except ImportError:
            raise RegistreIndisponible(SANS_PSYCOPG()) from None

    @contextmanager
    def _connecter(self, **options: Any) -> Iterator[Connection]:
        try:
            with self._moteur.connect().execution_options(**options) as cx:
                yield cx
        except SQLAlchemyError as erreur:
            raise traduire(erreur, self.nom) from erreur

    def _preparer_fichier(self, *, creer: bool) -> None:
        """Create the folder of a register that may be created; refuse one that has to be there and is not."""
        if self.fichier is None or self.fichier.exists():
            return
        if not creer:
            self._exiger(None)
        try:
            self.fichier.parent.mkdir(parents=True, exist_ok=True)
            self.fichier.touch(mode=0o600)  # its owner's alone; what SQLite writes beside takes the same mode
        except OSError as erreur:
            impossible = SANS_DOSSIER(base=self.nom, dossier=str(self.fichier.parent), cause=panne(erreur))
            raise RegistreIndisponible(impossible) from None

    def _exiger(self, trouvee: str | None) -> None:
        if trouvee == schema.REVISION:
            return
        if trouvee is None:
            raise RegistreIndisponible(SANS_REGISTRE(base=self.nom))
        ecart = SCHEMA_ANCIEN if trouvee < schema.REVISION else SCHEMA_A_VENIR
        raise RegistreIndisponible(ecart(base=self.nom, trouve=trouvee, attendu=schema.REVISION))


def _creer(cx: Connection) -> None:
    """Create the tables, and keep the zone of those who will act in the register."""
    schema.migrer(cx)
    cx.execute(update(TETE).values(fuseau=fuseau_par_defaut().key))


def _moteur_sqlite(url: URL, attente: float) -> Engine:
    """Return an engine whose transactions are SQLite's own, and take the lock at once when they write."""
    moteur = create_engine(url, connect_args={"timeout": attente})

    @event.listens_for(moteur, "connect")
    def regler(connexion: Any, _: object) -> None:
        connexion.isolation_level = None
        connexion.execute("PRAGMA foreign_keys = ON")
        connexion.execute("PRAGMA synchronous = FULL")

    @event.listens_for(moteur, "begin")
    def commencer(cx: Connection) -> None:
        options = cx.get_execution_options()
        if options.get("hors_transaction"):
            return
        if not options.get("ecriture"):
            cx.exec_driver_sql("BEGIN")
            return
        if cx.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
            cx.exec_driver_sql("PRAGMA journal_mode = WAL")
        cx.exec_driver_sql("BEGIN IMMEDIATE")

    return moteur
