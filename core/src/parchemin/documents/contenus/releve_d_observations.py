"""What was observed of a candidate, laid out as the guides print their grid: a row an evaluator, by compétence."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from parchemin.deliberation.model import Proposition
from parchemin.dossier.model import Avis, Neutralise, Note, Palier, Valeur
from parchemin.referentiel.arbre import epreuve_de
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import Bloc, Competence

AVIS = {Avis.ACQUIS: "A", Avis.NON_ACQUIS: "NA", Avis.ABSENT: "absent"}


@frozen
class Case:
    """A cell of the grid: its words, over how many compétences, and whether it stands against the candidate."""

    mots: str = ""
    largeur: int = 1
    contre: bool = False


@frozen
class Rangee:
    """A row of the grid: who observed, or what, and a tuple of cells for each bloc."""

    titre: str
    blocs: tuple[tuple[Case, ...], ...]


def competences(bloc: Bloc) -> tuple[Competence, ...]:
    """Return the compétences of a bloc that somebody observes."""
    return tuple(competence for competence in bloc.competences if competence.evaluee)


def largeur(bloc: Bloc) -> int:
    """Return how many columns a bloc takes: one a compétence, and one at least."""
    return max(1, len(competences(bloc)))


def rangees(proposition: Proposition) -> Iterator[Rangee]:
    """Yield the critères and the continuous marks, then what each evaluator said of compétences and of blocs."""
    blocs = tuple(propose.bloc for propose in proposition.blocs)
    if any(competence.criteres for bloc in blocs for competence in competences(bloc)):
        yield Rangee("Critères par compétence", tuple(map(_criteres, blocs)))
    observations = proposition.dossier.observations.par_role
    continues = _reunies(observations, "continu:")
    if continues:
        cellules = tuple((_sur_le_bloc(bloc, continues.get(f"continu:{bloc.code}")),) for bloc in blocs)
        yield Rangee("Contrôle continu", cellules)
    mots = Lexique.de(proposition.edition)
    for role, valeurs in observations.items():
        nom = mots.nommer("role", role)
        if not any(cible.partition("/")[0] in {bloc.code for bloc in blocs} for cible in valeurs):
            continue
        yield Rangee(nom, tuple(_bloc(bloc, valeurs) for bloc in blocs))
        if any(bloc.code in valeurs and _detaille(bloc, valeurs) for bloc in blocs):
            avis = tuple((_sur_le_bloc(bloc, valeurs.get(bloc.code)),) for bloc in blocs)
            yield Rangee(f"{nom}, avis sur le bloc", avis)


def absences(proposition: Proposition) -> tuple[str, ...]:
    """Return the names of the épreuves without marks from which the candidate was absent."""
    notees = {epreuve.code for epreuve, _ in proposition.notes}
    manquees = (epreuve_de(o.cible) for o in proposition.dossier.observations if o.valeur is Avis.ABSENT)
    mots = Lexique.de(proposition.edition)
    return tuple(mots.nommer("epreuve", code) for code in manquees if code and code not in notees)


def dire(valeur: Valeur | None) -> str:
    """Say a value in the few letters of a cell."""
    if isinstance(valeur, Neutralise):
        return "neutralisé"
    return str(valeur) if isinstance(valeur, Note | Palier) else AVIS[valeur] if valeur else ""


def _reunies(observations: Mapping[str, Mapping[str, Valeur]], debut: str) -> dict[str, Valeur]:
    return {
        cible: valeur
        for valeurs in observations.values()
        for cible, valeur in valeurs.items()
        if cible.startswith(debut)
    }


def _detaille(bloc: Bloc, valeurs: Mapping[str, Valeur]) -> bool:
    return any(cible.startswith(f"{bloc.code}/") for cible in valeurs)


def _criteres(bloc: Bloc) -> tuple[Case, ...]:
    return tuple(Case(str(len(c.criteres) or "")) for c in competences(bloc)) or (Case(),)


def _sur_le_bloc(bloc: Bloc, valeur: Valeur | None) -> Case:
    suffixe = "/20" if isinstance(valeur, Note) else ""
    return Case(dire(valeur) + suffixe, largeur(bloc), valeur in (Avis.NON_ACQUIS, Avis.ABSENT))


def _bloc(bloc: Bloc, valeurs: Mapping[str, Valeur]) -> tuple[Case, ...]:
    evaluees = competences(bloc)
    if not evaluees or not _detaille(bloc, valeurs):
        return (_sur_le_bloc(bloc, valeurs.get(bloc.code)),)
    return tuple(_competence(f"{bloc.code}/{competence.code}", competence, valeurs) for competence in evaluees)


def _competence(chemin: str, competence: Competence, valeurs: Mapping[str, Valeur]) -> Case:
    """Say what was observed of a compétence: an avis on it, or how many of its critères are acquis."""
    if chemin in valeurs:
        valeur = valeurs[chemin]
        return Case(dire(valeur), contre=valeur in (Avis.NON_ACQUIS, Avis.ABSENT))
    vues = [valeurs.get(f"{chemin}/{critere.code}") for critere in competence.criteres]
    comptees = [valeur for valeur in vues if not isinstance(valeur, Neutralise)]
    if not any(vues):
        return Case()
    acquis = comptees.count(Avis.ACQUIS)
    return Case(f"{acquis}/{len(comptees)}", contre=acquis < len(comptees))
