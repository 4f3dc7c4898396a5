"""``parchemin verifier``: is this file right? All its faults at once."""

from pathlib import Path

import click
from attrs import frozen

from parchemin.dossier.decodage import Encodage
from parchemin.dossier.readers.controle import FichierJuste, controler
from parchemin.errors import Avertissement, DonneesInvalides, ParcheminError
from parchemin.referentiel.catalogue import Catalogue
from parchemin_cli.hote import Chargeur, option_json, options_hote
from parchemin_cli.rendu.erreurs import annoncer, defauts_json
from parchemin_cli.rendu.remarques import avertissements_json, grouper
from parchemin_cli.rendu.reponse import dire_json
from parchemin_cli.saisie.lecture import option_encodage


@click.command("verifier")
@click.argument("fichiers", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="F…")
@option_encodage
@option_json
@options_hote
@click.pass_context
def commande(
    ctx: click.Context,
    fichiers: tuple[Path, ...],
    encodage: Encodage | None,
    en_json: bool,
    charger: Chargeur,
) -> None:
    """Contrôle chaque fichier F, et dit tous ses défauts d'un coup.

    F est un référentiel, une grille, une séance ou une table de dossiers.

    \b
    Exemples :
      parchemin verifier ma-seance
      parchemin verifier grille.toml dossiers.csv
    """
    hote = charger()
    strict = bool(ctx.params["strict"])
    resultats = [Resultat.de(fichier, hote.catalogue, encodage, strict=strict) for fichier in fichiers]
    if en_json:
        document = {"fichiers": [resultat.en_json() for resultat in resultats]}
        dire_json(document)
    else:
        for resultat in resultats:
            resultat.dire()
    if any(resultat.erreur for resultat in resultats):
        ctx.exit(2)


@frozen
class Resultat:
    """What was found of one file: what it is, or what is wrong with it."""

    fichier: Path
    juste: FichierJuste | None = None
    erreur: ParcheminError | None = None

    @classmethod
    def de(cls, fichier: Path, catalogue: Catalogue, encodage: Encodage | None, *, strict: bool) -> "Resultat":
        """Check a file; what is ``strict`` takes each warning for a fault."""
        try:
            juste = controler(fichier, catalogue, encodage)
            if strict and juste.avertissements:
                raise DonneesInvalides(un.defaut for un in juste.avertissements)
        except ParcheminError as erreur:
            return cls(fichier, erreur=erreur)
        return cls(fichier, juste)

    @property
    def avertissements(self) -> tuple[Avertissement, ...]:
        """What the file may mean otherwise."""
        if isinstance(self.erreur, DonneesInvalides):
            return self.erreur.avertissements
        return self.juste.avertissements if self.juste else ()

    def en_json(self) -> dict[str, object]:
        """Return the result for ``--json``."""
        erreurs = defauts_json(self.erreur) if self.erreur else []
        return {
            "fichier": str(self.fichier),
            "nature": self.juste.nature if self.juste else "",
            "valide": self.erreur is None,
            "erreurs": erreurs,
            **avertissements_json(self.avertissements),
        }

    def dire(self) -> None:
        """Print the result; the faults go to standard error."""
        if self.erreur:
            click.echo(f"{self.fichier} :", err=True)
            annoncer(self.erreur)
        elif self.juste:
            click.echo(f"{self.fichier} : {self.juste.nature} sans défaut")
            for phrase in grouper(self.avertissements):
                click.echo(f"! {phrase}", err=True)
