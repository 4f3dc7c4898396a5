"""The juries: every instance that speaks has a composition, and a regular jury can be formed."""

from collections.abc import Iterator

from parchemin.conformance.model import Capacite, Ecart, GraviteEcart, Sujet
from parchemin.dossier.model import Candidat, Dossier, Membre
from parchemin.faits import Fait, Tournure
from parchemin.jury import Assemblee, Composition, Siege, examiner
from parchemin.plugin.types import Mission
from parchemin.referentiel.model import Edition

SANS_COMPOSITION = Tournure("sans_composition", "l'instance « {instance} » n'a pas de composition")
SIEGE_REPETE = Tournure("siege_repete", "le siège « {siege} » est déclaré {combien} fois")
SIEGE_IMPOSSIBLE = Tournure("siege_impossible", "siège « {siege} » : {minimum} au moins, {maximum} au plus")
INSTANCE_D_AILLEURS = Tournure("instance_d_ailleurs", "cette instance n'est pas de la branche")
AUCUN_JURY_REGULIER = Tournure(
    "aucun_jury_regulier", "{edition} : aucun jury régulier n'a pu être formé ({raison})"
)
JURY_VIDE_REGULIER = Tournure("jury_vide_regulier", "{edition} : un jury vide est trouvé régulier")

_PARLENT = {Mission.EVALUE, Mission.PROPOSE, Mission.DECIDE}
_BRANCHE = "la même"


def jurys(sujet: Sujet) -> Iterator[Ecart]:
    """Look at each composition, then at the instances that have none."""
    for composition in sujet.apport.jurys:
        objet = f"{composition.instance} ({', '.join(composition.certifications)})"
        for faute in _fautes(composition, sujet):
            yield Ecart(objet, faute)
    if Capacite.JURYS in sujet.capacites:
        yield from _sans_composition(sujet)


def _sans_composition(sujet: Sujet) -> Iterator[Ecart]:
    instances = sujet.apport.branche.instances if sujet.apport.branche else ()
    parlent = [instance.code for instance in instances if not _PARLENT.isdisjoint(instance.missions)]
    for edition in sujet.editions:
        for code in edition.instances or parlent:
            if code in parlent and not sujet.hote.compositions(edition, code):
                yield Ecart(edition.cle, SANS_COMPOSITION(instance=code), GraviteEcart.ALERTE)


def _fautes(composition: Composition, sujet: Sujet) -> Iterator[Fait]:
    roles = [siege.role for siege in composition.sieges]
    for role in sorted({role for role in roles if roles.count(role) > 1}):
        yield SIEGE_REPETE(siege=role, combien=roles.count(role))
    for siege in composition.sieges:
        if siege.maximum is not None and siege.maximum < max(1, siege.minimum):
            yield SIEGE_IMPOSSIBLE(siege=siege.role, minimum=siege.minimum, maximum=siege.maximum)
    instances = {instance.code for instance in sujet.apport.branche.instances} if sujet.apport.branche else set()
    if composition.instance not in instances:
        yield INSTANCE_D_AILLEURS()
    for edition in _servies(composition, sujet):
        yield from _examens(composition, edition)


def _servies(composition: Composition, sujet: Sujet) -> Iterator[Edition]:
    for edition in sujet.editions:
        if composition.sert(edition.certification, edition.edition):
            yield edition


def _examens(composition: Composition, edition: Edition) -> Iterator[Fait]:
    """Examine a jury that fills its seats in the best way, then one where nobody sits."""
    candidat = Dossier(
        "D1",
        Candidat("Nom", "Prénom"),
        edition.voies[0].code,
        edition.valide_du,
        edition.cle,
        organisme="Employeur",
        branche_legislation=_BRANCHE,
    )
    complet = Assemblee(tuple(_complet(composition, edition)), (candidat,), edition.relu_jusqu_au)
    examen = examiner((composition,), complet)
    if not examen.regulier:
        raison = next(constat.fait for constat in examen.constats)
        yield AUCUN_JURY_REGULIER(edition=edition.cle, raison=raison)
    vide = examiner((composition,), Assemblee((), (candidat,), edition.relu_jusqu_au))
    if vide.regulier:
        yield JURY_VIDE_REGULIER(edition=edition.cle)


def _complet(composition: Composition, edition: Edition) -> Iterator[Membre]:
    """Yield members for each seat, from different places: its least number, and as many as the quorum wants."""
    manquent = composition.quorum or 0
    rang = 0
    for siege in composition.sieges:
        combien = _combien(siege, manquent)
        manquent -= combien if siege.voix else 0
        for _ in range(combien):
            rang += 1
            organisme = f"Organisme {rang}"
            yield Membre(f"Membre {rang}", siege.role, organisme, _BRANCHE, edition.valide_du)


def _combien(siege: Siege, manquent: int) -> int:
    voulus = max(siege.minimum, 1, manquent if siege.voix else 0)
    return voulus if siege.maximum is None else min(voulus, siege.maximum)
