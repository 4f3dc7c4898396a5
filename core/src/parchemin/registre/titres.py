"""The register of titles: what was delivered, under which number, and what each is worth on a day."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, func, or_, select

from parchemin.deliberation import ModeleTitre, Proposition, TitrePropose
from parchemin.dossier.texte import cle
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Niveau
from parchemin.registre.base import Ecriture
from parchemin.registre.journal import empreindre_fait
from parchemin.registre.seances import Fiche, Range
from parchemin.registre.tables import CORRECTIONS, PERSONNES, TITRES


class Valeur(Enum):
    """What a title is worth on a day."""

    VALIDE = "valide"
    EXPIRE = "expire"
    REVOQUE = "revoque"


@frozen
class Titre:
    """A title of the register, as of a day."""

    numero: str
    nature: str
    objet: str
    intitule: str
    candidat: str
    delivre_le: date
    expire_le: date | None
    etat: Valeur


def numeroter(annee: int, rang: int) -> str:
    """Return the number of a title."""
    return f"{annee}-{rang:06d}"


def delivrer(
    ecriture: Ecriture, fiche: Fiche, lu: Range, conclusion: Proposition, modeles: tuple[ModeleTitre, ...]
) -> int:
    """Deliver what a dossier comes to, but what its holder has already; return how many titles."""
    le = fiche.seance.date
    combien = 0
    for propose in conclusion.titres:
        modele = next(modele for modele in modeles if modele.nature == propose.nature)
        if _tenu(ecriture.cx, lu, propose, le):
            continue
        ligne = {
            "id": ecriture.suivant(TITRES),
            "annee": le.year,
            "rang": _rang(ecriture, le.year) + 1,
            "nature": propose.nature,
            "objet": propose.objet,
            "bloc_cle": _bloc_cle(modele, propose, conclusion),
            "edition": conclusion.edition.cle,
            "intitule": modele.intitule,
            "seance": fiche.id,
            "dossier": lu.id,
            "personne": lu.personne.id,
            "delivre_le": le,
            "expire_le": Duree(annees=modele.annees).apres(le) if modele.annees else None,
        }
        contenu = {nom: ligne[nom] for nom in ("annee", "rang", "nature", "objet", "seance")}
        contenu |= {"dossier": lu.dossier.code, "candidat": lu.empreinte, "fait": empreindre_fait(ligne)}
        ecriture.ajouter(TITRES, [{**ligne, "acte": ecriture.inscrire("titre", contenu)}])
        combien += 1
    return combien


def lister(cx: Connection, le: date, candidat: str = "", seance: int | None = None) -> Iterator[Titre]:
    """Yield the titles that were delivered by a day, each with what it is worth on that day.

    :param candidat: a name, or a name and a first name, however written.
    """
    champs = (PERSONNES.c.nom, PERSONNES.c.prenom)
    voulus = select(TITRES, *champs, _revoque_le()).join(PERSONNES).where(TITRES.c.delivre_le <= le)
    if candidat:
        voulus = voulus.where(or_(PERSONNES.c.cle_nom == cle(candidat), PERSONNES.c.cle_entiere == cle(candidat)))
    if seance is not None:
        voulus = voulus.where(TITRES.c.seance == seance)
    for ligne in cx.execute(voulus.order_by(TITRES.c.annee, TITRES.c.rang)):
        yield Titre(
            numeroter(ligne.annee, ligne.rang),
            *(ligne.nature, ligne.objet, ligne.intitule, f"{ligne.nom} {ligne.prenom}"),
            *(ligne.delivre_le, ligne.expire_le, _valeur(ligne, le)),
        )


def _revoque_le() -> Any:
    revocations = select(func.min(CORRECTIONS.c.le)).where(CORRECTIONS.c.titre == TITRES.c.id)
    return revocations.where(CORRECTIONS.c.nature == "revocation").scalar_subquery().label("revoque_le")


def _valeur(ligne: Any, le: date) -> Valeur:
    if ligne.revoque_le is not None and ligne.revoque_le <= le:
        return Valeur.REVOQUE
    return Valeur.EXPIRE if ligne.expire_le is not None and ligne.expire_le < le else Valeur.VALIDE


def _tenu(cx: Connection, lu: Range, propose: TitrePropose, le: date) -> bool:
    """Tell whether the holder has this very title already, and it is worth something on that day."""
    siens = select(TITRES.c.expire_le, _revoque_le()).where(TITRES.c.personne == lu.personne.id)
    memes = siens.where(TITRES.c.nature == propose.nature, TITRES.c.objet == propose.objet)
    return any(_valeur(ligne, le) is Valeur.VALIDE for ligne in cx.execute(memes))


def _bloc_cle(modele: ModeleTitre, propose: TitrePropose, conclusion: Proposition) -> str:
    if modele.pour is not Niveau.BLOC:
        return ""
    code = propose.objet.rpartition("/")[2]
    return next(bloc.bloc.cle for bloc in conclusion.blocs if bloc.bloc.code == code)


def _rang(ecriture: Ecriture, annee: int) -> int:
    dernier: int | None = ecriture.cx.execute(
        select(func.max(TITRES.c.rang)).where(TITRES.c.annee == annee)
    ).scalar()
    return dernier or 0
