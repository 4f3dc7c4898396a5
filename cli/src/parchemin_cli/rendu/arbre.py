"""An édition as a tree on the terminal."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from rich.markup import escape
from rich.tree import Tree

from parchemin.deliberation.calendrier import jour_fautif
from parchemin.documents.mots import NATURES, accorder
from parchemin.referentiel.francais import nom_du_mois
from parchemin.referentiel.model import (
    Bloc,
    Calendrier,
    Edition,
    Epreuve,
    Etape,
    NatureBloc,
    Option,
    Partie,
    Prerequis,
    Source,
    Voie,
)


def edition(
    edition: Edition,
    regles: Mapping[str, tuple[str, ...]],
    jurys: Mapping[str, tuple[str, ...]],
    annexes: Mapping[str, Iterable[str]],
) -> Tree:
    """Return the tree of an édition; what its branch says beside the référentiel comes in French.

    ``regles`` are by voie, ``jurys`` by instance, ``annexes`` by title.
    """
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
    formations = (_formation(formation) for formation in edition.prerequis if formation.volumes)
    _liste(racine, "Formations", map(escape, formations))
    conditions = [f"{escape(condition.intitule)} {_source(condition.source)}" for condition in edition.conditions]
    _liste(racine, "Conditions matérielles", conditions)
    _liste(racine, "Calendrier", chain.from_iterable(map(_calendrier, edition.calendriers)))
    instances = racine.add("[bold]Jurys")
    for instance, lignes in jurys.items():
        _liste(instances, escape(instance), map(escape, lignes))
    enonces = racine.add("[bold]Règles")
    for phrases, voies in _par_phrases(regles).items():
        _liste(enonces, escape(" ; ".join(voies)), map(escape, phrases))
    for titre, annexe in annexes.items():
        _liste(racine, titre, map(escape, annexe))
    return racine


def _nature(nature: NatureBloc, nombre: int) -> str:
    mot = NATURES[nature]
    return mot if " " in mot else accorder(mot, nombre)


def _identite(edition: Edition) -> Iterator[str]:
    fin = f" au {edition.valide_au}" if edition.valide_au else ""
    validite = f"En vigueur du {edition.valide_du}{fin}, relue jusqu'au {edition.relu_jusqu_au}"
    yield f"{validite} {_source(edition.validite or edition.source)}"
    if edition.validite:
        yield f"Décrite par {_source(edition.source)}"
    if edition.sans_contenu:
        yield f"[yellow]Sans contenu : {escape(edition.sans_contenu)}"
    if edition.niveau:
        yield f"Niveau {edition.niveau} {edition.rncp}".rstrip()
    if edition.options:
        yield f"Options : {escape(', '.join(map(_option, edition.options)))}"


def _option(option: Option) -> str:
    return f"{option.intitule} (depuis le {option.ouverte_du})" if option.ouverte_du else option.intitule


def _calendrier(calendrier: Calendrier) -> Iterator[str]:
    mois = ", ".join(nom_du_mois(mois) for mois in calendrier.mois)
    devant = f" ({', '.join(calendrier.epreuves_devant)})" if calendrier.epreuves_devant else ""
    sessions = f"Sessions de {calendrier.annee}{devant} : {mois}, {calendrier.jours} premiers jours"
    yield f"{escape(sessions)} {_source(calendrier.source)}"
    for jury in calendrier.jurys:
        faute = jour_fautif(jury)
        yield f"Jury : {jury.date}{f', que le document annonce un {faute}' if faute else ''}"


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
    en_entier = all(epreuve.minutee for epreuve in epreuves)
    branche = arbre.add(f"{escape(voie.intitule)}{_duree(total, en_entier)} {_source(voie.source)}")
    if voie.public:
        branche.add(f"Public : {escape(voie.public)}")
    etapes = (f"{escape(_etape(etape))} {_source(etape.source)}" for etape in edition.etapes_de(voie))
    _liste(branche, "Étapes", etapes)
    if prerequis := edition.prerequis_de(voie):
        noms = ", ".join(etape.intitule for etape in prerequis)
        branche.add(f"Formations exigées : {escape(noms)}")
    for epreuve in epreuves:
        _epreuve(branche, epreuve)


def _epreuve(arbre: Tree, epreuve: Epreuve) -> None:
    evalue = f" → {', '.join(epreuve.evalue)}" if epreuve.evalue else ""
    duree = _duree(epreuve.minutes, epreuve.minutee)
    titre = f"[bold]{epreuve.code}[/] {escape(epreuve.intitule)}{duree}{evalue}"
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


def _duree(minutes: int, en_entier: bool) -> str:
    return f" — {'' if en_entier else 'au moins '}{minutes} min" if minutes else ""


def _etape(etape: Etape) -> str:
    return f"{etape.intitule} ({etape.acteurs})" if etape.acteurs else etape.intitule


def _formation(formation: Prerequis) -> str:
    """Say the hours of a training, and what does not stand for it."""
    heures = ", ".join(f"{volume.heures} h ({volume.de})" for volume in formation.volumes)
    refus = "".join(f" ; {autre.intitule} n'en tient pas lieu" for autre in formation.refuse)
    return f"{formation.intitule} : {heures or 'durée non donnée'}{refus}"
