"""What types cannot say of a plugin: its codes are its own, and what it refers to is there."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from attrs import frozen

from parchemin.deliberation.model import ModeleTitre
from parchemin.errors import Suggestion
from parchemin.faits import Fait, Tournure
from parchemin.jury.model import Composition
from parchemin.passerelle import Passerelle
from parchemin.plugin.jurys_en_faute import jurys_en_faute
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.model import Edition, Niveau
from parchemin.regles.base import Politique
from parchemin.vae.model import RegleRecevabilite

PAS_UN_SLUG = Tournure("pas_un_slug", "le slug « {slug} » n'est pas fait de minuscules, de chiffres et de tirets")
SLUG_AUTRE = Tournure("slug_autre", "la branche s'appelle « {branche} », son point d'entrée « {slug} »")
COMPOSITION_SANS_CERTIFICATION = Tournure(
    "composition_sans_certification", "composition de {instance} : certification inconnue « {certification} »"
)
TITRE_SANS_CERTIFICATION = Tournure(
    "titre_sans_certification", "titre {nature} : certification inconnue « {certification} »"
)
TITRE_D_UN_AUTRE_NIVEAU = Tournure(
    "titre_d_un_autre_niveau",
    "titre {nature} de {certification} : pour={niveau}, attendu edition ou bloc ; une compétence se valide et se "
    "garde (« tient_les_competences »), elle ne fait pas un titre",
)
TITRE_SANS_OBJET = Tournure(
    "titre_sans_objet",
    "titre {nature} de {certification} : {quoi} inconnu « {nom} », attendu l'un de {attendus}",
)
TITRE_SANS_JUGEMENT = Tournure(
    "titre_sans_jugement",
    "titre {nature} de {certification} : pour un bloc, et aucune politique n'y juge de bloc",
)
PREFIXE = Tournure("prefixe", "{edition} : le code d'une certification commence par « {slug}. »")
INSTANCE_INCONNUE = Tournure("edition_sans_instance", "{edition} : instance inconnue « {instance} »")
NON_FIGEE = Tournure("non_figee", "{edition} : une liste, ou un autre objet qui se modifie, y tient lieu de tuple")
EDITION_REPETEE = Tournure("edition_repetee", "{edition} est déclarée {combien} fois")
POLITIQUE_SANS_VOIE = Tournure(
    "politique_sans_voie", "politique de {edition}, voie « {voie} » : cette édition n'a pas cette voie"
)
POLITIQUES_RIVALES = Tournure("politiques_rivales", "{edition}, voie « {voie} » a {combien} politiques")
RECEVABILITE_SANS_CERTIFICATION = Tournure(
    "recevabilite_sans_certification", "recevabilité de {certification} : certification inconnue{suggestion}"
)
DEPOTS_A_L_ENVERS = Tournure(
    "depots_a_l_envers", "recevabilité de {certification} : {du:jour} est après {au:jour}"
)
DEPOTS_COMMUNS = Tournure(
    "depots_communs", "recevabilité de {certification} : « {une} » et « {autre} » se chevauchent"
)

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


def fautes(slug: str, apport: Apport) -> Iterator[Fait]:
    """Yield what does not hold together in what one plugin supplies."""
    if not est_un_slug(slug):
        yield PAS_UN_SLUG(slug=slug)
    if apport.branche and apport.branche.slug != slug:
        yield SLUG_AUTRE(branche=apport.branche.slug, slug=slug)
    yield from _editions_en_faute(slug, apport)
    yield from _politiques_en_faute(apport)
    yield from _recevabilites_en_faute(apport)
    certifications = {edition.certification for edition in apport.editions}
    for composition in apport.jurys:
        for inconnue in set(composition.certifications) - certifications:
            yield COMPOSITION_SANS_CERTIFICATION(instance=composition.instance, certification=inconnue)
        yield from jurys_en_faute(composition)
    for titre in apport.titres:
        if titre.certification not in certifications:
            yield TITRE_SANS_CERTIFICATION(nature=titre.nature, certification=titre.certification)
        else:
            yield from _titre_en_faute(titre, apport)


def _titre_en_faute(titre: ModeleTitre, apport: Apport) -> Iterator[Fait]:
    """Yield why nothing would ever deliver a title: what it crowns is no title, or no policy judges it."""
    dit = {"nature": titre.nature, "certification": titre.certification}
    if titre.pour not in (Niveau.EDITION, Niveau.BLOC):
        yield TITRE_D_UN_AUTRE_NIVEAU(**dit, niveau=titre.pour.name.lower())
        return
    visees = {
        edition.cle
        for edition in apport.editions
        if edition.certification == titre.certification
        and (not titre.editions or edition.edition in titre.editions)
    }
    politiques = [politique for politique in apport.politiques if politique.edition in visees]
    yield from _conditions_en_faute(titre, [edition for edition in apport.editions if edition.cle in visees])
    if titre.pour is Niveau.BLOC and politiques and all(politique.bloc is None for politique in politiques):
        yield TITRE_SANS_JUGEMENT(**dit)


def _conditions_en_faute(titre: ModeleTitre, editions: list[Edition]) -> Iterator[Fait]:
    """Yield what a title names that none of its éditions has."""
    connus = {
        "voie": (titre.voies, {voie.code for edition in editions for voie in edition.voies}),
        "option": (titre.options, {option.code for edition in editions for option in edition.options}),
        "bloc": (titre.blocs, {bloc.code for edition in editions for bloc in edition.blocs}),
    }
    for quoi, (noms, siens) in connus.items():
        for nom in noms if editions else ():
            if nom not in siens:
                dit = {"nature": titre.nature, "certification": titre.certification}
                yield TITRE_SANS_OBJET(**dit, quoi=quoi, nom=nom, attendus=tuple(sorted(siens)))


def _editions_en_faute(slug: str, apport: Apport) -> Iterator[Fait]:
    instances = {instance.code for instance in apport.branche.instances} if apport.branche else set()
    for edition in apport.editions:
        if not edition.certification.startswith(f"{slug}."):
            yield PREFIXE(edition=edition.cle, slug=slug)
        for instance in edition.instances:
            if instance not in instances:
                yield INSTANCE_INCONNUE(edition=edition.cle, instance=instance)
        if not _est_figee(edition):
            yield NON_FIGEE(edition=edition.cle)
    for cle, combien in Counter(edition.cle for edition in apport.editions).items():
        if combien > 1:
            yield EDITION_REPETEE(edition=cle, combien=combien)


def _est_figee(edition: Edition) -> bool:
    """Tell whether an édition is made of values alone: what is computed of it once serves ever after."""
    try:
        hash(edition)
    except TypeError:
        return False
    return True


def _politiques_en_faute(apport: Apport) -> Iterator[Fait]:
    voies = {(edition.cle, voie.code) for edition in apport.editions for voie in edition.voies}
    servies = Counter((politique.edition, voie) for politique in apport.politiques for voie in politique.voies)
    for (edition, voie), combien in servies.items():
        if (edition, voie) not in voies:
            yield POLITIQUE_SANS_VOIE(edition=edition, voie=voie)
        elif combien > 1:
            yield POLITIQUES_RIVALES(edition=edition, voie=voie, combien=combien)


def _recevabilites_en_faute(apport: Apport) -> Iterator[Fait]:
    certifications = {edition.certification for edition in apport.editions}
    for regle in apport.recevabilites:
        certification = regle.certification
        if certification not in certifications:
            suggestion = Suggestion.parmi(certification, certifications)
            yield RECEVABILITE_SANS_CERTIFICATION(certification=certification, suggestion=suggestion)
        if not regle.chevauche(regle):
            yield DEPOTS_A_L_ENVERS(certification=certification, du=regle.depose_du, au=regle.depose_au)
    for une, autre in combinations(apport.recevabilites, 2):
        if une.certification == autre.certification and une.chevauche(autre):
            yield DEPOTS_COMMUNS(certification=une.certification, une=une.depots, autre=autre.depots)
