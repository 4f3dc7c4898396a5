"""The one written form of what is stored and digested: canonical JSON, and SHA-256 over it."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from secrets import token_hex
from typing import Any

from attrs import evolve
from cattrs.preconf.json import make_converter

from parchemin.dossier.model import (
    Acquis,
    Avis,
    Candidat,
    Dossier,
    Membre,
    Neutralise,
    Note,
    NoteGardee,
    Observations,
    Palier,
    Qualite,
    Sexe,
    Statut,
    Valeur,
    lire_naissance,
)
from parchemin.referentiel.model import Grille

_CONVERTISSEUR = make_converter(omit_if_default=True)
_CANON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonique(valeur: object) -> str:
    """Return the only JSON of a value: keys sorted, no blank, UTF-8."""
    return _CANON.encode(valeur)


def sceller(canon: str, sel: str = "") -> str:
    """Return the SHA-256 of what is in canonical form already."""
    return sha256(f"{sel}{canon}".encode()).hexdigest()


def empreindre(valeur: object, sel: str = "") -> str:
    """Return the SHA-256 of a value's canonical form; nobody can guess it back once the salt is lost."""
    return sceller(canonique(valeur), sel)


def empreindre_acte(acte: Mapping[str, Any]) -> str:
    """Return the digest of an act, by the form that it says."""
    return empreindre({nom: acte[nom] for nom in FORMES[acte["forme"]]})


def nouveau_sel() -> str:
    """Return a salt that nobody can guess."""
    return token_hex(16)


def ecrire_candidat(candidat: Candidat) -> dict[str, Any]:
    """Return a person's identity."""
    naissance = candidat.naissance.isoformat() if candidat.naissance else None
    return {"nom": candidat.nom, "prenom": candidat.prenom, "naissance": naissance}


def lire_candidat(forme: dict[str, Any]) -> Candidat:
    """Return a person from its written form."""
    naissance = forme["naissance"]
    return Candidat(forme["nom"], forme["prenom"], lire_naissance(naissance) if naissance else None)


def ecrire_dossier(dossier: Dossier) -> dict[str, Any]:
    """Return all that a dossier says, its candidate's identity and its code apart.

    What it leaves empty is not there. Written by hand, as `lire_dossier` is: both meet every observation.
    """
    forme = {
        "voie": dossier.voie,
        "entree": dossier.entree.isoformat(),
        "edition": dossier.edition,
        "organisme": dossier.organisme,
        "adresse": dossier.adresse,
        "courriel": dossier.courriel,
        "candidat": _ecrire_precisions(dossier.candidat),
        "branche_legislation": dossier.branche_legislation,
        "option": dossier.option,
        "statut": dossier.statut and dossier.statut.value,
        "blocs": list(dossier.blocs),
        "parcours": _ecrire_jours(dossier.parcours),
        "acquis": [{"bloc": tenu.bloc, "le": tenu.le.isoformat()} for tenu in dossier.acquis],
        "depots": _ecrire_jours(dossier.depots),
        "sessions": _ecrire_jours(dossier.sessions),
        "heures": dict(dossier.heures),
        "niveau": dossier.niveau,
        "experience_mois": dossier.experience_mois,
        "qualites": list(_CONVERTISSEUR.unstructure(dossier.qualites, tuple[Qualite, ...])),
        "observations": _ecrire_observations(dossier.observations),
        "notes": [
            {"epreuve": une.epreuve, "note": une.note.centiemes, "le": une.le.isoformat()} for une in dossier.notes
        ],
    }
    return {nom: valeur for nom, valeur in forme.items() if valeur not in _RIEN}


def lire_dossier(code: str, candidat: Candidat, forme: dict[str, Any]) -> Dossier:
    """Return a dossier from its written form."""
    lus: dict[str, Any] = {nom: lire(forme[nom]) for nom, lire in _LECTEURS.items() if nom in forme}
    precis = evolve(candidat, **lire_precisions(forme.get("candidat", {})))
    return Dossier(**{**forme, **lus, "code": code, "candidat": precis})


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


def _ecrire_precisions(candidat: Candidat) -> dict[str, str]:
    """Return what is known of a person beside the identity, by which the register knows who it is."""
    dites = {nom: getattr(candidat, nom) for nom in _PRECISIONS}
    dites["sexe"] = candidat.sexe.value if candidat.sexe else ""
    return {nom: dite for nom, dite in dites.items() if dite}


def lire_precisions(forme: dict[str, str]) -> dict[str, Any]:
    """Return what a dossier adds to its candidate's identity, from its written form."""
    return {nom: Sexe(dite) if nom == "sexe" else dite for nom, dite in forme.items()}


_PRECISIONS = ("nom_usage", "civilite", "lieu_naissance", "commune_naissance")


def _ecrire_jours(jours: Mapping[str, date]) -> dict[str, str]:
    return {nom: le.isoformat() for nom, le in jours.items()}


def _lire_jours(forme: dict[str, str]) -> dict[str, date]:
    return {nom: date.fromisoformat(le) for nom, le in forme.items()}


def _lire_acquis(formes: list[dict[str, str]]) -> tuple[Acquis, ...]:
    return tuple(Acquis(forme["bloc"], date.fromisoformat(forme["le"])) for forme in formes)


def _lire_notes(formes: list[dict[str, Any]]) -> tuple[NoteGardee, ...]:
    return tuple(NoteGardee(f["epreuve"], Note(f["note"]), date.fromisoformat(f["le"])) for f in formes)


def _ecrire_observations(observations: Observations) -> dict[str, dict[str, Any]]:
    return {
        role: {cible: _ecrire_valeur(valeur) for cible, valeur in valeurs.items()}
        for role, valeurs in observations.par_role.items()
    }


def _lire_observations(forme: dict[str, dict[str, Any]]) -> Observations:
    return Observations(
        {role: {cible: _lire_valeur(brut) for cible, brut in valeurs.items()} for role, valeurs in forme.items()}
    )


def _ecrire_valeur(valeur: Valeur) -> str | int | dict[str, str | int]:
    """Return an avis as its word, a mark as its hundredths, a node taken out of the count as its motif."""
    if isinstance(valeur, Avis):
        return valeur.value
    if isinstance(valeur, Palier):
        return {"palier": valeur.nom, "rang": valeur.rang}
    return valeur.centiemes if isinstance(valeur, Note) else {"motif": valeur.motif}


def _lire_valeur(brut: Any) -> Valeur:
    if isinstance(brut, str):
        return _AVIS[brut]
    if isinstance(brut, int):
        return Note(brut)
    return Palier(brut["palier"], brut["rang"]) if "palier" in brut else Neutralise(brut["motif"])


_PREMIERS = ("numero", "le", "nature", "contenu", "precedent")
FORMES = {1: _PREMIERS, 2: (*_PREMIERS, "auteur", "role", "forme")}
"""What the digest of an act is taken of, by form: 1 is that of the first registers, which knew no author."""

FORME = 2
"""The form by which acts are sealed now."""

_AVIS = {avis.value: avis for avis in Avis}
_RIEN: tuple[object, ...] = (None, "", [], {})
_LECTEURS: dict[str, Callable[[Any], object]] = {
    "entree": date.fromisoformat,
    "statut": Statut,
    "blocs": tuple,
    "parcours": _lire_jours,
    "acquis": _lire_acquis,
    "depots": _lire_jours,
    "sessions": _lire_jours,
    "observations": _lire_observations,
    "qualites": lambda formes: _CONVERTISSEUR.structure(formes, tuple[Qualite, ...]),
    "notes": _lire_notes,
}
"""How each field of a dossier is read back; those that JSON keeps as they are are not among them."""
