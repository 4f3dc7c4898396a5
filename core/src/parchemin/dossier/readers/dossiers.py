"""The table of dossiers: one row a candidate, each frozen on an édition whose codes it must use."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from attrs import field, frozen

from parchemin.dossier.model import Acquis, Candidat, Dossier, Note, NoteGardee, Statut
from parchemin.dossier.readers.colonnes import ColonneAttendue, lire_lignes
from parchemin.dossier.readers.editions import Editions
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.naissance import naissance
from parchemin.dossier.readers.remarques import Remarques
from parchemin.dossier.readers.valeurs import (
    civilite,
    commune,
    courriel,
    dates,
    entier,
    faits,
    jour,
    lire_code,
    liste,
    nom_propre,
    notes_datees,
    parmi,
    qualites,
    sans_invisible,
    sexe,
)
from parchemin.dossier.texte import cle, cle_de_code
from parchemin.errors import CodeInconnu, Defaut, Suggestion
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.model import Bloc, Edition, Option

SANS_PRENOM = Tournure("sans_prenom", "cellule vide : lu comme le nom unique d'une personne qui n'a pas de prénom")
DOSSIER_PRESQUE_EN_DOUBLE = Tournure(
    "dossier_presque_en_double",
    "dossier « {dossier} » en double : c'est « {autre} », ligne {ligne}, écrit autrement",
)
DOSSIERS_VOISINS = Tournure(
    "dossiers_voisins", "dossier « {dossier} » et « {autre} », ligne {ligne}, ne diffèrent que par des zéros"
)
DOSSIER_EN_DOUBLE = Tournure("dossier_en_double", "dossier « {dossier} » en double")
AUCUN_DOSSIER = Tournure("aucun_dossier", "aucun dossier sous l'en-tête")
VOIE_INCONNUE = Tournure("voie_inconnue", "voie inconnue « {code} »{suggestion}")
BLOC_INCONNU = Tournure("bloc_inconnu", "bloc inconnu « {code} »{suggestion}")
ETAPE_INCONNUE = Tournure("etape_inconnue", "étape inconnue « {code} »{suggestion}")
SESSION_INCONNUE = Tournure("session_inconnue", "bloc ou épreuve inconnue « {code} »{suggestion}")
EPREUVE_NON_NOTEE = Tournure("epreuve_non_notee", "épreuve notée inconnue « {code} »{suggestion}")
NOTE_GARDEE_IMPOSSIBLE = Tournure(
    "note_gardee_impossible", "{epreuve} : trouvé {note:nombre}, attendu de 0 à {sur}, deux décimales au plus"
)
OPTION_INCONNUE = Tournure("option_inconnue", "option inconnue « {code} »{suggestion}")

COLONNES = (
    ColonneAttendue("dossier", lire_code, obligatoire=True),
    ColonneAttendue("nom", nom_propre, obligatoire=True),
    ColonneAttendue("prenom", nom_propre, obligatoire=True, si_vide=SANS_PRENOM),
    ColonneAttendue("naissance", naissance),
    ColonneAttendue("nom_usage", nom_propre),
    ColonneAttendue("civilite", civilite),
    ColonneAttendue("sexe", sexe),
    ColonneAttendue("lieu_naissance", nom_propre),
    ColonneAttendue("commune_naissance", commune),
    ColonneAttendue("adresse", sans_invisible),
    ColonneAttendue("courriel", courriel),
    ColonneAttendue("organisme", sans_invisible),
    ColonneAttendue("branche_legislation"),
    ColonneAttendue("voie", obligatoire=True),
    ColonneAttendue("entree", jour, obligatoire=True),
    ColonneAttendue("option"),
    ColonneAttendue("statut", partial(parmi, Statut)),
    ColonneAttendue("blocs", liste),
    ColonneAttendue("parcours", dates),
    ColonneAttendue("acquis", dates),
    ColonneAttendue("depots", dates),
    ColonneAttendue("sessions", dates),
    ColonneAttendue("heures", faits),
    ColonneAttendue("notes", notes_datees),
    ColonneAttendue("niveau"),
    ColonneAttendue("experience_mois", entier),
    ColonneAttendue("qualites", qualites),
)

_INDISPENSABLES = ("dossier", "nom", "voie", "entree")

_SIMPLES = (
    *("organisme", "adresse", "courriel", "branche_legislation", "statut", "blocs", "parcours"),
    *("depots", "sessions", "heures", "niveau", "experience_mois", "qualites"),
)


_DE_LA_PERSONNE = ("naissance", "nom_usage", "civilite", "sexe", "lieu_naissance", "commune_naissance")


@frozen
class DossierLu:
    """What a row gave, as far as it could be read: ``dossier`` is ``None`` when the row is at fault."""

    dossier: Dossier | None = None
    edition: Edition | None = None
    voie: str = ""
    candidat: Candidat | None = None


def lire_dossiers(tableau: Tableau, editions: Editions | None, remarques: Remarques) -> dict[str, DossierLu]:
    """Return what was read of each dossier, by code.

    Without a ``editions`` (the certification itself is at fault) only the form of the rows is checked.
    """
    return dict(parcourir_dossiers(tableau, editions, remarques))


def parcourir_dossiers(
    tableau: Tableau, editions: Editions | None, remarques: Remarques
) -> Iterator[tuple[str, DossierLu]]:
    """Yield what `lire_dossiers` returns, as each row is read."""
    vus = _CodesVus()
    aucun = True
    for numero, ligne in lire_lignes(tableau, COLONNES, remarques):
        aucun = False
        lu = (
            _lire(tableau, numero, ligne, editions, remarques)
            if editions
            else DossierLu(candidat=_candidat(ligne))
        )
        code = ligne.get("dossier")
        if code is None:
            continue
        if double := vus.double(code):
            remarques.fauter(tableau.lieu(numero, "dossier"), double)
            continue
        remarques.avertir(tableau.lieu(numero, "dossier"), *vus.voisin(code))
        vus.ajouter(code, numero)
        yield code, lu
    if aucun:
        remarques.fauter(tableau.lieu(tableau.ligne_entete), AUCUN_DOSSIER())


@frozen(eq=False)
class _CodesVus:
    """The codes of the rows above, by what makes them the same."""

    par_cle: dict[str, tuple[str, int]] = field(factory=dict)
    sans_zeros: dict[str, tuple[str, int]] = field(factory=dict)

    def ajouter(self, code: str, numero: int) -> None:
        """Note a code and its row."""
        self.par_cle[cle_de_code(code)] = self.sans_zeros[cle_de_code(code).lstrip("0")] = (code, numero)

    def double(self, code: str) -> Fait | None:
        """Return what is wrong with a code that a row above bears, however it is written."""
        if (trouve := self.par_cle.get(cle_de_code(code))) is None:
            return None
        autre, ligne = trouve
        if autre == code:
            return DOSSIER_EN_DOUBLE(dossier=code)
        return DOSSIER_PRESQUE_EN_DOUBLE(dossier=code, autre=autre, ligne=ligne)

    def voisin(self, code: str) -> Iterator[Fait]:
        """Yield the doubt about a code that differs from one above by leading zeros alone."""
        if trouve := self.sans_zeros.get(cle_de_code(code).lstrip("0")):
            yield DOSSIERS_VOISINS(dossier=code, autre=trouve[0], ligne=trouve[1])


def _lire(
    tableau: Tableau, numero: int, ligne: dict[str, Any], editions: Editions, remarques: Remarques
) -> DossierLu:
    try:
        edition = editions.edition_au(ligne.get("entree"))
    except CodeInconnu as erreur:
        remarques.fauter(tableau.lieu(numero, "entree"), erreur.fait)
        return DossierLu()
    if edition is None:
        return DossierLu()
    if any(codes_inconnus(ligne, edition, editions.blocs)):
        ligne = ligne | _reconnaitre(ligne, edition, editions.blocs)
    fautes = [
        Defaut(tableau.lieu(numero, colonne), fait)
        for colonne, fait in codes_inconnus(ligne, edition, editions.blocs)
    ]
    remarques.defauts.extend(fautes)
    if fautes or not all(nom in ligne for nom in _INDISPENSABLES):
        return DossierLu(None, edition, ligne.get("voie", ""))
    return DossierLu(construire(ligne, edition, editions.blocs), edition, ligne["voie"])


def construire(ligne: dict[str, Any], edition: Edition, blocs: Mapping[str, Bloc]) -> Dossier:
    """Return the dossier of a row whose values were read, and whose codes are known."""
    tenus = _cles(edition, blocs) if "acquis" in ligne else {}
    return Dossier(
        code=ligne["dossier"],
        candidat=_candidat(ligne),
        voie=ligne["voie"],
        entree=ligne["entree"],
        edition=edition.cle,
        option=_options(edition)[cle(ligne["option"])].code if "option" in ligne else "",
        acquis=tuple(Acquis(tenus[nom], le) for nom, le in ligne.get("acquis", {}).items()),
        notes=tuple(NoteGardee(code, Note.de(note), le) for code, (note, le) in ligne.get("notes", {}).items()),
        **{nom: ligne[nom] for nom in _SIMPLES if nom in ligne},
    )


def _candidat(ligne: dict[str, Any]) -> Candidat:
    dits = {nom: ligne[nom] for nom in _DE_LA_PERSONNE if nom in ligne}
    return Candidat(ligne.get("nom", ""), ligne.get("prenom", ""), **dits)


def _cles(edition: Edition, blocs: Mapping[str, Bloc]) -> dict[str, str]:
    """Return what is held, by each of the names by which a file may say it."""
    tenus = {code: bloc.cle for code, bloc in blocs.items()}
    tenus |= {chemin: chemin for chemin in edition.competences_tenues()}
    return tenus | {bloc.code: bloc.cle for bloc in edition.blocs}


def _options(edition: Edition) -> dict[str, Option]:
    return {
        cle(nom): option for option in edition.options for nom in (option.code, option.intitule, *option.alias)
    }


def codes_inconnus(
    ligne: dict[str, Any], edition: Edition, blocs: Mapping[str, Bloc]
) -> Iterator[tuple[str, Fait]]:
    """Yield the column and the fact of each code that the édition does not know."""
    for colonne, (inconnu, codes) in _codes(edition, blocs).items():
        cites = ligne.get(colonne, ())
        for code in (cites,) if isinstance(cites, str) else cites:
            if code not in codes:
                yield colonne, inconnu(code=code, suggestion=Suggestion.parmi(code, codes))
    yield from _notes_hors_bareme(ligne, edition)
    if "option" in ligne and cle(ligne["option"]) not in _options(edition):
        codes = [option.code for option in edition.options]
        yield "option", OPTION_INCONNUE(code=ligne["option"], suggestion=Suggestion.parmi(ligne["option"], codes))


def _notes_hors_bareme(ligne: dict[str, Any], edition: Edition) -> Iterator[tuple[str, Fait]]:
    """Yield the kept marks that their épreuve cannot give."""
    baremes = {epreuve.code: epreuve.bareme for epreuve in edition.epreuves}
    for code, (note, _) in ligne.get("notes", {}).items():
        if (bareme := baremes.get(code)) and not (0 <= note <= bareme.sur and note * 100 % 1 == 0):
            yield "notes", NOTE_GARDEE_IMPOSSIBLE(epreuve=code, note=note, sur=bareme.sur)


def _codes(edition: Edition, blocs: Mapping[str, Bloc]) -> dict[str, tuple[Tournure, Collection[str]]]:
    """Return the codes that each column may hold, and what is said of another one."""
    siens = [bloc.code for bloc in edition.blocs]
    return {
        "voie": (VOIE_INCONNUE, [voie.code for voie in edition.voies]),
        "blocs": (BLOC_INCONNU, siens),
        "acquis": (BLOC_INCONNU, {*siens, *blocs, *edition.competences_tenues()}),
        "parcours": (ETAPE_INCONNUE, [prerequis.code for prerequis in edition.prerequis]),
        "notes": (EPREUVE_NON_NOTEE, [epreuve.code for epreuve in edition.epreuves if epreuve.bareme]),
        "sessions": (SESSION_INCONNUE, [*siens, *(epreuve.code for epreuve in edition.epreuves)]),
    }


def _reconnaitre(ligne: dict[str, Any], edition: Edition, blocs: Mapping[str, Bloc]) -> dict[str, Any]:
    """Return the codes of a row as the édition writes them, whatever their case; a voie also by its name."""
    lus: dict[str, Any] = {}
    for colonne, (_, codes) in _codes(edition, blocs).items():
        par_cle = {cle(code): code for code in codes}
        if colonne == "voie":
            par_cle = {cle(voie.intitule): voie.code for voie in edition.voies} | par_cle
        lu = ligne.get(colonne, ())
        if isinstance(lu, str):
            lus[colonne] = par_cle.get(cle(lu), lu)
        elif isinstance(lu, dict):
            lus[colonne] = {par_cle.get(cle(code), code): valeur for code, valeur in lu.items()}
        else:
            lus[colonne] = tuple(par_cle.get(cle(code), code) for code in lu)
    return {colonne: lu for colonne, lu in lus.items() if colonne in ligne}
