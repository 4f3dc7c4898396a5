"""The JSON of the answers, to the letter of the contract."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import asdict

from parchemin.deliberation.decision import Decision
from parchemin.deliberation.inscrite import BlocInscrit, PropositionInscrite
from parchemin.deliberation.model import Proposition
from parchemin.dossier.model import Avis, Note, Seance
from parchemin.faits import CODES, Fait
from parchemin.jury import Constat, Examen
from parchemin.passerelle import Chemin
from parchemin.passerelle.chemin import citer
from parchemin.referentiel.model import Edition, Source
from parchemin.referentiel.nombres import decimal
from parchemin.regles.base import Motif
from parchemin.vae.recevabilite import BlocDemande, Recevabilite

if TYPE_CHECKING:
    from parchemin.registre.apres.rectification import Consequences
    from parchemin.registre.seance.decisions import DossierMontre


def deliberation(
    seance: Seance, propositions: Sequence[Proposition], examen: Examen | None = None
) -> dict[str, Any]:
    """Return the whole document: the séance, then each dossier in its order.

    ``jury_regulier`` is ``None`` where the jury was not examined. What was found of the jury stands among the
    alerts of each dossier that it concerns.
    """
    constats = examen.constats if examen else ()
    return {
        "seance": {
            "certification": seance.certification,
            "date": seance.date.isoformat(),
            "instance": seance.instance,
            "jury_regulier": examen.regulier if examen else None,
        },
        "dossiers": [proposition(PropositionInscrite.de(dite), constats) for dite in propositions],
    }


def jury(examen: Examen) -> dict[str, Any]:
    """Return the document of ``jury --json``."""
    return {
        "regulier": examen.regulier,
        "constats": [
            {
                "gravite": constat.gravite.value,
                "code": constat.code,
                "message": constat.dire(CODES),
                "source": str(constat.source),
            }
            for constat in examen.constats
        ],
    }


def recevabilite(etudiee: Recevabilite) -> dict[str, Any]:
    """Return the document of ``recevabilite --json``."""
    return {
        "recevable": etudiee.recevable,
        "decide_par": etudiee.regle.decide_par,
        "jours_etp": decimal(etudiee.jours),
        "requis": decimal(etudiee.regle.requis),
        "oral": etudiee.oral.value,
        "motifs": [
            {
                "regle": motif.regle,
                "constat": motif.constat.dire(CODES),
                "exige": motif.exige.dire(CODES),
                "source": str(motif.source),
            }
            for motif in etudiee.motifs
        ],
        "alertes": phrases(etudiee.alertes),
        **({"blocs": [_bloc_demande(bloc) for bloc in etudiee.blocs]} if etudiee.blocs else {}),
    }


def _bloc_demande(bloc: BlocDemande) -> dict[str, Any]:
    return {"bloc": bloc.bloc, "recevable": bloc.recevable, "jours_etp": decimal(bloc.jours)}


def passerelle(de: str, chemin: Chemin) -> dict[str, Any]:
    """Return the document of ``passerelle --json``."""
    return {
        "de": de,
        "vers": chemin.vers.cle,
        "blocs": [
            {
                "bloc": vise.bloc.code,
                "statut": vise.statut.value,
                "via": " → ".join(vise.chaine),
                "source": citer(vise.sources),
            }
            for vise in chemin.blocs
        ],
        "epreuves": [epreuve.code for epreuve in chemin.epreuves],
        "minutes": chemin.minutes,
        "alertes": phrases(chemin.alertes),
    }


def phrases(faits: Iterable[Fait]) -> list[str]:
    """Return what facts say, by codes."""
    return [fait.dire(CODES) for fait in faits]


def proposition(dite: PropositionInscrite, constats: Sequence[Constat] = ()) -> dict[str, Any]:
    """Return what is proposed of a dossier, with what was found of the jury that concerns it."""
    code = dite.dossier
    du_jury = [f"jury : {constat.dire(CODES)}" for constat in constats if code in (constat.dossiers or (code,))]
    return {
        "dossier": code,
        "edition": dite.edition,
        "voie": dite.voie,
        "issue": dite.issue.value,
        "blocs": [_bloc(bloc) for bloc in dite.blocs],
        **_notes(dite),
        "titres": [{"nature": titre.nature, "objet": titre.objet} for titre in dite.titres],
        "motifs": [motif(condition.motif) for condition in dite.conditions],
        "alertes": [*(alerte.dire(CODES) for alerte in dite.alertes), *du_jury],
    }


def _notes(dite: PropositionInscrite) -> dict[str, Any]:
    """Return the marks' sums, or each mark where nothing sums them.

    A proposition cut down for another reader than the jury shows the few marks that are open to it.
    """
    if dite.moyenne is None:
        return {"notes": {epreuve: _note(note) for epreuve, note in dite.notes}} if dite.notes else {}
    moyenne = dite.moyenne
    return {
        "notes": {
            "total": _decimal(moyenne.total),
            "sur": str(moyenne.sur),
            "moyenne": _decimal(moyenne.moyenne),
            "eliminatoires": list(moyenne.eliminatoires),
        }
    }


def _decimal(nombre: Fraction | None) -> str | None:
    return None if nombre is None else decimal(nombre)


def _note(note: Note | Avis | None) -> str | None:
    if isinstance(note, Note):
        return str(note).replace(",", ".")
    return note and note.value


def _bloc(bloc: BlocInscrit) -> dict[str, Any]:
    return {
        "bloc": bloc.bloc,
        "verdict": bloc.verdict,
        "avis": dict(bloc.avis),
        "motifs": [motif(dit, bloc.bloc) for dit in bloc.motifs],
    }


def motif(dit: Motif, bloc: str = "") -> dict[str, str]:
    """Return a motif: the node where it was found is said unless that is ``bloc``, which is spoken of."""
    return {
        "regle": dit.regle,
        "constat": dit.constater(CODES, bloc),
        "exige": dit.exige.dire(CODES),
        "source": str(dit.source),
    }


def referentiel(
    edition: Edition, regles: Mapping[str, tuple[str, ...]], jurys: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Return an édition whole, with its rules by voie and its juries in words; dates ISO, decimals as strings."""
    arbre = asdict(edition, value_serializer=_en_clair)
    return {"cle": edition.cle, **arbre, **_en_mots(regles=regles, jurys=jurys)}


def _en_mots(**enonces: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, list[str]]]:
    return {nom: {cle: list(phrases) for cle, phrases in dits.items()} for nom, dits in enonces.items()}


def _en_clair(_instance: object, _champ: object, valeur: Any) -> Any:
    if isinstance(valeur, Source):
        return {"document": valeur.document, "section": valeur.section, "lecture": valeur.lecture}
    if isinstance(valeur, Enum):
        return valeur.value
    return str(valeur) if isinstance(valeur, date | Decimal) else valeur


def _decision(dite: Decision) -> dict[str, Any]:
    """Return what was decided, with the number of its act."""
    return {
        "acte": dite.acte,
        "bloc": dite.objet.chemin,
        "verdict": dite.verdict.value,
        "propose": dite.propose.value,
        "votes": asdict(dite.votes),
        "motif": dite.motif or "",
        "le": dite.le.isoformat() if dite.le else None,
        "recours": dite.recours,
        "preconisations": list(dite.preconisations),
    }


def rendue(decision: Decision, dossier: str, *, deja: bool) -> dict[str, Any]:
    """Return a decision with the dossier that it is on; ``deja`` where an earlier command recorded it."""
    return {**_decision(decision), "dossier": dossier, "deja": deja}


def consequences(suivies: "Consequences") -> dict[str, Any]:
    """Return what followed from a decision taken after the proclamation."""
    return {
        "decisions": [rendue(decision, suivies.dossier, deja=False) for decision in suivies.decisions],
        "delivres": suivies.delivres,
        "revoques": suivies.revoques,
        "a_revoir": suivies.a_revoir,
        "deja": suivies.deja,
    }


def dossier(montre: "DossierMontre") -> dict[str, Any]:
    """Return all that a register knows of a dossier."""
    propose = montre.propose
    avis = propose.avis_precedents if propose else {}
    return {
        "dossier": montre.dossier,
        "candidat": str(montre.candidat),
        "anonymise": montre.anonymise,
        "proposition": proposition(propose) if propose else None,
        "avis_precedents": {de.chemin: verdict.value for de, verdict in avis.items()},
        "retrait": montre.retrait,
        "deports": list(montre.deports),
        "decisions": list(map(_decision, montre.decisions)),
    }
