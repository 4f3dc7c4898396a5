"""Who may apply by experience for the CQP of Agirc-Arrco (document 000): the document sets no condition."""

from collections.abc import Iterator

from parchemin.api import OralPrevu, RegleRecevabilite, Source

_VAE = Source("000", "parcours VAE", "ni durée ni nature de l'expérience : aucune n'est exigée")


def toutes() -> Iterator[RegleRecevabilite]:
    """Yield the rule of the only certification whose content is known."""
    yield RegleRecevabilite(
        "agirc-arrco.ce",
        _VAE,
        "non précisé par le document",
        rappels=(
            "le document 000 ne dit pas qui décide de la recevabilité ; la démarche passe par les RH, "
            "puis un entretien de faisabilité de 60 à 90 minutes",
        ),
        oral=OralPrevu(Source("000", "parcours VAE", "le parcours finit par une préparation à l'oral")),
    )
