"""``parchemin parchemins``: the titles that a séance delivered, to print."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from parchemin.deliberation.pieces import Delivre
from parchemin.documents.fichiers.fichier import nommer_fichier, nommer_pdf
from parchemin.documents.mots import accorder
from parchemin.documents.pdf import titres
from parchemin.documents.pdf.typographie import exiger_typst
from parchemin.errors import CodeInconnu, plus_proche
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote
from parchemin.registre.seance.pieces import lire_titres
from parchemin.registre.socle.base import Base
from parchemin_cli.hote import Chargeur, option_naissance
from parchemin_cli.registre import NUMERO, acceder, options_registre
from parchemin_cli.rendu.impression import (
    concernant,
    en_pdf_ou_dossier,
    imprimer_chacun,
)
from parchemin_cli.rendu.reponse import repondre


@click.command("parchemins")
@click.argument("numero", type=NUMERO, metavar="ID")
@click.option(
    "--sortie",
    type=click.Path(path_type=Path),
    metavar="DOSSIER|F.pdf",
    help="Un fichier par titre dans un dossier, ou tous en un .pdf (parchemins-ID.pdf sinon).",
)
@click.option("--candidat", default="", metavar="NOM", help="Ceux d'une personne : son nom, ou nom et prénom.")
@option_naissance
@click.option("--numero", "titre", default="", metavar="NUMERO", help="Ce seul titre, comme 2022-000012.")
@options_registre
def commande(
    numero: int,
    sortie: Path | None,
    candidat: str,
    naissance: date | None,
    titre: str,
    base: Base,
    en_json: bool,
    charger: Chargeur,
) -> None:
    """Imprime les titres que la séance ID a délivrés : CQP, CCP, attestation ou parchemin de bloc.

    \b
    Exemples :
      parchemin parchemins 1
      parchemin parchemins 1 --sortie a-remettre
      parchemin parchemins 1 --candidat "Lefèvre" --sortie lefevre.pdf
    """
    cible = en_pdf_ou_dossier(sortie, nommer_pdf(f"parchemins {numero} {titre} {candidat}"))
    exiger_typst()
    voulus = _lire(base, numero, charger(), candidat, naissance, titre)
    modeles = [un.modele for un in voulus if un.modele]
    imprimer_chacun("parchemins", cible, voulus, titres.donnees, _fichier, modeles)
    imprimes = accorder("titre imprimé", len(voulus))
    document = {"seance": numero, "sortie": str(cible), "titres": [un.numero for un in voulus]}
    repondre(document, [f"{len(voulus)} {imprimes} dans {cible}."], en_json=en_json)


def _lire(base: Base, numero: int, hote: Hote, candidat: str, naissance: date | None, titre: str) -> list[Delivre]:
    tous = lire_titres(acceder(base, charger=lambda: hote), numero, partial(cadre, hote))
    siens = concernant(tous, candidat, lambda un: un.candidat, naissance)
    if titre and titre not in {un.numero for un in siens}:
        proche = plus_proche(titre, [un.numero for un in siens])
        raise CodeInconnu(f"titre « {titre} » révoqué, ou que cette séance n'a pas délivré{proche}")
    return [un for un in siens if titre in ("", un.numero)]


def _fichier(_rang: int, un: Delivre) -> tuple[str, date]:
    return nommer_fichier(un.numero, un.candidat), un.delivre_le
