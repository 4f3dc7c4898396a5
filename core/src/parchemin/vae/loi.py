"""What the law asks of a VAE request, for the certifications of the national register (RNCP), by date of deposit.

It starts on 1 October 2017: before that day the law asked for three years, and the branches' own texts say how
they are counted.
"""

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from parchemin.referentiel.model import Source
from parchemin.vae.model import HEURES_PAR_AN, JOURS_PAR_AN, Decompte, Limite, RegleRecevabilite

_EDUCATION, _TRAVAIL = "Code de l'éducation", "Code du travail"

_R335_7 = Source(_EDUCATION, "art. R.335-7")
_R6412_3 = Source(_TRAVAIL, "art. R.6412-3")
_JUSQU_EN_2023 = (Limite(1, _R335_7), Limite(3, _R335_7, toutes=True))
_DEPUIS_2024 = (Limite(1, _R6412_3, hors_blocs=True), Limite(3, _R6412_3, toutes=True, hors_blocs=True))

_UN_AN = Source(
    _EDUCATION,
    "art. R.335-6 (du 01/10/2017)",
    "« un an, de façon continue ou non », à temps plein ou partiel : 365 jours de calendrier cumulés",
)
_EN_HEURES = Source(
    _EDUCATION,
    "art. R.335-6 (du 04/11/2019)",
    f"{HEURES_PAR_AN} heures font un an de temps plein : {JOURS_PAR_AN} jours en équivalent temps plein",
)
_SANS_DUREE = Source("Loi 2022-1598", "art. 10 ; décret 2023-1275 : parcours engagés depuis le 01/01/2024")


def selon_la_loi(modele: RegleRecevabilite) -> Iterator[RegleRecevabilite]:
    """Yield a branch's rule under each state of the law, within the rule's own dates of deposit.

    ``modele`` says who decides, where that is written (its ``source``) and what frees from the oral; the law
    gives the duration, its count, the nature of the experience, and how many requests a civil year.
    """
    avant = evolve(
        modele,
        decide_source=modele.decide_source or modele.source,
        nature=Source(_EDUCATION, "art. L.335-5"),
        limites=_JUSQU_EN_2023,
        jours_etp=JOURS_PAR_AN,
        fenetre_annees=None,
    )
    depuis = evolve(
        avant,
        source=_SANS_DUREE,
        nature=Source(_TRAVAIL, "art. L.6411-1"),
        limites=_DEPUIS_2024,
        jours_etp=0,
        decompte=Decompte.ETP,
    )
    for regle, du, au in (
        (evolve(avant, source=_UN_AN, decompte=Decompte.CALENDAIRE), date(2017, 10, 1), date(2019, 11, 3)),
        (evolve(avant, source=_EN_HEURES, decompte=Decompte.ETP), date(2019, 11, 4), date(2023, 12, 31)),
        (depuis, date(2024, 1, 1), date.max),
    ):
        debut, fin = max(du, modele.depose_du or date.min), min(au, modele.depose_au or date.max)
        if debut <= fin:
            yield evolve(regle, depose_du=debut, depose_au=None if fin == date.max else fin)
