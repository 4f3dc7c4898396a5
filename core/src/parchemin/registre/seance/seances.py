"""The séances: opened from files, completed while they are open, read back a page of dossiers at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Connection, Row, func, select, update

from parchemin.dossier.model import Candidat, Dossier, Seance
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, Avertissement, CodeInconnu, Lieu
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition
from parchemin.registre.journal.journal import Acte
from parchemin.registre.personnes.appellations import appeler
from parchemin.registre.personnes.personnes import Personne, inscrire_personnes
from parchemin.registre.personnes.reponses import Reponses, lire_reponses
from parchemin.registre.seance.doublons import dossiers_en_cours, semblables
from parchemin.registre.seance.etat import Etat as Etat  # noqa: PLC0414 - what a séance is, for who reads it here
from parchemin.registre.seance.retractations import tient
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture, Lisible
from parchemin.registre.socle.canonique import (
    canonique,
    ecrire_dossier,
    ecrire_grille,
    ecrire_membres,
    empreindre,
    lire_dossier,
    lire_grille,
    lire_membres,
    sceller,
)
from parchemin.registre.socle.lots import LOT, lots
from parchemin.registre.socle.tables import DECISIONS, DOSSIERS, PERSONNES, PROPOSITIONS, SEANCES
from parchemin.registre.socle.tampon import DossiersEnAttente, Recu, recu

SEANCE_PROCLAMEE = Tournure("seance_proclamee", "séance {seance} proclamée : elle ne change plus")
SEANCE_CLOSE = Tournure("seance_close", "séance {seance} close : une autre a proclamé ; elle ne change plus")
SEANCE_ANNULEE = Tournure("seance_annulee", "séance {seance} annulée : elle ne change plus, et ne proclame rien")
DOSSIER_RETIRE = Tournure("dossier_retire", "dossier {dossier} retiré ({raison}) : le jury n'en décide pas")
SEANCE_INCONNUE = Tournure("seance_inconnue", "séance {seance} inconnue")
SEANCE_LOINTAINE = Tournure("seance_lointaine", "séance du {le:jour}, à venir de plus d'un an")
LOINTAINE = timedelta(days=365)
"""From how far ahead on a séance is unusual: a parameter of ours, no text gives it."""

SANS_SUITE = Tournure(
    "sans_suite",
    "la séance {precedente} ({sienne}, {du:jour}) ne précède pas celle-ci ({certification}, {le:jour})",
)
PRECEDENTE_CLOSE = Tournure("precedente_close", "la séance {seance} est close : elle n'a plus rien à proposer")
DOSSIER_DECIDE = Tournure("dossier_decide", "dossier {dossier} : le jury en a décidé, il ne change plus")


@frozen
class SeanceInscrite:
    """A séance as the register keeps it; its ``seance`` holds no dossier, those are read page by page."""

    id: int
    etat: Etat
    seance: Seance
    precedente: int | None = None

    def cloture(self) -> Fait | None:
        """Return why nothing changes any more in this séance, once it is locked."""
        if self.etat is Etat.PROCLAMEE:
            return SEANCE_PROCLAMEE(seance=self.id)
        if self.etat is Etat.ANNULEE:
            return SEANCE_ANNULEE(seance=self.id)
        return SEANCE_CLOSE(seance=self.id) if self.etat is Etat.PROPOSEE else None

    def exiger_ouverte(self) -> "SeanceInscrite":
        """Return this séance; raise `ActeRefuse` once it is locked."""
        if close := self.cloture():
            raise ActeRefuse([close])
        return self


@frozen
class DossierDesigne:
    """A dossier as an act names it: its place in the register, its code, its person, its digest."""

    id: int
    code: str
    personne: Personne
    empreinte: str


@frozen
class DossierInscrit:
    """A dossier with its place in the register.

    ``retrait`` is why it is withdrawn, if it is; ``deports`` are the members who leave for it, by name;
    ``retouche`` is the last act that changed what the jury decides on.
    """

    id: int
    personne: Personne
    dossier: Dossier
    empreinte: str
    retrait: str = ""
    deports: tuple[str, ...] = ()
    retouche: int = 0

    @property
    def designe(self) -> DossierDesigne:
        """What an act says of it."""
        return DossierDesigne(self.id, self.dossier.code, self.personne, self.empreinte)


@frozen
class Entree:
    """What a command that brings dossiers did: how many it added, completed, replaced; ``deja``: all was there."""

    seance: int
    ajoutes: int = 0
    completes: int = 0
    remplaces: int = 0
    avertissements: tuple[Avertissement, ...] = ()

    @property
    def deja(self) -> bool:
        """Tell whether everything was there already, by an earlier run of the same command."""
        return not (self.ajoutes or self.completes or self.remplaces)


@frozen
class SeanceResumee:
    """A line of the list of séances."""

    id: int
    certification: str
    date: str
    instance: str
    lieu: str
    etat: Etat
    dossiers: int
    decisions: int


def ouvrir(
    registre: Registre, seance: Seance, precedente: int | None = None, *, de_nouveau: bool = False
) -> Entree:
    """Store a séance and its dossiers; the very same séance is stored once.

    :param precedente: the séance that proposes to this one; without dossiers of its own, this one takes those.
    :param de_nouveau: though it resembles another that is open or proclaimed, or has dossiers of it.
    :raises ActeRefuse: where it does, with what it resembles.
    """
    with DossiersEnAttente() as attente:
        for dossier in seance.dossiers:
            attente.ajouter(dossier)
        return _ouvrir(registre, seance, attente, precedente, de_nouveau=de_nouveau)


def ouvrir_fichiers(
    registre: Registre, lecteur: LecteurDeSeance, precedente: int | None = None, *, de_nouveau: bool = False
) -> Entree:
    """Store a séance as `ouvrir` does, dossier by dossier as its files are read where they can be read so.

    :raises DonneesInvalides: with every fault of every file; nothing was written.
    """
    with DossiersEnAttente() as attente:
        seance = lecteur.derouler(attente)
        entree = _ouvrir(registre, seance, attente, precedente, de_nouveau=de_nouveau)
        lointaine = _lointaine(seance, lecteur, registre)
        return evolve(entree, avertissements=(*seance.avertissements, *lointaine))


def _lointaine(seance: Seance, lecteur: LecteurDeSeance, registre: Registre) -> Iterator[Avertissement]:
    """Warn of a day that is so far ahead that a finger may have slipped: nothing is proclaimed before it."""
    if seance.date - registre.aujourd_hui > LOINTAINE:
        yield Avertissement(Lieu(lecteur.chemin.name), SEANCE_LOINTAINE(le=seance.date))


def importer(registre: Registre, numero: int, complement: Seance) -> Entree:
    """Add the dossiers that are new, complete those that are known.

    :param complement: the séance as it ought to be, with every dossier that is new or changed.
    :raises ActeRefuse: when the séance is proclaimed, or a dossier of which the jury decided would change.
    """
    preparer = partial(_comparer, registre=registre, numero=numero, complement=complement)
    return registre.preparer_puis_ecrire(preparer, _apporter)


@frozen
class _Apport:
    """What files bring to a séance: the dossiers that are new, those that they complete with what they become."""

    fiche: SeanceInscrite
    editions: Mapping[str, Edition]
    nouveaux: tuple[Dossier, ...]
    changes: tuple[tuple[DossierInscrit, Dossier], ...]

    def depend_de(self, acte: Acte) -> bool:
        """Tell whether an act changes what is brought."""
        return acte.touche(self.fiche.id)


def _comparer(cx: Connection, *, registre: Registre, numero: int, complement: Seance) -> _Apport:
    fiche = charger(cx, numero, registre.catalogue).exiger_ouverte()
    apportes = {dossier.code: dossier for dossier in complement.dossiers}
    changes = []
    for lu in (lu for page in parcourir(cx, fiche) for lu in page):
        apporte = apportes.pop(lu.dossier.code, lu.dossier)
        if apporte != lu.dossier:
            changes.append((lu, apporte))
    _exiger_indecis(cx, [lu for lu, _ in changes])
    editions = {**fiche.seance.editions, **complement.editions}
    return _Apport(fiche, editions, tuple(apportes.values()), tuple(changes))


def _apporter(ecriture: Ecriture, apport: _Apport) -> Entree:
    numero, entree = apport.fiche.id, Entree(apport.fiche.id, len(apport.nouveaux), len(apport.changes))
    if entree.deja:
        return entree
    for lu, dossier in apport.changes:
        _completer(ecriture, lu, dossier)
    empreinte = _ranger(ecriture, numero, map(recu, apport.nouveaux))
    grilles = canonique(_grilles(apport.editions.values()))
    ecriture.cx.execute(update(SEANCES).where(SEANCES.c.id == numero).values(grilles=grilles))
    completes = [dossier.code for _, dossier in apport.changes]
    contenu = {"seance": numero, "ajoutes": entree.ajoutes, "completes": completes, "empreinte": empreinte}
    ecriture.inscrire("import", contenu)
    return entree


def consulter(registre: Registre, numero: int) -> SeanceInscrite:
    """Return a séance without its dossiers; raise `CodeInconnu` when there is none of that number."""
    with registre.lire() as cx:
        return charger(cx, numero, registre.catalogue)


def a_completer(registre: Registre, numero: int) -> Seance:
    """Return a séance that is open, with all its dossiers; raise `ActeRefuse` once it is locked."""
    with registre.lire() as cx:
        return complete(cx, charger(cx, numero, registre.catalogue).exiger_ouverte())


def lire_entiere(registre: Registre, numero: int) -> Seance:
    """Return a séance with its dossiers, without those that are withdrawn."""
    with registre.lire() as cx:
        fiche = charger(cx, numero, registre.catalogue)
        return evolve(fiche.seance, dossiers=tuple(lu.dossier for page in juges(cx, fiche) for lu in page))


def charger(cx: Connection, numero: int, catalogue: Catalogue) -> SeanceInscrite:
    """Return a séance without its dossiers; raise `CodeInconnu` when there is none of that number."""
    ligne = cx.execute(select(SEANCES).where(SEANCES.c.id == numero)).one_or_none()
    if ligne is None:
        raise CodeInconnu(SEANCE_INCONNUE(seance=numero))
    grilles = json.loads(ligne.grilles)
    seance = Seance(
        ligne.certification,
        ligne.date,
        ligne.instance,
        ligne.lieu,
        lire_membres(json.loads(ligne.membres)),
        editions={cle: _edition(cle, grille, catalogue) for cle, grille in grilles.items()},
        edition=ligne.edition,
    )
    return SeanceInscrite(numero, Etat(ligne.etat), seance, ligne.precedente)


def parcourir(cx: Connection, fiche: SeanceInscrite, *codes: str) -> Iterator[list[DossierInscrit]]:
    """Yield the dossiers of a séance, some hundreds at a time; all, or those of some codes."""
    dernier, reponses = 0, lire_reponses(cx)
    champs = (PERSONNES.c.nom, PERSONNES.c.prenom, PERSONNES.c.naissance, PERSONNES.c.sel)
    voulus = select(DOSSIERS, *champs).join(PERSONNES).where(DOSSIERS.c.seance == fiche.id).order_by(DOSSIERS.c.id)
    if codes:
        voulus = voulus.where(DOSSIERS.c.code.in_(codes))
    while page := cx.execute(voulus.where(DOSSIERS.c.id > dernier).limit(LOT)).all():
        yield [_ranger_lu(ligne, reponses) for ligne in page]
        dernier = page[-1].id


def juges(cx: Connection, fiche: SeanceInscrite, *codes: str) -> Iterator[list[DossierInscrit]]:
    """Yield the dossiers of a séance as `parcourir` does, without those that are withdrawn."""
    for page in parcourir(cx, fiche, *codes):
        yield [lu for lu in page if not lu.retrait]


def complete(cx: Connection, fiche: SeanceInscrite) -> Seance:
    """Return a séance with all its dossiers."""
    dossiers = tuple(lu.dossier for page in parcourir(cx, fiche) for lu in page)
    return evolve(fiche.seance, dossiers=dossiers)


def lister(source: Lisible) -> list[SeanceResumee]:
    """Return every séance, the latest first."""
    dossiers = _compte(DOSSIERS.c.seance, DOSSIERS.c.id)
    decisions = _compte(DECISIONS.c.seance, DECISIONS.c.id)
    colonnes = (SEANCES.c.certification, SEANCES.c.date, SEANCES.c.instance, SEANCES.c.lieu, SEANCES.c.etat)
    toutes = select(SEANCES.c.id, *colonnes, dossiers, decisions).order_by(
        SEANCES.c.date.desc(), SEANCES.c.id.desc()
    )
    with source.lire() as cx:
        return [
            SeanceResumee(numero, certification, str(le), instance, lieu, Etat(etat), *comptes)
            for numero, certification, le, instance, lieu, etat, *comptes in cx.execute(toutes)
        ]


def derniere_proposition(cx: Connection, dossiers: Sequence[int]) -> dict[int, Row[Any]]:
    """Return the latest proposition of each dossier that has one."""
    dernieres = select(func.max(PROPOSITIONS.c.id)).where(PROPOSITIONS.c.dossier.in_(dossiers))
    trouvees = select(PROPOSITIONS).where(PROPOSITIONS.c.id.in_(dernieres.group_by(PROPOSITIONS.c.dossier)))
    return {ligne.dossier: ligne for ligne in cx.execute(trouvees)}


def _compte(lien: Any, identifiant: Any) -> Any:
    return select(func.count(identifiant)).where(lien == SEANCES.c.id).scalar_subquery()


def _ligne(seance: Seance) -> dict[str, Any]:
    return {
        "certification": seance.certification,
        "edition": seance.edition,
        "date": seance.date,
        "instance": seance.instance,
        "lieu": seance.lieu,
        "membres": canonique(ecrire_membres(seance.membres)),
        "grilles": canonique(_grilles(seance.editions.values())),
        "etat": Etat.OUVERTE.value,
    }


def _grilles(editions: Iterable[Edition]) -> dict[str, Any]:
    return {edition.cle: ecrire_grille(edition.grille) if edition.grille else None for edition in editions}


def _edition(cle: str, grille: dict[str, Any] | None, catalogue: Catalogue) -> Edition:
    certification, _, nom = cle.partition("@")
    edition = catalogue.edition(certification, nom)
    return edition.completee(lire_grille(grille)) if grille else edition


def _ouvrir(
    registre: Registre,
    seance: Seance,
    attente: DossiersEnAttente,
    precedente: int | None,
    *,
    de_nouveau: bool,
) -> Entree:
    ligne = _ligne(seance)
    empreinte = _empreindre_seance(ligne, attente.empreinte, precedente)
    with registre.ecrire(creer=True) as ecriture:
        connue = ecriture.cx.execute(select(SEANCES.c.id).where(SEANCES.c.empreinte == empreinte)).scalar()
        if connue is not None:
            return Entree(connue)
        premiere = None if precedente is None else _exiger_suite(ecriture.cx, precedente, seance)
        if not de_nouveau:
            _exiger_nouvelle(ecriture.cx, seance, attente, precedente)
        numero = ecriture.suivant(SEANCES)
        ligne |= {"id": numero, "precedente": precedente, "empreinte": empreinte}
        if premiere is not None and not attente.nombre:
            ecriture.ajouter(SEANCES, [{**ligne, "grilles": premiere.grilles}])
            combien, somme = _recopier(ecriture, premiere.id, numero)
        else:
            ecriture.ajouter(SEANCES, [ligne])
            combien, somme = attente.nombre, _ranger(ecriture, numero, attente.recus())
        ecriture.inscrire(
            "ouverture",
            {
                **{nom: ligne[nom] for nom in ("certification", "edition", "instance", "precedente")},
                "seance": numero,
                "date": seance.date.isoformat(),
                "dossiers": combien,
                "empreinte": somme,
            },
        )
        return Entree(numero, ajoutes=combien)


def _exiger_nouvelle(cx: Connection, seance: Seance, attente: DossiersEnAttente, precedente: int | None) -> None:
    """Refuse a séance that resembles one that is open or proclaimed, or whose dossiers stand in one."""
    memes = tuple(semblables(cx, seance, [precedente]))
    if raisons := memes or tuple(dossiers_en_cours(cx, seance.certification, attente.recus(), [precedente])):
        raise ActeRefuse(raisons)


def _empreindre_seance(ligne: dict[str, Any], dossiers: str, precedente: int | None) -> str:
    """Return the digest by which the very same séance is known."""
    suite = {} if precedente is None else {"precedente": precedente}
    return empreindre({**ligne, **suite, "date": ligne["date"].isoformat(), "dossiers": dossiers})


def _exiger_suite(cx: Connection, precedente: int, seance: Seance) -> Row[Any]:
    """Return the séance that another follows; raise `CodeInconnu` or `ActeRefuse` where it cannot."""
    ligne = cx.execute(select(SEANCES).where(SEANCES.c.id == precedente)).one_or_none()
    if ligne is None:
        raise CodeInconnu(SEANCE_INCONNUE(seance=precedente))
    if ligne.certification != seance.certification or ligne.date > seance.date:
        celle_ci = {"certification": seance.certification, "le": seance.date}
        avant = {"precedente": precedente, "sienne": ligne.certification, "du": ligne.date}
        raise ActeRefuse([SANS_SUITE(**avant, **celle_ci)])
    if Etat(ligne.etat) is not Etat.OUVERTE:
        raise ActeRefuse([PRECEDENTE_CLOSE(seance=precedente)])
    return ligne


def _ranger(ecriture: Ecriture, seance: int, entrants: Iterable[Recu]) -> str:
    """Add dossiers, some hundreds at a time; return the digest of all their digests."""
    somme = sha256()
    for lot in lots(entrants):
        personnes = inscrire_personnes(ecriture, [entrant.candidat for entrant in lot])
        lignes = []
        for entrant, personne in zip(lot, personnes, strict=True):
            empreinte = sceller(entrant.contenu, personne.sel)
            somme.update(f"{entrant.code}:{empreinte}\n".encode())
            ligne = {"id": ecriture.suivant(DOSSIERS), "seance": seance, "code": entrant.code}
            lignes.append({**ligne, "personne": personne.id, "contenu": entrant.contenu, "empreinte": empreinte})
        ecriture.ajouter(DOSSIERS, lignes)
    return somme.hexdigest()


def _recopier(ecriture: Ecriture, depuis: int, vers: int) -> tuple[int, str]:
    """Give a séance the dossiers of another, of the very same persons; return how many, and their digest."""
    somme, combien, dernier = sha256(), 0, 0
    lues = select(DOSSIERS).where(DOSSIERS.c.seance == depuis).order_by(DOSSIERS.c.id).limit(LOT)
    while page := ecriture.cx.execute(lues.where(DOSSIERS.c.id > dernier)).mappings().all():
        lignes = [{**ligne, "id": ecriture.suivant(DOSSIERS), "seance": vers} for ligne in page]
        ecriture.ajouter(DOSSIERS, lignes)
        for ligne in lignes:
            somme.update(f"{ligne['code']}:{ligne['empreinte']}\n".encode())
        combien, dernier = combien + len(page), page[-1]["id"]
    return combien, somme.hexdigest()


def _ranger_lu(ligne: Row[Any], reponses: Reponses) -> DossierInscrit:
    candidat = Candidat(ligne.nom, ligne.prenom, ligne.naissance)
    dossier = lire_dossier(ligne.code, candidat, json.loads(ligne.contenu))
    etat = (ligne.retrait, tuple(json.loads(ligne.deports)), ligne.retouche)
    personne = Personne(ligne.personne, ligne.sel, reponses.de(ligne.personne))
    return DossierInscrit(ligne.id, personne, dossier, ligne.empreinte, *etat)


def _completer(ecriture: Ecriture, lu: DossierInscrit, dossier: Dossier) -> None:
    contenu = canonique(ecrire_dossier(dossier))
    valeurs = {"contenu": contenu, "empreinte": sceller(contenu, lu.personne.sel)}
    ecriture.cx.execute(update(DOSSIERS).where(DOSSIERS.c.id == lu.id).values(**valeurs))
    appeler(ecriture, [(lu.personne.id, dossier.candidat)])


def _exiger_indecis(cx: Connection, lus: Sequence[DossierInscrit]) -> None:
    codes = {lu.id: lu.dossier.code for lu in lus}
    for lot in lots(codes):
        decides = select(DECISIONS.c.dossier).where(DECISIONS.c.dossier.in_(lot), tient()).distinct()
        if noms := sorted(codes[dossier] for dossier in cx.execute(decides).scalars()):
            raise ActeRefuse([DOSSIER_DECIDE(dossier=nom) for nom in noms])
