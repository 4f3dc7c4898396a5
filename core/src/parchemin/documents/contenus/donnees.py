"""The JSON of the answers, to the letter of the contract."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from attrs import asdict

from parchemin.deliberation.decision import Decision
from parchemin.deliberation.model import BlocPropose, Proposition
from parchemin.dossier.model import Avis, Note, Seance, Valeur
from parchemin.faits import CODES, Fait
from parchemin.jury import Constat, Examen
from parchemin.passerelle import Chemin
from parchemin.passerelle.chemin import citer
from parchemin.referentiel.model import Edition, Source
from parchemin.referentiel.nombres import decimal
from parchemin.regles.base import Motif, Verdict
from parchemin.vae.recevabilite import Recevabilite


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
        "dossiers": [_dossier(proposition, constats) for proposition in propositions],
    }


def satisfaites(proposition: Proposition) -> tuple[str, ...]:
    """Return the codes of the rules of the certification that a dossier meets; the document does not tell."""
    return tuple(j.regle.code for j in proposition.certification if j.verdict is Verdict.ACQUIS)


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
        "requis": str(etudiee.regle.requis),
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
    }


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


def _dossier(proposition: Proposition, constats: Sequence[Constat]) -> dict[str, Any]:
    code = proposition.dossier.code
    du_jury = [f"jury : {constat.dire(CODES)}" for constat in constats if code in (constat.dossiers or (code,))]
    notes = {"notes": _notes(proposition)} if proposition.notes else {}
    return {
        "dossier": code,
        "edition": proposition.edition.cle,
        "voie": proposition.dossier.voie,
        "issue": proposition.issue.value,
        "blocs": [_bloc(bloc) for bloc in proposition.blocs],
        **notes,
        "titres": [{"nature": titre.nature, "objet": titre.objet} for titre in proposition.titres],
        "motifs": [motif(dit) for dit in proposition.motifs],
        "alertes": [*(alerte.dire(CODES) for alerte in proposition.alertes), *du_jury],
    }


def _notes(proposition: Proposition) -> dict[str, Any]:
    """Return the marks' sums; without every mark there is neither total nor mean.

    A proposition cut down for another reader than the jury shows the few marks that are open to it instead.
    """
    releve = proposition.releve
    if releve is None:
        return {epreuve.code: _note(valeur) for epreuve, valeur in proposition.notes}
    complet = releve.complet
    return {
        "total": decimal(releve.total) if complet else None,
        "sur": str(releve.sur),
        "moyenne": decimal(releve.moyenne) if complet else None,
        "eliminatoires": list(proposition.eliminatoires),
    }


def _note(valeur: Valeur | None) -> str | None:
    if isinstance(valeur, Note):
        return str(valeur).replace(",", ".")
    return valeur.value if isinstance(valeur, Avis) else None


def _bloc(bloc: BlocPropose) -> dict[str, Any]:
    return {
        "bloc": bloc.bloc.code,
        "verdict": bloc.verdict,
        "avis": dict(bloc.avis),
        "motifs": [motif(dit, bloc.bloc.code) for dit in bloc.motifs],
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


def decision(dite: Decision) -> dict[str, Any]:
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
    }
