"""The register of titles: what was delivered, under which number, and what each is worth on a day."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import Column, Connection, FromClause, Label, Row, Select, case, func, select

from parchemin.deliberation import BlocPropose, ModeleTitre, Proposition, TitrePropose
from parchemin.deliberation.model import bloc_du_titre
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.lexique import avec_option
from parchemin.referentiel.model import Niveau
from parchemin.registre.journal.journal import PAGE, empreindre_fait
from parchemin.registre.personnes.appellations import nommees
from parchemin.registre.personnes.reponses import lire_reponses
from parchemin.registre.seance.seances import DossierDesigne
from parchemin.registre.socle.base import Ecriture, Lisible
from parchemin.registre.socle.tables import CORRECTIONS, DOSSIERS, ERRATA, IDENTITES, PERSONNES, TITRES

IDENTITE = ("nom", "prenom", "naissance")
"""What says who a person is."""


class Valeur(Enum):
    """What a title is worth on a day."""

    VALIDE = "valide"
    EXPIRE = "expire"
    REVOQUE = "revoque"


@frozen
class TitreInscrit:
    """A title of the register, as of a day."""

    numero: str
    nature: str
    objet: str
    intitule: str
    candidat: str
    delivre_le: date
    expire_le: date | None
    etat: Valeur


@frozen
class TitreDu:
    """A title that a dossier comes to, as it is to be delivered; one of the whole has no ``bloc_cle``.

    ``expire_le`` is its last day, ``None`` where it holds for good.
    """

    nature: str
    objet: str
    bloc_cle: str
    edition: str
    intitule: str
    expire_le: date | None


def numeroter(annee: int, rang: int) -> str:
    """Return the number of a title."""
    return f"{annee}-{rang:06d}"


def titres_dus(conclusion: Proposition, modeles: Iterable[ModeleTitre], le: date) -> Iterator[TitreDu]:
    """Yield the titles that a dossier comes to, delivered on a day.

    That of a bloc expires from the day on which the bloc was acquired, where it is delivered later.
    """
    par_nature = {modele.nature: modele for modele in modeles}
    for propose in conclusion.titres:
        modele = par_nature[propose.nature]
        bloc = _bloc(modele, propose, conclusion)
        depuis = (bloc.acquis_le if bloc else None) or le
        yield TitreDu(
            propose.nature,
            propose.objet,
            bloc.bloc.cle if bloc else "",
            conclusion.edition.cle,
            avec_option(modele.intitule, conclusion.edition, conclusion.dossier.option),
            Duree(annees=modele.annees).apres(depuis) if modele.annees else None,
        )


def inscrire_titre(ecriture: Ecriture, seance: int, qui: DossierDesigne, le: date, du: TitreDu) -> dict[str, Any]:
    """Inscribe a title in the journal; return its row, which is to be kept with others."""
    ligne = {
        "id": ecriture.suivant(TITRES),
        "annee": le.year,
        "rang": _rang(ecriture, le.year),
        **asdict(du),
        "seance": seance,
        "dossier": qui.id,
        "personne": qui.personne.id,
        "delivre_le": le,
    }
    contenu = {nom: ligne[nom] for nom in ("annee", "rang", "nature", "objet", "seance")}
    contenu |= {"dossier": qui.code, "candidat": qui.empreinte, "fait": empreindre_fait(ligne)}
    return {**ligne, "acte": ecriture.inscrire("titre", contenu)}


def lister(
    source: Lisible, le: date, candidat: str = "", seance: int | None = None, personne: int | None = None
) -> Iterator[TitreInscrit]:
    """Yield the titles that were delivered by a day, each with what it is worth on that day.

    :param candidat: a name, or a name and a first name, however written: of all whom it may mean.
    :param personne: of that person alone, and of whoever is answered to be the same.
    """
    voulus = lectures(le).where(TITRES.c.delivre_le <= le)
    if seance is not None:
        voulus = voulus.where(TITRES.c.seance == seance)
    dans_l_ordre = voulus.order_by(TITRES.c.annee, TITRES.c.rang).execution_options(yield_per=PAGE)
    with source.lire() as cx:
        if candidat or personne:
            siennes = lire_reponses(cx).ensemble([personne] if personne else nommees(cx, candidat))
            dans_l_ordre = dans_l_ordre.where(TITRES.c.personne.in_(siennes))
        for ligne in cx.execute(dans_l_ordre):
            yield inscrit(ligne, le)


def inscrit(ligne: Row[Any], le: date) -> TitreInscrit:
    """Return a title from its row, as `lectures` selects it."""
    return TitreInscrit(
        numeroter(ligne.annee, ligne.rang),
        *(ligne.nature, ligne.objet, ligne.intitule_lu, f"{ligne.nom} {ligne.prenom}"),
        *(ligne.delivre_le, ligne.expire_le, _valeur(ligne, le)),
    )


def valides_de(cx: Connection, personne: int, le: date) -> list[Row[Any]]:
    """Return the titles of a person that nothing revoked, as they read on a day."""
    return [titre for titre in titres_de(cx, personne, le) if titre.revoque_le is None]


def titres_de(cx: Connection, personne: int, le: date) -> Sequence[Row[Any]]:
    """Return the titles of a person, as they read on a day."""
    siens = lectures(le).where(TITRES.c.personne.in_(lire_reponses(cx).ensemble([personne])))
    siens = siens.order_by(TITRES.c.annee, TITRES.c.rang)
    return cx.execute(siens).all()


def lectures(le: date) -> Select[Any]:
    """Select titles as they read on a day: ``intitule_lu``, ``nom``, ``prenom``, ``naissance``, ``revoque_le``."""
    errata = select(ERRATA.c.intitule).where(ERRATA.c.titre == TITRES.c.id, ERRATA.c.intitule.is_not(None))
    intitule = func.coalesce(_dernier(errata, le), TITRES.c.intitule).label("intitule_lu")
    lue = IDENTITES.alias()
    return (
        select(TITRES, PERSONNES.c.sel, intitule, _revoque_le(), *identite_lue(lue))
        .join_from(TITRES, PERSONNES, PERSONNES.c.id == TITRES.c.personne)
        .outerjoin(lue, lue.c.id == derniere_identite(TITRES.c.personne, le))
    )


def derniere_identite(personne: Column[int], le: date) -> Any:
    """Return which identity the last erratum by a day gave a person, if any did."""
    siennes = select(IDENTITES.c.id).join_from(IDENTITES, ERRATA, ERRATA.c.identite == IDENTITES.c.id)
    return _dernier(siennes.where(IDENTITES.c.personne == personne), le)


def identite_lue(lue: FromClause) -> list[Label[Any]]:
    """Return who a person is: by the identity that an erratum gave, where there is one."""
    corrigee = lue.c.id.is_not(None)
    return [case((corrigee, lue.c[nom]), else_=PERSONNES.c[nom]).label(nom) for nom in IDENTITE]


def _dernier(errata: Select[Any], le: date) -> Any:
    """Return what the last erratum by a day says."""
    connus = errata.where(ERRATA.c.le <= le).order_by(ERRATA.c.le.desc(), ERRATA.c.id.desc())
    return connus.limit(1).correlate(TITRES, DOSSIERS).scalar_subquery()


def _revoque_le() -> Any:
    revocations = select(func.min(CORRECTIONS.c.le)).where(CORRECTIONS.c.titre == TITRES.c.id)
    return revocations.where(CORRECTIONS.c.nature == "revocation").scalar_subquery().label("revoque_le")


def _valeur(ligne: Any, le: date) -> Valeur:
    if ligne.revoque_le is not None and ligne.revoque_le <= le:
        return Valeur.REVOQUE
    return Valeur.EXPIRE if ligne.expire_le is not None and ligne.expire_le < le else Valeur.VALIDE


@frozen
class Reperage:
    """One sign by which a title is the same as another of its holder: how it reads, or its option."""

    personne: int
    nature: str
    objet: str
    signe: str


def reperes(personne: int, titre: TitreDu | Row[Any], intitule: str, option: str) -> set[Reperage]:
    """Return the signs of a title: a CQP is that of an option, where it has any, and a bloc is of none."""
    signes = {intitule, "" if titre.bloc_cle else option}
    return {Reperage(personne, titre.nature, titre.objet, signe) for signe in signes}


def titres_valides(cx: Connection, personnes: Sequence[int], le: date) -> set[Reperage]:
    """Return the signs of each title that is worth something to its holder on a day.

    One that an erratum corrected is known by what is read on it alone: its dossier may name another option.
    """
    siens = lectures(le).add_columns(DOSSIERS.c.contenu).join(DOSSIERS, DOSSIERS.c.id == TITRES.c.dossier)
    signes: set[Reperage] = set()
    reponses = lire_reponses(cx)
    for ligne in cx.execute(siens.where(TITRES.c.personne.in_(reponses.ensemble(personnes)))):
        if _valeur(ligne, le) is Valeur.VALIDE:
            option = json.loads(ligne.contenu).get("option", "")
            corrige = option and ligne.intitule_lu != ligne.intitule
            lu = ligne.intitule_lu
            for personne in reponses.parmi(ligne.personne, personnes):
                signes |= reperes(personne, ligne, lu, lu if corrige else option)
    return signes


def _bloc(modele: ModeleTitre, propose: TitrePropose, conclusion: Proposition) -> BlocPropose | None:
    if modele.pour is not Niveau.BLOC:
        return None
    code = bloc_du_titre(propose.objet)
    return next(bloc for bloc in conclusion.blocs if bloc.bloc.code == code)


def _rang(ecriture: Ecriture, annee: int) -> int:
    """Return the next rank of a year."""
    return ecriture.compter(
        f"titres de {annee}", lambda: select(func.max(TITRES.c.rang)).where(TITRES.c.annee == annee)
    )
