"""``parchemin recours``: the appeal, where the branch has an instance for it; the first decision stays."""

from datetime import date
from typing import Any

import click
from attrs import asdict

from parchemin.documents.contenus import donnees
from parchemin.documents.contenus.consequences import ETATS_D_UN_RECOURS, dire_arret
from parchemin.registre.apres import recours
from parchemin.registre.apres.cause import Cause
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import Chargeur, option_jour
from parchemin_cli.registre import NUMERO, Acces, option_verdicts, options_ecriture, options_registre
from parchemin_cli.rendu.reponse import confirmer, option_oui, repondre, sur_un_terminal, tabler
from parchemin_cli.saisie.groupe import Groupe


@click.group("recours", cls=Groupe, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE …")
def commande() -> None:
    """Enregistre un recours contre ce qui est proclamé, là où la branche a une instance pour l'entendre.

    \b
    Exemples :
      parchemin recours deposer 1 --dossier D4 --motif "Le bloc B3 a été mal compté"
      parchemin recours liste
    """


@commande.command("deposer")
@click.argument("seance", type=NUMERO, metavar="SEANCE")
@click.option("--dossier", required=True, metavar="D", help="Le dossier dont le candidat conteste le résultat.")
@option_jour("Le jour du dépôt (aujourd'hui sinon).")
@click.option("--motif", required=True, metavar="TEXTE", help="Ce que le candidat conteste.")
@options_ecriture
def deposer(seance: int, dossier: str, le: date, motif: str, en_json: bool, acces: Acces) -> None:
    """Dépose un recours contre ce que la séance SEANCE a proclamé d'un dossier.

    Refuse (statut 1) si la branche n'a pas d'instance de recours, ou si le délai qu'elle écrit est passé.

    \b
    Exemple :
      parchemin recours deposer 1 --dossier D4 --le 2025-04-02 --motif "Le bloc B3 a été mal compté"
    """
    depot = recours.deposer(acces(), seance, dossier, Cause(le, motif))
    quand = "déjà déposé" if depot.deja else "déposé"
    phrase = f"Recours {depot.recours} {quand} le {depot.le}, séance {seance}, {dossier}, acte {depot.acte}."
    repondre(asdict(depot), [phrase], en_json=en_json)


@commande.command("decider")
@click.argument("numero", type=NUMERO, metavar="RECOURS")
@click.option("--instance", required=True, metavar="CODE", help="L'instance qui a entendu le recours.")
@option_verdicts("Ce qui remplace la première décision (répétable) ; sans bloc : l'ensemble.", obligatoire=False)
@click.option("--rejet", is_flag=True, help="Rejette le recours : la première décision demeure.")
@option_jour("Le jour de la décision (aujourd'hui sinon) : les titres qui en suivent sont de ce jour.")
@click.option("--motif", required=True, metavar="TEXTE", help="Pourquoi.")
@option_oui
@options_ecriture
def decider(
    numero: int,
    instance: str,
    verdicts: dict[str, str],
    rejet: bool,
    le: date,
    motif: str,
    oui: bool,
    en_json: bool,
    acces: Acces,
) -> None:
    """Enregistre ce que l'instance décide du recours RECOURS.

    La première décision demeure ; un nouvel acte la désigne. L'ensemble suit des blocs, sauf s'il est décidé
    aussi. Un titre qui devient dû est délivré à cette date ; un titre qui ne tient plus est révoqué. Demande
    confirmation sur un terminal.

    \b
    Exemples :
      parchemin recours decider 1 --instance cpnef --verdict B3=acquis --le 2025-05-06 --motif "…"
      parchemin recours decider 1 --instance cpnef --verdict certifie --motif "…"
      parchemin recours decider 2 --instance cpnef --rejet --motif "…"
    """
    if rejet == bool(verdicts):
        raise click.UsageError("donnez --verdict (répétable), ou bien --rejet")
    if not oui and sur_un_terminal():
        suite = "rejeté" if rejet else "accueilli ; des titres peuvent être délivrés, d'autres révoqués"
        confirmer(f"Recours {numero} : {suite}. Un recours n'est décidé qu'une fois.")
    demande = recours.ArretDemande(instance, Cause(le, motif), verdicts)
    registre = acces()
    arret = recours.decider(registre, numero, demande)
    repondre(_en_json(arret), dire_arret(arret, registre.branches), en_json=en_json)


def _en_json(arret: recours.Arret) -> dict[str, Any]:
    document = asdict(arret, recurse=False)
    del document["certification"]
    return {**document, "suites": donnees.consequences(arret.suites)}


@commande.command("liste")
@options_registre
def liste(base: Base, en_json: bool, charger: Chargeur) -> None:
    """Donne les recours, le dernier déposé d'abord, et ce qui en fut décidé.

    \b
    Exemple :
      parchemin recours liste
    """
    lignes = [asdict(resume) for resume in recours.lister(base)]
    certifications = [ligne.pop("certification") for ligne in lignes]
    if en_json:
        repondre({"recours": lignes}, (), en_json=True)
    else:
        entetes = ("Recours", "Séance", "Dossier", "Candidat", "Déposé le", "État", "Instance", "Décidé le")
        hote = charger()
        for ligne, certification in zip(lignes, certifications, strict=True):
            ligne["etat"] = ETATS_D_UN_RECOURS[ligne["etat"]]
            if ligne["instance"]:
                ligne["instance"] = hote.nommer_instance(certification, ligne["instance"])
        tabler(entetes, [tuple(ligne.values()) for ligne in lignes], "Aucun recours.")
