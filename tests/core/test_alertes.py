"""What a jury should know of a dossier, on the day before, the day itself and the day after."""

import gc
from datetime import date, timedelta

import pytest
from attrs import evolve

from parchemin.deliberation import Deliberation, Issue, ModeleTitre, TitrePropose, deliberer, enoncer, restreindre
from parchemin.dossier.model import Acquis, Avis, Candidat, Dossier, Observations, Seance
from parchemin.errors import DiffusionRefusee
from parchemin.faits import CODES
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import (
    Bloc,
    Competence,
    Edition,
    Grille,
    NatureBloc,
    NatureCible,
    Niveau,
    RoleEvaluateur,
    Source,
    Voie,
)
from parchemin.regles import AvisDe, DepotAvant, Diffusion, DonneeExigee, Part, Politique, TousLesBlocs, Verdict

SOURCE = Source("règlement", "§1")
JOUR = date(2024, 6, 3)
DEMAIN, HIER = JOUR + timedelta(days=1), JOUR - timedelta(days=1)
OUI, NON = Avis.ACQUIS, Avis.NON_ACQUIS


def bloc(code, combien, nature=NatureBloc.COMMUN):
    competences = tuple(Competence(f"C{rang}", f"Compétence {rang}") for rang in range(1, combien + 1))
    return Bloc(code, f"Bloc {code}", nature, SOURCE, competences, cle=f"essai.a@2024/{code}")


EDITION = Edition(
    "essai.a",
    "2024",
    "Essai",
    date(2020, 1, 1),
    date(2030, 1, 1),
    SOURCE,
    evaluateurs=(RoleEvaluateur("jury", "Jury", (NatureCible.COMPETENCE, NatureCible.BLOC), SOURCE),),
    blocs=(bloc("B1", 2), bloc("B2", 1)),
    voies=(Voie("formation", "Formation", (), ("jury",), SOURCE),),
)
POLITIQUE = Politique(
    EDITION.cle,
    ("formation",),
    (TousLesBlocs(SOURCE),),
    AvisDe("jury", Part(Niveau.COMPETENCE, "100 %", SOURCE)),
)
PARCHEMIN = ModeleTitre("essai.a", "cqp", "CQP", Niveau.EDITION, SOURCE)
DE_BLOC = ModeleTitre("essai.a", "bloc", "Bloc", Niveau.BLOC, SOURCE, annees=5)


class Regimes:
    """One policy, and the titles of the test."""

    def __init__(self, politique, titres):
        self.regle, self.modeles = politique, titres

    def politique(self, edition, voie):
        return self.regle

    def titres(self, edition):
        return self.modeles

    def compositions(self, edition, instance):
        return ()


def proposer(observations=None, edition=EDITION, politique=POLITIQUE, titres=(PARCHEMIN, DE_BLOC), **champs):
    base = {"entree": date(2023, 6, 3), "voie": "formation", "edition": edition.cle}
    lues = Observations({"jury": observations} if observations else {})
    dossier = Dossier(code="D1", candidat=Candidat("N", "P"), observations=lues, **(base | champs))
    prete = Deliberation.preparer(edition, "formation", Regimes(politique, titres), JOUR)
    return prete.proposer(dossier)


def alertes(*arguments, **champs):
    return [alerte.dire(CODES) for alerte in proposer(*arguments, **champs).alertes]


TOUT = {"B1": OUI, "B2": OUI}


@pytest.mark.parametrize(
    ("relue", "dites"),
    [(JOUR, []), (HIER, ["l'édition essai.a@2024 n'a été relue que jusqu'au 2024-06-02"])],
)
def test_une_edition_est_relue_jusqu_a_son_dernier_jour_compris(relue, dites):
    assert alertes(TOUT, evolve(EDITION, relu_jusqu_au=relue)) == dites


@pytest.mark.parametrize(
    ("entree", "dites"),
    [
        (JOUR, []),
        (DEMAIN, ["entrée le 2024-06-04, après la séance du 2024-06-03"]),
        (date(2020, 1, 1), []),
        (date(2019, 12, 31), ["entrée le 2019-12-31, hors de la validité de l'édition essai.a@2024"]),
    ],
)
def test_on_entre_avant_la_seance_et_sous_son_edition(entree, dites):
    assert alertes(TOUT, entree=entree) == dites


@pytest.mark.parametrize(
    ("exemple", "dites"),
    [(True, ["la grille des critères est un exemple, et non celle de la branche"]), (False, [])],
)
def test_une_grille_inventee_se_dit(exemple, dites):
    assert alertes(TOUT, evolve(EDITION, grille=Grille(EDITION.cle, exemple=exemple))) == dites


@pytest.mark.parametrize(
    ("observations", "cumule", "dites"),
    [
        ({"B1/C1": OUI, "B1/C2": OUI, "B2": OUI}, False, []),
        ({"B1/C1": OUI, "B2": OUI}, False, ["aucune observation sur B1/C2"]),
        ({"B2": OUI}, False, []),
        ({"B1": OUI, "B1/C1": OUI, "B2": OUI}, False, []),
        ({"B1": OUI, "B1/C1": OUI, "B2": OUI}, True, ["aucune observation sur B1/C2"]),
        ({"B1": OUI, "B2": OUI}, True, []),
    ],
)
def test_une_competence_oubliee_parmi_d_autres_se_dit(observations, cumule, dites):
    role = evolve(EDITION.evaluateurs[0], cumule=cumule)
    assert alertes(observations, evolve(EDITION, evaluateurs=(role,))) == dites


B1, B2 = (un.cle for un in EDITION.blocs)


@pytest.mark.parametrize(
    ("acquis", "champs", "dites"),
    [
        ((Acquis(B1, JOUR),), {}, ["bloc B1 déjà acquis : ses observations sont ignorées"]),
        ((), {"blocs": ("B2",)}, ["bloc B1 non présenté : ses observations sont ignorées"]),
        ((Acquis(B1, DEMAIN),), {}, [f"acquis {B1} daté du 2024-06-04, après la séance : non compté"]),
        (
            (Acquis(B1, HIER),),
            {"blocs": ("B1", "B2")},
            [f"{B1} est présenté alors qu'il est acquis", "bloc B1 déjà acquis : ses observations sont ignorées"],
        ),
        ((Acquis("autre", HIER),), {}, ["acquis autre : ce bloc n'est pas de cette certification"]),
    ],
)
def test_ce_qui_est_acquis_ou_non_presente_ne_se_juge_pas(acquis, champs, dites):
    assert alertes(TOUT, acquis=acquis, **champs) == dites


def test_une_competence_tenue_n_empeche_pas_de_lire_les_autres_acquis():
    edition = evolve(EDITION, tient_les_competences=True)
    dites = alertes(TOUT, edition, acquis=(Acquis("B1/C1", HIER), Acquis("autre", HIER)))
    assert dites == ["acquis autre : ce bloc n'est pas de cette certification"]


@pytest.mark.parametrize(
    ("presente", "acquis", "dites"),
    [
        (("B1", "B2"), (), ["Mémoire : dépôt non renseigné (attendu le 2024-06-02 au plus tard)"]),
        (("B1", "B2"), ("B2",), []),
        (("B1",), (), []),
        ((), (), ["Mémoire : dépôt non renseigné (attendu le 2024-06-02 au plus tard)"]),
        ((), ("B2",), []),
    ],
)
@pytest.mark.parametrize("inverse", [False, True])
def test_un_controle_ne_concerne_que_les_blocs_vraiment_presentes(presente, acquis, dites, inverse):
    """Whether the bloc comes first or last among those that were chosen."""
    edition = evolve(EDITION, blocs=EDITION.blocs[::-1]) if inverse else EDITION
    politique = evolve(POLITIQUE, controles=(DepotAvant("memoire", Duree(jours=1), "Mémoire", SOURCE, bloc="B2"),))
    tenus = tuple(Acquis(f"essai.a@2024/{code}", HIER) for code in acquis)
    proposition = proposer(edition=edition, politique=politique, blocs=presente, acquis=tenus)
    assert [alerte.dire(CODES) for alerte in proposition.alertes if alerte.code == "depot_tardif"] == dites


@pytest.mark.parametrize(
    ("controles", "champs", "dites"),
    [
        (
            (DepotAvant("memoire", Duree(jours=1), "Mémoire", SOURCE, bloc="B9"),),
            {"depots": {"memoir": HIER, "memoire": HIER}, "heures": {"stage": 3}},
            ["depots : « memoir » n'est lu par aucune règle ; peut-être « memoire »"],
        ),
        (
            (DonneeExigee("tutorat", "Tutorat", SOURCE, au_moins=1, bloc="B9"),),
            {"depots": {"memoir": HIER}, "heures": {"tutora": 1}},
            ["heures : « tutora » n'est lu par aucune règle ; peut-être « tutorat »"],
        ),
        (
            (DepotAvant("memoire", Duree(jours=1), "Mémoire", SOURCE, bloc="B9"),),
            {"depots": {"memoir": HIER}},
            ["depots : « memoir » n'est lu par aucune règle ; peut-être « memoire »"],
        ),
        ((), {"depots": {"memoir": HIER}}, []),
    ],
)
def test_un_nom_qu_aucune_regle_ne_lit_est_sans_doute_une_faute(controles, champs, dites):
    assert alertes(TOUT, politique=evolve(POLITIQUE, controles=controles), **champs) == dites


@pytest.mark.parametrize(
    ("acquis", "verdict", "dites"),
    [
        (date(2019, 6, 3), Verdict.ACQUIS, []),
        (date(2019, 6, 2), Verdict.NON_EVALUE, ["bloc B1 expiré : valable jusqu'au 2024-06-02"]),
        (JOUR, Verdict.ACQUIS, []),
    ],
)
def test_un_bloc_de_cinq_ans_tient_jusqu_a_son_anniversaire_compris(acquis, verdict, dites):
    proposition = proposer({"B2": OUI}, acquis=(Acquis(B1, acquis),))
    assert proposition.blocs[0].verdict is verdict
    assert [alerte.dire(CODES) for alerte in proposition.alertes] == dites


def test_un_bloc_expire_qui_est_presente_le_dit_aussi():
    proposition = proposer({"B1": OUI, "B2": OUI}, acquis=(Acquis(B1, date(2019, 6, 2)),), blocs=("B1", "B2"))
    dites = [alerte.dire(CODES) for alerte in proposition.alertes]
    assert "bloc B1 expiré : valable jusqu'au 2024-06-02 ; il est présenté de nouveau" in dites


@pytest.mark.parametrize(
    ("titres", "acquis", "constat"),
    [
        ((PARCHEMIN,), (date(2010, 1, 1),), "acquis le 2010-01-01"),
        ((DE_BLOC,), (date(2020, 1, 1),), "acquis le 2020-01-01, valable jusqu'au 2025-01-01"),
        ((DE_BLOC,), (date(2010, 1, 1),), "acquis le 2010-01-01, valable jusqu'au 2015-01-01 : expiré"),
        (
            (DE_BLOC,),
            (date(2012, 1, 1), date(2010, 1, 1)),
            "acquis le 2012-01-01, valable jusqu'au 2017-01-01 : expiré",
        ),
        (
            (DE_BLOC,),
            (date(2021, 1, 1), date(2020, 1, 1), date(2010, 1, 1)),
            "acquis le 2021-01-01, valable jusqu'au 2026-01-01",
        ),
        ((DE_BLOC,), (), "bloc non présenté"),
    ],
)
def test_un_bloc_tenu_dit_depuis_quand_et_jusqu_a_quand(titres, acquis, constat):
    tenus = tuple(Acquis(B1, le) for le in acquis)
    proposition = proposer({"B2": OUI}, titres=titres, acquis=tenus, blocs=("B2",))
    assert proposition.blocs[0].jugement.constat.dire(CODES) == constat


@pytest.mark.parametrize(
    ("titres", "par_blocs", "dit"),
    [
        ((PARCHEMIN,), True, "Un bloc acquis l'est définitivement."),
        ((PARCHEMIN, DE_BLOC), True, "Un bloc acquis l'est pendant 5 ans, jour anniversaire compris."),
        (
            (PARCHEMIN, DE_BLOC),
            False,
            "La certification est délivrée si tous ses blocs sont acquis.",
        ),
    ],
)
def test_la_duree_d_un_bloc_s_enonce_en_dernier(titres, par_blocs, dit):
    politique = POLITIQUE if par_blocs else evolve(POLITIQUE, bloc=None)
    assert enoncer(EDITION, "formation", Regimes(politique, titres))[-1] == dit


def test_un_lecteur_ne_voit_que_ce_qu_une_regle_lui_ouvre():
    politique = evolve(POLITIQUE, diffusions=(Diffusion("employeur", (), SOURCE),))
    proposition = proposer(TOUT, politique=politique)
    vue = restreindre(proposition, "employeur")
    assert (vue.issue, vue.blocs, vue.titres) == (Issue.CERTIFIE, (), ())
    message = "aucune règle de essai.a@2024 ne dit ce que voit « employeurs » ; peut-être « employeur »"
    with pytest.raises(DiffusionRefusee, match=message):
        restreindre(proposition, "employeurs")


CQP = TitrePropose("cqp", "essai.a")


@pytest.mark.parametrize(
    ("observations", "si_partiel", "issue", "titres"),
    [
        (TOUT, False, Issue.CERTIFIE, [CQP, TitrePropose("bloc", B1), TitrePropose("bloc", B2)]),
        (TOUT, True, Issue.CERTIFIE, [CQP]),
        ({"B1": OUI, "B2": NON}, True, Issue.PARTIEL, [TitrePropose("bloc", B1)]),
        ({"B1": NON, "B2": NON}, False, Issue.NON_CERTIFIE, []),
        ({"B1": OUI}, False, Issue.INCOMPLET, [TitrePropose("bloc", B1)]),
    ],
)
def test_un_titre_couronne_le_tout_ou_chaque_bloc(observations, si_partiel, issue, titres):
    proposition = proposer(observations, titres=(PARCHEMIN, evolve(DE_BLOC, si_partiel=si_partiel)))
    assert (proposition.issue, list(proposition.titres)) == (issue, titres)


def test_un_titre_qui_cede_au_tout_n_empeche_pas_le_tout():
    proposition = proposer(TOUT, titres=(evolve(DE_BLOC, si_partiel=True), PARCHEMIN))
    assert list(proposition.titres) == [CQP]


@pytest.mark.parametrize(
    ("decides", "issue"),
    [
        ({}, Issue.PARTIEL),
        ({"B2": Verdict.ACQUIS}, Issue.CERTIFIE),
        ({"B1": Verdict.NON_ACQUIS}, Issue.NON_CERTIFIE),
        ({"B1": Verdict.ACQUIS}, Issue.PARTIEL),
    ],
)
def test_ce_que_le_jury_decide_d_un_bloc_remplace_ce_qui_est_propose(decides, issue):
    dossier = proposer({"B1": OUI, "B2": NON}).dossier
    prete = Deliberation.preparer(EDITION, "formation", Regimes(POLITIQUE, (PARCHEMIN,)), JOUR)
    proposition = prete.proposer(dossier, decides)
    proposes = {"B1": Verdict.ACQUIS, "B2": Verdict.NON_ACQUIS}
    assert {bloc.bloc.code: bloc.verdict for bloc in proposition.blocs} == proposes | decides
    assert proposition.issue is issue


@pytest.mark.parametrize("active", [True, False])
def test_deliberer_laisse_le_ramasse_miettes_comme_il_etait(active):
    dossier = proposer(TOUT).dossier
    seance = Seance("essai.a", JOUR, "jury", "", (), (dossier,), {EDITION.cle: EDITION})
    avant = gc.isenabled()
    try:
        (gc.enable if active else gc.disable)()
        deliberer(seance, Regimes(POLITIQUE, (PARCHEMIN,)))
        assert gc.isenabled() is active
    finally:
        (gc.enable if avant else gc.disable)()


@pytest.mark.parametrize(
    ("acquis", "observations", "issue"),
    [
        (("B1/C1",), {"B1/C2": NON, "B2": NON}, Issue.PARTIEL),
        ((), {"B1/C1": OUI, "B1/C2": NON, "B2": NON}, Issue.NON_CERTIFIE),
        ((), {"B1": NON, "B2": NON}, Issue.NON_CERTIFIE),
    ],
)
def test_une_competence_tenue_fait_une_certification_partielle(acquis, observations, issue):
    edition = evolve(EDITION, tient_les_competences=True)
    tenues = tuple(Acquis(chemin, JOUR) for chemin in acquis)
    assert proposer(observations, edition, acquis=tenues).issue is issue
    plus_tard = tuple(Acquis(chemin, DEMAIN) for chemin in acquis)
    assert proposer({"B1": NON, "B2": NON}, edition, acquis=plus_tard).issue is Issue.NON_CERTIFIE
