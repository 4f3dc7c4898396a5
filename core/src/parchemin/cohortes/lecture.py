"""A séance from its tables to columns, without a dossier in between.

Each different cell is read once, by the functions of the checked readers, then written in all rows that hold it:
no rule of reading is said twice. Whatever is not plainly right is given up, and the checked reader answers whole.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from parchemin.cohortes.encoder import Encodee, Groupe, Partie, code, dresser, faits_de
from parchemin.cohortes.tables import (
    Distinctes,
    Rangs,
    Renonce,
    Table,
    distinctes,
    exiger_codes,
    exiger_textes,
    ouvrir,
    vues,
)
from parchemin.dossier.model import Seance
from parchemin.dossier.readers import dossiers as fiches
from parchemin.dossier.readers import observations as grilles
from parchemin.dossier.readers.editions import Editions, editions_de
from parchemin.dossier.readers.en_dossier import tables_de
from parchemin.dossier.readers.lignes import Colonne, verifier_entetes
from parchemin.dossier.readers.rangees import Tableau
from parchemin.dossier.readers.valeurs import vide
from parchemin.errors import ParcheminError
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Bloc, Edition
from parchemin.regles.colonnes import nom_observation
from parchemin.regles.termes import RIEN

if TYPE_CHECKING:
    import polars as pl

REPONSES_MAX = 1 << 24
"""How many different rows the long form may have at most: évaluateurs × cibles × values × motifs."""

_PERSONNE: Mapping[str, Any] = {"dossier": "", "nom": "", "prenom": "", "voie": "", "entree": date.min}


def lire_en_colonnes(chemin: Path, en_tete: Seance, catalogue: Catalogue) -> Encodee | None:
    """Return the dossiers of a séance in columns, in their order; ``None`` where the checked reader is to answer.

    :param en_tete: the séance without its dossiers, and with its éditions as its grille completes them.
    """
    import polars as pl

    if chemin.suffix.lower() == ".xlsx":
        return None
    try:
        dossiers, observations = tables_de(chemin / "seance.toml" if chemin.is_dir() else chemin)
        lues = _Fiches.lire(ouvrir(dossiers), editions_de(en_tete, catalogue), en_tete)
        return lues.encoder(_Grilles.lire(ouvrir(observations), lues), en_tete)
    except (Renonce, ValueError, OSError, ParcheminError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None


@frozen(eq=False)
class _Fiches:
    """The table of dossiers; ``groupes`` are its éditions and voies, ``groupe`` the rank of that of each row."""

    codes: "pl.Series"
    organismes: "pl.Series"
    groupes: tuple[tuple[Edition, str], ...]
    groupe: Rangs
    faits: Mapping[str, NDArray[np.int32]]

    @classmethod
    def lire(cls, table: Table, registre: Editions, en_tete: Seance) -> "_Fiches":
        """Read and check each different cell of each column."""
        import polars as pl

        _exiger_entetes(table, fiches.COLONNES)
        lue = pl.concat(table.lots())
        exiger_codes(lue["dossier"])
        if lue.is_empty() or lue["dossier"].n_unique() < lue.height:
            raise Renonce
        for nom in ("nom", "prenom"):
            exiger_textes(lue[nom])
        lus = {
            colonne.nom: _lire(lue[colonne.nom], colonne)
            for colonne in fiches.COLONNES
            if colonne.nom in table.entetes and colonne.nom not in ("dossier", "nom", "prenom")
        }
        editions, rangs = _editions(lus["entree"], registre)
        faits: dict[str, NDArray[np.int32]] = {}
        for nom, cellules in lus.items():
            faits |= _faits(nom, cellules, _Gel(editions, rangs, registre.blocs), en_tete.date)
        groupes, groupe = _groupes(lus["voie"], editions, rangs)
        sans = pl.Series("organisme", [""]).new_from_index(0, lue.height)
        organismes = _en_textes(lus["organisme"]) if "organisme" in lus else sans
        return cls(lue["dossier"], organismes, groupes, groupe, faits)

    def encoder(self, dites: Mapping[str, NDArray[Any]], en_tete: Seance) -> Encodee:
        """Return the columns of each édition and voie."""
        editions = {edition.cle: edition for edition, _ in self.groupes}
        parties: dict[Groupe, Partie] = {}
        for numero, (edition, voie) in enumerate(self.groupes):
            rangs = np.flatnonzero(self.groupe == numero)
            tous = len(rangs) == len(self.groupe)
            observees = {nom: c if tous else c[rangs] for nom, c in dites.items()}
            faits = {nom: c if tous else c[rangs] for nom, c in self.faits.items()}
            colonnes = dresser(
                {nom: c for nom, c in observees.items() if (c != RIEN).any()},
                {nom: c for nom, c in faits.items() if c.any()},
                en_tete.date,
                len(rangs),
            )
            codes, organismes = self.codes.gather(rangs), self.organismes.gather(rangs)
            parties[edition.cle, voie] = Partie(rangs, codes, organismes, colonnes)
        return Encodee(en_tete, editions, parties)


def _exiger_entetes(table: Table, colonnes: Sequence[Colonne]) -> None:
    if any(verifier_entetes(Tableau("", "", {nom: nom for nom in table.entetes}, ()), colonnes)):
        raise Renonce


def _lire(colonne: "pl.Series", voulue: Colonne) -> Distinctes:
    """Read each different cell as the checked reader does; an empty one gives ``None``."""
    brutes = distinctes(colonne)
    lues = [None if vide(brute) else voulue.lire(brute) for brute in brutes.valeurs]
    if voulue.obligatoire and None in lues:
        raise Renonce
    return Distinctes(lues, brutes.rangs)


def _editions(entrees: Distinctes, registre: Editions) -> tuple[list[Edition], Rangs]:
    """Return the éditions of some days of entry, and which one each row is frozen on."""
    trouvees = [registre.edition_au(entree) for entree in entrees.valeurs]
    connues = {edition.cle: edition for edition in trouvees if edition}
    if None in trouvees:
        raise Renonce
    ordre = {cle: rang for rang, cle in enumerate(connues)}
    places = np.array([ordre[edition.cle] for edition in trouvees if edition], np.int64)
    return list(connues.values()), places[entrees.rangs]


@frozen(eq=False)
class _Gel:
    """The éditions, which of them each row is frozen on, and every bloc that exists."""

    editions: Sequence[Edition]
    rangs: Rangs
    blocs: Mapping[str, Bloc]


def _faits(nom: str, cellules: Distinctes, gel: _Gel, le: date) -> dict[str, NDArray[np.int32]]:
    """Check the codes of a column against each édition of which a row holds them; return what they say."""
    editions, rangs = gel.editions, gel.rangs
    combien = len(cellules.valeurs)
    cas = rangs * combien + cellules.rangs
    dits: dict[str, NDArray[np.int32]] = {}
    for vu in vues(cas, len(editions) * combien):
        edition, valeur = editions[vu // combien], cellules.valeurs[vu % combien]
        ligne = {} if valeur is None else {nom: valeur}
        if any(fiches.codes_inconnus(ligne, edition, gel.blocs)):
            raise Renonce
        if ligne and nom in ("blocs", "parcours", "acquis"):
            dossier = fiches.construire({**_PERSONNE, **ligne}, edition, gel.blocs)
            for fait, nombre in faits_de(dossier, le):
                dits.setdefault(fait, np.zeros(len(editions) * combien, np.int32))[vu] = nombre
    return {fait: nombres[cas] for fait, nombres in dits.items()}


def _groupes(
    voies: Distinctes, editions: Sequence[Edition], rangs: Rangs
) -> tuple[tuple[tuple[Edition, str], ...], Rangs]:
    combien = len(voies.valeurs)
    cas = rangs * combien + voies.rangs
    presents = vues(cas, len(editions) * combien)
    places = np.zeros(len(editions) * combien, np.int64)
    places[presents] = np.arange(len(presents))
    groupes = tuple((editions[vu // combien], voies.valeurs[vu % combien]) for vu in presents)
    return groupes, places[cas]


def _en_textes(cellules: Distinctes) -> "pl.Series":
    import polars as pl

    return pl.Series("organisme", [valeur or "" for valeur in cellules.valeurs], pl.String).gather(cellules.rangs)


@frozen(eq=False)
class _Grilles:
    """The table of observations, as the columns that it fills; ``posees`` counts what was written in each lot."""

    lues: _Fiches
    guichets: tuple[grilles.Guichet, ...]
    dites: dict[str, NDArray[Any]] = field(factory=dict)
    mesures: dict[str, grilles.Mesure] = field(factory=dict)
    posees: list[int] = field(factory=list)

    @classmethod
    def lire(cls, table: Table, lues: _Fiches) -> dict[str, NDArray[Any]]:
        """Read the long or the wide form."""
        siennes = cls(lues, tuple(grilles.Guichet.ouvrir(*groupe) for groupe in lues.groupes))
        if "cible" not in table.entetes and any(":" in nom for nom in table.entetes):
            siennes._lire_large(table)
        else:
            siennes._lire_longue(table)
        siennes._exiger_une_fois()
        return siennes.dites

    def _lire_large(self, table: Table) -> None:
        titres = {nom: grilles.mesure_de(nom) for nom in table.entetes if ":" in nom}
        _exiger_entetes(table, [grilles.COLONNES[0], grilles.CANDIDAT, *map(Colonne, titres)])
        vus = np.zeros(len(self.lues.groupe), np.int8)
        for lot in table.lots():
            rangs = self._rangs(lot["dossier"])
            vus += np.bincount(rangs, minlength=len(vus)).astype(np.int8)
            if grilles.CANDIDAT.nom in table.entetes:
                _lire(lot[grilles.CANDIDAT.nom], grilles.CANDIDAT)
            for nom, (evaluateur, cible) in titres.items():
                cellules = _lire(lot[nom], Colonne(nom))
                questions = [(evaluateur, cible, valeur, "") if valeur else None for valeur in cellules.valeurs]
                self._repondre(questions, cellules.rangs, rangs)
        if vus.max(initial=0) > 1:
            raise Renonce

    def _lire_longue(self, table: Table) -> None:
        _exiger_entetes(table, grilles.COLONNES)
        for lot in table.lots():
            rangs = self._rangs(lot["dossier"])
            colonnes = [
                _lire(lot[c.nom], c) if c.nom in table.entetes else Distinctes([None], np.zeros_like(rangs))
                for c in grilles.COLONNES[1:]
            ]
            tailles = [len(colonne.valeurs) for colonne in colonnes]
            combien = int(np.prod(tailles, dtype=object))
            if combien * len(self.guichets) > REPONSES_MAX:
                raise Renonce
            cas = np.zeros_like(rangs)
            for colonne, taille in zip(colonnes, tailles, strict=True):
                cas = cas * taille + colonne.rangs
            presents = vues(cas, combien)
            questions = [self._question(colonnes, tailles, vu) for vu in presents]
            places = np.zeros(combien, np.int64)
            places[presents] = np.arange(len(presents))
            self._repondre(questions, places[cas], rangs)

    def _question(
        self, colonnes: Sequence[Distinctes], tailles: Sequence[int], vu: int
    ) -> tuple[str, str, str, str]:
        rangs = np.unravel_index(vu, tailles)
        evaluateur, cible, valeur, motif = (
            colonne.valeurs[int(rang)] or "" for colonne, rang in zip(colonnes, rangs, strict=True)
        )
        return evaluateur, cible, valeur, motif

    def _rangs(self, codes: "pl.Series") -> Rangs:
        """Return in which row of the dossiers each code stands; one that comes many times in a row, once."""
        import polars as pl

        exiger_codes(codes)
        suites = codes.rle().struct.unnest()
        connus = self.lues.codes.alias("value").to_frame().with_row_index("rang")
        trouves = suites.join(connus, on="value", how="left", maintain_order="left")["rang"]
        if trouves.null_count():
            raise Renonce
        return np.repeat(trouves.cast(pl.Int64).to_numpy(), suites["len"].to_numpy())

    def _repondre(self, questions: Sequence[tuple[str, str, str, str] | None], cas: Rangs, rangs: Rangs) -> None:
        """Write what some rows say: ``cas`` is the question of each, ``rangs`` the row of its dossier."""
        groupes = self.lues.groupe[rangs]
        for numero in vues(groupes, len(self.guichets)):
            siennes = slice(None) if len(self.guichets) == 1 else groupes == numero
            self._ecrire(numero, questions, cas[siennes], rangs[siennes])

    def _ecrire(
        self, numero: int, questions: Sequence[tuple[str, str, str, str] | None], cas: Rangs, rangs: Rangs
    ) -> None:
        """Ask the guichet each question once, then write its answers column by column."""
        noms: dict[str, int] = {}
        colonnes, codes = np.full(len(questions), -1, np.int16), np.full(len(questions), RIEN, np.int32)
        for vu in vues(cas, len(questions)):
            if question := questions[vu]:
                mesure = self.guichets[numero].lire(grilles.Relation(0, "", *question))
                nom = nom_observation(mesure.role, mesure.chemin)
                self.mesures.setdefault(nom, mesure)
                colonnes[vu], codes[vu] = noms.setdefault(nom, len(noms)), code(mesure.valeur)
        places = colonnes[cas]
        ordre = np.argsort(places, kind="stable") if len(noms) > 1 else np.flatnonzero(places >= 0)
        bornes = np.searchsorted(places[ordre], np.arange(len(noms) + 1))
        for nom, place in noms.items():
            siens = ordre[bornes[place] : bornes[place + 1]]
            self._colonne(nom)[rangs[siens]] = codes[cas[siens]]
            self.posees.append(len(siens))

    def _colonne(self, nom: str) -> NDArray[Any]:
        if nom not in self.dites:
            large = np.int32 if nom.count(":") > 1 else np.int8
            self.dites[nom] = np.full(len(self.lues.groupe), RIEN, large)
        return self.dites[nom]

    def _exiger_une_fois(self) -> None:
        """Check that nothing was said twice, nor of a node and of one above it by the same role."""
        if sum(np.count_nonzero(dite != RIEN) for dite in self.dites.values()) != sum(self.posees):
            raise Renonce
        for nom, mesure in self.mesures.items():
            for dessus in mesure.dessus:
                autre = self.dites.get(nom_observation(mesure.role, dessus))
                if autre is not None and ((autre != RIEN) & (self.dites[nom] != RIEN)).any():
                    raise Renonce
