"""The éditions on which the dossiers of a séance are frozen: which they are, and what the grille adds to them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from attrs import evolve, frozen

from parchemin.dossier.model import Seance
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.seance_brute import EnTeteDeSeance, SeanceBrute
from parchemin.errors import CodeInconnu, Suggestion
from parchemin.faits import Tournure
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Bloc, Edition
from parchemin.referentiel.toml import completer

INSTANCE_INCONNUE = Tournure("instance_inconnue", "instance inconnue « {instance} »{suggestion}")


@frozen
class Editions:
    """What dossiers are read against: the édition of an entry date, and every bloc that exists, by path.

    ``edition_au`` may know the édition without the date (``None``); otherwise it returns ``None``.
    """

    edition_au: Callable[[date | None], Edition | None]
    blocs: Mapping[str, Bloc]

    @classmethod
    def parmi(cls, completes: Mapping[str, Edition], dite: str, catalogue: Catalogue) -> "Editions":
        """Return the éditions, each completed, among which the date of entry chooses.

        :param dite: the name of the one that the séance says it is of, where it says one.
        """
        premiere = next(iter(completes.values()))

        def edition_au(entree: date | None) -> Edition | None:
            if len(completes) == 1 and (dite or entree is None):
                return premiere
            if entree is None:
                return None
            return completes[catalogue.en_vigueur(premiere.certification, entree).cle].exiger_contenu()

        return cls(edition_au, catalogue.blocs())


def editions_lues(en_tete: EnTeteDeSeance, brute: SeanceBrute, catalogue: Catalogue) -> Editions | None:
    """Return what the dossiers are read against, or ``None`` where what the séance says of itself is at fault."""
    completes = completees(en_tete, brute, catalogue)
    return Editions.parmi(completes, en_tete.edition, catalogue) if completes else None


def editions_de(seance: Seance, catalogue: Catalogue) -> Editions:
    """Return what new dossiers are read against: the éditions of the séance as its grilles completed them."""
    editions = catalogue.de(seance.certification)
    if seance.edition:
        editions = (catalogue.edition(seance.certification, seance.edition),)
    completes = {edition.cle: seance.editions.get(edition.cle, edition) for edition in editions}
    return Editions.parmi(completes, seance.edition, catalogue)


def completees(en_tete: EnTeteDeSeance, brute: SeanceBrute, catalogue: Catalogue) -> dict[str, Edition]:
    """Return the éditions of a séance by their ``cle``, as its grille completes them, if none is at fault."""
    editions = _choisir(en_tete, brute, catalogue)
    completes = _completer(editions, brute) if editions else {}
    if brute.valeurs:
        completes = {
            nom: evolve(edition, valeurs={**edition.valeurs, **brute.valeurs})
            for nom, edition in completes.items()
        }
    return completes


def _choisir(en_tete: EnTeteDeSeance, brute: SeanceBrute, catalogue: Catalogue) -> tuple[Edition, ...]:
    """Return the éditions among which the dossiers are frozen; one when the séance names it."""
    lieu = brute.places["certification"]
    try:
        editions = catalogue.de(en_tete.certification)
        _verifier_instance(en_tete, brute, catalogue)
        if all(edition.sans_contenu for edition in editions):
            editions[-1].exiger_contenu()
        if en_tete.edition:
            lieu = brute.places["edition"]
            return (catalogue.edition(en_tete.certification, en_tete.edition).exiger_contenu(),)
    except CodeInconnu as erreur:
        brute.remarques.fauter(lieu, erreur.fait)
        return ()
    return editions


def _verifier_instance(en_tete: EnTeteDeSeance, brute: SeanceBrute, catalogue: Catalogue) -> None:
    connues = catalogue.instances.get(en_tete.certification, ())
    if connues and en_tete.instance not in connues:
        inconnue = INSTANCE_INCONNUE(
            instance=en_tete.instance, suggestion=Suggestion.parmi(en_tete.instance, connues)
        )
        brute.remarques.fauter(brute.places["instance"], inconnue)


def _completer(editions: tuple[Edition, ...], brute: SeanceBrute) -> dict[str, Edition]:
    """Complete the édition that the grille names; a sheet names none, and completes the latest."""
    completes = {edition.cle: edition for edition in editions}
    if brute.grille is None:
        return completes
    visee = completes.get(brute.grille.edition, editions[-1])
    grille = evolve(brute.grille, edition=brute.grille.edition or visee.cle)
    siennes = Remarques()
    if completee := siennes.essayer(partial(completer, visee, grille, brute.fichier_grille)):
        completes[visee.cle] = completee
    brute.defauts_grille.extend(
        evolve(defaut, lieu=brute.places.get(defaut.lieu.chemin, defaut.lieu)) for defaut in siennes.defauts
    )
    return completes
