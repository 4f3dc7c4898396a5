"""A register of the first release: sealed by another form, verified as it was, read and gone on with."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import func, select, text, update

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.documents.contenus import donnees
from parchemin.plugin.host import Hote
from parchemin.registre.journal import journal
from parchemin.registre.journal.sauvegarde import restaurer
from parchemin.registre.seance import decisions
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import deliberer, rejouer
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.tables import JOURNAL, PROPOSITIONS

PREMIER = Path(__file__).parents[1] / "fixtures" / "registre-0.1.0.sql"
TETE = "5790d93bffd075a45dc3023c65fe5fc80d1443694a6687b9b7e50ac96cdf26d2"
"""The digest of its last act, as release 0.1.0 gave it."""


@pytest.fixture
def ancien(nouvelle: Callable[[], str], hote: Hote, tmp_path: Path) -> Iterator[Registre]:
    """Return a register that 0.1.0 wrote, brought to this revision on either database."""
    with closing(sqlite3.connect(tmp_path / "0.1.0.db")) as cx:
        cx.executescript(PREMIER.read_text(encoding="utf-8"))
    base = Base(nouvelle())
    restaurer(base, tmp_path / "0.1.0.db")
    yield Registre(base, hote, "Secrétaire", lambda: datetime(2026, 6, 30, 9, 30, tzinfo=UTC))
    base.fermer()


def _verifier(registre: Registre) -> journal.Verification:
    return journal.verifier(registre)


def test_ses_actes_se_verifient_comme_ils_furent_scelles(ancien: Registre) -> None:
    assert _verifier(ancien) == journal.Verification(63, TETE, None)


def test_les_nouveaux_actes_suivent_les_anciens_et_disent_qui_les_inscrit(ancien: Registre) -> None:
    demande = Demande("CDC-1806-01", "acquis", "BC4", motif="vu en séance")
    acte = decisions.decider(ancien, 3, demande).decision.acte
    proclamer(evolve(ancien, auteur="Présidente"), 3)
    actes = {lu.numero: lu for lu in journal.lire(ancien)}
    assert [actes[63].auteur, actes[acte].auteur, actes[max(actes)].auteur] == ["", "Secrétaire", "Présidente"]
    assert actes[acte].le == "2026-06-30T09:30:00+00:00"
    assert actes[acte].role == ("" if ancien.base.fichier else "parchemin")
    assert _verifier(ancien).rupture is None


@pytest.mark.parametrize(
    ("numero", "valeurs"),
    [
        (64, {"auteur": "Autre"}),
        (64, {"role": "autre"}),
        (64, {"forme": 1}),
        (64, {"forme": 9}),
        (63, {"auteur": "Autre"}),
        (63, {"role": "autre"}),
        (63, {"forme": 2}),
    ],
    ids=str,
)
def test_un_auteur_un_role_ou_une_forme_change_se_voit(ancien: Registre, numero: int, valeurs: dict) -> None:
    decisions.decider(ancien, 3, Demande("CDC-1806-01", "acquis", "BC4", motif="vu en séance"))
    with ancien.ecrire() as ecriture:
        declencheur = "DROP TRIGGER journal_update"
        if not ancien.base.fichier:
            declencheur = "ALTER TABLE journal DISABLE TRIGGER USER"
        ecriture.cx.execute(text(declencheur))
        ecriture.cx.execute(update(JOURNAL).where(JOURNAL.c.numero == numero).values(valeurs))
    rupture = _verifier(ancien).rupture
    assert rupture is not None
    assert rupture.acte == numero


def test_les_formes_d_une_meme_chaine_se_lisent_dans_le_journal(ancien: Registre) -> None:
    decisions.decider(ancien, 3, Demande("CDC-1806-01", "acquis", "BC4", motif="vu en séance"))
    with ancien.lire() as cx:
        formes = cx.execute(select(JOURNAL.c.forme).order_by(JOURNAL.c.numero)).scalars().all()
        assert all(json.loads(contenu) for contenu in cx.execute(select(JOURNAL.c.contenu)).scalars())
    assert formes == [1] * 63 + [2]


def _gardees(registre: Registre) -> list[str]:
    with registre.lire() as cx:
        return list(cx.execute(select(PROPOSITIONS.c.contenu).order_by(PROPOSITIONS.c.id)).scalars())


def test_ses_propositions_se_montrent_comme_elles_furent_gardees(ancien: Registre) -> None:
    gardees = [json.loads(contenu)["document"] for contenu in _gardees(ancien)]
    montres = [montre for numero in (1, 2, 3, 4) for montre in decisions.montrer(ancien, numero)]
    assert [montre.propose and donnees.proposition(montre.propose) for montre in montres] == gardees
    assert gardees.count(None) < len(gardees)
    assert len(gardees) > 10


@pytest.mark.parametrize(("numero", "changes"), [(1, set()), (2, {"$.alertes"}), (3, set()), (4, set())])
def test_ses_propositions_se_recalculent(ancien: Registre, numero: int, changes: set[str]) -> None:
    """An alert that 0.1.0 did not give yet is a difference; a sentence that is said otherwise is none."""
    assert {dite.chemin for dite in rejouer(ancien, numero).differences} == changes


def test_un_verdict_de_la_premiere_forme_qui_n_est_plus_le_meme_se_voit(ancien: Registre) -> None:
    with ancien.ecrire() as ecriture:
        faux = func.replace(PROPOSITIONS.c.contenu, '"issue":"en_debat"', '"issue":"certifie"')
        ecriture.cx.execute(update(PROPOSITIONS).values(contenu=faux))
    dites = [(dite.chemin, dite.avant, dite.apres) for dite in rejouer(ancien, 3).differences]
    assert ("$.issue", '"certifie"', '"en_debat"') in dites
    assert any(chemin == "proposition" for chemin, _, _ in dites)


def test_deliberer_de_nouveau_garde_les_faits_a_la_place_des_phrases(ancien: Registre) -> None:
    avant = len(_gardees(ancien))
    deliberer(ancien, 3)
    nouvelles = [json.loads(contenu) for contenu in _gardees(ancien)[avant:]]
    assert nouvelles
    assert {contenu["forme"] for contenu in nouvelles} == {2}
    assert _verifier(ancien).rupture is None
