"""What is decided anew after a proclamation: on appeal, or because a decision was taken down wrong.

The first decision stays; the new one takes its place from its own day on. The titles follow: one that becomes due
is delivered on that day, one that no longer stands is revoked.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen
from sqlalchemy import Connection, Row, select

from parchemin.deliberation import BlocPropose, Issue, Proposition, TitrePropose
from parchemin.deliberation.decision import (
    ENSEMBLE,
    Conclusion,
    Decision,
    Objet,
    SurBloc,
    SurCompetence,
    conclusion,
    objet,
    par_objet,
)
from parchemin.deliberation.model import bloc_du_titre
from parchemin.errors import ActeRefuse, CodeInconnu, Suggestion
from parchemin.faits import Fait, Tournure
from parchemin.registre.apres.cause import AVANT_LA_SEANCE, Cause
from parchemin.registre.branches import Branches
from parchemin.registre.journal.journal import Acte
from parchemin.registre.personnes.conservation import anonymises
from parchemin.registre.seance.decisions import (
    ISSUES,
    VERDICTS,
    DecisionAInscrire,
    DecisionInscrite,
    en_vigueur,
    inscrire_decisions,
    trouver,
)
from parchemin.registre.seance.proclamation import OUVERTES
from parchemin.registre.seance.propositions import Calcul, acquis_du_registre
from parchemin.registre.seance.seances import DOSSIER_RETIRE, DossierInscrit, Etat, SeanceInscrite, charger
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.tables import CORRECTIONS, TITRES
from parchemin.registre.titres.corrections import inscrire_revocation
from parchemin.registre.titres.titres import (
    TitreDu,
    inscrire_titre,
    numeroter,
    reperes,
    titres_de,
    titres_dus,
    titres_valides,
)
from parchemin.regles.base import Verdict

RIEN_DE_PROCLAME = Tournure("rien_de_proclame", "séance {seance} : rien n'y est encore proclamé")
DOSSIER_ANONYMISE = Tournure(
    "dossier_anonymise", "dossier {dossier} anonymisé (acte {acte}) : rien n'en reste à reprendre"
)
DEJA_AINSI = Tournure("deja_ainsi", "{objet} : déjà {verdict:verdict} (acte {acte})")
DECIDE_DEPUIS = Tournure(
    "decide_depuis", "{objet} : décidé de nouveau le {depuis:jour} (acte {acte}), après le {le:jour}"
)
ENSEMBLE_A_PART = Tournure(
    "ensemble_a_part", "l'ensemble fut décidé à part (acte {acte}) : dites aussi ce qu'il devient"
)
BLOC_A_PART = Tournure("bloc_a_part", "{objet} fut décidé à part (acte {acte}) : dites aussi ce qu'il devient")
ENSEMBLE_OUVERT = Tournure(
    "ensemble_ouvert", "l'ensemble reste {verdict:verdict} : dites aussi ce qu'il devient ({attendus})"
)
BLOC_NON_DECIDE = Tournure("bloc_non_decide", "bloc « {bloc} » : le jury n'en a pas décidé{proche}")
VERDICT_INCONNU = Tournure("verdict_inconnu", "verdict « {verdict} » inconnu pour {objet} : {attendus}")


@frozen
class Reprise:
    """New verdicts, by what they are of, from a day on; ``recours`` is the appeal that they follow."""

    verdicts: Mapping[Objet, str] = field(converter=par_objet, hash=False)
    cause: Cause
    recours: int | None = None


@frozen
class Consequences:
    """What new decisions brought about; ``a_revoir``: titles of other séances that may rest on what was lost."""

    dossier: str = ""
    decisions: tuple[Decision, ...] = ()
    delivres: tuple[str, ...] = ()
    revoques: tuple[str, ...] = ()
    a_revoir: tuple[str, ...] = ()
    deja: bool = False


AUCUNE = Consequences()
"""Nothing follows."""


@frozen
class _Affaire:
    """What is taken up again: a dossier, and the decisions of it in force."""

    fiche: SeanceInscrite
    lu: DossierInscrit
    reprise: Reprise
    actuelles: Mapping[Objet, DecisionInscrite]

    def dater(self, bloc: BlocPropose) -> BlocPropose:
        """Return a bloc with the day on which it was decided, where it is not anew: its title expires from it."""
        decidee = self.actuelles.get(de := SurBloc(bloc.bloc.code))
        if decidee is None or de in self.reprise.verdicts:
            return bloc
        return evolve(bloc, acquis_le=decidee.decision.le or self.fiche.seance.date)


@frozen
class ReprisePrete:
    """New decisions that may be written, with all that follows; ``verdicts`` has that of the whole if it changes.

    ``tombes`` are the titles that fall, ``ailleurs`` those of other séances that may rest on what is lost.
    """

    affaire: _Affaire
    verdicts: Mapping[Objet, Conclusion]
    titres: tuple[TitreDu, ...]
    tombes: tuple[Row[Any], ...]
    ailleurs: tuple[Row[Any], ...]


@frozen
class _Rectifiable:
    """A dossier of a proclaimed séance with what is to be written of it, or what was (``deja``)."""

    seance: int
    prete: ReprisePrete | None
    deja: Consequences | None = None

    def depend_de(self, acte: Acte) -> bool:
        """Tell whether an act changes what follows."""
        return acte.touche(self.seance)


def rectifier(registre: Registre, numero: int, code: str, reprise: Reprise) -> Consequences:
    """Correct what was taken down wrong of a dossier that is proclaimed; given again, it is recorded once.

    :raises ActeRefuse: with every reason.
    """

    def preparer(cx: Connection) -> _Rectifiable:
        fiche, lu = proclame(cx, numero, code, registre.branches)
        if decisions := _deja(cx, lu, reprise):
            return _Rectifiable(numero, None, Consequences(code, decisions, deja=True))
        return _Rectifiable(numero, preparer_reprise(cx, fiche, lu, reprise, registre))

    def ecrire(ecriture: Ecriture, rectifiable: _Rectifiable) -> Consequences:
        prete = rectifiable.prete
        return inscrire_reprise(ecriture, prete) if prete else rectifiable.deja or AUCUNE

    return registre.preparer_puis_ecrire(preparer, ecrire)


def proclame(cx: Connection, numero: int, code: str, branches: Branches) -> tuple[SeanceInscrite, DossierInscrit]:
    """Return a séance that was proclaimed, and a dossier of it; raise `ActeRefuse`, `CodeInconnu`.

    A dossier that is anonymised cannot be decided anew: nothing is left to decide on.
    """
    fiche = charger(cx, numero, branches.catalogue)
    if fiche.etat is not Etat.PROCLAMEE:
        raise ActeRefuse([RIEN_DE_PROCLAME(seance=numero)])
    lu = trouver(cx, fiche, code)
    if acte := anonymises(cx, [lu.id]).get(lu.id):
        raise ActeRefuse([DOSSIER_ANONYMISE(dossier=code, acte=acte)])
    if lu.retrait:
        raise ActeRefuse([DOSSIER_RETIRE(dossier=code, raison=lu.retrait)])
    return fiche, lu


def preparer_reprise(
    cx: Connection, fiche: SeanceInscrite, lu: DossierInscrit, reprise: Reprise, registre: Registre
) -> ReprisePrete:
    """Return what new decisions on a dossier that was proclaimed bring about; nothing is written.

    :raises ActeRefuse: with every reason.
    """
    affaire = _Affaire(fiche, lu, reprise, en_vigueur(cx, [lu.id])[lu.id])
    if raisons := [*_raisons(affaire, registre.aujourd_hui)]:
        raise ActeRefuse(raisons)
    le = reprise.cause.le
    au = evolve(fiche, seance=evolve(fiche.seance, date=le))
    conclue = _conclure(cx, Calcul(au, registre.branches), affaire)
    verdicts = {**_lire(reprise.verdicts), **_suivent(affaire, conclue)}
    if conclue.issue != affaire.actuelles[ENSEMBLE].decision.verdict:
        verdicts[ENSEMBLE] = conclue.issue
    tombes, ailleurs = _tombes(cx, affaire, conclue)
    proposes = conclue.avec(titres=tuple(_dus(cx, affaire, conclue, verdicts)))
    tenus = titres_valides(cx, [lu.personne.id], le)
    for titre in tombes:
        tenus -= reperes(lu.personne.id, titre, titre.intitule_lu, lu.dossier.option)
    dus = titres_dus(proposes, registre.branches.titres(conclue.edition), le)
    siens = ((du, reperes(lu.personne.id, du, du.intitule, lu.dossier.option)) for du in dus)
    titres = tuple(du for du, signes in siens if signes.isdisjoint(tenus))
    return ReprisePrete(affaire, verdicts, titres, tombes, ailleurs)


def inscrire_reprise(ecriture: Ecriture, prete: ReprisePrete) -> Consequences:
    """Record new decisions on a dossier that was proclaimed, with all that follows from them."""
    affaire = prete.affaire
    cause, qui = affaire.reprise.cause, affaire.lu.designe
    decisions = tuple(inscrire_decisions(ecriture, affaire.fiche.id, _voulues(affaire, prete.verdicts)))
    for titre in prete.tombes:
        inscrire_revocation(ecriture, titre, cause)
    lignes = [inscrire_titre(ecriture, affaire.fiche.id, qui, cause.le, du) for du in prete.titres]
    ecriture.ajouter(TITRES, lignes)
    delivres = tuple(numeroter(ligne["annee"], ligne["rang"]) for ligne in lignes)
    return Consequences(qui.code, decisions, delivres, _numeros(prete.tombes), _numeros(prete.ailleurs))


def _deja(cx: Connection, lu: DossierInscrit, reprise: Reprise) -> tuple[Decision, ...]:
    """Return the decisions in force where they are these very ones, by an earlier run of the same command."""
    cause = reprise.cause
    prises = [prise.decision for prise in en_vigueur(cx, [lu.id])[lu.id].values()]
    siennes = [d for d in prises if (d.le, d.motif, d.recours) == (cause.le, cause.motif, None)]
    dites = {decision.objet: decision.verdict.value for decision in siennes}
    return tuple(siennes) if reprise.verdicts.items() <= dites.items() else ()


def _raisons(affaire: _Affaire, aujourd_hui: date) -> Iterator[Fait]:
    cause, verdicts, actuelles = affaire.reprise.cause, affaire.reprise.verdicts, affaire.actuelles
    yield from cause.raisons(aujourd_hui, affaire.fiche.seance.date, AVANT_LA_SEANCE)
    for de, verdict in verdicts.items():
        _exiger_connus(de, verdict, actuelles)
        prise = actuelles[de].decision
        if prise.verdict.value == verdict:
            yield DEJA_AINSI(objet=de, verdict=verdict, acte=prise.acte)
    for de, prise in ((de, inscrite.decision) for de, inscrite in actuelles.items()):
        if prise.le and prise.le > cause.le:
            yield DECIDE_DEPUIS(objet=de, depuis=prise.le, acte=prise.acte, le=cause.le)
    for de in _rouverts(affaire):
        if actuelles[de].decision.motif != "":
            yield BLOC_A_PART(objet=de, acte=actuelles[de].decision.acte)
    entier = actuelles[ENSEMBLE].decision
    if ENSEMBLE not in verdicts and entier.motif != "":
        yield ENSEMBLE_A_PART(acte=entier.acte)


def _exiger_connus(de: Objet, verdict: str, actuelles: Mapping[Objet, DecisionInscrite]) -> None:
    if de not in actuelles:
        proche = Suggestion.parmi(de.chemin, [connu.chemin for connu in actuelles if connu != ENSEMBLE])
        raise CodeInconnu(BLOC_NON_DECIDE(bloc=de.chemin, proche=proche))
    attendus = ISSUES if de == ENSEMBLE else VERDICTS
    if verdict not in attendus:
        raise CodeInconnu(VERDICT_INCONNU(verdict=verdict, objet=de, attendus=attendus))


def _lire(verdicts: Mapping[Objet, str]) -> dict[Objet, Conclusion]:
    return {de: conclusion(de, verdict) for de, verdict in verdicts.items()}


def _conclure(cx: Connection, calcul: Calcul, affaire: _Affaire) -> Proposition:
    """Return what a dossier comes to on that day; the whole follows from the blocs where it is not decided."""
    lu, decides = affaire.lu, _lire(affaire.reprise.verdicts)
    tenus = acquis_du_registre(cx, calcul.fiche, [lu.personne.id]).get(lu.personne.id, [])
    suivent = {ENSEMBLE, *_rouverts(affaire)}
    blocs = {de: prise.decision.verdict for de, prise in affaire.actuelles.items() if de not in suivent}
    conclue = calcul.conclure(lu.dossier, tenus, {**blocs, **decides})
    trouvee, actuelle = conclue.issue, affaire.actuelles[ENSEMBLE].decision.verdict
    if ENSEMBLE not in decides and trouvee in OUVERTES and trouvee != actuelle:
        raise ActeRefuse([ENSEMBLE_OUVERT(verdict=trouvee, attendus=ISSUES)])
    return conclue.avec(blocs=tuple(map(affaire.dater, conclue.blocs)))


def _rouverts(affaire: _Affaire) -> set[SurBloc]:
    """Return the blocs that follow from compétences decided anew, and are not decided anew themselves."""
    dites = affaire.reprise.verdicts
    blocs = {SurBloc(de.bloc) for de in dites if isinstance(de, SurCompetence)}
    return {bloc for bloc in blocs if bloc not in dites}


def _suivent(affaire: _Affaire, conclue: Proposition) -> dict[Objet, Conclusion]:
    """Return what becomes of the blocs that follow, where that changes."""
    verdicts = {SurBloc(bloc.bloc.code): bloc.verdict for bloc in conclue.blocs}
    rouverts, actuelles = _rouverts(affaire), affaire.actuelles
    return {de: verdicts[de] for de in rouverts if verdicts[de] != actuelles[de].decision.verdict}


def _voulues(affaire: _Affaire, verdicts: Mapping[Objet, Conclusion]) -> Iterator[DecisionAInscrire]:
    cause, qui = affaire.reprise.cause, affaire.lu.designe
    for de, verdict in verdicts.items():
        avant = affaire.actuelles[de]
        decision = Decision(de, verdict, avant.decision.propose, motif=cause.motif, le=cause.le)
        decision = evolve(decision, recours=affaire.reprise.recours)
        yield DecisionAInscrire(qui, avant.cle, decision, avant.id)


def _tombes(
    cx: Connection, affaire: _Affaire, conclusion: Proposition
) -> tuple[tuple[Row[Any], ...], tuple[Row[Any], ...]]:
    """Return the titles of a dossier that do not stand any more, and those that may rest on them.

    One that was revoked by itself from a later day is revoked from this one: it would be worth something between.
    """
    cause, dossier = affaire.reprise.cause, affaire.lu.id
    titres = titres_de(cx, affaire.lu.personne.id, cause.le)
    debout = [titre for titre in titres if titre.revoque_le is None or titre.revoque_le > cause.le]
    tombes = tuple(titre for titre in debout if titre.dossier == dossier and not _tient(titre, conclusion))
    avant = [affaire.actuelles[de].decision.verdict for de in affaire.reprise.verdicts]
    perdus = Verdict.ACQUIS in avant
    return tombes, tuple(titre for titre in titres if perdus and _peut_s_appuyer(titre, dossier))


def _peut_s_appuyer(titre: Row[Any], dossier: int) -> bool:
    """Tell whether a title may rest on what a dossier lost: of a whole, by another jury, and still standing."""
    return titre.dossier != dossier and titre.bloc_cle == "" and titre.revoque_le is None


def _dus(
    cx: Connection, affaire: _Affaire, conclusion: Proposition, decides: Container[Objet]
) -> Iterator[TitrePropose]:
    """Yield the titles to deliver; one that was revoked comes back by a decision on what it crowns only."""
    siens = select(TITRES.c.nature, TITRES.c.objet).where(TITRES.c.dossier == affaire.lu.id)
    revoques = {tuple(titre) for titre in cx.execute(siens.join(CORRECTIONS, CORRECTIONS.c.titre == TITRES.c.id))}
    for titre in conclusion.titres:
        if objet(bloc_du_titre(titre.objet)) in decides or (titre.nature, titre.objet) not in revoques:
            yield titre


def _tient(titre: Row[Any], conclusion: Proposition) -> bool:
    """Tell whether what a title crowns is still acquired: the whole, or its bloc."""
    if titre.bloc_cle == "":
        return conclusion.issue is Issue.CERTIFIE
    acquis = (bloc.bloc.cle for bloc in conclusion.blocs if bloc.verdict is Verdict.ACQUIS)
    return titre.bloc_cle in acquis


def _numeros(titres: Iterable[Row[Any]]) -> tuple[str, ...]:
    return tuple(numeroter(titre.annee, titre.rang) for titre in titres)
