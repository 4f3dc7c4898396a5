"""Every test of the register runs twice: on SQLite, and on a PostgreSQL started here from Debian's binaries."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, column, insert, table, update

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import Hote
from parchemin.registre.journal import journal
from parchemin.registre.seance import seances
from parchemin.registre.seance.decisions import decider
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.canonique import canonique, empreindre
from parchemin.registre.socle.tables import TETE
from parchemin.registre.titres import titres

_NUMEROS = count()


def _binaires() -> Path | None:
    """Return the folder of initdb and postgres: the newest of Debian's, else that of the PATH."""
    trouves = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda initdb: int(initdb.parts[-3]))
    sur_le_chemin = shutil.which("initdb")
    trouves = trouves or ([Path(sur_le_chemin).resolve()] if sur_le_chemin else [])
    return trouves[-1].parent if trouves else None


def _sans_privilege(dossier: Path) -> list[str]:
    """Return how to run a command as a user that PostgreSQL accepts: it refuses root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    import pwd

    connus = {compte.pw_name for compte in pwd.getpwall()}
    compte = "postgres" if "postgres" in connus else "nobody"
    shutil.chown(dossier, compte)
    return ["runuser", "-u", compte, "--"]


ADMIS = """
host all banni all reject
host all secret all scram-sha-256
host all all 127.0.0.1/32 trust
"""
"""Who may connect to the server of the tests: ``banni`` never, ``secret`` by a password, all others freely."""


@contextmanager
def _postgresql(langue: str) -> Iterator[tuple[str, Callable[[str], None]]]:
    """Start PostgreSQL on loopback; give the URL of its server, without a database, and what stops it.

    :param langue: what it speaks, where its messages are installed in that language.
    """
    binaires = _binaires()
    if binaires is None:
        pytest.skip("aucun PostgreSQL : ni /usr/lib/postgresql/*/bin/initdb, ni initdb sur le PATH")
    dossier = Path(tempfile.mkdtemp(prefix="parchemin-pg-"))
    prefixe = _sans_privilege(dossier)
    donnees = dossier / "donnees"
    with socket.create_server(("127.0.0.1", 0)) as prise:
        port = prise.getsockname()[1]
    reglages = f"-p {port} -h 127.0.0.1 -k {dossier} -c fsync=off -c max_connections=50"

    def lancer(programme: str, *mots: object, exiger: bool = True) -> None:
        commande = [*prefixe, str(binaires / programme), "-D", str(donnees), *map(str, mots)]
        environnement = {**os.environ, "LANGUAGE": langue}
        subprocess.run(commande, check=exiger, stdout=subprocess.DEVNULL, cwd=dossier, env=environnement)

    def arreter(maniere: str) -> None:
        lancer("pg_ctl", "-s", "-W", "-m", maniere, "stop", exiger=False)

    lancer("initdb", "-U", "parchemin", "-A", "trust", "-N", "-E", "UTF8")
    (donnees / "pg_hba.conf").write_text(ADMIS, encoding="utf-8")
    lancer("pg_ctl", "-s", "-w", "-l", dossier / "journal", "-o", reglages, "start")
    try:
        yield f"postgresql+psycopg://parchemin@127.0.0.1:{port}", arreter
    finally:
        arreter("immediate")
        shutil.rmtree(dossier, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Callable[[str], AbstractContextManager[tuple[str, Callable[[str], None]]]]:
    """Return what starts a PostgreSQL of one's own, in the language given."""
    return _postgresql


@pytest.fixture(scope="session")
def serveur() -> Iterator[str]:
    """Return the URL of a PostgreSQL that speaks French, as in most houses that we serve."""
    with _postgresql("fr") as (adresse, _):
        yield adresse


@pytest.fixture(params=["sqlite", "postgresql"])
def nouvelle(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return a function that gives the URL of a register that does not exist yet."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'registre{next(_NUMEROS)}.db'}"
    serveur: str = request.getfixturevalue("serveur")
    return lambda: _creer(serveur, f"registre{next(_NUMEROS)}")


def _creer(serveur: str, nom: str) -> str:
    import psycopg

    adresse = serveur.replace("+psycopg", "") + "/postgres"
    with psycopg.connect(adresse, autocommit=True) as cx:
        cx.execute(f"CREATE DATABASE {nom}")
    return f"{serveur}/{nom}"


@pytest.fixture
def en_postgresql(serveur: str) -> str:
    """Return the URL of an empty database of PostgreSQL."""
    return _creer(serveur, f"registre{next(_NUMEROS)}")


@pytest.fixture
def adresse(nouvelle: Callable[[], str]) -> str:
    return nouvelle()


@pytest.fixture
def base(adresse: str) -> Iterator[Base]:
    """Return a register that is open and empty."""
    base = Base(adresse)
    base.migrer()
    yield base
    base.fermer()


@pytest.fixture(scope="session")
def hote() -> Hote:
    return Hote.charger(strict=True)


@pytest.fixture
def registre(base: Base, hote: Hote) -> Registre:
    """Return what acts in that register: a secretary, today."""
    return Registre(base, hote, "Secrétaire", lambda: datetime.now().astimezone())


class _Ancienne:
    """Writes acts as the first three revisions of a register did: sealed without author."""

    def __init__(self, cx: Connection) -> None:
        self.cx, self.numero, self.empreinte = cx, 0, "0" * 64

    def inscrire(self, nature: str, contenu: dict) -> int:
        self.numero += 1
        acte = {"numero": self.numero, "le": "2022-03-16T09:30:00+00:00", "nature": nature}
        acte |= {"contenu": canonique(contenu), "precedent": self.empreinte}
        self.empreinte = empreindre(acte)
        ancien = table("journal", *map(column, (*acte, "empreinte")))
        self.cx.execute(insert(ancien).values(**acte, empreinte=self.empreinte))
        self.cx.execute(update(TETE).values(numero=self.numero, empreinte=self.empreinte))
        return self.numero

    def ajouter(self, table: Table, lignes: list[dict]) -> None:
        self.cx.execute(insert(table), lignes)


@pytest.fixture
def ancienne_ecriture() -> type[_Ancienne]:
    return _Ancienne


@pytest.fixture
def exemple(tmp_path: Path, hote: Hote) -> Callable[..., Path]:
    """Return a function that writes an example, with its dossiers and its séance changed."""

    def ecrire(nom: str, *remplacements: tuple[str, str], ou: str = "s") -> Path:
        dossier = tmp_path / ou
        dossier.mkdir()
        for fichier in hote.exemple(nom).dossier.iterdir():
            texte = fichier.read_text(encoding="utf-8")
            for avant, apres in remplacements:
                texte = texte.replace(avant, apres)
            (dossier / fichier.name).write_text(texte, encoding="utf-8")
        return dossier

    return ecrire


@pytest.fixture
def ouvrir(registre: Registre) -> Callable[[Path], int]:
    """Return a function that stores a séance, deliberates it, and returns its number."""

    def ouvrir(dossier: Path) -> int:
        lue = LecteurDeSeance(dossier, registre.catalogue).entiere()
        numero = seances.ouvrir(registre, lue, de_nouveau=True).seance
        deliberer(registre, numero)
        return numero

    return ouvrir


@pytest.fixture
def tient(base: Base) -> Callable[[], bool]:
    """Return a function that tells whether the journal holds."""

    def tient() -> bool:
        return journal.verifier(base).rupture is None

    return tient


@pytest.fixture
def ce(registre: Registre, ouvrir: Callable, exemple: Callable) -> int:
    """Return a séance of 20 March 2025 that is proclaimed, in a branch where an instance hears appeals."""
    numero: int = ouvrir(exemple("agirc-arrco/ce-2024"))
    for dossier in ("05", "06", "08", "10", "15"):
        decider(registre, numero, Demande(f"CE-2503-{dossier}", "incomplet", motif="renvoyé"))
    proclamer(registre, numero)
    return numero


@pytest.fixture
def lus(base: Base) -> Callable[..., list[titres.TitreInscrit]]:
    """Return a function that reads the titles of a candidate on a day."""

    def lus(candidat: str, le: date = date(2029, 1, 1)) -> list[titres.TitreInscrit]:
        return list(titres.lister(base, le, candidat))

    return lus


SEANCE_CE = """[seance]
certification = "agirc-arrco.ce"
date = {date}
instance = "jury_paritaire"
lieu = "Paris"
[[membres]]
nom = "Claire Aubert"
role = "membre"
organisme = "CFDT"
[[membres]]
nom = "Olivier Nguyen"
role = "membre"
organisme = "Apicil"
"""
FAITS_CE = "enregistrement_minutes=20;identite=1;camera=1"
ENTETE_CE = "dossier;nom;prenom;naissance;nom_usage;voie;entree;blocs;acquis;heures\n"


@pytest.fixture
def seance(tmp_path: Path, ouvrir: Callable[[Path], int]) -> Callable[..., int]:
    """Return a function that opens a séance of these persons, each « nom;prenom;naissance;nom_usage ».

    Each passes and is given all blocs, or those that follow the name after a « | ».
    """

    def ecrire(le: str, *personnes: str) -> int:
        dossier = tmp_path / le
        dossier.mkdir()
        (dossier / "seance.toml").write_text(SEANCE_CE.format(date=le), encoding="utf-8")
        lignes, observations = ENTETE_CE, "dossier;evaluateur;cible;valeur\n"
        for rang, dite in enumerate(personnes, 1):
            qui, _, blocs = dite.partition("|")
            presentes, _, acquis = blocs.partition("|")
            lignes += (
                f'D{rang};{qui};epreuves;2024-10-01;"{presentes.replace(",", ";")}";"{acquis}";"{FAITS_CE}"\n'
            )
            for bloc in presentes.split(",") if presentes else ("B1", "B2", "B3"):
                observations += f"D{rang};cte;{bloc};acquis\n"
        (dossier / "dossiers.csv").write_text(lignes, encoding="utf-8")
        (dossier / "observations.csv").write_text(observations, encoding="utf-8")
        return ouvrir(dossier)

    return ecrire
