"""The JSON of the answers, to the letter of the contract."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from attrs import asdict

from parchemin.deliberation.model import BlocPropose, Proposition
from parchemin.dossier.model import Avis, Note, Seance, Valeur
from parchemin.referentiel.model import Edition, Source
from parchemin.regles.base import Motif
from parchemin.regles.notes import decimal


def deliberation(seance: Seance, propositions: Sequence[Proposition]) -> dict[str, Any]:
    """Return the whole document: the séance, then each dossier in its order.

    ``jury_regulier`` is ``None`` as long as nothing has checked the composition of the jury.
    """
    return {
        "seance": {
            "certification": seance.certification,
            "date": seance.date.isoformat(),
            "instance": seance.instance,
            "jury_regulier": None,
        },
        "dossiers": [_dossier(proposition) for proposition in propositions],
    }


def _dossier(proposition: Proposition) -> dict[str, Any]:
    notes = {"notes": _notes(proposition)} if proposition.notes else {}
    return {
        "dossier": proposition.dossier.code,
        "edition": proposition.edition.cle,
        "voie": proposition.dossier.voie,
        "issue": proposition.issue.value,
        "blocs": [_bloc(bloc) for bloc in proposition.blocs],
        **notes,
        "titres": [{"nature": titre.nature, "objet": titre.objet} for titre in proposition.titres],
        "motifs": [_motif(motif) for motif in proposition.motifs],
        "alertes": [alerte.message for alerte in proposition.alertes],
    }


def _notes(proposition: Proposition) -> dict[str, Any]:
    """Return the marks' sums; without every mark there is neither total nor mean.

    A proposition cut down for another reader than the jury shows the few marks that are open to it instead.
    """
    releve = proposition.releve
    if releve is None:
        return {epreuve.code: _note(valeur) for epreuve, valeur in proposition.notes}
    complet = not releve.manquantes
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
        "verdict": bloc.verdict.value,
        "avis": {role: verdict.value for role, verdict in bloc.avis.items()},
        "motifs": [_motif(motif, bloc.bloc.code) for motif in bloc.motifs],
    }


def _motif(motif: Motif, bloc: str = "") -> dict[str, str]:
    return {
        "regle": motif.regle,
        "constat": motif.constat if motif.cible == bloc else constat(motif),
        "exige": motif.exige,
        "source": str(motif.source),
    }


def constat(motif: Motif) -> str:
    """Say what was found, with the node where it was found."""
    return f"{motif.cible} : {motif.constat}" if motif.cible else motif.constat


def referentiel(edition: Edition, regles: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return an édition whole, with its rules in words by voie; dates ISO, decimals as strings."""
    arbre = asdict(edition, value_serializer=_en_clair)
    return {"cle": edition.cle, **arbre, "regles": {voie: list(phrases) for voie, phrases in regles.items()}}


def _en_clair(_instance: object, _champ: object, valeur: Any) -> Any:
    if isinstance(valeur, Source):
        return {"document": valeur.document, "section": valeur.section, "lecture": valeur.lecture}
    if isinstance(valeur, Enum):
        return valeur.value
    return str(valeur) if isinstance(valeur, date | Decimal) else valeur
