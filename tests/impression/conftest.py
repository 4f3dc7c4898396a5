"""Registers with proclaimed séances, and PDF files read back."""

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import pytest
from attrs import frozen
from pypdf import PdfReader

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.deliberation.decision import SurBloc, Votes
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote
from parchemin.registre.seance import decisions, pieces, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.regles.base import Verdict

Resultat = subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def hote() -> Hote:
    return Hote.charger(strict=True)


@frozen(eq=False)
class Atelier:
    """A register of its own, where the examples of the branches are proclaimed."""

    service: Registre
    dossier: Path

    @classmethod
    def ouvrir_ici(cls, dossier: Path, hote: Hote) -> "Atelier":
        """Return the register of a folder."""
        base = Base(f"sqlite:///{dossier / 'registre.db'}")
        return cls(Registre(base, hote, "Secrétaire", lambda: datetime.now().astimezone()), dossier)

    @classmethod
    def creer(cls, dossier: Path, hote: Hote) -> "Atelier":
        """Create an empty register in a folder."""
        atelier = cls.ouvrir_ici(dossier, hote)
        atelier.base.migrer()
        return atelier

    @property
    def base(self) -> Base:
        return self.service.base

    @property
    def hote(self) -> Hote:
        return self.service.branches

    def ouvrir(self, exemple: str, noms: Sequence[str] = ()) -> int:
        """Store an example and deliberate it; the first candidates take other names."""
        copie = self.dossier / exemple.replace("/", "-")
        copie.mkdir()
        for fichier in self.hote.exemple(exemple).dossier.iterdir():
            (copie / fichier.name).write_bytes(fichier.read_bytes())
        if noms:
            _renommer(copie / "dossiers.csv", noms)
        numero = seances.ouvrir(self.service, LecteurDeSeance(copie, self.hote.catalogue).entiere()).seance
        deliberer(self.service, numero)
        return numero

    def decider(self, numero: int, demande: Demande) -> None:
        decisions.decider(self.service, numero, demande)

    def proclamer(self, numero: int) -> None:
        """Proclaim a séance; each debate is settled for the candidate, and what is incomplete sent back."""
        for piece in self.actes(numero).pieces:
            debats = [bloc.bloc for bloc in piece.blocs if bloc.verdict is Verdict.EN_DEBAT]
            for bloc in (bloc for bloc in debats if SurBloc(bloc) not in piece.decisions):
                demande = Demande(piece.dossier.code, "acquis", bloc, Votes(3, 1, 0), "Le jury est convaincu.")
                self.decider(numero, demande)
            autres = {"incomplet": "incomplet"} if debats else {"incomplet": "incomplet", "en_debat": "certifie"}
            if piece.propose.issue.value in autres:
                self.decider(numero, Demande(piece.dossier.code, autres[piece.propose.issue.value]))
        proclamer(self.service, numero)

    def actes(self, numero: int):
        return pieces.lire_actes(self.service, numero, partial(cadre, self.hote))

    def titres(self, numero: int):
        return pieces.lire_titres(self.service, numero, partial(cadre, self.hote))


def _renommer(fichier: Path, noms: Sequence[str]) -> None:
    lignes = list(csv.reader(fichier.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    nom, prenom = lignes[0].index("nom"), lignes[0].index("prenom")
    for ligne, autre in zip(lignes[1:], noms, strict=False):
        ligne[nom], ligne[prenom] = autre, "Zoé"
    with fichier.open("w", encoding="utf-8", newline="") as flux:
        csv.writer(flux, delimiter=";").writerows(lignes)


@pytest.fixture(scope="session")
def modeles(hote: Hote, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives a register where one example is proclaimed, as the séance 1; it is to copy."""

    @cache
    def modele(exemple: str) -> Path:
        dossier = tmp_path_factory.mktemp("modele")
        atelier = Atelier.creer(dossier, hote)
        atelier.proclamer(atelier.ouvrir(exemple))
        atelier.base.fermer()
        return dossier / "registre.db"

    return modele


@pytest.fixture
def registre(tmp_path: Path, hote: Hote) -> Iterator[Atelier]:
    """Return a register that is open and empty."""
    registre = Atelier.creer(tmp_path, hote)
    yield registre
    registre.base.fermer()


@pytest.fixture
def proclame(tmp_path: Path, hote: Hote, modeles: Callable[[str], Path]) -> Iterator[Callable[[str], Atelier]]:
    """Return a function that gives a register of its own where an example is proclaimed, as the séance 1."""
    ouverts = []

    def proclame(exemple: str) -> Atelier:
        shutil.copy(modeles(exemple), tmp_path / "registre.db")
        ouverts.append(Atelier.ouvrir_ici(tmp_path, hote))
        return ouverts[-1]

    yield proclame
    for registre in ouverts:
        registre.base.fermer()


@pytest.fixture(scope="session")
def relire() -> Callable[[bytes | Path], list[str]]:
    """Return a function that gives the text of each page, every run of blanks as one space."""

    def relire(pdf: bytes | Path) -> list[str]:
        lecteur = PdfReader(BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
        return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in lecteur.pages]

    return relire
