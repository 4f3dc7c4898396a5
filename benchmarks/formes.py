"""The inputs of the benchmarks: dossiers made up in three shapes, under real éditions.

- ``courtage``: 5 blocs, 48 compétences détaillées seen by 3 evaluators, and a continuous mark for each bloc;
- ``criteres``: 3 blocs, 16 compétences of 5 critères each, seen by one jury;
- ``notes``: 5 marks.

Each holds absences, neutralised nodes, things nobody observed, and evaluators who disagree. The same seed gives
the same dossiers, however many are asked for.

Run: python benchmarks/formes.py FORME DOSSIERS FOLDER, to write them as a séance of CSV files.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random

from attrs import frozen

from parchemin.dossier.model import (
    Avis,
    Candidat,
    Dossier,
    Neutralise,
    Note,
    Observations,
    Seance,
    Statut,
    Valeur,
)
from parchemin.plugin.host import Hote
from parchemin.referentiel.arbre import Noeud, arbre
from parchemin.referentiel.model import Edition, Epreuve, Grille
from parchemin.referentiel.structure import criteres_de

GRAINE = 2022
_CHANCES = (0.6, 0.8, 0.9, 0.97)
"""How often a candidate is validated on a critère."""
_NIVEAUX = (9, 11, 13, 15)
"""Around which mark out of 20 a candidate stands."""
_SANS_OBJET = Neutralise("sans objet")
_ECRITS = {Avis.ACQUIS: "oui", Avis.NON_ACQUIS: "non", Avis.ABSENT: "absent"}

ParRole = dict[str, dict[str, Valeur]]


@frozen
class Forme:
    """A shape: an édition and a voie, who observes what, and the séance.

    ``criteres`` is how many a compétence has, where the édition leaves them open to the branch's grille;
    ``continu`` is the role that gives a mark to each bloc.
    """

    nom: str
    certification: str
    annee: str
    voie: str
    instance: str
    entree: date
    le: date
    roles: tuple[str, ...]
    criteres: int = 0
    continu: str = ""
    parcours: Mapping[str, date] = {}
    option: str = ""

    def edition(self, hote: Hote) -> Edition:
        """Return the édition, with a grille where it leaves its critères open."""
        edition = hote.catalogue.edition(self.certification, self.annee)
        if not self.criteres:
            return edition
        criteres = criteres_de(self.criteres)
        comptes = {f"{bloc.code}/{comp.code}": criteres for bloc in edition.blocs for comp in bloc.competences}
        return edition.completee(Grille(edition.cle, comptes))

    def dossiers(self, edition: Edition, combien: int, graine: int = GRAINE) -> Iterator[Dossier]:
        """Yield that many dossiers, one after the other: a million need not stand in memory."""
        hasard = Random(graine)
        racine = arbre(edition, self.voie)
        notees = [e for e in edition.epreuves_de(edition.voie(self.voie)) if e.bareme]
        for rang in range(1, combien + 1):
            parcours = {etape: le for etape, le in self.parcours.items() if hasard.random() < 0.98}
            observations = self._observer(racine, notees, hasard)
            yield Dossier(
                f"D{rang:07}",
                Candidat(f"Nom{rang}", "Zoé"),
                self.voie,
                self.entree,
                edition.cle,
                organisme=f"Organisme {rang % 40}",
                option=self.option,
                statut=Statut.SALARIE,
                parcours=parcours,
                niveau="bac+2",
                observations=Observations(observations),
            )

    def seance(self, hote: Hote, combien: int, graine: int = GRAINE) -> Seance:
        """Return a whole séance."""
        edition = self.edition(hote)
        return Seance(
            self.certification,
            self.le,
            self.instance,
            dossiers=tuple(self.dossiers(edition, combien, graine)),
            editions={edition.cle: edition},
            edition=self.annee,
        )

    def ecrire(self, hote: Hote, combien: int, dossier: Path, graine: int = GRAINE) -> None:
        """Write a séance as CSV files in the long form, without holding it in memory."""
        edition = self.edition(hote)
        _ecrire_seance(self, dossier)
        if edition.grille:
            _ecrire_grille(edition.grille, dossier)
        _ecrire_tableaux(self.dossiers(edition, combien, graine), dossier)

    def _observer(self, racine: Noeud, notees: Iterable[Epreuve], hasard: Random) -> ParRole:
        observations = {role: dict(_avis(racine, hasard)) for role in self.roles}
        if self.continu:
            observations[self.continu] |= _marquer([f"continu:{bloc.chemin}" for bloc in racine.enfants], hasard)
        observations[self.roles[0]] |= _marquer([epreuve.cible for epreuve in notees], hasard)
        return observations


def _avis(racine: Noeud, hasard: Random) -> Iterator[tuple[str, Valeur]]:
    """Yield what one evaluator says: most often each critère, sometimes an absence, sometimes nothing."""
    chance = hasard.choice(_CHANCES)
    for bloc in racine.enfants:
        tirage = hasard.random()
        if tirage < 0.01:
            yield bloc.chemin, Avis.ABSENT
        elif tirage >= 0.02:
            for competence in bloc.enfants:
                for critere in competence.enfants:
                    if valeur := _dire(chance, hasard.random()):
                        yield critere.chemin, valeur


def _dire(chance: float, tirage: float) -> Valeur | None:
    if tirage < 0.98:
        return Avis.ACQUIS if tirage < 0.98 * chance else Avis.NON_ACQUIS
    if tirage < 0.99:
        return None
    return Avis.ABSENT if tirage < 0.995 else _SANS_OBJET


def _marquer(cibles: Iterable[str], hasard: Random) -> dict[str, Valeur]:
    """Mark by quarters of a point; now and then the candidate was absent, or the mark is not there yet."""
    niveau = hasard.choice(_NIVEAUX)
    notes: dict[str, Valeur] = {}
    for cible in cibles:
        tirage = hasard.random()
        if tirage < 0.01:
            notes[cible] = Avis.ABSENT
        elif tirage >= 0.02:
            quarts = 4 * niveau + hasard.randint(-12, 12) + hasard.randint(-12, 12)
            notes[cible] = Note(25 * max(0, min(80, quarts)))
    return notes


def _ecrire_seance(forme: Forme, dossier: Path) -> None:
    lignes = (
        "[seance]",
        f'certification = "{forme.certification}"',
        f'edition = "{forme.annee}"',
        f"date = {forme.le}",
        f'instance = "{forme.instance}"',
    )
    (dossier / "seance.toml").write_text("\n".join(lignes) + "\n", encoding="utf-8")


def _ecrire_grille(grille: Grille, dossier: Path) -> None:
    comptes = (f'"{chemin}" = {len(criteres)}' for chemin, criteres in grille.criteres.items())
    lignes = ("[grille]", f'edition = "{grille.edition}"', "[criteres]", *comptes)
    (dossier / "grille.toml").write_text("\n".join(lignes) + "\n", encoding="utf-8")


def _ecrire_tableaux(dossiers: Iterable[Dossier], dossier: Path) -> None:
    champs = ("code", "voie", "entree", "organisme", "option", "niveau")
    with (
        (dossier / "dossiers.csv").open("w", encoding="utf-8", newline="") as fiches,
        (dossier / "observations.csv").open("w", encoding="utf-8", newline="") as grilles,
    ):
        fiche, grille = csv.writer(fiches, delimiter=";"), csv.writer(grilles, delimiter=";")
        fiche.writerow(("dossier", *champs[1:], "nom", "prenom", "statut", "parcours"))
        grille.writerow(("dossier", "evaluateur", "cible", "valeur", "motif"))
        for un in dossiers:
            parcours = ";".join(f"{etape}={le}" for etape, le in un.parcours.items())
            propres = (un.candidat.nom, un.candidat.prenom, un.statut.value if un.statut else "", parcours)
            fiche.writerow((*(getattr(un, champ) for champ in champs), *propres))
            grille.writerows((un.code, o.evaluateur, o.cible, *_ecrit(o.valeur)) for o in un.observations)


def _ecrit(valeur: Valeur) -> tuple[str, str]:
    if isinstance(valeur, Avis):
        return _ECRITS[valeur], ""
    return ("neutralise", valeur.motif) if isinstance(valeur, Neutralise) else (str(valeur), "")


COURTAGE = Forme(
    "courtage",
    "courtage.cdc",
    "2017",
    "formation",
    "jury_certification",
    date(2017, 9, 4),
    date(2018, 6, 14),
    ("of", "referent", "commission"),
    continu="of",
)
CRITERES = Forme(
    "criteres",
    "ucanss.gc",
    "2021",
    "formation",
    "jury_paritaire_national",
    date(2021, 10, 4),
    date(2022, 3, 16),
    ("jury",),
    criteres=5,
    parcours={"PASS": date(2021, 10, 8), "PREMSS": date(2021, 11, 26)},
)
NOTES = Forme(
    "notes",
    "ucanss.gc",
    "2013",
    "formation",
    "jury_paritaire_national",
    date(2013, 3, 18),
    date(2013, 12, 18),
    ("jury",),
    parcours={
        "PASS": date(2013, 2, 8),
        "PREMSS": date(2013, 3, 18),
        "OPTION": date(2013, 11, 22),
        "SESSION": date(2013, 12, 3),
    },
    option="recouvrement",
)
FORMES = {forme.nom: forme for forme in (COURTAGE, CRITERES, NOTES)}


if __name__ == "__main__":
    forme, dossiers, dossier = sys.argv[1:]
    Path(dossier).mkdir(parents=True, exist_ok=True)
    FORMES[forme].ecrire(Hote.charger(strict=True), int(dossiers), Path(dossier))
