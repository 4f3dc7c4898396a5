"""Correcting what an open séance was opened with: its day, its place, its members, and what its files said."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen
from sqlalchemy import exists, select, update

from parchemin.dossier.model import Avis, Candidat, Dossier, Membre, Neutralise, Seance, Valeur
from parchemin.errors import ActeRefuse
from parchemin.faits import Tournure
from parchemin.registre.personnes.appellations import appeler, oublier_anonymes
from parchemin.registre.personnes.conservation import ANONYME
from parchemin.registre.personnes.personnes import Personne, inscrire_personnes
from parchemin.registre.seance.doublons import semblables
from parchemin.registre.seance.retouches import Retouche, exiger_motif, inscrire_retouche
from parchemin.registre.seance.seances import DossierInscrit, SeanceInscrite, charger, parcourir
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.canonique import canonique, ecrire_dossier, ecrire_membres, sceller
from parchemin.registre.socle.tables import DECISIONS, DOSSIERS, MOTIFS, PERSONNES, RETRACTATIONS, SEANCES, TITRES

AUTRE_SEANCE = Tournure(
    "autre_seance",
    "ces fichiers sont d'une autre séance : trouvé {certification}, {instance}, attendu {attendue}, {sienne}",
)


@frozen
class ValeurRemplacee:
    """A value that replaced another: of which dossier, of what in it."""

    dossier: str
    champ: str
    avant: str
    apres: str


def modifier(registre: Registre, numero: int, seance: Seance, motif: str) -> Retouche:
    """Take the day, the place, the members and who is present from what a séance says of itself now.

    Another day makes every proposition stale: what was decided before is to be confirmed.

    :raises ActeRefuse: once the séance is locked, without motif, or where it comes to resemble another.
    """
    with registre.ecrire() as ecriture:
        fiche = charger(ecriture.cx, numero, registre.catalogue).exiger_ouverte()
        exiger_motif(numero, motif)
        _exiger_la_meme(ecriture, fiche, seance)
        changes = list(_differences("", _dire_seance(fiche.seance), _dire_seance(seance)))
        faite = _resumer(Retouche(numero, "modification", motif=motif), changes)
        if not changes:
            return evolve(faite, deja=True)
        valeurs = {"date": seance.date, "lieu": seance.lieu, "membres": canonique(ecrire_membres(seance.membres))}
        ecriture.cx.execute(update(SEANCES).where(SEANCES.c.id == numero).values(**valeurs))
        if seance.date != fiche.seance.date:
            tous = update(DOSSIERS).where(DOSSIERS.c.seance == numero)
            ecriture.cx.execute(tous.values(retouche=ecriture.prochain))
        return inscrire_retouche(ecriture, faite)


def remplacer(registre: Registre, numero: int, complement: Seance, motif: str) -> tuple[ValeurRemplacee, ...]:
    """Put what files say of the dossiers that are known in the place of what was there, an act for each dossier.

    What was decided of such a dossier is to be confirmed, once it is deliberated again.

    :raises ActeRefuse: once the séance is locked, or without motif.
    """
    apportes = {dossier.code: dossier for dossier in complement.dossiers}
    changements: list[ValeurRemplacee] = []
    with registre.ecrire() as ecriture:
        fiche = charger(ecriture.cx, numero, registre.catalogue).exiger_ouverte()
        exiger_motif(numero, motif)
        for lu in [lu for page in parcourir(ecriture.cx, fiche) for lu in page]:
            apporte = apportes.get(lu.dossier.code, lu.dossier)
            siens = tuple(_differences(lu.dossier.code, _dire_dossier(lu.dossier), _dire_dossier(apporte)))
            if siens:
                _remplacer(ecriture, numero, lu, apporte)
                faite = _resumer(Retouche(numero, "remplacement", lu.dossier.code, motif=motif), siens)
                inscrire_retouche(ecriture, faite, lu.designe)
                changements += siens
    return tuple(changements)


def _exiger_la_meme(ecriture: Ecriture, fiche: SeanceInscrite, seance: Seance) -> None:
    connue = fiche.seance
    if (seance.certification, seance.instance) != (connue.certification, connue.instance):
        dits = {"certification": seance.certification, "instance": seance.instance}
        raise ActeRefuse([AUTRE_SEANCE(**dits, attendue=connue.certification, sienne=connue.instance)])
    suivantes = ecriture.cx.execute(select(SEANCES.c.id).where(SEANCES.c.precedente == fiche.id)).scalars()
    if memes := tuple(semblables(ecriture.cx, seance, [fiche.id, fiche.precedente, *suivantes])):
        raise ActeRefuse(memes)


def _remplacer(ecriture: Ecriture, numero: int, lu: DossierInscrit, dossier: Dossier) -> None:
    personne = lu.personne
    if _identite(dossier.candidat) != _identite(lu.dossier.candidat):
        (personne,) = inscrire_personnes(ecriture, [dossier.candidat])
    contenu = canonique(ecrire_dossier(dossier))
    valeurs = {"contenu": contenu, "empreinte": sceller(contenu, personne.sel), "personne": personne.id}
    changer = update(DOSSIERS).where(DOSSIERS.c.id == lu.id)
    ecriture.cx.execute(changer.values(**valeurs, retouche=ecriture.prochain))
    appeler(ecriture, [(personne.id, dossier.candidat)])
    if personne.id != lu.personne.id:
        _laisser(ecriture, lu, personne)


def _laisser(ecriture: Ecriture, lu: DossierInscrit, personne: Personne) -> None:
    """Give what was written on a dossier to whom it is of now; who is left without any was a name alone."""
    ecrits = (select(DECISIONS.c.motif).where(DECISIONS.c.dossier == lu.id, DECISIONS.c.motif.is_not(None))).union(
        select(RETRACTATIONS.c.motif).where(RETRACTATIONS.c.dossier == lu.id)
    )
    ecriture.cx.execute(update(MOTIFS).where(MOTIFS.c.id.in_(ecrits)).values(personne=personne.id))
    seule = ~exists().where(DOSSIERS.c.personne == PERSONNES.c.id) & ~exists().where(
        TITRES.c.personne == PERSONNES.c.id
    )
    ecriture.cx.execute(update(PERSONNES).where(PERSONNES.c.id == lu.personne.id, seule).values(ANONYME))
    oublier_anonymes(ecriture.cx, [lu.personne.id])


def _identite(candidat: Candidat) -> tuple[object, ...]:
    return candidat.nom, candidat.prenom, candidat.naissance


def _resumer(faite: Retouche, changes: Sequence[ValeurRemplacee]) -> Retouche:
    """Return a mending with what was and what is, as its act keeps them."""
    avant = " ; ".join(f"{un.champ} : {un.avant or 'rien'}" for un in changes)
    apres = " ; ".join(f"{un.champ} : {un.apres or 'rien'}" for un in changes)
    return evolve(faite, avant=avant, apres=apres)


def _differences(code: str, avant: Mapping[str, str], apres: Mapping[str, str]) -> Iterator[ValeurRemplacee]:
    for champ in dict.fromkeys((*avant, *apres)):
        ancien, nouveau = avant.get(champ, ""), apres.get(champ, "")
        if ancien != nouveau:
            yield ValeurRemplacee(code, champ, ancien, nouveau)


def _dire_seance(seance: Seance) -> dict[str, str]:
    membres = {f"membre {membre.nom}": _dire_membre(membre) for membre in seance.membres}
    return {"date": seance.date.isoformat(), "lieu": seance.lieu, **membres}


def _dire_membre(membre: Membre) -> str:
    qualites = (f"{q.nom} {q.depuis or ''}".strip() for q in membre.qualites)
    formation = f"formation_jury {membre.formation_jury}" if membre.formation_jury else ""
    dits = (membre.role, membre.organisme, membre.branche_legislation, formation, *qualites)
    return ", ".join([*filter(None, dits), "présent" if membre.present else "absent"])


def _dire_dossier(dossier: Dossier) -> dict[str, str]:
    """Return all that a dossier says, a text by field and by observation."""
    forme = ecrire_dossier(dossier)
    forme.pop("observations", {})
    precisions = forme.pop("candidat", {})
    dits = {nom: str(getattr(dossier.candidat, nom) or "") for nom in ("nom", "prenom", "naissance")}
    dits |= {nom: str(valeur) for nom, valeur in precisions.items()}
    dits |= {nom: valeur if isinstance(valeur, str) else canonique(valeur) for nom, valeur in forme.items()}
    vues = dossier.observations.par_role
    dites = ((f"{role}:{cible}", valeur) for role in vues for cible, valeur in vues[role].items())
    return dits | {nom: _dire_valeur(valeur) for nom, valeur in dites}


def _dire_valeur(valeur: Valeur) -> str:
    if isinstance(valeur, Avis):
        return valeur.value
    return f"neutralisé, {valeur.motif}" if isinstance(valeur, Neutralise) else str(valeur)
