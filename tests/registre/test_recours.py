"""The appeal: who hears it, when it may come, what follows from it, and what it leaves as it was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from parchemin.deliberation import InstanceDeRecours, Issue
from parchemin.deliberation.decision import ENSEMBLE, SurBloc
from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.plugin.host import Hote
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source
from parchemin.registre.apres import recours
from parchemin.registre.apres.cause import Cause
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.service import Registre
from parchemin.registre.titres import corrections
from parchemin.registre.titres.titres import TitreInscrit, Valeur
from parchemin.regles.base import Verdict

DEPOT = Cause(date(2025, 4, 1), "le bloc B3 a été mal compté")
ARRET = Cause(date(2025, 5, 6), "les attendus sont tenus")
TANGUY = "CE-2503-12"
"""B1 and B2 acquired, B3 not: partly certified, with two titles of blocs."""


@pytest.fixture
def depose(registre: Registre, ce: int) -> recours.Depot:
    return recours.deposer(registre, ce, TANGUY, DEPOT)


def _accueillir(**verdicts: str) -> recours.ArretDemande:
    return recours.ArretDemande("cpnef", ARRET, verdicts)


def test_une_branche_sans_instance_de_recours_le_dit_avec_sa_source(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    numero = ouvrir(exemple("ucanss/gc-2021"))
    decisions.decider(registre, numero, Demande("GC-2203-07", "incomplet"))
    proclamer(registre, numero)
    with pytest.raises(ActeRefuse, match=r"aucune instance de recours .* Jury paritaire national \[002 §4.D"):
        recours.deposer(registre, numero, "GC-2203-01", Cause(date(2022, 4, 1), "x"))


def test_rien_ne_se_conteste_avant_la_proclamation(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    numero = ouvrir(exemple("agirc-arrco/ce-2024"))
    with pytest.raises(ActeRefuse, match="rien n'y est encore proclamé"):
        recours.deposer(registre, numero, TANGUY, DEPOT)


@pytest.mark.parametrize(
    ("cause", "dit"),
    [
        (Cause(date(2025, 3, 19), "x"), "le 2025-03-19 précède la décision, du 2025-03-20"),
        (Cause(date(2025, 4, 1), "  "), "motif obligatoire"),
        (Cause(date(2199, 4, 1), "x"), "le 2199-04-01 est à venir"),
    ],
)
def test_un_depot_trop_tot_a_venir_ou_sans_motif_est_refuse(
    registre: Registre, ce: int, cause: Cause, dit: str
) -> None:
    with pytest.raises(ActeRefuse, match=dit):
        recours.deposer(registre, ce, TANGUY, cause)


def test_un_recours_se_depose_le_jour_meme_et_des_annees_apres(registre: Registre, ce: int) -> None:
    """The document gives no delay: none is invented."""
    assert recours.deposer(registre, ce, TANGUY, evolve(DEPOT, le=date(2025, 3, 20))).recours == 1
    assert recours.deposer(registre, ce, "CE-2503-07", evolve(DEPOT, le=date(2026, 11, 20))).recours == 2


class _EnDeuxMois:
    """A branch whose règlement gives two months."""

    def __init__(self, hote: Hote) -> None:
        self._hote = hote

    def __getattr__(self, nom: str) -> object:
        return getattr(self._hote, nom)

    def recours(self, certification: str) -> tuple[InstanceDeRecours, ...]:
        source = Source("règlement", "§9")
        return (InstanceDeRecours("cpnef", "CPNEF", source, Duree(mois=2)),)


def test_le_delai_de_la_branche_comprend_son_dernier_jour(registre: Registre, hote: Hote, ce: int) -> None:
    registre = evolve(registre, branches=_EnDeuxMois(hote))
    with pytest.raises(ActeRefuse, match=r"le délai de 2 mois a pris fin le 2025-05-20 \[règlement §9\]"):
        recours.deposer(registre, ce, TANGUY, evolve(DEPOT, le=date(2025, 5, 21)))
    assert not recours.deposer(registre, ce, TANGUY, evolve(DEPOT, le=date(2025, 5, 20))).deja


def test_le_meme_recours_ne_se_depose_qu_une_fois(
    registre: Registre, ce: int, depose: recours.Depot, tient: Callable
) -> None:
    assert recours.deposer(registre, ce, TANGUY, DEPOT) == evolve(depose, deja=True)
    with pytest.raises(ActeRefuse, match=r"recours 1 déposé le 2025-04-01 \(acte \d+\) : à trancher d'abord"):
        recours.deposer(registre, ce, TANGUY, evolve(DEPOT, motif="autre"))
    assert tient()


def test_un_rejet_laisse_tout_comme_le_jury_l_a_decide(
    registre: Registre, depose: recours.Depot, lus: Callable, tient: Callable
) -> None:
    avant = lus("Tanguy")
    arret = recours.decider(registre, depose.recours, recours.ArretDemande("cpnef", ARRET))
    assert (arret.sens, arret.suites) == ("rejete", recours.AUCUNE)
    assert lus("Tanguy") == avant
    assert tient()


def test_un_recours_accueilli_delivre_le_cqp_a_sa_date_et_garde_la_premiere_decision(
    registre: Registre, hote: Hote, ce: int, depose: recours.Depot, lus: Callable, tient: Callable
) -> None:
    arret = recours.decider(registre, depose.recours, _accueillir(B3="acquis"))
    assert [(d.objet.chemin, d.verdict) for d in arret.suites.decisions] == [
        ("B3", Verdict.ACQUIS),
        ("", Issue.CERTIFIE),
    ]
    assert arret.suites.delivres == ("2025-000019",)
    siens = {titre.objet: titre for titre in lus("Tanguy")}
    assert siens["agirc-arrco.ce"].delivre_le == ARRET.le
    assert {titre.etat for titre in lus("Tanguy", ARRET.le)} == {Valeur.VALIDE}
    assert [titre.objet[-2:] for titre in lus("Tanguy", date(2025, 5, 5))] == ["B1", "B2"]
    (montre,) = decisions.montrer(registre, ce, TANGUY)
    prises = [(d.objet, d.verdict, d.le, d.recours) for d in montre.decisions]
    assert (SurBloc("B3"), Verdict.NON_ACQUIS, None, None) in prises
    assert prises[-2:] == [
        (SurBloc("B3"), Verdict.ACQUIS, ARRET.le, 1),
        (ENSEMBLE, Issue.CERTIFIE, ARRET.le, 1),
    ]
    assert tient()


def test_la_meme_decision_n_est_enregistree_qu_une_fois_une_autre_est_refusee(
    registre: Registre, depose: recours.Depot, lus: Callable
) -> None:
    premiere = recours.decider(registre, depose.recours, _accueillir(B3="acquis"))
    encore = recours.decider(registre, depose.recours, _accueillir(B3="acquis"))
    assert (encore.acte, encore.deja) == (premiere.acte, True)
    assert (encore.suites.decisions, encore.suites.deja) == (premiere.suites.decisions, True)
    for autre in (recours.ArretDemande("cpnef", ARRET), _accueillir(B2="non_acquis")):
        with pytest.raises(ActeRefuse, match="recours 1 déjà tranché : accueilli le 2025-05-06"):
            recours.decider(registre, depose.recours, autre)
    assert len(lus("Tanguy")) == 3


@pytest.mark.parametrize(
    ("demande", "dit"),
    [
        (evolve(_accueillir(B3="acquis"), cause=Cause(date(2025, 3, 31), "x")), "précède le dépôt du recours"),
        (evolve(_accueillir(B3="acquis"), cause=Cause(ARRET.le, " ")), "motif obligatoire"),
        (_accueillir(B2="acquis"), "le bloc B2 : déjà acquis"),
        (recours.ArretDemande("cpnef", ARRET, {"": "partiel"}), "l'ensemble : déjà partiel"),
        (_accueillir(B3="non_evalue"), "l'ensemble reste incomplet : dites aussi ce qu'il devient"),
    ],
)
def test_une_regle_refuse_la_decision_sur_recours(
    registre: Registre, depose: recours.Depot, demande: recours.ArretDemande, dit: str
) -> None:
    with pytest.raises(ActeRefuse, match=dit):
        recours.decider(registre, depose.recours, demande)
    assert [resume.etat for resume in recours.lister(registre)] == ["pendant"]


@pytest.mark.parametrize(
    ("demande", "dit"),
    [
        (evolve(_accueillir(B3="acquis"), instance="jury_paritaire"), "n'entend pas de recours ; attendu : cpnef"),
        (_accueillir(B9="acquis"), "bloc « B9 » : le jury n'en a pas décidé"),
        (_accueillir(B3="certifie"), "verdict « certifie » inconnu pour le bloc B3"),
        (recours.ArretDemande("cpnef", ARRET, {"": "acquis"}), "verdict « acquis » inconnu pour l'ensemble"),
    ],
)
def test_une_decision_sur_recours_mal_dite_est_une_erreur(
    registre: Registre, depose: recours.Depot, demande: recours.ArretDemande, dit: str
) -> None:
    with pytest.raises(CodeInconnu, match=dit):
        recours.decider(registre, depose.recours, demande)


def test_un_recours_inconnu_le_dit(registre: Registre, ce: int) -> None:
    with pytest.raises(CodeInconnu, match="recours 9 inconnu"):
        recours.decider(registre, 9, _accueillir(B3="acquis"))


def test_ce_que_le_jury_a_decide_a_part_ne_suit_pas_des_blocs(registre: Registre, ce: int) -> None:
    """The jury sent CE-2503-08 back with a motif of its own: the appeal says what becomes of the whole."""
    depot = recours.deposer(registre, ce, "CE-2503-08", DEPOT)
    with pytest.raises(ActeRefuse, match="l'ensemble fut décidé à part"):
        recours.decider(registre, depot.recours, _accueillir(B2="acquis"))
    demande = recours.ArretDemande("cpnef", ARRET, {"B2": "acquis", "": "certifie"})
    assert len(recours.decider(registre, depot.recours, demande).suites.delivres) == 1


@pytest.mark.parametrize(
    ("le", "attendu"),
    [(date(2025, 5, 5), "partiel"), (date(2025, 5, 6), "certifie")],
    ids=["la veille de la décision", "le jour de la décision"],
)
def test_une_seance_suivante_compte_le_bloc_rendu_du_jour_de_la_decision(
    registre: Registre, hote: Hote, ce: int, exemple: Callable, le: date, attendu: str
) -> None:
    """CE-2503-14 was given B1 in March, B2 on appeal, and presents B3 again, which it held until 19 March."""
    depot = recours.deposer(registre, ce, "CE-2503-14", DEPOT)
    recours.decider(registre, depot.recours, _accueillir(B2="acquis"))
    suite: Path = exemple("agirc-arrco/ce-2024", ("2025-03-20", le.isoformat()), ou="suite")
    lignes = (suite / "dossiers.csv").read_text(encoding="utf-8").splitlines()
    sien = next(ligne for ligne in lignes if "CE-2503-14" in ligne).replace('"B1;B2"', "B3")
    (suite / "dossiers.csv").write_text(f"{lignes[0]}\n{sien}\n", encoding="utf-8")
    entete, *lues = (suite / "observations.csv").read_text(encoding="utf-8").splitlines()
    de_b3 = next(ligne for ligne in lues if "CE-2503-04" in ligne).replace("CE-2503-04", "CE-2503-14")
    (suite / "observations.csv").write_text(f"{entete}\n{de_b3}\n", encoding="utf-8")
    numero = seances.ouvrir(registre, LecteurDeSeance(suite, hote.catalogue).entiere()).seance
    assert dict(deliberer(registre, numero).issues) == {attendu: 1}


def test_les_recours_se_listent(registre: Registre, ce: int, depose: recours.Depot) -> None:
    recours.deposer(registre, ce, "CE-2503-07", evolve(DEPOT, le=date(2025, 4, 2)))
    recours.decider(registre, depose.recours, recours.ArretDemande("cpnef", ARRET))
    dits = [
        (r.dossier, r.candidat, r.depose_le, r.etat, r.instance, r.decide_le) for r in recours.lister(registre)
    ]
    assert dits == [
        ("CE-2503-07", "Okafor Grace", "2025-04-02", "pendant", None, None),
        (TANGUY, "Tanguy Romain", "2025-04-01", "rejete", "cpnef", "2025-05-06"),
    ]


def test_la_liste_donne_le_nom_qu_un_erratum_a_corrige(
    registre: Registre, depose: recours.Depot, lus: Callable[..., list[TitreInscrit]]
) -> None:
    titre, *_ = lus("Tanguy")
    corrections.rectifier(registre, titre.numero, ARRET, corrections.Rectification(nom="Tanguis"))
    assert [resume.candidat for resume in recours.lister(registre)] == ["Tanguis Romain"]
