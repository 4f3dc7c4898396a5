"""What is delivered: the CQP, or an attestation for each bloc acquired while the CQP is not."""

from collections.abc import Iterator

from parchemin.api import ModeleTitre, Niveau, Source

_SIGNATAIRES = ("Président du jury de certification", "Président de la CSCA", "Président de la CPNE")
_ATTESTATION = Source(
    "003",
    "voie des blocs",
    "aucune durée de validité n'est écrite : tenue sans limite, et sans que le titre le dise",
)


def tous() -> Iterator[ModeleTitre]:
    """Yield the titles of the three CQP."""
    for certification, metier in (
        ("courtage.cdc", "Chargé de Clientèle"),
        ("courtage.gest-adp", "Gestionnaire ADP"),
        ("courtage.gest-iard", "Gestionnaire IARD"),
    ):
        source = Source("003", "voie de la formation")
        yield ModeleTitre(certification, "cqp", f"CQP {metier}", Niveau.EDITION, source, signataires=_SIGNATAIRES)
        yield ModeleTitre(
            certification,
            "attestation_bloc",
            f"Attestation de bloc du CQP {metier}",
            Niveau.BLOC,
            _ATTESTATION,
            si_partiel=True,
        )
