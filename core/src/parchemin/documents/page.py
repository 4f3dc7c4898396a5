"""A deliberation as one self-contained page: the grid as the guides print it, each verdict's motifs on a click.

Nothing is fetched, nothing is computed in the browser: the filter is CSS, what unfolds is ``<details>``, and the
only script unfolds all for the paper.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from parchemin.deliberation.model import BlocPropose, Issue, Proposition
from parchemin.documents import intitules
from parchemin.documents.balises import Html, balise, page, suite
from parchemin.documents.francais import soigner
from parchemin.documents.motifs import Noms
from parchemin.documents.mots import ISSUES, Resultat, accorder, resultat_du_bloc, resultats
from parchemin.documents.observe import Case, Rangee, absences, competences, largeur, rangees
from parchemin.documents.pieces import Cadre
from parchemin.dossier.model import Note, Seance
from parchemin.jury import Examen, Gravite
from parchemin.referentiel.model import Edition, Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import Motif, Verdict

_STYLE = """
.reperes{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin:.6rem 0;padding:0;list-style:none}
fieldset{border:1px solid var(--filet);display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:1rem 0}
article{border-top:3px solid var(--filet);margin:1.4rem 0 0;padding:.7rem 0;content-visibility:auto;
contain-intrinsic-size:auto 22rem}
article header{display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:baseline}
.grille{margin:.6rem 0}.grille td{text-align:center}.grille thead th{font-weight:600}
.grille th[scope=col]{text-align:center}.grille th[scope=row]{min-width:11rem}
tbody th[scope=row]{min-width:8rem}small{white-space:nowrap;font-weight:400}
.contre{color:var(--non);font-weight:700}
.acquis,.certifie{color:var(--oui)}.non_acquis,.non_certifie{color:var(--non)}
.en_debat{color:var(--debat)}.non_evalue,.incomplet{color:var(--manque)}.partiel{color:var(--lien)}
.verdict{font-weight:700}.grille a{color:inherit}
details{margin:.2rem 0;padding-left:.2rem}summary{cursor:pointer;padding:.15rem 0}
details ul{margin:.2rem 0 .5rem}dl{columns:20rem;margin:.3rem 0}dt{font-weight:600}dd{margin:0 0 .4rem 1rem}
dl div{break-inside:avoid}
%s
@page{size:A4 landscape;margin:12mm}
@media print{fieldset{display:none}article{content-visibility:visible;break-before:page;border:0}
table{width:100%%;font-size:8pt;hyphens:auto}th,td{padding:.15rem .3rem}details{break-inside:avoid}
summary{list-style:none}.grille th[scope=row]{min-width:0}}
"""
_FILTRE = "body:has(#f-%s:checked) :is(article,tr)[data-issue]:not([data-issue=%s]){display:none}"
_DEPLIER = """
addEventListener("beforeprint",()=>{for(const d of document.querySelectorAll("details:not([open])"))
{d.open=true;d.dataset.ferme=""}});
addEventListener("afterprint",()=>{for(const d of document.querySelectorAll("details[data-ferme]"))
{d.open=false;delete d.dataset.ferme}});
"""
_TENUE = {
    Verdict.ACQUIS: "Satisfait",
    Verdict.NON_ACQUIS: "Manque",
    Verdict.EN_DEBAT: "En débat",
    Verdict.NON_EVALUE: "À évaluer",
}
_APOSTROPHE = escape("'")
"""A straight apostrophe, once a page holds it."""
_REGULIER = {True: ("acquis", "Jury régulier"), False: ("non_acquis", "Jury irrégulier")}
_GRAVITES = {Gravite.IRREGULARITE: "Irrégularité", Gravite.ALERTE: "Alerte"}


def deliberation(
    seance: Seance, propositions: Sequence[Proposition], examen: Examen | None, cadre: Cadre
) -> bytes:
    """Return the page of a séance; a proposition cut down for another reader shows what is open to it alone."""
    editions = {proposition.edition.cle: proposition.edition for proposition in propositions}
    intitule = " ; ".join(dict.fromkeys(edition.intitule for edition in editions.values()))
    titre = soigner(f"Délibération du {seance.date} : {intitule}")
    filtres = "".join(_FILTRE % (issue.value, issue.value) for issue in Issue)
    corps = balise(
        "main",
        balise("h1", titre),
        _reperes(seance, cadre),
        _jury(seance, examen, cadre),
        _filtre(propositions),
        *(_synthese(edition, propositions) for edition in editions.values()),
        *(_dossier(rang, proposition) for rang, proposition in enumerate(propositions, 1)),
    )
    ecrite = page(titre, _STYLE % filtres, corps, script=_DEPLIER)
    return ecrite.replace(_APOSTROPHE, "’").encode("utf-8")


def _reperes(seance: Seance, cadre: Cadre) -> Html:
    dits = (seance.lieu, cadre.instance, "Propositions : le jury décide.")
    return balise("ul", *(balise("li", dit) for dit in dits if dit), classe="reperes")


def _jury(seance: Seance, examen: Examen | None, cadre: Cadre) -> Html | None:
    if examen is None:
        return None
    classe, verdict = _REGULIER[examen.regulier]
    constats = (
        balise(
            "li", soigner(f"{_GRAVITES[trouve.gravite]} : {cadre.nommer(trouve.message)} "), _source(trouve.source)
        )
        for trouve in examen.constats
    )
    membres = (
        balise("li", ", ".join(filter(None, (membre.nom, cadre.siege(membre.role), membre.organisme))))
        for membre in seance.membres
    )
    return balise(
        "section",
        balise("h2", "Jury"),
        balise("p", verdict, classe=f"verdict {classe}"),
        balise("ul", *constats) if examen.constats else None,
        _plier(f"{len(seance.membres)} {accorder('membre', len(seance.membres))}", balise("ul", *membres)),
    )


def _filtre(propositions: Sequence[Proposition]) -> Html:
    compte = Counter(proposition.issue for proposition in propositions)
    choix = [("tous", "Tous", len(propositions))]
    choix += [(issue.value, mot, compte[issue]) for issue, mot in ISSUES.items() if compte[issue]]
    boutons = (
        balise(
            "label",
            Html(f'<input type="radio" name="issue" id="f-{code}"{" checked" if code == "tous" else ""}> '),
            f"{mot} ({combien})",
            classe=code,
        )
        for code, mot, combien in choix
    )
    return suite(
        balise("h2", "Résultats proposés"),
        balise("p", "".join(f"{mot} : {combien}. " for _, mot, combien in choix[1:])),
        balise("fieldset", balise("legend", "Montrer"), *boutons),
    )


def _synthese(edition: Edition, propositions: Sequence[Proposition]) -> Html:
    """Return the table of all candidates of an édition, and the names behind the codes of its grids."""
    siennes = [(rang, p) for rang, p in enumerate(propositions, 1) if p.edition.cle == edition.cle]
    cellules = {rang: resultats(proposition) for rang, proposition in siennes}
    codes = tuple(dict.fromkeys(code for par_code in cellules.values() for code in par_code))
    noms: dict[str, tuple[str, ...]] = {epreuve.code: (epreuve.intitule,) for epreuve in edition.epreuves}
    noms |= {bloc.code: (bloc.intitule, _petit(bloc.code)) for bloc in edition.blocs}
    titres = (balise("th", *noms.get(code, (code.capitalize(),)), scope="col") for code in codes)
    entete = balise(
        "tr",
        balise("th", "Candidat", scope="col"),
        balise("th", "Voie", scope="col"),
        *titres,
        balise("th", "Proposition", scope="col"),
    )
    lignes = (
        balise(
            "tr",
            balise(
                "th", balise("a", str(p.dossier.candidat), href=f"#d{rang}"), _petit(p.dossier.code), scope="row"
            ),
            balise("td", intitules.voie(edition, p.dossier.voie)),
            *(_resultat(cellules[rang].get(code)) for code in codes),
            balise("td", ISSUES[p.issue], classe=f"verdict {p.issue.value}"),
            data_issue=p.issue.value,
        )
        for rang, p in siennes
    )
    table = balise(
        "table",
        balise("caption", "Un candidat par ligne ; son nom mène à sa grille."),
        balise("thead", entete),
        balise("tbody", *lignes),
    )
    titre = balise("h2", edition.intitule, " ", balise("small", edition.cle))
    return balise("section", titre, _defile(f"Synthèse, {edition.cle}", table), _lexique(edition))


def _lexique(edition: Edition) -> Html | None:
    paires = [
        balise(
            "div",
            balise("dt", f"{competence.code} ", balise("small", bloc.code)),
            balise("dd", competence.intitule),
        )
        for bloc in edition.blocs
        for competence in competences(bloc)
    ]
    return _plier("Intitulés des compétences", balise("dl", *paires)) if paires else None


def _resultat(resultat: Resultat | None) -> Html:
    if resultat is None:
        return balise("td")
    return balise("td", soigner(resultat.mots), classe=resultat.verdict.value if resultat.verdict else None)


def _dossier(rang: int, proposition: Proposition) -> Html:
    dossier = proposition.dossier
    faits = [intitules.voie(proposition.edition, dossier.voie), dossier.organisme, *_option(proposition)]
    entete = balise(
        "header",
        balise("h3", str(dossier.candidat), _petit(dossier.code)),
        balise("span", ISSUES[proposition.issue], classe=f"verdict {proposition.issue.value}"),
        balise("span", " · ".join(filter(None, faits)), classe="pale"),
    )
    manquees = absences(proposition) if proposition.diffusion is None else ()
    noms = Noms.de(proposition.edition)
    return balise(
        "article",
        entete,
        _notes(proposition) if proposition.notes else None,
        _grille(rang, proposition) if proposition.blocs else None,
        balise("p", f"Absent : {', '.join(manquees)}") if manquees else None,
        *(_motifs_du_bloc(rang, bloc, noms) for bloc in proposition.blocs),
        _conditions(proposition, noms),
        _alertes(proposition),
        id=f"d{rang}",
        data_issue=proposition.issue.value,
    )


def _option(proposition: Proposition) -> Iterator[str]:
    return (o.intitule for o in proposition.edition.options if o.code == proposition.dossier.option)


def _notes(proposition: Proposition) -> Html:
    """Return the marks as the guides print them: a column an épreuve, its coefficient, then the mean."""
    releve, notes = proposition.releve, proposition.notes
    complet = releve is not None and not releve.manquantes
    moyenne = f"{en_francais(decimal(releve.moyenne))}/20" if releve and complet else "—"
    titres = (balise("th", epreuve.intitule, scope="col") for epreuve, _ in notes)
    coefficients = (
        balise("td", str(epreuve.bareme.coefficient) if epreuve.bareme else "") for epreuve, _ in notes
    )
    valeurs = (
        balise("td", _note(valeur, epreuve.bareme.sur if epreuve.bareme else 20), classe=_contre(elimine))
        for epreuve, valeur in notes
        for elimine in [epreuve.code in proposition.eliminatoires]
    )
    fin = (balise("th", "Moyenne", scope="col"), balise("td"), balise("td", moyenne, classe="verdict"))
    titre, vide, somme = fin if releve else (None, None, None)
    return _defile(
        f"Notes de {proposition.dossier.candidat}",
        balise(
            "table",
            balise("thead", balise("tr", balise("th", "Épreuve", scope="col"), *titres, titre)),
            balise(
                "tbody",
                balise("tr", balise("th", "Coefficient", scope="row"), *coefficients, vide),
                balise("tr", balise("th", "Note", scope="row"), *valeurs, somme),
            ),
            classe="grille",
        ),
    )


def _note(valeur: object, sur: int) -> str:
    return f"{valeur}/{sur}" if isinstance(valeur, Note) else "absent" if valeur else "—"


def _grille(rang: int, proposition: Proposition) -> Html:
    """Return the grid: blocs and compétences above, a row an evaluator, the proposition below."""
    blocs = proposition.blocs
    tetes = (
        balise("th", p.bloc.intitule, _petit(p.bloc.code), scope="colgroup", colspan=largeur(p.bloc))
        for p in blocs
    )
    codes = (
        balise("th", competence.code, scope="col", title=competence.intitule) if competence else balise("td")
        for p in blocs
        for competence in (competences(p.bloc) or (None,))
    )
    verdicts = (
        balise(
            "td",
            _lien(_verdict(p), f"m{rang}-{p.bloc.code}"),
            colspan=largeur(p.bloc),
            classe=f"verdict {p.verdict.value}" if p.presente else None,
        )
        for p in blocs
    )
    return _defile(
        f"Grille de {proposition.dossier.candidat}",
        balise(
            "table",
            balise(
                "thead",
                balise("tr", balise("th", "Bloc", scope="row"), *tetes),
                balise("tr", balise("th", "Compétences", scope="row"), *codes),
            ),
            balise("tbody", *map(_rangee, rangees(proposition))),
            balise("tfoot", balise("tr", balise("th", "Proposition", scope="row"), *verdicts)),
            classe="grille",
        ),
    )


def _rangee(rangee: Rangee) -> Html:
    cases = (_case(case) for bloc in rangee.blocs for case in bloc)
    return balise("tr", balise("th", rangee.titre, scope="row"), *cases)


def _case(case: Case) -> Html:
    return balise("td", case.mots, colspan=case.largeur if case.largeur > 1 else None, classe=_contre(case.contre))


def _contre(contre: bool) -> str | None:
    return "contre" if contre else None


def _verdict(propose: BlocPropose) -> str:
    return soigner(resultat_du_bloc(propose).mots)


def _motifs_du_bloc(rang: int, propose: BlocPropose, noms: Noms) -> Html:
    verdict = balise("span", _verdict(propose), classe=f"verdict {propose.verdict.value}")
    titre = suite(propose.bloc.intitule, _petit(propose.bloc.code), " : ", verdict)
    return _plier(titre, _motifs(propose.motifs, noms, propose.bloc.code), f"m{rang}-{propose.bloc.code}")


def _motifs(motifs: Sequence[Motif], noms: Noms, bloc: str = "") -> Html:
    return balise("ul", *(_motif(motif, noms, bloc) for motif in motifs))


def _motif(motif: Motif, noms: Noms, bloc: str = "", tete: Html | None = None) -> Html:
    trouve, exige = noms.expliquer(motif, bloc)
    return balise("li", tete, soigner(f"{trouve} ; exigé : {exige} "), _source(motif.source))


def _conditions(proposition: Proposition, noms: Noms) -> Html | None:
    """Return what the certification asks beyond its blocs, each with whether it is met."""
    dites = [
        _motif(
            j.motif, noms, tete=suite(balise("span", _TENUE[j.verdict], classe=j.verdict.value), soigner(" : "))
        )
        for j in proposition.certification
    ]
    return _plier("Ce que demande la certification", balise("ul", *dites)) if dites else None


def _alertes(proposition: Proposition) -> Html | None:
    dites = [
        balise("li", soigner(alerte.message), (" ", _source(alerte.source)) if alerte.source else None)
        for alerte in proposition.alertes
    ]
    titre = f"{len(dites)} {accorder('alerte', len(dites))}"
    return _plier(balise("span", titre, classe="en_debat"), balise("ul", *dites)) if dites else None


def _source(source: Source) -> Html:
    return balise("small", f"[{source}]")


def _plier(titre: str, contenu: Html, ancre: str | None = None) -> Html:
    """Return what a click or Enter unfolds; its anchor is inside, so that a link to it unfolds it too."""
    return balise("details", balise("summary", titre), balise("div", contenu, id=ancre))


def _defile(nom: str, table: Html) -> Html:
    """Return a table that a keyboard can scroll where it is wider than the window."""
    return balise("div", table, classe="defile", role="region", aria_label=nom, tabindex="0")


def _lien(texte: str, ancre: str) -> Html:
    return balise("a", texte, href=f"#{ancre}")


def _petit(code: str) -> Html:
    return suite(" ", balise("small", code))
