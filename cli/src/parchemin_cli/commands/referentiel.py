"""``parchemin referentiel``: the list of éditions, or one as a tree."""

from datetime import date

import click

from parchemin.deliberation import enoncer
from parchemin.plugin.acteurs import acteurs
from parchemin.plugin.acteurs import enoncer as enoncer_acteurs
from parchemin.plugin.host import Hote
from parchemin.referentiel.model import Edition
from parchemin_cli.codes import certifications_et_editions, offrir
from parchemin_cli.hote import JOUR, Chargeur, aujourd_hui, option_json, options_hote
from parchemin_cli.reponse import dire_json


@click.command("referentiel")
@click.argument(
    "code", required=False, metavar="[CODE[@EDITION]]", shell_complete=offrir(certifications_et_editions)
)
@click.option("--le", type=JOUR, metavar="DATE", help="L'édition en vigueur à cette date.")
@option_json
@options_hote
def commande(code: str | None, le: date | None, en_json: bool, charger: Chargeur) -> None:
    """Montre une édition en arbre : blocs, compétences, épreuves, barème, règles en mots, sources.

    Sans CODE, donne la liste des éditions.

    \b
    Exemples :
      parchemin referentiel
      parchemin referentiel ucanss.gc
      parchemin referentiel ucanss.gc@2021 --json
    """
    hote = charger()
    if code is None:
        _lister(hote, le, en_json)
        return
    if le and "@" in code:
        raise click.UsageError(f"« {code} » nomme son édition : --le ne peut en choisir une autre")
    edition = hote.catalogue.viser(code, le or aujourd_hui())
    if en_json:
        from parchemin.documents.donnees import referentiel

        document = referentiel(edition, _regles(hote, edition), _jurys(hote, edition))
        dire_json({**document, "acteurs": list(enoncer_acteurs(acteurs(hote, edition)))})
    else:
        from parchemin.documents.motifs import Noms
        from parchemin_cli.rendu import arbre, console

        nommer = Noms.de(edition).nommer
        regles = {voie: tuple(map(nommer, dites)) for voie, dites in _regles(hote, edition).items()}
        jurys = {
            hote.nommer_instance(edition.certification, code): dits for code, dits in _jurys(hote, edition).items()
        }
        dits = enoncer_acteurs(acteurs(hote, edition))
        console.sortie().print(arbre.edition(edition, regles, jurys, dits))


def _regles(hote: Hote, edition: Edition) -> dict[str, tuple[str, ...]]:
    if edition.sans_contenu:
        return {}
    return {voie.intitule: enoncer(edition, voie.code, hote) for voie in edition.voies}


def _jurys(hote: Hote, edition: Edition) -> dict[str, tuple[str, ...]]:
    """Return the composition of each instance of an édition, in French."""
    instances = hote.catalogue.instances.get(edition.certification, ())
    return {
        instance: composition.enoncer()
        for instance in instances
        for composition in hote.compositions(edition, instance)
    }


def _lister(hote: Hote, le: date | None, en_json: bool) -> None:
    editions = [edition for edition in hote.catalogue.editions if le is None or edition.en_vigueur(le)]
    lignes = [
        {
            "edition": edition.cle,
            "intitule": edition.intitule,
            "valide_du": edition.valide_du.isoformat(),
            "valide_au": edition.valide_au.isoformat() if edition.valide_au else None,
            "sans_contenu": edition.sans_contenu,
        }
        for edition in editions
    ]
    if en_json:
        dire_json({"editions": lignes})
        return
    for edition in editions:
        fin = f" au {edition.valide_au}" if edition.valide_au else ""
        reserve = f" — sans contenu : {edition.sans_contenu}" if edition.sans_contenu else ""
        click.echo(f"{edition.cle:24} du {edition.valide_du}{fin}  {edition.intitule}{reserve}")
