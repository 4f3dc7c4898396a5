"""One séance of 1,000 dossiers, 80 critères each: how many dossiers a second are read, and deliberated.

Each figure stands beside a floor measured in the same run: for reading, the csv module alone over the same
rows; for deliberation, a hand-written loop that counts without explaining anything.

Run: python benchmarks/seance.py [dossiers]
"""

import csv
import sys
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from temps import chronometrer

from parchemin.deliberation import deliberer
from parchemin.documents.contenus.donnees import deliberation
from parchemin.dossier.model import Avis, Seance
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.plugin.host import Hote
from parchemin_cli.memoire import sans_ramasse_miettes

EDITION = "ucanss.gc@2021"
CRITERES = 5


def ecrire(dossier: Path, hote: Hote, combien: int) -> None:
    """Write a séance in which each critère is validated nine times in ten."""
    edition = hote.catalogue.edition(*EDITION.split("@"))
    competences = [f"{bloc.code}/{comp.code}" for bloc in edition.blocs for comp in bloc.competences]
    hasard = Random(2022)
    (dossier / "seance.toml").write_text(
        f'[seance]\ncertification = "{edition.certification}"\ndate = {date(2022, 3, 16)}\n'
        'instance = "jury_paritaire_national"\n',
        encoding="utf-8",
    )
    criteres = "".join(f'"{competence}" = {CRITERES}\n' for competence in competences)
    (dossier / "grille.toml").write_text(
        f'[grille]\nedition = "{EDITION}"\n[criteres]\n{criteres}', encoding="utf-8"
    )
    with (dossier / "dossiers.csv").open("w", encoding="utf-8", newline="") as fichier:
        ecrivain = csv.writer(fichier, delimiter=";")
        ecrivain.writerow(["dossier", "nom", "prenom", "voie", "entree", "parcours"])
        parcours = "PASS=2021-10-04;PREMSS=2021-10-18"
        ecrivain.writerows(
            [f"D{n}", f"NOM{n}", "Zoé", "formation", "2021-10-04", parcours] for n in range(combien)
        )
    with (dossier / "observations.csv").open("w", encoding="utf-8", newline="") as fichier:
        ecrivain = csv.writer(fichier, delimiter=";")
        ecrivain.writerow(["dossier", "evaluateur", "cible", "valeur", "motif"])
        ecrivain.writerows(
            [f"D{n}", "jury", f"{competence}/{rang}", "oui" if hasard.random() < 0.9 else "non", ""]
            for n in range(combien)
            for competence in competences
            for rang in range(1, CRITERES + 1)
        )


def lire_nu(dossier: Path) -> int:
    """Parse the same rows with the csv module, and do nothing with them."""
    with (dossier / "observations.csv").open(encoding="utf-8", newline="") as fichier:
        return sum(1 for _ in csv.reader(fichier, delimiter=";"))


def compter_nu(seance: Seance) -> list[bool]:
    """Count by hand, for each dossier, without a word of explanation."""
    edition = seance.editions[EDITION]
    blocs = [
        [[f"{bloc.code}/{comp.code}/{critere.code}" for critere in comp.criteres] for comp in bloc.competences]
        for bloc in edition.blocs
    ]
    return [
        all(
            5 * sum(5 * sum(lu.get(c) is Avis.ACQUIS for c in comp) >= 4 * len(comp) for comp in bloc)
            >= 4 * len(bloc)
            for bloc in blocs
        )
        for lu in (dossier.observations.par_role["jury"] for dossier in seance.dossiers)
    ]


def main(combien: int) -> None:
    hote = Hote.charger(strict=True)
    with TemporaryDirectory() as temporaire:
        dossier = Path(temporaire)
        ecrire(dossier, hote, combien)
        _, nu = chronometrer(lambda: lire_nu(dossier))
        seance, lecture = chronometrer(lambda: LecteurDeSeance(dossier, hote.catalogue).entiere())
    _, boucle = chronometrer(lambda: compter_nu(seance))
    with sans_ramasse_miettes():
        propositions, calcul = chronometrer(lambda: deliberer(seance, hote))
        _, mots = chronometrer(lambda: deliberation(seance, propositions))
    print(f"{combien} dossiers, {sum(len(d.observations) for d in seance.dossiers)} observations")
    for nom, temps, plancher, quoi in (
        ("lecture du CSV", lecture, nu, "le module csv seul"),
        ("délibération", calcul, boucle, "une boucle sans explications"),
        ("motifs en mots", mots, boucle, "une boucle sans explications"),
    ):
        print(f"{nom:16} {combien / temps:>9,.0f} dossiers/s   {temps / plancher:5.1f} fois {quoi}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
