"""What a careful programmer writes by hand for one shape, with Polars expressions and with NumPy arrays."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parchemin.referentiel.model import Bloc, Edition

RIEN, ACQUIS, NON_ACQUIS, ABSENT, NEUTRE = -1, -2, -3, -4, -5
NON, MANQUE, DEBAT, OUI = 0, 1, 2, 3
CERTIFIE, PARTIEL, REFUSE, EN_DEBAT, INCOMPLET = range(5)
ROLES = ("of", "referent", "commission")
COEFFICIENTS_DE_COURS = ("PASS", "PREMSS")

Tableaux = Mapping[str, NDArray[Any]]
Resultats = dict[str, NDArray[Any]]


def _criteres(bloc: Bloc, role: str, connus: Sequence[str] | Mapping[str, Any]) -> list[list[str]]:
    """Return the columns of a bloc, compétence by compétence."""
    par_competence = (
        [f"{role}:{bloc.code}/{comp.code}/{critere.code}" for critere in comp.criteres]
        for comp in bloc.competences
        if comp.evaluee
    )
    return [[nom for nom in noms if nom in connus] for noms in par_competence]


def part(colonnes: Sequence[NDArray[Any]], num: int, den: int) -> NDArray[Any]:
    """Return the verdict of a share of critères."""
    acquis = sum((c == ACQUIS).view(np.int8) for c in colonnes)
    absents = sum((c == ABSENT).view(np.int8) for c in colonnes)
    total = len(colonnes) - sum((c == NEUTRE).view(np.int8) for c in colonnes)
    return trancher(acquis, absents, total, num, den)


def trancher(acquis: Any, incertains: Any, total: Any, num: int, den: int) -> NDArray[Any]:
    """Compare a count with its floor."""
    demande = total.astype(np.int16) * num
    assez = acquis.astype(np.int16) * den >= demande
    peut_etre = (acquis + incertains).astype(np.int16) * den >= demande
    verdict = np.where(assez, OUI, np.where(peut_etre, MANQUE, NON))
    return np.where(total == 0, MANQUE, verdict).astype(np.int8)


def vus(colonnes: Sequence[NDArray[Any]]) -> Any:
    """Tell which dossiers have anything in some columns."""
    return np.logical_or.reduce([c != RIEN for c in colonnes])


def suivi(tableaux: Tableaux, etapes: Sequence[str]) -> Any:
    """Tell which dossiers followed every training before their séance."""
    jours = [tableaux[f"parcours={etape}"] for etape in etapes]
    return np.logical_and.reduce([(j > 0) & (j <= tableaux["session"]) for j in jours])


def issue(
    blocs: Sequence[NDArray[Any]], tout: NDArray[Any], manque: Any = False, debat: Any = False
) -> NDArray[Any]:
    """Fold the blocs and what the certification asks."""
    n = len(tout)
    manque = np.logical_or.reduce([np.full(n, manque), *(b == MANQUE for b in blocs)])
    debat = np.logical_or.reduce([np.zeros(n, bool), *(b == DEBAT for b in blocs)])
    un = np.logical_or.reduce([np.zeros(n, bool), *(b == OUI for b in blocs)])
    reste = np.where(tout, CERTIFIE, np.where(un, PARTIEL, REFUSE))
    return np.where(manque, INCOMPLET, np.where(debat, EN_DEBAT, reste)).astype(np.int8)


def bloc_criteres(tableaux: Tableaux, bloc: Bloc) -> NDArray[Any]:
    """Return the verdict of a bloc in the régime of critères."""
    par_competence = _criteres(bloc, "jury", tableaux)
    toutes = [tableaux[nom] for noms in par_competence for nom in noms]
    verdicts, neutres = [], []
    for noms in par_competence:
        colonnes = [tableaux[nom] for nom in noms]
        verdicts.append(part(colonnes, 4, 5))
        neutres.append(np.logical_and.reduce([c == NEUTRE for c in colonnes]))
    hors = sum(n.view(np.int8) for n in neutres)
    acquis = sum((v == OUI).view(np.int8) for v in verdicts)
    manques = sum((v == MANQUE).view(np.int8) for v in verdicts) - hors
    verdict = trancher(acquis, manques, np.asarray(len(verdicts) - hors), 4, 5)
    direct = tableaux[f"jury:{bloc.code}"]
    return np.where((direct == ABSENT) | ~(vus(toutes) | (direct != RIEN)), MANQUE, verdict).astype(np.int8)


def criteres_numpy(edition: Edition, tableaux: Tableaux) -> Resultats:
    """Judge the shape of critères."""
    blocs = {f"bloc:{bloc.code}": bloc_criteres(tableaux, bloc) for bloc in edition.blocs}
    acquis = np.logical_and.reduce([b == OUI for b in blocs.values()])
    return {"issue": issue([*blocs.values()], acquis & suivi(tableaux, COEFFICIENTS_DE_COURS)), **blocs}


def bloc_courtage(tableaux: Tableaux, bloc: Bloc) -> NDArray[Any]:
    """Return the verdict of a bloc in the régime of evaluators who concur."""
    avis = []
    for role in ROLES:
        colonnes = [tableaux[nom] for noms in _criteres(bloc, role, tableaux) for nom in noms]
        direct = tableaux[f"{role}:{bloc.code}"]
        manque = (direct == ABSENT) | ~(vus(colonnes) | (direct != RIEN))
        avis.append(np.where(manque, MANQUE, part(colonnes, 7, 10)))
    manque = np.logical_or.reduce([a == MANQUE for a in avis])
    pareils = (avis[0] == avis[1]) & (avis[1] == avis[2])
    verdict = np.where(avis[2] == NON, NON, np.where(manque, MANQUE, np.where(pareils, avis[0], DEBAT)))
    note = tableaux[f"of:continu:{bloc.code}"]
    acces = np.where(note < 0, MANQUE, np.where(note >= 1000, OUI, NON))
    return np.minimum(verdict, acces).astype(np.int8)


def courtage_numpy(edition: Edition, tableaux: Tableaux) -> Resultats:
    """Judge the shape of evaluators who concur; two optional blocs that nobody describes always miss."""
    blocs = {f"bloc:{bloc.code}": bloc_courtage(tableaux, bloc) for bloc in edition.blocs}
    return {"issue": issue([*blocs.values()], np.zeros(len(tableaux["session"]), bool)), **blocs}


def notes_numpy(edition: Edition, tableaux: Tableaux) -> Resultats:
    """Judge the shape of marks."""
    epreuves = [e for e in edition.epreuves if e.bareme and f"jury:epreuve:{e.code}" in tableaux]
    notes = [(tableaux[f"jury:epreuve:{e.code}"], e.bareme) for e in epreuves]
    manque = np.logical_or.reduce([n < 0 for n, _ in notes])
    total = sum(n.astype(np.int64) * b.coefficient for n, b in notes if b)
    sur = sum(b.sur * b.coefficient for _, b in notes if b)
    tout = np.asarray(total * 20 >= 1000 * sur)
    seuils = [(n, int(b.eliminatoire * 100)) for n, b in notes if b and b.eliminatoire is not None]
    for note, seuil in seuils:
        tout &= ~((note >= 0) & (note <= seuil))
    return {"issue": issue([], tout & suivi(tableaux, _etapes(edition)), manque)}


def _etapes(edition: Edition) -> tuple[str, ...]:
    return edition.voie("formation").prerequis


def pl_part(noms: Sequence[str], num: int, den: int) -> pl.Expr:
    """Return the verdict of a share of critères."""
    acquis, absents, neutres = (
        pl.sum_horizontal((pl.col(nom) == code).cast(pl.Int16) for nom in noms)
        for code in (ACQUIS, ABSENT, NEUTRE)
    )
    return pl_trancher(acquis, absents, len(noms) - neutres, num, den)


def pl_trancher(acquis: pl.Expr, incertains: pl.Expr, total: pl.Expr, num: int, den: int) -> pl.Expr:
    """Compare a count with its floor."""
    return (
        pl.when(total == 0)
        .then(pl.lit(MANQUE, pl.Int8))
        .when(acquis * den >= total * num)
        .then(pl.lit(OUI, pl.Int8))
        .when((acquis + incertains) * den >= total * num)
        .then(pl.lit(MANQUE, pl.Int8))
        .otherwise(pl.lit(NON, pl.Int8))
    )


def pl_vu(noms: Sequence[str], direct: str) -> pl.Expr:
    """Tell who was seen by an evaluator, and not absent."""
    return pl.any_horizontal(pl.col(nom) != RIEN for nom in (*noms, direct)) & (pl.col(direct) != ABSENT)


def pl_suivi(etapes: Sequence[str]) -> pl.Expr:
    """Tell who followed every training."""
    jours = [pl.col(f"parcours={etape}") for etape in etapes]
    return pl.all_horizontal((j > 0) & (j <= pl.col("session")) for j in jours)


def pl_issue(blocs: Sequence[str], tout: pl.Expr, manque: pl.Expr | None = None) -> pl.Expr:
    """Fold the blocs and what the certification asks."""
    manques = [pl.col(nom) == MANQUE for nom in blocs] + ([] if manque is None else [manque])
    debat = pl.any_horizontal(pl.col(nom) == DEBAT for nom in blocs) if blocs else pl.lit(False)
    un = pl.any_horizontal(pl.col(nom) == OUI for nom in blocs) if blocs else pl.lit(False)
    return (
        pl.when(pl.any_horizontal(manques))
        .then(pl.lit(INCOMPLET, pl.Int8))
        .when(debat)
        .then(pl.lit(EN_DEBAT, pl.Int8))
        .when(tout)
        .then(pl.lit(CERTIFIE, pl.Int8))
        .when(un)
        .then(pl.lit(PARTIEL, pl.Int8))
        .otherwise(pl.lit(REFUSE, pl.Int8))
        .alias("issue")
    )


def criteres_polars(edition: Edition, table: pl.DataFrame) -> pl.DataFrame:
    """Judge the shape of critères."""
    competences, blocs = [], []
    for bloc in edition.blocs:
        par_competence = _criteres(bloc, "jury", table.columns)
        siennes = [f"{bloc.code}/{rang}" for rang in range(len(par_competence))]
        for nom, noms in zip(siennes, par_competence, strict=True):
            neutre = pl.all_horizontal(pl.col(c) == NEUTRE for c in noms)
            competences += [pl_part(noms, 4, 5).alias(nom), neutre.alias(f"{nom}!")]
        hors = pl.sum_horizontal(pl.col(f"{nom}!").cast(pl.Int16) for nom in siennes)
        acquis = pl.sum_horizontal((pl.col(nom) == OUI).cast(pl.Int16) for nom in siennes)
        manques = pl.sum_horizontal((pl.col(nom) == MANQUE).cast(pl.Int16) for nom in siennes) - hors
        verdict = pl_trancher(acquis, manques, len(siennes) - hors, 4, 5)
        vu = pl_vu([nom for noms in par_competence for nom in noms], f"jury:{bloc.code}")
        blocs.append(pl.when(vu).then(verdict).otherwise(pl.lit(MANQUE, pl.Int8)).alias(f"bloc:{bloc.code}"))
    noms = [f"bloc:{bloc.code}" for bloc in edition.blocs]
    tout = pl.all_horizontal(pl.col(nom) == OUI for nom in noms) & pl_suivi(COEFFICIENTS_DE_COURS)
    pret = table.lazy().with_columns(competences).with_columns(blocs)
    return pret.select(pl_issue(noms, tout), *noms).collect()


def courtage_polars(edition: Edition, table: pl.DataFrame) -> pl.DataFrame:
    """Judge the shape of evaluators who concur."""
    avis, blocs = [], []
    for bloc in edition.blocs:
        for role in ROLES:
            noms = [nom for siens in _criteres(bloc, role, table.columns) for nom in siens]
            rendu = pl.when(pl_vu(noms, f"{role}:{bloc.code}")).then(pl_part(noms, 7, 10))
            avis.append(rendu.otherwise(pl.lit(MANQUE, pl.Int8)).alias(f"{bloc.code}!{role}"))
        un, deux, trois = (pl.col(f"{bloc.code}!{role}") for role in ROLES)
        verdict = (
            pl.when(trois == NON)
            .then(pl.lit(NON, pl.Int8))
            .when((un == MANQUE) | (deux == MANQUE) | (trois == MANQUE))
            .then(pl.lit(MANQUE, pl.Int8))
            .when((un == deux) & (deux == trois))
            .then(un)
            .otherwise(pl.lit(DEBAT, pl.Int8))
        )
        note = pl.col(f"of:continu:{bloc.code}")
        acces = pl.when(note < 0).then(pl.lit(MANQUE, pl.Int8))
        acces_ou_non = acces.when(note >= 1000).then(pl.lit(OUI, pl.Int8)).otherwise(pl.lit(NON, pl.Int8))
        blocs.append(pl.min_horizontal(verdict, acces_ou_non).alias(f"bloc:{bloc.code}"))
    noms = [f"bloc:{bloc.code}" for bloc in edition.blocs]
    pret = table.lazy().with_columns(avis).with_columns(blocs)
    return pret.select(pl_issue(noms, pl.lit(False)), *noms).collect()


def notes_polars(edition: Edition, table: pl.DataFrame) -> pl.DataFrame:
    """Judge the shape of marks."""
    noms = {f"jury:epreuve:{e.code}": e.bareme for e in edition.epreuves}
    notes = [(pl.col(nom), bareme) for nom, bareme in noms.items() if bareme and nom in table.columns]
    manque = pl.any_horizontal(n < 0 for n, _ in notes)
    total = pl.sum_horizontal(n.cast(pl.Int64) * b.coefficient for n, b in notes)
    moyenne = total * 20 >= 1000 * sum(b.sur * b.coefficient for _, b in notes)
    seuils = [(n, int(b.eliminatoire * 100)) for n, b in notes if b.eliminatoire is not None]
    eliminee = pl.any_horizontal((n >= 0) & (n <= seuil) for n, seuil in seuils)
    tout = moyenne & ~eliminee & pl_suivi(_etapes(edition))
    return table.lazy().select(pl_issue([], tout, manque)).collect()


EN_NUMPY: Mapping[str, Callable[[Edition, Tableaux], Resultats]] = {
    "courtage": courtage_numpy,
    "criteres": criteres_numpy,
    "notes": notes_numpy,
}
EN_POLARS: Mapping[str, Callable[[Edition, pl.DataFrame], pl.DataFrame]] = {
    "courtage": courtage_polars,
    "criteres": criteres_polars,
    "notes": notes_polars,
}
