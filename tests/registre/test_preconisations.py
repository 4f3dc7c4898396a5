"""What a jury says beside its verdict: why it refuses where a document asks it, and what it advises."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.model import Membre
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse
from parchemin.plugin.host import Hote
from parchemin.registre.personnes.conservation import ChoixDeRetrait, anonymiser
from parchemin.registre.seance import seances
from parchemin.registre.seance.decisions import decider, montrer
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.service import Registre

DUPUY, LACROIX, GARCIA = "CAR-1806-02", "CAR-1806-09", "COS-2203-04"
LOCAL = (
    Membre("Anne Bertrand", "representant_caisse_nationale", "Caisse nationale"),
    Membre("Luc Caron", "representant_branche", "Organisme de Lille"),
    Membre("Zoé Denis", "expert_metier", "Organisme de Nice"),
)
MODULE, STAGE = "Reprendre le module de maîtrise des risques", "Un mois en accueil physique"


@pytest.fixture
def locale(registre: Registre, hote: Hote, exemple: Callable) -> int:
    """Return a séance of a local jury, deliberated."""
    national = ("jury_paritaire_national", "jury_local")
    lue = LecteurDeSeance(exemple("ucanss/gcar-2017", national), hote.catalogue).entiere()
    numero = seances.ouvrir(registre, evolve(lue, date=date(2018, 6, 5), membres=LOCAL)).seance
    deliberer(registre, numero)
    return numero


@pytest.mark.parametrize(("dossier", "verdict", "bloc"), [(DUPUY, "non_certifie", ""), (LACROIX, "partiel", "")])
def test_le_jury_local_qui_refuse_dit_pourquoi(
    registre: Registre, locale: int, dossier: str, verdict: str, bloc: str
) -> None:
    with pytest.raises(ActeRefuse, match=r"un avis « .* » est argumenté \[001 §6\.1\]"):
        decider(registre, locale, Demande(dossier, verdict, bloc, motif="  "))
    assert decider(registre, locale, Demande(dossier, verdict, bloc, motif="moyenne insuffisante")).decision.acte


@pytest.mark.parametrize(
    ("dossier", "verdict", "objet"),
    [("CAR-1806-01", "certifie", ""), (LACROIX, "non_acquis", "GCAR/C11"), ("CAR-1806-05", "incomplet", "")],
)
def test_qui_ne_refuse_pas_le_cqp_n_a_pas_a_argumenter(
    registre: Registre, locale: int, dossier: str, verdict: str, objet: str
) -> None:
    assert decider(registre, locale, Demande(dossier, verdict, objet)).decision.motif == ""


def test_le_jury_national_refuse_sans_avoir_a_argumenter(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    numero = ouvrir(exemple("ucanss/gcar-2017"))
    assert decider(registre, numero, Demande(DUPUY, "non_certifie")).decision.acte


def test_un_avis_defavorable_laisse_sans_motif_se_dit_avant_de_proclamer(
    registre: Registre, hote: Hote, locale: int, exemple: Callable
) -> None:
    decider(registre, locale, Demande(DUPUY, "non_certifie", motif="moyenne insuffisante"))
    lue = LecteurDeSeance(exemple("ucanss/gcar-2017", ou="n"), hote.catalogue).entiere()
    numero = seances.ouvrir(registre, lue, locale).seance
    deliberer(registre, numero)
    [dit] = [fait for fait in examiner(registre, numero).avertissements if fait.code == "avis_a_argumenter"]
    assert DUPUY not in dit.champs["dossiers"]
    assert LACROIX in dit.champs["dossiers"]
    assert dit.champs["source"] == "001 §6.1"


def test_les_preconisations_du_jury_se_gardent_dans_leur_ordre(
    registre: Registre, ouvrir: Callable, exemple: Callable, tient: Callable
) -> None:
    numero = ouvrir(exemple("ucanss/cos-2021"))
    demande = Demande(GARCIA, "partiel", preconisations=(f" {MODULE}\n", STAGE, "  "))
    rendu = decider(registre, numero, demande)
    assert rendu.decision.preconisations == (MODULE, STAGE)
    assert decider(registre, numero, demande).deja
    [montre] = montrer(registre, numero, GARCIA)
    assert montre.decisions[-1].preconisations == (MODULE, STAGE)
    with pytest.raises(ActeRefuse, match="déjà décidé"):
        decider(registre, numero, evolve(demande, preconisations=(STAGE,)))
    assert tient()


def test_les_preconisations_s_effacent_avec_les_donnees_du_candidat(
    registre: Registre, ouvrir: Callable, exemple: Callable, tient: Callable
) -> None:
    numero = ouvrir(exemple("ucanss/cos-2021"))
    decider(registre, numero, Demande(GARCIA, "partiel", preconisations=(MODULE,)))
    for dossier in ("COS-2203-07", "COS-2203-13"):
        decider(registre, numero, Demande(dossier, "incomplet"))
    proclamer(registre, numero)
    anonymiser(registre, ChoixDeRetrait(avant=date(2023, 1, 1)))
    [montre] = montrer(registre, numero, GARCIA)
    assert [decision.preconisations for decision in montre.decisions] == [()] * len(montre.decisions)
    assert tient()


def test_qui_n_est_pas_certifie_attend_des_preconisations(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    numero = ouvrir(exemple("ucanss/cos-2021"))
    decider(registre, numero, Demande(GARCIA, "partiel", preconisations=(MODULE,)))
    [dit] = [fait for fait in examiner(registre, numero).avertissements if fait.code == "preconisations_attendues"]
    assert GARCIA not in dit.champs["dossiers"]
    assert "COS-2203-09" in dit.champs["dossiers"]
    assert "COS-2203-01" not in dit.champs["dossiers"]
    assert dit.champs["source"] == "002 §2 et §4.D"


def test_en_formation_gestionnaire_carriere_n_attend_pas_de_preconisations(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    numero = ouvrir(exemple("ucanss/gcar-2017"))
    [dit] = [fait for fait in examiner(registre, numero).avertissements if fait.code == "preconisations_attendues"]
    assert set(dit.champs["dossiers"]) == {LACROIX, "CAR-1806-11", "CAR-1806-13", "CAR-1806-14"}


def test_decider_par_la_commande_et_relire_les_preconisations(lancer: Callable, exemple: Callable) -> None:
    lancer("seance", "ouvrir", exemple("ucanss/cos-2021"))
    lancer("seance", "deliberer", 1)
    conseils = ("--preconisation", MODULE, "--preconisation", STAGE)
    rendu = lancer("seance", "decider", 1, "partiel", "--dossier", GARCIA, *conseils, "--json")
    assert json.loads(rendu.stdout)["preconisations"] == [MODULE, STAGE]
    montre = json.loads(lancer("seance", "montrer", 1, "--json").stdout)["dossiers"]
    [garcia] = [dossier for dossier in montre if dossier["dossier"] == GARCIA]
    assert garcia["decisions"][-1]["preconisations"] == [MODULE, STAGE]
