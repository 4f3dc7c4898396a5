"""The rules on what members are: qualities since so long, and what keeps one from judging a candidate.

A quality is declared by the branch and written in its files: ``qualites = ["titulaire=2019-09-01"]`` of a member,
``tuteur=Zoé Durand`` in the column ``qualites`` of a dossier. No name of a quality is known here.
"""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from parchemin.dossier.model import Dossier, Membre, Qualite
from parchemin.dossier.texte import cle
from parchemin.faits import Fait, Tournure
from parchemin.jury.model import Assemblee, Constat, Gravite
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source

SANS_QUALITE = Tournure("membre_sans_qualite", "{membre} ({siege:siege}) : {dite}, non renseigné")
QUALITE_SANS_DATE = Tournure(
    "qualite_sans_date", "{membre} ({siege:siege}) : {dite}, sans date ; attendu depuis quand"
)
QUALITE_FUTURE = Tournure("qualite_future", "{membre} ({siege:siege}) : {dite} le {le:jour}, après la séance")
QUALITE_TROP_RECENTE = Tournure(
    "qualite_trop_recente", "{membre} ({siege:siege}) : {dite} depuis le {le:jour}, attendu {depuis} au moins"
)
QUALITE_PERIMEE = Tournure(
    "qualite_perimee", "{membre} ({siege:siege}) : {dite} le {le:jour}, valable {valable} seulement"
)
TROP_PEU_DE_QUALIFIES = Tournure("trop_peu_de_qualifies", "{dite} : trouvé {trouve}, attendu {attendu} au moins")
LIE = Tournure("membre_lie", "{membre} ({siege:siege}) : {dite} du candidat de {dossiers}")
AUTRE_QUALITE = Tournure(
    "qualite_non_commune", "{membre} ({siege:siege}), {sienne} : attendu {dite} du candidat de {dossiers}"
)
LIEN_A_DIRE = Tournure("lien_a_dire", "{dite} : à renseigner pour {dossiers}, rien n'est vérifié")
MEMBRE_A_DIRE = Tournure(
    "lien_du_membre_a_dire", "{membre} ({siege:siege}) : {dite} à renseigner, rien n'est vérifié"
)


def qualite_de(qui: Membre | Dossier, nom: str) -> str:
    """Return what a member or a candidate is, by the name of a quality; all have a ``nom``, an ``organisme``."""
    if nom == "nom":
        return qui.nom if isinstance(qui, Membre) else str(qui.candidat)
    if nom in ("organisme", "branche_legislation"):
        return str(getattr(qui, nom))
    return next((qualite.valeur for qualite in qui.qualites if cle(qualite.nom) == cle(nom)), "")


@frozen
class QualiteExigee:
    """Members have a quality: all those at some seats, or ``au_moins`` so many of them.

    :param qualite: its name, as files give it.
    :param dite: how it is said in French: « titulaire du titre ».
    :param depuis: for how long, at the séance (« depuis deux ans »).
    :param valable: how long it holds (« formé depuis moins de cinq ans »).
    """

    roles: tuple[str, ...]
    qualite: str
    dite: str
    source: Source
    depuis: Duree | None = None
    valable: Duree | None = None
    au_moins: int | None = None
    gravite: Gravite = Gravite.IRREGULARITE
    code: str = "qualite"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Ask each of them, or count those who have it."""
        fautes = [(membre, self._faute(membre, assemblee.le)) for membre in assemblee.au(*self.roles)]
        if self.au_moins is None:
            yield from (Constat(self.gravite, self.code, faute, self.source) for _, faute in fautes if faute)
            return
        trouve = len({cle(membre.nom) for membre, faute in fautes if faute is None})
        if trouve < self.au_moins:
            fait = TROP_PEU_DE_QUALIFIES(dite=self.dite, trouve=trouve, attendu=self.au_moins)
            yield Constat(self.gravite, self.code, fait, self.source)

    def _faute(self, membre: Membre, le: date) -> Fait | None:
        """Return why a member has not this quality, on a day."""
        qui = {"membre": membre.nom, "siege": membre.role, "dite": self.dite}
        tenue = _tenue(membre, self.qualite)
        if tenue is None:
            return SANS_QUALITE(**qui)
        if tenue.depuis is None:
            return QUALITE_SANS_DATE(**qui) if self.depuis or self.valable else None
        if tenue.depuis > le:
            return QUALITE_FUTURE(**qui, le=tenue.depuis)
        if self.depuis and self.depuis.apres(tenue.depuis) > le:
            return QUALITE_TROP_RECENTE(**qui, le=tenue.depuis, depuis=self.depuis)
        if self.valable and self.valable.apres(tenue.depuis) < le:
            return QUALITE_PERIMEE(**qui, le=tenue.depuis, valable=self.valable)
        return None

    def temoin(self, le: date) -> Qualite:
        """Return this quality as somebody has it who meets the rule on a day."""
        return Qualite(self.qualite, self.depuis.avant(le) if self.depuis else le)

    def enoncer(self) -> str:
        """State the rule."""
        qui = (
            f"{', '.join(self.roles)}"
            if self.au_moins is None
            else f"{self.au_moins} au moins ({', '.join(self.roles)})"
        )
        depuis = f" depuis {self.depuis}" if self.depuis else ""
        valable = f", {self.valable} au plus avant la séance" if self.valable else ""
        alerte = "" if self.gravite is Gravite.IRREGULARITE else " (alerte)"
        return f"{qui} : {self.dite}{depuis}{valable}{alerte}."


def _tenue(membre: Membre, nom: str) -> Qualite | None:
    if nom == "formation_jury" and membre.formation_jury:
        return Qualite(nom, membre.formation_jury)
    return next((qualite for qualite in membre.qualites if cle(qualite.nom) == cle(nom)), None)


@frozen
class Incompatibilite:
    """A member does not judge a candidate to whom something ties: tutor, trainer, kin, training organisation.

    :param du_membre: what of the member is compared: ``nom``, ``organisme``, or a quality of the branch.
    :param du_candidat: with what of the dossier: ``nom``, ``organisme``, or a quality, which may name several
        persons, with commas between them.
    :param dite: what the member is then, in French: « tuteur ».
    :param muet: what is done where the dossier does not say; an alert, since nobody can tell.
    """

    roles: tuple[str, ...]
    du_membre: str
    du_candidat: str
    dite: str
    source: Source
    gravite: Gravite = Gravite.IRREGULARITE
    muet: Gravite | None = Gravite.ALERTE
    code: str = "incompatibilite"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Yield the candidates whom a member may not judge, and those of whom nothing is said."""
        yield from self._muets(assemblee)
        for membre in assemblee.au(*self.roles):
            sien = _mots(qualite_de(membre, self.du_membre))
            lies = tuple(
                dossier.code
                for dossier in assemblee.dossiers
                if sien and sien in map(_mots, qualite_de(dossier, self.du_candidat).split(","))
            )
            if lies:
                fait = LIE(membre=membre.nom, siege=membre.role, dite=self.dite, dossiers=lies)
                yield Constat(self.gravite, self.code, fait, self.source, lies)

    def _muets(self, assemblee: Assemblee) -> Iterator[Constat]:
        muets = tuple(d.code for d in assemblee.dossiers if not qualite_de(d, self.du_candidat))
        if self.muet and muets and assemblee.au(*self.roles):
            fait = LIEN_A_DIRE(dite=self.dite, dossiers=muets)
            yield Constat(self.muet, f"{self.code}_inconnue", fait, self.source, muets)

    def enoncer(self) -> str:
        """State the rule."""
        alerte = "" if self.gravite is Gravite.IRREGULARITE else " (alerte)"
        return f"{', '.join(self.roles)} : jamais {self.dite} du candidat{alerte}."


def _mots(nom: str) -> tuple[str, ...]:
    """Return the words of a name in one order, so that « Durand Zoé » is « Zoé Durand »."""
    return tuple(sorted(cle(nom).replace("-", " ").split()))


@frozen
class QualiteCommune:
    """A member has a quality that is the candidate's: the same branch, region, or métier.

    ``dite`` says it in French: « de la même région ».
    """

    roles: tuple[str, ...]
    qualite: str
    dite: str
    source: Source
    gravite: Gravite = Gravite.IRREGULARITE
    code: str = "qualite_commune"

    def examiner(self, assemblee: Assemblee) -> Iterator[Constat]:
        """Yield the candidates whose quality is another one, and warn of who says nothing of it."""
        muets = tuple(d.code for d in assemblee.dossiers if not qualite_de(d, self.qualite))
        membres = assemblee.au(*self.roles)
        if muets and membres:
            fait = LIEN_A_DIRE(dite=self.dite, dossiers=muets)
            yield Constat(Gravite.ALERTE, f"{self.code}_inconnue", fait, self.source, muets)
        for membre in membres:
            yield from self._d_un_membre(membre, assemblee)

    def _d_un_membre(self, membre: Membre, assemblee: Assemblee) -> Iterator[Constat]:
        sienne, qui = qualite_de(membre, self.qualite), {"membre": membre.nom, "siege": membre.role}
        if not sienne:
            fait = MEMBRE_A_DIRE(**qui, dite=self.dite)
            yield Constat(Gravite.ALERTE, f"{self.code}_inconnue", fait, self.source)
            return
        leurs = {dossier.code: qualite_de(dossier, self.qualite) for dossier in assemblee.dossiers}
        autres = tuple(code for code, leur in leurs.items() if leur and cle(leur) != cle(sienne))
        if autres:
            fait = AUTRE_QUALITE(**qui, sienne=sienne, dite=self.dite, dossiers=autres)
            yield Constat(self.gravite, self.code, fait, self.source, autres)

    def enoncer(self) -> str:
        """State the rule."""
        alerte = "" if self.gravite is Gravite.IRREGULARITE else " (alerte)"
        return f"{', '.join(self.roles)} : {self.dite} que le candidat{alerte}."
