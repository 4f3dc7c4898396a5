"""A VAE request from its TOML file: every fault at once, each with its path."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen
from cattrs import Converter

from parchemin.dossier.readers.formats.fichier import lire_octets
from parchemin.errors import CodeInconnu, Defaut, DonneesInvalides, Lieu, ValeurRefusee, inconnu
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.jours import lire_jour
from parchemin.referentiel.structure import inattendu, lire_toml, nouveau_convertisseur, structurer
from parchemin.vae.demande import (
    Certification,
    CodeAttestation,
    DemandeAnterieure,
    DemandeVae,
    EnTeteDeDemande,
    Experience,
    Heures,
    Quotite,
)
from parchemin.vae.model import Decompte, RegleRecevabilite
from parchemin.vae.reglement import ReglementVae

T = TypeVar("T")

FIN_AVANT_DEBUT = Tournure("experience_a_l_envers", "fin le {fin:jour}, avant le début le {debut:jour}")
DEBUT_APRES_DEPOT = Tournure("debut_apres_depot", "début le {debut:jour}, après le dépôt du {depot:jour}")
QUOTITE_ET_HEURES = Tournure("quotite_et_heures", "trouvé quotite et heures, attendu l'une ou l'autre")
NI_QUOTITE_NI_HEURES = Tournure("ni_quotite_ni_heures", "clé obligatoire manquante : quotite, ou heures")
DEPOSEE_APRES = Tournure("deposee_apres", "déposée le {depot:jour}, après cette demande du {demande:jour}")
QUOTITE_HORS_BORNES = Tournure("quotite_hors_bornes", "quotité « {trouve} » : attendu plus de 0 et au plus 1")
HEURES_NULLES = Tournure("heures_nulles", "heures « {trouve} » : attendu plus de 0")

_NOMBRE = re.compile(r"(?P<nombre>[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*(?P<pour_cent>%?)")


def lire_demande(chemin: Path, reglement: ReglementVae) -> DemandeVae:
    """Read a request.

    :param reglement: the certifications, the attestations and the rules that the file may speak of.
    :raises DonneesInvalides: with every fault of the file at once.
    """
    brut = lire_toml(lire_octets(chemin), chemin.name)
    guichet = GuichetVae.ouvrir(brut, reglement)
    defauts = [Defaut(Lieu(chemin.name, chemin="$.demande"), guichet.refus)] if guichet.refus else []
    try:
        demande = structurer(guichet.convertisseur(), brut, DemandeVae, chemin.name)
    except DonneesInvalides as erreur:
        raise DonneesInvalides([*defauts, *erreur.defauts]) from None
    if defauts:
        raise DonneesInvalides(defauts)
    return demande


@frozen
class GuichetVae:
    """What a request is read against, as far as its header can be read: the rule, and the day of the deposit."""

    reglement: ReglementVae
    depot: date | None = None
    regle: RegleRecevabilite | None = None
    refus: Fait | None = None

    @classmethod
    def ouvrir(cls, brut: Mapping[str, Any], reglement: ReglementVae) -> "GuichetVae":
        """Find the rule of a request, before anything of it has been checked."""
        entete = brut.get("demande")
        depot = _jour_du_depot(entete.get("depot")) if isinstance(entete, Mapping) else None
        if depot is None:
            return cls(reglement)
        certification = brut["demande"].get("certification")
        if certification not in reglement.catalogue.certifications:
            return cls(reglement, depot)
        try:
            return cls(reglement, depot, reglement.le(certification, depot))
        except CodeInconnu as erreur:
            return cls(reglement, depot, refus=erreur.fait)

    def convertisseur(self) -> Converter:
        """Return a converter that checks what it reads."""
        convertisseur = nouveau_convertisseur()
        convertisseur.register_structure_hook(Certification, self._certification)
        convertisseur.register_structure_hook(CodeAttestation, self._attestation)
        convertisseur.register_structure_hook(Quotite, _quotite)
        convertisseur.register_structure_hook(Heures, _heures)
        _controler(convertisseur, Experience, self._experience)
        _controler(convertisseur, EnTeteDeDemande, lambda entete: self._blocs(entete.blocs))
        _controler(convertisseur, DemandeAnterieure, self._anterieure)
        return convertisseur

    def _certification(self, brut: object, _: object) -> Certification:
        return Certification(_parmi(brut, self.reglement.catalogue.certifications, "certification"))

    def _attestation(self, brut: object, _: object) -> CodeAttestation:
        return CodeAttestation(_parmi(brut, self.reglement.attestations, "attestation"))

    def _experience(self, experience: Experience) -> Iterator[Fait]:
        yield from self._blocs(experience.blocs)
        if experience.fin < experience.debut:
            yield FIN_AVANT_DEBUT(fin=experience.fin, debut=experience.debut)
        if self.depot and experience.debut > self.depot:
            yield DEBUT_APRES_DEPOT(debut=experience.debut, depot=self.depot)
        if experience.quotite is not None and experience.heures is not None:
            yield QUOTITE_ET_HEURES()
        en_etp = self.regle is not None and self.regle.decompte is Decompte.ETP
        if en_etp and experience.quotite is None and experience.heures is None:
            yield NI_QUOTITE_NI_HEURES()

    def _blocs(self, cites: tuple[str, ...]) -> Iterator[Fait]:
        """Check the blocs that a request names against those of the édition on which it is deposited."""
        if self.regle and self.depot:
            edition = self.reglement.catalogue.en_vigueur(self.regle.certification, self.depot)
            connus = [bloc.code for bloc in edition.blocs]
            yield from (inconnu("bloc inconnu", bloc, connus) for bloc in cites if bloc not in connus)

    def _anterieure(self, anterieure: DemandeAnterieure) -> Iterator[Fait]:
        """Check an earlier request, which may be for any certification in France, but no unknown one of ours."""
        connues = self.reglement.catalogue.certifications
        slugs = {connue.partition(".")[0] for connue in connues}
        certification = anterieure.certification
        if certification not in connues and certification.partition(".")[0] in slugs:
            yield inconnu("certification inconnue", certification, connues)
        if self.depot and anterieure.depot > self.depot:
            yield DEPOSEE_APRES(depot=anterieure.depot, demande=self.depot)


def _controler(convertisseur: Converter, type_: type[T], controle: Callable[[T], Iterable[Fait]]) -> None:
    """Have a table checked once it is read; all that the check finds is one error."""
    lire = convertisseur.get_structure_hook(type_)

    def lire_et_controler(brut: object, cible: type[T]) -> T:
        lu: T = lire(brut, cible)
        if fautes := list(controle(lu)):
            raise ValeurRefusee(*fautes)
        return lu

    convertisseur.register_structure_hook(type_, lire_et_controler)


def _jour_du_depot(brut: object) -> date | None:
    """Return the day of the deposit, where it can be read."""
    if isinstance(brut, str):
        with suppress(ValeurRefusee):
            return lire_jour(brut.strip())
    return brut if type(brut) is date else None


def _parmi(brut: object, connus: Collection[str], quoi: str) -> str:
    if not isinstance(brut, str):
        raise inattendu(brut, "un texte entre guillemets")
    if brut not in connus:
        raise ValeurRefusee(inconnu(f"{quoi} inconnue", brut, connus))
    return brut


def _quotite(brut: object, _: object) -> Quotite:
    quotite = _nombre(brut, 'une part de temps plein : "0.5", "0,5" ou "50 %"', en_pour_cent=True)
    if not 0 < quotite <= 1:
        raise ValeurRefusee(QUOTITE_HORS_BORNES(trouve=brut))
    return Quotite(quotite)


def _heures(brut: object, _: object) -> Heures:
    heures = _nombre(brut, "un nombre d'heures")
    if heures <= 0:
        raise ValeurRefusee(HEURES_NULLES(trouve=brut))
    return Heures(heures)


def _nombre(brut: object, attendu: str, *, en_pour_cent: bool = False) -> Fraction:
    """Read an exact number, quoted or not, with a comma or a point."""
    lisible = isinstance(brut, str | int | Decimal) and not isinstance(brut, bool)
    lu = _NOMBRE.fullmatch(str(brut).strip()) if lisible else None
    if lu is None or (lu["pour_cent"] and not en_pour_cent):
        raise inattendu(brut, attendu)
    nombre = Fraction(lu["nombre"].replace(",", "."))
    return nombre / 100 if lu["pour_cent"] else nombre
