"""The yearly table: candidates and rates by certification, bloc, voie, organisme and séance; and who holds what.

It counts what juries decided, and computes no verdict. Percentages are rounded, to be read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen

from parchemin.deliberation.model import Issue
from parchemin.deliberation.pieces import Passage
from parchemin.documents.mots import CODES, ISSUES, RETRAITS, VERDICTS, pour_cent
from parchemin.dossier.texte import collation
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Verdict

_TITRES = {
    "certification": "Par certification",
    "bloc": "Par bloc",
    "voie": "Par voie",
    "organisme": "Par organisme",
    "seance": "Par séance",
}
SEANCE_DITE = Tournure("seance_du_bilan", "{le:jour}, {certifications} (séance n° {seance})")


@frozen
class Compte:
    """A row of a table: how many were decided of, how many of them succeeded, and how each came out.

    ``intitule`` names it for a program and in a terminal, ``dit`` in a document that is handed on.
    """

    intitule: str
    dit: str | Fait
    total: int
    reussis: int
    details: dict[str, int]

    @property
    def taux(self) -> str:
        """The share of those who succeeded, in percent with one decimal."""
        return pour_cent(self.reussis, self.total)

    @property
    def detail(self) -> str:
        """How each came out, in words."""
        return ", ".join(f"{CODES.get(code, code)} : {combien}" for code, combien in self.details.items())

    @property
    def cellules(self) -> tuple[str, ...]:
        """The row as text, under the headers of its table."""
        return (self.intitule, str(self.total), str(self.reussis), self.taux, self.detail)

    def document(self) -> dict[str, Any]:
        """Return the JSON of the row."""
        comptes = {"total": self.total, "reussis": self.reussis, "details": self.details}
        return {"intitule": self.intitule, **comptes, "taux": self.taux}


@frozen
class TableauDeBilan:
    """A table of the bilan: what it is by, and its rows."""

    nom: str
    lignes: tuple[Compte, ...]

    @property
    def titre(self) -> str:
        """What the table is by, in words."""
        return _TITRES[self.nom]

    @property
    def entetes(self) -> tuple[str, ...]:
        """Its headers: what was decided of, how many, the successes, their rate, each outcome."""
        reussis = "Acquis" if self.nom == "bloc" else "Certifiés"
        return (self.titre, "Décisions", reussis, "Taux", "Détail")


@frozen
class Suivi:
    """The table that a secretary keeps: a row a candidate, with what is known of each bloc."""

    certification: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


@frozen
class Bilan:
    """A period, its tables, and the follow-up of its candidates for each certification.

    ``retires`` counts the dossiers that were withdrawn, by reason: they are in no table.
    """

    du: date
    au: date
    candidats: int
    tableaux: tuple[TableauDeBilan, ...]
    suivis: tuple[Suivi, ...]
    retires: Mapping[str, int] = field(factory=dict, hash=False)

    @property
    def titre(self) -> str:
        """The title of all documents."""
        return f"Bilan du {self.du} au {self.au}"

    def document(self) -> dict[str, Any]:
        """Return the JSON of ``bilan --json``; nobody is named in it."""
        tableaux = {tableau.nom: [ligne.document() for ligne in tableau.lignes] for tableau in self.tableaux}
        comptes = {"candidats": self.candidats, "retires": dict(self.retires)}
        return {"du": str(self.du), "au": str(self.au), **comptes, **tableaux}

    def rangees(self) -> Iterator[tuple[str, ...]]:
        """Yield every table, one after the other, its name in the first column."""
        yield ("tableau", "intitule", "decisions", "reussis", "taux", "detail")
        for tableau in self.tableaux:
            yield from ((tableau.nom, *compte.cellules) for compte in tableau.lignes)
        yield from (("retrait", raison, str(combien), "", "", "") for raison, combien in self.retires.items())


def dresser(tous: Sequence[Passage], catalogue: Catalogue, du: date, au: date) -> Bilan:
    """Count the passages of a period; raise `CodeInconnu` for an édition that no branch supplies any more."""
    passages = [passage for passage in tous if not passage.retrait]
    cles = dict.fromkeys(passage.edition for passage in tous)
    editions = {cle: catalogue.edition(*cle.split("@", 1)) for cle in cles}
    par: dict[str, Callable[[Passage], str]] = {
        "certification": lambda p: f"{editions[p.edition].intitule} ({p.edition})",
        "voie": lambda p: Lexique.de(editions[p.edition]).nommer("voie", p.voie),
        "organisme": lambda p: p.organisme or "sans organisme",
        "seance": _seance,
    }
    dits = _seances(passages, editions)
    tableaux = [TableauDeBilan(nom, tuple(_par_dossier(passages, cle, dits))) for nom, cle in par.items()]
    tableaux.insert(1, TableauDeBilan("bloc", tuple(_par_bloc(passages, editions))))
    suivis = tuple(_suivi(editions[cle], [p for p in tous if p.edition == cle]) for cle in cles)
    retires = Counter(passage.retrait for passage in tous if passage.retrait)
    return Bilan(du, au, len({p.personne for p in passages}), tuple(tableaux), suivis, retires)


def _seance(passage: Passage) -> str:
    return f"{passage.le}, {passage.certification} (n° {passage.seance})"


def _seances(passages: Iterable[Passage], editions: Mapping[str, Edition]) -> dict[str, Fait]:
    """Return each séance with the names of its certifications in the place of their code."""
    noms: dict[str, dict[str, None]] = {}
    for passage in passages:
        noms.setdefault(_seance(passage), {})[editions[passage.edition].intitule] = None
    return {
        _seance(passage): SEANCE_DITE(
            le=passage.le, certifications=" ; ".join(noms[_seance(passage)]), seance=passage.seance
        )
        for passage in passages
    }


def _par_dossier(
    passages: Iterable[Passage], cle: Callable[[Passage], str], dits: Mapping[str, Fait]
) -> Iterator[Compte]:
    comptes: dict[str, Counter[str]] = {}
    for passage in passages:
        comptes.setdefault(cle(passage), Counter())[passage.issue] += 1
    for nom in sorted(comptes, key=collation):
        compte = comptes[nom]
        details = {issue.value: compte[issue.value] for issue in Issue if compte[issue.value]}
        yield Compte(nom, dits.get(nom, nom), compte.total(), compte[Issue.CERTIFIE.value], details)


def _par_bloc(passages: Iterable[Passage], editions: dict[str, Edition]) -> Iterator[Compte]:
    """Yield each bloc that some jury decided of; one that was held already, or not presented, is not counted."""
    comptes: dict[tuple[str, str], Counter[str]] = {}
    for passage in passages:
        for bloc, verdict in passage.blocs.items():
            comptes.setdefault((passage.edition, bloc), Counter())[verdict] += 1
    for (cle, code), compte in sorted(comptes.items()):
        nom = next((bloc.intitule for bloc in editions[cle].blocs if bloc.code == code), code)
        nom = f"{nom} ({cle}/{code})"
        yield Compte(nom, nom, compte.total(), compte[Verdict.ACQUIS.value], dict(compte))


def _suivi(edition: Edition, passages: Sequence[Passage]) -> Suivi:
    entetes = (
        "Candidat",
        "Organisme",
        "Voie",
        "Dernier dossier",
        *(b.intitule for b in edition.blocs),
        "Décision",
        "Le",
    )
    par_personne: dict[int, list[Passage]] = {}
    for passage in passages:
        par_personne.setdefault(passage.personne, []).append(passage)
    lignes = sorted(
        (_ligne(edition, siens) for siens in par_personne.values()), key=lambda ligne: tuple(map(collation, ligne))
    )
    return Suivi(edition.cle, entetes, tuple(lignes))


def _ligne(edition: Edition, siens: Sequence[Passage]) -> tuple[str, ...]:
    """Return one candidate's row: the last word on each bloc, with its day, and the last decision."""
    dernier = siens[-1]
    etats: dict[str, str] = {}
    for passage in siens:
        for bloc in edition.blocs:
            if bloc.cle in passage.acquis:
                etats[bloc.code] = f"Acquis ({passage.acquis[bloc.cle]})"
            if bloc.code in passage.blocs:
                etats[bloc.code] = f"{VERDICTS[Verdict(passage.blocs[bloc.code])]} ({passage.le})"
    return (
        f"{dernier.nom} {dernier.prenom}",
        dernier.organisme,
        Lexique.de(edition).nommer("voie", dernier.voie),
        dernier.dossier,
        *(etats.get(bloc.code, "") for bloc in edition.blocs),
        ISSUES[Issue(dernier.issue)] if dernier.issue else RETRAITS.get(dernier.retrait, "").capitalize(),
        str(dernier.le),
    )
