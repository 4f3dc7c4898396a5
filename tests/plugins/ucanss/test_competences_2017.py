"""Document 001, §7.3: in VAE a compétence is validated by itself, decided by the jury and held for good."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.deliberation import Issue
from parchemin.deliberation.competences import avec_competences, tenu_selon
from parchemin.deliberation.decision import ENSEMBLE, SurBloc, objet
from parchemin.dossier.model import Acquis, Avis
from parchemin.regles.base import Verdict

SEANCE = date(2018, 6, 21)
NUMEROS = (1, 2, 6, 9, 10, 11, 12, 13, 15, 19, 20, 23, 26, 27, 29)
EVALUEES = tuple(f"GCAR/C{numero}" for numero in NUMEROS)


def copie(*non):
    return {chemin: Avis.NON_ACQUIS if chemin in non else Avis.ACQUIS for chemin in EVALUEES}


def decider(gcar, observations, decides, **champs):
    """Propose once the jury decided of some compétences, by their paths."""
    dossier = gcar.dossier(observations, "vae", **champs)
    par_objet = {objet(chemin): verdict for chemin, verdict in decides.items()}
    return gcar.deliberer(avec_competences(dossier, gcar.edition, par_objet))


def verdicts(proposition):
    return {dite.chemin: dite.verdict for dite in proposition.competences}


def test_chaque_competence_evaluee_est_proposee_a_part(gcar):
    proposees = verdicts(gcar.valider(copie("GCAR/C29", "GCAR/C27")))
    assert list(proposees) == list(EVALUEES)
    assert [chemin for chemin, dit in proposees.items() if dit is not Verdict.ACQUIS] == ["GCAR/C27", "GCAR/C29"]


@pytest.mark.parametrize("avis", [Avis.ACQUIS, Avis.NON_ACQUIS])
def test_un_avis_sur_l_ensemble_vaut_pour_chaque_competence(gcar, avis):
    assert verdicts(gcar.valider({"GCAR": avis})) == dict.fromkeys(EVALUEES, Verdict(avis.value))


@pytest.mark.parametrize("observations", [{}, {"GCAR": Avis.ABSENT}, {**copie(), "epreuve:oral_vae": Avis.ABSENT}])
def test_qui_ne_vient_pas_n_est_juge_sur_aucune(gcar, observations):
    assert verdicts(gcar.valider(observations)) == {}


def test_une_competence_tenue_dit_depuis_quand(gcar):
    le = date(2018, 3, 15)
    proposition = gcar.valider(copie("GCAR/C1"), acquis=(Acquis("GCAR/C1", le), Acquis("GCAR/C2", SEANCE)))
    tenues = {dite.chemin: dite.acquise_le for dite in proposition.competences}
    assert (tenues["GCAR/C1"], tenues["GCAR/C2"], tenues["GCAR/C6"]) == (le, SEANCE, None)


def test_aucune_competence_n_est_proposee_en_formation(gcar):
    assert verdicts(gcar.noter()) == {}


def test_une_edition_qui_ne_tient_pas_les_competences_n_en_propose_aucune(gc):
    assert gc.proposer(gc.copie()).competences == ()


def test_la_derniere_competence_decidee_acquise_donne_le_cqp(gcar):
    assert decider(gcar, copie("GCAR/C29"), {"GCAR/C29": Verdict.ACQUIS}).issue is Issue.CERTIFIE


def test_une_competence_que_le_jury_refuse_rend_la_validation_partielle(gcar):
    proposition = decider(gcar, copie(), {"GCAR/C29": Verdict.NON_ACQUIS})
    assert proposition.issue is Issue.PARTIEL
    assert verdicts(proposition)["GCAR/C29"] is Verdict.NON_ACQUIS


@pytest.mark.parametrize(
    ("avis", "decide", "issue"),
    [
        (Avis.ACQUIS, Verdict.NON_ACQUIS, Issue.PARTIEL),
        (Avis.NON_ACQUIS, Verdict.ACQUIS, Issue.PARTIEL),
        (Avis.ACQUIS, Verdict.ACQUIS, Issue.CERTIFIE),
        (Avis.NON_ACQUIS, Verdict.NON_ACQUIS, Issue.NON_CERTIFIE),
    ],
)
def test_une_competence_se_decide_aussi_sous_un_avis_d_ensemble(gcar, avis, decide, issue):
    proposition = decider(gcar, {"GCAR": avis}, {"GCAR/C1": decide})
    assert proposition.issue is issue
    assert verdicts(proposition) == {**dict.fromkeys(EVALUEES, Verdict(avis.value)), "GCAR/C1": decide}


def test_decider_d_un_bloc_ou_du_tout_ne_touche_pas_au_dossier(gcar):
    dossier = gcar.dossier(copie(), "vae")
    decides = {ENSEMBLE: Issue.PARTIEL, SurBloc("GCAR"): Verdict.NON_ACQUIS}
    assert avec_competences(dossier, gcar.edition, decides) is dossier


@settings(deadline=None)
@given(
    observees=st.fixed_dictionaries(
        {EVALUEES[0]: st.sampled_from((Avis.ACQUIS, Avis.NON_ACQUIS))},
        optional={chemin: st.sampled_from((Avis.ACQUIS, Avis.NON_ACQUIS)) for chemin in EVALUEES[1:]},
    ),
    decidees=st.dictionaries(st.sampled_from(EVALUEES), st.sampled_from((Verdict.ACQUIS, Verdict.NON_ACQUIS))),
)
def test_decider_une_competence_ou_l_avoir_observee_revient_au_meme(gcar, observees, decidees):
    decidee = decider(gcar, observees, decidees)
    vues = {**observees, **{chemin: Avis(dit.value) for chemin, dit in decidees.items()}}
    assert decidee.issue is gcar.valider(vues).issue
    assert {chemin: verdicts(decidee)[chemin] for chemin in decidees} == decidees


def test_le_registre_tient_une_competence_pour_sa_seule_edition(gcar, gc):
    tenue = Acquis("ucanss.gcar@2017/GCAR/C11", SEANCE)
    assert tenu_selon(tenue, gcar.edition) == evolve(tenue, bloc="GCAR/C11")
    assert tenu_selon(tenue, gc.edition) is None
    assert tenu_selon(evolve(tenue, bloc="ucanss.gcar@2017/GCAR/C3"), gcar.edition) is None
    assert tenu_selon(bloc := Acquis("ucanss.gc@2021/GRU", SEANCE), gcar.edition) is bloc
