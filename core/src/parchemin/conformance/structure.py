"""The référentiels: dates, sources, who observes what, épreuves and barèmes, the count of the blocs."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import attrs

from parchemin.conformance.model import Ecart, GraviteEcart, Sujet
from parchemin.faits import Tournure
from parchemin.referentiel.model import Edition, NatureCible, Source, Voie

SANS_BRANCHE = Tournure("sans_branche", "parchemin_branche manque : qui certifie, devant quelles instances ?")
SANS_POLITIQUE = Tournure("sans_politique", "aucune politique pour la voie « {voie} »")
CHEVAUCHE = Tournure("editions_chevauchent", "valide_au ({fin}) chevauche {apres}, en vigueur le {du:jour}")
RIEN_EN_VIGUEUR = Tournure("rien_en_vigueur", "rien n'est en vigueur entre le {du:jour} et le {au:jour}")
RELUE_AVANT = Tournure("relue_avant", "relu_jusqu_au ({relu:jour}) précède valide_du")
A_RELIRE = Tournure("a_relire", "relue jusqu'au {relu:jour} : à relire, elle est encore en vigueur")
SOURCE_SANS_DOCUMENT = Tournure("source_sans_document", "source sans document ({ou})")
SOURCE_SANS_SECTION = Tournure("source_sans_section", "source sans section ({ou})")
D_AUCUNE_VOIE = Tournure("evaluateur_sans_voie", "l'évaluateur « {evaluateur} » n'est d'aucune voie")
DEUX_AUTEURS = Tournure("deux_auteurs", "{roles} notent tous deux ({nature}) : une note n'a qu'un auteur")
RIEN_D_OBSERVE = Tournure("rien_d_observe", "ni bloc, ni compétence, ni critère n'y est observé par personne")
EPREUVE_SANS_VOIE = Tournure("epreuve_sans_voie", "elle n'est d'aucune voie")
ZERO_MINUTE = Tournure("zero_minute", "une partie dure 0 minute : omettre « minutes » où le document se tait")
TOUTE_NOTE_ELIMINE = Tournure("toute_note_elimine", "toute note est éliminatoire ({eliminatoire}/{sur})")
COMPOSITION_NULLE = Tournure("composition_nulle", "composition : {demandes} bloc {nature} demandé")
GRILLE_A_COMPLETER = Tournure(
    "grille_a_completer", "{demandes} blocs « {nature} » demandés, {decrits} décrits : la grille complète"
)

_JOUR = timedelta(days=1)
_NOEUDS = frozenset((NatureCible.BLOC, NatureCible.COMPETENCE, NatureCible.CRITERE))


def branche(sujet: Sujet) -> Iterator[Ecart]:
    """Ask for the branch itself, and for a policy of each voie, where there are éditions."""
    if sujet.apport.editions and sujet.apport.branche is None:
        yield Ecart(sujet.slug, SANS_BRANCHE())
    servis = set(sujet.regimes())
    for edition in sujet.editions:
        for voie in edition.voies:
            if (edition, voie.code) not in servis:
                yield Ecart(edition.cle, SANS_POLITIQUE(voie=voie.code))


def dates(sujet: Sujet) -> Iterator[Ecart]:
    """Ask for éditions that follow one another without gap or overlap, and that somebody has re-read."""
    for certification in sorted({edition.certification for edition in sujet.apport.editions}):
        siennes = (edition for edition in sujet.apport.editions if edition.certification == certification)
        for avant, apres in pairwise(sorted(siennes, key=lambda edition: edition.valide_du)):
            yield from _suite(avant, apres)
    for edition in sujet.apport.editions:
        yield from _relecture(edition, sujet)


def _suite(avant: Edition, apres: Edition) -> Iterator[Ecart]:
    if avant.valide_au is None or avant.valide_au >= apres.valide_du:
        fin = avant.valide_au or "sans fin"
        yield Ecart(avant.cle, CHEVAUCHE(fin=fin, apres=apres.cle, du=apres.valide_du))
    elif avant.valide_au + _JOUR < apres.valide_du:
        yield Ecart(avant.cle, RIEN_EN_VIGUEUR(du=avant.valide_au, au=apres.valide_du))


def _relecture(edition: Edition, sujet: Sujet) -> Iterator[Ecart]:
    if edition.relu_jusqu_au < edition.valide_du:
        yield Ecart(edition.cle, RELUE_AVANT(relu=edition.relu_jusqu_au))
    elif edition.en_vigueur(sujet.le) and edition.relu_jusqu_au < sujet.le:
        yield Ecart(edition.cle, A_RELIRE(relu=edition.relu_jusqu_au), GraviteEcart.ALERTE)


def sources(sujet: Sujet) -> Iterator[Ecart]:
    """Ask for the document of every fact, and its section, wherever a source stands."""
    for champ in attrs.fields(type(sujet.apport)):
        valeur = getattr(sujet.apport, champ.name)
        for element in valeur if isinstance(valeur, tuple) else (valeur,):
            for lieu, source in _sources(element, champ.name):
                if not source.document.strip():
                    yield Ecart(_nommer(element), SOURCE_SANS_DOCUMENT(ou=lieu))
                elif not source.section.strip():
                    yield Ecart(_nommer(element), SOURCE_SANS_SECTION(ou=lieu), GraviteEcart.ALERTE)


def _sources(valeur: Any, lieu: str) -> Iterator[tuple[str, Source]]:
    """Walk frozen values, whoever wrote their class, down to their sources."""
    if isinstance(valeur, Source):
        yield lieu, valeur
    elif isinstance(valeur, tuple):
        for rang, element in enumerate(valeur):
            yield from _sources(element, f"{lieu}[{rang}]")
    elif attrs.has(type(valeur)):
        for champ in attrs.fields(type(valeur)):
            yield from _sources(getattr(valeur, champ.name), f"{lieu}.{champ.name}")


def _nommer(element: Any) -> str:
    for nom in ("cle", "edition", "instance", "certification", "de", "slug"):
        if isinstance(trouve := getattr(element, nom, None), str):
            return trouve
    return type(element).__name__


def mesures(sujet: Sujet) -> Iterator[Ecart]:
    """Ask that all can be observed in each voie, and each mark by one role alone."""
    for edition in sujet.editions:
        for voie in edition.voies:
            yield from _mesures(edition, voie)
        convoques = {role for voie in edition.voies for role in voie.evaluateurs}
        for role in edition.evaluateurs:
            if role.role not in convoques:
                yield Ecart(edition.cle, D_AUCUNE_VOIE(evaluateur=role.role), GraviteEcart.ALERTE)


def _mesures(edition: Edition, voie: Voie) -> Iterator[Ecart]:
    objet = f"{edition.cle}, voie « {voie.code} »"
    roles = [role for role in edition.evaluateurs if role.role in voie.evaluateurs]
    notees = [epreuve for epreuve in edition.epreuves_de(voie) if epreuve.bareme]
    sans_auteur = any(not epreuve.notee_par for epreuve in notees)
    for nature in (NatureCible.EPREUVE, NatureCible.CONTINU) if sans_auteur else (NatureCible.CONTINU,):
        capables = [role.role for role in roles if nature in role.observe]
        if len(capables) > 1:
            yield Ecart(objet, DEUX_AUTEURS(roles=" et ".join(capables), nature=nature))
    vues = {nature for role in roles for nature in role.observe}
    if edition.blocs and not notees and vues.isdisjoint(_NOEUDS):
        yield Ecart(objet, RIEN_D_OBSERVE())


def epreuves(sujet: Sujet) -> Iterator[Ecart]:
    """Look at minutes, barèmes, and at what each voie leaves unassessed."""
    for edition in sujet.editions:
        servies = {code for voie in edition.voies for code in voie.epreuves}
        for epreuve in edition.epreuves:
            objet = f"{edition.cle}, épreuve « {epreuve.code} »"
            if epreuve.code not in servies:
                yield Ecart(objet, EPREUVE_SANS_VOIE(), GraviteEcart.ALERTE)
            if any(partie.minutes == 0 for partie in epreuve.parties):
                yield Ecart(objet, ZERO_MINUTE())
            bareme = epreuve.bareme
            if bareme and bareme.eliminatoire is not None and bareme.eliminatoire >= bareme.sur:
                yield Ecart(objet, TOUTE_NOTE_ELIMINE(eliminatoire=bareme.eliminatoire, sur=bareme.sur))


def composition(sujet: Sujet) -> Iterator[Ecart]:
    """Compare how many blocs of each nature are asked for with those that are described."""
    for edition in sujet.editions:
        for nature, demandes in edition.composition.items():
            decrits = sum(bloc.nature is nature for bloc in edition.blocs)
            if demandes < 1:
                yield Ecart(edition.cle, COMPOSITION_NULLE(demandes=demandes, nature=nature))
            elif decrits < demandes:
                manque = GRILLE_A_COMPLETER(demandes=demandes, nature=nature, decrits=decrits)
                yield Ecart(edition.cle, manque, GraviteEcart.ALERTE)
