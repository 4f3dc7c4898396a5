"""Reading what a person holds: from a JSON file, or from one lieu of the command line.

::

    {"nom": "…",
     "titres": [{"objet": "certification@edition/BLOC", "date": "2021-12-16"}],
     "attestations": [{"code": "…", "date": "2012-06-15"}],
     "parcours": [{"certification": "certification@edition", "code": "…", "date": "2021-03-01"}]}

Every key may be left out. The object of a title is a certification, a bloc of it, or an option
(``certification@edition:option``); one that names no édition is of the édition in force on its date.
``nature`` and ``numero`` of a title may stand there and are not read.
"""

from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from cattrs import Converter

from parchemin.dossier.readers.formats.fichier import lire_octets
from parchemin.errors import CodeInconnu, Suggestion, ValeurRefusee
from parchemin.faits import Tournure
from parchemin.passerelle.model import Detention, GenreDeLieu, Repere
from parchemin.passerelle.reseau import Reseau
from parchemin.referentiel.jours import lire_jour
from parchemin.referentiel.structure import nouveau_convertisseur, structurer

LIEU_INCONNU = Tournure("lieu_inconnu", "« {lieu} » inconnu{suggestion}")
AVANT_L_EDITION = Tournure(
    "avant_l_edition", "« {lieu} » obtenu le {le:jour}, avant que {edition} existe ({du:jour})"
)

_DES_PARTIES = (GenreDeLieu.EPREUVE, GenreDeLieu.FORMATION)


@frozen
class _Titre:
    objet: str
    date: date
    nature: str = ""
    numero: str = ""


@frozen
class _Attestation:
    code: str
    date: date

    @property
    def objet(self) -> str:
        return str(Repere("", GenreDeLieu.ATTESTATION, self.code))


@frozen
class _Etape:
    certification: str
    code: str
    date: date

    @property
    def objet(self) -> str:
        return str(Repere(self.certification, GenreDeLieu.FORMATION, self.code))


@frozen
class _Titulaire:
    nom: str = ""
    titres: tuple[_Titre, ...] = ()
    attestations: tuple[_Attestation, ...] = ()
    parcours: tuple[_Etape, ...] = ()


def lire_titulaire(chemin: Path, reseau: Reseau) -> tuple[Detention, ...]:
    """Read what a person holds; raise `DonneesInvalides` with every fault and its path."""
    from parchemin.dossier.readers.formats.json import decoder_json  # noqa: PLC0415 - no plugin needs all readers

    brut = decoder_json(lire_octets(chemin), chemin.name)
    lu = structurer(_convertisseur(reseau), brut, _Titulaire, chemin.name)
    tenus: tuple[_Titre | _Attestation | _Etape, ...] = (*lu.titres, *lu.attestations, *lu.parcours)
    return tuple(Detention(situer(tenu.objet, tenu.date, reseau), tenu.date) for tenu in tenus)


def lire_lieu(texte: str, le: date, reseau: Reseau) -> Detention:
    """Read ``lieu`` or ``lieu=date``, as held on a day.

    Without its date, something is supposed to be obtained as late as it could be: the last day of its édition, or
    the last day that its passerelles take, and no later than ``le``.

    :raises CodeInconnu: for a lieu that does not exist, or a date that cannot be read.
    """
    lieu, egal, jour = texte.partition("=")
    if not egal:
        complet = situer(lieu, le, reseau)
        return Detention(complet, min(le, _dernier_jour(complet, reseau)), suppose=True)
    try:
        obtenu = lire_jour(jour)
    except ValeurRefusee as refus:
        raise CodeInconnu(*refus.faits) from None
    return Detention(situer(lieu, obtenu, reseau), obtenu)


def situer(lieu: str, le: date, reseau: Reseau) -> str:
    """Return the full name of a lieu that may leave out its édition.

    :raises CodeInconnu: when it does not exist, with the nearest, or did not yet on that day.
    """
    repere = Repere.lire(lieu)
    edition = reseau.editions.get(repere.edition)
    if repere.genre is not GenreDeLieu.ATTESTATION and "@" not in repere.edition:
        edition = reseau.catalogue.en_vigueur(repere.edition, le)
    complet = str(evolve(repere, edition=edition.cle)) if edition else lieu
    if complet not in reseau.lieux:
        raise CodeInconnu(LIEU_INCONNU(lieu=lieu, suggestion=Suggestion.parmi(complet, _voisins(complet, reseau))))
    if edition and le < edition.valide_du:
        raise CodeInconnu(AVANT_L_EDITION(lieu=lieu, le=le, edition=edition.cle, du=edition.valide_du))
    return complet


def _voisins(lieu: str, reseau: Reseau) -> list[str]:
    """Return the lieux of the same certification, or all that can be held."""
    certification = Repere.lire(lieu).certification
    connus = {connu: Repere.lire(connu) for connu in reseau.lieux}
    siens = [connu for connu, repere in connus.items() if repere.certification == certification]
    return siens or [connu for connu, repere in connus.items() if repere.genre not in _DES_PARTIES]


def _dernier_jour(lieu: str, reseau: Reseau) -> date:
    if edition := reseau.editions.get(Repere.lire(lieu).edition):
        return edition.valide_au or date.max
    return max((p.obtenu_au or date.max for p in reseau.departs.get(lieu, ())), default=date.max)


def _convertisseur(reseau: Reseau) -> Converter:
    """Return a converter that refuses what does not exist where it stands, beside every other fault."""
    convertisseur = nouveau_convertisseur()
    for type_ in (_Titre, _Attestation, _Etape):
        lire = convertisseur.get_structure_hook(type_)
        convertisseur.register_structure_hook(type_, _verifie(lire, reseau))
    return convertisseur


def _verifie(lire: Any, reseau: Reseau) -> Any:
    def structurer_et_situer(brut: object, type_: object) -> object:
        tenu = lire(brut, type_)
        try:
            situer(tenu.objet, tenu.date, reseau)
        except CodeInconnu as erreur:
            raise ValeurRefusee(erreur.fait) from None
        return tenu

    return structurer_et_situer
