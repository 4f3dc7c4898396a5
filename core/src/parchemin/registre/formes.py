"""The one written form of what is stored and digested: canonical JSON, and SHA-256 over it."""

import json
from hashlib import sha256
from secrets import token_hex
from typing import Any

from attrs import evolve
from cattrs.preconf.json import make_converter

from parchemin.dossier.model import Avis, Candidat, Dossier, Membre, Neutralise, Note, Observations, Valeur
from parchemin.referentiel.model import Grille

_ANONYME = Candidat("", "")
_CONVERTISSEUR = make_converter(omit_if_default=True)


def canonique(valeur: object) -> str:
    """Return the only JSON of a value: keys sorted, no blank, UTF-8."""
    return json.dumps(valeur, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sceller(canon: str, sel: str = "") -> str:
    """Return the SHA-256 of what is in canonical form already."""
    return sha256(f"{sel}{canon}".encode()).hexdigest()


def empreindre(valeur: object, sel: str = "") -> str:
    """Return the SHA-256 of a value's canonical form; nobody can guess it back once the salt is lost."""
    return sceller(canonique(valeur), sel)


def nouveau_sel() -> str:
    """Return a salt that nobody can guess."""
    return token_hex(16)


def ecrire_candidat(candidat: Candidat) -> dict[str, Any]:
    """Return a person's identity."""
    naissance = candidat.naissance.isoformat() if candidat.naissance else None
    return {"nom": candidat.nom, "prenom": candidat.prenom, "naissance": naissance}


def ecrire_dossier(dossier: Dossier) -> dict[str, Any]:
    """Return all that a dossier says, its candidate's identity and its code apart."""
    forme: dict[str, Any] = _CONVERTISSEUR.unstructure(evolve(dossier, candidat=_ANONYME))
    del forme["candidat"], forme["code"]
    return forme


def lire_dossier(code: str, candidat: Candidat, forme: dict[str, Any]) -> Dossier:
    """Return a dossier from its written form."""
    dossier = _CONVERTISSEUR.structure({**forme, "code": code, "candidat": {"nom": "", "prenom": ""}}, Dossier)
    return evolve(dossier, candidat=candidat)


def ecrire_membres(membres: tuple[Membre, ...]) -> list[dict[str, Any]]:
    """Return the members of a jury."""
    formes: list[dict[str, Any]] = _CONVERTISSEUR.unstructure(membres, tuple[Membre, ...])
    return list(formes)


def lire_membres(formes: list[dict[str, Any]]) -> tuple[Membre, ...]:
    """Return members from their written form."""
    return _CONVERTISSEUR.structure(formes, tuple[Membre, ...])


def ecrire_grille(grille: Grille) -> dict[str, Any]:
    """Return what a grille adds to its édition."""
    forme: dict[str, Any] = _CONVERTISSEUR.unstructure(grille)
    return forme


def lire_grille(forme: dict[str, Any]) -> Grille:
    """Return a grille from its written form."""
    return _CONVERTISSEUR.structure(forme, Grille)


def _ecrire_observations(observations: Observations) -> dict[str, dict[str, Any]]:
    return {
        role: {cible: _ecrire_valeur(valeur) for cible, valeur in valeurs.items()}
        for role, valeurs in observations.par_role.items()
    }


def _lire_observations(forme: dict[str, dict[str, Any]], _: object) -> Observations:
    return Observations(
        {role: {cible: _lire_valeur(brut) for cible, brut in valeurs.items()} for role, valeurs in forme.items()}
    )


def _ecrire_valeur(valeur: Valeur) -> str | int | dict[str, str]:
    """Return an avis as its word, a mark as its hundredths, a node taken out of the count as its motif."""
    if isinstance(valeur, Avis):
        return valeur.value
    return valeur.centiemes if isinstance(valeur, Note) else {"motif": valeur.motif}


def _lire_valeur(brut: str | int | dict[str, str]) -> Valeur:
    if isinstance(brut, str):
        return Avis(brut)
    return Note(brut) if isinstance(brut, int) else Neutralise(brut["motif"])


_CONVERTISSEUR.register_unstructure_hook(Observations, _ecrire_observations)
_CONVERTISSEUR.register_structure_hook(Observations, _lire_observations)
