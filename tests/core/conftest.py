"""A branch « essai » for the core's own tests: two éditions, two blocs, three roles, two voies, no plugin.

A test asks for ``atelier``, changes a file of a séance that is right, and reads what is answered; or for ``bac``,
which makes plugins.
"""

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest
from attrs import frozen

from parchemin.dossier.model import Seance
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import DonneesInvalides
from parchemin.plugin import hookimpl
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition
from parchemin.referentiel.toml import lire_edition

EDITION = """
certification = "essai.cqp"
edition = "2020"
intitule = "Certificat d'essai"
valide_du = 2020-01-01
relu_jusqu_au = 2030-01-01
source = "E1 §1"

[[evaluateurs]]
role = "jury"
intitule = "Jury"
observe = ["critere", "competence", "bloc"]
source = "E1 §2"
[[evaluateurs]]
role = "tuteur"
intitule = "Tuteur"
observe = ["critere", "competence"]
source = "E1 §2"
[[evaluateurs]]
role = "examinateur"
intitule = "Examinateur"
observe = ["epreuve", "continu"]
source = "E1 §2"
[[evaluateurs]]
role = "commission"
intitule = "Commission"
observe = ["competence", "bloc"]
source = "E1 §2"
cumule = true

[[prerequis]]
code = "PASS"
intitule = "Passeport"
source = "E1 §3"

[[options]]
code = "sante"
intitule = "Santé et prévoyance"
alias = ["Option A"]
[[options]]
code = "auto"
intitule = "Automobile"

[[blocs]]
code = "B1"
intitule = "Bloc un"
nature = "commun"
source = "E1 §4"
competences = [
    { code = "C1", intitule = "Fermée", criteres = 3 },
    { code = "C2", intitule = "Ouverte" },
    { code = "C0", intitule = "Hors épreuve", evaluee = false },
]
[[blocs]]
code = "B2"
intitule = "Bloc deux"
nature = "specifique"
source = "E1 §4"
competences = [{ code = "C3", intitule = "Nommée", criteres = ["écoute", "répond"] }]

[[epreuves]]
code = "ecrit"
intitule = "Écrit"
modalite = "copie"
source = "E1 §5"
bareme = { coefficient = 1, eliminatoire = 6 }
[[epreuves]]
code = "oral"
intitule = "Oral"
modalite = "exposé"
source = "E1 §5"
[[epreuves]]
code = "entretien"
intitule = "Entretien"
modalite = "entretien"
source = "E1 §5"

[[voies]]
code = "formation"
intitule = "Formation"
epreuves = ["ecrit", "oral"]
evaluateurs = ["jury", "tuteur", "examinateur", "commission"]
prerequis = ["PASS"]
source = "E1 §6"
[[voies]]
code = "vae"
intitule = "VAE"
epreuves = ["entretien"]
evaluateurs = ["jury"]
source = "E1 §6"
"""

ANCIENNE = """
certification = "essai.cqp"
edition = "2015"
intitule = "Certificat d'essai"
valide_du = 2015-01-01
valide_au = 2019-12-31
relu_jusqu_au = 2030-01-01
source = "E0"
voies = [{ code = "formation", intitule = "Formation", epreuves = [], evaluateurs = [], source = "E0" }]
blocs = [{ code = "B9", intitule = "Bloc neuf", nature = "commun", source = "E0" }]
"""

SANS_CONTENU = """
certification = "essai.vide"
edition = "2020"
intitule = "Certificat déclaré"
valide_du = 2020-01-01
relu_jusqu_au = 2030-01-01
source = "E2"
sans_contenu = "le document n'est pas publié"
"""

GREFFON = """
certification = "{slug}.a"
edition = "2024"
intitule = "Essai"
valide_du = 2024-01-01
relu_jusqu_au = 2030-12-31
source = "r §1"
blocs = [{{ code = "B1", intitule = "Bloc", nature = "commun", source = "r §1" }}]
voies = [{{ code = "formation", intitule = "Formation", epreuves = [], evaluateurs = [], source = "r §1" }}]
"""

SEANCE = """
[seance]
certification = "essai.cqp"
date = 2022-03-16
instance = "jury_local"
lieu = "Île-de-France"

[[membres]]
nom = "Zola"
role = "president"
formation_jury = 2021-11-05
"""

DOSSIERS = """\
dossier;nom;prenom;voie;entree
D1;Adam;Zoé;formation;2021-03-01
D2;Brun;Léo;vae;2021-03-02
"""

OBSERVATIONS = """\
dossier;evaluateur;cible;valeur;motif
D1;jury;B1/C1/1;oui;
D1;;epreuve:ecrit;12,5;
D2;;B1;non;
"""


@frozen(eq=False)
class Atelier:
    """A folder that holds a séance, and the éditions against which it is read."""

    dossier: Path
    catalogue: Catalogue

    def ecrire(self, nom: str, contenu: str | bytes) -> "Atelier":
        """Write a file of the séance; text goes out in UTF-8, its ends of line untouched."""
        octets = contenu if isinstance(contenu, bytes) else contenu.encode()
        (self.dossier / nom).write_bytes(octets)
        return self

    def dossiers(self, *lignes: str, entete: str = "dossier;nom;prenom;voie;entree") -> "Atelier":
        """Write the table of dossiers."""
        return self.ecrire("dossiers.csv", "\n".join([entete, *lignes]) + "\n")

    def observations(self, *lignes: str, entete: str = "dossier;evaluateur;cible;valeur;motif") -> "Atelier":
        """Write the table of observations."""
        return self.ecrire("observations.csv", "\n".join([entete, *lignes]) + "\n")

    def lire(self, nom: str = "") -> Seance:
        """Read the séance."""
        return LecteurDeSeance(self.dossier / nom if nom else self.dossier, self.catalogue).entiere()

    def defauts(self, nom: str = "") -> list[str]:
        """Return every fault in words; nothing must have been written."""
        avant = sorted(self.dossier.rglob("*"))
        with pytest.raises(DonneesInvalides) as erreur:
            self.lire(nom)
        assert sorted(self.dossier.rglob("*")) == avant
        return list(map(str, erreur.value.defauts))


class Bac:
    """Makes plugin modules that live in memory, and their entry points."""

    def __init__(self, noms: pytest.MonkeyPatch) -> None:
        self._noms, self._combien = noms, 0

    def edition(self, slug: str) -> Edition:
        """Return the édition ``slug.a@2024``: one bloc, one voie."""
        return lire_edition(GREFFON.format(slug=slug).encode(), "a.toml")

    def greffon(self, slug: str, code: str = "", **hooks: Callable[[], object]) -> EntryPoint:
        """Make a plugin from its code, which may call ``edition(slug)``, or from the hooks themselves."""
        self._combien += 1
        module = ModuleType(f"greffon_{slug}_{self._combien}")
        self._noms.setitem(sys.modules, module.__name__, module)
        module.__dict__["edition"] = self.edition
        exec(compile(code, slug, "exec"), module.__dict__)
        if hooks:
            marques = {nom: hookimpl(hook) for nom, hook in hooks.items()}
            module.__dict__.update(API_VERSION=1, **marques)
        return EntryPoint(slug, module.__name__, "parchemin.branches")


@pytest.fixture
def bac(monkeypatch: pytest.MonkeyPatch) -> Bac:
    return Bac(monkeypatch)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    textes = {"2015.toml": ANCIENNE, "2020.toml": EDITION, "vide.toml": SANS_CONTENU}
    editions = tuple(lire_edition(texte.encode(), fichier) for fichier, texte in textes.items())
    return Catalogue(editions, {"essai.cqp": ("jury_local", "jury_national")})


@pytest.fixture
def texte_edition() -> str:
    return EDITION


@pytest.fixture
def atelier(tmp_path: Path, catalogue: Catalogue) -> Atelier:
    dossier = tmp_path / "seance"
    dossier.mkdir()
    atelier = Atelier(dossier, catalogue)
    atelier.ecrire("seance.toml", SEANCE).ecrire("dossiers.csv", DOSSIERS)
    return atelier.ecrire("observations.csv", OBSERVATIONS)
