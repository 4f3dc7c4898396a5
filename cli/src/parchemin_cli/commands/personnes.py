"""``parchemin personnes``: who may be whom in the register, and what is answered of it."""

from collections.abc import Callable
from typing import Any

import click
from attrs import asdict

from parchemin.registre.personnes.reponses import repondre as repondre_de
from parchemin.registre.seance.doutes import consulter_doutes
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import Chargeur
from parchemin_cli.registre import NUMERO, Acces, acceder, options_ecriture, options_registre
from parchemin_cli.rendu import remedes
from parchemin_cli.rendu.reponse import repondre
from parchemin_cli.saisie.groupe import Groupe


@click.group("personnes", cls=Groupe, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE …")
def commande() -> None:
    """Qui est qui : une identité est un nom exact avec une date de naissance ; ce qui ressemble est une question.

    \b
    Exemples :
      parchemin personnes doutes 1         ce qu'on ne sait pas des candidats de la séance 1
      parchemin personnes memes 3 7        les personnes 3 et 7 n'en sont qu'une
      parchemin personnes distinctes 3 7   ce sont deux personnes
    """


@commande.command("doutes")
@click.argument("seance", type=NUMERO, metavar="ID")
@options_registre
@click.pass_context
def doutes(ctx: click.Context, seance: int, base: Base, en_json: bool, charger: Chargeur) -> None:
    """Donne les candidats de la séance ID qui sont peut-être une personne, entre eux ou avec une du registre.

    Finit par 0 si rien n'attend de réponse, par 1 sinon.

    \b
    Exemple :
      parchemin personnes doutes 1
    """
    trouves = consulter_doutes(acceder(base, charger=charger), seance)
    document = {
        "seance": seance,
        "questions": list(map(remedes.en_json, trouves.questions)),
        "alertes": list(map(remedes.en_json, trouves.alertes)),
    }
    phrases = [*map(remedes.dire, trouves.questions), *(f"! {remedes.dire(fait)}" for fait in trouves.alertes)]
    repondre(document, phrases or [f"Séance {seance} : aucun doute sur une personne."], en_json=en_json)
    if trouves.questions:
        ctx.exit(1)


def _deux_personnes(commande: Callable[..., Any]) -> Callable[..., Any]:
    motif = click.option(
        "--motif", default="", metavar="TEXTE", help="Pourquoi ; obligatoire pour changer de réponse."
    )
    premiere = click.argument("premiere", type=NUMERO, metavar="N")
    seconde = click.argument("seconde", type=NUMERO, metavar="N")
    return premiere(seconde(motif(options_ecriture(commande))))


@commande.command("memes")
@_deux_personnes
def memes(premiere: int, seconde: int, motif: str, en_json: bool, acces: Acces) -> None:
    """Répond que deux personnes du registre n'en sont qu'une : leurs titres et leurs acquis se réunissent.

    \b
    Exemple :
      parchemin personnes memes 3 7 --motif "acte de naissance"
    """
    _repondre(acces, premiere, seconde, meme=True, motif=motif, en_json=en_json)


@commande.command("distinctes")
@_deux_personnes
def distinctes(premiere: int, seconde: int, motif: str, en_json: bool, acces: Acces) -> None:
    """Répond que deux personnes du registre sont deux, quoi qu'elles aient de semblable.

    \b
    Exemple :
      parchemin personnes distinctes 3 7
    """
    _repondre(acces, premiere, seconde, meme=False, motif=motif, en_json=en_json)


def _repondre(acces: Acces, premiere: int, seconde: int, *, meme: bool, motif: str, en_json: bool) -> None:
    rendue = repondre_de(acces(), premiere, seconde, meme=meme, motif=motif)
    sont = "une seule personne" if meme else "deux personnes"
    quand = "déjà enregistré" if rendue.deja else "enregistré"
    repondre(asdict(rendue), [f"{premiere} et {seconde} : {sont}, {quand}, acte {rendue.acte}."], en_json=en_json)
