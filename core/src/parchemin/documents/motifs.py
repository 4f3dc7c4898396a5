"""A motif as a person reads it: each node and each evaluator by its name, the sentence as it is printed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from parchemin.deliberation import Issue
from parchemin.documents.donnees import constat
from parchemin.documents.francais import soigner
from parchemin.documents.pieces import Piece
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Motif, Verdict

ACQUIS = Verdict.ACQUIS.value


_EVALUATEURS = r"""
    \b(?P<seul>{0})(?=\ ?:)                  # of: 5/10
  | \bavis(?:\ favorable)?\ de\ (?P<de>{0})\b
  | (?<=\()(?P<premier>{0})(?=[,)])          # (of, referent)
  | (?<=,\ )(?P<suivant>{0})(?=[,)])
  | (?<=«\ )(?P<cite>{0})(?=\ »)
"""
_EPREUVES = r"""
    (?<=à\ l'épreuve\ )(?P<manquee>{0})\b
  | \b(?P<notee>{1})(?=\ :\ [0-9])          # ecrit : 6
  | \b(?P<quoi>absent|sans\ note)\ :\ (?P<codes>(?:{1})(?:,\ (?:{1}))*)\b
"""
_NOEUDS = r"(?<![\w/'’])(?P<noeud>{0})(?![\w/])"


@frozen(eq=False)
class Noms:
    """How the codes of an édition are said: nodes by their path, evaluators by their role, épreuves."""

    noeuds: Mapping[str, str]
    roles: Mapping[str, str]
    _tout: re.Pattern[str]
    _epreuve: re.Pattern[str]
    _evaluateur: re.Pattern[str]

    @classmethod
    @cache
    def de(cls, edition: Edition) -> "Noms":
        """Return the names of an édition."""
        noeuds = dict(_noeuds(edition))
        roles = {role.role: role.intitule for role in edition.evaluateurs}
        epreuves = [epreuve.code for epreuve in edition.epreuves]
        notees = [epreuve.code for epreuve in edition.epreuves if epreuve.bareme]
        par_epreuve = _EPREUVES.format(_un_de(epreuves), _un_de(notees))
        tout = f"{par_epreuve}|{_NOEUDS.format(_un_de(noeuds))}"
        motifs = (tout, par_epreuve, _EVALUATEURS.format(_un_de(roles)))
        return cls(noeuds, roles, *(re.compile(motif, re.VERBOSE) for motif in motifs))

    def dire(self, phrase: str) -> str:
        """Return a sentence of a motif with names in the place of all codes, ready to print."""
        nommee = self._evaluateur.sub(self._nommer_evaluateur, phrase)
        return soigner(self._tout.sub(self._nommer_noeud, nommee))

    def expliquer(self, motif: Motif, bloc: str = "") -> tuple[str, str]:
        """Return what was found, with the node where it was unless that is ``bloc``, and what is asked."""
        return self.nommer(constat(motif, bloc)), self.nommer(motif.exige)

    def nommer(self, phrase: str) -> str:
        """Return a sentence of a motif with names in the place of codes, but for the nodes: a grid has them."""
        nommee = self._epreuve.sub(self._nommer_noeud, phrase)
        return self._evaluateur.sub(self._nommer_evaluateur, nommee)

    def _nommer_evaluateur(self, trouve: re.Match[str]) -> str:
        role = next(filter(None, trouve.groups()))
        if trouve["de"]:
            return f"{trouve[0].removesuffix(role)}l'évaluateur ({self.roles[role]})"
        colle = trouve["seul"] and trouve.string[trouve.end()] == ":"
        return f"{self.roles[role]} " if colle else self.roles[role]

    def _nommer_noeud(self, trouve: re.Match[str]) -> str:
        if codes := trouve["codes"]:
            return f"{trouve['quoi']} : {', '.join(self.noeuds[code] for code in codes.split(', '))}"
        return self.noeuds[trouve["notee"]] if trouve["notee"] else f"« {self.noeuds[trouve[0]]} »"


def preconisations(piece: Piece) -> list[dict[str, str]]:
    """Return what was found and what is asked, of each bloc presented and not acquired."""
    if piece.propose is None:
        return []
    noms = Noms.de(piece.edition)
    return [
        _en_mots(motif, noms, bloc["bloc"]) for bloc in _ouverts(piece, piece.propose) for motif in bloc["motifs"]
    ]


def conditions(piece: Piece) -> list[dict[str, str]]:
    """Return the conditions of the certification that are not met, where they and no bloc stand in its way."""
    if piece.propose is None or piece.issue is Issue.CERTIFIE or any(_ouverts(piece, piece.propose)):
        return []
    manquantes = (motif for motif in piece.propose["motifs"] if motif["regle"] not in piece.satisfaites)
    return [_en_mots(motif, Noms.de(piece.edition)) for motif in manquantes]


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


def _un_de(codes: Iterable[str]) -> str:
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
