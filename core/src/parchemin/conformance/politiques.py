"""The policies, on dossiers made up from the édition: what holds of every proposition, whatever the rules."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from parchemin.conformance.engendrer import ameliorer, engendrer, melanger
from parchemin.conformance.model import Ecart, Sujet
from parchemin.deliberation.model import Issue, Proposition
from parchemin.deliberation.proposer import Deliberation
from parchemin.documents.contenus import donnees
from parchemin.dossier.model import Dossier, Seance
from parchemin.faits import CODES, Fait, Tournure, ecrire, lire
from parchemin.plugin.host import Hote
from parchemin.referentiel.fermeture import fermer
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Motif, Verdict

TIRAGES = 60
"""How many dossiers the command makes up for each voie of each édition."""

REGLE_ECHOUE = Tournure("regle_echoue", "la règle échoue ({type} : {texte}) sur {dossier}")
MOTIF_INCOMPLET = Tournure("motif_incomplet", "motif « {regle} » sans {manque} sur {dossier}")
FAIT_PERDU = Tournure(
    "fait_perdu", "motif « {regle} » : le fait « {perdu} » ne revient pas de JSON tel quel sur {dossier}"
)
JSON_INFIDELE = Tournure("json_infidele", "la proposition ne revient pas de JSON telle quelle sur {dossier}")
ORDRE_COMPTE = Tournure("ordre_compte", "l'ordre des observations change la proposition sur {dossier}")
MIEUX_EMPIRE = Tournure("mieux_empire", "{mieux} meilleur fait passer {objet} de {avant} à {apres} sur {dossier}")

_VERDICTS = {Verdict.NON_ACQUIS: 0, Verdict.NON_EVALUE: 1, Verdict.EN_DEBAT: 1, Verdict.ACQUIS: 2}
_ISSUES = {Issue.NON_CERTIFIE: 0, Issue.PARTIEL: 1, Issue.INCOMPLET: 1, Issue.EN_DEBAT: 1, Issue.CERTIFIE: 2}


def politiques(sujet: Sujet) -> Iterator[Ecart]:
    """Try each voie of each édition on dossiers drawn from a fixed seed; the first fault of each is told."""
    for edition, voie in sujet.regimes():
        banc = preparer(sujet.hote, edition, voie)
        fautes = (ecart for graine in range(TIRAGES) for ecart in eprouver(banc, voie, Random(graine)))  # noqa: S311
        if premiere := next(fautes, None):
            yield premiere


def regles(sujet: Sujet) -> Iterator[Ecart]:
    """Try each policy as the host does before it is used; here, all that is wrong is told."""
    for politique in sujet.apport.politiques:
        for faute in sujet.hote.fautes(politique.edition, politique, politique.voies):
            yield Ecart(sujet.slug, faute)


def preparer(hote: Hote, edition: Edition, voie: str) -> Deliberation:
    """Return what deliberates the made-up dossiers of a voie, on the last day that somebody has re-read."""
    return Deliberation.preparer(fermer(edition), voie, hote, edition.relu_jusqu_au)


def eprouver(banc: Deliberation, voie: str, hasard: Random) -> Iterator[Ecart]:
    """Make up one dossier, and yield each law that its proposition breaks."""
    dossier = engendrer(banc.edition, voie, hasard)
    objet = f"{banc.edition.cle}, voie « {voie} »"
    try:
        yield from (Ecart(objet, faute) for faute in _fautes(banc, dossier, hasard))
    except Exception as erreur:  # noqa: BLE001 - the rules are the branch's own code
        yield Ecart(objet, REGLE_ECHOUE(type=type(erreur).__name__, texte=str(erreur), dossier=decrire(dossier)))


def _fautes(banc: Deliberation, dossier: Dossier, hasard: Random) -> Iterator[Fait]:
    proposition = banc.proposer(dossier)
    for motif in (*proposition.motifs, *(motif for bloc in proposition.blocs for motif in bloc.motifs)):
        if manque := _incomplet(motif):
            yield MOTIF_INCOMPLET(regle=motif.regle, manque=manque, dossier=decrire(dossier))
        if perdu := next((fait for fait in (motif.constat, motif.exige) if not _se_relit(fait)), None):
            yield FAIT_PERDU(regle=motif.regle, perdu=perdu.code, dossier=decrire(dossier))
    document = _en_json(proposition)
    if json.loads(json.dumps(document)) != document:
        yield JSON_INFIDELE(dossier=decrire(dossier))
    if _en_json(banc.proposer(melanger(dossier, hasard))) != document:
        yield ORDRE_COMPTE(dossier=decrire(dossier))
    if meilleur := ameliorer(dossier, banc.edition, hasard):
        yield from _pires(proposition, banc.proposer(meilleur[0]), meilleur[1])


def _incomplet(motif: Motif) -> str:
    """Return which field of a motif is empty, or holds what Python writes of an object."""
    constat, exige = (fait.dire(CODES) for fait in (motif.constat, motif.exige))
    champs = {"règle": motif.regle, "constat": constat, "exigence": exige, "source": str(motif.source)}
    return next((nom for nom, texte in champs.items() if not texte.strip() or " object at 0x" in texte), "")


def _se_relit(fait: Fait) -> bool:
    """Tell whether a fact that is kept as JSON is the same once it is read."""
    return lire(json.loads(json.dumps(ecrire(fait)))) == fait


def _pires(avant: Proposition, apres: Proposition, mieux: str) -> Iterator[Fait]:
    """Yield what got worse when one thing was better observed."""
    sur = {"mieux": mieux, "dossier": decrire(avant.dossier)}
    for bloc, ensuite in zip(avant.blocs, apres.blocs, strict=True):
        if _VERDICTS[ensuite.verdict] < _VERDICTS[bloc.verdict]:
            yield MIEUX_EMPIRE(objet=bloc.bloc.code, avant=bloc.verdict, apres=ensuite.verdict, **sur)
    if _ISSUES[apres.issue] < _ISSUES[avant.issue]:
        yield MIEUX_EMPIRE(objet="l'issue", avant=avant.issue, apres=apres.issue, **sur)


def _en_json(proposition: Proposition) -> dict[str, Any]:
    """Return the document of one proposition; its alerts follow the order of the dossier, and are sorted here."""
    edition = proposition.edition
    seance = Seance(edition.certification, edition.relu_jusqu_au, "", editions={edition.cle: edition})
    document = donnees.deliberation(seance, (proposition,))
    for dossier in document["dossiers"]:
        dossier["alertes"].sort()
    return document


def decrire(dossier: Dossier) -> str:
    """Say what was observed in a made-up dossier, so that its author can write it down as a test."""
    dites = ", ".join(f"{o.evaluateur}:{o.cible}={_valeur(o.valeur)}" for o in dossier.observations)
    choix = f"blocs {';'.join(dossier.blocs)} ; " if dossier.blocs else ""
    acquis = f"acquis {';'.join(a.bloc for a in dossier.acquis)} ; " if dossier.acquis else ""
    return f"[{choix}{acquis}{dites}]"


def _valeur(valeur: object) -> str:
    return str(getattr(valeur, "value", getattr(valeur, "motif", valeur)))
