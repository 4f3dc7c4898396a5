"""The acts of the journal in a secretary's words: their codes are those of the register and of JSON."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from parchemin.documents.mots import accorder, dire_objet_du_titre, en_mots, objets_des_titres
from parchemin.registre.branches import Branches
from parchemin.registre.journal.journal import Acte
from parchemin.registre.titres.titres import numeroter

NATURES = {
    "deliberation": "délibération",
    "decision": "décision",
    "correction": "révocation",
    "arret": "arrêt sur recours",
    "reponse": "réponse",
}
"""Natures of acts whose code is no French word; the others are."""

_MOTS: Mapping[str, Callable[[Any], str]] = {
    "seance": lambda numero: f"séance {numero}",
    "recours": lambda numero: f"recours {numero}",
    "dossier": lambda code: f"dossier {code}",
    "bloc": lambda code: f"bloc {code}",
    "verdict": en_mots,
    "instance": str,
    "sens": lambda sens: "rejeté" if sens == "rejete" else sens,
    "titre": lambda numero: f"titre {numero}",
    "objet": str,
    "champs": str,
    "ajoutes": lambda combien: f"{combien} {accorder('dossier ajouté', combien)}",
    "completes": lambda codes: f"{len(codes)} {accorder('dossier complété', len(codes))}",
    "propositions": lambda combien: f"{combien} {accorder('proposition', combien)}",
    "titres": lambda combien: f"{combien} {accorder('titre', combien)}",
    "personnes": lambda combien: f"{combien} {accorder('personne', combien)}",
}


def lignes(actes: Iterable[Acte], branches: Branches) -> Iterator[tuple[object, ...]]:
    """Yield the row of each act: number, instant (here), author, nature, about what, its digest in short."""
    certifications: dict[int, str] = {}
    objets = objets_des_titres(branches.catalogue)
    for acte in actes:
        dit = dict(acte.contenu)
        if "certification" in dit:
            certifications[dit["seance"]] = dit["certification"]
        if "instance" in dit:
            dit["instance"] = branches.nommer_instance(certifications[dit["seance"]], dit["instance"])
        if "rang" in dit:
            dit["titre"] = numeroter(dit["annee"], dit["rang"])
        if "meme" in dit:
            dit["champs"] = _dire_reponse(dit)
        if "objet" in dit:
            dit["objet"] = dire_objet_du_titre(objets, dit["objet"])
        mots = [dire(dit[nom]) for nom, dire in _MOTS.items() if dit.get(nom)]
        nature = NATURES.get(acte.nature, acte.nature)
        yield acte.numero, _ici(acte.le), acte.auteur, nature, ", ".join(mots), acte.empreinte[:12]


def _dire_reponse(dit: Mapping[str, Any]) -> str:
    sont = "une seule personne" if dit["meme"] else "deux personnes"
    return f"personnes {dit['premiere']} et {dit['seconde']} : {sont}"


def _ici(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone():%Y-%m-%d %H:%M:%S}"
