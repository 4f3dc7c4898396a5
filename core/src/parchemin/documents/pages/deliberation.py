"""A deliberation as one self-contained page: the grid as the guides print it, each verdict's motifs on a click.

Nothing is fetched, nothing is computed in the browser: the filter is CSS, what unfolds is ``<details>``, and the
only script unfolds all for the paper. What the page says is put into words here, how it is laid out is the
template's.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from parchemin.deliberation.model import BlocPropose, Issue, Proposition
from parchemin.deliberation.pieces import Cadre
from parchemin.documents.contenus.releve_d_observations import Rangee, absences, competences, largeur, rangees
from parchemin.documents.mots import ISSUES, accorder, resultat_du_bloc, resultats
from parchemin.documents.pages import rendre
from parchemin.dossier.model import Dossier, Note, Seance, Valeur
from parchemin.faits import Mots
from parchemin.jury import Examen, Gravite
from parchemin.referentiel.francais import jour, soigner
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import Bloc, Competence, Edition, Epreuve, Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import Motif, Verdict

_TENUE = {
    Verdict.ACQUIS: "Satisfait",
    Verdict.NON_ACQUIS: "Manque",
    Verdict.EN_DEBAT: "En débat",
    Verdict.NON_EVALUE: "À évaluer",
}
_REGULIER = {"acquis": "Jury régulier", "non_acquis": "Jury irrégulier"}
_GRAVITES = {Gravite.IRREGULARITE: "Irrégularité", Gravite.ALERTE: "Alerte"}


def ecrire(seance: Seance, propositions: Sequence[Proposition], examen: Examen | None, cadre: Cadre) -> bytes:
    """Return the page of a séance; a proposition cut down for another reader shows what is open to it alone."""
    editions = {proposition.edition.cle: proposition.edition for proposition in propositions}
    intitule = " ; ".join(dict.fromkeys(edition.intitule for edition in editions.values()))
    mots = {cle: Lexique.de(edition, imprime=True) for cle, edition in editions.items()}
    fiches = tuple(_Fiche(rang, p, mots[p.edition.cle]) for rang, p in enumerate(propositions, 1))
    return rendre(
        "deliberation.html",
        titre=soigner(f"Délibération du {jour(seance.date)} : {intitule}"),
        reperes=[dit for dit in (seance.lieu, cadre.instance, "Propositions : le jury décide.") if dit],
        jury=_Jury(seance, examen, cadre) if examen else None,
        choix=tuple(_choix(propositions)),
        syntheses=[_Synthese(edition, fiches, mots[cle]) for cle, edition in editions.items()],
        fiches=fiches,
        accorder=accorder,
    )


def _choix(propositions: Sequence[Proposition]) -> Iterator[tuple[str, str, int]]:
    """Yield each issue that some dossier comes to: its code, its word, how many."""
    compte = Counter(proposition.issue for proposition in propositions)
    return ((issue.value, mot, compte[issue]) for issue, mot in ISSUES.items() if compte[issue])


@frozen
class _Dit:
    """A sentence with its source; before a condition stands whether it is met."""

    phrase: str
    source: Source | None
    verdict: Verdict | None = None

    @property
    def tenue(self) -> str:
        return _TENUE[self.verdict] if self.verdict else ""


@frozen
class _Jury:
    """Whether the jury is regular, why not, and who sat."""

    seance: Seance
    examen: Examen
    cadre: Cadre

    @property
    def classe(self) -> str:
        return "acquis" if self.examen.regulier else "non_acquis"

    @property
    def verdict(self) -> str:
        return _REGULIER[self.classe]

    @property
    def constats(self) -> list[_Dit]:
        mots = self.cadre.lexique(imprime=True)
        return [
            _Dit(soigner(f"{_GRAVITES[trouve.gravite]} : {trouve.dire(mots)}"), trouve.source)
            for trouve in self.examen.constats
        ]

    @property
    def membres(self) -> list[str]:
        noms = ((membre.nom, self.cadre.siege(membre.role), membre.organisme) for membre in self.seance.membres)
        return [", ".join(filter(None, dits)) for dits in noms]


@frozen
class _NoteDite:
    """A mark of the grid of notes."""

    epreuve: Epreuve
    valeur: Valeur | None
    elimine: bool

    @property
    def mots(self) -> str:
        if isinstance(self.valeur, Note):
            return f"{self.valeur}/{self.epreuve.bareme.sur if self.epreuve.bareme else 20}"
        return "absent" if self.valeur else "—"


@frozen
class _BlocDit:
    """A bloc of the grid, what is proposed of it, and why."""

    propose: BlocPropose
    lexique: Lexique

    @property
    def bloc(self) -> Bloc:
        return self.propose.bloc

    @property
    def verdict(self) -> Verdict:
        return self.propose.verdict

    @property
    def presente(self) -> bool:
        return self.propose.presente

    @property
    def mots(self) -> str:
        return soigner(resultat_du_bloc(self.propose, self.lexique).mots)

    @property
    def competences(self) -> tuple[Competence, ...]:
        return competences(self.bloc)

    @property
    def largeur(self) -> int:
        return largeur(self.bloc)

    @property
    def motifs(self) -> list[_Dit]:
        return [_motif(motif, self.lexique, self.bloc.code) for motif in self.propose.motifs]


@frozen
class _Fiche:
    """A dossier of the page, by its rank, and the names of its édition."""

    rang: int
    proposition: Proposition
    lexique: Lexique

    @property
    def dossier(self) -> Dossier:
        return self.proposition.dossier

    @property
    def issue(self) -> Issue:
        return self.proposition.issue

    @property
    def issue_dite(self) -> str:
        return ISSUES[self.issue]

    @property
    def voie(self) -> str:
        return self.lexique.nommer("voie", self.dossier.voie)

    @property
    def voie_courte(self) -> str:
        return self.lexique.nommer("voie_courte", self.dossier.voie)

    @property
    def faits(self) -> list[str]:
        option = self.lexique.nommer("option", self.dossier.option)
        return list(filter(None, (self.voie, self.dossier.organisme, option)))

    @property
    def notes(self) -> list[_NoteDite]:
        eliminatoires = self.proposition.eliminatoires
        return [_NoteDite(epreuve, v, epreuve.code in eliminatoires) for epreuve, v in self.proposition.notes]

    @property
    def moyenne(self) -> str:
        """The mean of the marks; nothing where the édition has none, a dash where marks are missing."""
        releve = self.proposition.releve
        if releve is None:
            return ""
        return f"{en_francais(decimal(releve.moyenne))}/20" if releve.complet else "—"

    @property
    def blocs(self) -> list[_BlocDit]:
        return [_BlocDit(propose, self.lexique) for propose in self.proposition.blocs]

    @property
    def rangees(self) -> Iterator[Rangee]:
        return rangees(self.proposition)

    @property
    def absences(self) -> tuple[str, ...]:
        return absences(self.proposition) if self.proposition.diffusion is None else ()

    @property
    def conditions(self) -> list[_Dit]:
        """What the certification asks beyond its blocs, each with whether it is met."""
        return [_motif(j.motif, self.lexique, verdict=j.verdict) for j in self.proposition.certification]

    @property
    def alertes(self) -> list[_Dit]:
        return [_Dit(soigner(alerte.dire(self.lexique)), alerte.source) for alerte in self.proposition.alertes]


def _motif(motif: Motif, mots: Mots, bloc: str = "", verdict: Verdict | None = None) -> _Dit:
    dit = f"{motif.constater(mots, bloc)} ; exigé : {motif.exige.dire(mots)}"
    return _Dit(soigner(dit), motif.source, verdict)


class _Synthese:
    """The table of all candidates of an édition, and the names behind the codes of its grids."""

    def __init__(self, edition: Edition, fiches: Sequence[_Fiche], mots: Mots) -> None:
        self.edition = edition
        self.fiches = [fiche for fiche in fiches if fiche.proposition.edition.cle == edition.cle]
        self._resultats = {fiche.rang: resultats(fiche.proposition, mots) for fiche in self.fiches}
        self._codes = tuple(dict.fromkeys(code for par_code in self._resultats.values() for code in par_code))

    @property
    def colonnes(self) -> list[tuple[str, str]]:
        """The name of each column, and the code to print beside it."""
        noms = {epreuve.code: (epreuve.intitule, "") for epreuve in self.edition.epreuves}
        noms |= {bloc.code: (bloc.intitule, bloc.code) for bloc in self.edition.blocs}
        return [noms.get(code, (code.capitalize(), "")) for code in self._codes]

    def cellules(self, fiche: _Fiche) -> Iterator[tuple[str, str]]:
        """Yield the words of each column, and the class of their verdict."""
        for code in self._codes:
            resultat = self._resultats[fiche.rang].get(code)
            mots = soigner(resultat.mots) if resultat else ""
            yield mots, resultat.verdict.value if resultat and resultat.verdict else ""

    @property
    def competences(self) -> list[tuple[Bloc, Competence]]:
        return [(bloc, competence) for bloc in self.edition.blocs for competence in competences(bloc)]
