"""The table of dossiers: one row a candidate, each frozen on an édition whose codes it must use."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from attrs import frozen

from parchemin.dossier.model import Acquis, Candidat, Dossier, Statut
from parchemin.dossier.readers.lignes import Colonne, lire_lignes
from parchemin.dossier.readers.tableau import Tableau
from parchemin.dossier.readers.valeurs import cle, connu, dates, entier, entiers, jour, liste, parmi
from parchemin.errors import CodeInconnu, Defaut
from parchemin.referentiel.model import Bloc, Edition, Option

COLONNES = (
    Colonne("dossier", obligatoire=True),
    Colonne("nom", obligatoire=True),
    Colonne("prenom", obligatoire=True),
    Colonne("naissance", jour),
    Colonne("organisme"),
    Colonne("branche_legislation"),
    Colonne("voie", obligatoire=True),
    Colonne("entree", jour, obligatoire=True),
    Colonne("option"),
    Colonne("statut", partial(parmi, Statut)),
    Colonne("blocs", liste),
    Colonne("parcours", dates),
    Colonne("acquis", dates),
    Colonne("depots", dates),
    Colonne("heures", entiers),
    Colonne("niveau"),
    Colonne("experience_mois", entier),
)

_SIMPLES = ("organisme", "branche_legislation", "statut", "depots", "heures", "niveau", "experience_mois")


@frozen
class Registre:
    """What dossiers are read against: the édition of an entry date, and every bloc that exists, by path."""

    edition_au: Callable[[date], Edition]
    blocs: Mapping[str, Bloc]


def lire_dossiers(
    tableau: Tableau, registre: Registre | None, defauts: list[Defaut]
) -> dict[str, tuple[Dossier, Edition] | None]:
    """Return each dossier with its édition, by code; ``None`` stands for a dossier whose row is at fault.

    Without a ``registre`` (the certification itself is at fault) only the form of the rows is checked.
    """
    lus: dict[str, tuple[Dossier, Edition] | None] = {}
    for numero, ligne in lire_lignes(tableau, COLONNES, defauts):
        code = ligne.get("dossier")
        if code is None:
            continue
        if code in lus:
            defauts.append(Defaut(tableau.lieu(numero, "dossier"), f"dossier « {code} » en double"))
            continue
        lus[code] = _dossier(tableau, numero, ligne, registre, defauts) if registre else None
    if not tableau.lignes:
        defauts.append(Defaut(tableau.lieu(tableau.ligne_entete), "aucun dossier sous l'en-tête"))
    return lus


def _dossier(
    tableau: Tableau, numero: int, ligne: dict[str, Any], registre: Registre, defauts: list[Defaut]
) -> tuple[Dossier, Edition] | None:
    if "entree" not in ligne:
        return None
    try:
        edition = registre.edition_au(ligne["entree"])
    except CodeInconnu as erreur:
        defauts.append(Defaut(tableau.lieu(numero, "entree"), str(erreur)))
        return None
    fautes = [
        Defaut(tableau.lieu(numero, colonne), message)
        for colonne, message in _verifier(ligne, edition, registre.blocs)
    ]
    defauts += fautes
    complete = all(colonne.nom in ligne for colonne in COLONNES if colonne.obligatoire)
    return (_construire(ligne, edition, registre.blocs), edition) if complete and not fautes else None


def _construire(ligne: dict[str, Any], edition: Edition, blocs: Mapping[str, Bloc]) -> Dossier:
    return Dossier(
        code=ligne["dossier"],
        candidat=Candidat(ligne["nom"], ligne["prenom"], ligne.get("naissance")),
        voie=ligne["voie"],
        entree=ligne["entree"],
        edition=edition.cle,
        option=_options(edition)[cle(ligne["option"])].code if "option" in ligne else "",
        blocs=ligne.get("blocs", ()),
        parcours=ligne.get("parcours", {}),
        acquis=tuple(
            Acquis(_bloc(nom, edition, blocs).cle, le) for nom, le in ligne.get("acquis", {}).items()
        ),
        **{nom: ligne[nom] for nom in _SIMPLES if nom in ligne},
    )


def _options(edition: Edition) -> dict[str, Option]:
    return {
        cle(nom): option
        for option in edition.options
        for nom in (option.code, option.intitule, *option.alias)
    }


def _bloc(nom: str, edition: Edition, blocs: Mapping[str, Bloc]) -> Bloc:
    siens = {bloc.code: bloc for bloc in edition.blocs}
    return siens[nom] if nom in siens else connu(nom, {**blocs, **siens}, "bloc inconnu")


def _verifier(
    ligne: dict[str, Any], edition: Edition, blocs: Mapping[str, Bloc]
) -> Iterator[tuple[str, str]]:
    """Yield the column and the message of each code that the édition does not know."""
    siens = {bloc.code: bloc for bloc in edition.blocs}
    voies = {voie.code: voie for voie in edition.voies}
    prerequis = {prerequis.code: prerequis for prerequis in edition.prerequis}
    verifications: list[tuple[str, Callable[[], object]]] = []
    if "voie" in ligne:
        verifications.append(("voie", partial(connu, ligne["voie"], voies, "voie inconnue")))
    if "option" in ligne:
        verifications.append(("option", partial(_option, ligne["option"], edition)))
    verifications += [("blocs", partial(connu, nom, siens, "bloc inconnu")) for nom in ligne.get("blocs", ())]
    verifications += [("acquis", partial(_bloc, nom, edition, blocs)) for nom in ligne.get("acquis", {})]
    verifications += [
        ("parcours", partial(connu, nom, prerequis, "étape inconnue")) for nom in ligne.get("parcours", {})
    ]
    for colonne, verifier in verifications:
        try:
            verifier()
        except ValueError as erreur:
            yield colonne, str(erreur)


def _option(nom: str, edition: Edition) -> None:
    if cle(nom) not in _options(edition):
        connu(nom, {option.code: option for option in edition.options}, "option inconnue")
