"""Under another édition a dossier is read again as far as both éditions say the same thing; nothing is guessed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from attrs import evolve

from parchemin.cohortes.calcul import explique
from parchemin.cohortes.lecture.origines import en_fichiers
from parchemin.cohortes.lecture.transposer import Transposition
from parchemin.cohortes.model import Cohorte, Scenario
from parchemin.deliberation import Issue
from parchemin.dossier.model import Acquis, Avis, Candidat, Dossier, Note, Observations
from parchemin.plugin.host import Hote
from parchemin.referentiel.model import Bareme, Critere, Edition, Grille

ENTREE = date(2021, 10, 4)
OUI = Avis.ACQUIS


def _dossier(observations: dict, voie: str = "formation", **champs: object) -> Dossier:
    return Dossier(
        "D1", Candidat("N", "P"), voie, ENTREE, "", observations=Observations({"jury": observations}), **champs
    )


@pytest.fixture
def gc(hote: Hote) -> Edition:
    return hote.catalogue.edition("ucanss.gc", "2021")


def test_les_notes_de_2013_ne_se_lisent_pas_en_2021(jouer: Callable, exemple: Callable) -> None:
    simulation = jouer(exemple("ucanss/gc-2013"), editions=("ucanss.gc@2021",))
    (comparaison,) = simulation.comparaisons
    assert (comparaison.dossiers, comparaison.compares.height, comparaison.changes) == (15, 0, 0)
    assert comparaison.taux() == ()
    juge, *reserves = simulation.reserves["ucanss.gc@2021"]
    assert juge.startswith("jugé dossier par dossier, par le moteur explique")
    assert "dossier non comparé : rien de ce dossier ne se lit sous ucanss.gc@2021 (15 dossiers)" in reserves
    notes = {f"epreuve:{code}" for code in ("cc_tronc", "cc_option", "ecrit", "oral", "apt")}
    assert {dite.partition(" : ")[0] for dite in reserves} == notes | {"dossier non comparé"}
    assert "epreuve:apt : laissé de côté, ucanss.gc@2021 ne l'observe pas ainsi (14 dossiers)" in reserves


def test_sous_sa_propre_edition_un_dossier_ne_change_pas(jouer: Callable, exemple: Callable) -> None:
    simulation = jouer(exemple("ucanss/gc-2021"), editions=("ucanss.gc@2021",))
    (comparaison,) = simulation.comparaisons
    assert (comparaison.compares.height, comparaison.changes) == (14, 0)
    [phrase] = simulation.reserves["ucanss.gc@2021"]
    assert phrase.startswith("jugé dossier par dossier, par le moteur explique")


def test_une_edition_ne_touche_que_sa_certification(jouer: Callable, exemple: Callable) -> None:
    simulation = jouer(exemple("ucanss/gc-2013"), exemple("ucanss/cos-2021"), editions=("ucanss.gc@2021",))
    (comparaison,) = simulation.comparaisons
    assert set(comparaison.compares["edition"]) == {"ucanss.cos@2021"}
    assert comparaison.changes == 0


def test_une_edition_suivante_aux_memes_chemins_juge_autrement(
    hote: Hote, gc: Edition, exemple: Callable[..., Path]
) -> None:
    """A new édition leaves GDU out; the grille of 2021 serves it. GC-2203-05 was observed on GDU alone."""

    class Regimes:
        titres, compositions = staticmethod(hote.titres), staticmethod(hote.compositions)

        @staticmethod
        def politique(edition: str, voie: str) -> object:
            return hote.politique("ucanss.gc@2021", voie)

    sans_gdu = [bloc for bloc in gc.blocs if bloc.code != "GDU"]
    neuve = evolve(gc, edition="2027", blocs=tuple(evolve(b, cle=f"ucanss.gc@2027/{b.code}") for b in sans_gdu))
    cohorte: Cohorte = en_fichiers([exemple("ucanss/gc-2021")], hote.catalogue)
    [resultats] = explique.conclure(cohorte, [Scenario("2027", Regimes(), neuve)])
    table = resultats.table
    issues = dict(zip(table["dossier"], table["issue"], strict=True))
    assert issues.pop("GC-2203-05") is None
    assert set(issues) == set(table.filter(pl.col("edition") == "ucanss.gc@2027")["dossier"])
    assert "bloc:GDU" not in table.columns
    assert issues["GC-2203-10"] == Issue.CERTIFIE.value  # GDU alone missed
    assert issues["GC-2203-04"] == Issue.PARTIEL.value  # MDR without GRU
    assert all(phrase.startswith(("GDU", "dossier non comparé")) for phrase in resultats.reserves)
    assert resultats.reserves["GDU/C12/1 : laissé de côté, ucanss.gc@2027 ne l'observe pas ainsi"] > 0


def test_un_bloc_partage_se_lit_par_sa_cle_sous_un_autre_code(gc: Edition) -> None:
    blocs = [evolve(bloc, code=f"{bloc.code}2") for bloc in gc.blocs]
    autre = evolve(gc, certification="autre.cqp", edition="2024", blocs=tuple(blocs[:1]), epreuves=())
    relecture = Transposition.entre(gc, autre).relire(
        _dossier(
            {"GRU/C1": OUI, "MDR/C7": OUI, "GRU": OUI},
            acquis=(Acquis(gc.blocs[0].cle, ENTREE),),
            blocs=("GRU", "MDR"),
        )
    )
    assert relecture.dossier is not None
    assert relecture.dossier.observations.par_role == {"jury": {"GRU2/C1": OUI, "GRU2": OUI}}
    assert relecture.dossier.blocs == ("GRU2",)
    assert relecture.dossier.acquis == (Acquis(gc.blocs[0].cle, ENTREE),)
    assert relecture.ecartes == ("MDR/C7", "MDR")


def test_le_meme_code_dans_une_autre_certification_n_est_pas_le_meme_bloc(gc: Edition) -> None:
    blocs = tuple(evolve(bloc, cle=f"autre.cqp@2024/{bloc.code}") for bloc in gc.blocs)
    autre = evolve(gc, certification="autre.cqp", edition="2024", blocs=blocs)
    relecture = Transposition.entre(gc, autre).relire(_dossier({"GRU/C1": OUI}))
    assert relecture.dossier is None
    assert relecture.raison == "rien de ce dossier ne se lit sous autre.cqp@2024"


def test_le_bloc_acquis_d_une_edition_compte_sous_l_autre(gc: Edition) -> None:
    blocs = tuple(evolve(bloc, cle=f"ucanss.gc@2027/{bloc.code}") for bloc in gc.blocs)
    relecture = Transposition.entre(gc, evolve(gc, edition="2027", blocs=blocs)).relire(
        _dossier({"MDR/C7": OUI}, acquis=(Acquis(gc.blocs[0].cle, ENTREE), Acquis("ailleurs@1/B", ENTREE)))
    )
    assert relecture.dossier is not None
    assert [tenu.bloc for tenu in relecture.dossier.acquis] == ["ucanss.gc@2027/GRU", "ailleurs@1/B"]


@pytest.mark.parametrize(("sur", "lue"), [(20, True), (40, False)])
def test_une_note_ne_se_lit_que_sous_le_meme_bareme(hote: Hote, sur: int, lue: bool) -> None:
    avant = hote.catalogue.edition("ucanss.gc", "2013")
    epreuves = tuple(
        evolve(epreuve, bareme=Bareme(1, sur, Decimal(5)) if epreuve.code == "oral" else epreuve.bareme)
        for epreuve in avant.epreuves
    )
    relecture = Transposition.entre(avant, evolve(avant, edition="2027", epreuves=epreuves)).relire(
        _dossier({"epreuve:oral": Note(1200), "epreuve:ecrit": Note(900)})
    )
    assert relecture.dossier is not None
    assert ("epreuve:oral" in relecture.dossier.observations.par_role["jury"]) is lue
    assert relecture.ecartes == (() if lue else ("epreuve:oral",))


def test_une_voie_disparue_ne_se_compare_pas(gc: Edition) -> None:
    sans_vae = evolve(gc, edition="2027", voies=tuple(voie for voie in gc.voies if voie.code != "vae"))
    relecture = Transposition.entre(gc, sans_vae).relire(_dossier({"GRU/C1": OUI}, voie="vae"))
    assert (relecture.dossier, relecture.raison) == (None, "voie « vae » absente de ucanss.gc@2027")


def test_ce_que_seule_l_autre_edition_observe_est_dit(gc: Edition) -> None:
    complete = gc.completee(Grille(gc.cle, {"GRU/C1": (Critere("1", "un"), Critere("2", "deux"))}))
    autre = evolve(complete, edition="2027")
    transposition = Transposition.entre(gc, autre)
    assert transposition.nouveautes == ("GRU/C1/1", "GRU/C1/2")
    relecture = transposition.relire(_dossier({"GRU/C1": OUI}))
    assert list(transposition.reserves(relecture)) == [
        "sans avis, car ucanss.gc@2027 l'observe et ucanss.gc@2021 non : GRU/C1/1, GRU/C1/2"
    ]


def test_la_grille_du_dossier_complete_l_autre_edition(gc: Edition) -> None:
    complete = gc.completee(Grille(gc.cle, {"GRU/C1": (Critere("1", "un"),)}))
    transposition = Transposition.entre(complete, evolve(gc, edition="2027"))
    assert "GRU/C1/1" in transposition.apres
    relecture = transposition.relire(_dossier({"GRU/C1/1": OUI}))
    assert relecture.dossier is not None
    assert not relecture.ecartes
