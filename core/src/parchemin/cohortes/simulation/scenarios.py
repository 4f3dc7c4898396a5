"""From what a user asks to scenarios: rules with other numbers, another édition, several at a time."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import frozen

from parchemin.cohortes.model import Cohorte, Scenario
from parchemin.cohortes.simulation.parametres import Changement, Parametre, modifier, noms
from parchemin.deliberation import ModeleTitre, Regimes
from parchemin.errors import CodeInconnu, Defaut, DonneesInvalides, Lieu, plus_proche
from parchemin.jury import Composition
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition
from parchemin.regles import Politique

EN_VIGUEUR = "règles en vigueur"
"""The name of the scenario in which nothing changes."""

_AFFECTATION = re.compile(r"([^\s=;]+)\s*=\s*([^\s=;]+(?:\s*%)?)\s*;?\s*")


@frozen(eq=False)
class RegimesModifies:
    """The régimes in force, with other numbers in their rules."""

    fond: Regimes
    changements: tuple[Changement, ...]

    def politique(self, edition: str, voie: str) -> Politique:
        """Return the policy of an édition and a voie, changed."""
        return modifier(self.fond.politique(edition, voie), self.changements)

    def titres(self, edition: Edition) -> tuple[ModeleTitre, ...]:
        """Return the titles that an édition delivers."""
        return self.fond.titres(edition)

    def compositions(self, edition: Edition, instance: str) -> tuple[Composition, ...]:
        """Return how an instance is composed when it serves an édition."""
        return self.fond.compositions(edition, instance)


@frozen
class Demande:
    """A scenario as it was asked for: its name, the changes as written, the édition as written."""

    nom: str
    changements: tuple[str, ...] = ()
    edition: str = ""

    @classmethod
    def lire(cls, ecrit: str) -> "Demande":
        """Read ``nom : bloc.part=75% edition=CODE@EDITION``; raise `ValueError` where it is not so."""
        tete, deux_points, corps = ecrit.partition(":")
        nom, corps = (tete.strip(), corps) if deux_points and "=" not in tete else ("", ecrit)
        reste = _AFFECTATION.sub("", corps).strip()
        paires = _AFFECTATION.findall(corps)
        if reste or not paires:
            raise ValueError(f"trouvé « {reste or ecrit} » : attendu « nom : bloc.part=75% edition=CODE@EDITION »")
        changements = tuple(f"{chemin}={valeur}" for chemin, valeur in paires if chemin != "edition")
        editions = [valeur for chemin, valeur in paires if chemin == "edition"]
        if len(editions) > 1:
            raise ValueError("deux éditions dans un même scénario")
        return cls(nom or " ; ".join((*editions, *changements)), changements, *editions)


@frozen
class Souhaits:
    """What a user writes: the ``REGLE=VALEUR`` of one scenario, then an édition or words for each other one."""

    politiques: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()


def preparer(souhaits: Souhaits, regimes: Regimes, cohorte: Cohorte, catalogue: Catalogue) -> tuple[Scenario, ...]:
    """Return the rules in force, then each scenario that is asked for.

    :raises DonneesInvalides: with every scenario that is badly written, and every parameter, value and édition
        that cannot be.
    """
    defauts: list[Defaut] = []
    certifications = {origine.en_tete().certification for origine in cohorte.origines}
    en_vigueur = _editions(cohorte, catalogue)
    scenarios = [Scenario(EN_VIGUEUR, regimes)]
    for demande in _demandes(souhaits, defauts):
        lieu = Lieu(f"scénario « {demande.nom} »")
        edition = _edition(demande.edition, certifications, catalogue, lieu, defauts)
        politiques = _politiques([edition] if edition else en_vigueur, regimes)
        changements = tuple(_changements(demande, politiques, lieu, defauts))
        modifies = RegimesModifies(regimes, changements) if changements else regimes
        scenarios.append(Scenario(demande.nom, modifies, edition))
    defauts += [
        Defaut(Lieu(f"scénario « {nom} »"), "ce nom sert deux fois")
        for nom, combien in Counter(scenario.nom for scenario in scenarios).items()
        if combien > 1
    ]
    if defauts:
        raise DonneesInvalides(defauts)
    return tuple(scenarios)


def _demandes(souhaits: Souhaits, defauts: list[Defaut]) -> Iterator[Demande]:
    """Yield one scenario for all ``politiques``, then one for each édition and each scenario in words."""
    if souhaits.politiques:
        yield Demande(" ; ".join(souhaits.politiques), souhaits.politiques)
    for edition in souhaits.editions:
        if edition.strip():
            yield Demande(edition, edition=edition)
        else:
            defauts.append(Defaut(Lieu("--edition"), f"trouvé « {edition} » : attendu CODE@EDITION"))
    for ecrit in souhaits.scenarios:
        try:
            yield Demande.lire(ecrit)
        except ValueError as erreur:
            defauts.append(Defaut(Lieu(f"scénario « {ecrit} »"), str(erreur)))


def hypothese(scenario: Scenario) -> str:
    """Say in French what a scenario changes."""
    changements = scenario.regimes.changements if isinstance(scenario.regimes, RegimesModifies) else ()
    editions = (f"édition {scenario.edition.cle}",) if scenario.edition else ()
    return " ; ".join((*editions, *map(str, changements)))


def parametres_de(cohorte: Cohorte, regimes: Regimes, catalogue: Catalogue) -> dict[str, tuple[Parametre, ...]]:
    """Return the parameters of every policy under which the dossiers of a cohort may stand, by name."""
    return noms(_politiques(_editions(cohorte, catalogue), regimes))


def _editions(cohorte: Cohorte, catalogue: Catalogue) -> list[Edition]:
    trouvees: dict[str, Edition] = {}
    for origine in cohorte.origines:
        seance = origine.en_tete()
        trouvees |= seance.editions or {edition.cle: edition for edition in catalogue.de(seance.certification)}
    return [edition for _, edition in sorted(trouvees.items()) if not edition.sans_contenu]


def _politiques(editions: Iterable[Edition], regimes: Regimes) -> list[Politique]:
    trouvees = []
    for edition in editions:
        for voie in edition.voies:
            try:
                trouvees.append(regimes.politique(edition.cle, voie.code))
            except CodeInconnu:
                continue
    return trouvees


def _edition(
    ecrite: str, certifications: set[str], catalogue: Catalogue, lieu: Lieu, defauts: list[Defaut]
) -> Edition | None:
    if not ecrite:
        return None
    certification, _, nom = ecrite.partition("@")
    try:
        trouvee = catalogue.edition(certification, nom).exiger_contenu()
    except CodeInconnu as erreur:
        defauts.append(Defaut(lieu, str(erreur)))
        return None
    if certification not in certifications:
        connues = ", ".join(sorted(certifications))
        defauts.append(Defaut(lieu, f"aucune séance de {certification} dans cette cohorte (trouvé {connues})"))
    return trouvee


def _changements(
    demande: Demande, politiques: Sequence[Politique], lieu: Lieu, defauts: list[Defaut]
) -> Iterable[Changement]:
    """Yield the changes that can be; one is tried on every policy that has its parameter."""
    connus = noms(politiques)
    vus: set[str] = set()
    for ecrit in demande.changements:
        try:
            changement = Changement.lire(ecrit)
            _exiger_connu(changement.chemin, connus, vus)
            vus.add(changement.chemin)
            for politique in politiques:
                modifier(politique, [changement])
            yield changement
        except ValueError as erreur:
            defauts.append(Defaut(lieu, str(erreur)))


def _exiger_connu(chemin: str, connus: Collection[str], vus: Collection[str]) -> None:
    if chemin not in connus:
        indice = plus_proche(chemin, connus) if connus else " ; les règles de ces éditions n'ont aucun paramètre"
        raise ValueError(f"paramètre inconnu « {chemin} »{indice}")
    if chemin in vus:
        raise ValueError(f"« {chemin} » change deux fois : un scénario ne lui donne qu'une valeur")
