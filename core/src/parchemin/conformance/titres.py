"""What a branch delivers, and what it lets through: titles and passerelles."""

from collections.abc import Iterator

from parchemin.conformance.model import Capacite, Ecart, Gravite, Sujet
from parchemin.passerelle import Reseau, verifier
from parchemin.passerelle.model import edition_de
from parchemin.referentiel.model import Niveau


def titres(sujet: Sujet) -> Iterator[Ecart]:
    """Ask for one title that crowns each certification, under éditions that exist."""
    for modele in sujet.apport.titres:
        objet = f"titre {modele.nature} de {modele.certification}"
        connues = {e.edition for e in sujet.apport.editions if e.certification == modele.certification}
        for nom in modele.editions:
            if nom not in connues:
                yield Ecart(objet, f"édition inconnue « {nom} »")
        if modele.annees is not None and modele.annees < 1:
            yield Ecart(objet, f"valable {modele.annees} an")
        if modele.gabarit is not None and not modele.gabarit.is_file():
            yield Ecart(objet, f"gabarit absent de la distribution : {modele.gabarit.name}")
    for edition in sujet.editions if Capacite.TITRES in sujet.capacites else ():
        if not any(modele.pour is Niveau.EDITION for modele in sujet.hote.titres(edition)):
            yield Ecart(edition.cle, "aucun titre ne couronne la certification", Gravite.ALERTE)


def passerelles(sujet: Sujet) -> Iterator[Ecart]:
    """Ask that each passerelle of the branch lead somewhere, within dates in order and voies that exist."""
    catalogue = sujet.hote.catalogue
    siennes = Reseau(catalogue, sujet.apport.passerelles)
    declarants = dict.fromkeys(sujet.apport.passerelles, sujet.slug)
    for message in verifier(siennes, sujet.hote.origines(), declarants, sujet.le).fautes:
        yield Ecart(sujet.slug, message)
    for passerelle in sujet.apport.passerelles:
        objet = f"{passerelle.de} → {passerelle.vers}"
        if passerelle.obtenu_du and passerelle.obtenu_au and passerelle.obtenu_au < passerelle.obtenu_du:
            yield Ecart(objet, f"obtenu_au ({passerelle.obtenu_au}) précède obtenu_du ({passerelle.obtenu_du})")
        edition = siennes.editions.get(edition_de(passerelle.vers))
        connues = {voie.code for voie in edition.voies} if edition else set(passerelle.voies)
        for voie in passerelle.voies:
            if voie not in connues:
                yield Ecart(objet, f"voie inconnue « {voie} »")
