"""The candidates: found again from one séance to the next by name and birth date, never by name alone."""

from collections.abc import Sequence
from typing import Any

from attrs import Factory, field, frozen
from sqlalchemy import Connection, select

from parchemin.dossier.model import Candidat
from parchemin.dossier.rapprochements import Identite, identifie, identite
from parchemin.dossier.texte import cle
from parchemin.registre.personnes.appellations import appeler
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.canonique import ecrire_candidat, empreindre, nouveau_sel
from parchemin.registre.socle.lots import lots as lots  # noqa: PLC0414 - for who cuts persons into lots
from parchemin.registre.socle.tables import IDENTITES, MOTIFS, PERSONNES


@frozen
class Personne:
    """A person of the register, and the salt of all digests about that person.

    ``groupe`` is the first of those who are answered to be the same, where that was asked.
    """

    id: int
    sel: str
    groupe: int = field(default=Factory(lambda self: self.id, takes_self=True), eq=False)


def inscrire_personnes(ecriture: Ecriture, candidats: Sequence[Candidat]) -> list[Personne]:
    """Return who each candidate is, adding those who are not known.

    A person is an exact name with a whole birth date. Whoever is only alike is
    somebody new, until somebody answers that both are one.
    """
    connues = _connues(ecriture.cx, candidats)
    nouvelles, trouvees = [], []
    for candidat in candidats:
        personne = connues.get(identite(candidat)) if identifie(candidat) else None
        if personne is None:
            personne = Personne(ecriture.suivant(PERSONNES), nouveau_sel())
            nouvelles.append(_ligne(personne, candidat))
            connues[identite(candidat)] = personne
        trouvees.append(personne)
    ecriture.ajouter(PERSONNES, nouvelles)
    appeler(ecriture, ((qui.id, candidat) for qui, candidat in zip(trouvees, candidats, strict=True)))
    return trouvees


def identifier(ecriture: Ecriture, personne: Personne, candidat: Candidat) -> tuple[int, str]:
    """Keep how a person is called after an erratum, where it can be removed; return its id and its digest."""
    ligne = {nom: valeur for nom, valeur in _ligne(personne, candidat).items() if nom != "sel"}
    ligne |= {"id": ecriture.suivant(IDENTITES), "personne": personne.id}
    ecriture.ajouter(IDENTITES, [ligne])
    appeler(ecriture, [(personne.id, candidat)])
    return ligne["id"], ligne["empreinte"]


def noter(ecriture: Ecriture, personne: int, texte: str) -> int:
    """Keep what was written about a person where it can be removed; return its id."""
    numero = ecriture.suivant(MOTIFS)
    ecriture.ajouter(MOTIFS, [{"id": numero, "personne": personne, "texte": texte}])
    return numero


def _connues(cx: Connection, candidats: Sequence[Candidat]) -> dict[Identite, Personne]:
    """Return the persons of these identities: those who always bore them, then those whom an erratum so named."""
    connues: dict[Identite, Personne] = {}
    champs = ("nom", "prenom", "naissance")
    recues = select(PERSONNES.c.id, PERSONNES.c.sel, *(PERSONNES.c[nom] for nom in champs))
    corrigees = select(PERSONNES.c.id, PERSONNES.c.sel, *(IDENTITES.c[nom] for nom in champs))
    corrigees = corrigees.join_from(IDENTITES, PERSONNES, PERSONNES.c.id == IDENTITES.c.personne)
    for noms in lots(sorted({_cle_entiere(candidat) for candidat in candidats if identifie(candidat)})):
        for table, toutes in ((PERSONNES, recues), (IDENTITES, corrigees)):
            trouvees = toutes.where(table.c.cle_entiere.in_(noms), table.c.naissance.is_not(None))
            for numero, sel, *dite in cx.execute(trouvees.order_by(table.c.id)):
                connues.setdefault(identite(Candidat(*dite)), Personne(numero, sel))
    return connues


def _cle_entiere(candidat: Candidat) -> str:
    return cle(f"{candidat.nom} {candidat.prenom}")


def _ligne(personne: Personne, candidat: Candidat) -> dict[str, Any]:
    return {
        "id": personne.id,
        "nom": candidat.nom,
        "prenom": candidat.prenom,
        "naissance": candidat.naissance,
        "cle_nom": cle(candidat.nom),
        "cle_entiere": _cle_entiere(candidat),
        "sel": personne.sel,
        "empreinte": empreindre(ecrire_candidat(candidat), personne.sel),
    }
