"""The reader of a séance's files: asked for all of it, dossier by dossier, for some dossiers, or for columns.

What the files are is in ``repertoire`` and ``classeur_de_seance``; what they say together, in ``assemblage``.
"""

from collections.abc import Collection
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from attrs import evolve, field, frozen

from parchemin.dossier.decodage import Encodage
from parchemin.dossier.model import Dossier, Seance
from parchemin.dossier.readers.assemblage import assembler, assembler_en_tete
from parchemin.dossier.readers.au_fil import derouler
from parchemin.dossier.readers.classeur_de_seance import lire_classeur
from parchemin.dossier.readers.fichiers import FORMES_D_ENTETE, Fichiers, usuel
from parchemin.dossier.readers.formats.classeur import EN_CLASSEUR
from parchemin.dossier.readers.formats.csv import ENCODAGE_DEVINE
from parchemin.dossier.readers.formats.fichier import refuser
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.grille_voisine import INTITULES
from parchemin.dossier.readers.repertoire import Ouverture, lire_fichiers, lire_repertoire
from parchemin.dossier.readers.seance_brute import SeanceBrute
from parchemin.dossier.readers.valeurs import DECODE_AUTREMENT, ecrit
from parchemin.errors import DonneesInvalides
from parchemin.faits import Tournure
from parchemin.referentiel.catalogue import Catalogue

SANS_ENTETE = Tournure(
    "seance_sans_entete", "ce dossier n'est pas une séance : il n'y a pas de fichier seance.toml"
)
SEANCE_ABSENTE = Tournure("seance_absente", "séance absente : ni dossier ni fichier de ce nom")
SEANCE_D_UN_AUTRE_FORMAT = Tournure(
    "seance_d_un_autre_format", "une séance est un dossier, son seance.toml, ou un classeur .xlsx ou .ods"
)

if TYPE_CHECKING:
    from parchemin.dossier.readers.en_colonnes.seance import TablesDeSeance


DE_DECODAGE = (DECODE_AUTREMENT.code, ENCODAGE_DEVINE.code)
"""The doubts that who says the encoding has no more."""

ROLES = ("dossiers", "observations", "grille")
"""What the files of a séance hold beside what it says of itself."""


class Receveur(Protocol):
    """Who takes the dossiers of a séance one by one."""

    def ajouter(self, dossier: Dossier) -> None:
        """Take a dossier."""
        ...

    def recommencer(self) -> None:
        """Let go of every dossier that was taken: they are given again from the first."""
        ...


@frozen(eq=False, slots=False)
class LecteurDeSeance:
    """Reads one séance: a folder, its ``seance.toml``, or a workbook.

    Whatever is asked for raises `DonneesInvalides`, with every fault of every file and sheet that it reads.

    :param catalogue: the éditions that the branches supply.
    :param suite: it follows another séance, whose dossiers it takes where it brings none.
    :param avant: nothing may have been observed yet: the observations may be missing.
    :param encodage: the one of its CSV tables, where it is said.
    :param strict: take each doubt for a fault.
    """

    chemin: Path
    catalogue: Catalogue
    suite: bool = field(default=False, kw_only=True)
    avant: bool = field(default=False, kw_only=True)
    encodage: Encodage | None = field(default=None, kw_only=True)
    strict: bool = field(default=False, kw_only=True)

    def entiere(self) -> Seance:
        """Read all of it."""
        return self._juger(assembler(self._lire(), self.catalogue))

    def en_tete(self) -> Seance:
        """Read what it says of itself, and every édition on which its dossiers may be frozen."""
        return self._en_tete

    @cached_property
    def _en_tete(self) -> Seance:
        return assembler_en_tete(self._lire(tables=False), self.catalogue)

    def choisis(self, codes: Collection[str]) -> Seance:
        """Read the dossiers of some codes; the rows of the others are not even checked."""
        return self._extraits(codes) or self._restreinte(self._lire(), codes)

    def derouler(self, receveur: Receveur) -> Seance:
        """Give every dossier, as soon as it is read where the files allow it; return the séance without them."""
        au_fil = self._entete.suffix.lower() == ".toml" and self.encodage is None
        if au_fil and (seance := derouler(self._entete, self.catalogue, receveur.ajouter)):
            return self._juger(seance)
        receveur.recommencer()
        seance = self.entiere()
        for dossier in seance.dossiers:
            receveur.ajouter(dossier)
        return evolve(seance, dossiers=())

    def tables(self) -> "TablesDeSeance":
        """Open its tables as columns; it asks for the extra ``cohortes``.

        :raises Renonce: where columns cannot tell what the tables say.
        """
        from parchemin.dossier.readers.en_colonnes.seance import ouvrir_tables  # noqa: PLC0415 - an extra

        return ouvrir_tables(self._entete, self.en_tete(), self.catalogue)

    def _juger(self, seance: Seance) -> Seance:
        """Leave out the doubts about an encoding that was said; raise `DonneesInvalides` where none is taken."""
        doutes = tuple(un for un in seance.avertissements if not (self.encodage and un.fait.code in DE_DECODAGE))
        if self.strict and doutes:
            raise DonneesInvalides(un.defaut for un in doutes)
        return evolve(seance, avertissements=doutes)

    def fichiers(self) -> tuple[Path, ...]:
        """Return its files, there or not: the grille too, and the wordings beside it."""
        en_classeur = self._entete.suffix.lower() in EN_CLASSEUR
        fichiers = Fichiers() if en_classeur else lire_fichiers(self._entete)
        siens = (fichiers.chemin(self._entete, role) for role in ROLES)
        return self._entete, *siens, self._entete.parent / INTITULES

    @property
    def _entete(self) -> Path:
        return usuel(self.chemin, "seance", FORMES_D_ENTETE) if self.chemin.is_dir() else self.chemin

    def _lire(self, *, tables: bool = True, ouvrir: Ouverture = ouvrir) -> SeanceBrute:
        if self.chemin.is_dir() and not self._entete.exists():
            raise refuser(self.chemin.name, SANS_ENTETE())
        if not self.chemin.exists():
            raise refuser(self.chemin.name, SEANCE_ABSENTE())
        ouvrir = partial(ouvrir, encodage=self.encodage) if self.encodage else ouvrir
        match self._entete.suffix.lower():
            case suffixe if suffixe in EN_CLASSEUR:
                return lire_classeur(self._entete, ouvrir, suite=self.suite, avant=self.avant)
            case ".toml" | ".json":
                return lire_repertoire(self._entete, ouvrir, suite=self.suite, avant=self.avant, tables=tables)
        raise refuser(self.chemin.name, SEANCE_D_UN_AUTRE_FORMAT())

    def _extraits(self, codes: Collection[str]) -> Seance | None:
        """Read some dossiers by columns; ``None`` where all rows are to be looked at."""
        with suppress(ImportError):
            if self.encodage:
                return None
            from parchemin.dossier.readers.en_colonnes import seance, tables  # noqa: PLC0415 - an extra

            with seance.sans_doute():
                return self._restreinte(self._lire(ouvrir=partial(tables.extraire, codes)), codes)
        return None

    def _restreinte(self, brute: SeanceBrute, codes: Collection[str]) -> Seance:
        siens = evolve(
            brute,
            dossiers=_restreindre(brute.dossiers, codes),
            observations=_restreindre(brute.observations, codes),
        )
        return assembler(siens, self.catalogue)


def _restreindre(tableau: Tableau | None, codes: Collection[str]) -> Tableau | None:
    """Keep the rows of some dossiers."""
    if tableau is None or "dossier" not in tableau.entetes:
        return tableau
    rang = tableau.entetes.index("dossier")
    return evolve(tableau, lignes=[ligne for ligne in tableau.lignes if ecrit(ligne[1][rang]) in codes])
