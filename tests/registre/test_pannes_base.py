"""The same faults under the commands that back up, restore, migrate and remove, and PostgreSQL lost under each."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import event, select, text

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.model import Seance
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import RegistreIndisponible
from parchemin.plugin.host import Hote
from parchemin.registre.journal import journal
from parchemin.registre.journal.sauvegarde import restaurer, sauvegarder
from parchemin.registre.personnes import droit_d_acces
from parchemin.registre.personnes.conservation import ChoixDeRetrait, anonymiser
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import deliberer, rejouer
from parchemin.registre.service import Registre
from parchemin.registre.socle import schema
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.tables import META

pytestmark = pytest.mark.lent

Geste = Callable[[Registre, Seance, Path], object]
INSTANT = datetime(2026, 6, 30, 9, 30, tzinfo=UTC)
QUI = "Secrétaire", INSTANT
"""Who writes, and when."""


def _acceder(base: Base, hote: Hote) -> Registre:
    return Registre(base, hote, "Secrétaire", lambda: INSTANT)


def _preparer(registre: Registre, seance: Seance) -> None:
    """Open and proclaim one séance, and leave another that is deliberated."""
    for numero, dossiers in ((1, seance.dossiers[:3]), (2, seance.dossiers[3:6])):
        seances.ouvrir(registre, evolve(seance, dossiers=dossiers), de_nouveau=True)
        deliberer(registre, numero)
    proclamer(registre, 1)


def _tout(base: Base) -> dict[str, list]:
    with base.lire() as cx:
        assert journal.verifier(base).rupture is None
        return {
            table.name: [tuple(ligne) for ligne in cx.execute(select(table).order_by(*table.primary_key))]
            for table in META.sorted_tables
        }


@pytest.fixture
def lue(hote: Hote, exemple: Callable) -> Seance:
    return LecteurDeSeance(exemple("ucanss/gc-2021"), hote.catalogue).entiere()


@pytest.fixture
def garnie(base: Base, hote: Hote, lue: Seance, tmp_path: Path) -> Base:
    """Return a register with a backup ``s.db`` of an earlier state."""
    base.migrer()
    seances.ouvrir(_acceder(base, hote), evolve(lue, dossiers=lue.dossiers[6:8]), de_nouveau=True)
    sauvegarder(base, tmp_path / "s.db")
    restaurer(base, tmp_path / "s.db", ecarte=tmp_path / "e.db")
    (tmp_path / "e.db").unlink()
    return base


def _exporter(registre: Registre, lue: Seance, ou: Path) -> object:
    return droit_d_acces.exporter(registre, droit_d_acces.trouver(registre, lue.dossiers[0].candidat.nom))


def _verifier(registre: Registre, lue: Seance, ou: Path) -> object:
    return journal.verifier(registre)


GESTES: dict[str, Geste] = {
    "sauvegarder": lambda registre, lue, ou: sauvegarder(registre.base, ou / "n.db"),
    "restaurer": lambda registre, lue, ou: restaurer(registre.base, ou / "s.db", ecarte=ou / "e.db"),
    "anonymiser": lambda registre, lue, ou: anonymiser(registre, ChoixDeRetrait(1)),
    "exporter": _exporter,
    "verifier": _verifier,
    "ouvrir": lambda registre, lue, ou: seances.ouvrir(registre, lue, de_nouveau=True),
    "deliberer": lambda registre, lue, ou: deliberer(registre, 2),
    "decider": lambda registre, lue, ou: decisions.decider(
        registre, 2, Demande(lue.dossiers[3].code, "acquis", "MDR", motif="vu")
    ),
    "proclamer": lambda registre, lue, ou: proclamer(registre, 2),
    "rejouer": lambda registre, lue, ou: rejouer(registre, 1),
}


@pytest.mark.parametrize("nom", GESTES)
def test_postgresql_qui_s_en_va_sous_une_commande_ne_laisse_rien_a_moitie(
    en_postgresql: str, hote: Hote, lue: Seance, tmp_path: Path, nom: str
) -> None:
    base, bourreau = Base(en_postgresql), Base(en_postgresql)
    _preparer(_acceder(base, hote), lue)
    sauvegarder(base, tmp_path / "s.db")
    avant, geste = _tout(base), GESTES[nom]
    for rang in (2, 5, 9):
        _tuer_apres(base, bourreau, rang)
        try:
            geste(_acceder(base, hote), lue, tmp_path)
        except RegistreIndisponible as erreur:
            assert "PostgreSQL ne répond plus" in str(erreur)
        else:
            break
        base.fermer()
        base = Base(en_postgresql)
        assert _tout(base) == avant
        assert not (tmp_path / "n.db").exists()
        (tmp_path / "e.db").unlink(missing_ok=True)
    else:
        assert geste(_acceder(base, hote), lue, tmp_path) is not None
    base.fermer()
    bourreau.fermer()


def _tuer_apres(base: Base, bourreau: Base, rang: int) -> None:
    """Have PostgreSQL cut the connection of a register once it has given some orders."""
    reste = [rang]

    def tuer(cx, *_: object) -> None:
        reste[0] -= 1
        if reste[0] == 0:
            qui = cx.connection.driver_connection.info.backend_pid
            with bourreau.transaction(ecriture=True) as autre:
                autre.execute(text(f"SELECT pg_terminate_backend({qui}, 5000)"))

    event.listen(base._moteur, "before_cursor_execute", tuer)


def test_postgresql_qui_s_en_va_sous_une_migration_la_laisse_a_redonner(en_postgresql: str) -> None:
    bourreau = Base(en_postgresql)
    for rang in (2, 6, 12, 24):
        base = Base(en_postgresql)
        _tuer_apres(base, bourreau, rang)
        with pytest.raises(RegistreIndisponible, match="PostgreSQL ne répond plus"):
            base.migrer()
        assert bourreau.revision() is None
        base.fermer()
    bourreau.migrer()
    assert bourreau.revision() == schema.REVISION
    bourreau.fermer()


@pytest.mark.parametrize("nom", ["restaurer", "anonymiser"])
def test_un_registre_occupe_le_dit_a_qui_restaure_ou_anonymise(
    garnie: Base, hote: Hote, lue: Seance, tmp_path: Path, nom: str
) -> None:
    avant, presse = _tout(garnie), Base(garnie.adresse, attente=0.2)
    with garnie.ecrire(*QUI) as ecriture:
        ecriture.inscrire("essai", {})
        with pytest.raises(RegistreIndisponible, match="occupé par une autre commande"):
            GESTES[nom](_acceder(presse, hote), lue, tmp_path)
        ecriture.cx.rollback()
        ecriture._actes.clear()
    presse.fermer()
    assert _tout(garnie) == avant


@pytest.fixture
def en_lecture_seule(garnie: Base) -> Iterator[Base]:
    base = Base(garnie.adresse)
    if base.fichier:
        event.listen(base._moteur, "connect", lambda cx, _: cx.execute("PRAGMA query_only = ON"))
    else:
        with garnie.hors_transaction() as cx:
            cx.execute(text(f"ALTER DATABASE {base._url.database} SET default_transaction_read_only = on"))
    yield base
    base.fermer()


@pytest.mark.parametrize("nom", ["restaurer", "anonymiser"])
def test_un_registre_en_lecture_seule_le_dit_a_qui_restaure_ou_anonymise(
    garnie: Base, en_lecture_seule: Base, hote: Hote, lue: Seance, tmp_path: Path, nom: str
) -> None:
    avant = _tout(garnie)
    with garnie.lire() as cx:
        personne = min(cx.execute(text("SELECT id FROM personnes")).scalars())
    assert personne == 1
    with pytest.raises(RegistreIndisponible, match="lecture seule"):
        GESTES[nom](_acceder(en_lecture_seule, hote), lue, tmp_path)
    assert _tout(garnie) == avant


def test_un_registre_en_lecture_seule_se_sauvegarde(en_lecture_seule: Base, tmp_path: Path) -> None:
    assert sauvegarder(en_lecture_seule, tmp_path / "n.db").actes == 1


LIMITE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
del sys.argv[1]
from parchemin_cli.main import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="ce système ne limite pas la taille des fichiers")
@pytest.mark.parametrize(
    "commande", [("sauvegarder", "n.db"), ("restaurer", "s.db"), ("restaurer", "s.db", "--remplacer", "--oui")]
)
@pytest.mark.parametrize("octets", [2_000, 40_000, 100_000])
def test_un_disque_plein_ne_laisse_ni_sauvegarde_ni_restauration_a_moitie(
    garnie: Base, tmp_path: Path, commande: tuple[str, ...], octets: int
) -> None:
    if not garnie.fichier and "restaurer" in commande:
        pytest.skip("le disque de PostgreSQL n'est pas celui de la commande")
    neuve = commande == ("restaurer", "s.db")
    adresse = f"sqlite:///{tmp_path / 'neuf.db'}" if neuve else garnie.adresse
    avant, noms = _tout(garnie), {chemin.name for chemin in tmp_path.iterdir()}
    sans_mesure = {nom: mot for nom, mot in os.environ.items() if not nom.startswith("COVERAGE")}  # it writes too
    resultat = subprocess.run(
        [sys.executable, "-c", LIMITE, str(octets), "base", *commande, "--json"],
        cwd=tmp_path,
        env={**sans_mesure, "PARCHEMIN_BASE": adresse},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (resultat.returncode, "Traceback" in resultat.stderr) == (2, False), resultat.stderr
    assert "disque" in json.loads(resultat.stdout)["erreurs"][0]["message"]
    assert _tout(garnie) == avant
    restes = {chemin.name for chemin in tmp_path.iterdir()} - noms
    assert {reste for reste in restes if not reste.startswith(("neuf.db", "registre"))} == set()
    if neuve:
        assert Base(adresse).revision() is None
