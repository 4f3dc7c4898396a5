"""The grille as a page to print: for each candidate and each evaluator, what is observed and where to write it."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from parchemin.documents.contenus.grille import AVIS, Colonne, GrilleAImprimer, Ligne
from parchemin.documents.pages import rendre
from parchemin.dossier.model import Avis, Note, Palier, Valeur
from parchemin.referentiel.francais import soigner
from parchemin.referentiel.model import NatureCible


def ecrire(grille: GrilleAImprimer) -> bytes:
    """Return a page to print: for each dossier and each evaluator, what is observed and where to write it."""
    lignes = grille.lignes if grille.lignes[0].code else grille.lignes[:1]
    fiches = [_Fiche(ligne, siennes) for ligne in lignes for siennes in _par_evaluateur(ligne, grille.colonnes)]
    return rendre("grille.html", titre=soigner(f"Grille d'évaluation : {grille.titre}"), fiches=fiches)


def _par_evaluateur(ligne: Ligne, colonnes: Sequence[Colonne]) -> Iterator[list[Colonne]]:
    ouvertes = [colonne for colonne in colonnes if colonne.titre in ligne.ouvertes]
    for evaluateur in dict.fromkeys(colonne.evaluateur for colonne in ouvertes):
        yield [colonne for colonne in ouvertes if colonne.evaluateur == evaluateur]


@frozen
class _Fiche:
    """What one evaluator observes of one candidate."""

    ligne: Ligne
    colonnes: list[Colonne]

    @property
    def candidat(self) -> str:
        return f"{self.ligne.candidat} ({self.ligne.code})" if self.ligne.code else "Candidat :"

    @property
    def evaluateur(self) -> str:
        return soigner(self.colonnes[0].evaluateur)

    @property
    def blocs(self) -> Iterator[tuple[str, list["_Observation"]]]:
        """Yield each bloc by its name, with what is observed below it; épreuves have none."""
        for bloc in dict.fromkeys(colonne.bloc for colonne in self.colonnes):
            yield soigner(bloc), [_Observation(self.ligne, c) for c in self.colonnes if c.bloc == bloc]


@frozen
class _Observation:
    """A row to fill; a compétence and a critère are followed by their code below the bloc."""

    ligne: Ligne
    colonne: Colonne

    @property
    def mots(self) -> str:
        bloc = self.colonne.cible.nature is NatureCible.BLOC
        de = f" ({self.colonne.competence})" if self.colonne.competence else ""
        return soigner(f"{'Avis sur le bloc' if bloc else self.colonne.mots}{de}")

    @property
    def code(self) -> str:
        return self.colonne.cible.chemin.partition("/")[2]

    @property
    def valeur(self) -> str:
        return _dire(self.ligne.valeurs.get(self.colonne.titre), self.colonne.sur)

    @property
    def attendu(self) -> str:
        return " · ".join(self.colonne.choix) if self.colonne.sur is None else f"/ {self.colonne.sur}"


def _dire(valeur: Valeur | None, sur: int | None) -> str:
    """Return a value as a page prints it: ``12,25/20``, ``oui``, ``neutralisé : sans objet``."""
    if isinstance(valeur, Note):
        return f"{valeur}/{sur}" if sur else str(valeur)
    if isinstance(valeur, Avis):
        return AVIS[valeur]
    if isinstance(valeur, Palier):
        return valeur.nom
    return soigner(f"neutralisé : {valeur.motif}") if valeur else ""
