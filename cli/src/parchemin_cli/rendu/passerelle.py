"""Passerelles on the terminal: the bridge between two certifications, what is within reach, the matrix."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from attrs import frozen
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from parchemin.faits import CODES
from parchemin.passerelle import (
    BlocVise,
    CaseDeMatrice,
    Chemin,
    Coherence,
    Detention,
    Nature,
    Reseau,
    StatutDeBloc,
)
from parchemin.passerelle.chemin import ChoixDeBlocs, citer
from parchemin.passerelle.demandes import BlocsDemandes
from parchemin.passerelle.lexique import LexiqueDuReseau
from parchemin.passerelle.model import Repere
from parchemin.referentiel.model import Bloc, Competence, Epreuve

_MOTS = {
    StatutDeBloc.ACQUIS_DE_DROIT: ("acquis de droit", "green"),
    StatutDeBloc.A_APPRECIER: ("à apprécier", "yellow"),
    StatutDeBloc.A_PASSER: ("à passer", "red"),
}
_TRAITS = {StatutDeBloc.ACQUIS_DE_DROIT: "═", StatutDeBloc.A_APPRECIER: "┄", StatutDeBloc.A_PASSER: " "}
_PONT = 9


@frozen
class _Rang:
    """A row of the picture: what is held, what is aimed at, and whether the bridge forks from the row above."""

    tenu: str
    vise: BlocVise | None
    fourche: str = ""

    @property
    def depart(self) -> tuple[str, ...]:
        """What is held from which the bridge leaves, or nothing."""
        return self.vise.chaine[:1] if self.vise else ()


@frozen
class _Dessin:
    """Two certifications side by side, and the bridges between their blocs."""

    titres: tuple[str, str]
    rangs: tuple[_Rang, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        largeur = max(16, min(52, (options.max_width - _PONT - len(" acquis de droit ")) // 2))
        cadre = "─" * (largeur - 2)
        gauche, droite = (_ajuster(titre, largeur) for titre in self.titres)
        yield Text(f"{gauche}{' ' * _PONT}{droite}", "bold")
        yield Text(f"┌{cadre}┐{' ' * _PONT}┌{cadre}┐")
        for rang in self.rangs:
            yield _tracer(rang, largeur - 4)
        yield Text(f"└{cadre}┘{' ' * _PONT}└{cadre}┘")


def pont(de: str, tenus: Sequence[Detention], chemin: Chemin) -> RenderableType:
    """Draw the two sides and the bridges between their blocs, then what is left."""
    mots = LexiqueDuReseau.vers(chemin.reseau, chemin.vers)
    titres = (_titre(mots, de), f"{_titre(mots, chemin.vers.cle)} · {chemin.voie.intitule}")
    dessin = _Dessin(titres, tuple(_fourcher([*_rangs(tenus, chemin, mots), *_sans_pont(tenus, chemin, mots)])))
    return Group(dessin, "", _details(chemin, mots), *_cote_a_cote(chemin), *_restes(chemin, mots))


def _titre(mots: LexiqueDuReseau, lieu: str) -> str:
    niveau = mots.reseau.niveau(lieu)
    return f"{lieu} (niveau {niveau})" if niveau else mots.etape(lieu)


def _rangs(tenus: Sequence[Detention], chemin: Chemin, mots: LexiqueDuReseau) -> Iterator[_Rang]:
    """Yield a row for each bloc of the target: those that one thing gives stand together."""
    ordre = {tenu.lieu: rang for rang, tenu in enumerate(tenus)}
    rangs = [_Rang(_tenu(vise, mots), vise) for vise in chemin.blocs]
    yield from sorted(rangs, key=lambda rang: min((ordre[lieu] for lieu in rang.depart), default=len(ordre)))


def _tenu(vise: BlocVise, mots: LexiqueDuReseau) -> str:
    """Name what gives a bloc: the same bloc where it is held, else the whole."""
    if vise.par is None:
        return ""
    lieu = vise.chaine[0]
    siens = mots.reseau.editions[lieu].blocs if lieu in mots.reseau.editions else ()
    meme = next((bloc for bloc in siens if bloc.cle == vise.bloc.cle), None)
    return _bloc(meme) if meme else _nom(lieu, mots)


def _nom(lieu: str, mots: LexiqueDuReseau) -> str:
    if bloc := mots.reseau.blocs.get(lieu):
        return _bloc(bloc)
    return f"{mots.etape(lieu)}{', en entier' if lieu in mots.reseau.editions else ''}"


def _bloc(bloc: Bloc) -> str:
    return f"{bloc.code}  {bloc.intitule}"


def _sans_pont(tenus: Sequence[Detention], chemin: Chemin, mots: LexiqueDuReseau) -> Iterator[_Rang]:
    """Yield what is held and leads nowhere towards the target."""
    servis = {vise.bloc.cle for vise in chemin.blocs if vise.par} | {v.chaine[0] for v in chemin.blocs if v.par}
    for tenu in tenus:
        edition = chemin.reseau.editions.get(tenu.lieu)
        if edition is None and tenu.lieu not in servis:
            yield _Rang(_nom(tenu.lieu, mots), None)
        if edition and tenu.lieu not in _en_entier(chemin):
            surs = BlocsDemandes.de(edition).exiges
            yield from (_Rang(_bloc(b), None) for b in edition.blocs if b.code in surs and b.cle not in servis)


def _en_entier(chemin: Chemin) -> set[str]:
    """Return the wholes that are drawn as such, and not by their blocs."""
    return {vise.chaine[0] for vise in chemin.blocs if vise.statut is StatutDeBloc.A_APPRECIER}


def _fourcher(rangs: Sequence[_Rang]) -> Iterator[_Rang]:
    """Yield the rows; those that the same thing gives fork from its first."""
    for avant, rang, apres in zip(
        ["", *(r.tenu for r in rangs)], rangs, [*(r.tenu for r in rangs[1:]), ""], strict=False
    ):
        suite, encore = rang.tenu == avant and bool(avant), rang.tenu == apres and bool(apres)
        fourche = {(False, True): "┬", (True, True): "├", (True, False): "└"}.get((suite, encore), "")
        yield _Rang("" if suite else rang.tenu, rang.vise, fourche)


def _tracer(rang: _Rang, largeur: int) -> Text:
    vise = rang.vise
    statut = vise.statut if vise else StatutDeBloc.A_PASSER
    mot, couleur = _mot(vise) if vise else ("", "dim")
    droite = _bloc(vise.bloc) if vise else ""
    return Text.assemble(
        "│ ",
        (_ajuster(rang.tenu, largeur), "" if rang.depart else "dim"),
        " │",
        (_arche(rang.fourche, statut), couleur),
        "│ ",
        _ajuster(droite, largeur),
        " │ ",
        (mot, couleur),
    )


def _mot(vise: BlocVise) -> tuple[str, str]:
    mot, couleur = _MOTS[vise.statut]
    return ("au choix", couleur) if vise.au_choix and vise.par is None else (mot, couleur)


def _arche(fourche: str, statut: StatutDeBloc) -> str:
    """Draw one bridge, which may fork from the row above."""
    trait = _TRAITS[statut]
    if statut is StatutDeBloc.A_PASSER:
        return trait * _PONT
    avant = (trait if fourche in ("", "┬") else " ") * 3
    return f"{avant}{fourche or trait}{trait * (_PONT - 5)}▶"


def _ajuster(texte: str, largeur: int) -> str:
    return f"{texte[: largeur - 1]}…" if len(texte) > largeur else texte.ljust(largeur)


def _details(chemin: Chemin, mots: LexiqueDuReseau) -> Table:
    """Say of each bloc by which chain it is reached, until when, and where that is written."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for nom in ("Bloc", "Statut", "Par", "Jusqu'au", "Source"):
        table.add_column(nom, overflow="fold", header_style="dim")
    for vise in chemin.blocs:
        fin = vise.par.jusqu_au if vise.par else None
        mot = Text(*_mot(vise))
        chaine = Text(" → ".join(map(mots.etape, vise.chaine)))
        table.add_row(vise.bloc.code, mot, chaine, str(fin or ""), Text(citer(vise.sources), "dim"))
    for dispense in chemin.dispenses:
        fin = dispense.par.jusqu_au
        mot = Text("dispense" if dispense.par.nature is Nature.DISPENSE else "suivie", "green")
        chaine = Text(" → ".join(map(mots.etape, dispense.par.chaine)))
        table.add_row(dispense.de.intitule, mot, chaine, str(fin or ""), Text(citer(dispense.par.sources), "dim"))
    return table


def _cote_a_cote(chemin: Chemin) -> Iterator[RenderableType]:
    """Lay what is held beside what is aimed at, for the jury to weigh: a table for each thing held."""
    a_peser: dict[str, list[BlocVise]] = {}
    for vise in chemin.blocs:
        if vise.statut is StatutDeBloc.A_APPRECIER:
            a_peser.setdefault(vise.chaine[0], []).append(vise)
    for lieu, vises in a_peser.items():
        yield ""
        table = Table(title=f"À apprécier : {_motif(vises)}", title_justify="left", title_style="yellow")
        table.add_column(f"Tenu : {lieu}", ratio=1, overflow="fold")
        table.add_column(f"Visé : {chemin.vers.cle}", ratio=1, overflow="fold")
        tenues = list(_competences(_blocs_de(lieu, chemin.reseau)))
        visees = list(_competences([vise.bloc for vise in vises]))
        aucune = Text("(le référentiel n'en décrit aucune compétence)", "dim")
        for gauche, droite in zip_longest(tenues or [aucune], visees or [aucune], fillvalue=Text()):
            table.add_row(gauche, droite)
        yield table


def _motif(vises: Sequence[BlocVise]) -> str:
    lectures = dict.fromkeys(vise.par.lecture for vise in vises if vise.par and vise.par.lecture)
    return " ; ".join(lectures) or "ce qui est tenu, et ce qui est visé"


def _blocs_de(lieu: str, reseau: Reseau) -> Sequence[Bloc]:
    """Return the blocs of what is held: of its édition, or itself."""
    if lieu in reseau.blocs:
        return (reseau.blocs[lieu],)
    edition = reseau.editions.get(Repere.lire(lieu).edition)
    return edition.blocs if edition else ()


def _competences(blocs: Sequence[Bloc]) -> Iterator[Text]:
    for bloc in blocs:
        if bloc.competences:
            yield Text(f"{bloc.code}  {bloc.intitule}", "bold")
        for competence in bloc.competences:
            yield _competence(competence)


def _competence(competence: Competence) -> Text:
    texte = Text(f"  {competence.code} {competence.intitule}")
    return texte if competence.evaluee else texte.append(" (non évaluée)", "dim")


def _restes(chemin: Chemin, mots: LexiqueDuReseau) -> Iterator[RenderableType]:
    yield ""
    if chemin.tenue:
        yield Text("Certification déjà tenue : rien ne reste à passer", "bold green")
    elif not chemin.epreuves:
        yield Text("Aucune épreuve ne reste à passer", "bold green")
    else:
        noms = " ; ".join(f"{epreuve.intitule} ({_duree(epreuve)})" for epreuve in chemin.epreuves)
        total = f" ({_minutes(chemin)})" if chemin.minutes else ""
        yield Text(f"Reste à passer{total} : {noms}", "bold")
    for alerte in chemin.alertes:
        yield Text(f"! {alerte.dire(mots)}", "yellow")


def _duree(epreuve: Epreuve) -> str:
    return f"{epreuve.minutes} min" if epreuve.minutes else "durée non écrite"


def _minutes(chemin: Chemin) -> str:
    if len(chemin.sans_duree) == len(chemin.epreuves) and not chemin.minutes:
        return "durée inconnue"
    return f"{'au moins ' if chemin.sans_duree or chemin.choix else ''}{chemin.minutes} minutes"


def portee(de: str, chemins: Sequence[Chemin]) -> RenderableType:
    """List what is within reach, the nearest first."""
    if not chemins:
        return Text(f"Aucune certification à portée de {de}", "yellow")
    table = Table(title=f"À portée de {de}, la plus proche d'abord", title_justify="left")
    for nom in ("Certification", "Acquis de droit", "À apprécier", "À passer", "Reste", "Formations"):
        table.add_column(nom, overflow="fold")
    for chemin in chemins:
        titre = _titre(LexiqueDuReseau.vers(chemin.reseau, chemin.vers), chemin.vers.cle)
        cellules = (Text(_codes(chemin, statut), _MOTS[statut][1]) for statut in StatutDeBloc)
        formations = ", ".join(etape.intitule for etape in chemin.formations)
        table.add_row(titre, *cellules, _minutes(chemin), formations)
    return table


def _codes(chemin: Chemin, statut: StatutDeBloc) -> str:
    codes = [vise.bloc.code for vise in chemin.blocs if vise.statut is statut and not vise.au_choix]
    codes += [_parmi(choix, combien) for choix in chemin.choix if (combien := choix.compter(statut))]
    inconnus = sum(chemin.non_decrits.values()) if statut is StatutDeBloc.A_PASSER else 0
    if inconnus:
        codes.append(f"{inconnus} non décrit{'s' if inconnus > 1 else ''}")
    return ", ".join(codes)


def _parmi(choix: ChoixDeBlocs, combien: int) -> str:
    return f"{combien} parmi {', '.join(vise.bloc.code for vise in choix.blocs)}"


def matrice(lignes: Mapping[str, Mapping[str, CaseDeMatrice | None]], reseau: Reseau) -> RenderableType:
    """Draw the matrix: blocs de droit, to weigh and to pass, and minutes, from each row to each column."""
    table = Table(
        title="Du titulaire (ligne) vers la certification visée (colonne)", title_justify="left", padding=0
    )
    table.add_column("", overflow="fold")
    for numero in range(1, len(lignes) + 1):
        table.add_column(str(numero), justify="center", min_width=5)
    for numero, (de, cases) in enumerate(lignes.items(), 1):
        table.add_row(f"{numero:>2} {de}", *map(_case, cases.values()))
    return Group(table, *_legende(reseau))


def _legende(reseau: Reseau) -> Iterator[Text]:
    yield Text.assemble(
        "Blocs ", ("acquis de droit", "green"), " · ", ("à apprécier", "yellow"), " · ", ("à passer", "red"),
        ", puis les minutes d'épreuves, par la première voie (+ : d'autres sont de durée inconnue)",
    )  # fmt: skip
    for edition in reseau.catalogue.editions:
        if edition.sans_contenu:
            yield Text(f"? {edition.cle} : {edition.sans_contenu}", "dim")


def _case(case: CaseDeMatrice | None) -> Text:
    if case is None:
        return Text("?", "dim")
    nombres = case.acquis_de_droit, case.a_apprecier, case.a_passer
    couleur = "green" if nombres[0] else "yellow" if nombres[1] else "dim"
    return Text(f"{'·'.join(map(str, nombres))}\n{_temps(case)}", couleur)


def _temps(case: CaseDeMatrice) -> str:
    """Say how many minutes are left; ``+``: and épreuves whose length is not written."""
    if case.sans_duree and not case.minutes:
        return "?"
    return f"{case.minutes}{'+' if case.sans_duree else ''}"


def coherence(combien: int, trouve: Coherence) -> RenderableType:
    """Say whether all passerelles hold together."""
    declarees = f"{combien} passerelle{'s' if combien > 1 else ''} déclarée{'s' if combien > 1 else ''}"
    remarques = [Text(f"  ! {remarque.dire(CODES)}", "yellow") for remarque in trouve.remarques]
    if not trouve.fautes:
        return Group(Text(f"{declarees}, aucune incohérence", "green"), *remarques)
    s = "s" if len(trouve.fautes) > 1 else ""
    titre = Text(f"{declarees}, {len(trouve.fautes)} incohérence{s} :", "bold red")
    return Group(titre, *(Text(f"  ✗ {faute.dire(CODES)}") for faute in trouve.fautes), *remarques)
