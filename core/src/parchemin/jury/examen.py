"""Is this jury regular? Seats, quorum, then the rules of the composition; every finding at once."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from parchemin.dossier.model import Membre
from parchemin.dossier.texte import cle
from parchemin.errors import plus_proche
from parchemin.jury.model import Assemblee, Composition, Constat, Gravite, Siege, personnes


@frozen
class Examen:
    """What was found of a jury."""

    constats: tuple[Constat, ...]

    @property
    def regulier(self) -> bool:
        """Tell whether nothing refuses."""
        return not any(constat.gravite is Gravite.IRREGULARITE for constat in self.constats)


def examiner(compositions: Iterable[Composition], assemblee: Assemblee) -> Examen:
    """Examine a jury by each composition that serves its dossiers; the same finding is said once."""
    constats = (constat for composition in compositions for constat in _constats(composition, assemblee))
    return Examen(tuple(dict.fromkeys(constats)))


def _constats(composition: Composition, assemblee: Assemblee) -> Iterator[Constat]:
    if composition.reserve:
        yield Constat(Gravite.ALERTE, "composition_ouverte", composition.reserve, composition.source)
    yield from _roles(composition, assemblee.membres)
    yield from _doubles(composition, assemblee.membres)
    for siege in composition.sieges:
        yield from _siege(composition, siege, assemblee)
    yield from _personnes(composition, assemblee)
    yield from _quorum(composition, assemblee)
    for regle in composition.regles:
        yield from regle.examiner(assemblee)


def _roles(composition: Composition, membres: Iterable[Membre]) -> Iterator[Constat]:
    connus = [siege.role for siege in composition.sieges]
    for membre in membres:
        if membre.role not in connus:
            message = f"{membre.nom} : siège inconnu « {membre.role} »{plus_proche(membre.role, connus)}"
            yield Constat(Gravite.IRREGULARITE, "siege_inconnu", message, composition.source)


def _doubles(composition: Composition, membres: tuple[Membre, ...]) -> Iterator[Constat]:
    """Warn of a person who holds several seats: the quorum counts that person once."""
    for personne in sorted(personnes(membres)):
        siens = [membre for membre in membres if cle(membre.nom) == personne]
        if len(siens) > 1:
            message = f"{siens[0].nom} occupe {len(siens)} sièges : une seule personne"
            yield Constat(Gravite.ALERTE, "personne_en_double", message, composition.source)


def _siege(composition: Composition, siege: Siege, assemblee: Assemblee) -> Iterator[Constat]:
    presents = len(personnes(assemblee.au(siege.role)))
    if presents < siege.minimum:
        message = f"{siege.intitule} : trouvé {presents}, attendu {siege.minimum} au moins"
        yield Constat(Gravite.IRREGULARITE, "siege_vacant", message, composition.source)
    if siege.maximum is not None and presents > siege.maximum:
        message = f"{siege.intitule} : trouvé {presents}, attendu {siege.maximum} au plus"
        yield Constat(Gravite.IRREGULARITE, "siege_en_trop", message, composition.source)


def _personnes(composition: Composition, assemblee: Assemblee) -> Iterator[Constat]:
    """Refuse that one person fills two seats that must both be held."""
    obligatoires = [siege for siege in composition.sieges if siege.minimum]
    pourvus = all(len(personnes(assemblee.au(s.role))) >= s.minimum for s in obligatoires)
    demandees = sum(siege.minimum for siege in obligatoires)
    presentes = len(personnes(assemblee.au(*(siege.role for siege in obligatoires))))
    if pourvus and presentes < demandees:
        message = f"sièges obligatoires : trouvé {presentes}, attendu {demandees} personnes distinctes"
        yield Constat(Gravite.IRREGULARITE, "personnes_insuffisantes", message, composition.source)


def _quorum(composition: Composition, assemblee: Assemblee) -> Iterator[Constat]:
    if composition.quorum is None:
        return
    votants = assemblee.au(*(siege.role for siege in composition.sieges if siege.voix))
    presents = len(personnes(votants))
    if presents < composition.quorum:
        message = f"quorum : trouvé {presents}, attendu {composition.quorum} personnes distinctes avec voix"
        yield Constat(Gravite.IRREGULARITE, "quorum", message, composition.source)
