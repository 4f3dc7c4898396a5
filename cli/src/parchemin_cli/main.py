"""The entry point: the list of commands, each imported only when it runs, and how errors end a run."""

import gettext
import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from parchemin.errors import ActeRefuse, ParcheminError
from parchemin_cli.saisie.groupe import Formateur, Groupe

COMMANDES = {
    "base": "Le registre : état, migration, sauvegarde, données personnelles.",
    "bilan": "Le bilan des séances proclamées : candidats, taux par bloc, voie, organisme.",
    "branches": "Les branches installées, leurs certifications, leur état.",
    "completion": "Écrit ce qui fait compléter les commandes par la touche Tab.",
    "conformite": "Éprouve une branche : structure, politiques, jurys, VAE, exemples, énoncés.",
    "deliberer": "Propose un verdict motivé pour chaque dossier d'une séance.",
    "demo": "Délibère sur-le-champ une séance de chaque régime.",
    "emargement": "La feuille d'émargement d'une séance, à imprimer.",
    "exemple": "Écrit une séance d'exemple à copier, ou en donne la liste.",
    "grille": "La grille d'évaluation d'une séance, à remplir ou à imprimer.",
    "journal": "Tous les actes du registre, et si leur chaîne tient.",
    "jury": "Ce jury est-il régulier ? Irrégularités et alertes, avec leur source.",
    "notifications": "La notification de chaque candidat, à imprimer.",
    "nouveau": "Écrit une branche qui marche, à remplir fichier par fichier.",
    "personnes": "Qui est qui : les doutes du registre, et ce qu'on y répond.",
    "parchemins": "Les titres d'une séance proclamée, à imprimer.",
    "pv": "Le procès-verbal d'une séance, à imprimer.",
    "recevabilite": "VAE : une demande est-elle recevable, qui en décide, l'oral est-il dû ?",
    "passerelle": "Ce que garde un titulaire d'une certification à l'autre.",
    "recours": "Le recours contre ce qui est proclamé : déposer, décider, liste.",
    "referentiel": "Une édition en arbre : blocs, compétences, épreuves, règles, sources.",
    "seance": "Tient une séance au registre : ouvrir, délibérer, décider, proclamer.",
    "simuler": "Une cohorte sous un autre seuil ou une autre édition : qui change, et pourquoi.",
    "titres": "Le registre des titres délivrés, à toute date ; rectifier, révoquer.",
    "verifier": "Contrôle des fichiers : référentiel, grille, séance, dossiers.",
}


class Commandes(Groupe):
    """A group whose commands are modules of `parchemin_cli.commands`, found by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in order."""
        return sorted(COMMANDES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in COMMANDES:
            return None
        commande: click.Command = import_module(f"parchemin_cli.commands.{cmd_name}").commande
        return commande

    def resumes(self, ctx: click.Context) -> Iterator[tuple[str, str]]:
        """Yield the commands from the table above, without importing any."""
        yield from sorted(COMMANDES.items())


@click.group(
    cls=Commandes,
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE …",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="parchemin-cli", prog_name="parchemin", help="Montre la version.")
def parchemin() -> None:
    """Certifie : de ce que les évaluateurs ont observé à une proposition motivée, que le jury décide.

    \b
    Une séance, dans l'ordre :
      parchemin exemple                    les séances d'exemple, à copier
      parchemin verifier ma-seance         ses fichiers sont-ils justes ?
      parchemin jury ma-seance             ce jury peut-il siéger ?
      parchemin deliberer ma-seance        ce qui est proposé, et pourquoi
      parchemin seance ouvrir ma-seance    la garde au registre ; puis : parchemin seance --help
      parchemin pv 1                       imprime le procès-verbal ; parchemins 1, les titres

    \b
    Exemple :
      parchemin seance ouvrir --help       l'aide de chaque commande, avec des exemples
    """


def main() -> NoReturn:
    """Run the command line; end with 0, 1 or 2 as the contract says.

    A command ends negatively with ``ctx.exit(1)``, which click hands back as a number.
    """
    parler_francais()
    if "_PARCHEMIN_COMPLETE" in os.environ:
        import parchemin_cli.saisie.completion  # noqa: F401  (adds PowerShell to what click knows)
    try:
        _exiger_lisibles(sys.argv[1:])
        code = parchemin.main(prog_name="parchemin", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as erreur:
        erreur.show()
        sys.exit(erreur.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrompu : rien n'a été écrit.", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os._exit(0)
    except OSError as erreur:
        _finir_sur(erreur)
    except ParcheminError as erreur:
        from parchemin_cli.rendu.erreurs import terminer

        terminer(erreur)
        sys.exit(1 if isinstance(erreur, ActeRefuse) else 2)
    sys.exit(code or 0)


def _finir_sur(erreur: OSError) -> NoReturn:
    """Say which file the system would not open; or that nothing more can be written to who reads the answer."""
    from parchemin.errors import panne
    from parchemin_cli.rendu.erreurs import terminer

    if erreur.filename is None:
        click.echo(f"Erreur : la réponse n'a pas pu être écrite ({panne(erreur)})", err=True)
        os._exit(2)
    terminer(ParcheminError(f"« {erreur.filename} » ({panne(erreur)})"))
    sys.exit(2)


def _exiger_lisibles(arguments: Iterable[str]) -> None:
    """Refuse what no answer could name again: bytes that are no text, as old archives leave in names."""
    for argument in arguments:
        if not argument.isprintable() and any("\ud800" <= lettre <= "\udfff" for lettre in argument):
            raise click.UsageError(f"« {argument} » n'est pas de l'UTF-8 ; renommez ce fichier")


def parler_francais() -> None:
    """Have click's own messages in French whatever the locale, and the streams in UTF-8."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("parchemin", str(Path(__file__).with_name("locale")))
    gettext.textdomain("parchemin")
    click.Context.formatter_class = Formateur
    for flux in (sys.stdout, sys.stderr):
        if hasattr(flux, "reconfigure"):
            flux.reconfigure(encoding="utf-8", errors="backslashreplace")
