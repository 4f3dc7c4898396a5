"""What a candidate has still to do, as a procès-verbal and a letter print it: what was found, what is asked."""

from collections.abc import Iterator

from attrs import fields

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import objet
from parchemin.deliberation.inscrite import BlocInscrit
from parchemin.deliberation.model import CompetenceProposee
from parchemin.deliberation.pieces import Piece
from parchemin.faits import Mots
from parchemin.referentiel.francais import soigner
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import Source
from parchemin.regles import Motif, TousLesBlocs, Verdict

TOUS_LES_BLOCS = fields(TousLesBlocs).code.default


def manques(piece: Piece) -> list[dict[str, str]]:
    """Return what was found and what is asked, of each bloc presented and not acquired."""
    mots = Lexique.de(piece.edition, imprime=True)
    return [_en_mots(motif, mots, bloc.bloc) for bloc in _ouverts(piece) for motif in bloc.motifs]


def conditions(piece: Piece) -> list[dict[str, str]]:
    """Return every condition of the certification that is not met; that of all blocs, where none is open."""
    mots = Lexique.de(piece.edition, imprime=True)
    return [_en_mots(motif, mots) for motif in _manquantes(piece)]


def detenus(piece: Piece) -> list[str]:
    """Return each bloc that was acquired in an earlier séance and is held still, and until when."""
    mots = Lexique.de(piece.edition, imprime=True)
    noms = {bloc.code: bloc.intitule for bloc in piece.edition.blocs}
    tenus = (bloc for bloc in piece.blocs if bloc.tenu)
    return [soigner(f"{noms[bloc.bloc]} : {bloc.motifs[0].constat.dire(mots)}") for bloc in tenus]


def competences(piece: Piece) -> list[str]:
    """Return each compétence that stays validated of a bloc that is not acquired; since when, if it was held."""
    mots, ouverts = Lexique.de(piece.edition, imprime=True), {bloc.bloc for bloc in _ouverts(piece)}
    dites = piece.propose.competences if piece.propose else ()
    validees = (dite for dite in dites if dite.bloc in ouverts and _validee(piece, dite))
    return [soigner(f"{mots.nommer('noeud', dite.chemin)}{_depuis(dite, mots)}") for dite in validees]


def _validee(piece: Piece, dite: CompetenceProposee) -> bool:
    decision = piece.decisions.get(objet(dite.chemin))
    return (decision.verdict if decision else dite.verdict) is Verdict.ACQUIS


def _depuis(dite: CompetenceProposee, mots: Mots) -> str:
    return f", validée le {mots.jour(dite.acquise_le)}" if dite.acquise_le else ""


def sources(piece: Piece) -> Iterator[Source]:
    """Yield the sources of all that `manques` and `conditions` say."""
    for bloc in _ouverts(piece):
        yield from (motif.source for motif in bloc.motifs)
    yield from (motif.source for motif in _manquantes(piece))


def alertes(piece: Piece) -> list[str]:
    """Return what the jury should know of a dossier."""
    mots = Lexique.de(piece.edition, imprime=True)
    return [soigner(alerte.dire(mots)) for alerte in (piece.propose.alertes if piece.propose else ())]


def _ouverts(piece: Piece) -> Iterator[BlocInscrit]:
    for bloc in piece.blocs:
        decision = piece.decisions.get(objet(bloc.bloc))
        if bloc.presente and Verdict.ACQUIS not in (bloc.verdict, decision and decision.verdict):
            yield bloc


def _manquantes(piece: Piece) -> Iterator[Motif]:
    if piece.propose is None or piece.issue is Issue.CERTIFIE:
        return
    dit_par_les_blocs = TOUS_LES_BLOCS if any(_ouverts(piece)) else None
    manquantes = (condition.motif for condition in piece.propose.conditions if not condition.satisfaite)
    yield from (motif for motif in manquantes if motif.regle != dit_par_les_blocs)


def _en_mots(motif: Motif, mots: Mots, bloc: str = "") -> dict[str, str]:
    """Say a motif: of what (the node, else the bloc), what was found, what is asked."""
    return {
        "objet": mots.nommer("noeud", motif.cible or bloc),
        "constat": soigner(motif.constat.dire(mots)),
        "exige": soigner(motif.exige.dire(mots)),
        "source": str(motif.source),
    }
