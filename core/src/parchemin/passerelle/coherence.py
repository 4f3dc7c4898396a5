"""Do all passerelles hold together? Bridges that lead nowhere, rights that are one-way, blocs declared twice.

A passerelle is *expired* when it can serve no one any more on the day of the check: its window is empty or lies
outside the life of its source, or all that it ever took has run out since (what is held for good never does). One
whose target is closed still serves the dossiers that were opened before: that is said, and is no fault.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import frozen

from parchemin.faits import Fait, Tournure
from parchemin.passerelle.model import GenreDeLieu, Nature, Passerelle, Repere
from parchemin.passerelle.reseau import Reseau
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Bloc

EN_FAUTE = Tournure("passerelle_en_faute", "{de} → {vers} ({declarant}) : {faute}")
ABSENT = Tournure("lieu_absent", "« {lieu} » n'existe pas ({distribution})")
ATTESTATION_DONNEE = Tournure("attestation_donnee", "une attestation ne se donne plus")
DISPENSE_DE_BLOC = Tournure("dispense_de_bloc", "une dispense porte sur une épreuve ou sur une formation")
SENS_UNIQUE = Tournure("sens_unique", "de droit dans un seul sens ({de} : {chez_de} ; {vers} : {chez_vers})")
AUTRES_COMPETENCES = Tournure(
    "autres_competences",
    "de droit entre deux blocs qui n'ont pas les mêmes compétences ({de} : {chez_de} ; {vers} : {chez_vers})",
)
RIEN_NE_S_OBTIENT = Tournure("passerelle_fermee", "expirée : rien ne s'obtient entre le {du:jour} et le {au:jour}")
TOUT_A_EXPIRE = Tournure(
    "passerelle_expiree",
    "expirée : tout ce qu'elle prend s'obtenait au plus tard le {au:jour}, valable jusqu'au {fin:jour}",
)
BLOC_DOUBLE = Tournure(
    "bloc_double",
    "{bloc} : un même bloc, d'autres compétences ({de} : {chez_de} ; {vers} : {chez_vers})",
)
UNE_VERS_UNE_CLOSE = Tournure(
    "passerelle_vers_close",
    "une passerelle mène à {edition}, close depuis le {depuis:jour} : pour les dossiers ouverts avant ({chez})",
)
VERS_UNE_CLOSE = Tournure(
    "passerelles_vers_close",
    "{combien} passerelles mènent à {edition}, close depuis le {depuis:jour} : "
    "pour les dossiers ouverts avant ({chez})",
)


@frozen
class Coherence:
    """What was found: ``fautes`` to mend, ``remarques`` to know."""

    fautes: tuple[Fait, ...]
    remarques: tuple[Fait, ...]


@frozen(eq=False)
class _Examen:
    """The network on a day, and the distributions to name: by certification, and by passerelle."""

    reseau: Reseau
    origines: Mapping[str, str]
    declarants: Mapping[Passerelle, str]
    le: date

    def possede(self, lieu: str) -> str:
        """Return the distribution that brings a lieu."""
        return self.origines.get(Repere.lire(lieu).certification, "aucune distribution")

    def imputer(self, passerelle: Passerelle, faute: Fait) -> Fait:
        """Return a fault with the passerelle that has it, and who declares it."""
        declarant = self.declarants.get(passerelle, "origine inconnue")
        return EN_FAUTE(de=passerelle.de, vers=passerelle.vers, declarant=declarant, faute=faute)

    def entre(self, de: str, vers: str) -> dict[str, str]:
        """Return two lieux, and the distributions that bring them."""
        return {"de": de, "chez_de": self.possede(de), "vers": vers, "chez_vers": self.possede(vers)}


def verifier(
    reseau: Reseau, origines: Mapping[str, str], declarants: Mapping[Passerelle, str], le: date
) -> Coherence:
    """Return every incoherence, with the distributions that it concerns.

    :param origines: the distribution that brings each certification.
    :param declarants: the distribution, or those, that declare each passerelle.
    """
    examen = _Examen(reseau, origines, declarants, le)
    par_passerelle = (
        examen.imputer(passerelle, faute)
        for passerelle in sorted(reseau.passerelles, key=repr)
        for controle in _CONTROLES
        for faute in controle(examen, passerelle)
    )
    return Coherence((*par_passerelle, *_blocs_doubles(examen)), tuple(_closes(examen)))


def _lieux(examen: _Examen, passerelle: Passerelle) -> Iterator[Fait]:
    for lieu in (passerelle.de, passerelle.vers):
        if lieu not in examen.reseau.lieux and Repere.lire(lieu).genre is not GenreDeLieu.ATTESTATION:
            yield ABSENT(lieu=lieu, distribution=examen.possede(lieu))
    if Repere.lire(passerelle.vers).genre is GenreDeLieu.ATTESTATION:
        yield ATTESTATION_DONNEE()


def _dispenses(_: _Examen, passerelle: Passerelle) -> Iterator[Fait]:
    dispensables = (GenreDeLieu.EPREUVE, GenreDeLieu.FORMATION)
    if passerelle.nature is Nature.DISPENSE and Repere.lire(passerelle.vers).genre not in dispensables:
        yield DISPENSE_DE_BLOC()


def _sens_unique(examen: _Examen, passerelle: Passerelle) -> Iterator[Fait]:
    """Find a right that goes one way between two things of one kind: the same bloc is the same both ways."""
    de, vers = Repere.lire(passerelle.de), Repere.lire(passerelle.vers)
    if passerelle.nature is not Nature.DE_DROIT or de.genre is not vers.genre:
        return
    nommer = examen.reseau.nommer
    retours = examen.reseau.departs.get(nommer(passerelle.vers), ())
    if not any(p.nature is Nature.DE_DROIT and nommer(p.vers) == nommer(passerelle.de) for p in retours):
        yield SENS_UNIQUE(**examen.entre(passerelle.de, passerelle.vers))


def _memes_competences(examen: _Examen, passerelle: Passerelle) -> Iterator[Fait]:
    """Find a right between two blocs that are not the same."""
    if passerelle.nature is not Nature.DE_DROIT:
        return
    de, vers = (examen.reseau.blocs.get(lieu) for lieu in (passerelle.de, passerelle.vers))
    if de and vers and _contenu(de) != _contenu(vers):
        yield AUTRES_COMPETENCES(**examen.entre(passerelle.de, passerelle.vers))


def _expirees(examen: _Examen, passerelle: Passerelle) -> Iterator[Fait]:
    """Find a passerelle that can serve no one any more, by its source."""
    source = examen.reseau.editions.get(Repere.lire(passerelle.de).edition)
    debuts = [jour for jour in (passerelle.obtenu_du, source and source.valide_du) if jour]
    fins = [jour for jour in (passerelle.obtenu_au, source and source.valide_au) if jour]
    if debuts and fins and max(debuts) > min(fins):
        yield RIEN_NE_S_OBTIENT(du=max(debuts), au=min(fins))
        return
    durees = [
        annees for annees in (passerelle.annees, examen.reseau.validite(passerelle.de)) if annees is not None
    ]
    if fins and durees and (fin := Duree(annees=min(durees)).apres(min(fins))) < examen.le:
        yield TOUT_A_EXPIRE(au=min(fins), fin=fin)


_CONTROLES: tuple[Callable[[_Examen, Passerelle], Iterator[Fait]], ...] = (
    _lieux,
    _dispenses,
    _sens_unique,
    _memes_competences,
    _expirees,
)


def _blocs_doubles(examen: _Examen) -> Iterator[Fait]:
    """Yield the blocs that two éditions declare as one, with other compétences."""
    connus: dict[str, tuple[Bloc, str]] = {}
    for edition in examen.reseau.catalogue.editions:
        for bloc in edition.blocs:
            premier, de = connus.setdefault(bloc.cle, (bloc, edition.cle))
            if _contenu(premier) != _contenu(bloc):
                yield BLOC_DOUBLE(bloc=bloc.cle, **examen.entre(de, edition.cle))


def _closes(examen: _Examen) -> Iterator[Fait]:
    """Yield the closed éditions to which passerelles lead."""
    vers = Counter(Repere.lire(passerelle.vers).edition for passerelle in examen.reseau.passerelles)
    for cle, combien in sorted(vers.items()):
        edition = examen.reseau.editions.get(cle)
        if edition and edition.valide_au and edition.valide_au < examen.le:
            champs = {"edition": cle, "depuis": edition.valide_au, "chez": examen.possede(cle)}
            yield VERS_UNE_CLOSE(combien=combien, **champs) if combien > 1 else UNE_VERS_UNE_CLOSE(**champs)


def _contenu(bloc: Bloc) -> list[tuple[str, str]]:
    return [(competence.code, competence.intitule) for competence in bloc.competences]
