"""``parchemin seance``: what mends a séance while it is open; each command is an act of the register."""

from pathlib import Path
from typing import Any

import click
from attrs import asdict

from parchemin.documents.mots import RETRAITS
from parchemin.dossier.decodage import Encodage
from parchemin.registre.seance import acquis_declares, modification
from parchemin.registre.seance import retouches as services
from parchemin.registre.seance.retouches import Deport, Raison, Retouche
from parchemin_cli.registre import NUMERO, Acces, options_ecriture
from parchemin_cli.rendu.remarques import avertir
from parchemin_cli.rendu.reponse import confirmer, option_oui, orienter, repondre, sur_un_terminal
from parchemin_cli.saisie.lecture import lecteur, option_encodage

NATURES = {
    "retrait": "retiré",
    "reintegration": "réintégré",
    "deport": "déport de",
    "retractation": "rétracté",
    "modification": "séance modifiée",
    "remplacement": "remplacé",
    "annulation": "séance annulée",
    "admission": "acquis",
}
"""What was mended, in words."""

_MOTIF = click.option("--motif", default="", metavar="TEXTE", help="Pourquoi.")
_MOTIF_OBLIGATOIRE = click.option("--motif", required=True, metavar="TEXTE", help="Pourquoi.")
_DOSSIER = click.option("--dossier", required=True, metavar="D", help="Le dossier, par son code.")
_NUMERO = click.argument("numero", type=NUMERO, metavar="ID")


def retouche_en_json(faite: Retouche) -> dict[str, Any]:
    """Return a mending for a script."""
    return asdict(faite)


def dire_retouche(faite: Retouche) -> str:
    """Return a line that says what was mended, from what to what, and why."""
    qui = f"{faite.dossier}, " if faite.dossier else ""
    de = f" {faite.objet}" if faite.objet else ""
    avant, apres = (RETRAITS.get(dit, dit) or "rien" for dit in (faite.avant, faite.apres))
    motif = f" ({faite.motif})" if faite.motif else ""
    return f"Acte {faite.acte} : {qui}{NATURES[faite.nature]}{de} : {avant} → {apres}{motif}."


def _repondre(faite: Retouche, en_json: bool) -> None:
    phrase = f"Rien ne change : {NATURES[faite.nature]} déjà." if faite.deja else dire_retouche(faite)
    repondre(retouche_en_json(faite), [phrase], en_json=en_json)


@click.command("retirer")
@_NUMERO
@_DOSSIER
@click.option("--raison", required=True, type=click.Choice([un.value for un in Raison]), help="Pourquoi il part.")
@_MOTIF
@options_ecriture
def retirer(numero: int, dossier: str, raison: str, motif: str, en_json: bool, acces: Acces) -> None:
    """Retire un dossier de la séance ID : il n'est plus jugé, n'a aucun titre, et est compté à part.

    \b
    Exemple :
      parchemin seance retirer 1 --dossier D2 --raison desistement --motif "Courriel du 12 mars"
    """
    _repondre(services.retirer(acces(), numero, dossier, Raison(raison), motif), en_json)


@click.command("admettre")
@_NUMERO
@_DOSSIER
@click.option("--acquis", required=True, metavar="B", help="Ce que le fichier dit acquis, par son code.")
@_MOTIF_OBLIGATOIRE
@options_ecriture
def admettre(numero: int, dossier: str, acquis: str, motif: str, en_json: bool, acces: Acces) -> None:
    """Admet ce qu'un dossier de la séance ID dit acquis, et que le registre ne sait pas, ou sait autrement.

    \b
    Exemple :
      parchemin seance admettre 1 --dossier D2 --acquis B2 --motif "Attestation d'un autre organisme"
    """
    _repondre(acquis_declares.admettre(acces(), numero, dossier, acquis, motif), en_json)


@click.command("reintegrer")
@_NUMERO
@_DOSSIER
@_MOTIF
@options_ecriture
def reintegrer(numero: int, dossier: str, motif: str, en_json: bool, acces: Acces) -> None:
    """Reprend dans la séance ID un dossier qui en était retiré.

    \b
    Exemple :
      parchemin seance reintegrer 1 --dossier D2
    """
    _repondre(services.reintegrer(acces(), numero, dossier, motif), en_json)


@click.command("deport")
@_NUMERO
@_DOSSIER
@click.option("--membre", required=True, metavar="NOM", help="Le membre du jury qui s'en va.")
@click.option("--revient", is_flag=True, help="Il siège pour ce dossier, après tout.")
@_MOTIF
@options_ecriture
def deport(numero: int, dossier: str, membre: str, revient: bool, motif: str, en_json: bool, acces: Acces) -> None:
    """Écarte un membre du jury de la séance ID pour un dossier : il n'y a pas de voix, le quorum l'y ignore.

    \b
    Exemple :
      parchemin seance deport 1 --dossier D2 --membre "Camille Roy" --motif "Même employeur"
    """
    _repondre(services.deporter(acces(), numero, Deport(dossier, membre, revient), motif), en_json)


@click.command("retracter")
@_NUMERO
@click.argument("acte", type=NUMERO, metavar="ACTE")
@_MOTIF_OBLIGATOIRE
@options_ecriture
def retracter(numero: int, acte: int, motif: str, en_json: bool, acces: Acces) -> None:
    """Reprend la décision de l'acte ACTE, tant que la séance ID est ouverte : rien n'en est plus décidé.

    \b
    Exemple :
      parchemin seance retracter 1 12 --motif "Saisie sur le mauvais dossier"
    """
    _repondre(services.retracter(acces(), numero, acte, motif), en_json)


@click.command("annuler")
@_NUMERO
@_MOTIF_OBLIGATOIRE
@option_oui
@options_ecriture
def annuler(numero: int, motif: str, oui: bool, en_json: bool, acces: Acces) -> None:
    """Ferme la séance ID sans effet : elle ne proclame rien, ses dossiers peuvent aller dans une autre.

    \b
    Exemple :
      parchemin seance annuler 1 --motif "Jury reporté au 4 mai" --oui
    """
    question = f"Annuler la séance {numero} : elle ne se rouvre pas."
    exiger_de_quoi_repondre(question, oui=oui)
    if not oui:
        confirmer(question)
    _repondre(services.annuler(acces(), numero, motif), en_json)


@click.command("modifier")
@_NUMERO
@click.argument("seance", type=click.Path(path_type=Path))
@_MOTIF_OBLIGATOIRE
@option_encodage
@options_ecriture
def modifier(
    numero: int, seance: Path, motif: str, encodage: Encodage | None, en_json: bool, acces: Acces
) -> None:
    """Reprend de SEANCE la date, le lieu, les membres et les présences de la séance ID.

    Les dossiers n'y sont pas relus : « parchemin seance importer ID … --remplacer » les corrige.

    \b
    Exemple :
      parchemin seance modifier 1 ma-seance --motif "Camille Roy est absente"
    """
    registre = acces()
    entete = lecteur(seance, registre.catalogue, encodage).en_tete()
    avertir(entete.avertissements)
    faite = modification.modifier(registre, numero, entete, motif)
    _repondre(faite, en_json)
    if not faite.deja:
        orienter(f"Pour la délibérer de nouveau : parchemin seance deliberer {numero}", en_json=en_json)


def exiger_de_quoi_repondre(phrase: str, *, oui: bool) -> None:
    """Refuse what cannot be undone where nobody can be asked, and nobody agreed beforehand (status 2)."""
    if not (oui or sur_un_terminal()):
        raise click.UsageError(f"{phrase} Sans terminal pour répondre, donnez --oui.")


COMMANDES = (admettre, retirer, reintegrer, deport, retracter, annuler, modifier)
