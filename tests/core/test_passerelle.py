"""The search over passerelles: natures, chains, conditions, what is left, and the laws of any network."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from parchemin.documents.contenus.donnees import phrases
from parchemin.errors import CodeInconnu, ContenuInconnu
from parchemin.passerelle import (
    Chemin,
    Detention,
    Nature,
    Passerelle,
    Reseau,
    StatutDeBloc,
    a_portee,
    chercher,
    matrice,
)
from parchemin.passerelle.lexique import LexiqueDuReseau
from parchemin.passerelle.model import GenreDeLieu, Repere
from parchemin.passerelle.reseau import Route
from parchemin.passerelle.titulaire import situer
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import (
    Bloc,
    Competence,
    Edition,
    Epreuve,
    NatureBloc,
    Option,
    Partie,
    Prerequis,
    Source,
    Voie,
)

S = Source("accord", "§1")
LE = date(2024, 6, 1)
DROIT, PESER, DISPENSE = Nature.DE_DROIT, Nature.A_APPRECIER, Nature.DISPENSE


def _bloc(certification: str, code: str, cle: str = "", nature: NatureBloc = NatureBloc.COMMUN) -> Bloc:
    competences = (Competence("C1", f"{cle or certification} {code}"),)
    return Bloc(code, f"Bloc {code}", nature, S, competences, cle=cle or f"{certification}@2020/{code}")


def _edition(certification: str, *blocs: Bloc, **champs: object) -> Edition:
    """Return an édition with one épreuve of thirty minutes a bloc, and a training in voie formation."""
    epreuves = tuple(
        Epreuve(bloc.code.lower(), bloc.intitule, "oral", S, (Partie("Oral", 30),), (bloc.code,)) for bloc in blocs
    )
    codes = tuple(epreuve.code for epreuve in epreuves)
    base = Edition(
        certification,
        "2020",
        certification,
        date(2020, 1, 1),
        date(2030, 1, 1),
        S,
        blocs=blocs,
        epreuves=epreuves,
        prerequis=(Prerequis("PASS", "Pass", S),),
        voies=(Voie("formation", "Formation", codes, (), S, ("PASS",)), Voie("vae", "VAE", codes, (), S)),
    )
    return evolve(base, **champs)


COMMUN = "e.communs@2020/B1"
A = _edition("e.a", _bloc("e.a", "B1", COMMUN), _bloc("e.a", "B2"), niveau=4)
B = _edition("e.b", _bloc("e.b", "B1", COMMUN), _bloc("e.b", "B2"), _bloc("e.b", "B3"), niveau=5)
C = _edition("e.c", _bloc("e.c", "B1"), _bloc("e.c", "B2"))
VIDE = _edition("e.vide", sans_contenu="non publié")
EDITIONS = (A, B, C, VIDE)


def _reseau(*passerelles: Passerelle, editions: Iterable[Edition] = EDITIONS, **validites: int) -> Reseau:
    return Reseau(
        Catalogue(tuple(editions)), passerelles, {f"e.{nom}@2020": annees for nom, annees in validites.items()}
    )


def _tenir(*lieux: str, le: date = date(2024, 1, 1)) -> tuple[Detention, ...]:
    return tuple(Detention(lieu, le) for lieu in lieux)


def _statuts(chemin: Chemin) -> dict[str, str]:
    return {vise.bloc.code: vise.statut.value for vise in chemin.blocs}


def _codes(chemin: Chemin) -> list[str]:
    return [epreuve.code for epreuve in chemin.epreuves]


def test_un_bloc_commun_est_acquis_de_droit_et_lui_seul() -> None:
    chemin = chercher(_reseau(), _tenir("e.a@2020"), B, LE)
    assert _statuts(chemin) == {"B1": "acquis_de_droit", "B2": "a_passer", "B3": "a_passer"}
    assert (_codes(chemin), chemin.minutes) == (["b2", "b3"], 60)
    assert chemin.blocs[0].chaine == ("e.a@2020", "e.b@2020/B1")
    assert chemin.a_venir == ()


def test_qui_ne_tient_rien_passe_tout() -> None:
    chemin = chercher(_reseau(), (), B, LE)
    assert (set(_statuts(chemin).values()), chemin.minutes) == ({"a_passer"}, 90)
    assert [etape.code for etape in chemin.formations] == ["PASS"]


@pytest.mark.parametrize(
    ("lieu", "repere"),
    [
        ("e.a@2020", Repere("e.a@2020", GenreDeLieu.ENSEMBLE)),
        ("e.a", Repere("e.a", GenreDeLieu.ENSEMBLE)),
        ("e.a@2020/B1", Repere("e.a@2020", GenreDeLieu.BLOC, "B1")),
        ("e.a@2020:attestation", Repere("e.a@2020", GenreDeLieu.OPTION, "attestation")),
        ("e.a@2020#epreuve:oral", Repere("e.a@2020", GenreDeLieu.EPREUVE, "oral")),
        ("e.a@2020#parcours:PASS", Repere("e.a@2020", GenreDeLieu.FORMATION, "PASS")),
        ("attestation:un-code", Repere("", GenreDeLieu.ATTESTATION, "un-code")),
        ("e.a@2020#autre:x", Repere("e.a@2020", GenreDeLieu.AUTRE, "autre:x")),
        ("", Repere("", GenreDeLieu.ENSEMBLE)),
    ],
)
def test_un_lieu_se_lit_et_se_redit(lieu: str, repere: Repere) -> None:
    assert Repere.lire(lieu) == repere
    assert str(repere) == lieu


@given(st.text(alphabet="ab@/:#epreuv\n", max_size=12))
def test_loi_tout_texte_se_lit_et_se_redit(lieu: str) -> None:
    assert str(Repere.lire(lieu)) == lieu


def test_une_alerte_se_dit_par_codes_ou_par_noms() -> None:
    """Codes that are words of our own sentences stay codes, and names with commas are set apart."""
    epreuves = (
        Epreuve("dispense", "Oral, devant le jury", "oral", S, (Partie("Oral"),)),
        Epreuve("durée", "Écrit", "écrit", S, (Partie("Écrit"),)),
    )
    cible = evolve(B, epreuves=epreuves, voies=(Voie("vae", "VAE", ("dispense", "durée"), (), S),))
    dispense = Passerelle("attestation:x", "e.b@2020#epreuve:dispense", DISPENSE, S, sauf_demande=True)
    reseau = _reseau(dispense, editions=(A, cible))
    mots = LexiqueDuReseau.vers(reseau, cible)
    alertes = chercher(reseau, _tenir("attestation:x"), cible, LE).alertes
    assert phrases(alertes) == [
        "dispense : dispense par attestation:x (accord §1), sauf demande du jury",
        "durée non écrite, non comptée dans les minutes : durée",
    ]
    assert [alerte.dire(mots) for alerte in alertes] == [
        "Oral, devant le jury : dispense par l'attestation « x » (accord §1), sauf demande du jury",
        "durée non écrite, non comptée dans les minutes : Écrit",
    ]
    (deux,) = chercher(reseau, (), cible, LE).alertes
    assert deux.dire(mots).endswith(": Oral, devant le jury ; Écrit")


def test_un_bloc_commun_atteint_ailleurs_se_nomme_des_deux_cotes() -> None:
    """Who wrote the passerelle spoke of one certification alone: that the bloc is shared is another source."""
    commun = _bloc("e.a", "B1", COMMUN)
    vers = evolve(B, blocs=(evolve(commun, source=Source("référentiel", "§9")), *B.blocs[1:]))
    reseau = _reseau(Passerelle("e.c@2020", "e.a@2020/B1", PESER, S), editions=(A, vers, C))
    (vise, *_) = chercher(reseau, _tenir("e.c@2020"), vers, LE).blocs
    assert vise.chaine == ("e.c@2020", "e.a@2020/B1", "e.b@2020/B1")
    assert list(map(str, vise.sources)) == ["accord §1", "référentiel §9"]


def test_une_chaine_ne_vaut_que_son_maillon_le_plus_faible() -> None:
    reseau = _reseau(
        Passerelle("e.a@2020/B2", "e.c@2020/B1", PESER, S),
        Passerelle("e.c@2020/B1", "e.b@2020/B3", DROIT, Source("accord", "§2")),
    )
    (vise,) = (v for v in chercher(reseau, _tenir("e.a@2020"), B, LE).blocs if v.bloc.code == "B3")
    assert vise.statut is StatutDeBloc.A_APPRECIER
    assert vise.chaine == ("e.a@2020", "e.a@2020/B2", "e.c@2020/B1", "e.b@2020/B3")
    assert list(map(str, vise.sources)) == ["accord §1", "accord §2"]


def test_le_meilleur_droit_l_emporte_meme_plus_long() -> None:
    reseau = _reseau(
        Passerelle("e.a@2020/B2", "e.b@2020/B3", PESER, S),
        Passerelle("e.a@2020/B2", "e.c@2020/B1", DROIT, S),
        Passerelle("e.c@2020/B1", "e.b@2020/B3", DROIT, S),
    )
    assert _statuts(chercher(reseau, _tenir("e.a@2020"), B, LE))["B3"] == "acquis_de_droit"


def test_ce_qui_reste_compte_les_blocs_a_passer_et_a_apprecier() -> None:
    chemin = chercher(_reseau(Passerelle("e.c@2020", "e.b@2020/B3", PESER, S)), _tenir("e.c@2020"), B, LE)
    assert chemin.reste == (3, 90)


def test_de_deux_facons_egales_celle_de_la_cible_est_nommee() -> None:
    for lieux in (("e.a@2020/B1", "e.b@2020/B1"), ("e.b@2020/B1", "e.a@2020/B1")):
        commun = chercher(_reseau(), _tenir(*lieux), B, LE).blocs[0]
        assert commun.par and commun.par.tenu.lieu == "e.b@2020/B1"


@pytest.mark.parametrize("certification", ["e.0", "e.z"])
def test_la_cible_est_nommee_avant_toute_autre(certification: str) -> None:
    autre = _edition(certification, _bloc(certification, "B1", COMMUN))
    tenus = _tenir(f"{certification}@2020/B1", "e.b@2020/B1")
    commun = chercher(_reseau(editions=(*EDITIONS, autre)), tenus, B, LE).blocs[0]
    assert commun.par and commun.par.tenu.lieu == "e.b@2020/B1"


def test_de_deux_autres_que_la_cible_la_premiere_par_son_nom_est_nommee() -> None:
    autre = _edition("e.z", _bloc("e.z", "B1", COMMUN))
    tenus = _tenir("e.z@2020/B1", "e.a@2020/B1")
    commun = chercher(_reseau(editions=(*EDITIONS, autre)), tenus, B, LE).blocs[0]
    assert commun.par and commun.par.tenu.lieu == "e.a@2020/B1"


def test_a_droit_egal_la_plus_courte_l_emporte() -> None:
    reseau = _reseau(
        Passerelle("e.c@2020/B1", "e.a@2020/B2", DROIT, S),
        Passerelle("e.a@2020/B2", "e.b@2020/B3", DROIT, S),
        Passerelle("e.c@2020/B1", "e.b@2020/B3", DROIT, S),
    )
    chemin = chercher(reseau, _tenir("e.c@2020/B1"), B, LE)
    assert chemin.blocs[2].chaine == ("e.c@2020/B1", "e.b@2020/B3")


def test_de_deux_choses_tenues_la_plus_proche_l_emporte() -> None:
    reseau = _reseau(
        Passerelle("e.a@2020/B2", "e.b@2020/B3", DROIT, S), Passerelle("e.c@2020/B1", "e.b@2020/B3", DROIT, S)
    )
    chemin = chercher(reseau, _tenir("e.a@2020", "e.c@2020/B1"), B, LE)
    assert chemin.blocs[2].chaine == ("e.c@2020/B1", "e.b@2020/B3")


def test_ce_qui_s_obtiendra_n_empeche_pas_de_lire_ce_qui_est_obtenu() -> None:
    tenus = (*_tenir("e.c@2020", le=date(2025, 1, 1)), *_tenir("e.a@2020"))
    assert _statuts(chercher(_reseau(), tenus, B, LE))["B1"] == "acquis_de_droit"


def test_le_dernier_jour_d_une_passerelle_est_compris_pour_chacun() -> None:
    """One network serves those who obtained it on either side of its last day."""
    reseau = _reseau(Passerelle("e.c@2020", "e.b@2020/B3", DROIT, S, obtenu_au=date(2023, 12, 31)))
    jours = [date(2023, 12, 30), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2)]
    statuts = [_statuts(chercher(reseau, _tenir("e.c@2020", le=le), B, LE))["B3"] for le in jours]
    assert statuts == ["acquis_de_droit", "acquis_de_droit", "a_passer", "a_passer"]


def test_tenir_une_option_est_tenir_le_tout() -> None:
    avec = evolve(A, options=(Option("sante", "Santé"),))
    chemin = chercher(_reseau(editions=(avec, B)), _tenir("e.a@2020:sante"), B, LE)
    assert chemin.blocs[0].chaine == ("e.a@2020:sante", "e.a@2020", "e.b@2020/B1")


def test_un_lieu_peut_taire_son_edition_et_s_obtient_des_son_premier_jour() -> None:
    reseau = _reseau(editions=(_edition("aa.z", _bloc("aa.z", "B1")), A))
    assert situer("aa.z/B1", date(2020, 1, 1), reseau) == "aa.z@2020/B1"
    assert situer("e.a", date(2020, 1, 1), reseau) == "e.a@2020"
    with pytest.raises(CodeInconnu, match=r"obtenu le 2019-12-31, avant que e\.a@2020 existe"):
        situer("e.a@2020", date(2019, 12, 31), reseau)


def test_a_droit_egal_la_plus_durable_l_emporte() -> None:
    reseau = _reseau(Passerelle("e.a@2020/B2", "e.b@2020/B3", DROIT, S), a=5)
    tenus = [Detention("e.a@2020/B2", date(annee, 3, 1)) for annee in (2022, 2023)]
    for ordre in (tenus, tenus[::-1]):
        par = chercher(reseau, tuple(ordre), B, LE).blocs[2].par
        assert par and par.jusqu_au == date(2028, 3, 1)


def test_un_droit_vaut_une_appreciation_et_non_l_inverse() -> None:
    droit, peser = (Route("e.b@2020/B3", nature, ("e.a@2020",)) for nature in (DROIT, PESER))
    assert droit.vaut(peser)
    assert not peser.vaut(droit)


def test_une_passerelle_finit_la_veille_du_jour_ou_une_autre_commence() -> None:
    reseau = _reseau(
        Passerelle("e.a@2020/B2", "e.b@2020/B3", DROIT, S, obtenu_au=date(2019, 12, 31)),
        Passerelle("e.a@2020/B2", "e.b@2020/B2", DROIT, S, obtenu_du=date(2020, 1, 1)),
    )
    avant, apres = (
        _statuts(chercher(reseau, _tenir("e.a@2020/B2", le=le), B, LE))
        for le in (date(2019, 12, 31), date(2020, 1, 1))
    )
    assert (avant["B2"], avant["B3"]) == ("a_passer", "acquis_de_droit")
    assert (apres["B2"], apres["B3"]) == ("acquis_de_droit", "a_passer")


@pytest.mark.parametrize(("tenu", "prend"), [(None, False), (3, False), (4, True), (5, True)])
def test_un_niveau_exige_est_un_plancher(tenu: int | None, prend: bool) -> None:
    assert Passerelle("e.a@2020", "e.b@2020/B3", DROIT, S, niveau=4).prend(LE, tenu) is prend


def test_ce_qui_est_obtenu_le_jour_meme_compte() -> None:
    chemin = chercher(_reseau(), _tenir("e.a@2020", le=LE), B, LE)
    assert (_statuts(chemin)["B1"], chemin.a_venir) == ("acquis_de_droit", ())


@pytest.mark.parametrize(
    ("tenus", "validites", "alertes"),
    [
        ([("e.a@2020", LE, True)], {}, []),
        (
            [("e.a@2020", date(2024, 1, 1), True)],
            {},
            ["e.a@2020 : date d'obtention non donnée, supposée le 2024-01-01"],
        ),
        (
            [("e.a@2020/B1", LE, True)],
            {"a": 5},
            ["e.a@2020/B1 : date d'obtention non donnée, supposée le 2024-06-01"],
        ),
        ([("e.c@2020", LE, True), ("e.a@2020/B1", date(2024, 1, 1), False)], {"a": 5}, []),
    ],
    ids=["du jour", "d'un autre jour", "du jour, mais il expire", "du jour, un autre expire"],
)
def test_une_date_supposee_ne_se_dit_que_si_elle_decide(
    tenus: list[tuple[str, date, bool]], validites: dict[str, int], alertes: list[str]
) -> None:
    reseau = _reseau(Passerelle("e.c@2020", "e.b@2020/B3", DROIT, S), **validites)
    chemin = chercher(reseau, tuple(Detention(*tenu) for tenu in tenus), B, LE)
    assert [alerte for alerte in phrases(chemin.alertes) if "supposée" in alerte] == alertes


@pytest.mark.parametrize(
    ("le", "statut"), [(date(2021, 12, 31), "a_passer"), (date(2022, 1, 1), "a_apprecier")], ids=str
)
def test_une_passerelle_ne_mene_a_une_edition_que_des_son_premier_jour(le: date, statut: str) -> None:
    neuve = evolve(C, valide_du=date(2022, 1, 1))
    reseau = _reseau(Passerelle("e.a@2020", "e.c@2020/B1", PESER, S), editions=(A, B, neuve))
    chemin = chercher(reseau, _tenir("e.a@2020", le=date(2021, 6, 1)), neuve, le)
    assert _statuts(chemin) == {"B1": statut, "B2": "a_passer"}
    assert ("edition_a_venir" in {alerte.code for alerte in chemin.alertes}) is (statut == "a_passer")


def test_une_chaine_ne_passe_pas_par_une_edition_qui_n_existe_pas_encore() -> None:
    """The shorter way leads through an édition to come: until then, the longer one is taken."""
    neuve = evolve(A, valide_du=date(2023, 1, 1))
    reseau = _reseau(
        Passerelle("e.c@2020", "e.a@2020/B2", DROIT, S),
        Passerelle("e.a@2020/B2", "e.b@2020/B3", DROIT, S),
        Passerelle("e.c@2020", "e.b@2020/B3", PESER, S),
        editions=(neuve, B, C),
    )
    tenus = _tenir("e.c@2020", le=date(2021, 1, 1))
    assert _statuts(chercher(reseau, tenus, B, date(2022, 12, 31)))["B3"] == "a_apprecier"
    assert _statuts(chercher(reseau, tenus, B, date(2023, 1, 1)))["B3"] == "acquis_de_droit"


def test_une_date_donnee_n_est_pas_dite_supposee() -> None:
    chemin = chercher(_reseau(), _tenir("e.a@2020/B1"), B, LE)
    assert chemin.blocs[0].par is not None
    assert "tenu_suppose" not in {alerte.code for alerte in chemin.alertes}


@pytest.mark.parametrize(
    ("fin", "close"), [(date(2024, 5, 31), True), (LE, False), (date(2024, 6, 2), False)], ids=str
)
def test_une_cible_close_se_dit_des_le_lendemain(fin: date, close: bool) -> None:
    alertes = chercher(_reseau(), (), evolve(B, valide_au=fin), LE).alertes
    assert ("edition_close" in {alerte.code for alerte in alertes}) is close


@pytest.mark.parametrize(
    ("relue", "a_relire"), [(date(2024, 5, 31), True), (LE, False), (date(2024, 6, 2), False)], ids=str
)
def test_une_cible_se_relit_des_le_lendemain(relue: date, a_relire: bool) -> None:
    alertes = chercher(_reseau(), (), evolve(B, relu_jusqu_au=relue), LE).alertes
    dite = "l'édition e.b@2020 n'a été relue que jusqu'au 2024-05-31"
    assert [alerte for alerte in phrases(alertes) if "relue" in alerte] == ([dite] if a_relire else [])


@pytest.mark.parametrize(
    ("voie", "parties", "tenus", "alertes"),
    [
        ("vae", (Partie("Oral", 30),), (), []),
        ("formation", (Partie("Oral", 30),), (), ["formations exigées, à avoir suivies : Pass"]),
        (
            "vae",
            (Partie("Oral", 30), Partie("Écrit", None)),
            (),
            ["durée non écrite, non comptée dans les minutes : b1"],
        ),
        ("vae", (), (), ["durée non écrite, non comptée dans les minutes : b1"]),
        (
            "vae",
            (Partie("Oral", 30),),
            ("e.vide@2020",),
            ["e.vide@2020 : contenu inconnu, donc aussi ce qu'il donne"],
        ),
    ],
)
def test_ce_qu_il_faut_savoir_avant_de_viser_une_cible(
    voie: str, parties: tuple[Partie, ...], tenus: tuple[str, ...], alertes: list[str]
) -> None:
    cible = evolve(B, epreuves=(evolve(B.epreuves[0], parties=parties), *B.epreuves[1:]))
    assert phrases(chercher(_reseau(), _tenir(*tenus), cible, LE, voie).alertes) == alertes


@pytest.mark.parametrize(("demandes", "manquent"), [(2, {}), (3, {}), (4, {NatureBloc.COMMUN: 1})])
def test_une_cible_qui_decrit_tous_ses_blocs_n_en_a_pas_d_autres(
    demandes: int, manquent: dict[NatureBloc, int]
) -> None:
    chemin = chercher(_reseau(), (), evolve(B, composition={NatureBloc.COMMUN: demandes}), LE)
    assert chemin.non_decrits == manquent


def test_les_blocs_que_rien_ne_decrit_sont_ceux_qui_manquent_au_compte() -> None:
    chemin = chercher(_reseau(), (), evolve(B, composition={NatureBloc.COMMUN: 5}), LE)
    assert chemin.non_decrits == {NatureBloc.COMMUN: 2}
    assert chemin.combien(StatutDeBloc.A_PASSER) == 5


def test_un_cycle_finit() -> None:
    boucle = [("a@2020/B2", "c@2020/B1"), ("c@2020/B1", "c@2020/B2"), ("c@2020/B2", "a@2020/B2")]
    reseau = _reseau(*(Passerelle(f"e.{de}", f"e.{vers}", PESER, S) for de, vers in boucle))
    assert _statuts(chercher(reseau, _tenir("e.a@2020/B2"), C, LE)) == {"B1": "a_apprecier", "B2": "a_apprecier"}


def test_ce_qui_est_a_apprecier_reste_dans_les_epreuves() -> None:
    chemin = chercher(_reseau(Passerelle("e.a@2020", "e.c@2020/B1", PESER, S)), _tenir("e.a@2020"), C, LE)
    assert (_statuts(chemin)["B1"], _codes(chemin)) == ("a_apprecier", ["b1", "b2"])


@pytest.mark.parametrize(
    ("nature", "epreuves"), [(DISPENSE, ["b2"]), (DROIT, ["b2"]), (PESER, ["b1", "b2"])], ids=str
)
def test_une_dispense_epargne_l_epreuve_et_ne_donne_pas_le_bloc(nature: Nature, epreuves: list[str]) -> None:
    reseau = _reseau(Passerelle("attestation:x", "e.c@2020#epreuve:b1", nature, S))
    chemin = chercher(reseau, _tenir("attestation:x"), C, LE)
    assert (_statuts(chemin)["B1"], _codes(chemin)) == ("a_passer", epreuves)


def test_une_formation_suivie_n_est_plus_exigee() -> None:
    reseau = _reseau(Passerelle("e.a@2020#parcours:PASS", "e.c@2020#parcours:PASS", DROIT, S))
    assert chercher(reseau, _tenir("e.a@2020#parcours:PASS"), C, LE).formations == ()
    assert len(chercher(reseau, _tenir("e.a@2020"), C, LE).formations) == 1


@pytest.mark.parametrize(
    ("obtenu", "prise"),
    [("2009-05-31", False), ("2009-06-01", True), ("2013-12-31", True), ("2014-01-01", False)],
)
def test_la_date_d_obtention_borne_la_passerelle_des_deux_cotes(obtenu: str, prise: bool) -> None:
    bornes = {"obtenu_du": date(2009, 6, 1), "obtenu_au": date(2013, 12, 31)}
    reseau = _reseau(Passerelle("attestation:x", "e.c@2020#epreuve:b1", DISPENSE, S, **bornes))
    chemin = chercher(reseau, _tenir("attestation:x", le=date.fromisoformat(obtenu)), C, LE)
    assert bool(chemin.dispenses) is prise


@pytest.mark.parametrize("sauf_demande", [False, True])
def test_sauf_demande_du_jury_ne_se_dit_que_si_le_texte_le_dit(sauf_demande: bool) -> None:
    dispense = Passerelle("attestation:x", "e.c@2020#epreuve:b1", DISPENSE, S, sauf_demande=sauf_demande)
    alertes = phrases(chercher(_reseau(dispense), _tenir("attestation:x"), C, LE).alertes)
    (dite,) = (alerte for alerte in alertes if "dispense par" in alerte)
    assert dite.endswith(", sauf demande du jury") is sauf_demande


def test_tenir_deux_fois_la_meme_chose_garde_la_date_qui_sert() -> None:
    bornes = {"obtenu_du": date(2009, 6, 1), "obtenu_au": date(2013, 12, 31)}
    reseau = _reseau(Passerelle("attestation:x", "e.c@2020#epreuve:b1", DISPENSE, S, **bornes))
    tenus = [*_tenir("attestation:x", le=date(2008, 1, 1)), *_tenir("attestation:x", le=date(2010, 1, 1))]
    assert chercher(reseau, tenus, C, LE).dispenses
    assert chercher(reseau, reversed(tenus), C, LE).dispenses


def test_une_voie_se_respecte_a_chaque_pas() -> None:
    reseau = _reseau(
        Passerelle("e.a@2020/B2", "e.c@2020/B1", DROIT, S, voies=("vae",)),
        Passerelle("e.c@2020/B1", "e.b@2020/B3", DROIT, S),
    )
    par = {voie: chercher(reseau, _tenir("e.a@2020"), B, LE, voie) for voie in ("formation", "vae")}
    assert [_statuts(par[voie])["B3"] for voie in par] == ["a_passer", "acquis_de_droit"]


@pytest.mark.parametrize(("tenu", "statut"), [("e.a@2020/B1", "a_passer"), ("e.b@2020/B1", "acquis_de_droit")])
def test_un_niveau_exige_se_lit_sur_le_titre_tenu(tenu: str, statut: str) -> None:
    reseau = _reseau(Passerelle(COMMUN, "e.c@2020/B1", DROIT, S, niveau=5))
    assert _statuts(chercher(reseau, _tenir(tenu), C, LE))["B1"] == statut


def test_deux_niveaux_differents_alertent() -> None:
    assert "équivalence entre niveaux différents : niveau 4 vers niveau 5" in (
        phrases(chercher(_reseau(), _tenir("e.a@2020/B1"), B, LE).alertes)
    )
    assert "niveaux_differents" not in {alerte.code for alerte in chercher(_reseau(), (), B, LE).alertes}
    siens = chercher(_reseau(), _tenir("e.a@2020", "e.b@2020/B1"), B, LE)
    assert "niveaux_differents" not in {alerte.code for alerte in siens.alertes}


@pytest.mark.parametrize(("le", "statut"), [("2029-01-01", "acquis_de_droit"), ("2029-01-02", "a_passer")])
def test_un_bloc_de_cinq_ans_tient_jusqu_a_son_anniversaire_inclus(le: str, statut: str) -> None:
    chemin = chercher(_reseau(a=5), _tenir("e.a@2020/B1"), B, date.fromisoformat(le))
    assert _statuts(chemin)["B1"] == statut
    assert any("2029-01-01" in dite for dite in phrases(chemin.alertes))


def test_un_bloc_ne_perime_que_sous_le_titre_qui_perime() -> None:
    tard = date(2040, 1, 1)
    assert _statuts(chercher(_reseau(a=5), _tenir("e.b@2020/B1"), B, tard))["B1"] == "acquis_de_droit"
    assert _statuts(chercher(_reseau(a=5), _tenir("e.a@2020"), B, tard))["B1"] == "acquis_de_droit"


def test_une_passerelle_peut_ne_prendre_que_ce_qui_est_recent() -> None:
    reseau = _reseau(
        Passerelle("e.a@2020/B2", "e.c@2020/B1", DROIT, S, annees=2),
        Passerelle("e.a@2020/B2", "e.c@2020/B1", PESER, S),
    )
    statuts = [_statuts(chercher(reseau, _tenir("e.a@2020/B2"), C, le))["B1"] for le in (LE, date(2026, 1, 2))]
    assert statuts == ["acquis_de_droit", "a_apprecier"]


def test_ce_qui_n_est_pas_encore_obtenu_ne_compte_pas() -> None:
    chemin = chercher(_reseau(), _tenir("e.a@2020", le=date(2025, 1, 1)), B, LE)
    assert (_statuts(chemin)["B1"], chemin.minutes) == ("a_passer", 90)
    assert "tenu_a_venir" in {alerte.code for alerte in chemin.alertes}


def test_les_blocs_que_rien_ne_decrit_restent_a_passer() -> None:
    composition = {NatureBloc.COMMUN: 2, NatureBloc.SPECIALITE: 2, NatureBloc.OPTIONNEL: 1}
    ouverte = _edition("e.d", _bloc("e.d", "B1", COMMUN), composition=composition)
    ouverte = evolve(ouverte, epreuves=(evolve(ouverte.epreuves[0], evalue=(), parties=()),))
    chemin = chercher(_reseau(editions=(*EDITIONS, ouverte)), _tenir("e.a@2020"), ouverte, LE)
    assert (_statuts(chemin), chemin.combien(StatutDeBloc.A_PASSER)) == ({"B1": "acquis_de_droit"}, 4)
    assert (_codes(chemin), [epreuve.code for epreuve in chemin.sans_duree]) == (["b1"], ["b1"])
    assert "2 blocs de spécialité à passer en plus, que le référentiel ne décrit pas" in phrases(chemin.alertes)
    assert "1 bloc optionnel à passer en plus, que le référentiel ne décrit pas" in phrases(chemin.alertes)


def test_un_bloc_optionnel_demande_et_decrit_est_a_passer_et_tenu_il_compte() -> None:
    optionnel = _bloc("e.d", "B9", nature=NatureBloc.OPTIONNEL)
    d = _edition("e.d", _bloc("e.d", "B1", COMMUN), optionnel, composition={NatureBloc.OPTIONNEL: 1})
    reseau = _reseau(editions=(*EDITIONS, d))
    chemin = chercher(reseau, _tenir("e.d@2020/B1"), d, LE)
    assert (_statuts(chemin)["B9"], chemin.reste, phrases(chemin.alertes)[1:]) == ("a_passer", (1, 30), [])
    assert chercher(reseau, _tenir("e.d@2020/B1", "e.d@2020/B9"), d, LE).reste == (0, 0)


def test_a_portee_donne_la_plus_proche_d_abord_et_pas_ce_qui_est_tenu() -> None:
    reseau = _reseau(Passerelle("e.a@2020", "e.c@2020/B1", PESER, S))
    assert [chemin.vers.cle for chemin in a_portee(reseau, _tenir("e.a@2020"), LE)] == ["e.b@2020", "e.c@2020"]
    assert a_portee(reseau, (), LE) == ()


def test_une_cible_sans_contenu_ou_une_voie_inconnue_se_dit() -> None:
    with pytest.raises(ContenuInconnu, match="non publié"):
        chercher(_reseau(), (), VIDE, LE)
    with pytest.raises(CodeInconnu, match=r"voie inconnue « va » de e.b@2020 ; peut-être « vae »"):
        chercher(_reseau(), (), B, LE, "va")


def test_une_voie_qu_aucune_cible_n_a_se_dit() -> None:
    reseau = _reseau(Passerelle("e.a@2020", "e.c@2020/B1", PESER, S))
    with pytest.raises(CodeInconnu, match="voie inconnue « va » ; peut-être « vae »"):
        a_portee(reseau, _tenir("e.a@2020"), LE, "va")
    assert a_portee(reseau, (), date(2019, 12, 31), "va") == ()


@pytest.mark.parametrize(
    ("le", "combien"), [(date(2019, 12, 31), 0), (date(2020, 1, 1), 4), (date(2031, 1, 1), 4)]
)
def test_un_reseau_a_une_date_a_les_editions_qui_existaient(le: date, combien: int) -> None:
    reseau = _reseau(Passerelle("e.a@2020", "e.c@2020/B1", PESER, S)).au(le)
    assert len(matrice(reseau, le)) == len(reseau.catalogue.editions) == combien


def test_la_matrice_montre_ce_qui_n_a_pas_de_contenu() -> None:
    cases = matrice(_reseau(), LE)
    assert list(cases) == ["e.a@2020", "e.b@2020", "e.c@2020", "e.vide@2020"]
    assert {cases["e.vide@2020"][cle] for cle in cases} | {cases[cle]["e.vide@2020"] for cle in cases} == {None}


LIEUX = [*sorted(_reseau().lieux - {"e.vide@2020"}), "attestation:x"]
PASSERELLES = st.lists(
    st.builds(
        Passerelle,
        st.sampled_from(LIEUX),
        st.sampled_from(LIEUX),
        st.sampled_from(Nature),
        st.just(S),
        obtenu_du=st.none() | st.dates(date(2020, 1, 1), date(2021, 1, 1)),
        obtenu_au=st.none() | st.dates(date(2021, 1, 1), date(2022, 1, 1)),
        voies=st.sampled_from([(), ("vae",), ("formation",)]),
        annees=st.none() | st.integers(1, 4),
        niveau=st.none() | st.integers(4, 5),
    ),
    max_size=8,
)
TENUS = st.lists(
    st.builds(Detention, st.sampled_from(LIEUX), st.dates(date(2019, 12, 1), date(2023, 1, 1))), max_size=5
)
VALIDITES = st.dictionaries(st.sampled_from("abc"), st.integers(1, 4))
CIBLES = st.sampled_from([A, B, C])


def _gagne(chemin: Chemin) -> dict[str, int]:
    return {
        v.bloc.code: [StatutDeBloc.A_PASSER, StatutDeBloc.A_APPRECIER, StatutDeBloc.ACQUIS_DE_DROIT].index(
            v.statut
        )
        for v in chemin.blocs
    }


def _dire(chemin: Chemin) -> tuple[object, ...]:
    blocs = [(vise.bloc.code, vise.statut, vise.chaine, vise.sources) for vise in chemin.blocs]
    return blocs, _codes(chemin), chemin.formations, chemin.alertes, chemin.dispenses


@given(PASSERELLES, TENUS, TENUS, CIBLES, VALIDITES)
def test_loi_tenir_plus_ne_laisse_jamais_plus_a_passer(
    passerelles: list[Passerelle],
    tenus: list[Detention],
    plus: list[Detention],
    vers: Edition,
    ans: dict[str, int],
) -> None:
    reseau = _reseau(*passerelles, **ans)
    moins, davantage = (chercher(reseau, tout, vers, LE) for tout in (tenus, [*tenus, *plus]))
    assert all(_gagne(davantage)[code] >= gain for code, gain in _gagne(moins).items())
    assert set(_codes(davantage)) <= set(_codes(moins))
    assert set(davantage.formations) <= set(moins.formations)
    assert davantage.reste <= moins.reste


@given(PASSERELLES, TENUS, CIBLES, st.randoms(use_true_random=False))
def test_loi_l_ordre_des_greffons_et_de_ce_qui_est_tenu_n_importe_pas(
    passerelles: list[Passerelle], tenus: list[Detention], vers: Edition, hasard: object
) -> None:
    attendu = _dire(chercher(_reseau(*passerelles), tenus, vers, LE))
    melees, melees_tenus, editions = list(passerelles), list(tenus), list(EDITIONS)
    for liste in (melees, melees_tenus, editions):
        hasard.shuffle(liste)  # type: ignore[attr-defined]
    trouve = chercher(_reseau(*melees, editions=editions), melees_tenus, vers, LE)
    assert _dire(trouve)[:3] == attendu[:3]
    assert Counter(trouve.alertes) == Counter(attendu[3])  # type: ignore[call-overload]


@given(PASSERELLES, CIBLES)
def test_loi_l_identite_garde_tout(passerelles: list[Passerelle], vers: Edition) -> None:
    chemin = chercher(_reseau(*passerelles), _tenir(vers.cle), vers, LE)
    assert set(_statuts(chemin).values()) == {"acquis_de_droit"}
    assert (chemin.tenue, chemin.minutes, chemin.epreuves, chemin.formations) == (True, 0, (), ())


@given(PASSERELLES, TENUS, CIBLES)
def test_loi_une_chaine_qui_passe_par_une_appreciation_n_est_jamais_de_droit(
    passerelles: list[Passerelle], tenus: list[Detention], vers: Edition
) -> None:
    """Without any right declared, only shared blocs and wholes give a right."""
    faibles = [evolve(passerelle, nature=PESER) for passerelle in passerelles]
    droits = {
        vise.bloc.cle
        for vise in chercher(_reseau(), tenus, vers, LE).blocs
        if vise.statut is StatutDeBloc.ACQUIS_DE_DROIT
    }
    avec = chercher(_reseau(*faibles), tenus, vers, LE).blocs
    assert {vise.bloc.cle for vise in avec if vise.statut is StatutDeBloc.ACQUIS_DE_DROIT} == droits
