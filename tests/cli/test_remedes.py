"""What mends a refusal is said by the command line alone, beside the sentence of the core, and only there."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import parchemin
from parchemin.dossier.model import Candidat
from parchemin.faits import FaitSimple, Tournure
from parchemin.registre import service
from parchemin.registre.apres import recours
from parchemin.registre.journal import sauvegarde
from parchemin.registre.personnes import conservation, droit_d_acces
from parchemin.registre.personnes.droit_d_acces import Homonyme
from parchemin.registre.seance import pieces, proclamation, retouches
from parchemin.registre.titres import corrections
from parchemin_cli.rendu.remedes import REMEDES, dire

COEUR = Path(parchemin.__file__).parent
SERVICES = [
    fichier
    for dossier in ("registre", "deliberation", "jury")
    for fichier in sorted((COEUR / dossier).rglob("*.py"))
]
CONNUS = (
    *(droit_d_acces, conservation, corrections, pieces, proclamation),
    *(recours, retouches, sauvegarde, service),
)
"""What declares facts is imported, so that they are known."""


@pytest.mark.parametrize("fichier", SERVICES, ids=lambda fichier: str(fichier.relative_to(COEUR)))
def test_le_coeur_ne_nomme_ni_commande_ni_option(fichier: Path) -> None:
    texte = re.sub(r"from parchemin[. ]\S*|import parchemin\S*", "", fichier.read_text(encoding="utf-8"))
    assert re.findall(r"« parchemin |\bparchemin [a-z]+|[ («]--[a-z]+", texte) == []


def test_chaque_remede_repond_a_un_fait_que_quelqu_un_constate() -> None:
    assert [code for code in REMEDES if code not in Tournure.connues] == []


CANDIDATS = tuple(
    Homonyme(numero, Candidat("Roy", "Zoé", nee)) for numero, nee in ((2, date(1991, 5, 3)), (4, None))
)


@pytest.mark.parametrize(
    ("fait", "dit"),
    [
        (proclamation.A_DELIBERER(dossier="D1", seance=3), "« parchemin seance deliberer 3 »"),
        (
            proclamation.ENSEMBLE_CONTREDIT(
                dossier="D1", verdict="certifie", blocs=("GRU",), donne="partiel", acte=12
            ),
            "décidez-en de nouveau, avec --remplace 12, et avec un motif s'il s'en écarte",
        ),
        (
            proclamation.ENSEMBLE_CONTREDIT(
                dossier="D1", verdict="certifie", blocs=("GRU",), donne="partiel", acte=None
            ),
            "qui donne « partiel » ; décidez-en de nouveau, avec un motif s'il s'en écarte",
        ),
        (proclamation.NE_PROCLAME_PAS(seance=3, instance="jury_local"), "--suite-de 3 » ouvre celle qui proclame"),
        (
            droit_d_acces.HOMONYMES(nom="Roy", combien=2, personnes=CANDIDATS),
            "« Roy » : 2 personnes ; dites laquelle par --naissance, ou --personne où elle ne suffit pas\n"
            "  Roy Zoé, naissance 1991-05-03 (--personne 2)\n  Roy Zoé, naissance inconnue (--personne 4)",
        ),
        (
            droit_d_acces.AUCUN_HOMONYME(nom="Roy", personnes=CANDIDATS[:1]),
            "« Roy » : aucun n'est celui-là\n  Roy Zoé, naissance 1991-05-03 (--personne 2)",
        ),
    ],
    ids=lambda valeur: valeur.code if isinstance(valeur, FaitSimple) else "",
)
def test_le_remede_suit_la_phrase(fait: FaitSimple, dit: str) -> None:
    assert dire(fait).endswith(dit)
    assert dire(fait).startswith(str(fait))


def test_un_refus_en_json_porte_son_code_et_son_dossier(lancer: Callable, exemple: Path) -> None:
    lancer("seance", "ouvrir", exemple)
    lancer("seance", "deliberer", 1)
    proclamer = lancer("seance", "proclamer", 1, "--oui", "--json")
    message = (
        "dossier GC-2203-07 : observations manquantes sur GRU ; importez-les, "
        "ou décidez (« incomplet » renvoie le dossier à une autre séance)"
    )
    refus = {"message": message, "code": "blocs_sans_observations", "dossier": "GC-2203-07"}
    assert (proclamer.returncode, json.loads(proclamer.stdout)) == (1, {"refus": [refus]})
    assert f"Refusé, rien n'a été écrit :\n  {message}\n" in proclamer.stderr


def test_une_erreur_dit_aussi_ce_qui_y_remedie(lancer: Callable, exemple: Path) -> None:
    lancer("seance", "ouvrir", exemple)
    inconnue = lancer("seance", "montrer", 9, "--json")
    dit = "séance 9 inconnue ; « parchemin seance liste » les donne"
    assert (inconnue.returncode, json.loads(inconnue.stdout)) == (
        2,
        {"erreurs": [{"code": "seance_inconnue", "message": dit}]},
    )
    assert inconnue.stderr == f"Erreur : {dit}\n"
