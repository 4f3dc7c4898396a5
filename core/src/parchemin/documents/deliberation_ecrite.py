"""A deliberation as a file: .csv, .xlsx, .json or .html."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from parchemin.deliberation.model import Proposition
from parchemin.deliberation.pieces import Cadre
from parchemin.documents.classeurs import composer, tabler
from parchemin.documents.contenus import donnees
from parchemin.documents.fichiers.fichier import en_csv, en_json
from parchemin.documents.mots import ISSUES, dire_titre, resultats
from parchemin.documents.pages.deliberation import ecrire as _html
from parchemin.dossier.model import Seance
from parchemin.faits import Mots
from parchemin.jury import Examen
from parchemin.referentiel.lexique import Lexique

Ecriture = Callable[[Seance, Sequence[Proposition], Examen | None, Cadre], bytes]


def _json(seance: Seance, propositions: Sequence[Proposition], examen: Examen | None, _cadre: Cadre) -> bytes:
    return en_json(donnees.deliberation(seance, propositions, examen))


def _csv(_seance: Seance, propositions: Sequence[Proposition], _examen: Examen | None, _cadre: Cadre) -> bytes:
    return en_csv(_lignes(propositions))


def _xlsx(seance: Seance, propositions: Sequence[Proposition], _examen: Examen | None, _cadre: Cadre) -> bytes:
    return composer(lambda classeur: tabler(classeur, "deliberation", _lignes(propositions)), seance.date)


FORMATS: Mapping[str, Ecriture] = {".csv": _csv, ".xlsx": _xlsx, ".json": _json, ".html": _html}


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
        dossier, mots = proposition.dossier, Lexique.de(proposition.edition)
        yield [
            dossier.code,
            dossier.candidat.nom,
            dossier.candidat.prenom,
            dossier.organisme,
            proposition.edition.cle,
            mots.nommer("voie", dossier.voie),
            ISSUES[proposition.issue],
            *(cellules[code].mots if code in cellules else "" for code in codes),
            " ; ".join(dire_titre(titre.nature, titre.objet) for titre in proposition.titres),
            "\n".join(_motifs(proposition, mots)),
            "\n".join(alerte.dire(mots) for alerte in proposition.alertes),
        ]


def _motifs(proposition: Proposition, mots: Mots) -> Iterator[str]:
    motifs = [motif for bloc in proposition.blocs for motif in bloc.motifs]
    for motif in (*motifs, *proposition.motifs):
        yield f"{motif.constater(mots)} (exigé : {motif.exige.dire(mots)}) [{motif.source}]"
