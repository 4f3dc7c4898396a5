"""Writing a deliberation to a file: .csv, .xlsx or .json. A file is written whole, or not at all."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from parchemin.deliberation.model import Proposition
from parchemin.documents import donnees
from parchemin.documents.mots import ISSUES, resultats
from parchemin.dossier.model import Seance
from parchemin.errors import ParcheminError

Ecriture = Callable[[Seance, Sequence[Proposition]], bytes]


def exporter(seance: Seance, propositions: Sequence[Proposition], sortie: Path) -> None:
    """Write to ``sortie`` in the format of its ending.

    :raises ParcheminError: for an unknown ending, or when the file cannot be written.
    """
    contenu = format_de(sortie)(seance, propositions)
    try:
        _remplacer(sortie, contenu)
    except OSError as erreur:
        raise ParcheminError(f"{sortie} : écriture impossible ({erreur.strerror})") from None


def format_de(sortie: Path) -> Ecriture:
    """Return what writes a file of this ending; raise `ParcheminError` before anything is computed."""
    if sortie.suffix.lower() not in FORMATS:
        connus = ", ".join(FORMATS)
        raise ParcheminError(f"format « {sortie.suffix} » inconnu pour --sortie : attendu {connus}")
    return FORMATS[sortie.suffix.lower()]


def _remplacer(sortie: Path, contenu: bytes) -> None:
    """Write beside the target, then rename over it: an interrupted run leaves the old file."""
    descripteur, provisoire = tempfile.mkstemp(dir=sortie.parent, prefix=sortie.name)
    try:
        with os.fdopen(descripteur, "wb") as fichier:
            fichier.write(contenu)
        Path(provisoire).replace(sortie)
    except BaseException:
        Path(provisoire).unlink(missing_ok=True)
        raise


def _json(seance: Seance, propositions: Sequence[Proposition]) -> bytes:
    document = donnees.deliberation(seance, propositions)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _csv(seance: Seance, propositions: Sequence[Proposition]) -> bytes:
    """Write what a French Excel opens by a double click: ``;`` and UTF-8 with its mark."""
    tampon = io.StringIO(newline="")
    ecrivain = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    ecrivain.writerows([_inerte(cellule) for cellule in ligne] for ligne in _lignes(propositions))
    return tampon.getvalue().encode("utf-8-sig")


def _inerte(cellule: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula."""
    return f"'{cellule}" if cellule.startswith(("=", "+", "-", "@", "\t", "\r")) else cellule


def _xlsx(seance: Seance, propositions: Sequence[Proposition]) -> bytes:
    import xlsxwriter

    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon, {"in_memory": True}) as classeur:
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


FORMATS: Mapping[str, Ecriture] = {".csv": _csv, ".xlsx": _xlsx, ".json": _json}


def _lignes(propositions: Sequence[Proposition]) -> Iterator[list[str]]:
    """Yield the header, then a row a dossier; the épreuves and blocs of all the éditions stand side by side."""
    tous = [resultats(proposition) for proposition in propositions]
    codes = tuple(dict.fromkeys(code for cellules in tous for code in cellules))
    yield [
        "dossier",
        "nom",
        "prenom",
        "organisme",
        "edition",
        "voie",
        "issue",
        *codes,
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
            dossier.voie,
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
