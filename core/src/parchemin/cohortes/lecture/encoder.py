"""Dossiers as columns of whole numbers, one row a dossier: what the terms of the rules read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from parchemin.deliberation.ligne import en_code, faits_de
from parchemin.dossier.model import Dossier, Seance
from parchemin.referentiel.model import Edition
from parchemin.regles import termes
from parchemin.regles.lecture import (
    SESSION,
    en_nombre,
    nom_observation,
)

if TYPE_CHECKING:
    import polars as pl

Groupe = tuple[str, str]
"""Dossiers that one plan judges: the key of their édition, and their voie."""


@frozen(eq=False)
class PartieEncodee:
    """The dossiers of one group: the rank of each in its lot, its code and its organisme, and its columns."""

    rangs: NDArray[np.int64]
    codes: "pl.Series"
    organismes: "pl.Series"
    colonnes: "pl.DataFrame"


@frozen(eq=False)
class Encodee:
    """Some dossiers of a séance in columns, and the éditions on which they are frozen."""

    seance: Seance
    editions: Mapping[str, Edition]
    parties: Mapping[Groupe, PartieEncodee]

    def __len__(self) -> int:
        return sum(len(partie.rangs) for partie in self.parties.values())


@frozen(eq=False)
class _Colonnes:
    """Columns that appear as their first value does; ``rien`` fills the rows before and after it."""

    lignes: int
    rien: int
    valeurs: dict[str, list[int]] = field(factory=dict)

    def poser(self, rang: int, nom: str, valeur: int) -> None:
        """Write a value in a row."""
        if nom not in self.valeurs:
            self.valeurs[nom] = [self.rien] * self.lignes
        self.valeurs[nom][rang] = valeur


def encoder(dossiers: Sequence[Dossier], le: date) -> "pl.DataFrame":
    """Return the columns of some dossiers on the day of their séance; what nobody said has none."""
    dites = _Colonnes(len(dossiers), termes.RIEN)
    faits = _Colonnes(len(dossiers), 0)
    for rang, dossier in enumerate(dossiers):
        for role, valeurs in dossier.observations.par_role.items():
            for cible, valeur in valeurs.items():
                dites.poser(rang, nom_observation(role, cible), en_code(valeur))
        for nom, fait in faits_de(dossier, le).items():
            faits.poser(rang, nom, fait)
    return dresser(dites.valeurs, faits.valeurs, le, len(dossiers))


def dresser(dites: Mapping[str, Any], faits: Mapping[str, Any], le: date, lignes: int) -> "pl.DataFrame":
    """Lay columns side by side, with the day of the séance, in the types that the engine computes with."""
    import polars as pl

    observees = [pl.Series(nom, valeurs, dtype=_type(nom)) for nom, valeurs in dites.items()]
    autres = [pl.Series(nom, valeurs, dtype=pl.Int32) for nom, valeurs in faits.items()]
    session = pl.Series(SESSION, [en_nombre(le)], dtype=pl.Int32).new_from_index(0, lignes)
    return pl.DataFrame([session, *observees, *autres])


def encoder_lot(lot: Seance) -> Encodee:
    """Return some dossiers of a séance in columns, from what the checked reader gave."""
    import polars as pl

    groupes: dict[Groupe, list[int]] = {}
    for rang, dossier in enumerate(lot.dossiers):
        groupes.setdefault((dossier.edition, dossier.voie), []).append(rang)
    parties = {}
    for groupe, rangs in groupes.items():
        siens = [lot.dossiers[rang] for rang in rangs]
        codes = pl.Series("dossier", [dossier.code for dossier in siens], pl.String)
        organismes = pl.Series("organisme", [dossier.organisme for dossier in siens], pl.String)
        parties[groupe] = PartieEncodee(np.array(rangs), codes, organismes, encoder(siens, lot.date))
    return Encodee(lot, {cle: lot.editions[cle] for cle, _ in groupes}, parties)


def _type(nom: str) -> "type[pl.DataType]":
    """Return the type of a column of observations: wide enough for marks where a cible is marked."""
    import polars as pl

    return pl.Int32 if nom.count(":") > 1 else pl.Int8
