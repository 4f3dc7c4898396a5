"""How the CQP Conseiller Entreprise is deliberated (document 000).

The CTE gives an avis by compétence and by bloc, the joint jury decides and checks that they cohere. The document
gives no threshold, and none is invented.
"""

from collections.abc import Iterator

from parchemin.api import (
    AvisCoherent,
    DepotAvant,
    DonneeExigee,
    Duree,
    Politique,
    Source,
    Tournure,
    TousLesBlocs,
)
from parchemin_agirc_arrco.validite import DEFINITIF, VALIDITE, ExpireEnVae

BLOC = AvisCoherent("cte", Source("000", "acteurs", "aucun seuil n'est écrit : l'avis du CTE, et sa cohérence"))
CERTIFICATION = (TousLesBlocs(Source("000", "blocs de compétences")),)

_ENREGISTREMENT = Tournure("enregistrement_du_bloc", "enregistrement du bloc {bloc:«noeud»}")
_DUREE = Tournure("duree_de_l_enregistrement", "durée de l'enregistrement du bloc {bloc:«noeud»}")

ENREGISTREMENT = DepotAvant(
    "enregistrement",
    Duree(jours=21),
    _ENREGISTREMENT(bloc="B1"),
    Source("000", "inscription", "trois semaines : 21 jours calendaires avant la session devant le CTE, inclus"),
    bloc="B1",
    epreuve="b1",
)
DUREE = DonneeExigee(
    "enregistrement_minutes",
    _DUREE(bloc="B1"),
    Source("000", "bloc 1"),
    au_plus=30,
    unite="min",
    bloc="B1",
)
IDENTITE = DonneeExigee(
    "identite",
    "pièce d'identité vérifiée",
    Source("000", "conditions matérielles", "au démarrage des épreuves : la VAE n'en est pas une"),
    au_moins=1,
    au_plus=1,
)
CAMERA = DonneeExigee(
    "camera",
    "caméra ouverte pendant les épreuves en direct",
    Source("000", "conditions matérielles", "ne s'applique pas à l'enregistrement, remis avant la session"),
    au_moins=1,
    au_plus=1,
)
EXPIRE = ExpireEnVae("agirc-arrco.ce", VALIDITE, DEFINITIF)


def toutes() -> Iterator[Politique]:
    """Yield the policy of each voie."""
    yield Politique(
        "agirc-arrco.ce@2024", ("epreuves",), CERTIFICATION, BLOC, (ENREGISTREMENT, DUREE, IDENTITE, CAMERA)
    )
    yield Politique("agirc-arrco.ce@2024", ("vae",), CERTIFICATION, BLOC, (EXPIRE,))
