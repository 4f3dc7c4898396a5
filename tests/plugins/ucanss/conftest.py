"""The two certifications of 2021 with a grille of five critères, and few words to observe a candidate.

A test asks for the fixture ``gc`` or ``cos``, says what the jury found, and reads what is proposed.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve, frozen

from parchemin.deliberation import Deliberation, Proposition
from parchemin.dossier.model import Avis, Candidat, Dossier, Neutralise, Note, Observations, Seance, Valeur
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import Hote
from parchemin.referentiel.model import Critere, Edition, Grille
from parchemin.regles import Jugement, Verdict

SEANCE = date(2022, 3, 16)
PARCOURS = {"PASS": date(2021, 10, 8), "PREMSS": date(2021, 11, 26)}

Copie = Mapping[str, Valeur]


@frozen(eq=False)
class Banc:
    """A certification on the bench: its édition, completed, and the host that knows its rules."""

    hote: Hote
    edition: Edition

    @classmethod
    def de(cls, hote: Hote, certification: str) -> "Banc":
        """Complete the édition of 2021 with five critères a compétence."""
        banc = cls(hote, hote.catalogue.edition(certification, "2021"))
        return banc.avec(dict.fromkeys(banc.competences(), 5))

    def avec(self, nombres: Mapping[str, int]) -> "Banc":
        """Return the same bench where some compétences have another number of critères."""
        deja = self.edition.grille.criteres if self.edition.grille else {}
        criteres = {
            competence: tuple(Critere(str(rang), f"critère {rang}") for rang in range(1, nombre + 1))
            for competence, nombre in nombres.items()
        }
        return evolve(self, edition=self.edition.completee(Grille(self.edition.cle, {**deja, **criteres})))

    def competences(self, bloc: str = "") -> list[str]:
        """Return the paths of the compétences of a bloc, or of all."""
        return [
            f"{chacun.code}/{competence.code}"
            for chacun in self.edition.blocs
            for competence in chacun.competences
            if bloc in ("", chacun.code)
        ]

    def criteres(self, *sous: str) -> list[str]:
        """Return the paths of the critères below some nodes, or of all."""
        chemins = [
            f"{bloc.code}/{competence.code}/{critere.code}"
            for bloc in self.edition.blocs
            for competence in bloc.competences
            for critere in competence.criteres
        ]
        return [chemin for chemin in chemins if not sous or _sous(chemin, sous)]

    def copie(
        self, *, non: tuple[str, ...] = (), tu: tuple[str, ...] = (), neutre: tuple[str, ...] = ()
    ) -> dict[str, Valeur]:
        """Return observations where every critère is validated, but those below the nodes named.

        ``non`` are refused, ``tu`` not observed, ``neutre`` neutralised.
        """
        copie: dict[str, Valeur] = {}
        for chemin in self.criteres():
            if _sous(chemin, neutre):
                copie[chemin] = Neutralise("situation non rencontrée")
            elif not _sous(chemin, tu):
                copie[chemin] = Avis.NON_ACQUIS if _sous(chemin, non) else Avis.ACQUIS
        return copie

    def dossier(self, copie: Copie, voie: str = "formation", **champs: object) -> Dossier:
        """Return a dossier; in voie formation, Pass and Prem'ss were followed by default."""
        parcours = PARCOURS if voie == "formation" else {}
        base = Dossier(
            code="D1",
            candidat=Candidat("Lefèvre", "Amélie"),
            voie=voie,
            entree=date(2021, 10, 4),
            edition=self.edition.cle,
            parcours=parcours,
            observations=Observations({"jury": copie} if copie else {}),
        )
        return evolve(base, **champs)

    def proposer(self, copie: Copie, voie: str = "formation", **champs: object) -> Proposition:
        """Propose for one dossier, in the séance of 16 March 2022."""
        return _preparer(self, voie).proposer(self.dossier(copie, voie, **champs))

    def verdict(self, proposition: Proposition, chemin: str) -> Verdict:
        """Return the verdict of a bloc (``GRU``) or of a compétence (``GRU/C1``)."""
        return self.jugement(proposition, chemin).verdict

    def jugement(self, proposition: Proposition, chemin: str) -> Jugement:
        """Return the judgment on a bloc or on a compétence."""
        blocs = [bloc.jugement for bloc in proposition.blocs]
        juges = [*blocs, *(detail for bloc in blocs for detail in bloc.details)]
        return next(jugement for jugement in juges if jugement.noeud.chemin == chemin)


@cache
def _preparer(banc: Banc, voie: str) -> Deliberation:
    return Deliberation.preparer(banc.edition, voie, banc.hote, SEANCE)


def _sous(chemin: str, noeuds: tuple[str, ...]) -> bool:
    return any(chemin == noeud or chemin.startswith(f"{noeud}/") for noeud in noeuds)


@pytest.fixture(scope="session")
def hote() -> Hote:
    return Hote.charger(strict=True)


@pytest.fixture(scope="session")
def gc(hote: Hote) -> Banc:
    return Banc.de(hote, "ucanss.gc")


@pytest.fixture(scope="session")
def cos(hote: Hote) -> Banc:
    return Banc.de(hote, "ucanss.cos")


@pytest.fixture(scope="session")
def bancs(gc: Banc, cos: Banc) -> dict[str, Banc]:
    """For each bloc, a certification in which it is tried."""
    return {"GRU": gc, "MDR": gc, "GDU": gc, "POS": cos, "TD": cos}


@pytest.fixture(scope="session")
def exemples(hote: Hote) -> dict[str, Path]:
    """The folders of the branch's example séances."""
    return {
        nom.removeprefix("ucanss/"): Path(str(exemple.dossier))
        for nom, exemple in hote.exemples().items()
        if nom.startswith("ucanss/")
    }


@pytest.fixture(scope="session")
def seances(hote: Hote, exemples: dict[str, Path]) -> dict[str, Seance]:
    """The example séances, read."""
    return {nom: LecteurDeSeance(dossier, hote.catalogue).entiere() for nom, dossier in exemples.items()}


NOTES = ("cc_tronc", "cc_option", "ecrit", "oral", "apt")


@frozen(eq=False)
class BancDeNotes:
    """An édition of the régime of marks on the bench, on the day of one of its séances."""

    hote: Hote
    edition: Edition
    le: date
    parcours: Mapping[str, date]
    le_en_vae: date | None = None

    def dossier(self, copie: Copie, voie: str = "formation", **champs: object) -> Dossier:
        """Return a dossier; in voie formation, the whole path was followed in time by default."""
        base = Dossier(
            code="D1",
            candidat=Candidat("Vidal", "Corinne"),
            voie=voie,
            entree=max(self.edition.valide_du, self.parcours["PREMSS"]),
            edition=self.edition.cle,
            option=self.edition.options[0].code if self.edition.options else "",
            parcours=self.parcours if voie == "formation" else {},
            observations=Observations({"jury": copie} if copie else {}),
        )
        return evolve(base, **champs)

    def deliberer(self, dossier: Dossier, le: date | None = None) -> Proposition:
        """Propose for one dossier, on the day of the séance or on another."""
        return _preparer_notes(self, dossier.voie, le or self.le).proposer(dossier)

    def noter(self, notes: Mapping[str, str | Avis | None] | None = None, **champs: object) -> Proposition:
        """Propose for marks written as on a copy (« 6,01 »); 12 everywhere else, ``None``: not marked."""
        releve = {**dict.fromkeys(NOTES, "12"), **(notes or {})}
        copie = {f"epreuve:{code}": _valeur(note) for code, note in releve.items() if note is not None}
        return self.deliberer(self.dossier(copie, **champs))

    def valider(self, copie: Copie, **champs: object) -> Proposition:
        """Propose in VAE, for what the jury said of each node, on the day of a jury of VAE."""
        return self.deliberer(self.dossier(copie, "vae", **champs), self.le_en_vae)


@cache
def _preparer_notes(banc: BancDeNotes, voie: str, le: date) -> Deliberation:
    return Deliberation.preparer(banc.edition, voie, banc.hote, le)


def _valeur(note: str | Avis) -> Valeur:
    return note if isinstance(note, Avis) else Note.de(Decimal(note.replace(",", ".")))


@pytest.fixture(scope="session")
def gc_2013(hote: Hote) -> BancDeNotes:
    parcours = {
        "PASS": date(2012, 11, 16),
        "PREMSS": date(2013, 3, 4),
        "OPTION": date(2013, 11, 15),
        "SESSION": date(2013, 12, 3),
    }
    return BancDeNotes(
        hote, hote.catalogue.edition("ucanss.gc", "2013"), date(2013, 12, 18), parcours, date(2014, 6, 18)
    )


@pytest.fixture(scope="session")
def gcar(hote: Hote) -> BancDeNotes:
    parcours = {"PASS": date(2017, 10, 20), "PREMSS": date(2017, 11, 6)}
    return BancDeNotes(hote, hote.catalogue.edition("ucanss.gcar", "2017"), date(2018, 6, 21), parcours)


@pytest.fixture(scope="session")
def regimes_de_notes(gc_2013: BancDeNotes, gcar: BancDeNotes) -> tuple[BancDeNotes, ...]:
    """The two éditions whose voie formation has the same marks."""
    return gc_2013, gcar
