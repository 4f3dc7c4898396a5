"""The host: finds the plugins, loads each in isolation, checks what it returned, and indexes it.

pluggy is asked once for each plugin, here; everything after is a plain call.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum
from importlib.metadata import EntryPoint, entry_points
from itertools import combinations
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

import pluggy
from attrs import evolve, field, frozen

from parchemin.deliberation.model import ModeleTitre
from parchemin.errors import BrancheInvalide, CodeInconnu, ContenuInconnu, plus_proche
from parchemin.jury.model import Composition
from parchemin.passerelle import Passerelle, Reseau
from parchemin.plugin import API_VERSION, PROJET, specs
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition, Niveau
from parchemin.regles.base import Politique
from parchemin.vae.model import RegleRecevabilite
from parchemin.vae.reglement import Reglement

GROUPE = "parchemin.branches"


class Etat(Enum):
    """Whether a plugin is in use."""

    ACTIVE = "active"
    DESACTIVEE = "desactivee"
    EN_ERREUR = "en_erreur"


@frozen
class Apport:
    """All that one plugin supplies, materialised: one field a hook."""

    branche: Branche | None = None
    editions: tuple[Edition, ...] = ()
    politiques: tuple[Politique, ...] = ()
    jurys: tuple[Composition, ...] = ()
    recevabilites: tuple[RegleRecevabilite, ...] = ()
    passerelles: tuple[Passerelle, ...] = ()
    titres: tuple[ModeleTitre, ...] = ()
    exemples: tuple[Exemple, ...] = ()


@frozen
class Greffon:
    """A plugin as the host found it: its slug, the distribution that brings it, its state and its cause."""

    slug: str
    distribution: str
    version: str
    etat: Etat
    cause: str = ""
    apport: Apport = Apport()

    @property
    def origine(self) -> str:
        """The distribution and its version, as one word for messages."""
        return f"{self.distribution} {self.version}"


@frozen(eq=False)
class Hote:
    """The plugins of this machine and what the active ones supply together."""

    greffons: tuple[Greffon, ...]
    catalogue: Catalogue
    _politiques: Mapping[tuple[str, str], Politique] = field(repr=False)
    _titres: Mapping[str, tuple[ModeleTitre, ...]] = field(repr=False)

    @classmethod
    def charger(
        cls,
        desactivees: Collection[str] = (),
        *,
        strict: bool = False,
        points: Iterable[EntryPoint] | None = None,
    ) -> "Hote":
        """Load every plugin that is installed, but those of ``desactivees``, which are not even imported.

        :param strict: raise `BrancheInvalide` when any plugin cannot be used, instead of going on without.
        :param points: the entry points to load; by default all those of the group ``parchemin.branches``.
        """
        trouves = entry_points(group=GROUPE) if points is None else points
        greffons = tuple(_charger_tous(sorted(trouves, key=_ordre), desactivees))
        fautifs = [greffon for greffon in greffons if greffon.etat is Etat.EN_ERREUR]
        if strict and fautifs:
            raise BrancheInvalide("\n".join(f"{f.slug} ({f.origine}) : {f.cause}" for f in fautifs))
        return cls.de_apports(greffons)

    @classmethod
    def de_apports(cls, greffons: tuple[Greffon, ...]) -> "Hote":
        """Index what plugins supply."""
        apports = [greffon.apport for greffon in greffons]
        titres: dict[str, tuple[ModeleTitre, ...]] = {}
        for modele in (modele for apport in apports for modele in apport.titres):
            titres[modele.certification] = (*titres.get(modele.certification, ()), modele)
        return cls(
            greffons,
            Catalogue(tuple(edition for apport in apports for edition in apport.editions), _instances(apports)),
            {(pol.edition, voie): pol for apport in apports for pol in apport.politiques for voie in pol.voies},
            titres,
        )

    def politique(self, edition: str, voie: str) -> Politique:
        """Return the policy of an édition for a voie; raise `ContenuInconnu` when no plugin supplies one."""
        try:
            return self._politiques[edition, voie]
        except KeyError:
            message = f"aucune règle de délibération pour {edition}, voie « {voie} »"
            raise ContenuInconnu(message) from None

    def titres(self, edition: Edition) -> tuple[ModeleTitre, ...]:
        """Return the titles that an édition delivers."""
        modeles = self._titres.get(edition.certification, ())
        return tuple(modele for modele in modeles if not modele.editions or edition.edition in modele.editions)

    def compositions(self, edition: Edition, instance: str) -> tuple[Composition, ...]:
        """Return how an instance is composed when it serves an édition."""
        return tuple(
            composition
            for greffon in self.greffons
            for composition in greffon.apport.jurys
            if composition.instance == instance and composition.sert(edition.certification, edition.edition)
        )

    def reglement_vae(self) -> Reglement:
        """Return what the VAE asks for, by certification and date of deposit."""
        regles = (regle for greffon in self.greffons for regle in greffon.apport.recevabilites)
        return Reglement(tuple(regles), self.catalogue)

    def reseau(self) -> Reseau:
        """Return all passerelles of the active plugins, with how long the blocs of each certification are held."""
        modeles = (modele for greffon in self.greffons for modele in greffon.apport.titres)
        return Reseau(
            self.catalogue,
            tuple(passerelle for greffon in self.greffons for passerelle in greffon.apport.passerelles),
            {m.certification: m.annees for m in modeles if m.pour is Niveau.BLOC and m.annees},
        )

    def origines(self) -> dict[str, str]:
        """Return the distribution that brings each certification."""
        return {
            edition.certification: greffon.origine
            for greffon in self.greffons
            for edition in greffon.apport.editions
        }

    def exemples(self) -> dict[str, Exemple]:
        """Return every example by its full name, ``slug/nom``."""
        return {f"{g.slug}/{exemple.nom}": exemple for g in self.greffons for exemple in g.apport.exemples}

    def exemple(self, nom: str) -> Exemple:
        """Return one example; raise `CodeInconnu`."""
        connus = self.exemples()
        if nom not in connus:
            raise CodeInconnu(f"exemple inconnu « {nom} »{plus_proche(nom, connus)}")
        return connus[nom]

    def branche(self, certification: str) -> Branche | None:
        """Return the branch of a certification."""
        branches = (greffon.apport.branche for greffon in self.greffons if greffon.apport.branche)
        return next((branche for branche in branches if certification.startswith(f"{branche.slug}.")), None)


def _ordre(point: EntryPoint) -> tuple[str, str]:
    return point.name, point.dist.name if point.dist else ""


def _charger_tous(points: Iterable[EntryPoint], desactivees: Collection[str]) -> Iterator[Greffon]:
    points = list(points)
    combien = Counter(point.name for point in points)
    for point in points:
        vide = Greffon(*_identite(point), Etat.DESACTIVEE)
        if point.name in desactivees:
            yield vide
        elif combien[point.name] > 1:
            rivales = " et ".join(" ".join(_identite(autre)[1:]) for autre in points if autre.name == point.name)
            yield evolve(vide, etat=Etat.EN_ERREUR, cause=f"le slug « {point.name} » est fourni par {rivales}")
        else:
            yield _charger(point, vide)


def _identite(point: EntryPoint) -> tuple[str, str, str]:
    return point.name, point.dist.name if point.dist else "?", point.dist.version if point.dist else "?"


def _charger(point: EntryPoint, vide: Greffon) -> Greffon:
    try:
        return evolve(vide, etat=Etat.ACTIVE, apport=_apport(point.name, point.load()))
    except Exception as erreur:  # noqa: BLE001 - a plugin may fail in any way; the others must work
        cause = str(erreur) if isinstance(erreur, BrancheInvalide) else f"{type(erreur).__name__} : {erreur}"
        return evolve(vide, etat=Etat.EN_ERREUR, cause=cause)


def _apport(slug: str, module: ModuleType) -> Apport:
    version = getattr(module, "API_VERSION", None)
    if version != API_VERSION:
        raise BrancheInvalide(f"API_VERSION vaut {version}, attendu {API_VERSION}")
    gestionnaire = pluggy.PluginManager(PROJET)
    gestionnaire.add_hookspecs(specs)
    gestionnaire.register(module, name=slug)
    gestionnaire.check_pending()
    recu = {nom.removeprefix(f"{PROJET}_"): _appeler(gestionnaire, nom) for nom in _hooks()}
    apport = Apport(**recu)
    if fautes := list(_fautes(slug, apport)):
        raise BrancheInvalide(" ; ".join(fautes))
    return apport


def _hooks() -> dict[str, Any]:
    return {nom: hook for nom, hook in vars(specs).items() if nom.startswith(f"{PROJET}_")}


def _appeler(gestionnaire: pluggy.PluginManager, nom: str) -> Any:
    """Call one hook of the only plugin registered; return what it gave, materialised and typed."""
    attendu = get_type_hints(_hooks()[nom])["return"]
    reponses = getattr(gestionnaire.hook, nom)()
    if get_origin(attendu) is None:
        reponse = reponses[0] if reponses else None
        _exiger_type(nom, (reponse,) if reponses else (), attendu)
        return reponse
    if reponses and not isinstance(reponses[0], Iterable):
        raise BrancheInvalide(f"{nom} a rendu {type(reponses[0]).__name__}, attendu un itérable")
    elements = tuple(reponses[0]) if reponses else ()
    _exiger_type(nom, elements, get_args(attendu)[0])
    return elements


def _exiger_type(nom: str, elements: Iterable[object], attendu: type) -> None:
    for element in elements:
        if not isinstance(element, attendu):
            raise BrancheInvalide(f"{nom} a rendu {type(element).__name__}, attendu {attendu.__name__}")


def _fautes(slug: str, apport: Apport) -> Iterator[str]:
    """Yield what does not hold together in what one plugin supplies."""
    if apport.branche and apport.branche.slug != slug:
        yield f"la branche s'appelle « {apport.branche.slug} », son point d'entrée « {slug} »"
    yield from _editions_en_faute(slug, apport)
    yield from _politiques_en_faute(apport)
    yield from _recevabilites_en_faute(apport)
    certifications = {edition.certification for edition in apport.editions}
    for composition in apport.jurys:
        for inconnue in set(composition.certifications) - certifications:
            yield f"composition de {composition.instance} : certification inconnue « {inconnue} »"
    for titre in apport.titres:
        if titre.certification not in certifications:
            yield f"titre {titre.nature} : certification inconnue « {titre.certification} »"


def _editions_en_faute(slug: str, apport: Apport) -> Iterator[str]:
    instances = {instance.code for instance in apport.branche.instances} if apport.branche else set()
    for edition in apport.editions:
        if not edition.certification.startswith(f"{slug}."):
            yield f"{edition.cle} : le code d'une certification commence par « {slug}. »"
        for instance in edition.instances:
            if instance not in instances:
                yield f"{edition.cle} : instance inconnue « {instance} »"
    for cle, combien in Counter(edition.cle for edition in apport.editions).items():
        if combien > 1:
            yield f"{cle} est déclarée {combien} fois"


def _politiques_en_faute(apport: Apport) -> Iterator[str]:
    voies = {(edition.cle, voie.code) for edition in apport.editions for voie in edition.voies}
    servies = Counter((politique.edition, voie) for politique in apport.politiques for voie in politique.voies)
    for (edition, voie), combien in servies.items():
        if (edition, voie) not in voies:
            yield f"politique de {edition}, voie « {voie} » : cette édition n'a pas cette voie"
        elif combien > 1:
            yield f"{edition}, voie « {voie} » a {combien} politiques"


def _recevabilites_en_faute(apport: Apport) -> Iterator[str]:
    certifications = {edition.certification for edition in apport.editions}
    for regle in apport.recevabilites:
        nom = f"recevabilité de {regle.certification}"
        if regle.certification not in certifications:
            yield f"{nom} : certification inconnue{plus_proche(regle.certification, certifications)}"
        if not regle.chevauche(regle):
            yield f"{nom} : {regle.depose_du} est après {regle.depose_au}"
    for une, autre in combinations(apport.recevabilites, 2):
        if une.certification == autre.certification and une.chevauche(autre):
            yield f"recevabilité de {une.certification} : « {une.depots} » et « {autre.depots} » se chevauchent"


def _instances(apports: Iterable[Apport]) -> dict[str, tuple[str, ...]]:
    """Return the instances of each certification: those that its éditions name, else all of its branch."""
    instances: dict[str, tuple[str, ...]] = {}
    for apport in apports:
        toutes = tuple(instance.code for instance in apport.branche.instances) if apport.branche else ()
        for edition in apport.editions:
            deja = instances.get(edition.certification, ())
            instances[edition.certification] = tuple(dict.fromkeys((*deja, *(edition.instances or toutes))))
    return instances
