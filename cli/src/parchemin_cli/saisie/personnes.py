"""``parchemin base anonymiser`` and ``exporter``: what the register holds of persons, given out or removed."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from attrs import asdict

from parchemin.documents.fichiers.fichier import choisir, deposer
from parchemin.documents.mots import accorder
from parchemin.errors import CodeInconnu
from parchemin.registre.personnes import conservation
from parchemin.registre.personnes.droit_d_acces import HOMONYMES, trouver
from parchemin.registre.personnes.droit_d_acces import exporter as exporter_personne
from parchemin.registre.socle.base import Base, Lisible
from parchemin_cli.hote import JOUR, option_naissance
from parchemin_cli.registre import NUMERO, Acces, option_base, options_ecriture
from parchemin_cli.rendu.remedes import dire
from parchemin_cli.rendu.reponse import confirmer, option_oui, repondre, sur_un_terminal

F = TypeVar("F", bound=Callable[..., Any])


def _options_personne(*, obligatoire: bool) -> Callable[[F], F]:
    def ajouter(commande: F) -> F:
        aide = "La personne : son nom, ou nom et prénom."
        candidat = click.option("--candidat", metavar="NOM", required=obligatoire, help=aide)
        return candidat(option_naissance(option_numero(commande)))

    return ajouter


def option_numero(commande: F) -> F:
    """Add ``--personne``: which of several namesakes, by the number that the register gave."""
    aide = "Laquelle, où la naissance ne suffit pas."
    return click.option("--personne", type=NUMERO, metavar="N", help=aide)(commande)


def designer(
    source: Lisible, nom: str, naissance: date | None, numero: int | None, *, reunies: bool = False
) -> int:
    """Return the number of a person by name; where several bear it, ask which one on a terminal.

    :raises CodeInconnu: when nobody bears it; without anybody to answer, when several do: it lists them.
    """
    try:
        return trouver(source, nom, naissance, numero, reunies=reunies)
    except CodeInconnu as erreur:
        if erreur.fait.code != HOMONYMES.code or not sur_un_terminal():
            raise
        click.echo(dire(erreur.fait), err=True)
        choisi: int = click.prompt("Laquelle (son numéro)", type=NUMERO, err=True)
        return trouver(source, nom, naissance, choisi, reunies=reunies)


@click.command("exporter")
@_options_personne(obligatoire=True)
@click.option(
    "--sortie", type=click.Path(dir_okay=False, path_type=Path), metavar="F", help="Écrit dans ce fichier .json."
)
@option_base
def exporter(candidat: str, naissance: date | None, personne: int | None, sortie: Path | None, base: Base) -> None:
    """Donne en JSON tout ce que le registre tient sur une personne (RGPD, articles 15 et 20).

    Identité, dossiers et observations, propositions, décisions, motifs, titres, corrections, numéros des actes.

    \b
    Exemples :
      parchemin base exporter --candidat "Lefèvre Amélie"
      parchemin base exporter --candidat Lefèvre --naissance 1990-04-02 --sortie lefevre.json
    """
    if sortie is not None:
        choisir({".json": None}, sortie)
    tenues = exporter_personne(base, designer(base, candidat, naissance, personne))
    texte = json.dumps(tenues.document(), ensure_ascii=False, indent=2)
    if sortie is None:
        click.echo(texte)
        return
    deposer(sortie, f"{texte}\n".encode(), prive=True)
    click.echo(f"Données écrites dans {sortie}", err=True)


@click.command("anonymiser")
@_options_personne(obligatoire=False)
@click.option(
    "--avant", type=JOUR, metavar="DATE", help="Toutes celles dont la dernière séance est avant cette date."
)
@option_oui
@options_ecriture
def anonymiser(
    candidat: str | None,
    naissance: date | None,
    personne: int | None,
    avant: date | None,
    oui: bool,
    en_json: bool,
    acces: Acces,
) -> None:
    """Retire les données d'une personne, ou de toutes celles dont le délai est passé ; sans retour.

    Partent : observations, propositions, motifs, et le nom de qui n'a pas de titre. Restent : ce qui fut décidé,
    les titres, le nom et la naissance de leurs titulaires ; la chaîne des actes tient. Sans --candidat ni --avant,
    le délai est celui que déclare chaque branche ; un délai déclaré lie aussi --candidat et --avant.

    \b
    Exemples :
      parchemin base anonymiser --candidat "Lefèvre Amélie" --naissance 1990-04-02
      parchemin base anonymiser --avant 2016-01-01 --oui
    """
    if candidat is not None and avant is not None:
        raise click.UsageError("--candidat et --avant ne vont pas ensemble")
    if candidat is None and (naissance or personne):
        raise click.UsageError("--naissance et --personne précisent --candidat")
    registre = acces()
    conservation.purger(registre.base)
    choix = conservation.ChoixDeRetrait(avant=avant)
    if candidat is not None:
        choix = conservation.ChoixDeRetrait(designer(registre, candidat, naissance, personne))
    prevu = conservation.examiner(registre, choix)
    if prevu.personnes and not oui:
        confirmer(*_phrases(prevu, "à retirer"))
    retrait = conservation.anonymiser(registre, choix)
    repondre(_document(retrait), _phrases(retrait, "retirées"), en_json=en_json)


def _document(retrait: conservation.Retrait) -> dict[str, Any]:
    laisses = {dire(raison): combien for raison, combien in retrait.laisses.items()}
    return {**asdict(retrait, recurse=False), "laisses": laisses}


def _phrases(retrait: conservation.Retrait, verbe: str) -> Iterator[str]:
    if not retrait.personnes:
        yield "Aucune donnée à retirer."
    else:
        acte = f" (acte {retrait.acte})" if retrait.acte else ""
        personnes, dossiers = _nombrer(retrait.personnes, "personne"), _nombrer(retrait.dossiers, "dossier")
        yield f"Données {verbe} : {personnes}, {dossiers}{acte}."
    if retrait.titulaires:
        titulaires = _nombrer(retrait.titulaires, "titulaire")
        yield f"{titulaires} d'un titre : le nom et la date de naissance restent."
    if retrait.personnes > retrait.titulaires:
        sans = _nombrer(retrait.personnes - retrait.titulaires, "personne")
        yield f"{sans} sans titre : rien ne reste, pas même un bloc qu'un jury aurait reconnu."
    for raison, combien in sorted((dire(raison), combien) for raison, combien in retrait.laisses.items()):
        yield f"Laissées : {combien}, {raison}"


def _nombrer(combien: int, mot: str) -> str:
    return f"{combien} {accorder(mot, combien)}"
