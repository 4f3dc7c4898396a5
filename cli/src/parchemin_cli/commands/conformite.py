"""``parchemin conformite``: the checks of a branch, and what they found."""

import click

from parchemin.conformance import Capacite, Ecart, GraviteEcart, Sujet, verifier
from parchemin.errors import BrancheInvalide
from parchemin.faits import CODES
from parchemin_cli.hote import Chargeur, aujourd_hui, option_json, options_hote
from parchemin_cli.rendu.reponse import dire_json
from parchemin_cli.saisie.codes import branches, offrir

_MARQUES = {GraviteEcart.REFUS: "✗", GraviteEcart.ALERTE: "!"}


@click.command("conformite")
@click.argument("slug", shell_complete=offrir(branches))
@click.option(
    "--sans",
    multiple=True,
    type=click.Choice([capacite.value for capacite in Capacite]),
    help="Ce dont la branche se passe (répétable).",
)
@option_json
@options_hote
@click.pass_context
def commande(ctx: click.Context, slug: str, sans: tuple[str, ...], en_json: bool, charger: Chargeur) -> None:
    """Éprouve la branche SLUG ; finit par 1 si un contrôle la refuse.

    \b
    Exemples :
      parchemin conformite ma-branche
      parchemin conformite ma-branche --sans passerelles --json
    """
    hote = charger()
    for alerte in (alerte for greffon in hote.greffons if greffon.slug == slug for alerte in greffon.alertes):
        click.echo(f"! {slug} : {alerte.dire(CODES)}", err=True)
    try:
        sujet = Sujet.de(hote, slug, aujourd_hui())
        ecarts = list(verifier(sujet, {Capacite(nom): "--sans" for nom in sans}))
    except BrancheInvalide as erreur:
        ecarts = [("chargement", Ecart(slug, erreur.fait))]
    refus = [ecart for _, ecart in ecarts if ecart.gravite is GraviteEcart.REFUS]
    if en_json:
        document = {"branche": slug, "conforme": not refus, "ecarts": [_en_json(*trouve) for trouve in ecarts]}
        dire_json(document)
    else:
        for controle, ecart in ecarts:
            click.echo(f"{_MARQUES[ecart.gravite]} {controle} : {ecart}")
        click.echo(f"{slug} : {'conforme' if not refus else f'non conforme ({len(refus)})'}")
    if refus:
        ctx.exit(1)


def _en_json(controle: str, ecart: Ecart) -> dict[str, str]:
    return {
        "controle": controle,
        "gravite": ecart.gravite.value,
        "objet": ecart.objet,
        "message": ecart.message,
    }
