"""Count the files of ours that a command enters: what a reader has to open to follow it.

    python scripts/files_entered.py                    # the two journeys that we watch
    python scripts/files_entered.py deliberer SEANCE   # any command

A file counts when a function of it runs, as `sys.setprofile` hears; what only defines names, at import, does not.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

from parchemin_cli.main import parchemin

NOTRES = ("parchemin", "parchemin_cli", "parchemin_ucanss", "parchemin_courtage", "parchemin_agirc_arrco")
CHARGENT = ("Hote.charger", "<module>")


def entered(arguments: Sequence[str]) -> list[str]:
    """Return the files whose functions a command runs, each under its package."""
    vus: set[str] = set()
    sys.setprofile(_noter(vus))
    try:
        parchemin.main(list(arguments), prog_name="parchemin", standalone_mode=False)
    finally:
        sys.setprofile(None)
    return sorted(vus)


def _noter(vus: set[str]) -> Callable[[FrameType, str, object], None]:
    """Hear of every call but those that load the branches, which every command makes, or a module of ours."""
    charge = 0

    def noter(cadre: FrameType, evenement: str, _: object) -> None:
        nonlocal charge
        nom = str(cadre.f_globals.get("__name__", ""))
        if nom.partition(".")[0] not in NOTRES or cadre.f_code.co_filename.startswith("<"):
            return
        if cadre.f_code.co_qualname in CHARGENT:
            charge += {"call": 1, "return": -1}.get(evenement, 0)
        elif evenement == "call" and not charge:
            vus.add(nom)

    return noter


def journeys(dossier: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield what we watch: a proclamation, and a deliberation as a procès-verbal."""
    seance, base = str(dossier / "seance"), f"sqlite:///{dossier / 'registre.db'}"
    for avant in (
        ["exemple", "ucanss/gc-2021", seance],
        ["seance", "ouvrir", seance, "--base", base],
        ["seance", "deliberer", "1", "--base", base],
        ["seance", "decider", "1", "--dossier", "GC-2203-07", "incomplet", "--base", base],
    ):
        parchemin.main(avant, prog_name="parchemin", standalone_mode=False)
    yield "seance proclamer 1", ["seance", "proclamer", "1", "--oui", "--base", base]
    yield "deliberer --sortie p.pdf", ["deliberer", seance, "--sortie", str(dossier / "p.pdf")]


def main() -> None:
    """Print how many files, then which."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as dossier:
        voulues = [(" ".join(sys.argv[1:]), sys.argv[1:])] if sys.argv[1:] else journeys(Path(dossier))
        comptes = [(nom, entered(arguments)) for nom, arguments in voulues]
    for nom, fichiers in comptes:
        print(f"{nom} : {len(fichiers)} files")
        print("\n".join(f"  {fichier}" for fichier in fichiers))


if __name__ == "__main__":
    main()
