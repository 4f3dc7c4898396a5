"""A séance from its tables to columns of numbers, without a dossier in between.

Each different cell is read once, by the functions of the checked readers, then written in all rows that hold it:
no rule of reading is said twice. Whatever is not plainly right is given up, and the checked reader answers whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from parchemin.cohortes.lecture.encoder import Encodee, Groupe, PartieEncodee, dresser
from parchemin.deliberation.ligne import en_code, faits_de
from parchemin.dossier.model import Seance
from parchemin.dossier.readers import dossiers as fiches
from parchemin.dossier.readers import observations as grilles
from parchemin.dossier.readers.colonnes import ColonneAttendue, verifier_entetes
from parchemin.dossier.readers.editions import Editions
from parchemin.dossier.readers.en_colonnes.distinctes import Distinctes, Rangs, Renonce, combiner, distinctes, vues
from parchemin.dossier.readers.en_colonnes.seance import TablesDeSeance, sans_doute
from parchemin.dossier.readers.en_colonnes.tables import Table, cles_de_codes, exiger_codes, exiger_noms
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.dossier.readers.valeurs import cache_une_valeur, vide
from parchemin.referentiel.model import Bloc, Edition
from parchemin.regles.lecture import nom_observation
from parchemin.regles.termes import RIEN

if TYPE_CHECKING:
    import polars as pl

Question = tuple[str, str, str, str]
"""Who says what of which cible, and with what motif."""

_PERSONNE: Mapping[str, Any] = {"dossier": "", "nom": "", "prenom": "", "voie": "", "entree": date.min}


def encoder_tables(lecteur: LecteurDeSeance) -> Encodee | None:
    """Return the dossiers of a séance in columns, in their order; ``None`` where its reader is to read them."""
    with sans_doute():
        tables = lecteur.tables()
        lues = _Fiches.lire(tables)
        return lues.encoder(_Grilles.lire(tables.observations, lues), tables.en_tete)
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
    def lire(cls, tables: TablesDeSeance) -> "_Fiches":
        """Read and check each different cell of each column."""
        table, registre = tables.dossiers, tables.editions
        _exiger_entetes(table, fiches.COLONNES)
        lue = table.lire(table.entetes)
        exiger_codes(lue["dossier"])
        if lue.is_empty() or cles_de_codes(lue["dossier"]).n_unique() < lue.height:
            raise Renonce
        for nom in ("nom", "prenom"):
            exiger_noms(lue[nom])
        brutes = distinctes(lue.drop("dossier", "nom", "prenom"))
        lus = {c.nom: _lire(brutes[c.nom], c) for c in fiches.COLONNES if c.nom in brutes}
        editions = _editions(lus["entree"], registre)
        faits: dict[str, NDArray[np.int32]] = {}
        for nom, cellules in lus.items():
            faits |= _faits(nom, combiner([editions, cellules]), registre.blocs, tables.en_tete.date)
        groupes = combiner([editions, lus["voie"]])
        organismes = _en_textes(lus.get("organisme", Distinctes([None], np.zeros(lue.height, np.int8))))
        return cls(lue["dossier"], organismes, tuple(groupes.valeurs), groupes.rangs, faits)

    def encoder(self, dites: Mapping[str, NDArray[Any]], en_tete: Seance) -> Encodee:
        """Return the columns of each édition and voie."""
        editions = {edition.cle: edition for edition, _ in self.groupes}
        parties: dict[Groupe, PartieEncodee] = {}
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
            parties[edition.cle, voie] = PartieEncodee(rangs, codes, organismes, colonnes)
        return Encodee(en_tete, editions, parties)


def _exiger_entetes(table: Table, colonnes: Sequence[ColonneAttendue]) -> None:
    if any(verifier_entetes(Tableau("", "", {nom: nom for nom in table.entetes}, ()), colonnes)):
        raise Renonce


def _lire(brutes: Distinctes, voulue: ColonneAttendue) -> Distinctes:
    """Read each different cell as the checked reader does; an empty one gives ``None``."""
    return Distinctes([_lire_cellule(brute, voulue) for brute in brutes.valeurs], brutes.rangs)


def _lire_cellule(brute: Any, voulue: ColonneAttendue) -> Any:
    if cache_une_valeur(brute):
        raise Renonce
    if not vide(brute):
        return voulue.lire(brute)
    if voulue.obligatoire:
        raise Renonce
    return None


def _editions(entrees: Distinctes, registre: Editions) -> Distinctes:
    """Return the éditions of some days of entry, and which one each row is frozen on."""
    trouvees = [registre.edition_au(entree) for entree in entrees.valeurs]
    if None in trouvees:
        raise Renonce
    connues = {edition.cle: edition for edition in trouvees if edition}
    ordre = {cle: rang for rang, cle in enumerate(connues)}
    places = np.array([ordre[edition.cle] for edition in trouvees if edition], np.int64)
    return Distinctes([*connues.values()], places.take(entrees.rangs))


def _faits(nom: str, lus: Distinctes, blocs: Mapping[str, Bloc], le: date) -> dict[str, NDArray[np.int32]]:
    """Check each value of a column against the édition of the rows that hold it; return what they say."""
    dits: dict[str, NDArray[np.int32]] = {}
    for rang, (edition, valeur) in enumerate(lus.valeurs):
        ligne = {} if valeur is None else {nom: valeur}
        if any(fiches.codes_inconnus(ligne, edition, blocs)):
            raise Renonce
        if ligne and nom in ("blocs", "parcours", "acquis", "option", "heures", "notes"):
            dossier = fiches.construire({**_PERSONNE, **ligne}, edition, blocs)
            for fait, nombre in faits_de(dossier, le).items():
                dits.setdefault(fait, np.zeros(len(lus.valeurs), np.int32))[rang] = nombre
    return {fait: nombres.take(lus.rangs) for fait, nombres in dits.items()}


def _en_textes(cellules: Distinctes) -> "pl.Series":
    import polars as pl

    return pl.Series("organisme", [valeur or "" for valeur in cellules.valeurs], pl.String).gather(cellules.rangs)


@frozen(eq=False)
class _Reponses:
    """What some questions fill: the names of columns, which of them each fills, and with what number."""

    noms: Sequence[str]
    places: NDArray[np.int64]
    codes: NDArray[np.int32]


@frozen(eq=False)
class _Grilles:
    """The table of observations, as the columns that it fills: ``dites``, a row a dossier."""

    lues: _Fiches
    guichets: tuple[grilles.Guichet, ...]
    dites: dict[str, NDArray[Any]] = field(factory=dict)
    mesures: dict[str, grilles.Mesure] = field(factory=dict)

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
        """Read a row a dossier: a column of the table fills one of ours."""
        titres = {nom: grilles.mesure_de(nom) for nom in table.entetes if ":" in nom}
        _exiger_entetes(table, [grilles.COLONNES[0], grilles.CANDIDAT, *map(ColonneAttendue, titres)])
        rangs = self._rangs(table.lire(["dossier"])["dossier"])
        if np.bincount(rangs).max(initial=0) > 1:
            raise Renonce
        dans_l_ordre = np.array_equal(rangs, np.arange(len(self.lues.codes)))
        for paquet in table.paquets([nom for nom in table.entetes if nom != "dossier"]):
            for nom, brutes in distinctes(paquet).items():
                cellules = _lire(brutes, ColonneAttendue(nom))
                if nom in titres:
                    questions = [(*titres[nom], valeur, "") if valeur else None for valeur in cellules.valeurs]
                    self._remplir(questions, cellules.rangs, slice(None) if dans_l_ordre else rangs)

    def _remplir(self, questions: Sequence[Question | None], cas: Rangs, rangs: Rangs | slice) -> None:
        """Write what each row says: ``cas`` is its question, ``rangs`` the rows of the dossiers."""
        cas, reponses = self._interroger(questions, cas, rangs)
        for place, nom in enumerate(reponses.noms):
            siens = np.where(reponses.places == place, reponses.codes, RIEN).astype(_largeur(nom)).take(cas)
            self._poser(nom, siens if isinstance(rangs, slice) else self._etaler(siens, rangs))

    def _etaler(self, valeurs: NDArray[Any], rangs: Rangs) -> NDArray[Any]:
        """Return a row a dossier, from those that some rows are of."""
        colonne = np.full(len(self.lues.codes), RIEN, valeurs.dtype)
        colonne[rangs] = valeurs
        return colonne

    def _lire_longue(self, table: Table) -> None:
        """Read a row an observation."""
        _exiger_entetes(table, grilles.COLONNES)
        noms, lire = [nom for nom in table.entetes if nom != "dossier"], cache(_lire_nommee)
        for codes, suites in table.suites():
            lues = ({nom: lire(nom, brute) for nom, brute in zip(noms, s, strict=True)} for s in suites.valeurs)
            questions = [(lu.get("evaluateur", ""), lu["cible"], lu["valeur"], lu.get("motif", "")) for lu in lues]
            self._remplir_tout(questions, suites.rangs, self._rangs(codes))

    def _remplir_tout(self, questions: Sequence[Question], cas: Rangs, rangs: Rangs) -> None:
        """Write all columns at once: each row goes to the place of its answer, which no other row may take."""
        cas, reponses = self._interroger(questions, cas, rangs)
        dossiers = len(self.lues.codes)
        tout = np.full((len(reponses.noms), dossiers), RIEN, np.int32)
        tout.reshape(-1)[reponses.places.take(cas) * dossiers + rangs] = reponses.codes.take(cas)
        if np.count_nonzero(tout != RIEN) != len(rangs):
            raise Renonce
        for nom, colonne in zip(reponses.noms, tout, strict=True):
            self._poser(nom, colonne.astype(_largeur(nom)))

    def _rangs(self, codes: "pl.Series") -> Rangs:
        """Return in which row of the dossiers each code stands; one that comes many times in a row, once."""
        import polars as pl

        if codes.dtype not in (pl.String, pl.Binary):
            raise Renonce
        suites = codes.rle().struct.unnest().cast({"value": pl.String})
        if suites["value"].equals(self.lues.codes):  # both tables are in one order, most often
            return np.repeat(np.arange(suites.height), suites["len"].to_numpy())
        connus = self.lues.codes.alias("value").to_frame().with_row_index("rang")
        trouves = suites.join(connus, on="value", how="left", maintain_order="left")["rang"]
        if trouves.null_count():
            raise Renonce
        return np.repeat(trouves.cast(pl.Int64).to_numpy(), suites["len"].to_numpy())

    def _interroger(
        self, questions: Sequence[Question | None], cas: Rangs, rangs: Rangs | slice
    ) -> tuple[Rangs, _Reponses]:
        """Ask each guichet the questions of its dossiers, once; return which of them each row asks."""
        demandees: Iterable[int] = range(len(questions))
        combien = len(questions) * len(self.guichets)
        if len(self.guichets) > 1:
            cas = self.lues.groupe[rangs] * len(questions) + cas
            demandees = map(int, vues(cas, combien))
        noms: dict[str, int] = {}
        places, codes = np.full(combien, -1), np.full(combien, RIEN, np.int32)
        for demandee in demandees:
            groupe, numero = divmod(demandee, len(questions))
            if question := questions[numero]:
                mesure = self.guichets[groupe].lire(grilles.Relation(0, "", *question))
                if mesure is None:
                    raise Renonce
                nom = nom_observation(mesure.role, mesure.chemin)
                self.mesures.setdefault(nom, mesure)
                places[demandee], codes[demandee] = noms.setdefault(nom, len(noms)), en_code(mesure.valeur)
        return cas, _Reponses([*noms], places, codes)

    def _poser(self, nom: str, colonne: NDArray[Any]) -> None:
        """Keep a column, or what it adds to that of its name."""
        deja = self.dites.get(nom)
        if deja is not None:
            if ((deja != RIEN) & (colonne != RIEN)).any():
                raise Renonce
            colonne = np.where(deja != RIEN, deja, colonne)
        self.dites[nom] = colonne

    def _exiger_une_fois(self) -> None:
        """Check that no role said anything of a node and of one above it."""
        for nom, mesure in self.mesures.items():
            for dessus in mesure.dessus:
                autre = self.dites.get(nom_observation(mesure.role, dessus))
                if autre is not None and ((autre != RIEN) & (self.dites[nom] != RIEN)).any():
                    raise Renonce


def _lire_nommee(nom: str, brute: Any) -> str:
    """Read a cell of the long form, whose columns all hold text."""
    return _lire_cellule(brute, next(colonne for colonne in grilles.COLONNES if colonne.nom == nom)) or ""


def _largeur(nom: str) -> type[np.signedinteger[Any]]:
    """Return the type of a column of observations: wide enough for marks where a cible is marked."""
    return np.int32 if nom.count(":") > 1 else np.int8
