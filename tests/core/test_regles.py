"""What rules find and say, on a référentiel of no branch: avis beside compétences, blocs that are asked for."""

from collections.abc import Mapping
from datetime import date

import pytest

from parchemin.dossier.model import Avis, Candidat, Dossier, Neutralise, Observations, Valeur
from parchemin.faits import CODES
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Bloc, Edition, NatureBloc, Niveau, Source, Voie
from parchemin.regles import (
    AvisCoherent,
    AvisDe,
    Concordance,
    Jugement,
    Part,
    Regle,
    Tous,
    TousLesBlocs,
    Verdict,
)
from parchemin.regles.certification import BlocsAcquis
from parchemin.testing import juger as juger_seule

SOURCE = Source("règlement", "§1")
JOUR = date(2024, 6, 3)
OUI, NON, ABSENT, NEUTRE = Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT, Neutralise("sans objet")


VOIE = Voie("formation", "Formation", (), ("jury",), SOURCE)


def noeud(competences: int, *epreuves: str) -> Noeud:
    """A bloc of so many compétences."""
    enfants = tuple(
        Noeud(Niveau.COMPETENCE, f"B1/C{rang}", f"Compétence {rang}") for rang in range(1, competences + 1)
    )
    return Noeud(Niveau.BLOC, "B1", "Bloc un", enfants, epreuves)


def edition(*blocs: Bloc, composition: Mapping[NatureBloc, int] | None = None) -> Edition:
    return Edition(
        "essai.a",
        "2024",
        "Essai",
        JOUR,
        JOUR,
        SOURCE,
        composition=dict(composition or {}),
        blocs=blocs,
        voies=(VOIE,),
    )


def dossier(par_role: Mapping[str, Mapping[str, Valeur]], choisis: tuple[str, ...] = ()) -> Dossier:
    """One candidate, and what was observed of him."""
    observations = Observations({role: dict(dites) for role, dites in par_role.items()})
    candidat = Candidat("N", "P")
    return Dossier("D1", candidat, "formation", JOUR, "essai.a@2024", blocs=choisis, observations=observations)


def juger(regle: Regle, noeud: Noeud, dites: Mapping[str, Mapping[str, Valeur]]) -> Jugement:
    return juger_seule(regle, noeud, edition(), dossier(dites), JOUR)


def competences(*dites: Valeur | None) -> dict[str, Valeur]:
    """What is said of each compétence of the bloc, in order."""
    return {f"B1/C{rang}": dite for rang, dite in enumerate(dites, 1) if dite is not None}


@pytest.mark.parametrize(
    ("bloc", "dites", "verdict"),
    [
        (NON, (OUI, OUI), Verdict.EN_DEBAT),
        (NON, (OUI,), Verdict.EN_DEBAT),
        (NON, (OUI, None), Verdict.NON_ACQUIS),
        (NON, (OUI, NEUTRE), Verdict.EN_DEBAT),
        (NON, (NEUTRE, NEUTRE), Verdict.NON_ACQUIS),
        (NON, (), Verdict.NON_ACQUIS),
        (OUI, (OUI, None), Verdict.ACQUIS),
        (OUI, (OUI, NON), Verdict.EN_DEBAT),
        (None, (OUI, OUI), Verdict.NON_EVALUE),
        (ABSENT, (OUI, OUI), Verdict.NON_EVALUE),
    ],
)
def test_un_avis_que_ses_competences_contredisent_se_debat(bloc, dites, verdict):
    observations = competences(*dites) | ({"B1": bloc} if bloc else {})
    juge = juger(AvisCoherent("jury", SOURCE), noeud(len(dites)), {"jury": observations})
    assert juge.verdict is verdict


def test_les_competences_neutralisees_sont_hors_compte_et_se_comptent():
    dites = competences(OUI, NON, None, NEUTRE, NEUTRE, NEUTRE)
    juge = juger(AvisCoherent("jury", SOURCE), noeud(6), {"jury": dites | {"B1": NON}})
    assert juge.constat.dire(CODES) == (
        "avis sur le bloc : non acquis ; 1/3 compétences acquises "
        "(non acquises : B1/C2 ; 1 sans avis ; hors compte, neutralisées : 3)"
    )


def test_l_absence_a_une_epreuve_se_dit_en_tete():
    dites = {"epreuve:oral": ABSENT, "B1": OUI}
    juge = juger(AvisCoherent("jury", SOURCE), noeud(2, "epreuve:ecrit", "epreuve:oral"), {"jury": dites})
    assert juge.verdict is Verdict.NON_EVALUE
    assert juge.constat.dire(CODES) == (
        "candidat absent à l'épreuve oral ; avis sur le bloc : acquis ; 0/2 compétences acquises (2 sans avis)"
    )


@pytest.mark.parametrize(
    ("dites", "constat"),
    [
        ({}, "aucune observation (jury)"),
        ({"B1": ABSENT}, "candidat absent"),
        ({"epreuve:oral": ABSENT, "B1": OUI}, "candidat absent à l'épreuve oral"),
    ],
)
def test_un_evaluateur_qui_n_a_pas_vu_le_candidat_dit_pourquoi(dites, constat):
    juge = juger(
        AvisDe("jury", Part(Niveau.COMPETENCE, "50 %", SOURCE)), noeud(2, "epreuve:oral"), {"jury": dites}
    )
    assert (juge.verdict, juge.constat.dire(CODES)) == (Verdict.NON_EVALUE, constat)


@pytest.mark.parametrize(
    ("decisif", "jury", "tuteur", "verdict"),
    [
        ("jury", OUI, OUI, Verdict.ACQUIS),
        ("jury", NON, OUI, Verdict.NON_ACQUIS),
        ("jury", OUI, NON, Verdict.EN_DEBAT),
        ("jury", OUI, None, Verdict.NON_EVALUE),
        ("jury", NON, None, Verdict.NON_ACQUIS),
        ("commission", NON, NON, Verdict.NON_ACQUIS),
        ("commission", NON, OUI, Verdict.EN_DEBAT),
    ],
)
def test_la_voix_decisive_refuse_seule_et_les_autres_ensemble(decisif, jury, tuteur, verdict):
    dites = {role: {"B1": avis} for role, avis in (("jury", jury), ("tuteur", tuteur)) if avis}
    regle = Concordance(("jury", "tuteur"), decisif, Part(Niveau.COMPETENCE, "50 %", SOURCE), SOURCE)
    assert juger(regle, noeud(2), dites).verdict is verdict


@pytest.mark.parametrize(
    ("dit", "constat"),
    [
        ({}, "jury: 1/1 compétences acquises (acquis) ; tuteur: aucune observation"),
        ({"B1": ABSENT}, "jury: 1/1 compétences acquises (acquis) ; tuteur: candidat absent (sans avis)"),
    ],
)
def test_un_evaluateur_muet_n_est_nomme_qu_une_fois(dit, constat):
    regle = Concordance(("jury", "tuteur"), "jury", Part(Niveau.COMPETENCE, "50 %", SOURCE), SOURCE)
    jugement = juger(regle, noeud(1), {"jury": competences(OUI), "tuteur": dit})
    assert (jugement.verdict, jugement.constat.dire(CODES)) == (Verdict.NON_EVALUE, constat)


def test_deux_regles_sur_un_bloc_rendent_les_avis_de_l_une_et_de_l_autre():
    moitie = Part(Niveau.COMPETENCE, "50 %", SOURCE)
    regle = Tous((AvisDe("jury", moitie), AvisDe("tuteur", moitie)))
    juge = juger(regle, noeud(2), {"jury": {"B1": OUI}, "tuteur": {"B1": NON}})
    assert juge.verdict is Verdict.NON_ACQUIS
    assert juge.avis == {"jury": Verdict.ACQUIS, "tuteur": Verdict.NON_ACQUIS}


def test_les_motifs_descendent_jusqu_a_ce_qui_n_est_pas_acquis_et_ne_disent_rien_de_ce_qui_l_est():
    non_acquis, acquis = Verdict.NON_ACQUIS, Verdict.ACQUIS

    def juge(chemin, verdict, *details):
        competence = Noeud(Niveau.COMPETENCE, chemin, chemin)
        return Jugement(TousLesBlocs(SOURCE), competence, verdict, "constat", details)

    refusee = juge("B1/C1", non_acquis, juge("B1/C1/1", non_acquis), juge("B1/C1/2", acquis))
    acquise = juge("B1/C2", acquis, juge("B1/C2/1", non_acquis))
    du_bloc = juge("B1", non_acquis, refusee, acquise)
    assert [motif.cible for motif in du_bloc.motifs()] == ["B1", "B1/C1", "B1/C1/1"]


COMMUN, OPTIONNEL = NatureBloc.COMMUN, NatureBloc.OPTIONNEL


def tous_les_blocs(acquis, presents, composition=None, choisis=()):
    """Judge a certification of these blocs: those of A… are common, those of O… optional."""
    natures = {code: COMMUN if code.startswith("A") else OPTIONNEL for code in presents}
    blocs = tuple(Bloc(code, f"Bloc {code}", nature, SOURCE) for code, nature in natures.items())
    juges = {
        Noeud(Niveau.BLOC, code, f"Bloc {code}"): Verdict.ACQUIS if code in acquis else Verdict.NON_ACQUIS
        for code in presents
    }
    racine, sienne = Noeud(Niveau.EDITION, "", "Essai"), edition(*blocs, composition=composition)
    juge = juger_seule(TousLesBlocs(SOURCE), racine, sienne, dossier({}, choisis), JOUR, blocs=juges)
    return juge.verdict, juge.constat.dire(CODES)


@pytest.mark.parametrize(
    ("acquis", "verdict", "constat"),
    [
        ((), Verdict.NON_ACQUIS, "0/5 blocs acquis ; manque A1, A2, A3, A4, A5"),
        (("A2", "A5"), Verdict.NON_ACQUIS, "2/5 blocs acquis ; manque A1, A3, A4"),
        (("A1", "A2", "A3", "A4"), Verdict.NON_ACQUIS, "4/5 blocs acquis ; manque A5"),
        (("A1", "A2", "A3", "A4", "A5"), Verdict.ACQUIS, "5/5 blocs acquis"),
    ],
)
def test_sans_composition_il_faut_tous_les_blocs(acquis, verdict, constat):
    assert tous_les_blocs(acquis, ("A1", "A2", "A3", "A4", "A5")) == (verdict, constat)


@pytest.mark.parametrize(
    ("acquis", "choisis", "verdict", "constat"),
    [
        ((), (), Verdict.NON_ACQUIS, "0/5 blocs acquis ; manque A1, A2, 2 à choisir, 1 à décrire"),
        (("A1", "A2"), (), Verdict.NON_ACQUIS, "2/5 blocs acquis ; manque 2 à choisir, 1 à décrire"),
        (("A1",), ("A1", "O1"), Verdict.NON_ACQUIS, "1/5 blocs acquis ; manque A2, O1, 1 à choisir, 1 à décrire"),
        (("O1", "O2"), ("O1",), Verdict.NON_ACQUIS, "2/5 blocs acquis ; manque A1, A2, 1 à décrire"),
        (
            ("A1", "A2", "O1", "O2", "O3"),
            ("O1", "O2", "O3"),
            Verdict.NON_ACQUIS,
            "4/5 blocs acquis ; manque 1 à décrire ; 3 blocs optionnels choisis pour 2",
        ),
    ],
)
def test_ce_qui_reste_a_choisir_n_est_pas_ce_qui_reste_a_decrire(acquis, choisis, verdict, constat):
    composition = {COMMUN: 3, OPTIONNEL: 2}
    assert tous_les_blocs(acquis, ("A1", "A2", "O1", "O2", "O3"), composition, choisis) == (verdict, constat)


@pytest.mark.parametrize(
    ("acquis", "choisis", "verdict", "constat"),
    [
        (("A1", "O1", "O2"), ("O3",), Verdict.ACQUIS, "3/3 blocs acquis"),
        (("A1", "O1", "O2", "O3"), ("O1", "O2"), Verdict.ACQUIS, "3/3 blocs acquis"),
        (("A1", "O1"), ("O1", "O2"), Verdict.NON_ACQUIS, "2/3 blocs acquis ; manque O2"),
        (("A1",), ("O1",), Verdict.NON_ACQUIS, "1/3 blocs acquis ; manque O1, 1 à choisir"),
        (("O1", "O2"), ("O1", "O2"), Verdict.NON_ACQUIS, "2/3 blocs acquis ; manque A1"),
    ],
)
def test_qui_tient_assez_de_blocs_optionnels_ne_manque_de_rien(acquis, choisis, verdict, constat):
    composition = {COMMUN: 1, OPTIONNEL: 2}
    assert tous_les_blocs(acquis, ("A1", "O1", "O2", "O3"), composition, choisis) == (verdict, constat)


@pytest.mark.parametrize(
    ("constat", "exige"),
    [
        (BlocsAcquis(4, 5, ("A5",)), "tous les blocs"),
        (BlocsAcquis(5, 5, exces=("3 blocs optionnels choisis pour 2",)), "tous les blocs, et pas un de plus"),
    ],
)
def test_qui_en_choisit_trop_lit_qu_il_n_en_faut_pas_plus(constat, exige):
    racine = Noeud(Niveau.EDITION, "", "Essai")
    assert Jugement(TousLesBlocs(SOURCE), racine, Verdict.NON_ACQUIS, constat).motif.exige.dire(CODES) == exige


def test_ce_qui_reste_a_choisir_de_deux_natures_s_ajoute():
    composition = {COMMUN: 3, OPTIONNEL: 3}
    constat = "0/6 blocs acquis ; manque A1, O1, 4 à décrire"
    assert tous_les_blocs((), ("A1", "O1"), composition) == (Verdict.NON_ACQUIS, constat)
