"""A dossier of one édition read again under another one, as far as both say the same thing by the same path.

What can be defended, and nothing more: a bloc is the same when both éditions share it (one ``cle``), or give it
the same code within one certification; what is below it, when it has the same path; an épreuve, when it has the
same code and is marked out of as much. An observation of anything else is left aside, and named. A dossier of
which nothing can be read again is not compared at all.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import evolve, frozen

from parchemin.dossier.model import Acquis, Dossier, Observation, Observations, Valeur
from parchemin.referentiel.arbre import Cible, cibles
from parchemin.referentiel.model import Critere, Edition, Grille, RoleEvaluateur, Voie


@frozen
class Relecture:
    """A dossier under another édition, and the paths of what could not be read again.

    ``dossier`` is ``None`` where nothing could; ``raison`` then says why.
    """

    dossier: Dossier | None
    ecartes: tuple[str, ...] = ()
    raison: str = ""


@frozen(eq=False)
class Transposition:
    """How the dossiers of one édition are read under another one."""

    de: Edition
    vers: Edition
    blocs: Mapping[str, str]
    cles: Mapping[str, str]
    avant: Mapping[str, Cible]
    apres: Mapping[str, Cible]

    @classmethod
    def entre(cls, de: Edition, vers: Edition) -> "Transposition":
        """Prepare the reading; a grille of the first édition completes what the second leaves open."""
        vers = _completer(de, vers)
        par_cle = {bloc.cle: bloc for bloc in vers.blocs}
        par_code = {bloc.code: bloc for bloc in vers.blocs} if de.certification == vers.certification else {}
        couples = [(bloc, par_cle.get(bloc.cle) or par_code.get(bloc.code)) for bloc in de.blocs]
        return cls(
            de,
            vers,
            {bloc.code: autre.code for bloc, autre in couples if autre},
            {bloc.cle: autre.cle for bloc, autre in couples if autre},
            cibles(de),
            cibles(vers),
        )

    @cached_property
    def nouveautes(self) -> tuple[str, ...]:
        """The paths that only the other édition observes, in the blocs that both have."""
        connus = {self._chemin(chemin) for chemin in self.avant}
        communs = set(self.blocs.values())
        nouveaux = (chemin for chemin in self.apres if chemin not in connus)
        return tuple(chemin for chemin in nouveaux if chemin.partition("/")[0] in communs)

    def reserves(self, relecture: Relecture) -> Iterator[str]:
        """Say in French what of a dossier was left aside, and what of the other édition nobody could observe."""
        if relecture.dossier is None:
            yield f"dossier non comparé : {relecture.raison}"
        for chemin in dict.fromkeys(relecture.ecartes):
            yield f"{chemin} : laissé de côté, {self.vers.cle} ne l'observe pas ainsi"
        if relecture.dossier is not None and self.nouveautes:
            noms = ", ".join(self.nouveautes[:5]) + (" …" if len(self.nouveautes) > 5 else "")
            yield f"sans avis, car {self.vers.cle} l'observe et {self.de.cle} non : {noms}"

    def relire(self, dossier: Dossier) -> Relecture:
        """Read a dossier under the other édition."""
        if dossier.voie not in {voie.code for voie in self.vers.voies}:
            return Relecture(None, raison=f"voie « {dossier.voie} » absente de {self.vers.cle}")
        observations, ecartes = self._relire_observations(dossier, self.vers.voie(dossier.voie))
        blocs = tuple(self.blocs[code] for code in dossier.blocs if code in self.blocs)
        ecartes += [code for code in dossier.blocs if code not in self.blocs]
        if (ecartes and not observations) or (dossier.blocs and not blocs):
            return Relecture(None, tuple(ecartes), f"rien de ce dossier ne se lit sous {self.vers.cle}")
        relu = evolve(
            dossier,
            edition=self.vers.cle,
            blocs=blocs,
            acquis=tuple(Acquis(self.cles.get(tenu.bloc, tenu.bloc), tenu.le) for tenu in dossier.acquis),
            observations=observations,
        )
        return Relecture(relu, tuple(ecartes))

    def _relire_observations(self, dossier: Dossier, voie: Voie) -> tuple[Observations, list[str]]:
        """Return what the other édition can read of a dossier, and the paths of the rest."""
        roles = {role.role: role for role in self.vers.evaluateurs if role.role in voie.evaluateurs}
        epreuves = {epreuve.cible for epreuve in self.vers.epreuves_de(voie)}
        par_role: dict[str, dict[str, Valeur]] = {}
        ecartes = []
        for observation in dossier.observations:
            chemin = self._chemin(observation.cible)
            lisible = not chemin.startswith("epreuve:") or chemin in epreuves
            if lisible and self._se_lit(observation, chemin, roles):
                par_role.setdefault(observation.evaluateur, {})[chemin] = observation.valeur
            else:
                ecartes.append(observation.cible)
        return Observations(par_role), ecartes

    def _se_lit(self, observation: Observation, chemin: str, roles: Mapping[str, RoleEvaluateur]) -> bool:
        """Tell whether the other édition has this path, marked out of as much, for who observed it."""
        avant, apres = self.avant.get(observation.cible), self.apres.get(chemin)
        role = roles.get(observation.evaluateur)
        if avant is None or apres is None or role is None:
            return False
        sur = [cible.bareme.sur if cible.bareme else None for cible in (avant, apres)]
        return apres.nature in role.observe and sur[0] == sur[1]

    def _chemin(self, chemin: str) -> str:
        """Return a path with the code that its bloc has in the other édition."""
        tete, deux_points, reste = chemin.rpartition(":")
        bloc, barre, dessous = reste.partition("/")
        if tete == "epreuve":
            return chemin
        return f"{tete}{deux_points}{self.blocs.get(bloc, '?')}{barre}{dessous}"


def _completer(de: Edition, vers: Edition) -> Edition:
    """Give a compétence that an édition leaves open the critères of the same path in the other one."""
    connus = dict(_criteres(de))
    ouvertes = {
        chemin: connus[chemin] for chemin, criteres in _criteres(vers) if not criteres and connus.get(chemin)
    }
    exemple = de.grille is not None and de.grille.exemple
    return vers.completee(Grille(vers.cle, ouvertes, exemple)) if ouvertes else vers


def _criteres(edition: Edition) -> Iterator[tuple[str, tuple[Critere, ...]]]:
    for bloc in edition.blocs:
        for competence in bloc.competences:
            yield f"{bloc.code}/{competence.code}", competence.criteres
