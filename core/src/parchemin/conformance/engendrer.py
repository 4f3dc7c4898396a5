"""Dossiers made up from an édition alone: whatever its evaluators may write, in whatever combination.

All choices go through one `random.Random`: seeded by the command, driven by Hypothesis in the tests.
"""

from collections.abc import Iterator
from random import Random

from attrs import evolve

from parchemin.dossier.model import (
    Acquis,
    Avis,
    Candidat,
    Dossier,
    Neutralise,
    Note,
    Observations,
    Palier,
    Statut,
    Valeur,
)
from parchemin.referentiel.arbre import NATURES, Noeud, arbre, cibles
from parchemin.referentiel.model import (
    Bareme,
    Echelle,
    Edition,
    NatureCible,
    Niveau,
    RoleEvaluateur,
)

_CHANCES = (0.5, 0.8, 0.95, 1.0)
"""How often a candidate is validated: most thresholds stand high."""

ParRole = dict[str, dict[str, Valeur]]


def engendrer(edition: Edition, voie: str, hasard: Random) -> Dossier:
    """Return a dossier that the readers would accept."""
    blocs = [bloc.code for bloc in edition.blocs]
    presentes = hasard.sample(blocs, hasard.randint(0, len(blocs))) if hasard.random() < 0.3 else []
    entree = edition.valide_du
    return Dossier(
        "D1",
        Candidat("Nom", "Prénom"),
        voie,
        entree,
        edition.cle,
        option=hasard.choice([option.code for option in edition.options] or [""]),
        statut=hasard.choice([None, *Statut]),
        blocs=tuple(presentes),
        parcours={etape.code: entree for etape in edition.prerequis if hasard.random() < 0.8},
        acquis=tuple(Acquis(bloc.cle, entree) for bloc in edition.blocs if hasard.random() < 0.15),
        observations=Observations(_observer(edition, voie, hasard)),
    )


def melanger(dossier: Dossier, hasard: Random) -> Dossier:
    """Return the same dossier, all its parts in another order."""
    par_role = {
        role: dict(hasard.sample(list(valeurs.items()), len(valeurs)))
        for role, valeurs in reversed(list(dossier.observations.par_role.items()))
    }
    return evolve(
        dossier,
        blocs=dossier.blocs[::-1],
        acquis=dossier.acquis[::-1],
        parcours=dict(reversed(list(dossier.parcours.items()))),
        observations=Observations(par_role),
    )


def ameliorer(dossier: Dossier, edition: Edition, hasard: Random) -> tuple[Dossier, str] | None:
    """Return the dossier with one thing better observed, and which; ``None`` where nothing can be better."""
    sur = {epreuve.cible: epreuve.bareme for epreuve in edition.epreuves}
    ameliorables = [
        (observation, mieux)
        for observation in dossier.observations
        if (mieux := _mieux(observation.valeur, sur.get(observation.cible), hasard, edition)) is not None
    ]
    if not ameliorables:
        return None
    choisie, mieux = hasard.choice(ameliorables)
    par_role = {role: dict(valeurs) for role, valeurs in dossier.observations.par_role.items()}
    par_role[choisie.evaluateur][choisie.cible] = mieux
    meilleur = evolve(dossier, observations=Observations(par_role))
    return meilleur, f"{choisie.evaluateur}:{choisie.cible}"


def _mieux(valeur: Valeur, bareme: Bareme | None, hasard: Random, edition: Edition) -> Valeur | None:
    if valeur is Avis.NON_ACQUIS:
        return Avis.ACQUIS
    if isinstance(valeur, Palier):
        niveaux = next(echelle.niveaux for echelle in edition.echelles if valeur.nom in echelle.niveaux)
        return Palier(niveaux[valeur.rang + 1], valeur.rang + 1) if valeur.rang + 1 < len(niveaux) else None
    plafond = (bareme.sur if bareme else 20) * 100
    if isinstance(valeur, Note) and valeur.centiemes < plafond:
        return Note(hasard.randint(valeur.centiemes + 1, plafond))
    return None


def _observer(edition: Edition, voie: str, hasard: Random) -> ParRole:
    convoques = edition.voie(voie).evaluateurs
    roles = [role for role in edition.evaluateurs if role.role in convoques]
    racine = arbre(edition, voie)
    connues = cibles(edition) if edition.echelles else {}
    observations: ParRole = {
        role.role: {
            chemin: _en_niveau(dite, connues[chemin].echelle, hasard) if connues else dite
            for chemin, dite in _avis(racine, role, hasard)
        }
        for role in roles
    }
    for nature, marquees in _marquees(edition, voie).items():
        capables = [role.role for role in roles if nature in role.observe]
        for cible, bareme, auteurs in marquees if capables else ():
            for role in auteurs or capables[:1]:
                if role in observations and (note := _marquer(bareme, hasard)) is not None:
                    observations[role][cible] = note
    return {role: valeurs for role, valeurs in observations.items() if valeurs}


_Marquee = tuple[str, Bareme | None, tuple[str, ...]]
"""The path of what is marked, how it is, and who marks it, where that is said."""


def _marquees(edition: Edition, voie: str) -> dict[NatureCible, list[_Marquee]]:
    epreuves: list[_Marquee] = [
        (epreuve.cible, epreuve.bareme, tuple(epreuve.notee_par))
        for epreuve in edition.epreuves_de(edition.voie(voie))
    ]
    continus: list[_Marquee] = [(f"continu:{bloc.code}", Bareme(1), ()) for bloc in edition.blocs]
    return {NatureCible.EPREUVE: epreuves, NatureCible.CONTINU: continus}


def _marquer(bareme: Bareme | None, hasard: Random) -> Valeur | None:
    """Return a mark of an épreuve, often at one of the edges; an unmarked one only says who was absent."""
    tirage = hasard.random()
    if tirage < 0.05:
        return Avis.ABSENT
    if tirage < 0.15 or bareme is None:
        return None
    bords = [0, bareme.sur * 50, bareme.sur * 100, hasard.randint(0, bareme.sur) * 100]
    if bareme.eliminatoire is not None:
        seuil = int(bareme.eliminatoire * 100)
        bords += [seuil, min(seuil + 1, bareme.sur * 100)]
    return Note(hasard.choice([*bords, hasard.randint(0, bareme.sur * 100)]))


def _avis(racine: Noeud, role: RoleEvaluateur, hasard: Random) -> Iterator[tuple[str, Valeur]]:
    chance, silence = hasard.choice(_CHANCES), hasard.choice((0.0, 0.0, 0.1))
    for bloc in racine.enfants:
        yield from _descendre(bloc, role, hasard, chance, silence)


def _descendre(
    noeud: Noeud, role: RoleEvaluateur, hasard: Random, chance: float, silence: float
) -> Iterator[tuple[str, Valeur]]:
    """Observe a node or what stands below it; both, for a role whose avis are compared with each other."""
    feuille = not noeud.enfants
    ici = NATURES[noeud.niveau] in role.observe and (role.cumule or feuille or hasard.random() < 0.2)
    if ici and hasard.random() >= silence:
        yield noeud.chemin, _dire(noeud, hasard, chance)
    if not ici or role.cumule:
        for enfant in noeud.enfants:
            yield from _descendre(enfant, role, hasard, chance, silence)


def _en_niveau(dite: Valeur, echelle: Echelle | None, hasard: Random) -> Valeur:
    """Return a level in the place of an avis, where the node has a scale."""
    if echelle is None or dite not in (Avis.ACQUIS, Avis.NON_ACQUIS):
        return dite
    seuil, haut = echelle.seuil, len(echelle.niveaux) - 1
    rang = hasard.randint(seuil, haut) if dite is Avis.ACQUIS or not seuil else hasard.randint(0, seuil - 1)
    return Palier(echelle.niveaux[rang], rang)


def _dire(noeud: Noeud, hasard: Random, chance: float) -> Valeur:
    tirage = hasard.random()
    if tirage < 0.03:
        return Avis.ABSENT
    if tirage < 0.06 and noeud.niveau is not Niveau.BLOC:
        return Neutralise("sans objet")
    return Avis.ACQUIS if hasard.random() < chance else Avis.NON_ACQUIS
