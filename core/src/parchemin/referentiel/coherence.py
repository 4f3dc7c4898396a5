"""What types cannot say of an édition: unique codes, references that lead somewhere, dates in order."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from parchemin.errors import Suggestion
from parchemin.faits import Fait, Tournure
from parchemin.referentiel.model import Edition, Epreuve, NatureCible

Faute = tuple[str, Fait]
"""A JSON path and what is wrong there."""

FIN_AVANT_DEBUT = Tournure("fin_avant_debut", "trouvé {au:jour}, attendu une date après valide_du ({du:jour})")
DECLARE_DEUX_FOIS = Tournure("declare_plusieurs_fois", "« {nom} » est déclaré {combien} fois")
CODE_IMPOSSIBLE = Tournure("code_impossible", "« {nom} » ne peut servir de code (ni / : ; = @ ni espace)")
NON_DECLARE = Tournure("non_declare", "« {nom} » n'est pas déclaré{suggestion}")
TROP_PETIT = Tournure("nombre_trop_petit", "trouvé {trouve}, attendu {minimum} ou plus")
HORS_BORNES = Tournure("nombre_hors_bornes", "trouvé {trouve}, attendu de 0 à {maximum}")
OPTION_DEJA_NOMMEE = Tournure("option_deja_nommee", "« {nom} » nomme déjà une autre option")
SANS_BAREME = Tournure("epreuve_sans_bareme", "« {epreuve} » n'a pas de barème : personne ne la note")
PAS_LA_PREMIERE = Tournure(
    "rattrapage_de_rattrapage", "« {epreuve} » n'est pas une première session : nommez celle qu'elle rattrape"
)
SANS_PREMIERE = Tournure(
    "rattrapage_sans_premiere", "« {epreuve} », dont c'est une autre session, n'est pas de cette voie"
)
AUTRE_BAREME = Tournure("rattrapage_autre_bareme", "attendu le même barème que « {epreuve} »")
DEUX_GROUPES = Tournure("bloc_de_deux_groupes", "« {bloc} » est déjà du groupe « {groupe} »")
POINTS_SANS_NIVEAU = Tournure("points_sans_niveau", "attendu {niveaux} nombres de points, dans l'ordre croissant")
SANS_ECHELLE = Tournure("nature_sans_echelle", "« {nature} » a déjà une échelle, ou n'en prend pas")
SANS_VOIE = Tournure(
    "edition_sans_voie",
    "une édition a au moins une voie, ou dit par « sans_contenu » pourquoi elle n'en a pas",
)


def fautes(edition: Edition) -> Iterator[Faute]:
    """Yield every incoherence of an édition, with its path in the document."""
    for verification in _VERIFICATIONS:
        yield from verification(edition)


def _dates(edition: Edition) -> Iterator[Faute]:
    if edition.valide_au is not None and edition.valide_au < edition.valide_du:
        yield "$.valide_au", FIN_AVANT_DEBUT(au=edition.valide_au, du=edition.valide_du)


def _codes(edition: Edition) -> Iterator[Faute]:
    yield from _doublons("$.evaluateurs", "role", (role.role for role in edition.evaluateurs))
    yield from _doublons("$.prerequis", "code", (prerequis.code for prerequis in edition.prerequis))
    yield from _doublons("$.options", "code", (option.code for option in edition.options))
    yield from _doublons("$.groupes", "code", (groupe.code for groupe in edition.groupes))
    yield from _doublons("$.blocs", "code", (bloc.code for bloc in edition.blocs))
    yield from _doublons("$.epreuves", "code", (epreuve.code for epreuve in edition.epreuves))
    yield from _doublons("$.voies", "code", (voie.code for voie in edition.voies))
    for rang, bloc in enumerate(edition.blocs):
        codes = (competence.code for competence in bloc.competences)
        yield from _doublons(f"$.blocs[{rang}].competences", "code", codes)


def _doublons(chemin: str, cle: str, codes: Iterable[str]) -> Iterator[Faute]:
    liste = list(codes)
    for code, combien in Counter(liste).items():
        if combien > 1:
            rang = len(liste) - 1 - liste[::-1].index(code)
            yield f"{chemin}[{rang}].{cle}", DECLARE_DEUX_FOIS(nom=code, combien=combien)
        if not code or any(interdit in code for interdit in "/:;=@ "):
            yield f"{chemin}[{liste.index(code)}].{cle}", CODE_IMPOSSIBLE(nom=code)


def _references(edition: Edition) -> Iterator[Faute]:
    blocs = {bloc.code for bloc in edition.blocs}
    noeuds = blocs | {f"{bloc.code}/{comp.code}" for bloc in edition.blocs for comp in bloc.competences}
    epreuves = [epreuve.code for epreuve in edition.epreuves]
    roles = [role.role for role in edition.evaluateurs]
    prerequis = [prerequis.code for prerequis in edition.prerequis]
    voies = [voie.code for voie in edition.voies]
    for rang, epreuve in enumerate(edition.epreuves):
        yield from _inconnus(f"$.epreuves[{rang}].evalue", epreuve.evalue, noeuds)
        yield from _inconnus(f"$.epreuves[{rang}].notee_par", epreuve.notee_par, roles)
    for rang, option in enumerate(edition.options):
        yield from _inconnus(f"$.options[{rang}].blocs", option.blocs, blocs)
    for rang, groupe in enumerate(edition.groupes):
        yield from _inconnus(f"$.groupes[{rang}].blocs", groupe.blocs, blocs)
    for rang, voie in enumerate(edition.voies):
        yield from _inconnus(f"$.voies[{rang}].sans_blocs", voie.sans_blocs, blocs)
        yield from _inconnus(f"$.voies[{rang}].epreuves", voie.epreuves, epreuves)
        yield from _inconnus(f"$.voies[{rang}].evaluateurs", voie.evaluateurs, roles)
        yield from _inconnus(f"$.voies[{rang}].prerequis", voie.prerequis, prerequis)
    for rang, etape in enumerate(edition.etapes):
        yield from _inconnus(f"$.etapes[{rang}].voies", etape.voies, voies)


def _inconnus(chemin: str, cites: Iterable[str], connus: Collection[str]) -> Iterator[Faute]:
    for rang, code in enumerate(cites):
        if code not in connus:
            yield f"{chemin}[{rang}]", NON_DECLARE(nom=code, suggestion=Suggestion.parmi(code, connus))


def _minutes(edition: Edition) -> Iterator[Faute]:
    for rang, epreuve in enumerate(edition.epreuves):
        for numero, partie in enumerate(epreuve.parties):
            if partie.minutes is not None and partie.minutes < 0:
                chemin = f"$.epreuves[{rang}].parties[{numero}].minutes"
                yield chemin, TROP_PETIT(trouve=partie.minutes, minimum=0)


def _baremes(edition: Edition) -> Iterator[Faute]:
    for rang, epreuve in enumerate(edition.epreuves):
        if (bareme := epreuve.bareme) is None:
            continue
        chemin = f"$.epreuves[{rang}].bareme"
        for nom, nombre in (("coefficient", bareme.coefficient), ("sur", bareme.sur)):
            if nombre < 1:
                yield f"{chemin}.{nom}", TROP_PETIT(trouve=nombre, minimum=1)
        for nom, seuil in (("eliminatoire", bareme.eliminatoire), ("au_dela_de", bareme.au_dela_de)):
            if seuil is not None and not 0 <= seuil <= bareme.sur:
                yield f"{chemin}.{nom}", HORS_BORNES(trouve=seuil, maximum=bareme.sur)


def _notes(edition: Edition) -> Iterator[Faute]:
    """Yield weights of nothing, and other sessions of an épreuve that is not marked alike or is one itself."""
    par_code = {epreuve.code: epreuve for epreuve in edition.epreuves}
    for rang, epreuve in enumerate(edition.epreuves):
        chemin = f"$.epreuves[{rang}]"
        for role, poids in epreuve.notee_par.items():
            if poids < 1:
                yield f"{chemin}.notee_par.{role}", TROP_PETIT(trouve=poids, minimum=1)
        if epreuve.notee_par and epreuve.bareme is None:
            yield f"{chemin}.notee_par", SANS_BAREME(epreuve=epreuve.code)
        if epreuve.rattrape:
            yield from _rattrapage(f"{chemin}.rattrape", epreuve, par_code)


def _sessions(edition: Edition) -> Iterator[Faute]:
    """Yield the voies that hold another session of an épreuve without the épreuve: its mark would be lost."""
    rattrapages = {epreuve.code: epreuve.rattrape for epreuve in edition.epreuves if epreuve.rattrape}
    for rang, voie in enumerate(edition.voies):
        for numero, code in enumerate(voie.epreuves):
            if code in rattrapages and rattrapages[code] not in voie.epreuves:
                yield f"$.voies[{rang}].epreuves[{numero}]", SANS_PREMIERE(epreuve=rattrapages[code])


def _rattrapage(chemin: str, epreuve: Epreuve, par_code: Mapping[str, Epreuve]) -> Iterator[Faute]:
    premiere = par_code.get(epreuve.rattrape)
    if premiere is None:
        suggestion = Suggestion.parmi(epreuve.rattrape, par_code)
        yield chemin, NON_DECLARE(nom=epreuve.rattrape, suggestion=suggestion)
    elif premiere.rattrape or premiere is epreuve:
        yield chemin, PAS_LA_PREMIERE(epreuve=premiere.code)
    elif premiere.bareme != epreuve.bareme or epreuve.bareme is None:
        yield chemin, AUTRE_BAREME(epreuve=premiere.code)


def _options(edition: Edition) -> Iterator[Faute]:
    """Yield the names that lead to two options: a dossier gives its option by any of them."""
    deja: dict[str, str] = {}
    for rang, option in enumerate(edition.options):
        for nom in {option.intitule.casefold(), *(alias.casefold() for alias in option.alias)}:
            if deja.setdefault(nom, option.code) != option.code:
                yield f"$.options[{rang}]", OPTION_DEJA_NOMMEE(nom=nom)


def _groupes(edition: Edition) -> Iterator[Faute]:
    """Yield groups that ask for more blocs than they have, and blocs of two groups."""
    deja: dict[str, str] = {}
    for rang, groupe in enumerate(edition.groupes):
        chemin = f"$.groupes[{rang}]"
        if not 0 <= groupe.au_moins <= len(groupe.blocs):
            yield f"{chemin}.au_moins", HORS_BORNES(trouve=groupe.au_moins, maximum=len(groupe.blocs))
        if groupe.au_plus is not None and groupe.au_plus < max(1, groupe.au_moins):
            yield f"{chemin}.au_plus", TROP_PETIT(trouve=groupe.au_plus, minimum=max(1, groupe.au_moins))
        for bloc in groupe.blocs:
            if deja.setdefault(bloc, groupe.code) != groupe.code:
                yield f"{chemin}.blocs", DEUX_GROUPES(bloc=bloc, groupe=deja[bloc])


def _echelles(edition: Edition) -> Iterator[Faute]:
    """Yield scales that do not name their threshold, whose levels are repeated, or that share a nature."""
    deja: set[NatureCible] = set()
    for rang, echelle in enumerate(edition.echelles):
        chemin = f"$.echelles[{rang}]"
        yield from _inconnus(f"{chemin}.compte_des", (echelle.compte_des,), echelle.niveaux)
        for niveau, combien in Counter(niveau.casefold() for niveau in echelle.niveaux).items():
            if combien > 1:
                yield f"{chemin}.niveaux", DECLARE_DEUX_FOIS(nom=niveau, combien=combien)
        if echelle.points and (
            len(echelle.points) != len(echelle.niveaux) or list(echelle.points) != sorted(echelle.points)
        ):
            yield f"{chemin}.points", POINTS_SANS_NIVEAU(niveaux=len(echelle.niveaux))
        for nature in echelle.natures:
            if nature in deja or nature not in _OBSERVES_PAR_NIVEAU:
                yield f"{chemin}.natures", SANS_ECHELLE(nature=nature)
            deja.add(nature)


_OBSERVES_PAR_NIVEAU = (NatureCible.CRITERE, NatureCible.COMPETENCE, NatureCible.BLOC)


def _contenu(edition: Edition) -> Iterator[Faute]:
    if not edition.sans_contenu and not edition.voies:
        yield "$.voies", SANS_VOIE()


_VERIFICATIONS: tuple[Callable[[Edition], Iterator[Faute]], ...] = (
    _dates,
    _codes,
    _references,
    _minutes,
    _baremes,
    _notes,
    _sessions,
    _options,
    _groupes,
    _echelles,
    _contenu,
)
