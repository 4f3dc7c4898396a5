"""The canonical form of what is proposed: facts alone, so that a better sentence changes nothing.

It says its ``forme``. The first, that of 0.1.0, said none: it kept the answer of the command line, sentences and
all, which are read as they stand. What a display says is compared nowhere.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from json.encoder import encode_basestring as _texte
from typing import Any

from attrs import field, frozen

from parchemin.deliberation import Issue, TitrePropose
from parchemin.deliberation.inscrite import BlocInscrit, ConditionInscrite, MoyenneInscrite, PropositionInscrite
from parchemin.deliberation.model import CompetenceProposee
from parchemin.dossier.model import Avis, Note
from parchemin.faits import TEXTE, de_json, en_json
from parchemin.referentiel.model import Source
from parchemin.registre.seance.deux_jurys import ecrire_avis, lire_avis
from parchemin.registre.socle.canonique import canonique
from parchemin.regles.base import GARDES, Motif, Verdict
from parchemin.regles.controles import Alerte

FORME = 2
"""The form in which propositions are kept now."""

_MONTRES = frozenset({"source", "intitule", "quoi", "unite", "enonce"})
"""What of a fact is a name, a wording or a reference: it is shown, and decides nothing."""

_PHRASES = frozenset({"forme", "cible", "constat", "exige", "code", "fait", "competences"})
"""What the first form knew as sentences alone, or not at all."""


@frozen(eq=False)
class Ecrivain:
    """Writes propositions; a motif that many dossiers share is written once."""

    _ecrits: dict[int, tuple[Motif, str]] = field(factory=dict)

    def ecrire(self, proposition: PropositionInscrite) -> str:
        """Return the only text of a proposition: `canonique` of its fields."""
        parties = {
            "alertes": canonique(en_json(proposition.alertes)) if proposition.alertes else "[]",
            "avis": canonique(ecrire_avis(proposition.avis_precedents)) if proposition.avis_precedents else "{}",
            "blocs": _liste(map(self._bloc, proposition.blocs)),
            "competences": canonique([_ecrire_competence(dite) for dite in proposition.competences]),
            "conditions": _liste(map(self._condition, proposition.conditions)),
            "dossier": _texte(proposition.dossier),
            "edition": _texte(proposition.edition),
            "forme": str(FORME),
            "issue": _texte(proposition.issue.value),
            "moyenne": canonique(en_json(proposition.moyenne)),
            "notes": canonique([[epreuve, _ecrire_note(note)] for epreuve, note in proposition.notes]),
            "titres": _liste(f"[{_texte(titre.nature)},{_texte(titre.objet)}]" for titre in proposition.titres),
            "voie": _texte(proposition.voie),
        }
        return _objet(parties)

    def _bloc(self, bloc: BlocInscrit) -> str:
        return _objet(
            {
                "avis": canonique(dict(bloc.avis)),
                "bloc": _texte(bloc.bloc),
                "cle": _texte(bloc.cle),
                "motifs": _liste(map(self._motif, bloc.motifs)),
                "verdict": _texte(bloc.verdict),
            }
        )

    def _condition(self, condition: ConditionInscrite) -> str:
        return _objet(
            {"motif": self._motif(condition.motif), "satisfaite": "true" if condition.satisfaite else "false"}
        )

    def _motif(self, motif: Motif) -> str:
        """Write a motif, known by its ``id`` where it was met; it is kept, so that no other takes that id."""
        connu = self._ecrits.get(id(motif))
        if connu is None:
            if len(self._ecrits) >= GARDES:
                self._ecrits.clear()
            connu = self._ecrits[id(motif)] = motif, canonique(en_json(motif))
        return connu[1]


def lire(texte: str) -> PropositionInscrite | None:
    """Return what was kept, of any form; nothing is left of an anonymised dossier."""
    contenu = json.loads(texte)
    if "forme" in contenu:
        return _lire(contenu)
    return _lire_la_premiere(contenu) if contenu["document"] else None


def ecarts(avant: str, apres: PropositionInscrite) -> Iterator[tuple[str, str, str]]:
    """Yield where another proposition says otherwise than the one that was kept: the place, before, after."""
    garde, tus = json.loads(avant), _MONTRES
    if "forme" not in garde:
        lue = _lire_la_premiere(garde)
        garde, tus = json.loads(Ecrivain().ecrire(lue)), _MONTRES | _PHRASES
    yield from _ecarts(garde, json.loads(Ecrivain().ecrire(apres)), tus)


def _ecarts(avant: Any, apres: Any, tus: frozenset[str], chemin: str = "$") -> Iterator[tuple[str, str, str]]:
    """Yield each place where two JSON documents differ, but under some names."""
    if avant == apres:
        return
    if isinstance(avant, dict) and isinstance(apres, dict):
        for nom in sorted({*avant, *apres} - tus):
            yield from _ecarts(avant.get(nom), apres.get(nom), tus, f"{chemin}.{nom}")
    elif isinstance(avant, list) and isinstance(apres, list) and len(avant) == len(apres):
        for rang, (ancien, nouveau) in enumerate(zip(avant, apres, strict=True)):
            yield from _ecarts(ancien, nouveau, tus, f"{chemin}[{rang}]")
    else:
        yield chemin, canonique(avant), canonique(apres)


def _objet(parties: Mapping[str, str]) -> str:
    """Return an object from what is written already, its names in their order."""
    return "{" + ",".join([f'"{nom}":{dite}' for nom, dite in parties.items()]) + "}"


def _liste(ecrits: Iterable[str]) -> str:
    return f"[{','.join(ecrits)}]"


def _ecrire_competence(dite: CompetenceProposee) -> list[str]:
    return [dite.chemin, dite.verdict.value, str(dite.acquise_le or "")]


def _lire_competence(chemin: str, verdict: str, depuis: str) -> CompetenceProposee:
    return CompetenceProposee(chemin, Verdict(verdict), date.fromisoformat(depuis) if depuis else None)


def _ecrire_note(note: Note | Avis | None) -> str | int | None:
    if isinstance(note, Note):
        return note.centiemes
    return note.value if note else None


def _lire_note(ecrite: str | int | None) -> Note | Avis | None:
    if isinstance(ecrite, int):
        return Note(ecrite)
    return Avis(ecrite) if ecrite else None


def _lire(contenu: Mapping[str, Any]) -> PropositionInscrite:
    moyenne = contenu["moyenne"]
    return PropositionInscrite(
        contenu["dossier"],
        contenu["edition"],
        contenu["voie"],
        Issue(contenu["issue"]),
        tuple(map(_lire_bloc, contenu["blocs"])),
        tuple(map(_lire_condition, contenu["conditions"])),
        tuple(TitrePropose(*dit) for dit in contenu["titres"]),
        tuple(de_json(dite, Alerte) for dite in contenu["alertes"]),
        de_json(moyenne, MoyenneInscrite) if moyenne else None,
        tuple((epreuve, _lire_note(ecrite)) for epreuve, ecrite in contenu["notes"]),
        lire_avis(contenu["avis"]),
        tuple(_lire_competence(*ecrite) for ecrite in contenu["competences"]),
    )


def _lire_condition(ecrite: Mapping[str, Any]) -> ConditionInscrite:
    return ConditionInscrite(de_json(ecrite["motif"], Motif), ecrite["satisfaite"])


def _lire_bloc(ecrit: Mapping[str, Any]) -> BlocInscrit:
    motifs = tuple(de_json(dit, Motif) for dit in ecrit["motifs"])
    return BlocInscrit(ecrit["bloc"], Verdict(ecrit["verdict"]), ecrit["cle"], _lire_verdicts(ecrit), motifs)


def _lire_verdicts(ecrit: Mapping[str, Any]) -> dict[str, Verdict]:
    return {role: Verdict(dit) for role, dit in ecrit["avis"].items()}


def _lire_la_premiere(contenu: Mapping[str, Any]) -> PropositionInscrite:
    document, presentes = contenu["document"], contenu["presentes"]
    motifs, satisfaites = map(_motif_en_texte, document["motifs"]), contenu["satisfaites"]
    notes = document.get("notes", {})
    return PropositionInscrite(
        document["dossier"],
        document["edition"],
        document["voie"],
        Issue(document["issue"]),
        tuple(_lire_bloc_en_texte(ecrit, presentes) for ecrit in document["blocs"]),
        tuple(ConditionInscrite(motif, motif.regle in satisfaites) for motif in motifs),
        tuple(TitrePropose(dit["nature"], dit["objet"]) for dit in document["titres"]),
        tuple(Alerte("texte", TEXTE(texte=dite)) for dite in document["alertes"]),
        _moyenne_en_texte(notes) if "sur" in notes else None,
        () if "sur" in notes else tuple((epreuve, _note_en_texte(dite)) for epreuve, dite in notes.items()),
        lire_avis(contenu.get("avis", {})),
    )


def _lire_bloc_en_texte(ecrit: Mapping[str, Any], presentes: Mapping[str, str]) -> BlocInscrit:
    code, motifs = ecrit["bloc"], tuple(map(_motif_en_texte, ecrit["motifs"]))
    return BlocInscrit(code, Verdict(ecrit["verdict"]), presentes.get(code, ""), _lire_verdicts(ecrit), motifs)


def _motif_en_texte(ecrit: Mapping[str, str]) -> Motif:
    constat, exige = TEXTE(texte=ecrit["constat"]), TEXTE(texte=ecrit["exige"])
    return Motif(ecrit["regle"], "", constat, exige, Source.lire(ecrit["source"]))


def _moyenne_en_texte(notes: Mapping[str, Any]) -> MoyenneInscrite:
    total, moyenne = (Fraction(notes[nom]) if notes[nom] else None for nom in ("total", "moyenne"))
    return MoyenneInscrite(int(notes["sur"]), total, moyenne, tuple(notes["eliminatoires"]))


def _note_en_texte(dite: str | None) -> Note | Avis | None:
    connus = {avis.value: avis for avis in Avis}
    return connus.get(dite) or Note.de(Decimal(dite)) if dite else None
