"""A deliberation as a file: .csv, .xlsx, .json or .html."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time

from parchemin.deliberation.model import Proposition
from parchemin.documents import donnees, intitules
from parchemin.documents.fichier import en_csv
from parchemin.documents.motifs import Noms
from parchemin.documents.mots import ISSUES, dire_titre, resultats
from parchemin.documents.page import deliberation
from parchemin.documents.pieces import Cadre
from parchemin.dossier.model import Seance
from parchemin.jury import Examen

Ecriture = Callable[[Seance, Sequence[Proposition], Examen | None, Cadre], bytes]


def _json(seance: Seance, propositions: Sequence[Proposition], examen: Examen | None, _cadre: Cadre) -> bytes:
    document = donnees.deliberation(seance, propositions, examen)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _csv(_seance: Seance, propositions: Sequence[Proposition], _examen: Examen | None, _cadre: Cadre) -> bytes:
    return en_csv(_lignes(propositions))


def _xlsx(seance: Seance, propositions: Sequence[Proposition], _examen: Examen | None, _cadre: Cadre) -> bytes:
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
            " ; ".join(dire_titre(titre.nature, titre.objet) for titre in proposition.titres),
            "\n".join(_motifs(proposition)),
            "\n".join(alerte.message for alerte in proposition.alertes),
        ]


def _motifs(proposition: Proposition) -> Iterator[str]:
    motifs = [motif for bloc in proposition.blocs for motif in bloc.motifs]
    noms = Noms.de(proposition.edition)
    for motif in (*motifs, *proposition.motifs):
        trouve, exige = noms.expliquer(motif)
        yield f"{trouve} (exigé : {exige}) [{motif.source}]"
