"""All the éditions that the active branches supply, found by name and by date."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from parchemin.errors import CodeInconnu, Suggestion, inconnu
from parchemin.faits import Tournure
from parchemin.referentiel.model import Bloc, Edition

EDITION_INCONNUE = Tournure("edition_inconnue", "édition inconnue « {nom} » de {certification}{suggestion}")
AUCUNE_EN_VIGUEUR = Tournure(
    "aucune_en_vigueur", "aucune édition de {certification} en vigueur le {le:jour} (connues : {connues})"
)
DEPUIS = Tournure("edition_depuis", "{edition} depuis le {le:jour}")


def _ordonner(editions: tuple[Edition, ...]) -> tuple[Edition, ...]:
    return tuple(sorted(editions, key=lambda edition: (edition.certification, edition.valide_du)))


@frozen
class Catalogue:
    """The éditions in order of certification and date, whatever the order in which plugins gave them.

    ``instances`` names, by certification, the instances before which a séance may be held.
    """

    editions: tuple[Edition, ...] = field(converter=_ordonner)
    instances: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)

    @property
    def certifications(self) -> tuple[str, ...]:
        """The codes of all certifications, in order."""
        return tuple(dict.fromkeys(edition.certification for edition in self.editions))

    def de(self, certification: str) -> tuple[Edition, ...]:
        """Return the éditions of a certification, oldest first; raise `CodeInconnu`."""
        trouvees = tuple(edition for edition in self.editions if edition.certification == certification)
        if not trouvees:
            raise CodeInconnu(inconnu("certification inconnue", certification, self.certifications))
        return trouvees

    def edition(self, certification: str, nom: str) -> Edition:
        """Return one édition by its name, a year as a rule; raise `CodeInconnu`."""
        par_nom = {edition.edition: edition for edition in self.de(certification)}
        if nom not in par_nom:
            suggestion = Suggestion.parmi(nom, par_nom)
            raise CodeInconnu(EDITION_INCONNUE(nom=nom, certification=certification, suggestion=suggestion))
        return par_nom[nom]

    def en_vigueur(self, certification: str, le: date) -> Edition:
        """Return the édition in force on a day; raise `CodeInconnu`, telling which éditions there are."""
        editions = self.de(certification)
        for edition in reversed(editions):
            if edition.en_vigueur(le):
                return edition
        connues = tuple(DEPUIS(edition=edition.edition, le=edition.valide_du) for edition in editions)
        raise CodeInconnu(AUCUNE_EN_VIGUEUR(certification=certification, le=le, connues=connues))

    def viser(self, code: str, le: date) -> Edition:
        """Return the édition that ``CODE@EDITION`` names, or the one of ``CODE`` in force on a day."""
        certification, _, nom = code.partition("@")
        return self.edition(certification, nom) if nom else self.en_vigueur(certification, le)

    def blocs(self) -> dict[str, Bloc]:
        """Return every bloc by the paths under which it is known, a shared one under each of its éditions."""
        chemins: dict[str, Bloc] = {}
        for edition in self.editions:
            for bloc in edition.blocs:
                chemins[bloc.cle] = chemins[f"{edition.cle}/{bloc.code}"] = bloc
        return chemins
