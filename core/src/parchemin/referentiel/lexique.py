"""The names behind the codes of facts: those of an édition, and those that the branch gives beside it.

A fact keeps codes; the `Lexique` of its édition says them by their names when somebody reads it. Nothing here
reads a sentence.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from attrs import field, frozen

from parchemin.faits import Mots
from parchemin.referentiel.arbre import ARBRES
from parchemin.referentiel.francais import FINE, jour
from parchemin.referentiel.model import Bloc, Edition

TITRES: Mapping[str, str] = {
    "cqp": "Certificat de qualification professionnelle",
    "cqpi": "Certificat de qualification professionnelle interbranches",
    "diplome": "Diplôme",
    "titre": "Titre",
    "certificat": "Certificat",
    "ccp": "Certificat de compétences professionnelles",
    "attestation_bloc": "Attestation de bloc de compétences",
    "parchemin_bloc": "Parchemin de bloc de compétences",
}
"""What a title is called at the head of its page, by its nature."""

Noms = Mapping[str, Mapping[str, str]]
"""Names by their genre, then by their code."""


@frozen(eq=False)
class Lexique(Mots):
    """Words facts with names.

    Genres: ``noeud`` (a path below the édition, the code or the key of a bloc, the cible of an épreuve),
    ``role``, ``epreuve``, ``voie``, ``voie_courte`` (in a grid), ``option``, ``formation``, ``titre``, ``objet``
    (of a title); and those that `de` is given: ``siege``, ``instance``. ``evaluateur`` is a role as a complement,
    « l'évaluateur (…) ». What has no name names itself.

    ``imprime`` is for a page or a letter: days are said as a letter has them. On a screen, or in a table, where
    columns bear the codes of blocs, a bloc is said by its code and its name.
    """

    noms: Noms = field(factory=dict)
    imprime: bool = False

    @classmethod
    def de(cls, edition: Edition | None = None, *, imprime: bool = False, **noms: Mapping[str, str]) -> "Lexique":
        """Return the names of an édition, with those of other genres: ``siege={"president": "Président"}``."""
        return cls({**(_de_l_edition(edition, imprime) if edition else {}), **noms}, imprime)

    def connait(self, genre: str, code: str) -> bool:
        """Tell whether something has a name."""
        return code in self.noms.get(genre, {})

    def nommer(self, genre: str, code: str) -> str:
        """Return a name; what has none names itself."""
        if genre == "evaluateur":
            nom = self.noms.get("role", {}).get(code)
            return f"l'évaluateur ({nom})" if nom else code
        return self.noms.get(genre, {}).get(code, code)

    def citer(self, genre: str, code: str) -> str:
        """Return a name between guillemets; a code stands as it is."""
        if not self.connait(genre, code):
            return code
        fine = FINE if self.imprime else " "
        return f"«{fine}{self.nommer(genre, code)}{fine}»"

    def introduire(self, role: str) -> str:
        """Return a name, and the colon that opens what that evaluator says."""
        return f"{self.nommer('role', role)} : "

    def jour(self, le: date | str) -> str:
        """Return a day, as a letter has it where this is printed."""
        if not self.imprime:
            return str(le)
        return jour(le if isinstance(le, date) else date.fromisoformat(le))


def avec_option(intitule: str, edition: Edition, option: str) -> str:
    """Return what is certified, with the option for which it is, where there is one."""
    nom = edition.option(option)
    return f"{intitule}, option {nom}" if nom else intitule


@lru_cache(ARBRES)
def _de_l_edition(edition: Edition, imprime: bool) -> Noms:
    return {
        "noeud": dict(_noeuds(edition, imprime)),
        "role": {role.role: role.intitule for role in edition.evaluateurs},
        "epreuve": {epreuve.code: epreuve.intitule for epreuve in edition.epreuves},
        "voie": {voie.code: voie.intitule for voie in edition.voies},
        "voie_courte": {voie.code: voie.court or voie.intitule for voie in edition.voies},
        "option": {option.code: option.intitule for option in edition.options},
        "formation": {etape.code: etape.intitule for etape in edition.prerequis},
        "titre": TITRES,
        "objet": dict(_objets(edition)),
    }


def _objets(edition: Edition) -> Iterator[tuple[str, str]]:
    yield edition.certification, edition.intitule
    yield edition.cle, edition.intitule
    for bloc in edition.blocs:
        yield f"{edition.cle}/{bloc.code}", bloc.intitule
        yield bloc.cle, bloc.intitule


def _noeuds(edition: Edition, imprime: bool) -> Iterator[tuple[str, str]]:
    yield from ((epreuve.cible, epreuve.intitule) for epreuve in edition.epreuves)
    for bloc in edition.blocs:
        nom = bloc.intitule if imprime else f"{bloc.code} {bloc.intitule}"
        yield from ((bloc.code, nom), (bloc.cle, nom))
        yield from _du_bloc(bloc)


def _du_bloc(bloc: Bloc) -> Iterator[tuple[str, str]]:
    for competence in bloc.competences:
        chemin = f"{bloc.code}/{competence.code}"
        yield chemin, f"{competence.code} {competence.intitule}"
        for critere in competence.criteres:
            yield f"{chemin}/{critere.code}", f"{competence.code}, {critere.intitule}"
