"""``parchemin referentiel``: the list of éditions, or one as a tree."""

from collections.abc import Iterator
from datetime import date

import click

from parchemin.deliberation import ModeleTitre, enoncer
from parchemin.faits import CODES, Mots
from parchemin.plugin.acteurs import acteurs
from parchemin.plugin.acteurs import enoncer as enoncer_acteurs
from parchemin.plugin.host import Hote
from parchemin.plugin.lectures import lectures
from parchemin.referentiel.model import Edition
from parchemin_cli.hote import JOUR, Chargeur, aujourd_hui, option_json, options_hote
from parchemin_cli.rendu.reponse import dire_json
from parchemin_cli.saisie.codes import certifications_et_editions, offrir


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
        from parchemin.documents.contenus.donnees import referentiel

        document = referentiel(edition, _regles(hote, edition), _jurys(hote, edition))
        dire_json({**document, **{cle: list(lignes) for cle, (_, lignes) in _annexes(hote, edition).items()}})
    else:
        from parchemin.referentiel.lexique import Lexique
        from parchemin_cli.rendu import arbre, console

        regles = _regles(hote, edition, Lexique.de(edition))
        jurys = {
            hote.nommer_instance(edition.certification, code): dits for code, dits in _jurys(hote, edition).items()
        }
        annexes = dict(_annexes(hote, edition).values())
        console.sortie().print(arbre.edition(edition, regles, jurys, annexes))


def _regles(hote: Hote, edition: Edition, mots: Mots = CODES) -> dict[str, tuple[str, ...]]:
    if edition.sans_contenu:
        return {}
    return {voie.intitule: enoncer(edition, voie.code, hote, mots) for voie in edition.voies}


def _jurys(hote: Hote, edition: Edition) -> dict[str, tuple[str, ...]]:
    """Return the composition of each instance of an édition, in French."""
    instances = hote.catalogue.instances.get(edition.certification, ())
    return {
        instance: composition.enoncer()
        for instance in instances
        for composition in hote.compositions(edition, instance)
    }


def _annexes(hote: Hote, edition: Edition) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return what a branch says beside its référentiel, by its key in JSON: a title and its lines, in French."""
    return {
        "acteurs": ("Acteurs", tuple(enoncer_acteurs(acteurs(hote, edition)))),
        "titres": ("Titres", tuple(map(_titre, hote.titres(edition)))),
        "lectures": ("Lectures retenues", tuple(f"{lue} : {lue.lecture}" for lue in lectures(hote, edition))),
        "parametres": ("Ce que « simuler » peut changer", tuple(_parametres(hote, edition))),
    }


def _titre(modele: ModeleTitre) -> str:
    duree = f", valable {modele.annees} ans" if modele.annees else ", acquis définitivement" * modele.definitif
    quand = ", quand le tout ne l'est pas" if modele.si_partiel else ""
    signe = f", signé par : {', '.join(modele.signataires)}" if modele.signataires else ""
    return f"{modele.intitule}{duree}{quand}{signe} [{modele.source}]"


def _parametres(hote: Hote, edition: Edition) -> Iterator[str]:
    """Yield the numbers of the rules, each value with the voies where it holds."""
    from parchemin.cohortes.simulation.parametres import parametres

    voies: dict[str, list[str]] = {}
    for voie in () if edition.sans_contenu else edition.voies:
        for parametre in parametres(hote.politique(edition.cle, voie.code)):
            source = f" [{parametre.source}]" if parametre.source else ""
            voies.setdefault(f"{parametre}{source}", []).append(voie.code)
    yield from (f"{dit} ({', '.join(codes)})" for dit, codes in voies.items())


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
