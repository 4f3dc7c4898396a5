"""What is proposed to the jury, kept with all that it was computed from, so that it can be computed again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from attrs import evolve, field, frozen
from sqlalchemy import Connection, Row, and_, exists, func, or_, select

from parchemin.deliberation import Deliberation, Issue, Proposition
from parchemin.deliberation.competences import avec_competences, tenu_selon
from parchemin.deliberation.decision import ENSEMBLE, SurBloc
from parchemin.deliberation.inscrite import PropositionInscrite
from parchemin.dossier.model import Acquis, Dossier
from parchemin.errors import ActeRefuse
from parchemin.faits import Tournure
from parchemin.registre.branches import Branches
from parchemin.registre.journal.journal import Acte
from parchemin.registre.personnes.conservation import anonymises
from parchemin.registre.personnes.reponses import lire_reponses
from parchemin.registre.seance.deux_jurys import SANS_AVIS, Avis, avis_precedents, ecrire_avis
from parchemin.registre.seance.proposition_canonique import Ecrivain, ecarts, lire
from parchemin.registre.seance.regles_scellees import empreindre_regles
from parchemin.registre.seance.seances import (
    DossierInscrit,
    Etat,
    SeanceInscrite,
    charger,
    derniere_proposition,
    juges,
)
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.canonique import canonique, empreindre, sceller
from parchemin.registre.socle.lots import lots
from parchemin.registre.socle.tables import CORRECTIONS, DECISIONS, DOSSIERS, PROPOSITIONS, SEANCES, TITRES
from parchemin.registre.socle.tampon import Tampon
from parchemin.regles.base import Verdict

RIEN_DE_DELIBERE = Tournure("rien_de_delibere", "séance {seance} : rien n'a été délibéré")

VERSIONS = ("coeur", "greffon", "edition", "regles")


@frozen(eq=False)
class Calcul:
    """The computation for one séance: each policy is made ready once, then serves every dossier."""

    fiche: SeanceInscrite
    branches: Branches
    ecrivain: Ecrivain = field(factory=Ecrivain)
    _pretes: dict[tuple[str, str], tuple[Deliberation, dict[str, str]]] = field(factory=dict)

    def conclure(
        self,
        dossier: Dossier,
        acquis: Sequence[Acquis],
        decides: Avis = SANS_AVIS,
    ) -> Proposition:
        """Return what is proposed for a dossier, with what the register knows that its candidate holds.

        :param decides: what is decided of it, in place of what the rules say.
        """
        edition = self.fiche.seance.editions[dossier.edition]
        siens = (sien for tenu in acquis if (sien := tenu_selon(tenu, edition)))
        tenus = tuple(dict.fromkeys((*dossier.acquis, *siens)))
        if tenus != dossier.acquis:
            dossier = evolve(dossier, acquis=tenus)
        dossier = avec_competences(dossier, edition, decides)
        blocs = {de.bloc: Verdict(dit.value) for de, dit in decides.items() if isinstance(de, SurBloc)}
        issue = Issue(decides[ENSEMBLE].value) if ENSEMBLE in decides else None
        return self._prete(dossier)[0].proposer(dossier, blocs, issue)

    def versions(self, dossier: Dossier) -> dict[str, str]:
        """Return by what a proposition is computed: core, plugin, édition, and the digest of the rules."""
        return self._prete(dossier)[1]

    def entree(self, lu: DossierInscrit, acquis: Sequence[Acquis], avis: Avis = SANS_AVIS) -> str:
        """Return the digest of all that a proposition is computed from.

        :param avis: what the jury that proposes decided, where this séance follows another.
        """
        seance = self.fiche.seance
        contexte = [lu.empreinte, seance.date.isoformat(), seance.instance, ecrire_acquis(acquis)]
        return empreindre([*contexte, ecrire_avis(avis)] if avis else contexte, lu.personne.sel)

    def perimee(self, lu: DossierInscrit, gardee: Row[Any], acquis: Sequence[Acquis], avis: Avis) -> bool:
        """Tell whether a kept proposition is of what a dossier was before it changed."""
        return bool(gardee.acte < lu.retouche or gardee.entree != self.entree(lu, acquis, avis))

    def _prete(self, dossier: Dossier) -> tuple[Deliberation, dict[str, str]]:
        cle = (dossier.edition, dossier.voie)
        if cle not in self._pretes:
            self._pretes[cle] = self._preparer(*cle)
        return self._pretes[cle]

    def _preparer(self, cle: str, voie: str) -> tuple[Deliberation, dict[str, str]]:
        seance = self.fiche.seance
        edition = seance.editions[cle]
        deliberation = Deliberation.preparer(edition, voie, self.branches, seance.date, seance.instance)
        regles = empreindre_regles(edition, deliberation.politique, deliberation.modeles)
        origine = self.branches.origines().get(edition.certification, "")
        valeurs = (_coeur(), origine, edition.cle, regles)
        return deliberation, dict(zip(VERSIONS, valeurs, strict=True))


@frozen
class BilanDeDeliberation:
    """What deliberating a séance did: of how many dossiers, how many propositions are new, and the issues."""

    dossiers: int
    nouvelles: int
    issues: Mapping[str, int]


@frozen
class Difference:
    """Where a proposition computed again is not the one that was kept."""

    dossier: str
    chemin: str
    avant: str
    apres: str


@frozen
class Rejeu:
    """What computing again gave; ``versions`` are those that changed, whether or not anything else did.

    The ``anonymises`` cannot be computed again.
    """

    dossiers: int
    differences: tuple[Difference, ...]
    versions: tuple[Difference, ...]
    anonymises: int = 0


def deliberer(registre: Registre, numero: int) -> BilanDeDeliberation:
    """Compute and keep the proposition of each dossier; one that would say the same is not kept twice."""
    with Tampon() as tampon:
        calculer = partial(_calculer, registre=registre, numero=numero, tampon=tampon)
        return registre.preparer_puis_ecrire(calculer, partial(_garder, tampon=tampon))


@frozen
class _Deliberee:
    """What was computed of a séance; the propositions that are new wait in a `Tampon`."""

    fiche: SeanceInscrite
    bilan: BilanDeDeliberation

    def depend_de(self, acte: Acte) -> bool:
        """Tell whether an act changes what is proposed: what this jury decides does not."""
        decidee = acte.nature == "decision" and acte.contenu["seance"] == self.fiche.id
        return acte.touche(self.fiche.id, self.fiche.precedente) and not decidee


def _calculer(cx: Connection, *, registre: Registre, numero: int, tampon: Tampon) -> _Deliberee:
    """Compute every proposition of a séance; those that do not say the same as the one kept wait to be written."""
    fiche = charger(cx, numero, registre.catalogue).exiger_ouverte()
    calcul, dossiers = Calcul(fiche, registre.branches), 0
    issues: dict[str, int] = {}
    tampon.recommencer()
    for page in juges(cx, fiche):
        dossiers += len(page)
        for ligne, contenu in _proposer(cx, calcul, page, issues):
            tampon.mettre(ligne, contenu)
    return _Deliberee(fiche, BilanDeDeliberation(dossiers, tampon.nombre, issues))


def _garder(ecriture: Ecriture, deliberee: _Deliberee, *, tampon: Tampon) -> BilanDeDeliberation:
    """Write the propositions that are new, and their act."""
    somme = sha256()
    for lot in lots(tampon):
        lignes = []
        for ligne, texte in lot:
            somme.update(f"{ligne['dossier']}:{ligne['entree']}:{ligne['resultat']}\n".encode())
            liens = {"id": ecriture.suivant(PROPOSITIONS), "acte": ecriture.prochain}
            lignes.append({**ligne, **liens, "contenu": texte})
        ecriture.ajouter(PROPOSITIONS, lignes)
    if tampon.nombre:
        contenu = {"propositions": tampon.nombre, "empreinte": somme.hexdigest()}
        ecriture.inscrire("deliberation", {"seance": deliberee.fiche.id, **contenu})
    return deliberee.bilan


def rejouer(registre: Registre, numero: int) -> Rejeu:
    """Compute every proposition again from what is stored, and compare."""
    differences: list[Difference] = []
    versions: dict[Difference, None] = {}
    combien = sans = 0
    with registre.lire() as cx:
        calcul = Calcul(charger(cx, numero, registre.catalogue), registre.branches)
        for page in juges(cx, calcul.fiche):
            gardees, vides = derniere_proposition(cx, ids := [lu.id for lu in page]), anonymises(cx, ids)
            sans += len(vides)
            for lu, ligne in ((lu, gardees[lu.id]) for lu in page if lu.id in gardees.keys() - vides):
                combien += 1
                differences += _comparer_proposition(calcul, lu, ligne)
                versions |= dict.fromkeys(_comparer_versions(calcul.versions(lu.dossier), ligne))
    if not (combien or sans):
        raise ActeRefuse([RIEN_DE_DELIBERE(seance=numero)])
    return Rejeu(combien, tuple(differences), tuple(versions), sans)


def acquis_du_registre(cx: Connection, fiche: SeanceInscrite, personnes: Sequence[int]) -> dict[int, list[Acquis]]:
    """Return the blocs and the compétences that each person acquired before other juries, as of its day.

    A decision on appeal, an erratum and a revocation count from their own day.
    """
    reponses = lire_reponses(cx)
    le, autre, jour = func.coalesce(DECISIONS.c.le, SEANCES.c.date), DECISIONS.alias(), fiche.seance.date
    remplacee = (
        exists()
        .where(autre.c.dossier == DECISIONS.c.dossier, autre.c.remplace == DECISIONS.c.id)
        .where(or_(autre.c.le.is_(None), autre.c.le <= jour))
    )
    revoquee = (
        exists()
        .where(TITRES.c.dossier == DECISIONS.c.dossier, TITRES.c.bloc_cle == DECISIONS.c.bloc_cle)
        .where(TITRES.c.acte > DECISIONS.c.acte, CORRECTIONS.c.le <= jour)
        .where(CORRECTIONS.c.titre == TITRES.c.id, CORRECTIONS.c.nature == "revocation")
    )
    voulus = (
        select(DOSSIERS.c.personne, DECISIONS.c.bloc_cle, le)
        .join_from(DECISIONS, DOSSIERS, DECISIONS.c.dossier == DOSSIERS.c.id)
        .join(SEANCES, SEANCES.c.id == DECISIONS.c.seance)
        .where(DOSSIERS.c.personne.in_(reponses.ensemble(personnes)), DECISIONS.c.bloc_cle != "")
        .where(and_(DECISIONS.c.verdict == Verdict.ACQUIS.value, ~remplacee, ~revoquee))
        .where(SEANCES.c.etat == Etat.PROCLAMEE.value, le <= jour)
        .where(SEANCES.c.id != fiche.id, DOSSIERS.c.retrait == "")
        .order_by(le, DECISIONS.c.bloc_cle)
    )
    tenus: dict[int, list[Acquis]] = {}
    for de, bloc, depuis in cx.execute(voulus):
        for personne in reponses.parmi(de, personnes):
            tenus.setdefault(personne, []).append(Acquis(bloc, depuis))
    return tenus


def ecrire_acquis(acquis: Sequence[Acquis]) -> list[list[str]]:
    """Return blocs and dates."""
    return [[tenu.bloc, tenu.le.isoformat()] for tenu in acquis]


def lire_acquis(brut: str) -> list[Acquis]:
    """Return what a stored proposition was computed with."""
    return [Acquis(bloc, date.fromisoformat(le)) for bloc, le in json.loads(brut)]


@cache
def _coeur() -> str:
    return version("parchemin")


def _proposer(
    cx: Connection, calcul: Calcul, page: list[DossierInscrit], issues: dict[str, int]
) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the row of each proposition that is new, and what it says."""
    gardees, ecrivain = derniere_proposition(cx, [lu.id for lu in page]), calcul.ecrivain
    tenus = acquis_du_registre(cx, calcul.fiche, [lu.personne.id for lu in page])
    avant = avis_precedents(cx, calcul.fiche, [lu.dossier.code for lu in page])
    for lu in page:
        acquis, avis = tenus.get(lu.personne.id, []), avant.get(lu.dossier.code, SANS_AVIS)
        proposition = calcul.conclure(lu.dossier, acquis, avis)
        issues[proposition.issue.value] = issues.get(proposition.issue.value, 0) + 1
        contenu = ecrivain.ecrire(PropositionInscrite.de(proposition, avis))
        ligne = {"entree": calcul.entree(lu, acquis, avis), "resultat": sceller(contenu, lu.personne.sel)}
        ligne |= calcul.versions(lu.dossier)
        gardee = gardees.get(lu.id)
        if gardee is None or not _dit_de_meme(gardee, ligne, lu):
            yield {**ligne, "acquis": canonique(ecrire_acquis(acquis)), "dossier": lu.id}, contenu


def _dit_de_meme(gardee: Row[Any], ligne: Mapping[str, Any], lu: DossierInscrit) -> bool:
    """Tell whether a kept proposition is what is computed now, and later than any change of its dossier."""
    meme = all(gardee._mapping[nom] == valeur for nom, valeur in ligne.items())
    return meme and bool(gardee.acte > lu.retouche)


def _comparer_proposition(calcul: Calcul, lu: DossierInscrit, ligne: Row[Any]) -> Iterator[Difference]:
    gardee, acquis, code = lire(ligne.contenu), lire_acquis(ligne.acquis), lu.dossier.code
    avis = gardee.avis_precedents if gardee else SANS_AVIS
    if calcul.entree(lu, acquis, avis) != ligne.entree:
        yield Difference(code, "entrees", "celles de la délibération", "autres")
    if sceller(ligne.contenu, lu.personne.sel) != ligne.resultat:
        yield Difference(code, "proposition", "celle de la délibération", "modifiée dans la base")
    refaite = PropositionInscrite.de(calcul.conclure(lu.dossier, acquis, avis), avis)
    for chemin, ancien, nouveau in ecarts(ligne.contenu, refaite):
        yield Difference(code, chemin, ancien, nouveau)


def _comparer_versions(actuelles: Mapping[str, str], ligne: Row[Any]) -> Iterator[Difference]:
    for nom in VERSIONS:
        if ligne._mapping[nom] != actuelles[nom]:
            yield Difference("", nom, ligne._mapping[nom], actuelles[nom])
