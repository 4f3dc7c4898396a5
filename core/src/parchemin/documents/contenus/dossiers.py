"""One dossier in words, for the procès-verbal and the notification: its situation, each tranche, its marks."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import Conclusion, Decision, Objet, SurBloc, SurCompetence, Votes, objet
from parchemin.deliberation.pieces import Piece, Suite, TitreRemis
from parchemin.documents.mots import CODES, accorder, compter, dire_titre, en_mots
from parchemin.dossier.model import Avis, Dossier, Note, Valeur
from parchemin.referentiel.francais import apostropher, enumerer, jour, soigner
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import Verdict

_COULEURS = {
    Issue.CERTIFIE.value: Verdict.ACQUIS.value,
    Issue.NON_CERTIFIE.value: Verdict.NON_ACQUIS.value,
    Issue.INCOMPLET.value: Verdict.NON_EVALUE.value,
}


def dire(code: str) -> dict[str, str]:
    """Return a verdict or an issue: its words, and the verdict whose colour it takes."""
    return {"code": _COULEURS.get(code, code), "dit": CODES[code]}


DECISIONS = {
    Issue.CERTIFIE: "certification délivrée",
    Issue.PARTIEL: "validation partielle",
    Issue.NON_CERTIFIE: "certification non délivrée",
    Issue.INCOMPLET: "dossier incomplet, à présenter de nouveau",
}
"""What was decided, as it is said to the candidate."""

_ABREGES = {"vae": "VAE"}

EFFACE = "motif effacé"
"""What stands in the place of a motif that was removed with the data of its candidate."""

A_DECIDER = {"code": "", "dit": "à décider"}
A_DELIBERER = {"code": "", "dit": "à délibérer"}


def nommer(dossier: Dossier) -> str:
    """Return the candidate's name; a person who was removed from the register has none."""
    return apostropher(str(dossier.candidat).strip()) or f"Candidat du dossier {dossier.code}"


def issue(piece: Piece) -> dict[str, str]:
    """Return what was decided of a dossier, else what is proposed of it."""
    return dire(piece.issue.value) if piece.issue else A_DELIBERER


def voie(piece: Piece) -> str:
    """Return the voie in short: ``formation``, ``validation des acquis de l’expérience``."""
    intitule = Lexique.de(piece.edition).nommer("voie", piece.dossier.voie)
    for debut in ("Voie de la ", "Voie des ", "Voie du ", "Voie de l'", "Voie de "):
        intitule = intitule.removeprefix(debut)
    return soigner(intitule)


def tranches(piece: Piece) -> list[dict[str, Any]]:
    """Return each bloc that was presented, then the whole: proposed, decided, with the votes."""
    if piece.propose is None:
        return []
    mots = Lexique.de(piece.edition, imprime=True)
    blocs = [
        _tranche(piece, bloc.bloc, mots.nommer("noeud", bloc.bloc), bloc.verdict)
        for bloc in piece.blocs
        if bloc.presente
    ]
    return [*blocs, _tranche(piece, "", "Ensemble de la certification", piece.propose.issue)]


def _tranche(piece: Piece, code: str, intitule: str, propose: Conclusion) -> dict[str, Any]:
    decision = piece.decisions.get(objet(code))
    return {
        "code": code,
        "intitule": soigner(intitule),
        "note": _continu(piece, code),
        "propose": CODES[(decision.propose if decision else propose).value],
        "decide": dire(decision.verdict.value) if decision else A_DECIDER,
        "votes": _votes(decision.votes) if decision else "",
    }


def _continu(piece: Piece, bloc: str) -> str:
    """Return the continuous mark of a bloc, out of 20."""
    valeur = _lues(piece).get(f"continu:{bloc}")
    return _note(valeur, 20) if valeur else ""


def _votes(votes: Votes) -> str:
    comptes = ((votes.pour, "pour"), (votes.contre, "contre"), (votes.abstention, "abst."))
    return ", ".join(f"{combien} {quoi}" for combien, quoi in comptes if combien is not None)


def ecarts(piece: Piece) -> list[dict[str, str]]:
    """Return why the jury decided otherwise than proposed, or what it said of its decision.

    A whole that follows from the blocs has no motif of its own.
    """
    return [
        {"quoi": _de_quoi(decision), "motif": EFFACE if decision.motif is None else soigner(decision.motif)}
        for decision in piece.decisions.values()
        if decision.motif != ""
    ]


def preconisations(piece: Piece) -> list[str]:
    """Return what the jury advises the candidate, of each thing that it decided; what two decisions say, once."""
    dites = (dite for decision in piece.decisions.values() for dite in decision.preconisations)
    return [soigner(dite) for dite in dict.fromkeys(dites)]


def titres(piece: Piece) -> list[str]:
    """Return each title that was delivered, with its number and its last day."""
    return [f"{_titre(titre)}{_fin(titre)}" for titre in piece.titres]


def _titre(titre: TitreRemis) -> str:
    return f"{dire_titre(titre.nature, titre.objet)} n°\u00a0{titre.numero}"


def _fin(titre: TitreRemis) -> str:
    return f", valable jusqu’au {jour(titre.expire_le)} inclus" if titre.expire_le else ""


def suites(piece: Piece) -> list[str]:
    """Return what came after the proclamation, a sentence each."""
    return [
        soigner(f"Le {jour(suite.le)}, {_suite(suite)} (acte n°\u00a0{suite.acte}).") for suite in piece.suites
    ]


def _suite(suite: Suite) -> str:
    if suite.verdict is not None:
        comment = "sur recours" if suite.recours else "par rectification"
        return f"{nommer_objet(suite.objet)} : {en_mots(suite.verdict.value)}, {comment}"
    quoi = "délivrance" if suite.nature == "titre" else "révocation"
    return f"{quoi} : {_titre(suite.titre)}" if suite.titre else quoi


def nommer_objet(de: Objet) -> str:
    """Name what is decided by its code: ``bloc GRU``, ``compétence GRU/C1``."""
    match de:
        case SurBloc():
            return f"bloc {de.chemin}"
        case SurCompetence():
            return f"compétence {de.chemin}"
        case _:
            return "ensemble"


def _de_quoi(decision: Decision) -> str:
    quoi = nommer_objet(decision.objet)
    if decision.propose.value == Verdict.EN_DEBAT.value:
        return f"Motif du jury, {quoi}"
    return f"Écart à la proposition, {quoi}"


def cellules(piece: Piece) -> list[dict[str, str]]:
    """Return the result of each bloc in short, or the mean where there is one."""
    return [*_blocs(piece), *_moyenne(piece)]


def _blocs(piece: Piece) -> Iterator[dict[str, str]]:
    for bloc in piece.blocs:
        if bloc.presente:
            decision = piece.decisions.get(objet(bloc.bloc))
            yield {"nom": bloc.bloc, **dire((decision.verdict if decision else bloc.verdict).value)}
        elif bloc.tenu:
            yield {"nom": bloc.bloc, "code": Verdict.ACQUIS.value, "dit": "déjà acquis"}


def _moyenne(piece: Piece) -> Iterator[dict[str, str]]:
    inscrite = piece.propose and piece.propose.moyenne
    if inscrite and inscrite.moyenne is not None:
        yield {"nom": "moyenne", "code": "", "dit": f"{en_francais(decimal(inscrite.moyenne))}/20"}


def notes(piece: Piece) -> list[dict[str, str]]:
    """Return the mark of each épreuve of the voie that has one."""
    lues, voie = _lues(piece), piece.edition.voie(piece.dossier.voie)
    return [
        {"nom": soigner(epreuve.intitule), "dit": _note(lues[epreuve.cible], epreuve.bareme.sur)}
        for epreuve in piece.edition.epreuves_de(voie)
        if epreuve.bareme and epreuve.cible in lues
    ]


def _lues(piece: Piece) -> dict[str, Valeur]:
    """Return what was observed of a dossier, by its place."""
    return {observation.cible: observation.valeur for observation in piece.dossier.observations}


def _note(valeur: Valeur, sur: int) -> str:
    if isinstance(valeur, Note):
        return f"{valeur}/{sur}"
    return valeur.value.replace("_", " ") if isinstance(valeur, Avis) else "neutralisée"


def situation(piece: Piece) -> str:
    """Return what a dossier is, on a line: its code, its voie, its option, its employer."""
    dossier = piece.dossier
    option = Lexique.de(piece.edition).nommer("option", dossier.option)
    parts = (f"Dossier {dossier.code}", voie(piece), option, apostropher(dossier.organisme))
    return " · ".join(part for part in parts if part)


def resumer_voie(piece: Piece) -> str:
    """Return the voie and the employer, on a line."""
    en_bref = _ABREGES.get(piece.dossier.voie, voie(piece))
    return " · ".join(part for part in (en_bref, apostropher(piece.dossier.organisme)) if part)


def resumer(pieces: tuple[Piece, ...]) -> str:
    """Count the issues in a sentence."""
    dits = compter(Counter(piece.issue for piece in pieces if piece.issue))
    dossiers = f"{len(pieces)} {accorder('dossier', len(pieces))}"
    return soigner(f"{dossiers} : {enumerer(dits)}.") if dits else f"{dossiers}."
