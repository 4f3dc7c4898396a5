"""Writing a simulation: .json, .csv, .parquet, .xlsx, .html. A file is written whole, or not at all."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict

from parchemin.cohortes.model import BLOC, FIXES
from parchemin.cohortes.simulation.comparer import AVANT, Bascule, Comparaison, Taux
from parchemin.cohortes.simulation.motifs import Motifs, Pourquoi
from parchemin.cohortes.simulation.simuler import Cle, Simulation
from parchemin.cohortes.sorties import mots, page
from parchemin.documents.classeurs import composer, tabler
from parchemin.documents.contenus.donnees import motif
from parchemin.documents.fichiers.fichier import choisir, deposer, en_json
from parchemin.dossier.texte import proteger
from parchemin.errors import ParcheminError

if TYPE_CHECKING:
    import polars as pl

LIGNES_MAX = 1_048_575
"""How many rows a sheet holds under its header."""


def ecrire(simulation: Simulation, sortie: Path) -> None:
    """Write to ``sortie`` in the format of its ending.

    :raises ParcheminError: for an unknown ending, or when the file cannot be written.
    """
    deposer(sortie, format_de(sortie)(simulation))


def format_de(sortie: Path) -> Callable[[Simulation], bytes]:
    """Return what writes a file of this ending; raise `ParcheminError` before anything is computed."""
    return choisir(FORMATS, sortie)


def document(simulation: Simulation) -> dict[str, Any]:
    """Return the document of ``simuler --json``."""
    return {
        "cohorte": {
            "dossiers": simulation.en_vigueur.dossiers,
            "seances": [
                {"seance": nom, "certification": certification, "date": le.isoformat()}
                for nom, certification, le in simulation.seances
            ],
            "reserves": list(simulation.reserves[simulation.en_vigueur.scenario]),
            "taux": [_taux(taux, seul=True) for taux in simulation.en_vigueur.taux()],
        },
        "scenarios": [_scenario(simulation, comparaison) for comparaison in simulation.comparaisons],
        "inchanges": [] if simulation.comparaisons else _inchanges(simulation, simulation.en_vigueur),
    }


def _scenario(simulation: Simulation, comparaison: Comparaison) -> dict[str, Any]:
    motifs = simulation.motifs[comparaison.scenario]
    return {
        "scenario": comparaison.scenario,
        "hypothese": simulation.hypotheses[comparaison.scenario],
        "changent": comparaison.changes,
        "non_compares": comparaison.dossiers - comparaison.compares.height,
        "reserves": list(simulation.reserves[comparaison.scenario]),
        "issues": {
            issue.value: {"avant": avant, "apres": apres} for issue, (avant, apres) in comparaison.issues().items()
        },
        "taux": [_taux(taux) for taux in comparaison.taux()],
        "dossiers": [_bascule(bascule, motifs) for bascule in comparaison.bascules()],
        "inchanges": _inchanges(simulation, comparaison),
    }


def _inchanges(simulation: Simulation, comparaison: Comparaison) -> list[dict[str, Any]]:
    """Return the dossiers of which the motifs were asked for, and that do not change."""
    return [
        {"seance": seance, "dossier": dossier, "motifs": _pourquoi(dits)}
        for (seance, dossier), dits in simulation.inchanges(comparaison).items()
    ]


def _bascule(bascule: Bascule, motifs: Mapping[Cle, tuple[Pourquoi, ...]]) -> dict[str, Any]:
    return {
        "seance": bascule.seance,
        "session": bascule.session.isoformat(),
        "dossier": bascule.dossier,
        "issue": {"avant": bascule.avant.value, "apres": bascule.apres.value},
        "blocs": [{"bloc": code, "avant": a.value, "apres": b.value} for code, a, b in bascule.blocs],
        "motifs": _pourquoi(motifs[bascule.cle]) if bascule.cle in motifs else None,
    }


def _pourquoi(dits: tuple[Pourquoi, ...]) -> list[dict[str, Any]]:
    return [{"objet": dit.objet, "avant": _motifs(dit.avant), "apres": _motifs(dit.apres)} for dit in dits]


def _motifs(motifs: Motifs) -> list[dict[str, str]]:
    return [motif(un) for un in motifs]


def _taux(taux: Taux, *, seul: bool = False) -> dict[str, Any]:
    nombres = asdict(taux)
    if seul:
        nombres["acquis"] = nombres.pop("avant")
        del nombres["apres"]
    return nombres


def table(simulation: Simulation) -> "pl.DataFrame":
    """Return one row a dossier and a scenario, with its verdicts before and after, and why it changes."""
    import polars as pl

    parties = [_partie(simulation, c) for c in simulation.comparaisons or (simulation.en_vigueur,)]
    blocs = dict.fromkeys(code for c in simulation.comparaisons or (simulation.en_vigueur,) for code in c.blocs)
    objets = ("issue", *(BLOC + code for code in blocs))
    paires = (nom + suffixe for nom in objets for suffixe in (AVANT, ""))
    return pl.concat(parties, how="diagonal").select("scenario", *FIXES[:-1], *paires, "change", "motifs")


def _partie(simulation: Simulation, comparaison: Comparaison) -> "pl.DataFrame":
    import polars as pl

    motifs = simulation.motifs.get(comparaison.scenario, {})
    dits = [(*cle, "\n".join(f"{cote} : {dit}" for cote, dit in mots.phrases(m))) for cle, m in motifs.items()]
    types = {"seance": pl.String, "dossier": pl.String, "motifs": pl.String}
    ecrits = pl.DataFrame(dits, schema=types, orient="row")
    partie = comparaison.table.join(ecrits, on=["seance", "dossier"], how="left", maintain_order="left")
    return partie.with_columns(scenario=pl.lit(comparaison.scenario))


def _json(simulation: Simulation) -> bytes:
    return en_json(document(simulation))


def _parquet(simulation: Simulation) -> bytes:
    tampon = io.BytesIO()
    table(simulation).write_parquet(tampon)
    return tampon.getvalue()


def _csv(simulation: Simulation) -> bytes:
    """Write what a French Excel opens by a double click, and never reads as a formula."""
    import polars as pl

    toutes = table(simulation)
    dit = pl.when("change").then(pl.lit("oui")).otherwise(pl.lit("non")).alias("change")
    textes = [nom for nom, sorte in toutes.schema.items() if sorte == pl.String]
    proteges = (pl.col(nom).replace(_pieges(toutes[nom])) for nom in textes)
    tampon = io.BytesIO()
    toutes.with_columns(dit, *proteges).write_csv(tampon, include_bom=True, separator=";", line_terminator="\r\n")
    return tampon.getvalue()


def _pieges(colonne: "pl.Series") -> dict[str, str]:
    """Return the texts of a column that a spreadsheet would take for a formula, and what to write instead."""
    textes = {texte: proteger(texte) for texte in colonne.drop_nulls().unique()}
    return {texte: protege for texte, protege in textes.items() if protege != texte}


def _xlsx(simulation: Simulation) -> bytes:
    """Write three sheets: the rates, the dossiers that change, and all of them."""
    toutes = table(simulation)
    if toutes.height > LIGNES_MAX:
        raise ParcheminError(
            f"{toutes.height} lignes : une feuille en tient {LIGNES_MAX}, prenez .parquet ou .csv"
        )

    def feuilles(classeur: Any) -> None:
        tabler(classeur, "taux", _lignes_de_taux(simulation))
        tabler(classeur, "changements", _lignes(toutes.filter("change")))
        tabler(classeur, "dossiers", _lignes(toutes.drop("motifs")))

    return composer(feuilles, max(le for _, _, le in simulation.seances))


def _lignes(dossiers: "pl.DataFrame") -> Iterator[Sequence[object]]:
    yield dossiers.columns
    yield from dossiers.iter_rows()


def _lignes_de_taux(simulation: Simulation) -> Iterator[Sequence[object]]:
    yield ("scenario", "axe", "cle", "dossiers", "avant", "apres", "taux_avant", "taux_apres", "ecart")
    for comparaison in simulation.comparaisons or (simulation.en_vigueur,):
        for taux in comparaison.taux():
            parts = (mots.pour_cent(taux.avant, taux.total), mots.pour_cent(taux.apres, taux.total))
            nombres = (taux.total, taux.avant, taux.apres)
            axe = taux.axe or "ensemble"
            yield (comparaison.scenario, axe, taux.cle, *nombres, *parts, mots.ecart(taux))


FORMATS: Mapping[str, Callable[[Simulation], bytes]] = {
    ".html": page.ecrire,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".csv": _csv,
    ".json": _json,
}
