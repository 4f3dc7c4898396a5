"""What types cannot say of a plugin: its codes are its own, and what it refers to is there."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from attrs import frozen

from parchemin.deliberation.model import ModeleTitre
from parchemin.errors import plus_proche
from parchemin.jury.model import Composition
from parchemin.passerelle import Passerelle
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Politique
from parchemin.vae.model import RegleRecevabilite

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


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


def est_un_slug(texte: str) -> bool:
    """Tell whether a text can name a branch: lower case, digits and hyphens."""
    return _SLUG.fullmatch(texte) is not None


def fautes(slug: str, apport: Apport) -> Iterator[str]:
    """Yield what does not hold together in what one plugin supplies."""
    if not est_un_slug(slug):
        yield f"le slug « {slug} » n'est pas fait de minuscules, de chiffres et de tirets"
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
        if not _est_figee(edition):
            yield f"{edition.cle} : une liste, ou un autre objet qui se modifie, y tient lieu de tuple"
    for cle, combien in Counter(edition.cle for edition in apport.editions).items():
        if combien > 1:
            yield f"{cle} est déclarée {combien} fois"


def _est_figee(edition: Edition) -> bool:
    """Tell whether an édition is made of values alone: what is computed of it once serves ever after."""
    try:
        hash(edition)
    except TypeError:
        return False
    return True


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
