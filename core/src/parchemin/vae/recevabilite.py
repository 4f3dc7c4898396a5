"""Is this request receivable? Each condition with what was found, the oral, and what to be told.

It is proposed to the body that decides, as everything that is computed here.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source
from parchemin.vae.demande import Attestation, Demande
from parchemin.vae.etp import JOURS_PAR_AN, Periode, compter, dire_jours, total
from parchemin.vae.model import Dispense, Fenetre, Limite, Motif, Oral, RegleRecevabilite
from parchemin.vae.reglement import Reglement


@frozen
class Recevabilite:
    """The answer to a request: every condition, met or not; every period, counted or not; the oral."""

    demande: Demande
    regle: RegleRecevabilite
    periodes: tuple[Periode, ...]
    conditions: tuple[Motif, ...]
    oral: Oral
    motifs_oral: tuple[Motif, ...] = ()
    rappels: tuple[str, ...] = ()

    @property
    def recevable(self) -> bool:
        """Whether every condition is met."""
        return all(condition.remplie for condition in self.conditions)

    @property
    def jours(self) -> Fraction:
        """The days counted."""
        return total(self.periodes)

    @property
    def fenetre(self) -> Fenetre:
        """The days that could count."""
        return self.regle.fenetre(self.demande.depot)

    @property
    def decide_source(self) -> Source:
        """Where it is written who decides."""
        return self.regle.decide_source or self.regle.source

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """The conditions, those that are not met first, then what bears on the oral."""
        return (*sorted(self.conditions, key=lambda condition: condition.remplie), *self.motifs_oral)

    @property
    def alertes(self) -> tuple[str, ...]:
        """What to be told, the periods that do not count in full included."""
        sur_les_periodes = (
            f"expérience {rang}{_emploi(periode)} {remarque}"
            for rang, periode in enumerate(self.periodes, 1)
            for remarque in remarques(periode)
        )
        return (*self._orientation, *self.rappels, *sur_les_periodes)

    @property
    def _orientation(self) -> tuple[str, ...]:
        orientation = self.regle.orientation
        return (f"orientation : {orientation.vers}",) if orientation and not self.recevable else ()


def remarques(periode: Periode) -> tuple[str, ...]:
    """Return why a period does not count in full, in French; nothing for one that does."""
    return (f"écartée : {periode.ecartee}",) if periode.ecartee else tuple(periode.reductions)


def _emploi(periode: Periode) -> str:
    return f" ({periode.experience.emploi})" if periode.experience.emploi else ""


def etudier(demande: Demande, reglement: Reglement) -> Recevabilite:
    """Compare a request with the rule in force on the day of its deposit; raise `CodeInconnu` without one."""
    regle = reglement.le(demande.certification, demande.depot)
    periodes = compter(demande.experiences, regle.fenetre(demande.depot), regle.decompte)
    jours = total(periodes)
    motifs_oral = tuple(_motifs_oral(demande, regle))
    dispense = any(motif.remplie for motif in motifs_oral)
    return Recevabilite(
        demande,
        regle,
        periodes,
        (
            *_ouverture(demande, regle),
            *_nature(demande, regle),
            _duree(demande, regle, jours),
            *_limites(demande, regle),
        ),
        Oral.DISPENSE if dispense else Oral.OBLIGATOIRE,
        motifs_oral,
        tuple(_rappels(demande, regle, jours, reglement)),
    )


def _ouverture(demande: Demande, regle: RegleRecevabilite) -> Iterator[Motif]:
    if ouverture := regle.ouverture:
        constat, exige = f"dépôt du {demande.depot}", f"dépôt à partir du {ouverture.le}"
        yield Motif("ouverture", constat, exige, ouverture.source, demande.depot >= ouverture.le)


def _nature(demande: Demande, regle: RegleRecevabilite) -> Iterator[Motif]:
    if regle.nature is None:
        return
    en_relation = sum(experience.en_relation for experience in demande.experiences)
    constat = f"expériences : {en_relation} sur {len(demande.experiences)} en relation avec la certification"
    exige = "une expérience en relation avec le contenu de la certification"
    yield Motif(
        "nature", constat if demande.experiences else "aucune expérience", exige, regle.nature, en_relation > 0
    )


def _duree(demande: Demande, regle: RegleRecevabilite, jours: Fraction) -> Motif:
    constat = f"{dire_jours(jours)} ({regle.decompte.value}, {regle.fenetre(demande.depot)})"
    return Motif("duree", constat, exige_duree(regle), regle.source, jours >= regle.requis)


def exige_duree(regle: RegleRecevabilite) -> str:
    """Say the least duration that a rule asks for."""
    if regle.jours_etp is None:
        return "aucune durée n'est écrite"
    if not regle.jours_etp:
        return "aucune durée minimale"
    fenetre = f", dans les {regle.fenetre_annees} dernières années" if regle.fenetre_annees else ""
    return f"≥ {_et_annees(regle.jours_etp)}{fenetre} ({regle.decompte.value})"


def _et_annees(jours: int) -> str:
    """Say a number of days, and the years that it makes when they are whole."""
    annees, reste = divmod(jours, JOURS_PAR_AN)
    return dire_jours(jours) + ("" if reste else f", soit {Duree(annees=annees)}")


def _limites(demande: Demande, regle: RegleRecevabilite) -> Iterator[Motif]:
    for limite in regle.limites:
        depots = sorted(_comptees(demande, limite))
        nombre = len(depots) + 1
        avec = f" (déjà le {', le '.join(map(str, depots))})" if depots else ""
        objet = "toutes certifications confondues" if limite.toutes else "pour cette certification"
        constat = f"{_demandes(nombre)} en {demande.depot.year}, {objet}{avec}"
        exige = f"{_demandes(limite.maximum)} au plus par année civile, {objet}"
        code = "demandes_toutes_certifications" if limite.toutes else "demandes_par_an"
        yield Motif(code, constat, exige, limite.source, nombre <= limite.maximum)


def _comptees(demande: Demande, limite: Limite) -> Iterator[str]:
    """Yield the days of the earlier requests that a limit counts with this one."""
    for anterieure in demande.demandes_anterieures:
        meme_annee = anterieure.depot.year == demande.depot.year
        visee = limite.toutes or anterieure.certification == demande.certification
        if meme_annee and visee and not (limite.hors_blocs and anterieure.sur_blocs):
            yield anterieure.depot.isoformat()


def _demandes(nombre: int) -> str:
    return f"{nombre} demande{'s' if nombre > 1 else ''}"


def _motifs_oral(demande: Demande, regle: RegleRecevabilite) -> Iterator[Motif]:
    for dispense in regle.dispenses:
        for attestation in demande.attestations:
            if attestation.code in dispense.attestations:
                yield _motif_oral(attestation, dispense)


def _motif_oral(attestation: Attestation, dispense: Dispense) -> Motif:
    return Motif(
        "oral",
        f"attestation {attestation.code} obtenue le {attestation.date}",
        f"dispense si obtenue du {dispense.du} au {dispense.au}, sauf demande du jury",
        dispense.source,
        dispense.du <= attestation.date <= dispense.au,
    )


def _rappels(demande: Demande, regle: RegleRecevabilite, jours: Fraction, reglement: Reglement) -> Iterator[str]:
    yield from regle.rappels
    if regle.jours_etp is None:
        yield f"aucune durée d'expérience n'est écrite ({regle.source}) : aucune n'est exigée"
    if regle.jours_recommandes and regle.requis <= jours < regle.jours_recommandes:
        yield f"{dire_jours(jours)} : {_et_annees(regle.jours_recommandes)}, sont recommandés ({regle.source})"
    yield from _attestations(demande.attestations, demande, regle)
    yield from _relecture(demande, reglement)


def _attestations(
    attestations: Iterable[Attestation], demande: Demande, regle: RegleRecevabilite
) -> Iterator[str]:
    ici = frozenset(regle.attestations())
    for attestation in attestations:
        if attestation.code not in ici:
            yield f"l'attestation {attestation.code} ne dispense pas de l'oral de {demande.certification}"
        if attestation.date > demande.depot:
            yield f"attestation {attestation.code} datée du {attestation.date}, après le dépôt"


def _relecture(demande: Demande, reglement: Reglement) -> Iterator[str]:
    edition = reglement.catalogue.en_vigueur(demande.certification, demande.depot)
    if a_relire := edition.a_relire(demande.depot):
        yield a_relire
