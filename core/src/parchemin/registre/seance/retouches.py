"""Mending a séance while it is open: each mending is an act that says who, why, and what was before and after.

Nothing goes: a dossier that is withdrawn stays, and what the jury took back was decided once.
"""

from enum import Enum
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Connection, Row, exists, select, update

from parchemin.dossier.texte import cle
from parchemin.errors import ActeRefuse, CodeInconnu, Suggestion
from parchemin.faits import Tournure
from parchemin.registre.journal.journal import empreindre_fait
from parchemin.registre.personnes.personnes import noter
from parchemin.registre.seance.decisions import trouver
from parchemin.registre.seance.seances import (
    DossierDesigne,
    DossierInscrit,
    Etat,
    SeanceInscrite,
    charger,
)
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture, Lisible
from parchemin.registre.socle.canonique import canonique, empreindre
from parchemin.registre.socle.tables import (
    DECISIONS,
    DOSSIERS,
    JOURNAL,
    RETOUCHES,
    RETRACTATIONS,
    SEANCES,
)

PAS_RETIRE = Tournure("pas_retire", "dossier {dossier} : il n'est pas retiré, rien à réintégrer")
MEMBRE_INCONNU = Tournure("membre_inconnu", "membre inconnu « {membre} » de la séance {seance}{proche}")
ACTE_SANS_DECISION = Tournure(
    "acte_sans_decision", "l'acte {acte} n'est pas une décision en vigueur de la séance {seance}"
)
SUIVIE = Tournure("seance_suivie", "séance {seance} : la séance {suivante} reprend ce qu'elle propose")
MOTIF_OBLIGATOIRE = Tournure("motif_de_retouche", "motif obligatoire : dites pourquoi la séance {seance} change")


class Raison(Enum):
    """Why a dossier is withdrawn."""

    DESISTEMENT = "desistement"
    ERREUR = "erreur"
    DOUBLON = "doublon"


@frozen
class Retouche:
    """What was mended: of which dossier (empty: of the séance), from what, to what, and why.

    ``objet`` names what of it, where it is not the whole: a member, what was decided. ``auteur`` and ``le`` are
    known of what is read back. ``deja``: an earlier command did the very same.
    """

    seance: int
    nature: str
    dossier: str = ""
    objet: str = ""
    avant: str = ""
    apres: str = ""
    motif: str = ""
    acte: int = 0
    auteur: str = ""
    le: str = ""
    deja: bool = False


@frozen
class Deport:
    """A member, by the names in either order, who leaves for a dossier; or who sits for it after all."""

    dossier: str
    membre: str
    revient: bool = False


def retirer(registre: Registre, numero: int, code: str, raison: Raison, motif: str = "") -> Retouche:
    """Withdraw a dossier: it is judged no more and gets no title, and can come back.

    :raises ActeRefuse: once the séance is locked.
    """
    with registre.ecrire() as ecriture:
        lu = _ouvert(ecriture, registre, numero, code)
        faite = Retouche(numero, "retrait", code, avant=lu.retrait, apres=raison.value, motif=motif)
        return _changer(ecriture, lu, faite, retrait=raison.value)


def reintegrer(registre: Registre, numero: int, code: str, motif: str = "") -> Retouche:
    """Take back a dossier that was withdrawn; what was decided of it before holds again.

    :raises ActeRefuse: once the séance is locked, or where the dossier was never withdrawn.
    """
    with registre.ecrire() as ecriture:
        lu = _ouvert(ecriture, registre, numero, code)
        faite = Retouche(numero, "reintegration", code, avant=lu.retrait, motif=motif)
        if not lu.retrait and not _deja_reintegre(ecriture.cx, lu.id):
            raise ActeRefuse([PAS_RETIRE(dossier=code)])
        return _changer(ecriture, lu, faite, retrait="")


def deporter(registre: Registre, numero: int, deport: Deport, motif: str = "") -> Retouche:
    """Have a member leave for one dossier, or sit for it after all.

    :raises CodeInconnu: when nobody of that name is a member, or there is no such dossier.
    :raises ActeRefuse: once the séance is locked.
    """
    with registre.ecrire() as ecriture:
        lu = _ouvert(ecriture, registre, numero, deport.dossier)
        nom = _membre(charger(ecriture.cx, numero, registre.catalogue), deport.membre)
        autres = tuple(parti for parti in lu.deports if cle(parti) != cle(nom))
        apres = autres if deport.revient else (*autres, nom)
        faite = Retouche(numero, "deport", deport.dossier, nom, ", ".join(lu.deports), ", ".join(apres), motif)
        return _changer(ecriture, lu, faite, deports=canonique(list(apres)))


def retracter(registre: Registre, numero: int, acte: int, motif: str) -> Retouche:
    """Take back what was decided by an act: what it is of is undecided again, whatever was decided before.

    :raises ActeRefuse: once the séance is locked, without motif, or where the act is no decision in force.
    """
    with registre.ecrire() as ecriture:
        fiche = charger(ecriture.cx, numero, registre.catalogue).exiger_ouverte()
        exiger_motif(numero, motif)
        lue = _decision(ecriture.cx, numero, acte)
        lu = trouver(ecriture.cx, fiche, lue.code)
        dits = (lue.bloc, lue.verdict, "")
        faite = Retouche(numero, "retractation", lue.code, *dits, motif, acte)
        if _retractee(ecriture.cx, lue.id):
            return evolve(faite, deja=True)
        ligne = {"id": ecriture.suivant(RETRACTATIONS), "seance": numero, "dossier": lu.id, "bloc": lue.bloc}
        ligne |= {"decision": lue.id, "motif": noter(ecriture, lu.personne.id, motif)}
        fait = {"bloc": lue.bloc, "retracte": acte, "fait": empreindre_fait(ligne)}
        inscrite = inscrire_retouche(ecriture, faite, lu.designe, fait)
        ecriture.ajouter(RETRACTATIONS, [{**ligne, "acte": inscrite.acte}])
        return inscrite


def annuler(registre: Registre, numero: int, motif: str) -> Retouche:
    """Close an open séance without effect: it proclaims nothing, and its dossiers may stand in another.

    :raises ActeRefuse: once the séance is locked, without motif, or where another follows it.
    """
    with registre.ecrire() as ecriture:
        fiche = charger(ecriture.cx, numero, registre.catalogue)
        faite = Retouche(numero, "annulation", avant=fiche.etat.value, apres=Etat.ANNULEE.value, motif=motif)
        if fiche.etat is Etat.ANNULEE:
            return evolve(faite, deja=True)
        fiche.exiger_ouverte()
        exiger_motif(numero, motif)
        _exiger_sans_suite(ecriture.cx, numero)
        sienne = select(SEANCES.c.empreinte).where(SEANCES.c.id == numero)
        empreinte = empreindre([numero, ecriture.cx.execute(sienne).scalar_one()])
        valeurs = {"etat": Etat.ANNULEE.value, "empreinte": empreinte}
        ecriture.cx.execute(update(SEANCES).where(SEANCES.c.id == numero).values(**valeurs))
        return inscrire_retouche(ecriture, faite)


def lire_retouches(source: Lisible, numero: int) -> list[Retouche]:
    """Return all that was mended in a séance, in the order of the acts."""
    voulues = (
        select(RETOUCHES, DOSSIERS.c.code, JOURNAL.c.auteur, JOURNAL.c.le)
        .outerjoin(DOSSIERS, DOSSIERS.c.id == RETOUCHES.c.dossier)
        .join(JOURNAL, JOURNAL.c.numero == RETOUCHES.c.acte)
        .where(RETOUCHES.c.seance == numero)
        .order_by(RETOUCHES.c.acte, RETOUCHES.c.id)
    )
    with source.lire() as cx:
        return [_lire(numero, ligne) for ligne in cx.execute(voulues)]


def _lire(numero: int, ligne: Row[Any]) -> Retouche:
    dits = (ligne.objet, ligne.avant, ligne.apres, ligne.motif)
    return Retouche(numero, ligne.nature, ligne.code or "", *dits, ligne.acte, ligne.auteur, ligne.le)


def inscrire_retouche(
    ecriture: Ecriture,
    faite: Retouche,
    qui: DossierDesigne | None = None,
    fait: dict[str, object] | None = None,
) -> Retouche:
    """Inscribe a mending in the journal, by the digests of what names somebody, and keep what it says.

    :param fait: what the act says besides, in clear.
    """
    sel = qui.personne.sel if qui else ""
    acte = ecriture.prochain
    contenu: dict[str, object] = {"seance": faite.seance, **(fait or {})}
    if qui:
        contenu |= {"dossier": qui.code, "candidat": qui.empreinte}
    textes = {"objet": faite.objet, "avant": faite.avant, "apres": faite.apres, "motif": faite.motif}
    contenu |= {nom: empreindre(texte, sel) for nom, texte in textes.items() if texte}
    ligne = {"id": ecriture.suivant(RETOUCHES), "acte": acte, "seance": faite.seance, "nature": faite.nature}
    ecriture.ajouter(RETOUCHES, [{**ligne, "dossier": qui.id if qui else None, **textes}])
    ecriture.inscrire(faite.nature, contenu)
    return evolve(faite, acte=acte, auteur=ecriture.auteur, le=ecriture.instant.isoformat(timespec="seconds"))


def exiger_motif(numero: int, motif: str) -> None:
    """Raise `ActeRefuse` where nobody says why a séance changes."""
    if not motif.strip():
        raise ActeRefuse([MOTIF_OBLIGATOIRE(seance=numero)])


def _ouvert(ecriture: Ecriture, registre: Registre, numero: int, code: str) -> DossierInscrit:
    return trouver(ecriture.cx, charger(ecriture.cx, numero, registre.catalogue).exiger_ouverte(), code)


def _changer(ecriture: Ecriture, lu: DossierInscrit, faite: Retouche, **valeurs: object) -> Retouche:
    """Change the state of a dossier by an act; nothing is written where it is so already."""
    if faite.avant == faite.apres:
        return Retouche(
            faite.seance, faite.nature, faite.dossier, faite.objet, faite.avant, faite.apres, deja=True
        )
    ecriture.cx.execute(update(DOSSIERS).where(DOSSIERS.c.id == lu.id).values(**valeurs))
    return inscrire_retouche(ecriture, faite, lu.designe)


def _deja_reintegre(cx: Connection, dossier: int) -> bool:
    faites = exists().where(RETOUCHES.c.dossier == dossier, RETOUCHES.c.nature == "reintegration")
    return bool(cx.execute(select(faites)).scalar())


def _membre(fiche: SeanceInscrite, dit: str) -> str:
    noms = [membre.nom for membre in fiche.seance.membres]
    for nom in noms:
        if sorted(cle(nom).split()) == sorted(cle(dit).split()):
            return nom
    raise CodeInconnu(MEMBRE_INCONNU(membre=dit, seance=fiche.id, proche=Suggestion.parmi(dit, noms)))


def _exiger_sans_suite(cx: Connection, numero: int) -> None:
    suivante = select(SEANCES.c.id).where(SEANCES.c.precedente == numero, SEANCES.c.etat == Etat.OUVERTE.value)
    if trouvee := cx.execute(suivante).scalar():
        raise ActeRefuse([SUIVIE(seance=numero, suivante=trouvee)])


def _decision(cx: Connection, numero: int, acte: int) -> Row[Any, Any, Any, Any]:
    """Return the decision of an act, with the code of its dossier; it is in force, or was taken back."""
    apres = DECISIONS.alias()
    voulue = (
        select(DECISIONS.c.id, DECISIONS.c.bloc, DECISIONS.c.verdict, DOSSIERS.c.code)
        .join(DOSSIERS, DOSSIERS.c.id == DECISIONS.c.dossier)
        .where(DECISIONS.c.acte == acte, DECISIONS.c.seance == numero)
        .where(~exists().where(apres.c.remplace == DECISIONS.c.id))
    )
    lue = cx.execute(voulue).one_or_none()
    if lue is None:
        raise ActeRefuse([ACTE_SANS_DECISION(acte=acte, seance=numero)])
    return lue


def _retractee(cx: Connection, decision: int) -> bool:
    return bool(cx.execute(select(exists().where(RETRACTATIONS.c.decision == decision))).scalar())
