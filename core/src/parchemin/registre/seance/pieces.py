"""Reading from the register what its documents are made from: a séance whole, and the titles that it delivered."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve
from sqlalchemy import Connection, Row, select

from parchemin.deliberation import examiner_jury
from parchemin.deliberation.decision import conclusion, objet
from parchemin.deliberation.pieces import Actes, Cadre, Delivre, Piece, Retire, Sceau, Suite, TitreRemis
from parchemin.dossier.model import Candidat, Dossier, Seance
from parchemin.errors import ActeRefuse
from parchemin.faits import Tournure
from parchemin.registre.branches import Branches
from parchemin.registre.seance.decisions import lire_decisions
from parchemin.registre.seance.proposition_canonique import lire
from parchemin.registre.seance.seances import (
    DossierInscrit,
    Etat,
    SeanceInscrite,
    charger,
    derniere_proposition,
    parcourir,
)
from parchemin.registre.service import Registre
from parchemin.registre.socle.tables import CORRECTIONS, DECISIONS, JOURNAL, TITRES
from parchemin.registre.titres.titres import lectures, numeroter
from parchemin.registre.titres.verification import codes

PAS_PROCLAMEE = Tournure("pas_proclamee", "séance {seance} : elle n'est pas proclamée")
AUCUN_TITRE = Tournure("aucun_titre", "séance {seance} : elle n'a délivré aucun titre qui tienne")


def lire_actes(
    registre: Registre, numero: int, cadre: Callable[[Seance], Cadre], *, proclamee: bool = False
) -> Actes:
    """Return a séance with each dossier as the jury left it, and the act that locked it if it is proclaimed.

    :param cadre: what says which bodies stand behind a séance.
    :raises ActeRefuse: when it is not proclaimed, where it has to be.
    """
    with registre.lire() as cx:
        fiche = charger(cx, numero, registre.catalogue)
        if proclamee:
            exiger_proclamee(fiche)
        return _actes(cx, fiche, registre.branches, cadre(fiche.seance))


def _actes(cx: Connection, fiche: SeanceInscrite, branches: Branches, cadre: Cadre) -> Actes:
    sceau = _sceau(cx, fiche)
    dossiers: list[Dossier] = []
    pieces: list[Piece] = []
    deports: dict[str, tuple[str, ...]] = {}
    retires: list[Retire] = []
    for toute in parcourir(cx, fiche):
        page = [lu for lu in toute if not lu.retrait]
        retires += [Retire(lu.dossier, lu.retrait) for lu in toute if lu.retrait]
        deports |= {lu.dossier.code: lu.deports for lu in page if lu.deports}
        dossiers += [lu.dossier for lu in page]
        pieces += _pieces(cx, fiche, page, sceau)
    seance = evolve(fiche.seance, dossiers=tuple(dossiers), deports=deports)
    return Actes(
        *(fiche.id, seance, cadre, tuple(pieces)),
        examen=examiner_jury(seance, branches),
        sceau=sceau,
        retires=tuple(retires),
    )


def lire_titres(registre: Registre, numero: int, cadre: Callable[[Seance], Cadre]) -> list[Delivre]:
    """Return the titles that a proclaimed séance delivered, by number, but those that were revoked since.

    Each reads as the last erratum has it.

    :raises ActeRefuse: while the séance is open, or when there is no title.
    """
    with registre.lire() as cx:
        fiche = charger(cx, numero, registre.catalogue)
        exiger_proclamee(fiche)
        les_codes = codes(cx, fiche.id)
        voulus = lectures(date.max).where(TITRES.c.seance == fiche.id).order_by(TITRES.c.annee, TITRES.c.rang)
        lignes = [ligne for ligne in cx.execute(voulus) if ligne.revoque_le is None]
    if not lignes:
        raise ActeRefuse([AUCUN_TITRE(seance=fiche.id)])
    autour = cadre(fiche.seance)
    return [_delivre(ligne, les_codes[ligne.id], fiche, registre.branches, autour) for ligne in lignes]


def exiger_proclamee(fiche: SeanceInscrite) -> None:
    """Raise `ActeRefuse` while a séance is open: nothing of it leaves for a candidate."""
    if fiche.etat is not Etat.PROCLAMEE:
        raise ActeRefuse([PAS_PROCLAMEE(seance=fiche.id)])


def _pieces(
    cx: Connection, fiche: SeanceInscrite, page: Sequence[DossierInscrit], sceau: Sceau | None
) -> Iterator[Piece]:
    ids = [lu.id for lu in page]
    proposees, delivres = derniere_proposition(cx, ids), _delivres(cx, ids, sceau)
    prises = lire_decisions(cx, ids, sceau.acte if sceau else None)
    suites = _suites(cx, ids, sceau)
    for lu in page:
        yield Piece(
            lu.dossier,
            fiche.seance.editions[lu.dossier.edition],
            lire(proposees[lu.id].contenu) if lu.id in proposees else None,
            {prise.decision.objet: prise.decision for prise in prises.get(lu.id, ())},
            tuple(delivres.get(lu.id, ())),
            tuple(suites.get(lu.id, ())),
        )


def _delivres(cx: Connection, dossiers: Sequence[int], sceau: Sceau | None) -> dict[int, list[TitreRemis]]:
    """Return the titles that the proclamation delivered, by dossier."""
    voulus = select(TITRES).where(TITRES.c.dossier.in_(dossiers)).order_by(TITRES.c.annee, TITRES.c.rang)
    delivres: dict[int, list[TitreRemis]] = {}
    for ligne in cx.execute(voulus.where(TITRES.c.acte < sceau.acte) if sceau else voulus):
        delivres.setdefault(ligne.dossier, []).append(_remis(ligne))
    return delivres


def _suites(cx: Connection, dossiers: Sequence[int], sceau: Sceau | None) -> dict[int, list[Suite]]:
    """Return what came after the proclamation, by dossier and in the order of the acts."""
    suites: dict[int, list[Suite]] = {}
    trouvees = _apres(cx, dossiers, sceau) if sceau else ()
    for dossier, suite in sorted(trouvees, key=lambda trouvee: trouvee[1].acte):
        suites.setdefault(dossier, []).append(suite)
    return suites


def _apres(cx: Connection, dossiers: Sequence[int], sceau: Sceau) -> Iterator[tuple[int, Suite]]:
    """Yield each dossier with what an act after the proclamation decided of it, delivered or revoked."""
    prises = select(DECISIONS).where(DECISIONS.c.acte > sceau.acte, DECISIONS.c.dossier.in_(dossiers))
    for ligne in cx.execute(prises):
        sur_recours = ligne.recours is not None
        de = objet(ligne.bloc)
        verdict = conclusion(de, ligne.verdict)
        yield ligne.dossier, Suite(ligne.acte, ligne.le, "decision", None, de, verdict, sur_recours)
    delivres = select(TITRES).where(TITRES.c.acte > sceau.acte, TITRES.c.dossier.in_(dossiers))
    for ligne in cx.execute(delivres):
        yield ligne.dossier, Suite(ligne.acte, ligne.delivre_le, "titre", _remis(ligne))
    siens = (TITRES.c[nom] for nom in ("dossier", "annee", "rang", "nature", "objet", "expire_le"))
    revoques = select(*siens, CORRECTIONS.c.acte, CORRECTIONS.c.le).where(CORRECTIONS.c.titre == TITRES.c.id)
    for ligne in cx.execute(revoques.where(TITRES.c.dossier.in_(dossiers))):
        yield ligne.dossier, Suite(ligne.acte, ligne.le, "revocation", _remis(ligne))


def _remis(ligne: Row[Any]) -> TitreRemis:
    return TitreRemis(numeroter(ligne.annee, ligne.rang), ligne.nature, ligne.objet, ligne.expire_le)


def _sceau(cx: Connection, fiche: SeanceInscrite) -> Sceau | None:
    """Return the act that proclaimed a séance."""
    if fiche.etat is not Etat.PROCLAMEE:
        return None
    proclamations = select(JOURNAL).where(JOURNAL.c.nature == "proclamation").order_by(JOURNAL.c.numero)
    siennes = (acte for acte in cx.execute(proclamations) if json.loads(acte.contenu)["seance"] == fiche.id)
    return next((Sceau(acte.numero, acte.le, acte.empreinte) for acte in siennes), None)


def _delivre(ligne: Row[Any], code: str, fiche: SeanceInscrite, branches: Branches, cadre: Cadre) -> Delivre:
    edition = fiche.seance.editions[ligne.edition]
    modeles = {modele.nature: modele for modele in branches.titres(edition)}
    modele = modeles.get(ligne.nature)
    return Delivre(
        numeroter(ligne.annee, ligne.rang),
        code,
        ligne.nature,
        ligne.objet,
        ligne.intitule_lu,
        Candidat(ligne.nom, ligne.prenom, ligne.naissance),
        edition,
        ligne.delivre_le,
        cadre.instance,
        cadre.autorite,
        fiche.seance.lieu,
        ligne.expire_le,
        modele.signataires if modele else (),
        modele.gabarit if modele else None,
        definitif=modele is not None and modele.definitif,
    )
