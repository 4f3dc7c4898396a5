"""The register of titles: what was delivered, under which number, and what each is worth on a day."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from attrs import frozen
from sqlalchemy import CompoundSelect, Connection, Row, Select, case, func, select, union

from parchemin.deliberation import BlocPropose, ModeleTitre, Proposition, TitrePropose
from parchemin.dossier.texte import cle
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Niveau
from parchemin.registre.base import Ecriture
from parchemin.registre.journal import empreindre_fait
from parchemin.registre.seances import Fiche, Range
from parchemin.registre.tables import CORRECTIONS, ERRATA, IDENTITES, PERSONNES, TITRES

IDENTITE = ("nom", "prenom", "naissance")
"""What says who a person is."""


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
    """Deliver what a dossier comes to, but what its holder has already; return how many titles.

    That of a bloc expires from the day on which the bloc was acquired, where it is delivered later.
    """
    le = fiche.seance.date
    combien = 0
    for propose in conclusion.titres:
        modele = next(modele for modele in modeles if modele.nature == propose.nature)
        if _tenu(ecriture.cx, lu, propose, le):
            continue
        bloc = _bloc(modele, propose, conclusion)
        depuis = (bloc.acquis_le if bloc else None) or le
        ligne = {
            "id": ecriture.suivant(TITRES),
            "annee": le.year,
            "rang": _rang(ecriture, le.year) + 1,
            "nature": propose.nature,
            "objet": propose.objet,
            "bloc_cle": bloc.bloc.cle if bloc else "",
            "edition": conclusion.edition.cle,
            "intitule": modele.intitule,
            "seance": fiche.id,
            "dossier": lu.id,
            "personne": lu.personne.id,
            "delivre_le": le,
            "expire_le": Duree(annees=modele.annees).apres(depuis) if modele.annees else None,
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
    voulus = lectures(le).where(TITRES.c.delivre_le <= le)
    if candidat:
        voulus = voulus.where(TITRES.c.personne.in_(_nommees(cle(candidat))))
    if seance is not None:
        voulus = voulus.where(TITRES.c.seance == seance)
    for ligne in cx.execute(voulus.order_by(TITRES.c.annee, TITRES.c.rang)):
        yield Titre(
            numeroter(ligne.annee, ligne.rang),
            *(ligne.nature, ligne.objet, ligne.intitule_lu, f"{ligne.nom} {ligne.prenom}"),
            *(ligne.delivre_le, ligne.expire_le, _valeur(ligne, le)),
        )


def valides_de(cx: Connection, personne: int, le: date) -> list[Row[Any]]:
    """Return the titles of a person that nothing revoked, as they read on a day."""
    siens = lectures(le).where(TITRES.c.personne == personne).order_by(TITRES.c.annee, TITRES.c.rang)
    return [titre for titre in cx.execute(siens) if titre.revoque_le is None]


def lectures(le: date) -> Select[Any]:
    """Select titles as they read on a day: ``intitule_lu``, ``nom``, ``prenom``, ``naissance``, ``revoque_le``."""
    errata = select(ERRATA.c.intitule).where(ERRATA.c.titre == TITRES.c.id, ERRATA.c.intitule.is_not(None))
    intitule = func.coalesce(_dernier(errata, le), TITRES.c.intitule).label("intitule_lu")
    siennes = select(IDENTITES.c.id).join_from(IDENTITES, ERRATA, ERRATA.c.identite == IDENTITES.c.id)
    identite, lue = _dernier(siennes.where(IDENTITES.c.personne == TITRES.c.personne), le), IDENTITES.alias()
    corrigee = lue.c.id.is_not(None)
    return (
        select(TITRES, PERSONNES.c.sel, intitule, _revoque_le())
        .add_columns(*(case((corrigee, lue.c[nom]), else_=PERSONNES.c[nom]).label(nom) for nom in IDENTITE))
        .join_from(TITRES, PERSONNES, PERSONNES.c.id == TITRES.c.personne)
        .outerjoin(lue, lue.c.id == identite)
    )


def _dernier(errata: Select[Any], le: date) -> Any:
    """Return what the last erratum by a day says."""
    connus = errata.where(ERRATA.c.le <= le).order_by(ERRATA.c.le.desc(), ERRATA.c.id.desc())
    return connus.limit(1).correlate(TITRES).scalar_subquery()


def _nommees(nom: str) -> CompoundSelect[int]:
    """Select the persons of a name, or of a name and a first name, or whom an erratum so named."""
    connues = (
        select(identifiant).where(cle_lue == nom)
        for table, identifiant in ((PERSONNES, PERSONNES.c.id), (IDENTITES, IDENTITES.c.personne))
        for cle_lue in (table.c.cle_nom, table.c.cle_entiere)
    )
    return union(*connues)


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


def _bloc(modele: ModeleTitre, propose: TitrePropose, conclusion: Proposition) -> BlocPropose | None:
    if modele.pour is not Niveau.BLOC:
        return None
    code = propose.objet.rpartition("/")[2]
    return next(bloc for bloc in conclusion.blocs if bloc.bloc.code == code)


def _rang(ecriture: Ecriture, annee: int) -> int:
    dernier: int | None = ecriture.cx.execute(
        select(func.max(TITRES.c.rang)).where(TITRES.c.annee == annee)
    ).scalar()
    return dernier or 0
