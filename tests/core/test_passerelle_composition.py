"""What suffices is enough: n blocs of m, optional blocs. A little branch that composes its blocs."""

from datetime import date

import pytest
from attrs import evolve

from parchemin.documents.contenus.donnees import passerelle, phrases
from parchemin.passerelle import Chemin, Detention, Nature, Passerelle, Reseau, chercher, matrice
from parchemin.passerelle.recherche import CaseDeMatrice
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Bloc, Edition, Epreuve, NatureBloc, Partie, Source, Voie

S = Source("arrêté", "art. 3")
LE = date(2024, 6, 1)
COMMUN, SPECIALITE, OPTIONNEL = NatureBloc.COMMUN, NatureBloc.SPECIALITE, NatureBloc.OPTIONNEL
MINUTES = {"UC1": 30, "UC2": 30, "UC3": 30, "UC4A": 60, "UC4B": 45, "UC4C": 90, "UC5": 20}


def _edition(certification: str, **natures: NatureBloc) -> Edition:
    blocs = tuple(
        Bloc(code, f"Unité {code}", nature, S, cle=f"{certification}@2020/{code}")
        for code, nature in natures.items()
    )
    epreuves = tuple(
        Epreuve(code.lower(), f"Épreuve {code}", "oral", S, (Partie("Oral", MINUTES[code]),), (code,))
        for code in natures
    )
    voie = Voie("formation", "Formation", tuple(epreuve.code for epreuve in epreuves), (), S)
    return Edition(
        certification,
        "2020",
        certification,
        date(2020, 1, 1),
        date(2030, 1, 1),
        S,
        blocs=blocs,
        epreuves=epreuves,
        voies=(voie,),
    )


UC = {"UC1": COMMUN, "UC2": COMMUN, "UC3": COMMUN, "UC4A": SPECIALITE, "UC4B": SPECIALITE, "UC4C": SPECIALITE}
SPORT = evolve(_edition("sport.auto", **UC), composition={COMMUN: 3, SPECIALITE: 1})
AILLEURS = _edition("ailleurs.x", UC1=COMMUN)
UC1_A_3 = tuple(f"sport.auto@2020/UC{rang}" for rang in (1, 2, 3))


def _chercher(*lieux: str, vers: Edition = SPORT, passerelles: tuple[Passerelle, ...] = ()) -> Chemin:
    reseau = Reseau(Catalogue((vers, AILLEURS)), passerelles)
    return chercher(reseau, [Detention(lieu, date(2022, 1, 1)) for lieu in lieux], vers, LE)


def _restent(chemin: Chemin) -> tuple[list[str], int]:
    return [epreuve.code for epreuve in chemin.epreuves], chemin.minutes


@pytest.mark.parametrize("uc4", ["UC4A", "UC4B", "UC4C"])
def test_qui_tient_une_uc_4_n_a_pas_a_passer_les_deux_autres(uc4: str) -> None:
    chemin = _chercher(*UC1_A_3, f"sport.auto@2020/{uc4}")
    assert [vise.bloc.code for vise in chemin.blocs] == ["UC1", "UC2", "UC3", uc4]
    assert {vise.statut.value for vise in chemin.blocs} == {"acquis_de_droit"}
    assert (_restent(chemin), chemin.reste, phrases(chemin.alertes)) == (([], 0), (0, 0), [])


def test_sans_uc_4_il_en_reste_une_a_choisir_et_non_trois() -> None:
    chemin = _chercher(*UC1_A_3)
    document = passerelle("moi", chemin)
    assert [bloc["bloc"] for bloc in document["blocs"] if bloc["statut"] == "a_passer"] == ["UC4A", "UC4B", "UC4C"]
    assert _restent(chemin) == (["uc4a", "uc4b", "uc4c"], 45)
    assert chemin.reste == (1, 45)
    assert phrases(chemin.alertes) == [
        "UC4A, UC4B, UC4C : au choix, 1 à obtenir ; les minutes sont celles du choix le plus court"
    ]


def test_sans_rien_trois_uc_et_une_au_choix() -> None:
    chemin = _chercher()
    assert chemin.reste == (4, 135)


def test_deux_uc_sur_trois_dont_une_est_tenue_n_en_laissent_qu_une() -> None:
    deux = evolve(SPORT, composition={COMMUN: 3, SPECIALITE: 2})
    chemin = _chercher(*UC1_A_3, "sport.auto@2020/UC4A", vers=deux)
    assert chemin.reste == (1, 45)
    assert [vise.bloc.code for vise in chemin.blocs if vise.au_choix] == ["UC4B", "UC4C"]
    assert _chercher(*UC1_A_3, vers=deux).reste == (2, 105)


def test_une_uc_4_que_le_jury_apprecie_suffit_si_le_jury_la_donne() -> None:
    peser = Passerelle("ailleurs.x@2020", "sport.auto@2020/UC4B", Nature.A_APPRECIER, S)
    chemin = _chercher(*UC1_A_3, "ailleurs.x@2020", passerelles=(peser,))
    assert [(vise.bloc.code, vise.statut.value) for vise in chemin.blocs][3:] == [("UC4B", "a_apprecier")]
    assert _restent(chemin) == (["uc4b"], 45)
    tenue = _chercher(*UC1_A_3, "ailleurs.x@2020", "sport.auto@2020/UC4A", passerelles=(peser,))
    assert [vise.bloc.code for vise in tenue.blocs][3:] == ["UC4A"]


@pytest.mark.parametrize(
    ("composition", "codes"), [({}, []), ({COMMUN: 3}, []), ({COMMUN: 3, OPTIONNEL: 1}, ["uc5"])]
)
def test_un_bloc_optionnel_ne_se_passe_que_la_ou_il_est_demande(
    composition: dict[NatureBloc, int], codes: list[str]
) -> None:
    communs = {code: nature for code, nature in UC.items() if nature is COMMUN}
    vers = evolve(_edition("sport.auto", **communs, UC5=OPTIONNEL), composition=composition)
    assert _restent(_chercher(*UC1_A_3, vers=vers))[0] == codes
    tenu = _chercher(*UC1_A_3, "sport.auto@2020/UC5", vers=vers)
    assert (_restent(tenu)[0], [vise.bloc.code for vise in tenu.blocs]) == ([], ["UC1", "UC2", "UC3", "UC5"])


def test_une_nature_que_la_composition_ne_demande_pas_n_est_pas_a_passer() -> None:
    assert _restent(_chercher(*UC1_A_3, vers=evolve(SPORT, composition={COMMUN: 3})))[0] == []


def test_le_tout_ne_dit_pas_laquelle_des_uc_4_est_tenue() -> None:
    """A certificate stands for one UC 4 of three: towards another certification, none of them is held by right."""
    parent = evolve(AILLEURS, blocs=tuple(evolve(bloc, nature=COMMUN) for bloc in SPORT.blocs))
    reseau = Reseau(Catalogue((SPORT, parent)), ())
    chemin = chercher(reseau, [Detention("sport.auto@2020", date(2022, 1, 1))], parent, LE)
    assert [(vise.bloc.code, vise.statut.value) for vise in chemin.blocs] == [
        *((code, "acquis_de_droit") for code in ("UC1", "UC2", "UC3")),
        *((code, "a_apprecier") for code in ("UC4A", "UC4B", "UC4C")),
    ]
    assert chemin.blocs[3].par and "le titre dit" in chemin.blocs[3].par.lecture


def test_qui_tient_le_tout_n_a_rien_a_passer() -> None:
    chemin = _chercher("sport.auto@2020")
    assert (chemin.tenue, _restent(chemin), chemin.reste, phrases(chemin.alertes)) == (True, ([], 0), (0, 0), [])
    assert matrice(chemin.reseau, LE)["sport.auto@2020"]["sport.auto@2020"] == CaseDeMatrice(3, 0, 0, 0, 0)
