"""The juries: every instance that speaks has a composition, and a regular jury can be formed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice, product

from parchemin.conformance.model import Capacite, Ecart, GraviteEcart, Sujet
from parchemin.dossier.model import Candidat, Dossier, Membre, Qualite
from parchemin.faits import Fait, Tournure
from parchemin.jury import (
    Assemblee,
    Composition,
    EnVoie,
    Gravite,
    QualiteCommune,
    QualiteExigee,
    RegleJury,
    Siege,
    examiner,
)
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

ESSAIS = 3_000
"""How many juries are tried, where the rules count members: parity, proportions."""


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
    for voie in sorted({voie.code for edition in _servies(composition, sujet) for voie in edition.voies}):
        roles = [siege.role for siege in composition.sieges_de(voie)]
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
    """Look for a jury that is regular before a candidate of each voie, then at one where nobody sits."""
    for voie in edition.voies:
        candidat = _candidat(edition, voie.code)
        raison = _premier_refus(composition, edition, candidat)
        if raison:
            yield AUCUN_JURY_REGULIER(edition=edition.cle, raison=raison)
        vide = examiner((composition,), Assemblee((), (candidat,), edition.relu_jusqu_au))
        if vide.regulier:
            yield JURY_VIDE_REGULIER(edition=edition.cle)
        if raison or vide.regulier:
            return


def _candidat(edition: Edition, voie: str) -> Dossier:
    return Dossier(
        "D1",
        Candidat("Nom", "Prénom"),
        voie,
        edition.valide_du,
        edition.cle,
        organisme="Employeur",
        branche_legislation=_BRANCHE,
    )


def _premier_refus(composition: Composition, edition: Edition, candidat: Dossier) -> Fait | None:
    """Return what refuses the jury that looks best; nothing where one of those that were tried is regular."""
    refus: Fait | None = None
    for nombres in islice(_tables(composition, candidat.voie), ESSAIS):
        membres = tuple(_membres(composition, nombres, edition))
        examen = examiner((composition,), Assemblee(membres, (candidat,), edition.relu_jusqu_au))
        if examen.regulier:
            return None
        refuse = (c.fait for c in examen.constats if c.gravite is Gravite.IRREGULARITE)
        refus = refus or next(refuse)
    return refus


def _tables(composition: Composition, voie: str) -> Iterator[dict[str, int]]:
    """Yield how many members sit at each seat: at first as many as it wants, then any number, small ones first."""
    sieges = composition.sieges_de(voie)
    yield _comme_voulu(composition, sieges)
    bornes = [(s.minimum, min(s.minimum + 5, 9 if s.maximum is None else s.maximum)) for s in sieges]
    tirages = product(*(range(bas, haut + 1) for bas, haut in bornes))
    for nombres in sorted(islice(tirages, 20_000), key=sum):
        yield dict(zip((siege.role for siege in sieges), nombres, strict=True))


def _comme_voulu(composition: Composition, sieges: Sequence[Siege]) -> dict[str, int]:
    manquent = composition.quorum or 0
    nombres: dict[str, int] = {}
    for siege in sieges:
        nombres[siege.role] = _combien(siege, manquent)
        manquent -= nombres[siege.role] if siege.voix else 0
    return nombres


def _membres(composition: Composition, nombres: dict[str, int], edition: Edition) -> Iterator[Membre]:
    """Yield members from different places, who have every quality that the composition asks for."""
    exigees = {q.qualite: q.temoin(edition.relu_jusqu_au) for q in _qualites(composition.regles)}
    communes = (Qualite(nom, valeur=_BRANCHE) for nom in _communes(composition.regles))
    rangs = count(1)
    siens = (*exigees.values(), *communes)
    for role, combien in nombres.items():
        for rang in islice(rangs, combien):
            organisme = f"Organisme {rang}"
            formation = edition.valide_du
            yield Membre(f"Membre {rang}", role, organisme, _BRANCHE, formation, qualites=siens)


def _qualites(regles: Iterable[RegleJury]) -> Iterator[QualiteExigee]:
    for regle in regles:
        if isinstance(regle, EnVoie):
            yield from _qualites((regle.regle,))
        elif isinstance(regle, QualiteExigee):
            yield regle


def _communes(regles: Iterable[RegleJury]) -> Iterator[str]:
    return (regle.qualite for regle in regles if isinstance(regle, QualiteCommune))


def _combien(siege: Siege, manquent: int) -> int:
    voulus = max(siege.minimum, 1, manquent if siege.voix else 0)
    return voulus if siege.maximum is None else min(voulus, siege.maximum)
