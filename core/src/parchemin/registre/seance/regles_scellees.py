"""The digest of the rules by which a dossier was deliberated: of what decides, and of nothing that is only shown.

A better sentence, a source read again, a name, or a new parameter left at its default change nothing here.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

import attrs

from parchemin.deliberation import ModeleTitre
from parchemin.referentiel.model import Edition, Source
from parchemin.registre.socle.canonique import empreindre
from parchemin.regles.base import Politique

_DE_L_EDITION = (
    *("certification", "edition", "evaluateurs", "prerequis", "options", "tient_les_competences"),
    *("composition", "blocs", "epreuves", "voies"),
)
"""What of an édition decides; the rest is shown, or says when and where."""

_DITS = frozenset(
    {"alias", "attendus", "devant", "dit", "enonce", "intitule", "noms", "public", "refuse", "unite", "volumes"}
)
"""Fields that are words, or say before whom: they are said to people, and decide nothing."""


def empreindre_regles(edition: Edition, politique: Politique, modeles: Iterable[ModeleTitre]) -> str:
    """Return the digest of a policy, of what it judges, and of the titles that it leads to."""
    titres = [
        [
            modele.nature,
            modele.pour.value,
            modele.si_partiel,
            modele.annees,
            list(modele.editions),
            *_conditions(modele),
        ]
        for modele in modeles
    ]
    juge = {nom: _canon(getattr(edition, nom)) for nom in _DE_L_EDITION}
    return empreindre({"edition": juge, "politique": _canon(politique), "titres": titres})


def _conditions(modele: ModeleTitre) -> list[list[str]]:
    """Return on what a title is delivered, where it is on something."""
    dites = [list(modele.voies), list(modele.options), list(modele.blocs)]
    return dites if any(dites) else []


def _canon(valeur: Any) -> Any:
    """Return a value as JSON has it: an object by its code, else its class, and its fields but for defaults."""
    if isinstance(valeur, Enum):
        return valeur.value
    if isinstance(valeur, tuple | list):
        return [_canon(element) for element in valeur]
    if isinstance(valeur, Mapping):
        return {str(_canon(cle)): _canon(sienne) for cle, sienne in valeur.items()}
    if attrs.has(type(valeur)):
        champs = {champ.name: getattr(valeur, champ.name) for champ in _decisifs(valeur)}
        nom = getattr(valeur, "code", type(valeur).__name__)
        return {"": nom, **{cle: _canon(sienne) for cle, sienne in champs.items()}}
    return valeur if valeur is None or isinstance(valeur, bool | int | str) else str(valeur)


def _decisifs(valeur: Any) -> Iterable["attrs.Attribute[Any]"]:
    for champ in attrs.fields(type(valeur)):
        sienne = getattr(valeur, champ.name)
        montre = champ.name in _DITS or champ.name.startswith("_") or isinstance(sienne, Source)
        if champ.eq and champ.init and not montre and sienne != _defaut(champ):
            yield champ


def _defaut(champ: "attrs.Attribute[Any]") -> Any:
    """Return the default of a field; one that needs its object has none here."""
    fabrique = getattr(champ.default, "factory", None)
    if fabrique is None:
        return champ.default
    return attrs.NOTHING if getattr(champ.default, "takes_self", False) else fabrique()
