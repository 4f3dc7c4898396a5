"""The host: finds the plugins, loads each in isolation, and indexes what they supply together.

Loading one plugin is in ``chargement``, checking what it returned in ``validation``. Everything after is a
plain call.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum
from importlib.metadata import EntryPoint, entry_points
from time import perf_counter

from attrs import evolve, field, frozen

from parchemin.deliberation.model import DemandesAuRefus, InstanceDeRecours, ModeleTitre
from parchemin.dossier.conservation import Conservation
from parchemin.errors import ActeRefuse, BrancheInvalide, CodeInconnu, ContenuInconnu, enchainer, inconnu
from parchemin.faits import Fait, Tournure
from parchemin.jury.model import Composition
from parchemin.passerelle import Passerelle, Reseau
from parchemin.plugin.chargement import charger_un
from parchemin.plugin.essai.politiques_en_faute import fautes_de_politique
from parchemin.plugin.types import Branche, Exemple, Mission
from parchemin.plugin.validation import Apport
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition, Niveau
from parchemin.referentiel.nombres import en_francais
from parchemin.regles.base import Politique
from parchemin.vae.reglement import ReglementVae

LENT_APRES = 2.0
"""The seconds after which a plugin is slow to load: every command waits for it."""

GROUPE = "parchemin.branches"

SANS_REGLE = Tournure("sans_regle", "aucune règle de délibération pour {edition}, voie « {voie} »")
SANS_RECOURS = Tournure(
    "sans_recours", "{branche} : aucune instance de recours n'y est déclarée ; décide seul : {decident}"
)
BRANCHE_ABSENTE = Tournure(
    "branche_absente", "{certification} : sa branche n'est pas active, et son délai est inconnu"
)
RIVALES = Tournure(
    "slug_dispute",
    "le slug « {slug} » est fourni par {distributions}, et avec lui les certifications « {slug}.… »",
)
N_EN_GARDER_QU_UNE = Tournure("n_en_garder_qu_une", "désinstaller toutes ces distributions sauf une")
CORRIGER_LA_POLITIQUE = Tournure("corriger_la_politique", "corriger ce que rend parchemin_politiques")
LENTE = Tournure(
    "lente_a_charger",
    "lente à charger ({secondes} s) : importer ce qui est lourd dans les fonctions qui s'en servent",
)


class EtatDeGreffon(Enum):
    """Whether a plugin is in use."""

    ACTIVE = "active"
    DESACTIVEE = "desactivee"
    EN_ERREUR = "en_erreur"


@frozen
class Greffon:
    """A plugin as the host found it: its slug, the distribution that brings it, and its state.

    One that cannot be used has its ``causes`` and the ``remedes``. ``secondes`` is how long it took to load;
    ``alertes`` are what its author should know of one that works.
    """

    slug: str
    distribution: str
    version: str
    etat: EtatDeGreffon
    causes: tuple[Fait, ...] = ()
    apport: Apport = field(factory=Apport)
    remedes: tuple[Fait, ...] = ()
    secondes: float = field(default=0.0, eq=False)
    alertes: tuple[Fait, ...] = field(default=(), eq=False)

    @property
    def cause(self) -> str:
        """Why it cannot be used, in French."""
        return enchainer(self.causes)

    @property
    def remede(self) -> str:
        """What its author can do, in French."""
        return enchainer(self.remedes)

    @property
    def origine(self) -> str:
        """The distribution and its version, as one word for messages."""
        return f"{self.distribution} {self.version}"

    def __str__(self) -> str:
        remede = f" ; remède : {self.remede}" if self.remede else ""
        return f"{self.slug} ({self.origine}) : {self.cause or self.etat.value}{remede}"


@frozen(eq=False)
class Hote:
    """The plugins of this machine and what the active ones supply together."""

    greffons: tuple[Greffon, ...]
    catalogue: Catalogue
    _politiques: Mapping[tuple[str, str], Politique] = field(repr=False)
    _titres: Mapping[str, tuple[ModeleTitre, ...]] = field(repr=False)
    eprouve: bool = True

    @classmethod
    def charger(
        cls,
        desactivees: Collection[str] = (),
        *,
        strict: bool = False,
        points: Iterable[EntryPoint] | None = None,
        lent_apres: float = LENT_APRES,
    ) -> "Hote":
        """Load every plugin that is installed, but those of ``desactivees``, which are not even imported.

        A plugin that is slow to load is used, and carries an alert: nothing can stop an import half-way.

        :param strict: raise `BrancheInvalide` when any plugin cannot be used, instead of going on without.
        :param points: the entry points to load; by default all those of the group ``parchemin.branches``.
        :param lent_apres: the seconds after which a plugin is said to be slow.
        """
        trouves = entry_points(group=GROUPE) if points is None else points
        greffons = tuple(_charger_tous(sorted(trouves, key=_ordre), desactivees, lent_apres))
        fautifs = [greffon for greffon in greffons if greffon.etat is EtatDeGreffon.EN_ERREUR]
        if strict and fautifs:
            raise BrancheInvalide(["\n".join(map(str, fautifs))])
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
        """Return the policy of an édition for a voie, tried before anybody uses it.

        :raises ContenuInconnu: when no plugin supplies one.
        :raises BrancheInvalide: when it could only give wrong answers (`essai`), with all that is wrong.
        """
        try:
            politique = self._politiques[edition, voie]
        except KeyError:
            raise ContenuInconnu(SANS_REGLE(edition=edition, voie=voie)) from None
        if self.eprouve and (fautes := self.fautes(edition, politique, (voie,))):
            raise BrancheInvalide(fautes)
        return politique

    def fautes(self, edition: str, politique: Politique, voies: tuple[str, ...]) -> tuple[Fait, ...]:
        """Return what is wrong with a policy on an édition, in some of the voies that it serves."""
        siennes = (connue for connue in self.catalogue.editions if connue.cle == edition)
        return tuple(
            faute
            for connue in siennes
            for voie in connue.voies
            if voie.code in voies and not connue.sans_contenu
            for faute in fautes_de_politique(connue, voie.code, politique, self.titres(connue))
        )

    def eprouvees(self) -> tuple[Greffon, ...]:
        """Return the plugins, each policy tried: one with a policy that could only be wrong cannot be used."""
        return tuple(map(self._eprouver, self.greffons))

    def _eprouver(self, greffon: Greffon) -> Greffon:
        politiques = greffon.apport.politiques
        causes = tuple(
            faute for sienne in politiques for faute in self.fautes(sienne.edition, sienne, sienne.voies)
        )
        if not causes:
            return greffon
        return evolve(greffon, etat=EtatDeGreffon.EN_ERREUR, causes=causes, remedes=(CORRIGER_LA_POLITIQUE(),))

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

    def reglement_vae(self) -> ReglementVae:
        """Return what the VAE asks for, by certification and date of deposit."""
        regles = (regle for greffon in self.greffons for regle in greffon.apport.recevabilites)
        return ReglementVae(tuple(regles), self.catalogue)

    def reseau(self) -> Reseau:
        """Return all passerelles of the active plugins, with how long the blocs of each édition are held."""
        modeles = ((edition, modele) for edition in self.catalogue.editions for modele in self.titres(edition))
        return Reseau(
            self.catalogue,
            tuple(passerelle for greffon in self.greffons for passerelle in greffon.apport.passerelles),
            {edition.cle: m.annees for edition, m in modeles if m.pour is Niveau.BLOC and m.annees},
        )

    def en_erreur(self) -> tuple[str, ...]:
        """Return the slugs of the branches that could not be loaded."""
        return tuple(un.slug for un in self.greffons if un.etat is EtatDeGreffon.EN_ERREUR)

    def origines(self) -> dict[str, str]:
        """Return the distribution that brings each certification."""
        return {
            edition.certification: greffon.origine
            for greffon in self.greffons
            for edition in greffon.apport.editions
        }

    def declarants(self) -> dict[Passerelle, str]:
        """Return the distribution, or those, that declare each passerelle."""
        declarants: dict[Passerelle, str] = {}
        for greffon in self.greffons:
            for passerelle in greffon.apport.passerelles:
                deja = f"{declarants[passerelle]} et " if passerelle in declarants else ""
                declarants[passerelle] = f"{deja}{greffon.origine}"
        return declarants

    def proclame(self, certification: str, instance: str) -> bool:
        """Tell whether an instance decides; one that only evaluates or proposes delivers nothing."""
        branche = self.branche(certification)
        siennes = branche.instances if branche else ()
        return any(sienne.code == instance and Mission.DECIDE in sienne.missions for sienne in siennes)

    def demandes_au_refus(self, edition: Edition, instance: str, voie: str) -> DemandesAuRefus:
        """Return what documents ask of an instance that refuses: to say why, to advise what comes next."""
        branche = self.branche(edition.certification)
        siennes = (sienne for sienne in (branche.instances if branche else ()) if sienne.code == instance)
        sienne = next(siennes, None)
        if sienne is None:
            return DemandesAuRefus()
        return DemandesAuRefus(sienne.motive(edition.cle, voie), sienne.conseille(edition.cle, voie))

    def nommer_instance(self, certification: str, code: str) -> str:
        """Return the name that a branch gives to one of its instances; its code where that branch is not there."""
        branche = self.branche(certification)
        siennes = branche.instances if branche else ()
        return next((sienne.intitule for sienne in siennes if sienne.code == code), code)

    def recours(self, certification: str) -> tuple[InstanceDeRecours, ...]:
        """Return who hears an appeal; raise `ActeRefuse` where the branch declares nobody for it."""
        branche = self.branche(certification)
        siennes = branche.instances if branche else ()
        ouvertes = [sienne for sienne in siennes if Mission.RECOURS in sienne.missions]
        if not ouvertes:
            decident = tuple(f"{i.intitule} [{i.source}]" for i in siennes if Mission.DECIDE in i.missions)
            nom = branche.nom if branche else certification
            raise ActeRefuse([SANS_RECOURS(branche=nom, decident=decident)])
        return tuple(InstanceDeRecours(i.code, i.intitule, i.source, i.delai) for i in ouvertes)

    def conservation(self, certification: str) -> Conservation | None:
        """Return how long the branch of a certification keeps its dossiers, where it says so.

        :raises CodeInconnu: when the branch is not there to say it.
        """
        branche = self.branche(certification)
        if branche is None:
            raise CodeInconnu(BRANCHE_ABSENTE(certification=certification))
        return branche.conservation

    def exemples(self) -> dict[str, Exemple]:
        """Return every example by its full name, ``slug/nom``."""
        return {f"{g.slug}/{exemple.nom}": exemple for g in self.greffons for exemple in g.apport.exemples}

    def exemple(self, nom: str) -> Exemple:
        """Return one example; raise `CodeInconnu`."""
        connus = self.exemples()
        if nom not in connus:
            raise CodeInconnu(inconnu("exemple inconnu", nom, connus))
        return connus[nom]

    def branche(self, certification: str) -> Branche | None:
        """Return the branch of a certification."""
        branches = (greffon.apport.branche for greffon in self.greffons if greffon.apport.branche)
        return next((branche for branche in branches if certification.startswith(f"{branche.slug}.")), None)


def _ordre(point: EntryPoint) -> tuple[str, ...]:
    return point.name, *_identite(point)[1:], point.value


def _identite(point: EntryPoint) -> tuple[str, str, str]:
    return point.name, point.dist.name if point.dist else "?", point.dist.version if point.dist else "?"


def _charger_tous(
    points: Collection[EntryPoint], desactivees: Collection[str], lent_apres: float
) -> Iterator[Greffon]:
    combien = Counter(point.name for point in points)
    for point in points:
        vide = Greffon(*_identite(point), EtatDeGreffon.DESACTIVEE)
        if point.name in desactivees:
            yield vide
        elif combien[point.name] > 1:
            cause = _rivalite(point.name, [autre for autre in points if autre.name == point.name])
            yield evolve(vide, etat=EtatDeGreffon.EN_ERREUR, causes=(cause,), remedes=(N_EN_GARDER_QU_UNE(),))
        else:
            yield _charger(point, vide, lent_apres)


def _rivalite(slug: str, rivaux: Iterable[EntryPoint]) -> Fait:
    """Say that several distributions claim a slug, and with it the same certifications: none is loaded."""
    noms = " et ".join(" ".join(_identite(rival)[1:]) for rival in rivaux)
    return RIVALES(slug=slug, distributions=noms)


def _charger(point: EntryPoint, vide: Greffon, lent_apres: float) -> Greffon:
    debut = perf_counter()
    try:
        greffon = evolve(vide, etat=EtatDeGreffon.ACTIVE, apport=charger_un(point))
    except BrancheInvalide as erreur:
        greffon = evolve(vide, etat=EtatDeGreffon.EN_ERREUR, causes=erreur.causes, remedes=erreur.remedes)
    secondes = perf_counter() - debut
    return evolve(greffon, secondes=secondes, alertes=tuple(_lenteur(secondes, lent_apres)))


def _lenteur(secondes: float, lent_apres: float) -> Iterator[Fait]:
    if secondes > lent_apres:
        yield LENTE(secondes=en_francais(f"{secondes:.1f}"))


def _instances(apports: Iterable[Apport]) -> dict[str, tuple[str, ...]]:
    """Return the instances of each certification: those that its éditions name, else all of its branch."""
    instances: dict[str, tuple[str, ...]] = {}
    for apport in apports:
        toutes = tuple(instance.code for instance in apport.branche.instances) if apport.branche else ()
        for edition in apport.editions:
            deja = instances.get(edition.certification, ())
            instances[edition.certification] = tuple(dict.fromkeys((*deja, *(edition.instances or toutes))))
    return instances
