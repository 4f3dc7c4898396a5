"""Is this jury regular? Seats, quorum, then the rules of the composition; every finding at once."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from parchemin.dossier.model import Membre
from parchemin.dossier.texte import cle
from parchemin.errors import Suggestion
from parchemin.faits import TEXTE, Tournure
from parchemin.jury.model import Assemblee, Composition, Constat, Gravite, Siege, personnes
from parchemin.jury.sieger import candidats_au_jury

SIEGE_INCONNU = Tournure("siege_inconnu", "{membre} : siège inconnu « {siege} »{suggestion}")
EN_DOUBLE = Tournure("personne_en_double", "{membre} occupe {combien} sièges : une seule personne")
VACANT = Tournure("siege_vacant", "{intitule} : trouvé {presents}, attendu {attendus} au moins")
EN_TROP = Tournure("siege_en_trop", "{intitule} : trouvé {presents}, attendu {attendus} au plus")
INSUFFISANTES = Tournure(
    "personnes_insuffisantes",
    "sièges obligatoires : trouvé {presentes}, attendu {attendues} personnes distinctes",
)
VIDE = Tournure("jury_vide", "aucun membre avec voix : un jury de personne ne siège pas")()
SANS_QUORUM_APRES_DEPORT = Tournure(
    "quorum_apres_deport",
    "dossier {dossier}, après déport : trouvé {presents}, attendu {attendus} personnes distinctes avec voix",
)
SANS_QUORUM = Tournure("quorum", "quorum : trouvé {presents}, attendu {attendus} personnes distinctes avec voix")


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
        yield Constat(Gravite.ALERTE, "composition_ouverte", TEXTE(texte=composition.reserve), composition.source)
    yield from _roles(composition, assemblee.membres)
    yield from _doubles(composition, assemblee.membres)
    for siege in _sieges(composition, assemblee):
        yield from _siege(composition, siege, assemblee)
    yield from _personnes(composition, assemblee)
    yield from _vide(composition, assemblee)
    yield from _quorum(composition, assemblee)
    yield from _deports(composition, assemblee)
    yield from candidats_au_jury(composition, assemblee)
    for regle in composition.regles:
        yield from regle.examiner(assemblee)


def _roles(composition: Composition, membres: Iterable[Membre]) -> Iterator[Constat]:
    connus = [siege.role for siege in composition.sieges]
    for membre in membres:
        if membre.role not in connus:
            fait = SIEGE_INCONNU(
                membre=membre.nom, siege=membre.role, suggestion=Suggestion.parmi(membre.role, connus)
            )
            yield Constat(Gravite.IRREGULARITE, "siege_inconnu", fait, composition.source)


def _doubles(composition: Composition, membres: tuple[Membre, ...]) -> Iterator[Constat]:
    """Warn of a person who holds several seats: the quorum counts that person once."""
    for personne in sorted(personnes(membres)):
        siens = [membre for membre in membres if cle(membre.nom) == personne]
        if len(siens) > 1:
            fait = EN_DOUBLE(membre=siens[0].nom, combien=len(siens))
            yield Constat(Gravite.ALERTE, "personne_en_double", fait, composition.source)


def _siege(composition: Composition, siege: Siege, assemblee: Assemblee) -> Iterator[Constat]:
    presents = len(personnes(assemblee.au(siege.role)))
    if presents < siege.minimum:
        fait = VACANT(intitule=siege.intitule, presents=presents, attendus=siege.minimum)
        yield Constat(Gravite.IRREGULARITE, "siege_vacant", fait, composition.source)
    if siege.maximum is not None and presents > siege.maximum:
        fait = EN_TROP(intitule=siege.intitule, presents=presents, attendus=siege.maximum)
        yield Constat(Gravite.IRREGULARITE, "siege_en_trop", fait, composition.source)


def _personnes(composition: Composition, assemblee: Assemblee) -> Iterator[Constat]:
    """Refuse that one person fills two seats that must both be held."""
    obligatoires = [siege for siege in _sieges(composition, assemblee) if siege.minimum]
    pourvus = all(len(personnes(assemblee.au(s.role))) >= s.minimum for s in obligatoires)
    demandees = sum(siege.minimum for siege in obligatoires)
    presentes = len(personnes(assemblee.au(*(siege.role for siege in obligatoires))))
    if pourvus and presentes < demandees:
        fait = INSUFFISANTES(presentes=presentes, attendues=demandees)
        yield Constat(Gravite.IRREGULARITE, "personnes_insuffisantes", fait, composition.source)


def _vide(composition: Composition, assemblee: Assemblee) -> Iterator[Constat]:
    """Refuse a jury of nobody, where neither a quorum nor a seat does."""
    ouverte = composition.quorum is None and not any(s.minimum and s.voix for s in _sieges(composition, assemblee))
    if ouverte and not _votants(composition, assemblee):
        yield Constat(Gravite.IRREGULARITE, "jury_vide", VIDE, composition.source)


def _sieges(composition: Composition, assemblee: Assemblee) -> tuple[Siege, ...]:
    """Return the seats that are there for some dossier of the séance; all of them where there is none."""
    voies = assemblee.voies
    return tuple(siege for siege in composition.sieges if not voies or any(map(siege.sert, voies)))


def _votants(composition: Composition, assemblee: Assemblee) -> set[str]:
    """Return the distinct persons who have a vote on some dossier."""
    return personnes(assemblee.au(*(siege.role for siege in _sieges(composition, assemblee) if siege.voix)))


def _quorum(composition: Composition, assemblee: Assemblee) -> Iterator[Constat]:
    """Count the distinct persons with a vote, voie by voie where a seat is of some only."""
    if composition.quorum is None:
        return
    for partie in assemblee.par_voie() if any(siege.voies for siege in composition.sieges) else (assemblee,):
        presents = len(_votants(composition, partie))
        if presents < composition.quorum:
            fait = SANS_QUORUM(presents=presents, attendus=composition.quorum)
            dossiers = () if partie == assemblee else tuple(dossier.code for dossier in partie.dossiers)
            yield Constat(Gravite.IRREGULARITE, "quorum", fait, composition.source, dossiers)


def _deports(composition: Composition, assemblee: Assemblee) -> Iterator[Constat]:
    """Count the quorum of each dossier for which a member left without that member; somebody must be left."""
    attendus = composition.quorum or 1
    for dossier in assemblee.dossiers:
        partis = {cle(nom) for nom in assemblee.deports.get(dossier.code, ())}
        seul = Assemblee(assemblee.membres, (dossier,), assemblee.le)
        restent = _votants(composition, seul) - partis
        if partis and len(restent) < attendus:
            fait = SANS_QUORUM_APRES_DEPORT(dossier=dossier.code, presents=len(restent), attendus=attendus)
            code = (dossier.code,)
            yield Constat(Gravite.IRREGULARITE, "quorum_apres_deport", fait, composition.source, code)
