"""Do all passerelles hold together? Bridges that lead nowhere, rights that are one-way, blocs declared twice.

A passerelle is *expired* when it can serve no one any more on the day of the check: its window is empty or lies
outside the life of its source, or all that it ever took has run out since (what is held for good never does). One
whose target is closed still serves the dossiers that were opened before: that is said, and is no fault.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import frozen

from parchemin.passerelle.model import ATTESTATION, Nature, Passerelle, edition_de
from parchemin.passerelle.reseau import Reseau
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Bloc


@frozen
class Coherence:
    """What was found: ``fautes`` to mend, ``remarques`` to know."""

    fautes: tuple[str, ...]
    remarques: tuple[str, ...]


@frozen(eq=False)
class _Examen:
    """The network on a day, and the distributions to name: by certification, and by passerelle."""

    reseau: Reseau
    origines: Mapping[str, str]
    declarants: Mapping[Passerelle, str]
    le: date

    def possede(self, lieu: str) -> str:
        """Return the distribution that brings a lieu."""
        certification = lieu.partition("@")[0]
        return self.origines.get(certification, "aucune distribution")

    def dire(self, passerelle: Passerelle) -> str:
        """Name a passerelle and who declares it."""
        return f"{passerelle.de} → {passerelle.vers} ({self.declarants.get(passerelle, 'origine inconnue')})"

    def distributions(self, passerelle: Passerelle) -> str:
        """Name the distributions of both ends."""
        return " ; ".join(f"{lieu} : {self.possede(lieu)}" for lieu in (passerelle.de, passerelle.vers))


def verifier(
    reseau: Reseau, origines: Mapping[str, str], declarants: Mapping[Passerelle, str], le: date
) -> Coherence:
    """Return every incoherence in French, with the distributions that it concerns.

    :param origines: the distribution that brings each certification.
    :param declarants: the distribution, or those, that declare each passerelle.
    """
    examen = _Examen(reseau, origines, declarants, le)
    par_passerelle = (
        f"{examen.dire(passerelle)} : {faute}"
        for passerelle in sorted(reseau.passerelles, key=repr)
        for controle in _CONTROLES
        for faute in controle(examen, passerelle)
    )
    return Coherence((*par_passerelle, *_blocs_doubles(examen)), tuple(_closes(examen)))


def _lieux(examen: _Examen, passerelle: Passerelle) -> Iterator[str]:
    for lieu in (passerelle.de, passerelle.vers):
        if lieu not in examen.reseau.lieux and edition_de(lieu) != ATTESTATION:
            yield f"« {lieu} » n'existe pas ({examen.possede(lieu)})"
    if edition_de(passerelle.vers) == ATTESTATION:
        yield "une attestation ne se donne plus"


def _dispenses(_: _Examen, passerelle: Passerelle) -> Iterator[str]:
    if passerelle.nature is Nature.DISPENSE and "#" not in passerelle.vers:
        yield "une dispense porte sur une épreuve ou sur une formation"


def _sens_unique(examen: _Examen, passerelle: Passerelle) -> Iterator[str]:
    """Find a right that goes one way between two things of one kind: the same bloc is the same both ways."""
    if passerelle.nature is not Nature.DE_DROIT or _genre(passerelle.de) != _genre(passerelle.vers):
        return
    nommer = examen.reseau.nommer
    retours = examen.reseau.departs.get(nommer(passerelle.vers), ())
    if not any(p.nature is Nature.DE_DROIT and nommer(p.vers) == nommer(passerelle.de) for p in retours):
        yield f"de droit dans un seul sens ({examen.distributions(passerelle)})"


def _memes_competences(examen: _Examen, passerelle: Passerelle) -> Iterator[str]:
    """Find a right between two blocs that are not the same."""
    if passerelle.nature is not Nature.DE_DROIT:
        return
    de, vers = (examen.reseau.blocs.get(lieu) for lieu in (passerelle.de, passerelle.vers))
    if de and vers and _contenu(de) != _contenu(vers):
        yield f"de droit entre deux blocs qui n'ont pas les mêmes compétences ({examen.distributions(passerelle)})"


def _expirees(examen: _Examen, passerelle: Passerelle) -> Iterator[str]:
    """Find a passerelle that can serve no one any more, by its source."""
    source = examen.reseau.editions.get(edition_de(passerelle.de))
    debuts = [jour for jour in (passerelle.obtenu_du, source and source.valide_du) if jour]
    fins = [jour for jour in (passerelle.obtenu_au, source and source.valide_au) if jour]
    if debuts and fins and max(debuts) > min(fins):
        yield f"expirée : rien ne s'obtient entre le {max(debuts)} et le {min(fins)}"
        return
    durees = [
        annees for annees in (passerelle.annees, examen.reseau.validite(passerelle.de)) if annees is not None
    ]
    if fins and durees and (fin := Duree(annees=min(durees)).apres(min(fins))) < examen.le:
        yield f"expirée : tout ce qu'elle prend s'obtenait au plus tard le {min(fins)}, valable jusqu'au {fin}"


_CONTROLES: tuple[Callable[[_Examen, Passerelle], Iterator[str]], ...] = (
    _lieux,
    _dispenses,
    _sens_unique,
    _memes_competences,
    _expirees,
)


def _blocs_doubles(examen: _Examen) -> Iterator[str]:
    """Yield the blocs that two éditions declare as one, with other compétences."""
    connus: dict[str, tuple[Bloc, str]] = {}
    for edition in examen.reseau.catalogue.editions:
        for bloc in edition.blocs:
            premier, de = connus.setdefault(bloc.cle, (bloc, edition.cle))
            if _contenu(premier) != _contenu(bloc):
                distributions = f"{de} : {examen.possede(de)} ; {edition.cle} : {examen.possede(edition.cle)}"
                yield f"{bloc.cle} : un même bloc, d'autres compétences ({distributions})"


def _closes(examen: _Examen) -> Iterator[str]:
    """Yield the closed éditions to which passerelles lead."""
    vers = Counter(edition_de(passerelle.vers) for passerelle in examen.reseau.passerelles)
    for cle, combien in sorted(vers.items()):
        edition = examen.reseau.editions.get(cle)
        if edition and edition.valide_au and edition.valide_au < examen.le:
            passerelles = f"{combien} passerelles mènent" if combien > 1 else "une passerelle mène"
            yield (
                f"{passerelles} à {cle}, close depuis le {edition.valide_au} : "
                f"pour les dossiers ouverts avant ({examen.possede(cle)})"
            )


def _contenu(bloc: Bloc) -> list[tuple[str, str]]:
    return [(competence.code, competence.intitule) for competence in bloc.competences]


def _genre(lieu: str) -> str:
    """Return what kind of thing a lieu is, by the mark that follows its édition."""
    return lieu.removeprefix(edition_de(lieu))[:1]
