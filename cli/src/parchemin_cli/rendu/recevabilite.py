"""A VAE request on the screen: every period and what became of it, then the answer and its reasons."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parchemin.faits import Mots
from parchemin.referentiel.model import Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.vae.demande import Experience
from parchemin.vae.etp import PeriodeComptee, dire_jours
from parchemin.vae.model import ConditionVae, Decompte, Oral
from parchemin.vae.recevabilite import Recevabilite, exige_duree, remarques

_ORAL = {
    Oral.OBLIGATOIRE: "obligatoire",
    Oral.DISPENSE: "dispensé, sauf si le jury le demande",
    Oral.DISPENSE_DE_DROIT: "dispensé",
    Oral.AUCUN: "aucun, le jury décide sur dossier",
}


def afficher(console: Console, recevabilite: Recevabilite, mots: Mots) -> None:
    """Print the periods, the total, the answer, who decides, the oral, the motifs and the alerts.

    :param mots: the names of the certification that is asked for.
    """
    demande = recevabilite.demande
    certification = mots.nommer("objet", demande.certification)
    console.print(Text(f"Demande de VAE — {certification} — déposée le {mots.jour(demande.depot)}", "bold"))
    if recevabilite.periodes:
        console.print(_periodes(recevabilite, mots))
    for rang, periode in enumerate(recevabilite.periodes, 1):
        for remarque in [fait.dire(mots) for fait in remarques(periode)] or ["retenue en entier"]:
            console.print(_en_retrait(Text(f"expérience {rang} : {remarque}", _couleur(periode))))
    exige = exige_duree(recevabilite.regle).dire(mots)
    console.print(Text(f"Total : {_total(recevabilite)} ; exigé : {exige}"))
    mot, couleur = ("Recevable", "bold green") if recevabilite.recevable else ("Non recevable", "bold red")
    console.print(Text(mot, couleur))
    console.print(_fait("Décide", recevabilite.regle.decide_par, recevabilite.decide_source))
    if recevabilite.oral in _ORAL:
        console.print(Text(f"Oral : {_ORAL[recevabilite.oral]}"))
    for motif in recevabilite.motifs:
        console.print(_en_retrait(_phrase(motif, mots)))
    for alerte in recevabilite.rappels:
        console.print(Text(f"! {alerte.dire(mots)}", "yellow"))


def _total(recevabilite: Recevabilite) -> str:
    jours, decompte = dire_jours(recevabilite.jours), recevabilite.regle.decompte
    return f"{jours} de calendrier" if decompte is Decompte.CALENDAIRE else f"{jours}, {decompte.value}"


def _periodes(recevabilite: Recevabilite, mots: Mots) -> Table:
    """Return the table of the periods; the days of each are those in the window, out of all."""
    titre = f"Expérience comptée {recevabilite.fenetre.dire(mots)} ({recevabilite.regle.decompte.value})"
    table = Table(title=titre, title_justify="left", title_style="italic")
    table.add_column("N°", justify="right", no_wrap=True)
    table.add_column("Emploi", overflow="fold")
    table.add_column("Période", min_width=12)
    for nom in ("Quotité", "Jours", "Comptés"):
        table.add_column(nom, justify="right", no_wrap=True)
    for rang, periode in enumerate(recevabilite.periodes, 1):
        table.add_row(*_rangee(rang, periode))
    return table


def _couleur(periode: PeriodeComptee) -> str:
    if periode.ecartee:
        return "red"
    return "yellow" if remarques(periode) else "green"


def _rangee(rang: int, periode: PeriodeComptee) -> tuple[Text, ...]:
    experience = periode.experience
    return (
        Text(str(rang)),
        Text(experience.emploi),
        Text(f"{experience.debut} → {experience.fin}"),
        Text(_quotite(experience)),
        Text(f"{periode.dans_la_fenetre}/{periode.jours}"),
        Text(en_francais(decimal(periode.compte)), _couleur(periode)),
    )


def _quotite(experience: Experience) -> str:
    if experience.heures is not None:
        return f"{en_francais(decimal(experience.heures))} h"
    if experience.quotite is not None:
        return f"{en_francais(decimal(experience.quotite * 100))} %"
    return "—"


def _en_retrait(texte: Text) -> Padding:
    return Padding(texte, (0, 0, 0, 2), expand=False)


def _fait(nom: str, valeur: str, source: Source) -> Text:
    lecture = f" ({source.lecture})" if source.lecture else ""
    return Text.assemble(f"{nom} : {valeur} ", (f"[{source}]{lecture}", "dim"))


def _phrase(motif: ConditionVae, mots: Mots) -> Text:
    marque, couleur = ("✓", "green") if motif.remplie else ("✗", "red")
    lecture = f" ({motif.source.lecture})" if motif.source.lecture else ""
    return Text.assemble(
        (f"{marque} {motif.constat.dire(mots)}", couleur),
        f" ; exigé : {motif.exige.dire(mots)} ",
        (f"[{motif.source}]{lecture}", "dim"),
    )
