"""``parchemin titres``: the register of titles as of any day, what corrects it, and whether a title is real."""

from datetime import date
from typing import Any

import click
from attrs import asdict

from parchemin.documents.contenus.consequences import enumerer
from parchemin.documents.contenus.registre_des_titres import authentifier, dire_rectification, en_lignes
from parchemin.errors import CodeInconnu
from parchemin.registre.apres.cause import Cause
from parchemin.registre.personnes.droit_d_acces import CANDIDAT_INCONNU
from parchemin.registre.socle.base import Base
from parchemin.registre.titres import corrections, titres, verification
from parchemin_cli.hote import JOUR, charger, option_jour, option_json, option_naissance
from parchemin_cli.registre import acceder, exiger_apres, option_auteur, option_base
from parchemin_cli.rendu.reponse import confirmer, derouler, option_oui, repondre, sur_un_terminal, tabler
from parchemin_cli.saisie.groupe import Groupe
from parchemin_cli.saisie.personnes import designer, option_numero


@click.group("titres", cls=Groupe, invoke_without_command=True, subcommand_metavar="[rectifier|revoquer|verifier]")
@click.option("--candidat", default="", metavar="NOM", help="Ceux d'une personne : son nom, ou nom et prénom.")
@option_naissance
@option_numero
@option_jour("À cette date (aujourd'hui sinon).")
@option_base
@option_json
@click.pass_context
def commande(
    ctx: click.Context,
    candidat: str,
    naissance: date | None,
    personne: int | None,
    le: date,
    base: Base,
    en_json: bool,
) -> None:
    """Donne les titres délivrés : numéro, objet, date, validité, état.

    Une date passée rend le registre tel qu'il se lisait ce jour-là, avant un erratum, un recours, une révocation.

    \b
    Exemples :
      parchemin titres --candidat "Lefèvre"
      parchemin titres --le 2022-12-31 --json
      parchemin titres rectifier 2022-000001 --nom Lefebvre --motif "nom mal orthographié"
      parchemin titres verifier 2022-000012 7K3QX-0R2MB
    """
    if ctx.invoked_subcommand is not None:
        exiger_apres(ctx)
        return
    qui = _designer(base, candidat, naissance, personne)
    trouves = titres.lister(base, le, candidat if qui is None else "", personne=qui)
    if en_json:
        derouler({"le": le.isoformat()}, "titres", map(_en_json, trouves))
    else:
        entetes = ("Numéro", "Nature", "Objet", "Intitulé", "Candidat", "Délivré le", "Expire le", "État")
        catalogue = charger((), strict=False).catalogue
        tabler(entetes, en_lignes(trouves, catalogue), f"Aucun titre{_de(candidat)} au {le}.")


def _designer(base: Base, candidat: str, naissance: date | None, personne: int | None) -> int | None:
    """Return whose titles are asked for; nobody where nobody bears this name, or none is given."""
    if not candidat:
        if naissance or personne:
            raise click.UsageError("--naissance et --personne précisent --candidat")
        return None
    try:
        return designer(base, candidat, naissance, personne, reunies=True)
    except CodeInconnu as erreur:
        if erreur.fait.code != CANDIDAT_INCONNU.code:
            raise
        return None


@commande.command("rectifier")
@click.argument("numero", metavar="NUMERO")
@click.option("--nom", metavar="NOM", help="Le nom du titulaire, sur tous ses titres.")
@click.option("--prenom", metavar="PRENOM", help="Son prénom.")
@click.option("--naissance", type=JOUR, metavar="DATE", help="Sa date de naissance.")
@click.option("--intitule", metavar="TEXTE", help="L'intitulé de ce titre.")
@option_jour("Le jour de l'erratum (aujourd'hui sinon) : avant lui, le registre se lit comme avant.")
@click.option("--motif", required=True, metavar="TEXTE", help="Pourquoi.")
@option_auteur
@option_base
@option_json
def rectifier(
    numero: str,
    nom: str | None,
    prenom: str | None,
    naissance: date | None,
    intitule: str | None,
    le: date,
    motif: str,
    auteur: str,
    base: Base,
    en_json: bool,
) -> None:
    """Corrige par un erratum ce que porte le titre NUMERO ; ce qu'il portait reste au registre.

    \b
    Exemples :
      parchemin titres rectifier 2022-000001 --nom Lefebvre --motif "nom mal orthographié au dossier"
      parchemin titres rectifier 2022-000001 --intitule "CQP Gestionnaire conseil" --motif "…"
    """
    voulue = corrections.Rectification(nom, prenom, naissance, intitule)
    if voulue == corrections.Rectification():
        raise click.UsageError("dites quoi corriger : --nom, --prenom, --naissance, --intitule")
    fait = corrections.rectifier(acceder(base, auteur), numero, Cause(le, motif), voulue)
    phrases = dire_rectification(fait)
    deja = [f"Titre {numero} : il se lit déjà ainsi."]
    repondre(asdict(fait), deja if fait.deja else phrases, en_json=en_json)


@commande.command("revoquer")
@click.argument("numero", metavar="NUMERO")
@option_jour("Le jour de la révocation (aujourd'hui sinon) ; le titre vaut jusqu'à la veille.")
@click.option("--motif", required=True, metavar="TEXTE", help="Pourquoi.")
@option_oui
@option_auteur
@option_base
@option_json
def revoquer(numero: str, le: date, motif: str, oui: bool, auteur: str, base: Base, en_json: bool) -> None:
    """Révoque le titre NUMERO ; il reste au registre, et son numéro n'est pas redonné.

    Demande confirmation sur un terminal. Pour une décision mal enregistrée : « parchemin seance rectifier ».

    \b
    Exemple :
      parchemin titres revoquer 2022-000001 --le 2022-09-01 --motif "fraude établie"
    """
    if not oui and sur_un_terminal():
        _confirmer(base, numero, le)
    fait = corrections.revoquer(acceder(base, auteur), numero, Cause(le, motif))
    quand = "déjà révoqué" if fait.deja else "révoqué"
    phrases = [f"Titre {numero} {quand} au {fait.le}, acte {fait.acte}."]
    phrases += enumerer("À revoir, car ils peuvent s'appuyer sur lui", fait.concernes)
    repondre(asdict(fait), phrases, en_json=en_json)


def _confirmer(base: Base, numero: str, le: date) -> None:
    titre = corrections.consulter(base, numero, le)
    confirmer(f"Révoquer au {le} le titre {numero}, {titre.intitule}, de {titre.candidat}.")


@commande.command("verifier")
@click.argument("numero", metavar="NUMERO")
@click.argument("code", metavar="CODE")
@option_jour("À cette date (aujourd'hui sinon).")
@option_base
@option_json
@click.pass_context
def verifier(ctx: click.Context, numero: str, code: str, le: date, base: Base, en_json: bool) -> None:
    """Dit si le registre a délivré ce titre, et ce qu'il vaut ; NUMERO et CODE sont imprimés dessus.

    Finit par 0 si le titre est authentique et valide, par 1 sinon.

    \b
    Exemple :
      parchemin titres verifier 2022-000012 7K3QX-0R2MB
    """
    titre = verification.verifier(base, numero, code, le)
    document: dict[str, Any] = {"le": le.isoformat(), "authentique": titre is not None}
    if titre is None:
        phrase = f"Le registre n'a délivré aucun titre de ce numéro et de ce code au {le}."
    else:
        document["titre"] = _en_json(titre)
        phrase = authentifier(titre, charger((), strict=False).catalogue)
    repondre(document, [phrase], en_json=en_json)
    if titre is None or titre.etat is not titres.Valeur.VALIDE:
        ctx.exit(1)


def _de(candidat: str) -> str:
    return f" de « {candidat} »" if candidat else ""


def _en_json(titre: titres.TitreInscrit) -> dict[str, Any]:
    jours = {nom: le.isoformat() if (le := getattr(titre, nom)) else None for nom in ("delivre_le", "expire_le")}
    return {**asdict(titre), **jours, "etat": titre.etat.value}
