"""Two juries for one session: the séance that proposes, and the one that follows and proclaims.

What the first jury decided is what is proposed to the second; what it left to the computation, or in debate, the
second finds as it was. Nothing but the second proclaims.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from parchemin.deliberation.decision import ENSEMBLE, Conclusion, Objet, conclusion, objet
from parchemin.faits import Fait, Tournure
from parchemin.registre.seance.retractations import tient
from parchemin.registre.seance.seances import Etat, SeanceInscrite
from parchemin.registre.socle.tables import DECISIONS, DOSSIERS, PROPOSITIONS

PROCLAMEE_PAR_UNE_AUTRE = Tournure(
    "proclamee_par_une_autre", "séance {seance} : une autre séance a déjà proclamé ce qu'elle propose"
)
DOSSIERS_SANS_PROPOSITION = Tournure(
    "dossiers_sans_proposition",
    "séance {seance} : {combien} dossier{combien:s} à délibérer, dont elle ne propose rien",
)
_IMPORTEZ = "importez les mêmes fichiers dans les deux"
DOSSIER_DIFFERENT = Tournure(
    "dossier_different", f"dossier {{dossier}} : il diffère de celui de la séance {{seance}} ; {_IMPORTEZ}"
)
DOSSIER_ABSENT_ICI = Tournure(
    "dossier_absent_ici", f"dossier {{dossier}} : absent ici, il vient de la séance {{seance}} ; {_IMPORTEZ}"
)
DOSSIER_ABSENT_AVANT = Tournure(
    "dossier_absent_avant", f"dossier {{dossier}} : absent de la séance {{seance}} ; {_IMPORTEZ}"
)

Avis = Mapping[Objet, Conclusion]
"""What a jury decided of a dossier, by what it is of."""

SANS_AVIS: Avis = MappingProxyType({})
"""No jury said anything before."""


def avis_precedents(
    cx: Connection, fiche: SeanceInscrite, codes: Sequence[str]
) -> dict[str, dict[Objet, Conclusion]]:
    """Return what the jury that proposes decided, by dossier."""
    if fiche.precedente is None:
        return {}
    voulus = (
        select(DOSSIERS.c.code, DECISIONS.c.bloc, DECISIONS.c.verdict)
        .join_from(DECISIONS, DOSSIERS, DECISIONS.c.dossier == DOSSIERS.c.id)
        .where(DECISIONS.c.seance == fiche.precedente, DOSSIERS.c.code.in_(codes), tient())
        .order_by(DECISIONS.c.id)
    )
    avis: dict[str, dict[Objet, Conclusion]] = {}
    for code, bloc, verdict in cx.execute(voulus):
        avis.setdefault(code, {}).update(lire_avis({bloc: verdict}))
    return avis


def ecrire_avis(avis: Avis) -> dict[str, str]:
    """Return what was decided as it is stored and digested: a code by path."""
    return {de.chemin: verdict.value for de, verdict in avis.items()}


def lire_avis(ecrit: Mapping[str, str]) -> dict[Objet, Conclusion]:
    """Return what was decided from its written form."""
    return {(de := objet(chemin)): conclusion(de, code) for chemin, code in ecrit.items()}


def cumuler(avis: Avis, decides: Avis) -> dict[Objet, Conclusion]:
    """Return what two juries decided, the second first: what it says of a bloc reopens the whole."""
    tenus = {de: verdict for de, verdict in avis.items() if de != ENSEMBLE or not decides}
    return {**tenus, **decides}


def raisons_de_suite(cx: Connection, fiche: SeanceInscrite, premiere: SeanceInscrite) -> Iterator[Fait]:
    """Yield why a séance cannot proclaim what the first proposes."""
    if premiere.etat is not Etat.OUVERTE:
        yield PROCLAMEE_PAR_UNE_AUTRE(seance=premiere.id)
    if jamais := cx.execute(_sans_proposition(premiere.id)).scalar_one():
        yield DOSSIERS_SANS_PROPOSITION(seance=premiere.id, combien=jamais)
    yield from _ecarts(cx, fiche.id, premiere.id)


def _sans_proposition(seance: int) -> Select[int]:
    proposes = exists().where(PROPOSITIONS.c.dossier == DOSSIERS.c.id)
    siens = (DOSSIERS.c.seance == seance, DOSSIERS.c.retrait == "")
    return select(func.count(DOSSIERS.c.id)).where(*siens, ~proposes)


def _ecarts(cx: Connection, seconde: int, premiere: int) -> Iterator[Fait]:
    """Yield each dossier that both séances do not hold alike; one that is withdrawn in either is none."""
    ici, avant = DOSSIERS.alias(), DOSSIERS.alias()
    la = and_(ici.c.code == avant.c.code, ici.c.seance == seconde)
    perdus = select(avant.c.code, ici.c.code).join_from(avant, ici, la, isouter=True)
    perdus = perdus.where(
        avant.c.seance == premiere,
        avant.c.retrait == "",
        or_(ici.c.id.is_(None), and_(ici.c.retrait == "", ici.c.empreinte != avant.c.empreinte)),
    )
    for code, trouve in cx.execute(perdus.order_by(avant.c.id)):
        yield (DOSSIER_DIFFERENT if trouve else DOSSIER_ABSENT_ICI)(dossier=code, seance=premiere)
    connu = exists().where(avant.c.code == ici.c.code, avant.c.seance == premiere)
    seuls = (ici.c.seance == seconde, ici.c.retrait == "", ~connu)
    for code in cx.execute(select(ici.c.code).where(*seuls).order_by(ici.c.id)).scalars():
        yield DOSSIER_ABSENT_AVANT(dossier=code, seance=premiere)
