"""Writing a deliberation to a file: .csv, .xlsx, .json or .html. A file is written whole, or not at all."""

import csv
import io
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TypeVar

from parchemin.deliberation.model import Proposition
from parchemin.documents import donnees, intitules
from parchemin.documents.intitules import SANS_NOM, Intitules
from parchemin.documents.mots import ISSUES, resultats
from parchemin.documents.page import deliberation
from parchemin.dossier.model import Seance
from parchemin.dossier.texte import proteger
from parchemin.errors import ParcheminError
from parchemin.jury import Examen

T = TypeVar("T")
Ecriture = Callable[[Seance, Sequence[Proposition], Examen | None, Intitules], bytes]


def exporter(
    seance: Seance,
    propositions: Sequence[Proposition],
    examen: Examen | None,
    sortie: Path,
    noms: Intitules = SANS_NOM,
) -> None:
    """Write to ``sortie`` in the format of its ending; ``noms`` are those of the instance and of the seats.

    :raises ParcheminError: for an unknown ending, or when the file cannot be written.
    """
    deposer(sortie, format_de(sortie)(seance, propositions, examen, noms))


def deposer(sortie: Path, contenu: bytes) -> None:
    """Write a file whole; raise `ParcheminError` when it cannot be written."""
    try:
        ecrire_fichier(sortie, contenu)
    except OSError as erreur:
        raise ParcheminError(
            f"{sortie} : écriture impossible (le dossier existe-t-il, est-il permis ?)"
        ) from erreur


def format_de(sortie: Path) -> Ecriture:
    """Return what writes a file of this ending; raise `ParcheminError` before anything is computed."""
    return choisir(FORMATS, sortie)


def choisir(formats: Mapping[str, T], sortie: Path) -> T:
    """Return what stands for the ending of ``sortie``; raise `ParcheminError` where nothing does."""
    if sortie.suffix.lower() not in formats:
        connus = ", ".join(formats)
        raise ParcheminError(f"format « {sortie.suffix} » inconnu pour --sortie : attendu {connus}")
    return formats[sortie.suffix.lower()]


def ecrire_fichier(sortie: Path, contenu: bytes) -> None:
    """Write beside the target, then rename over it: an interrupted run leaves the old file."""
    cible = sortie.resolve()
    provisoire = cible.with_name(f".{cible.name}.{os.getpid()}.tmp")
    try:
        provisoire.write_bytes(contenu)
        if cible.exists():
            shutil.copymode(cible, provisoire)
        provisoire.replace(cible)
    finally:
        provisoire.unlink(missing_ok=True)


def _json(seance: Seance, propositions: Sequence[Proposition], examen: Examen | None, _noms: Intitules) -> bytes:
    document = donnees.deliberation(seance, propositions, examen)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _csv(_seance: Seance, propositions: Sequence[Proposition], _examen: Examen | None, _noms: Intitules) -> bytes:
    return en_csv(_lignes(propositions))


def en_csv(lignes: Iterable[Sequence[str]]) -> bytes:
    """Return what a French Excel opens by a double click: ``;`` and UTF-8 with its mark; no cell is a formula."""
    tampon = io.StringIO(newline="")
    ecrivain = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    ecrivain.writerows(map(proteger, ligne) for ligne in lignes)
    return tampon.getvalue().encode("utf-8-sig")


def _xlsx(seance: Seance, propositions: Sequence[Proposition], _examen: Examen | None, _noms: Intitules) -> bytes:
    import xlsxwriter

    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon, {"in_memory": True}) as classeur:
        classeur.set_properties({"created": datetime.combine(seance.date, time())})
        feuille = classeur.add_worksheet("deliberation")
        titre, replie = (
            classeur.add_format({"bold": True}),
            classeur.add_format({"text_wrap": True, "valign": "top"}),
        )
        lignes = list(_lignes(propositions))
        for rang, ligne in enumerate(lignes):
            for colonne, cellule in enumerate(ligne):
                feuille.write_string(rang, colonne, cellule, replie if rang else titre)
        feuille.freeze_panes(1, 1)
        feuille.autofilter(0, 0, len(lignes) - 1, len(lignes[0]) - 1)
        feuille.autofit(max_width=400)
    return tampon.getvalue()


FORMATS: Mapping[str, Ecriture] = {".csv": _csv, ".xlsx": _xlsx, ".json": _json, ".html": deliberation}


def _lignes(propositions: Sequence[Proposition]) -> Iterator[list[str]]:
    """Yield the header, then a row a dossier; the épreuves and blocs of all the éditions stand side by side."""
    tous = [resultats(proposition) for proposition in propositions]
    codes = tuple(dict.fromkeys(code for cellules in tous for code in cellules))
    noms = {epreuve.code: epreuve.intitule for p in propositions for epreuve, _ in p.notes}
    yield [
        "dossier",
        "nom",
        "prenom",
        "organisme",
        "edition",
        "voie",
        "issue",
        *(noms.get(code, code) for code in codes),
        "titres",
        "motifs",
        "alertes",
    ]
    for proposition, cellules in zip(propositions, tous, strict=True):
        dossier = proposition.dossier
        yield [
            dossier.code,
            dossier.candidat.nom,
            dossier.candidat.prenom,
            dossier.organisme,
            proposition.edition.cle,
            intitules.voie(proposition.edition, dossier.voie),
            ISSUES[proposition.issue],
            *(cellules[code].mots if code in cellules else "" for code in codes),
            " ; ".join(f"{titre.nature} {titre.objet}" for titre in proposition.titres),
            "\n".join(_motifs(proposition)),
            "\n".join(alerte.message for alerte in proposition.alertes),
        ]


def _motifs(proposition: Proposition) -> Iterator[str]:
    motifs = [motif for bloc in proposition.blocs for motif in bloc.motifs]
    for motif in (*motifs, *proposition.motifs):
        yield f"{donnees.constat(motif)} (exigé : {motif.exige}) [{motif.source}]"
