"""The rules on who may sit: employer, branch of legislation, training, colleges."""

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from parchemin.dossier.model import Membre
from parchemin.dossier.texte import cle
from parchemin.faits import Tournure
from parchemin.jury.employeurs import employeurs_voisins
from parchemin.jury.model import Assemblee, Constat, Gravite
from parchemin.referentiel.model import Source


@frozen
class _Comparaison:
    """A rule that compares a member with each candidate: who is compared, on what, and what it does."""

    roles: tuple[str, ...]
    source: Source
    gravite: Gravite = Gravite.IRREGULARITE

    code: ClassVar[str]
    champ: ClassVar[str]
    interdit_si_egal: ClassVar[bool]
    interdit: ClassVar[Tournure]
    membre_muet: ClassVar[Tournure]
    dossiers_muets: ClassVar[Tournure]

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Yield the candidates whom a member may not judge, and those for whom nobody can tell."""
        for membre in assemblee.au(*self.roles):
            if getattr(membre, self.champ):
                yield from self._interdits(membre, assemblee)
                yield from self._muets(membre, assemblee)
            else:
                fait = self.membre_muet(membre=membre.nom, siege=membre.role)
                yield Constat(Gravite.ALERTE, f"{self.code}_inconnu", fait, self.source)

    def _interdits(self, membre: Membre, assemblee: Assemblee) -> Iterator[Constat]:
        sien = getattr(membre, self.champ)
        autres = {dossier.code: getattr(dossier, self.champ) for dossier in assemblee.dossiers_de(membre)}
        interdits = tuple(
            code for code, autre in autres.items() if autre and (cle(autre) == cle(sien)) is self.interdit_si_egal
        )
        if interdits:
            fait = self.interdit(membre=membre.nom, siege=membre.role, sien=sien, dossiers=interdits)
            yield Constat(self.gravite, self.code, fait, self.source, interdits)

    def _muets(self, membre: Membre, assemblee: Assemblee) -> Iterator[Constat]:
        siens = assemblee.dossiers_de(membre)
        muets = tuple(dossier.code for dossier in siens if not getattr(dossier, self.champ))
        if muets:
            fait = self.dossiers_muets(membre=membre.nom, siege=membre.role, dossiers=muets)
            yield Constat(Gravite.ALERTE, f"{self.code}_inconnu", fait, self.source, muets)


@frozen
class HorsEmployeur(_Comparaison):
    """A member does not come from the candidate's employer."""

    code: ClassVar[str] = "meme_employeur"
    champ: ClassVar[str] = "organisme"
    interdit_si_egal: ClassVar[bool] = True
    interdit: ClassVar[Tournure] = Tournure(
        "meme_employeur",
        "{membre} ({siege:siege}), {sien} : l'organisme qui emploie le candidat de {dossiers}, attendu un autre",
    )
    membre_muet: ClassVar[Tournure] = Tournure(
        "membre_sans_organisme",
        "{membre} ({siege:siege}) : organisme à renseigner, l'incompatibilité n'est pas vérifiée",
    )
    dossiers_muets: ClassVar[Tournure] = Tournure(
        "dossiers_sans_organisme", "{membre} ({siege:siege}) : organisme à renseigner pour {dossiers}"
    )

    voisin: ClassVar[Tournure] = Tournure(
        "employeur_voisin",
        "{membre} ({siege:siege}), {sien} : peut-être l'employeur du candidat de {dossiers} ({autre}), "
        "écrit autrement",
    )

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Yield, too, the candidates whose employer is written nearly alike: nobody can tell but who reads it."""
        yield from super().examiner(assemblee)
        for membre in assemblee.au(*self.roles):
            for autre in dict.fromkeys(dossier.organisme for dossier in assemblee.dossiers_de(membre)):
                if employeurs_voisins(membre.organisme, autre):
                    yield self._voisins(membre, autre, assemblee)

    def _voisins(self, membre: Membre, autre: str, assemblee: Assemblee) -> Constat:
        siens = tuple(un.code for un in assemblee.dossiers_de(membre) if un.organisme == autre)
        qui = {"membre": membre.nom, "siege": membre.role, "sien": membre.organisme}
        fait = self.voisin(**qui, autre=autre, dossiers=siens)
        return Constat(Gravite.ALERTE, "employeur_voisin", fait, self.source, siens)

    def enoncer(self) -> str:
        """State the rule."""
        poids = "" if self.gravite is Gravite.IRREGULARITE else " (alerte)"
        return f"{', '.join(self.roles)} : pas de l'organisme qui emploie le candidat{poids}."


@frozen
class MemeBranche(_Comparaison):
    """A member belongs to the candidate's branch of legislation."""

    code: ClassVar[str] = "autre_branche"
    champ: ClassVar[str] = "branche_legislation"
    interdit_si_egal: ClassVar[bool] = False
    interdit: ClassVar[Tournure] = Tournure(
        "autre_branche",
        "{membre} ({siege:siege}), {sien} : autre branche de législation que le candidat de {dossiers}, "
        "attendu la même",
    )
    membre_muet: ClassVar[Tournure] = Tournure(
        "membre_sans_branche",
        "{membre} ({siege:siege}) : branche de législation à renseigner, l'incompatibilité n'est pas vérifiée",
    )
    dossiers_muets: ClassVar[Tournure] = Tournure(
        "dossiers_sans_branche",
        "{membre} ({siege:siege}) : branche de législation à renseigner pour {dossiers}",
    )

    def enoncer(self) -> str:
        """State the rule."""
        return f"{', '.join(self.roles)} : de la même branche de législation que le candidat."


SANS_FORMATION = Tournure(
    "formation_jury_absente",
    "{membre} ({siege:siege}) : formation des jurys non renseignée, elle est obligatoire",
)
FORMATION_FUTURE = Tournure(
    "formation_jury_future",
    "{membre} ({siege:siege}) : formation des jurys le {le:jour}, après la séance",
)


@frozen
class FormationSuivie:
    """Members have followed the training of the juries, at the latest on the day."""

    roles: tuple[str, ...]
    source: Source
    code: str = "formation_jury"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Ask each of them for a date that is not after the séance."""
        for membre in assemblee.au(*self.roles):
            suivie, qui = membre.formation_jury, {"membre": membre.nom, "siege": membre.role}
            if suivie is None:
                yield Constat(Gravite.IRREGULARITE, self.code, SANS_FORMATION(**qui), self.source)
            elif suivie > assemblee.le:
                yield Constat(Gravite.IRREGULARITE, self.code, FORMATION_FUTURE(**qui, le=suivie), self.source)

    def enoncer(self) -> str:
        """State the rule."""
        return f"{', '.join(self.roles)} : formation des jurys suivie."


AUTRE_ORIGINE = Tournure("autre_origine", "{membre} ({siege:siege}), {sien} : attendu {attendus}")


@frozen
class OrganismesAttendus:
    """Members come from some organismes, which ``dits`` says in French; from another, it is a warning."""

    roles: tuple[str, ...]
    organismes: tuple[str, ...]
    dits: str
    source: Source
    code: str = "autre_origine"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Warn of each of them who comes from elsewhere; who says nothing is not warned of."""
        attendus = {cle(organisme) for organisme in self.organismes}
        for membre in assemblee.au(*self.roles):
            if membre.organisme and cle(membre.organisme) not in attendus:
                qui = {"membre": membre.nom, "siege": membre.role, "sien": membre.organisme}
                yield Constat(Gravite.ALERTE, self.code, AUTRE_ORIGINE(**qui, attendus=self.dits), self.source)

    def enoncer(self) -> str:
        """State the rule."""
        return f"{', '.join(self.roles)} : {self.dits} (alerte)."


MEME_ORGANISME = Tournure("meme_organisme", "{membres:et} viennent du même organisme ({organisme})")


@frozen
class OrganismesDifferents:
    """Members come, by preference, from different organismes."""

    roles: tuple[str, ...]
    source: Source
    code: str = "meme_organisme"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Warn of each organisme from which several members come."""
        membres = [membre for membre in assemblee.au(*self.roles) if membre.organisme]
        for organisme, combien in Counter(cle(membre.organisme) for membre in membres).items():
            if combien > 1:
                siens = [membre for membre in membres if cle(membre.organisme) == organisme]
                noms = tuple(membre.nom for membre in siens)
                fait = MEME_ORGANISME(membres=noms, organisme=siens[0].organisme)
                yield Constat(Gravite.ALERTE, self.code, fait, self.source)

    def enoncer(self) -> str:
        """State the preference."""
        return "De préférence, des membres d'organismes tous différents."


COLLEGE_ABSENT = Tournure("college_absent", "aucun membre du {college}")


@frozen
class CollegesPresents:
    """Each college has somebody at the table; a missing one is a warning, not a refusal."""

    colleges: tuple[tuple[str, str], ...]
    source: Source
    code: str = "college_absent"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Look for a member at the seat of each college."""
        for role, nom in self.colleges:
            if not assemblee.au(role):
                yield Constat(Gravite.ALERTE, self.code, COLLEGE_ABSENT(college=nom), self.source)

    def enoncer(self) -> str:
        """State the rule."""
        return f"Alerte si un collège est absent : {', '.join(nom for _, nom in self.colleges)}."
