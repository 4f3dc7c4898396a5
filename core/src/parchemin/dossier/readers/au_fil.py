"""A séance handed over dossier by dossier as its files are read, so that memory does not grow with them.

Only a folder without a fault, whose observations follow the order of its dossiers, can be read so. Any other
séance is read whole, which finds each observation's dossier wherever it stands, and says every fault.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from attrs import evolve

from parchemin.dossier.model import Dossier, Observations, Seance
from parchemin.dossier.readers.assemblage import nommer_seance
from parchemin.dossier.readers.dossiers import DossierLu, parcourir_dossiers
from parchemin.dossier.readers.editions import Editions, editions_lues
from parchemin.dossier.readers.formats.csv import EN_CSV, derouler_csv
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.observations import Guichet, ObservationRefusee, grouper, observer
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.repertoire import lire_repertoire
from parchemin.errors import DonneesInvalides
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition


class _EnEntier(Exception):
    """A séance that cannot be read as it goes."""


def derouler(entete: Path, catalogue: Catalogue, recevoir: Callable[[Dossier], None]) -> Seance | None:
    """Hand each dossier of a séance over as soon as it is read; return the séance without them.

    :param entete: the ``seance.toml`` of its folder.
    :returns: ``None`` when the séance must be read whole; what was handed over then counts for nothing.
    """
    try:
        with ExitStack() as pile:
            return _derouler(entete, catalogue, recevoir, pile)
    except (_EnEntier, DonneesInvalides, ObservationRefusee, OSError, UnicodeError):
        return None


def _derouler(
    entete: Path, catalogue: Catalogue, recevoir: Callable[[Dossier], None], pile: ExitStack
) -> Seance | None:
    brute = lire_repertoire(entete, partial(_ouvrir, pile))
    lues = editions_lues(brute.en_tete, brute, catalogue) if brute.en_tete else None
    _exiger_juste(brute.remarques.defauts or brute.defauts_grille)
    if not (brute.en_tete and lues and brute.dossiers and brute.observations):
        return None
    editions: dict[str, Edition] = {}
    for dossier, edition in _assortir(brute.dossiers, brute.observations, lues, brute.remarques):
        editions.setdefault(edition.cle, edition)
        recevoir(dossier)
    return nommer_seance(brute, editions)


def _ouvrir(pile: ExitStack, chemin: Path, nom: str) -> Tableau:
    """Open a CSV to be read as it goes; another format is read whole."""
    if chemin.suffix.lower() in EN_CSV:
        return pile.enter_context(derouler_csv(chemin))
    return ouvrir(chemin, nom)


def _assortir(
    dossiers: Tableau, observations: Tableau, editions: Editions, remarques: Remarques
) -> Iterator[tuple[Dossier, Edition]]:
    """Yield each dossier with its observations, both tables read side by side."""
    groupes = grouper(observations, remarques)
    suivant, relations = next(groupes, ("", iter(())))
    guichets: dict[tuple[str, str], Guichet] = {}
    for code, lu in parcourir_dossiers(dossiers, editions, remarques):
        observees = Observations()
        if code == suivant:
            observees = observer(_guichet(lu, guichets), relations)
            suivant, relations = next(groupes, ("", iter(())))
        _exiger_juste(remarques.defauts)
        if lu.dossier and lu.edition:
            yield evolve(lu.dossier, observations=observees), lu.edition
    _exiger_juste(remarques.defauts or suivant)


def _guichet(lu: DossierLu, ouverts: dict[tuple[str, str], Guichet]) -> Guichet:
    if lu.edition is None or lu.dossier is None:
        raise _EnEntier
    cle = (lu.edition.cle, lu.voie)
    if cle not in ouverts:
        ouverts[cle] = Guichet.ouvrir(lu.edition, lu.voie)
    return ouverts[cle]


def _exiger_juste(faute: object) -> None:
    if faute:
        raise _EnEntier
