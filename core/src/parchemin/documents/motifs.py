"""A motif as a person reads it: each node and each evaluator by its name, the sentence as it is printed."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from parchemin.deliberation import Issue
from parchemin.documents.francais import soigner
from parchemin.documents.pieces import Piece
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Verdict

ACQUIS = Verdict.ACQUIS.value


@frozen(eq=False)
class Noms:
    """How the codes of an édition are said: nodes by their path, evaluators by their role."""

    noeuds: Mapping[str, str]
    roles: Mapping[str, str]
    _chemins: re.Pattern[str]
    _epreuves: re.Pattern[str]
    _evaluateurs: re.Pattern[str]

    @classmethod
    @cache
    def de(cls, edition: Edition) -> "Noms":
        """Return the names of an édition."""
        noeuds = dict(_noeuds(edition))
        roles = {role.role: role.intitule for role in edition.evaluateurs}
        un_role = _un_de(roles)
        evaluateurs = rf"(?P<seul>{un_role})(?= ?:)|(?P<avis>avis(?: favorable)? de )(?P<de>{un_role})"
        evaluateurs = rf"\b(?:{evaluateurs})\b|(?<=\()(?P<entre>{un_role})(?=\))"
        epreuves = _un_de({epreuve.code: epreuve.intitule for epreuve in edition.epreuves})
        motifs = (rf"(?<![\w/'’])({_un_de(noeuds)})(?![\w/])", rf"(?<=à l'épreuve )({epreuves})\b", evaluateurs)
        return cls(noeuds, roles, *map(re.compile, motifs))

    def nommer(self, phrase: str) -> str:
        """Return a sentence of a motif with names in the place of codes, but for the nodes: a grid has them."""
        nommee = self._epreuves.sub(lambda trouve: f"« {self.noeuds[trouve[0]]} »", phrase)
        return self._evaluateurs.sub(self._evaluateur, nommee)

    def dire(self, phrase: str) -> str:
        """Return a sentence of a motif with names in the place of codes, ready to print."""
        nomme = self._evaluateurs.sub(self._evaluateur, phrase)
        return soigner(self._chemins.sub(lambda trouve: self.noeuds[trouve[0]], nomme))

    def _evaluateur(self, trouve: re.Match[str]) -> str:
        if trouve["seul"]:
            return f"{self.roles[trouve['seul']]} "
        if trouve["entre"]:
            return self.roles[trouve["entre"]]
        return f"{trouve['avis']}l'évaluateur ({self.roles[trouve['de']]})"


def preconisations(piece: Piece) -> list[dict[str, str]]:
    """Return what was found and what is asked, of each bloc presented and not acquired."""
    if piece.propose is None:
        return []
    noms = Noms.de(piece.edition)
    return [
        _en_mots(motif, noms, bloc["bloc"]) for bloc in _ouverts(piece, piece.propose) for motif in bloc["motifs"]
    ]


def conditions(piece: Piece) -> list[dict[str, str]]:
    """Return the conditions of the certification, where they and no bloc stand in its way."""
    if piece.propose is None or piece.issue is Issue.CERTIFIE or any(_ouverts(piece, piece.propose)):
        return []
    return [_en_mots(motif, Noms.de(piece.edition)) for motif in piece.propose["motifs"]]


def _ouverts(piece: Piece, propose: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for bloc in propose["blocs"]:
        decision = piece.decisions.get(bloc["bloc"])
        acquis = ACQUIS in (bloc["verdict"], decision.verdict if decision else "")
        if bloc["bloc"] in piece.presentes and not acquis:
            yield bloc


def _en_mots(motif: Mapping[str, Any], noms: Noms, bloc: str = "") -> dict[str, str]:
    """Say a motif: of what (the node, else the bloc), what was found, what is asked."""
    cible, separe, suite = motif["constat"].partition(" : ")
    precis = separe and cible in noms.noeuds
    return {
        "objet": noms.noeuds.get(cible if precis else bloc, ""),
        "constat": noms.dire(suite if precis else motif["constat"]),
        "exige": noms.dire(motif["exige"]),
        "source": motif["source"],
    }


def _un_de(codes: Mapping[str, str]) -> str:
    return "|".join(re.escape(code) for code in sorted(codes, key=len, reverse=True)) or r"(?!)"


def _noeuds(edition: Edition) -> Iterator[tuple[str, str]]:
    for epreuve in edition.epreuves:
        yield from ((code, epreuve.intitule) for code in (epreuve.code, epreuve.cible))
    for bloc in edition.blocs:
        yield bloc.code, bloc.intitule
        yield bloc.cle, bloc.intitule
        for competence in bloc.competences:
            chemin = f"{bloc.code}/{competence.code}"
            yield chemin, f"{competence.code} {competence.intitule}"
            for critere in competence.criteres:
                yield f"{chemin}/{critere.code}", f"{competence.code}, {critere.intitule}"
