"""Removing a person's data from what may be removed: what was decided stays, and says no more about whom.

Who holds a title keeps a name and a birth date, as long as the title may have to be defended: all titles are
for ever in the register, expired ones too. So stay the names that errata gave, which titles bear: only who holds a
title has any. Nobody else keeps anything, and every salt is destroyed.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, and_, bindparam, exists, func, select, update

from parchemin.dossier.model import Candidat
from parchemin.errors import ActeRefuse, CodeInconnu, RegistreIndisponible
from parchemin.faits import Fait, FaitSimple, Tournure
from parchemin.registre.branches import Branches
from parchemin.registre.personnes.appellations import appeler, identites, oublier
from parchemin.registre.seance.seances import Etat
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base, Ecriture
from parchemin.registre.socle.canonique import canonique, ecrire_candidat, empreindre, nouveau_sel
from parchemin.registre.socle.erreurs_sql import PANNE
from parchemin.registre.socle.lots import lots
from parchemin.registre.socle.tables import (
    ANONYMISATIONS,
    APPELLATIONS,
    ARRETS,
    DOSSIERS,
    IDENTITES,
    MOTIFS,
    PERSONNES,
    PROPOSITIONS,
    RECOURS,
    RETOUCHES,
    SEANCES,
    TETE,
    TITRES,
)

SEANCE_OUVERTE = Tournure("seance_ouverte", "séance {seance} encore ouverte")
RECOURS_PENDANT = Tournure("recours_pendant", "recours {recours} encore pendant")
DELAI_EN_COURS = Tournure("delai_en_cours", "{certification} : {regle}")
SANS_DELAI = Tournure("sans_delai", "{certification} : aucune durée dans les règles de sa branche")
LU_PAR_UN_AUTRE = Tournure("lu_par_un_autre", "un autre poste le lit")
PAS_ENCORE_EFFACE = Tournure(
    "pas_encore_efface",
    "données retirées, mais pas encore effacées des fichiers de la base ; redonnez la commande. "
    "registre {base} : {cause}",
)

ANONYME = {"nom": "anonymisé", "naissance": None} | dict.fromkeys(
    ("prenom", "cle_nom", "cle_entiere", "sel", "empreinte"), ""
)
"""Who a person without a title becomes; no search by name finds it."""

_VIDE = {"contenu": canonique({"document": None, "presentes": {}}), "acquis": canonique([])}
_REECRITES = (PERSONNES, APPELLATIONS, IDENTITES, DOSSIERS, PROPOSITIONS, MOTIFS, RETOUCHES)


@frozen
class ChoixDeRetrait:
    """Whose data is to be removed: one person's, by request; or of all whose last séance is before ``avant``.

    With neither, of all whose branch says that the time is over.
    """

    personne: int | None = None
    avant: date | None = None


@frozen
class Retrait:
    """What is removed: of how many persons, of which ``titulaires`` keep their name; who is left, and why."""

    personnes: int
    titulaires: int
    dossiers: int
    laisses: Mapping[Fait, int]
    acte: int | None = None


@frozen
class _Vise:
    personne: int
    dossiers: tuple[int, ...]
    titulaire: bool


def anonymises(cx: Connection, dossiers: Sequence[int]) -> dict[int, int]:
    """Return which of these dossiers are anonymised, and by which act."""
    faites = select(ANONYMISATIONS.c.dossier, ANONYMISATIONS.c.acte).where(ANONYMISATIONS.c.dossier.in_(dossiers))
    return {ligne.dossier: ligne.acte for ligne in cx.execute(faites)}


def examiner(registre: Registre, choix: ChoixDeRetrait) -> Retrait:
    """Return what `anonymiser` would remove today, removing nothing."""
    with registre.lire() as cx:
        vises, laisses = _viser(cx, choix, registre.branches, registre.aujourd_hui)
    return _resumer(vises, laisses)


def anonymiser(registre: Registre, choix: ChoixDeRetrait) -> Retrait:
    """Remove the data of those who are meant, in one transaction, with one act that names nobody; then purge.

    :raises ActeRefuse: when the person who is meant may not be removed, with every reason.
    :raises RegistreIndisponible: when nothing could be written, or (it says so) only the purge is left to do.
    """
    with registre.ecrire() as ecriture:
        vises, laisses = _viser(ecriture.cx, choix, registre.branches, ecriture.jour)
        retrait = _resumer(vises, laisses, ecriture.prochain if vises else None)
        if vises:
            _retirer(ecriture, vises)
            _inscrire(ecriture, retrait, choix, vises)
    purger(registre.base)
    return retrait


def purger(base: Base) -> None:
    """Rewrite the files of the database where removed data may have left bytes behind; nothing to do otherwise."""
    with base.lire() as cx:
        acte = cx.execute(select(TETE.c.a_purger)).scalar()
    if not acte:
        return
    try:
        with base.hors_transaction() as cx:
            _reecrire(cx, base)
            cx.execute(update(TETE).where(TETE.c.a_purger == acte).values(a_purger=0))
    except RegistreIndisponible as erreur:
        raise RegistreIndisponible(PAS_ENCORE_EFFACE(base=base.nom, cause=_cause(erreur))) from erreur


def _cause(erreur: RegistreIndisponible) -> Fait:
    """Return why a purge failed, without what is said of a command that wrote nothing: this one did."""
    fait = erreur.fait
    if isinstance(fait, FaitSimple) and fait.code == PANNE.code:
        cause: Fait = fait["cause"]
        return cause
    return fait


def _reecrire(cx: Connection, base: Base) -> None:
    if cx.dialect.name == "postgresql":
        cx.exec_driver_sql(f"VACUUM FULL {', '.join(table.name for table in _REECRITES)}")
        return
    cx.exec_driver_sql("VACUUM")
    if cx.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
        raise RegistreIndisponible(LU_PAR_UN_AUTRE())


def _viser(
    cx: Connection, choix: ChoixDeRetrait, branches: Branches, jour: date
) -> tuple[list[_Vise], Counter[Fait]]:
    """Return who is to be removed, and why others are left; raise `ActeRefuse` for one who was asked for."""
    vises, laisses = [], Counter[Fait]()
    for personne, lignes in groupby(_dossiers(cx, choix), key=lambda ligne: ligne.personne):
        siens = list(lignes)
        restants = tuple(ligne.id for ligne in siens if ligne.anonymise is None)
        if not restants or (choix.avant and max(ligne.date for ligne in siens) >= choix.avant):
            continue
        raisons = list(dict.fromkeys(_raisons(siens, choix, branches, jour)))
        if raisons and choix.personne is not None:
            raise ActeRefuse(raisons)
        laisses.update(raisons)
        if not raisons:
            vises.append(_Vise(personne, restants, siens[0].titulaire))
    return vises, laisses


def _dossiers(cx: Connection, choix: ChoixDeRetrait) -> Iterator[Row[Any]]:
    """Yield every dossier of the persons who may be meant, person by person, with its séance."""
    suite = SEANCES.alias()
    proclamee = exists().where(suite.c.precedente == SEANCES.c.id, suite.c.etat == Etat.PROCLAMEE.value)
    ouverte = and_(SEANCES.c.etat == Etat.OUVERTE.value, ~proclamee).label("ouverte")
    titulaire = exists().where(TITRES.c.personne == DOSSIERS.c.personne).label("titulaire")
    tranche = exists().where(ARRETS.c.recours == RECOURS.c.id)
    pendant = select(func.min(RECOURS.c.id)).where(RECOURS.c.dossier == DOSSIERS.c.id, ~tranche)
    tous = (
        select(DOSSIERS.c.id, DOSSIERS.c.personne, ANONYMISATIONS.c.acte.label("anonymise"))
        .add_columns(SEANCES.c.id.label("seance"), SEANCES.c.certification, SEANCES.c.date, ouverte, titulaire)
        .add_columns(pendant.scalar_subquery().label("recours"))
        .join_from(DOSSIERS, SEANCES, SEANCES.c.id == DOSSIERS.c.seance)
        .outerjoin(ANONYMISATIONS, ANONYMISATIONS.c.dossier == DOSSIERS.c.id)
    )
    if choix.personne is not None:
        tous = tous.where(DOSSIERS.c.personne == choix.personne)
    yield from cx.execute(tous.order_by(DOSSIERS.c.personne, DOSSIERS.c.id))


def _raisons(dossiers: list[Row[Any]], choix: ChoixDeRetrait, branches: Branches, jour: date) -> Iterator[Fait]:
    demande = choix.personne is not None or choix.avant is not None
    for dossier in dossiers:
        try:
            regle = branches.conservation(dossier.certification)
        except CodeInconnu as inconnu:
            yield inconnu.fait
            continue
        if dossier.ouverte:
            yield SEANCE_OUVERTE(seance=dossier.seance)
        if dossier.recours is not None:
            yield RECOURS_PENDANT(recours=dossier.recours)
        if regle and jour <= regle.jusqu_au(dossier.date):
            yield DELAI_EN_COURS(certification=dossier.certification, regle=str(regle))
        if not (regle or demande):
            yield SANS_DELAI(certification=dossier.certification)


def _resumer(vises: list[_Vise], laisses: Counter[Fait], acte: int | None = None) -> Retrait:
    titulaires = sum(vise.titulaire for vise in vises)
    return Retrait(len(vises), titulaires, sum(len(vise.dossiers) for vise in vises), laisses, acte)


def _retirer(ecriture: Ecriture, vises: list[_Vise]) -> None:
    cx = ecriture.cx
    for lot in lots(vises):
        personnes = [vise.personne for vise in lot]
        dossiers = [dossier for vise in lot for dossier in vise.dossiers]
        _vider_dossiers(cx, dossiers)
        cx.execute(update(MOTIFS).where(MOTIFS.c.personne.in_(personnes)).values(texte=""))
        sans_titre = [vise.personne for vise in lot if not vise.titulaire]
        oublier(cx, personnes)
        cx.execute(update(PERSONNES).where(PERSONNES.c.id.in_(sans_titre)).values(ANONYME))
        _ressaler(cx, titulaires := [vise.personne for vise in lot if vise.titulaire])
        appeler(ecriture, identites(cx, titulaires))
        ecriture.ajouter(ANONYMISATIONS, [{"dossier": dossier, "acte": ecriture.prochain} for dossier in dossiers])


def _vider_dossiers(cx: Connection, dossiers: Sequence[int]) -> None:
    """Leave of each its édition, its voie and the year of its entry; close a séance that another proclaimed."""
    toutes = select(DOSSIERS.c.id, DOSSIERS.c.contenu).where(DOSSIERS.c.id.in_(dossiers))
    restes = [{"cle": ligne.id, "reste": _reste(json.loads(ligne.contenu))} for ligne in cx.execute(toutes)]
    cx.execute(
        update(DOSSIERS).where(DOSSIERS.c.id == bindparam("cle")).values(contenu=bindparam("reste")), restes
    )
    cx.execute(update(PROPOSITIONS).where(PROPOSITIONS.c.dossier.in_(dossiers)).values(_VIDE))
    textes = dict.fromkeys(("avant", "apres", "motif"), "")
    cx.execute(update(RETOUCHES).where(RETOUCHES.c.dossier.in_(dossiers)).values(textes))
    siennes = select(DOSSIERS.c.seance).where(DOSSIERS.c.id.in_(dossiers))
    ouvertes = update(SEANCES).where(SEANCES.c.id.in_(siennes), SEANCES.c.etat == Etat.OUVERTE.value)
    cx.execute(ouvertes.values(etat=Etat.PROPOSEE.value))


def _reste(contenu: dict[str, Any]) -> str:
    garde = {nom: contenu[nom] for nom in ("edition", "voie")}
    return canonique({**garde, "entree": f"{contenu['entree'][:4]}-01-01"})


def _ressaler(cx: Connection, personnes: Sequence[int]) -> None:
    """Give who stays named a new salt: with the old one, what was removed could be tried against its digests."""
    sels = {personne: nouveau_sel() for personne in personnes}
    for ligne in cx.execute(select(PERSONNES).where(PERSONNES.c.id.in_(personnes))).all():
        valeurs = {"sel": sels[ligne.id], "empreinte": _sceller_nom(ligne, sels[ligne.id])}
        cx.execute(update(PERSONNES).where(PERSONNES.c.id == ligne.id).values(valeurs))
    for ligne in cx.execute(select(IDENTITES).where(IDENTITES.c.personne.in_(personnes))).all():
        empreinte = _sceller_nom(ligne, sels[ligne.personne])
        cx.execute(update(IDENTITES).where(IDENTITES.c.id == ligne.id).values(empreinte=empreinte))


def _sceller_nom(ligne: Row[Any], sel: str) -> str:
    return empreindre(ecrire_candidat(Candidat(ligne.nom, ligne.prenom, ligne.naissance)), sel)


def _inscrire(ecriture: Ecriture, retrait: Retrait, choix: ChoixDeRetrait, vises: list[_Vise]) -> None:
    dossiers = sorted(dossier for vise in vises for dossier in vise.dossiers)
    ecriture.cx.execute(update(TETE).values(a_purger=ecriture.prochain))
    contenu = {nom: getattr(retrait, nom) for nom in ("personnes", "titulaires", "dossiers")}
    contenu |= {"demande": choix.personne is not None, "empreinte": empreindre(dossiers)}
    ecriture.inscrire("anonymisation", {**contenu, "avant": choix.avant.isoformat() if choix.avant else None})
