"""The parts of a séance tied together, and to the éditions that the branches supply."""

from collections.abc import Mapping

from attrs import evolve

from parchemin.dossier.model import Observations, Seance
from parchemin.dossier.readers.dossiers import DossierLu, lire_dossiers
from parchemin.dossier.readers.editions import completees, editions_lues
from parchemin.dossier.readers.observations import Guichet, lire_observations
from parchemin.dossier.readers.seance_brute import SeanceBrute
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition


def assembler(brute: SeanceBrute, catalogue: Catalogue) -> Seance:
    """Tie the tables together; go on past each fault as far as the rest still has a meaning.

    :raises DonneesInvalides: with every fault of every part at once.
    """
    en_tete = brute.en_tete
    editions = editions_lues(en_tete, brute, catalogue) if en_tete else None
    lus = lire_dossiers(brute.dossiers, editions, brute.remarques) if brute.dossiers else {}
    observations: Mapping[str, Observations] = {}
    if brute.observations:
        observations = lire_observations(brute.observations, _guichets(brute, lus), brute.remarques)
    dossiers = (lu.dossier for lu in lus.values() if lu.dossier)
    return evolve(
        nommer_seance(brute, {lu.edition.cle: lu.edition for lu in lus.values() if lu.edition}),
        dossiers=tuple(
            evolve(dossier, observations=observations.get(dossier.code, Observations())) for dossier in dossiers
        ),
    )


def assembler_en_tete(brute: SeanceBrute, catalogue: Catalogue) -> Seance:
    """Return a séance without its dossiers, with every édition on which they may be frozen.

    :raises DonneesInvalides: with every fault of what it says of itself.
    """
    editions = completees(brute.en_tete, brute, catalogue) if brute.en_tete else {}
    return nommer_seance(brute, editions)


def nommer_seance(brute: SeanceBrute, editions: Mapping[str, Edition]) -> Seance:
    """Return a séance without its dossiers; raise `DonneesInvalides` with all the faults that were met."""
    brute.remarques.exiger_juste(brute.defauts_grille)
    en_tete = brute.en_tete
    assert en_tete is not None  # noqa: S101 - without it, there is a fault
    return Seance(
        en_tete.certification,
        en_tete.date,
        en_tete.instance,
        en_tete.lieu,
        brute.membres,
        editions=editions,
        edition=en_tete.edition,
        avertissements=tuple(sorted(set(brute.remarques.avertissements))),
    )


def guichets_de(lus: Mapping[str, DossierLu]) -> dict[str, Guichet | None]:
    """Return who answers for the observations of each dossier; ``None`` for one that is at fault."""
    guichets: dict[str, Guichet | None] = dict.fromkeys(lus)
    ouverts: dict[tuple[str, str], Guichet] = {}
    for code, lu in lus.items():
        if lu.edition and lu.voie in {voie.code for voie in lu.edition.voies}:
            cle = (lu.edition.cle, lu.voie)
            if cle not in ouverts:
                ouverts[cle] = Guichet.ouvrir(lu.edition, lu.voie)
            guichets[code] = ouverts[cle]
    return guichets


def _guichets(brute: SeanceBrute, lus: Mapping[str, DossierLu]) -> dict[str, Guichet | None] | None:
    """Return who answers for each dossier; ``None`` when it is not even known which dossiers there are."""
    if brute.dossiers is None or "dossier" not in brute.dossiers.entetes:
        return None
    return dict.fromkeys(lus) if brute.defauts_grille else guichets_de(lus)
