"""What a branch delivers, and what it lets through: titles and passerelles."""

from collections.abc import Iterator

from parchemin.conformance.model import Capacite, Ecart, GraviteEcart, Sujet
from parchemin.faits import Tournure
from parchemin.passerelle import Reseau, verifier
from parchemin.passerelle.model import Repere
from parchemin.referentiel.model import Niveau

EDITION_ABSENTE = Tournure("titre_sans_edition", "édition inconnue « {edition} »")
VALABLE_TROP_PEU = Tournure("valable_trop_peu", "valable {annees} an")
GABARIT_ABSENT = Tournure("gabarit_absent", "gabarit absent de la distribution : {gabarit}")
AUCUN_COURONNE = Tournure("rien_ne_couronne", "aucun titre ne couronne la certification")
OBTENTION_A_L_ENVERS = Tournure("obtention_a_l_envers", "obtenu_au ({au:jour}) précède obtenu_du ({du:jour})")
VOIE_ABSENTE = Tournure("passerelle_sans_voie", "voie inconnue « {voie} »")


def titres(sujet: Sujet) -> Iterator[Ecart]:
    """Ask for one title that crowns each certification, under éditions that exist."""
    for modele in sujet.apport.titres:
        objet = f"titre {modele.nature} de {modele.certification}"
        connues = {e.edition for e in sujet.apport.editions if e.certification == modele.certification}
        for nom in modele.editions:
            if nom not in connues:
                yield Ecart(objet, EDITION_ABSENTE(edition=nom))
        if modele.annees is not None and modele.annees < 1:
            yield Ecart(objet, VALABLE_TROP_PEU(annees=modele.annees))
        if modele.gabarit is not None and not modele.gabarit.is_file():
            yield Ecart(objet, GABARIT_ABSENT(gabarit=modele.gabarit.name))
    for edition in sujet.editions if Capacite.TITRES in sujet.capacites else ():
        if not any(modele.pour is Niveau.EDITION for modele in sujet.hote.titres(edition)):
            yield Ecart(edition.cle, AUCUN_COURONNE(), GraviteEcart.ALERTE)


def passerelles(sujet: Sujet) -> Iterator[Ecart]:
    """Ask that each passerelle of the branch lead somewhere, within dates in order and voies that exist."""
    catalogue = sujet.hote.catalogue
    siennes = Reseau(catalogue, sujet.apport.passerelles)
    declarants = dict.fromkeys(sujet.apport.passerelles, sujet.slug)
    for faute in verifier(siennes, sujet.hote.origines(), declarants, sujet.le).fautes:
        yield Ecart(sujet.slug, faute)
    for passerelle in sujet.apport.passerelles:
        objet = f"{passerelle.de} → {passerelle.vers}"
        if passerelle.obtenu_du and passerelle.obtenu_au and passerelle.obtenu_au < passerelle.obtenu_du:
            yield Ecart(objet, OBTENTION_A_L_ENVERS(du=passerelle.obtenu_du, au=passerelle.obtenu_au))
        edition = siennes.editions.get(Repere.lire(passerelle.vers).edition)
        connues = {voie.code for voie in edition.voies} if edition else set(passerelle.voies)
        for voie in passerelle.voies:
            if voie not in connues:
                yield Ecart(objet, VOIE_ABSENTE(voie=voie))
