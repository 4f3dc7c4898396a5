"""Who does what for an édition: the instances of its branch in words, and what no document gives to any."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from parchemin.plugin.host import Hote
from parchemin.plugin.types import Instance, Mission
from parchemin.referentiel.model import Edition

MISSIONS = {
    Mission.EVALUE: "évalue",
    Mission.PROPOSE: "propose",
    Mission.DECIDE: "décide",
    Mission.DELIVRE: "délivre",
    Mission.SIGNE: "signe les titres",
    Mission.RECOURS: "entend le recours",
    Mission.ORGANISE: "organise",
}
_ATTENDUES = (Mission.DECIDE, Mission.SIGNE, Mission.RECOURS)
"""What a reader looks for: where nobody has it, that is said."""


def acteurs(hote: Hote, edition: Edition) -> tuple[Instance, ...]:
    """Return the instances that serve an édition, as they do: those that it names, or all those of its branch."""
    branche = hote.branche(edition.certification)
    siennes = branche.instances if branche else ()
    servent = (une for une in siennes if not edition.instances or une.code in edition.instances)
    return tuple(_pour(une, edition) for une in servent)


def _pour(instance: Instance, edition: Edition) -> Instance:
    """Return an instance with what is asked of it for an édition, and for no other."""
    demandes = (instance.avis_argumentes, instance.preconise)
    avis, preconise = (tuple(dite for dite in siennes if dite.sert(edition.cle)) for siennes in demandes)
    return evolve(instance, avis_argumentes=avis, preconise=preconise)


def enoncer(acteurs: Iterable[Instance]) -> Iterator[str]:
    """State in French who does what, then what no document says."""
    connus = tuple(acteurs)
    for acteur in connus:
        missions = ", ".join(MISSIONS[mission] for mission in acteur.missions)
        yield f"{acteur.intitule} : {missions} [{acteur.source}]"
        yield from (f"{acteur.intitule} : {precision}" for precision in _precisions(acteur))
    tenues = {mission for acteur in connus for mission in acteur.missions}
    for manquante in _ATTENDUES:
        if connus and manquante not in tenues:
            yield f"Aucun document ne dit qui {MISSIONS[manquante]}"


def _precisions(acteur: Instance) -> Iterator[str]:
    for demande in acteur.avis_argumentes:
        voies = f" (voie : {', '.join(demande.voies)})" if demande.voies else ""
        yield f"un avis défavorable est argumenté{voies} [{demande.source}]"
    for demande in acteur.preconise:
        voies = f" (voie : {', '.join(demande.voies)})" if demande.voies else ""
        yield f"un échec ou une validation partielle s'accompagne de préconisations{voies} [{demande.source}]"
    if acteur.contact:
        yield f"contact : {acteur.contact}"
