"""``parchemin base``: the state of the register, its migration, its backups; persons are in ``personnes``."""

from datetime import datetime
from pathlib import Path

import click
from attrs import asdict

from parchemin.documents.mots import accorder
from parchemin.registre.socle import schema
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import option_json
from parchemin_cli.registre import option_base
from parchemin_cli.rendu.reponse import confirmer, option_oui, repondre
from parchemin_cli.saisie import personnes
from parchemin_cli.saisie.groupe import Groupe


@click.group("base", cls=Groupe, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE …")
def commande() -> None:
    """Tient le registre lui-même : état, migration, sauvegarde, données personnelles.

    \b
    Exemples :
      parchemin base etat
      parchemin base migrer
      parchemin base sauvegarder registre.sauvegarde
    """


commande.add_command(personnes.anonymiser)
commande.add_command(personnes.exporter)


@commande.command("etat")
@option_base
@option_json
@click.pass_context
def etat(ctx: click.Context, base: Base, en_json: bool) -> None:
    """Dit où est le registre et si son schéma est celui de ce logiciel (statut 1 sinon).

    \b
    Exemple :
      parchemin base etat
    """
    _dire(ctx, base, en_json)


@commande.command("migrer")
@option_oui
@option_base
@option_json
@click.pass_context
def migrer(ctx: click.Context, oui: bool, base: Base, en_json: bool) -> None:
    """Crée le registre, ou met un ancien à jour, sans retour ; en entier, ou pas du tout.

    \b
    Exemples :
      parchemin base migrer
      parchemin base migrer --oui
    """
    ancienne = base.revision()
    if ancienne in schema.revisions()[:-1] and not oui:
        confirmer(
            f"Le registre {base.nom} passera du schéma {ancienne} au schéma {schema.REVISION}, sans retour.",
            "Gardez-en d'abord une copie : parchemin base sauvegarder FICHIER",
        )
    base.migrer()
    _dire(ctx, base, en_json)


@commande.command("sauvegarder")
@click.argument("fichier", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option("--remplacer", is_flag=True, help="Remplace FICHIER s'il existe, une fois la sauvegarde entière.")
@option_base
@option_json
@click.pass_context
def sauvegarder(ctx: click.Context, fichier: Path, remplacer: bool, base: Base, en_json: bool) -> None:
    """Écrit tout le registre dans FICHIER, pendant que d'autres y travaillent ; en entier, ou pas du tout.

    La sauvegarde est relue et la chaîne de ses actes vérifiée : finit par 1 si elle est rompue. Le format est le
    même quelle que soit la base, SQLite ou PostgreSQL.

    \b
    Exemples :
      parchemin base sauvegarder registre-2026-06-30.db
      parchemin base sauvegarder --remplacer sauvegarde.db --json
    """
    from parchemin.registre.journal import sauvegarde

    faite = sauvegarde.sauvegarder(base, fichier, remplacer=remplacer)
    rupture = asdict(faite.rupture) if faite.rupture else None
    phrases = [f"Registre sauvegardé dans {fichier} : {_actes(faite.actes)}, empreinte {faite.empreinte}."]
    phrases += [f"Son journal est rompu, {faite.rupture}"] if rupture else []
    repondre({**asdict(faite), "fichier": str(fichier), "rupture": rupture}, phrases, en_json=en_json)
    if rupture:
        ctx.exit(1)


@commande.command("restaurer")
@click.argument("fichier", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option("--remplacer", is_flag=True, help="Remplace un registre qui tient des actes, mis de côté d'abord.")
@option_oui
@option_base
@option_json
def restaurer(fichier: Path, remplacer: bool, oui: bool, base: Base, en_json: bool) -> None:
    """Remet au registre ce que FICHIER a gardé, une fois vérifiée la chaîne de ses actes ; tout, ou rien.

    Un registre qui tient des actes n'est remplacé qu'avec --remplacer, et d'abord sauvegardé à côté. La sauvegarde
    d'un schéma plus ancien est mise à jour. Ce qui fut anonymisé depuis elle est à anonymiser de nouveau.

    \b
    Exemples :
      parchemin base restaurer registre-2026-06-30.db
      parchemin base restaurer registre-2026-06-30.db --base postgresql://serveur/parchemin
    """
    from parchemin.registre.journal import sauvegarde

    ecarte = _a_cote(base) if remplacer else None
    if remplacer and not oui:
        confirmer(f"Le registre {base.nom} sera remplacé par {fichier}, et gardé dans {ecarte}.")
    faite = sauvegarde.restaurer(base, fichier, ecarte=ecarte)
    document = {"base": base.nom, "fichier": str(fichier), "actes": faite.actes, "empreinte": faite.empreinte}
    document["ecarte"] = str(ecarte) if ecarte and ecarte.exists() else None
    phrases = [f"Registre restauré de {fichier} : {_actes(faite.actes)}, empreinte {faite.empreinte}."]
    phrases += [f"L'ancien est gardé dans {ecarte}."] if document["ecarte"] else []
    repondre(document, phrases, en_json=en_json)


def _a_cote(base: Base) -> Path:
    """Return where a register is kept before it is replaced: beside its file, or in the current folder."""
    fichier = base.fichier or Path("registre.db")
    instant = datetime.now().astimezone().strftime("%Y-%m-%dT%H%M%S")
    return fichier.with_name(f"{fichier.stem}-avant-{instant}{fichier.suffix}")


def _actes(combien: int) -> str:
    return f"{combien} {accorder('acte', combien)}"


def _dire(ctx: click.Context, base: Base, en_json: bool) -> None:
    trouvee = base.revision()
    a_jour = trouvee == schema.REVISION
    document = {"base": base.nom, "revision": trouvee, "attendue": schema.REVISION, "a_jour": a_jour}
    suite = "à jour" if a_jour else f"attendu {schema.REVISION}, lancez « parchemin base migrer »"
    repondre(document, [f"Registre {base.nom} : schéma {trouvee or 'absent'}, {suite}."], en_json=en_json)
    if not a_jour:
        ctx.exit(1)
