"""Who may apply by experience for the CQP of insurance brokerage (document 003)."""

from collections.abc import Iterator

from parchemin.api import Decompte, OralPrevu, Orientation, RegleRecevabilite, Source

_DUREE = Source(
    "003",
    "points clés",
    "« 1 année » : 365 jours de calendrier cumulés, à temps plein ou partiel ; « dans le métier du courtage » "
    "(voie de la VAE) dit le public, non la condition",
)

_ORAL = OralPrevu(Source("003", "voie de la VAE", "la commission reçoit le candidat : son oral de certification"))
_ORIENTATION = Orientation("voie de la formation, ou voie des blocs", Source("003", "voie de la VAE"))


def toutes() -> Iterator[RegleRecevabilite]:
    """Yield the rule of each of the three CQP: one year required, two recommended."""
    for certification in ("courtage.cdc", "courtage.gest-adp", "courtage.gest-iard"):
        yield RegleRecevabilite(
            certification,
            _DUREE,
            "CSCA, après avis d'un organisme de formation",
            jours_etp=365,
            decompte=Decompte.CALENDAIRE,
            jours_recommandes=2 * 365,
            nature=Source("003", "points clés", "« en lien avec la qualification visée »"),
            decide_source=Source("003", "voie de la VAE"),
            orientation=_ORIENTATION,
            oral=_ORAL,
        )
