"""The procès-verbal of a séance, and its attendance sheet: what the jury was, did and decided, in words."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from parchemin.deliberation.pieces import Actes, Cadre, Piece, Retire
from parchemin.documents.contenus import dossiers
from parchemin.documents.contenus.motifs import alertes, competences, conditions, manques, sources
from parchemin.documents.mots import RETRAITS
from parchemin.dossier.model import Dossier, Membre
from parchemin.jury import Constat, Gravite
from parchemin.jury.model import personnes
from parchemin.referentiel.francais import apostropher, enumerer, jour, jour_en_lettres, soigner
from parchemin.referentiel.model import Edition


def donnees(actes: Actes) -> dict[str, Any]:
    """Return what ``pv.typ`` prints; a séance that is not proclaimed is marked as a draft."""
    projet, communes = actes.sceau is None, _communes(actes.pieces)
    jury, detail = _jury(actes), [_dossier(rang, piece, communes) for rang, piece in enumerate(actes.par_nom, 1)]
    nom = f"{'Projet de procès' if projet else 'Procès'}-verbal de délibération"
    return {
        "nom": nom,
        "mention": "Projet, sans valeur" if projet else None,
        **entete(actes),
        "titre": f"{nom}, {actes.cadre.instance}, {actes.seance.date.isoformat()}",
        "pied": soigner(" — ".join((nom, actes.cadre.instance, jour(actes.seance.date)))),
        "seance": f"N° {actes.numero} du registre" if actes.numero else "hors registre",
        "editions": enumerer([edition.edition for edition in actes.seance.editions.values()]),
        **jury,
        "communes": communes,
        "issue": "Décision" if not projet else "Proposé ou décidé",
        "bilan": dossiers.resumer(actes.pieces),
        "dossiers": detail,
        "retires": [_retire(retire) for retire in actes.retires],
        "deports": [soigner(f"{code} : {enumerer(list(noms))}") for code, noms in actes.seance.deports.items()],
        "documents": _cites(actes),
        "cloture": _cloture(actes),
        "signataires": [] if projet else list(actes.cadre.signent),
        "sceau": _sceau(actes),
    }


def emargement(actes: Actes) -> dict[str, Any]:
    """Return what ``emargement.typ`` prints."""
    intitule = f"Feuille d’émargement, {actes.cadre.instance}, {actes.seance.date.isoformat()}"
    return {
        **entete(actes),
        "titre": intitule,
        "pied": soigner(f"Feuille d’émargement — {actes.cadre.instance} — {jour(actes.seance.date)}"),
        "membres": [_membre(actes.cadre, membre) for membre in actes.seance.membres],
        "candidats": [_candidat(rang, piece.dossier) for rang, piece in enumerate(actes.par_nom, 1)],
        "signataires": [actes.cadre.instance],
    }


def entete(actes: Actes) -> dict[str, str]:
    """Return what stands at the head of every document of a séance."""
    return {
        "autorite": soigner(actes.cadre.autorite),
        "certification": soigner(_nommer(actes.seance.editions.values())),
        "instance": soigner(actes.cadre.instance),
        "date": f"le {jour_en_lettres(actes.seance.date)}",
        "lieu": actes.seance.lieu,
    }


def _nommer(editions: Collection[Edition]) -> str:
    """Name what a séance is of: the word for it once, where it is one."""
    mots = {edition.delivre for edition in editions}
    if len(mots) > 1:
        return enumerer(list(dict.fromkeys(edition.nom for edition in editions)))
    return " ".join([*mots, enumerer(list(dict.fromkeys(edition.intitule for edition in editions)))]).strip()


def _jury(actes: Actes) -> dict[str, Any]:
    constats = actes.examen.constats if actes.examen else ()
    irregularites = [constat for constat in constats if constat.gravite is Gravite.IRREGULARITE]
    alertes = [constat for constat in constats if constat.gravite is Gravite.ALERTE]
    return {
        "membres": [_membre(actes.cadre, membre) for membre in actes.seance.membres],
        "quorum": _quorum(actes),
        "regularite": "Le jury est régulier." if not irregularites else "Le jury est irrégulier.",
        "irregularites": _constats(actes.cadre, irregularites),
        "alertes": _constats(actes.cadre, alertes),
    }


def _constats(cadre: Cadre, constats: Iterable[Constat]) -> list[dict[str, str]]:
    mots = cadre.lexique(imprime=True)
    return [{"dit": soigner(constat.dire(mots)), "source": str(constat.source)} for constat in constats]


def _cites(actes: Actes) -> list[str]:
    """Return the documents that the sources of a procès-verbal cite, each with what its code stands for."""
    du_jury = (constat.source for constat in (actes.examen.constats if actes.examen else ()))
    cites = {document for source in chain(du_jury, *map(sources, actes.pieces)) for document in source.documents}
    return [soigner(f"{code} : {intitule}") for code, intitule in actes.cadre.documents if code in cites]


def _membre(cadre: Cadre, membre: Membre) -> dict[str, str]:
    return {
        "siege": soigner(cadre.siege(membre.role)),
        "nom": apostropher(membre.nom),
        "organisme": apostropher(membre.organisme),
        "voix": _voix(cadre, membre),
    }


def _voix(cadre: Cadre, membre: Membre) -> str:
    if not membre.present:
        return "absent"
    return "non" if membre.role in cadre.sans_voix else "oui"


def _quorum(actes: Actes) -> str:
    votants = tuple(membre for membre in actes.seance.presents if membre.role not in actes.cadre.sans_voix)
    presents = len(personnes(votants))
    accord = "s" if presents > 1 else ""
    dit = f"{presents} personne{accord} avec voix, présente{accord}"
    if actes.cadre.quorum is None:
        return soigner(f"{dit} ; aucun quorum n'est fixé.")
    atteint = "atteint" if presents >= actes.cadre.quorum else "non atteint"
    return soigner(f"{dit} ; quorum de {actes.cadre.quorum} : {atteint}.")


def _dossier(rang: int, piece: Piece, deja_dites: list[str]) -> dict[str, Any]:
    return {
        "rang": str(rang),
        "candidat": dossiers.nommer(piece.dossier),
        "resume": dossiers.resumer_voie(piece),
        "situation": dossiers.situation(piece),
        "cellules": dossiers.cellules(piece),
        "issue": dossiers.issue(piece),
        "tranches": dossiers.tranches(piece),
        "notes": dossiers.notes(piece),
        "ecarts": dossiers.ecarts(piece),
        "competences": competences(piece),
        "preconisations": dossiers.preconisations(piece),
        "manques": manques(piece),
        "conditions": conditions(piece),
        "alertes": [alerte for alerte in alertes(piece) if alerte not in deja_dites],
        "titres": dossiers.titres(piece),
        "suites": dossiers.suites(piece),
    }


def _retire(retire: Retire) -> str:
    return f"{dossiers.nommer(retire.dossier)} : {RETRAITS.get(retire.raison, retire.raison)}"


def _candidat(rang: int, dossier: Dossier) -> dict[str, str]:
    return {"rang": str(rang), "nom": dossiers.nommer(dossier), "organisme": apostropher(dossier.organisme)}


def _communes(pieces: Sequence[Piece]) -> list[str]:
    """Return the alerts of every dossier: they are said once."""
    toutes = [alertes(piece) for piece in pieces]
    return [alerte for alerte in toutes[0] if all(alerte in autres for autres in toutes)] if toutes else []


def _cloture(actes: Actes) -> str:
    if actes.sceau is None:
        return "Ce projet n’engage pas le jury ; il ne se signe pas."
    return f"Lu et approuvé, à l’issue de la délibération du {jour(actes.seance.date)}."


def _sceau(actes: Actes) -> dict[str, str] | None:
    if actes.sceau is None:
        return None
    le = jour(date.fromisoformat(actes.sceau.le[:10]))
    dit = f"Cette séance est verrouillée par l'acte n°\u00a0{actes.sceau.acte} du journal, le {le}"
    return {"dit": soigner(f"{dit} ; empreinte SHA-256 de l'acte :"), "empreinte": actes.sceau.empreinte}
