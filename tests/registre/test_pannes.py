"""Two secretaries at once, a process killed at any instant, a database that is locked, full, read-only or gone."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier

import pytest
from attrs import evolve
from sqlalchemy import event, select, text

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.documents.mots import en_mots
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, RegistreIndisponible
from parchemin.registre.apres import recours
from parchemin.registre.apres.cause import Cause
from parchemin.registre.journal import journal
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.decisions import DecisionRendue
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.tables import TITRES

QUI = "Secrétaire", datetime(2026, 6, 30, 9, 30, tzinfo=UTC)
"""Who writes, and when."""

pytestmark = pytest.mark.lent

MORTS = 100
"""How many times a process is killed on each database."""


@pytest.fixture
def gc(registre: Registre, exemple: Callable) -> int:
    numero = seances.ouvrir(
        registre, LecteurDeSeance(exemple("ucanss/gc-2021"), registre.catalogue).entiere()
    ).seance
    deliberer(registre, numero)
    return numero


def _ensemble(*gestes: Callable[[], object]) -> list[object]:
    """Do several things at the same instant; return what each gave, or raised."""
    depart = Barrier(len(gestes))

    def faire(geste: Callable[[], object]) -> object:
        depart.wait()
        try:
            return geste()
        except ActeRefuse as refus:
            return refus

    with ThreadPoolExecutor(len(gestes)) as fils:
        return list(fils.map(faire, gestes))


def test_deux_secretaires_decident_du_meme_bloc_l_un_est_prevenu(base: Base, registre: Registre, gc: int) -> None:
    for dossier in ("GC-2203-01", "GC-2203-02", "GC-2203-03", "GC-2203-04"):
        postes = [evolve(registre, base=Base(base.adresse)) for _ in range(2)]
        pour = Demande(dossier, "acquis", "GRU", motif="vu en séance")
        contre = evolve(pour, verdict="non_acquis")
        recus = _ensemble(
            *(
                lambda poste=poste, demande=demande: decisions.decider(poste, gc, demande)
                for poste, demande in zip(postes, (pour, contre), strict=True)
            )
        )
        (prise,) = [recu for recu in recus if isinstance(recu, DecisionRendue)]
        (refus,) = [recu for recu in recus if isinstance(recu, ActeRefuse)]
        assert f"déjà décidé : {en_mots(prise.decision.verdict.value)} (acte {prise.decision.acte})" in str(refus)
        for poste in postes:
            poste.base.fermer()
    assert journal.verifier(base).rupture is None


def test_deux_secretaires_tranchent_le_meme_recours_l_un_est_prevenu(
    base: Base, registre: Registre, ce: int
) -> None:
    mars, mai = (Cause(date(2025, mois, 30), "vu") for mois in (3, 5))
    for dossier in ("CE-2503-07", "CE-2503-12", "CE-2503-13"):
        depots = [evolve(registre, base=Base(base.adresse)) for _ in range(2)]
        recus = _ensemble(*(lambda p=p, d=dossier: recours.deposer(p, ce, d, mars) for p in depots))
        assert sorted(recu.deja for recu in recus) == [False, True]
        demandes = [recours.ArretDemande("cpnef", mai), recours.ArretDemande("cpnef", mai, {"": "certifie"})]
        numero = recus[0].recours
        recus = _ensemble(
            *(
                lambda poste=poste, demande=demande, numero=numero: recours.decider(poste, numero, demande)
                for poste, demande in zip(depots, demandes, strict=True)
            )
        )
        (prise,) = [recu for recu in recus if isinstance(recu, recours.Arret)]
        (refus,) = [recu for recu in recus if isinstance(recu, ActeRefuse)]
        assert f"déjà tranché : {prise.sens} le 2025-05-30 (acte {prise.acte})" in str(refus)
        for poste in depots:
            poste.base.fermer()
    with base.lire() as cx:
        assert journal.verifier(base).rupture is None
        annees = cx.execute(select(TITRES.c.annee, TITRES.c.rang).order_by(TITRES.c.rang)).all()
    assert [tuple(annee) for annee in annees] == [(2025, rang) for rang in range(1, len(annees) + 1)]


def test_huit_postes_creent_le_meme_registre_a_la_fois(nouvelle: Callable[[], str]) -> None:
    adresse = nouvelle()
    postes = [Base(adresse) for _ in range(8)]

    def ecrire(poste: Base) -> int:
        with poste.ecrire(*QUI, creer=True) as ecriture:
            return ecriture.inscrire("essai", {})

    assert sorted(_ensemble(*(lambda poste=poste: ecrire(poste) for poste in postes))) == list(range(1, 9))
    with postes[0].lire():
        assert journal.verifier(postes[0]).actes == 8
    for poste in postes:
        poste.fermer()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ce système ne sait ni dupliquer ni tuer un processus ainsi")
def test_tue_a_tout_instant_rien_de_confirme_ne_se_perd(adresse: str, exemple: Callable) -> None:
    programme = Path(__file__).with_name("tuer.py")
    commande = [sys.executable, programme, adresse, exemple("ucanss/gc-2021"), str(MORTS), "2022"]
    resultat = subprocess.run(commande, capture_output=True, encoding="utf-8", check=False)
    assert resultat.returncode == 0, resultat.stderr
    bilan = json.loads(resultat.stdout)
    assert bilan["fautes"] == []
    assert bilan["tues"] >= MORTS
    assert bilan["confirmes"] > MORTS


def _echoue(base: Base, dit: str) -> None:
    """A write fails with these words, and leaves nothing."""
    with pytest.raises(RegistreIndisponible, match=dit) as erreur, base.ecrire(*QUI) as ecriture:
        ecriture.inscrire("essai", {"long": "x" * 1_000_000})
        ecriture.clore()
    assert "Rien n'a été écrit" in str(erreur.value)


def _actes(base: Base) -> int:
    return journal.verifier(base).actes


def test_un_registre_occupe_le_dit(base: Base) -> None:
    presse = Base(base.adresse, attente=0.2)
    with base.ecrire(*QUI) as ecriture:
        ecriture.inscrire("essai", {})
        _echoue(presse, "occupé par une autre commande")
    presse.fermer()
    assert _actes(base) == 1


def test_un_registre_en_lecture_seule_le_dit(base: Base) -> None:
    if base.fichier:
        event.listen(base._moteur, "connect", lambda cx, _: cx.execute("PRAGMA query_only = ON"))
    else:
        with base._moteur.connect() as cx:
            cx.execute(text(f"ALTER DATABASE {base._url.database} SET default_transaction_read_only = on"))
            cx.commit()
    base.fermer()
    _echoue(base, "lecture seule")
    assert _actes(base) == 0


def test_un_disque_plein_le_dit(tmp_path: Path) -> None:
    base = Base(f"sqlite:///{tmp_path / 'r.db'}")
    base.migrer()
    base.fermer()
    event.listen(base._moteur, "connect", lambda cx, _: cx.execute("PRAGMA max_page_count = 60"))
    _echoue(base, "plus de place sur le disque")
    assert _actes(base) == 0
    base.fermer()


def test_un_fichier_qui_n_est_pas_un_registre_le_dit(tmp_path: Path) -> None:
    (tmp_path / "r.db").write_text("une lettre à la CPNEFP " * 50, encoding="utf-8")
    base = Base(f"sqlite:///{tmp_path / 'r.db'}")
    _echoue(base, "ce fichier n'est pas un registre")
    base.fermer()


def test_un_dossier_qui_ne_peut_etre_cree_le_dit(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    with pytest.raises(RegistreIndisponible, match="ne peut être créé"):
        Base(f"sqlite:///{tmp_path / 'fichier' / 'sous' / 'r.db'}").migrer()


def test_postgresql_qui_s_en_va_au_milieu_le_dit(en_postgresql: str) -> None:
    base, autre = Base(en_postgresql), Base(en_postgresql)
    base.migrer()
    with pytest.raises(RegistreIndisponible, match="PostgreSQL ne répond plus"), base.ecrire(*QUI) as ecriture:
        ecriture.inscrire("essai", {})
        qui = ecriture.cx.execute(text("SELECT pg_backend_pid()")).scalar()
        with autre._moteur.connect() as cx:
            cx.execute(text(f"SELECT pg_terminate_backend({qui}, 5000)"))
    assert _actes(base) == 0
    base.fermer()
    autre.fermer()


def test_postgresql_absent_le_dit() -> None:
    base = Base("postgresql://parchemin:secret@127.0.0.1:1/registre")
    with pytest.raises(RegistreIndisponible, match="PostgreSQL ne répond plus") as erreur:
        base.migrer()
    assert "secret" not in str(erreur.value)


def test_une_panne_finit_la_commande_par_2(tmp_path: Path, exemple: Callable) -> None:
    base = tmp_path / "r.db"
    Base(f"sqlite:///{base}").migrer()
    commande = [sys.executable, "-m", "parchemin_cli", "seance", "ouvrir", exemple("ucanss/gc-2021"), "--json"]
    environnement = {**os.environ, "PARCHEMIN_BASE": f"sqlite:///{base}", "PARCHEMIN_ATTENTE": "0.2"}
    with closing(sqlite3.connect(base, isolation_level=None)) as autre:
        autre.execute("BEGIN IMMEDIATE")
        resultat = subprocess.run(commande, env=environnement, capture_output=True, encoding="utf-8", check=False)
    assert resultat.returncode == 2
    assert "occupé par une autre commande" in json.loads(resultat.stdout)["erreurs"][0]["message"]
    assert "Traceback" not in resultat.stderr
