"""A fact is said by names where somebody reads it: those of its édition, of its branch, of nobody else."""

from datetime import date
from decimal import Decimal

import pytest

from parchemin.faits import CODES, Tournure
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import (
    Bloc,
    Competence,
    Critere,
    Edition,
    Epreuve,
    NatureBloc,
    NatureCible,
    RoleEvaluateur,
    Source,
)

ICI = Source("règlement", "§1")
C1 = Competence("C1", "Écouter", (Critere("1", "Il note"),))
BLOC = Bloc("4", "Accueil", NatureBloc.SPECIFIQUE, ICI, (C1,), cle="x.y@1/4")
EDITION = Edition(
    "x.y",
    "1",
    "Conseiller",
    date(2020, 1, 1),
    date(2030, 1, 1),
    ICI,
    evaluateurs=(RoleEvaluateur("of", "Organisme", (NatureCible.BLOC,), ICI),),
    blocs=(BLOC,),
    epreuves=(Epreuve("oral", "Soutenance", "oral", ICI),),
)
NOMS = Lexique.de(EDITION, siege={"of": "Siège de l'organisme"})
DIT = Tournure("essai_lexique", "soit 4 sur {n} : {bloc:«noeud»}, le {le:jour}, par {qui:role}, {note}")


@pytest.mark.parametrize(
    ("genre", "code", "dit"),
    [
        ("noeud", "4", "4 Accueil"),
        ("noeud", "x.y@1/4", "4 Accueil"),
        ("noeud", "4/C1", "C1 Écouter"),
        ("noeud", "4/C1/1", "C1, Il note"),
        ("noeud", "epreuve:oral", "Soutenance"),
        ("noeud", "5", "5"),
        ("role", "of", "Organisme"),
        ("evaluateur", "of", "l'évaluateur (Organisme)"),
        ("evaluateur", "jury", "jury"),
        ("siege", "of", "Siège de l'organisme"),
        ("epreuve", "oral", "Soutenance"),
        ("titre", "cqp", "Certificat de qualification professionnelle"),
        ("objet", "x.y@1/4", "Accueil"),
        ("objet", "x.y", "Conseiller"),
        ("instance", "cpn", "cpn"),
    ],
)
def test_chaque_genre_a_ses_noms(genre: str, code: str, dit: str) -> None:
    assert (NOMS.nommer(genre, code), CODES.nommer("noeud", code)) == (dit, code)


def test_un_nombre_n_est_pas_le_bloc_qui_a_ce_code() -> None:
    fait = DIT(n=4, bloc="4", le=date(2022, 3, 1), qui="of", note=Decimal("5.5"))
    assert fait.dire(CODES) == "soit 4 sur 4 : 4, le 2022-03-01, par of, 5,5"
    assert fait.dire(NOMS) == "soit 4 sur 4 : « 4 Accueil », le 2022-03-01, par Organisme, 5,5"


def test_ce_qui_s_imprime_dit_les_jours_comme_une_lettre() -> None:
    imprime = Lexique.de(EDITION, imprime=True)
    assert imprime.jour(date(2022, 3, 1)) == imprime.jour("2022-03-01") == "1er\u00a0mars 2022"
    assert imprime.citer("noeud", "4") == "«\u202fAccueil\u202f»"
    assert imprime.citer("noeud", "5") == "5"
