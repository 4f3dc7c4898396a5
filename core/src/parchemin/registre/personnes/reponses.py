"""What was answered of two persons of the register who may be one: the same, or not; an act, by its author.

Nobody's rows are moved: who is the same as whom is read from the answers, wherever a person's titles are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen
from sqlalchemy import Connection, select

from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.faits import Fait, Tournure
from parchemin.registre.journal.journal import empreindre_fait, nature_de
from parchemin.registre.personnes.personnes import noter
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture
from parchemin.registre.socle.canonique import empreindre
from parchemin.registre.socle.tables import PERSONNES, REPONSES

PERSONNE_INCONNUE = Tournure("personne_inconnue", "personne {personne} inconnue au registre")
PERSONNE_SEULE = Tournure("personne_seule", "la personne {personne} ne se compare pas à elle-même")
REPONSE_CONTRAIRE = Tournure(
    "reponse_contraire",
    "personnes {premiere} et {seconde} : le contraire fut répondu (acte {acte}) ; en changer veut un motif",
)


@frozen
class Reponse:
    """An answer: of which two persons, whether they are one, by which act; ``deja``: it was given before."""

    premiere: int
    seconde: int
    meme: bool
    acte: int
    deja: bool = False


@frozen
class Reponses:
    """The last answer of each two persons; ``groupes`` gives who is the same, the first first."""

    dites: Mapping[frozenset[int], Reponse]
    groupes: Mapping[int, tuple[int, ...]]

    def de(self, personne: int) -> int:
        """Return who stands for a person: the first one of those who are the same."""
        return self.groupes.get(personne, (personne,))[0]

    def ensemble(self, personnes: Iterable[int]) -> list[int]:
        """Return some persons with all who are the same."""
        return sorted({meme for personne in personnes for meme in self.groupes.get(personne, (personne,))})

    def parmi(self, personne: int, voulues: Collection[int]) -> list[int]:
        """Return those of some persons who are the same as one."""
        return [meme for meme in self.groupes.get(personne, (personne,)) if meme in voulues]

    def tranche(self, une: int, autre: int) -> bool:
        """Tell whether it was answered of two persons, or follows, that they are one or that they are two."""
        siens, leurs = (self.groupes.get(qui, (qui,)) for qui in (une, autre))
        return siens == leurs or any(frozenset((de, a)) in self.dites for de in siens for a in leurs)


def lire_reponses(cx: Connection) -> Reponses:
    """Return every answer that holds."""
    dites: dict[frozenset[int], Reponse] = {}
    for ligne in cx.execute(select(REPONSES).order_by(REPONSES.c.id)):
        dite = Reponse(ligne.premiere, ligne.seconde, bool(ligne.meme), ligne.acte)
        dites[frozenset((dite.premiere, dite.seconde))] = dite
    return Reponses(dites, _grouper(dite for dite in dites.values() if dite.meme))


def repondre(registre: Registre, premiere: int, seconde: int, *, meme: bool, motif: str = "") -> Reponse:
    """Keep that two persons are the same, or that they are not; the same answer is kept once.

    :raises CodeInconnu: when the register knows no such person.
    :raises ActeRefuse: for one person twice; where the contrary was answered, without a motif.
    """
    with registre.ecrire() as ecriture:
        _exiger_connues(ecriture.cx, premiere, seconde)
        dite = lire_reponses(ecriture.cx).dites.get(frozenset((premiere, seconde)))
        if dite and dite.meme == meme:
            return Reponse(premiere, seconde, meme, dite.acte, deja=True)
        if raisons := [*_raisons(premiere, seconde, dite, motif)]:
            raise ActeRefuse(raisons)
        return Reponse(premiere, seconde, meme, _inscrire(ecriture, premiere, seconde, meme=meme, motif=motif))


def _inscrire(ecriture: Ecriture, premiere: int, seconde: int, *, meme: bool, motif: str) -> int:
    qui = {"premiere": premiere, "seconde": seconde, "meme": int(meme)}
    note = noter(ecriture, premiere, motif) if motif else None
    ligne = {"id": ecriture.suivant(REPONSES), **qui, "motif": note}
    contenu = {**qui, "fait": empreindre_fait(ligne)}
    if motif:
        sel = ecriture.cx.execute(select(PERSONNES.c.sel).where(PERSONNES.c.id == premiere)).scalar_one()
        contenu["motif"] = empreindre(motif, sel)
    acte = ecriture.inscrire(nature_de(REPONSES), contenu)
    ecriture.ajouter(REPONSES, [{**ligne, "acte": acte}])
    return acte


def _exiger_connues(cx: Connection, *personnes: int) -> None:
    connues = {*cx.execute(select(PERSONNES.c.id).where(PERSONNES.c.id.in_(personnes))).scalars()}
    for personne in personnes:
        if personne not in connues:
            raise CodeInconnu(PERSONNE_INCONNUE(personne=personne))


def _raisons(premiere: int, seconde: int, dite: Reponse | None, motif: str) -> Iterator[Fait]:
    if premiere == seconde:
        yield PERSONNE_SEULE(personne=premiere)
    if dite and not motif.strip():
        yield REPONSE_CONTRAIRE(premiere=premiere, seconde=seconde, acte=dite.acte)


def _grouper(memes: Iterable[Reponse]) -> dict[int, tuple[int, ...]]:
    """Return, of each person who is the same as another, all who are."""
    groupes: dict[int, set[int]] = {}
    for dite in memes:
        reunis = groupes.get(dite.premiere, {dite.premiere}) | groupes.get(dite.seconde, {dite.seconde})
        groupes |= dict.fromkeys(reunis, reunis)
    return {qui: tuple(sorted(reunis)) for qui, reunis in groupes.items()}
