"""Before proclaiming: what forbids it and what it would deliver, by the very checks that proclaim."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve
from sqlalchemy import select

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.registre.seance import seances
from parchemin.registre.seance.decisions import decider
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.service import Registre
from parchemin.registre.socle.tables import META, TITRES

GC, CDC = "ucanss/gc-2021", "courtage/cdc-2017"


def _lignes(registre: Registre) -> dict[str, list]:
    with registre.lire() as cx:
        return {table.name: cx.execute(select(table)).all() for table in META.sorted_tables}


@pytest.mark.parametrize("nom", [GC, CDC, "ucanss/gcar-2017", "agirc-arrco/ce-2024"])
def test_ce_qui_est_examine_est_ce_qui_est_refuse(
    registre: Registre, ouvrir: Callable, exemple: Callable, nom: str
) -> None:
    numero = ouvrir(exemple(nom))
    avant = _lignes(registre)
    examen = examiner(registre, numero)
    assert _lignes(registre) == avant
    if examen.empechements:
        with pytest.raises(ActeRefuse) as refus:
            proclamer(registre, numero)
        assert refus.value.raisons == examen.empechements


def test_ce_qui_est_annonce_est_ce_qui_est_delivre(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    numero = ouvrir(exemple(GC))
    decider(registre, numero, Demande("GC-2203-07", "incomplet"))
    examen = examiner(registre, numero)
    assert examen.empechements == ()
    proclamer(registre, numero)
    with registre.lire() as cx:
        delivres = cx.execute(
            select(TITRES.c.nature, TITRES.c.objet, TITRES.c.expire_le).order_by(TITRES.c.id)
        ).all()
    annonces = [(du.nature, du.objet, du.expire_le) for dus in examen.titres.values() for du in dus]
    assert [tuple(titre) for titre in delivres] == annonces


def test_d_un_dossier_en_suspens_rien_n_est_annonce(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    examen = examiner(registre, ouvrir(exemple(GC)))
    assert [(fait.code, fait["dossier"]) for fait in examen.empechements] == [
        ("blocs_sans_observations", "GC-2203-07")
    ]
    assert examen.titres["GC-2203-07"] == ()
    assert examen.titres["GC-2203-01"]


def test_une_alerte_sur_le_jury_avertit_et_n_empeche_rien(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    examen = examiner(registre, ouvrir(exemple("agirc-arrco/ce-2024", ("formation_jury", "autre_colonne"))))
    codes = {fait.code for fait in examen.avertissements}
    assert "alerte_du_jury" in codes
    assert "alerte_du_jury" not in {fait.code for fait in examen.empechements}


def test_une_seance_jamais_deliberee_l_est_d_abord(registre: Registre, exemple: Callable) -> None:
    numero = seances.ouvrir(registre, LecteurDeSeance(exemple(GC), registre.catalogue).entiere()).seance
    assert {fait.code for fait in examiner(registre, numero).empechements} == {"a_deliberer"}


def test_une_seance_proclamee_ne_se_proclame_plus(registre: Registre, ouvrir: Callable, exemple: Callable) -> None:
    numero = ouvrir(exemple(GC))
    decider(registre, numero, Demande("GC-2203-07", "incomplet"))
    proclamer(registre, numero)
    examen = examiner(registre, numero)
    assert ([fait.code for fait in examen.empechements], examen.titres) == (["seance_proclamee"], {})


def test_une_seance_inconnue_ne_s_examine_pas(registre: Registre) -> None:
    with pytest.raises(CodeInconnu, match="séance 9 inconnue"):
        examiner(registre, 9)


def test_la_commande_examine_et_finit_par_1_ou_0(lancer: Callable, exemple: Callable, adresse: str) -> None:
    ou = {"base": adresse}
    lancer("seance", "ouvrir", exemple(GC), **ou)
    lancer("seance", "deliberer", 1, **ou)
    bloquee = lancer("seance", "examiner", 1, "--json", **ou)
    document = json.loads(bloquee.stdout)
    assert (bloquee.returncode, list(document)) == (1, ["seance", "empechements", "avertissements", "titres"])
    [empechement] = document["empechements"]
    assert (empechement["code"], empechement["dossier"]) == ("blocs_sans_observations", "GC-2203-07")
    assert document["titres"][0] == {"dossier": "GC-2203-01", "nature": "cqp", "objet": "ucanss.gc"}
    dit = lancer("seance", "examiner", 1, **ou).stdout
    assert (
        "Séance 1, elle ne peut être proclamée :\n  dossier GC-2203-07 : observations manquantes sur GRU ; " in dit
    )
    lancer("seance", "decider", 1, "incomplet", "--dossier", "GC-2203-07", **ou)
    libre = lancer("seance", "examiner", 1, **ou)
    assert libre.returncode == 0
    assert "Séance 1 : rien n'empêche de la proclamer.\n" in libre.stdout
    assert "40 titres à délivrer : CQP 8, CCP 32.\n" in libre.stdout


def test_qui_reapparait_dans_la_meme_seance_n_a_pas_deux_fois_le_meme_titre(
    registre: Registre, exemple: Callable
) -> None:
    lue = LecteurDeSeance(exemple(GC), registre.catalogue).entiere()
    premier = evolve(lue.dossiers[0], candidat=evolve(lue.dossiers[0].candidat, naissance=date(1990, 4, 2)))
    double = evolve(lue, dossiers=(premier, evolve(premier, code="X")))
    numero = seances.ouvrir(registre, double).seance
    deliberer(registre, numero)
    examen = examiner(registre, numero)
    assert (len(examen.titres[premier.code]), examen.titres["X"]) == (4, ())
    assert proclamer(registre, numero).titres == 4
