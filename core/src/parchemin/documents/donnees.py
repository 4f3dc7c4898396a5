"""The JSON of the answers, to the letter of the contract."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from attrs import asdict

from parchemin.deliberation.model import BlocPropose, Proposition
from parchemin.dossier.model import Seance
from parchemin.referentiel.model import Edition, Source
from parchemin.regles.base import Motif


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
    return {
        "dossier": proposition.dossier.code,
        "edition": proposition.edition.cle,
        "voie": proposition.dossier.voie,
        "issue": proposition.issue.value,
        "blocs": [_bloc(bloc) for bloc in proposition.blocs],
        "titres": [{"nature": titre.nature, "objet": titre.objet} for titre in proposition.titres],
        "motifs": [_motif(motif) for motif in proposition.motifs],
        "alertes": [alerte.message for alerte in proposition.alertes],
    }


def _bloc(bloc: BlocPropose) -> dict[str, Any]:
    return {
        "bloc": bloc.bloc.code,
        "verdict": bloc.verdict.value,
        "avis": {role: verdict.value for role, verdict in bloc.avis.items()},
        "motifs": [_motif(motif) for motif in bloc.motifs],
    }


def _motif(motif: Motif) -> dict[str, str]:
    return {
        "regle": motif.regle,
        "constat": constat(motif),
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
