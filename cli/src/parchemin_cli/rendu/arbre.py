"""An édition as a tree on the terminal."""

from collections.abc import Iterable, Iterator, Mapping

from rich.markup import escape
from rich.tree import Tree

from parchemin.documents.mots import NATURES, accorder
from parchemin.referentiel.model import Bloc, Edition, Epreuve, NatureBloc, Partie, Source, Voie


def edition(edition: Edition, regles: Mapping[str, tuple[str, ...]], jurys: Mapping[str, tuple[str, ...]]) -> Tree:
    """Return the tree of an édition; ``regles`` and ``jurys`` state its voies and instances in French."""
    racine = Tree(f"[bold]{edition.cle}[/] {escape(edition.intitule)}")
    for ligne in _identite(edition):
        racine.add(ligne)
    if edition.sans_contenu:
        return racine
    composition = " + ".join(
        f"{nombre} {_nature(nature, nombre)}" for nature, nombre in edition.composition.items()
    )
    blocs = racine.add(f"[bold]Blocs[/] ({composition or len(edition.blocs)})")
    for bloc in edition.blocs:
        _bloc(blocs, bloc)
    epreuves = racine.add("[bold]Épreuves par voie")
    for voie in edition.voies:
        _voie(epreuves, edition, voie)
    conditions = [f"{escape(condition.intitule)} {_source(condition.source)}" for condition in edition.conditions]
    _liste(racine, "Conditions matérielles", conditions)
    instances = racine.add("[bold]Jurys")
    for instance, lignes in jurys.items():
        _liste(instances, escape(instance), map(escape, lignes))
    enonces = racine.add("[bold]Règles")
    for phrases, voies in _par_phrases(regles).items():
        _liste(enonces, escape(" ; ".join(voies)), map(escape, phrases))
    return racine


def _nature(nature: NatureBloc, nombre: int) -> str:
    mot = NATURES[nature]
    return mot if " " in mot else accorder(mot, nombre)


def _identite(edition: Edition) -> Iterator[str]:
    fin = f" au {edition.valide_au}" if edition.valide_au else ""
    validite = f"En vigueur du {edition.valide_du}{fin}, relue jusqu'au {edition.relu_jusqu_au}"
    yield f"{validite} {_source(edition.source)}"
    if edition.sans_contenu:
        yield f"[yellow]Sans contenu : {escape(edition.sans_contenu)}"
    if edition.niveau:
        yield f"Niveau {edition.niveau} {edition.rncp}".rstrip()
    if edition.options:
        yield f"Options : {escape(', '.join(option.intitule for option in edition.options))}"


def _liste(arbre: Tree, titre: str, lignes: Iterable[str]) -> None:
    elements = list(lignes)
    branche = arbre.add(f"[bold]{titre}[/]") if elements else arbre
    for element in elements:
        branche.add(element)


def _par_phrases(regles: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    groupes: dict[tuple[str, ...], list[str]] = {}
    for voie, phrases in regles.items():
        groupes.setdefault(phrases, []).append(voie)
    return groupes


def _source(source: Source) -> str:
    lecture = f" ; {source.lecture}" if source.lecture else ""
    return f"[dim]{escape(f'[{source}{lecture}]')}[/]"


def _bloc(arbre: Tree, bloc: Bloc) -> None:
    branche = arbre.add(
        f"[bold]{bloc.code}[/] {escape(bloc.intitule)} ({NATURES[bloc.nature]}) {_source(bloc.source)}"
    )
    for competence in bloc.competences:
        combien = len(competence.criteres)
        criteres = f" — {combien} {accorder('critère', combien)}" if combien else ""
        evaluee = "" if competence.evaluee else " [dim](non évaluée)[/]"
        branche.add(f"{competence.code} {escape(competence.intitule)}{criteres}{evaluee}")


def _voie(arbre: Tree, edition: Edition, voie: Voie) -> None:
    epreuves = edition.epreuves_de(voie)
    total = sum(epreuve.minutes for epreuve in epreuves)
    branche = arbre.add(f"{escape(voie.intitule)}{_duree(total)} {_source(voie.source)}")
    if prerequis := edition.prerequis_de(voie):
        noms = ", ".join(etape.intitule for etape in prerequis)
        branche.add(f"Formations exigées : {escape(noms)}")
    for epreuve in epreuves:
        _epreuve(branche, epreuve)


def _epreuve(arbre: Tree, epreuve: Epreuve) -> None:
    evalue = f" → {', '.join(epreuve.evalue)}" if epreuve.evalue else ""
    titre = f"[bold]{epreuve.code}[/] {escape(epreuve.intitule)}{_duree(epreuve.minutes)}{evalue}"
    branche = arbre.add(f"{titre} {_source(epreuve.source)}")
    branche.add(f"[italic]{escape(epreuve.modalite)}")
    if epreuve.bareme:
        elimine = epreuve.bareme.eliminatoire
        note = f", éliminatoire à {elimine} et moins" if elimine is not None else ""
        branche.add(f"Note sur {epreuve.bareme.sur}, coefficient {epreuve.bareme.coefficient}{note}")
    for partie in epreuve.parties:
        detail = branche.add(_partie(partie))
        for attendu in partie.attendus:
            detail.add(escape(attendu))


def _partie(partie: Partie) -> str:
    details = [f"{partie.minutes} min"] if partie.minutes else []
    details += [str(partie.nombre)] if partie.nombre else []
    details += [" ou ".join(partie.au_choix)] if partie.au_choix else []
    details += [] if partie.en_session else ["hors session"]
    return escape(f"{partie.intitule} : {', '.join(details) or 'durée non donnée'}")


def _duree(minutes: int) -> str:
    return f" — {minutes} min" if minutes else ""
