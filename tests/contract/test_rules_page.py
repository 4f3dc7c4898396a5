"""The page that says where each sentence of the documents lives is kept true: its places and its tests exist."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path

import attrs
import pytest

from parchemin.plugin.host import Hote
from parchemin.plugin.types import Mission
from parchemin.referentiel.model import Source

RACINE = Path(__file__).parents[2]
PAGE = RACINE / "docs" / "reference" / "rules.md"
BRANCHES = ("parchemin_agirc_arrco", "parchemin_courtage", "parchemin_ucanss")
DOCUMENTS = ("000", "001", "002", "003", "004")


@cache
def _lignes() -> tuple[tuple[str, ...], ...]:
    """Return the rows that name a place: document, section, rule, place, test."""
    lignes, document = [], ""
    for ligne in PAGE.read_text(encoding="utf-8").splitlines():
        if ligne.startswith("## "):
            document = ligne.removeprefix("## ")[:3]
        cellules = tuple(cellule.strip() for cellule in ligne.strip("|").split("|"))
        if document in DOCUMENTS and len(cellules) == 4 and cellules[3].startswith("`"):
            lignes.append((document, *cellules))
    return tuple(lignes)


@cache
def _hote() -> Hote:
    return Hote.charger(strict=True)


@cache
def _tests() -> frozenset[str]:
    arbres = (ast.parse(f.read_text(encoding="utf-8")) for f in (RACINE / "tests").rglob("test_*.py"))
    noeuds = chain.from_iterable(map(ast.walk, arbres))
    return frozenset(noeud.name for noeud in noeuds if isinstance(noeud, ast.FunctionDef))


def _sources(valeur: object) -> Iterator[Source]:
    """Yield each source that a value holds, however deep."""
    if isinstance(valeur, Source):
        yield valeur
    elif isinstance(valeur, dict):
        yield from chain.from_iterable(map(_sources, valeur.values()))
    elif isinstance(valeur, tuple | list | set | frozenset):
        yield from chain.from_iterable(map(_sources, valeur))
    elif attrs.has(type(valeur)):
        champs = (getattr(valeur, champ.name) for champ in attrs.fields(type(valeur)))
        yield from chain.from_iterable(map(_sources, champs))


def _citees() -> set[tuple[str, str]]:
    """Return the document and section of each source that a rule of the branches cites."""
    fournis: list[object] = list(_hote().catalogue.editions)
    for module in BRANCHES:
        greffon = import_module(f"{module}.plugin")
        noms = ("branche", "politiques", "jurys", "recevabilites", "passerelles", "titres")
        crochets = (getattr(greffon, f"parchemin_{nom}", None) for nom in noms)
        for rendu in (crochet() for crochet in crochets if crochet):
            fournis += [rendu] if attrs.has(type(rendu)) else list(rendu)
    paires = set()
    for source in chain.from_iterable(map(_sources, fournis)):
        for partie in f"{source.document} {source.section}".split(" ; "):
            document, _, section = partie.partition(" ")
            paires |= {(document, un.strip()) for un in re.split(r" et (?=§|acteurs|règles)", section)}
    return {(document, section) for document, section in paires if document in DOCUMENTS}


def test_la_page_couvre_les_cinq_documents() -> None:
    assert {ligne[0] for ligne in _lignes()} == set(DOCUMENTS)


@pytest.mark.parametrize("lieu", sorted({ligne[3].strip("`") for ligne in _lignes()}))
def test_chaque_lieu_existe(lieu: str) -> None:
    if "@" in lieu:
        code, _, partie = lieu.partition(" ")
        assert getattr(_hote().catalogue.edition(*code.split("@")), partie)
    else:
        module, _, nom = lieu.partition(":")
        assert hasattr(import_module(module), nom)


@pytest.mark.parametrize("nom", sorted({ligne[4].strip("`") for ligne in _lignes()}))
def test_chaque_test_existe(nom: str) -> None:
    assert nom in _tests()


def test_chaque_section_citee_par_une_regle_a_sa_ligne() -> None:
    ecrites = {(ligne[0], ligne[1]) for ligne in _lignes()}
    sans_ligne = [
        (document, section)
        for document, section in sorted(_citees())
        if not any(document == d and (section == s or section.startswith((f"{s} ", f"{s}."))) for d, s in ecrites)
    ]
    assert sans_ligne == []


def test_la_branche_dit_qui_entend_le_recours() -> None:
    branches = [import_module(f"{module}.plugin").parchemin_branche() for module in BRANCHES]
    recours = [(b.slug, i.code) for b in branches for i in b.instances if Mission.RECOURS in i.missions]
    assert recours == [("agirc-arrco", "cpnef")]
