"""What people read: the examples that they copy, and the rules in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import as_file

from parchemin.conformance.model import Capacite, Ecart, GraviteEcart, Sujet
from parchemin.deliberation import deliberer, enoncer, examiner_jury
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import DonneesInvalides, ParcheminError
from parchemin.faits import Tournure
from parchemin.plugin.types import Exemple

EXEMPLES_DE_CE_NOM = Tournure("exemples_de_ce_nom", "{combien} exemples de ce nom")
AUCUN_EXEMPLE = Tournure("aucun_exemple", "aucun exemple à copier")
EXEMPLE_D_UNE_AUTRE = Tournure("exemple_d_une_autre", "il se dit de {certification}, sa séance de {seance}")
JURY_IRREGULIER = Tournure("exemple_jury_irregulier", "son jury est irrégulier")
SANS_ENONCE = Tournure("sans_enonce", "aucune règle ne s'énonce")
PROPRE_A_PYTHON = Tournure("propre_a_python", "« {phrase} » contient « {mot} »")
PAS_UNE_PHRASE = Tournure("pas_une_phrase", "« {phrase} » n'est pas une phrase")

_PROPRES_A_PYTHON = ("None", " object at 0x", "Verdict.", "Niveau.", "{", "}", "  ")


def exemples(sujet: Sujet) -> Iterator[Ecart]:
    """Deliberate each example as its reader would."""
    noms = Counter(exemple.nom for exemple in sujet.apport.exemples)
    for nom in (nom for nom, combien in noms.items() if combien > 1):
        yield Ecart(f"{sujet.slug}/{nom}", EXEMPLES_DE_CE_NOM(combien=noms[nom]))
    for exemple in sujet.apport.exemples:
        yield from _exemple(exemple, sujet)
    montrees = {exemple.certification for exemple in sujet.apport.exemples}
    if Capacite.EXEMPLES in sujet.capacites:
        for certification in sorted({edition.certification for edition in sujet.editions} - montrees):
            yield Ecart(certification, AUCUN_EXEMPLE(), GraviteEcart.ALERTE)


def _exemple(exemple: Exemple, sujet: Sujet) -> Iterator[Ecart]:
    objet = f"exemple {sujet.slug}/{exemple.nom}"
    try:
        with as_file(exemple.dossier) as dossier:
            seance = LecteurDeSeance(dossier, sujet.hote.catalogue).entiere()
        deliberer(seance, sujet.hote)
    except (ParcheminError, OSError) as erreur:
        yield Ecart(objet, _fautes(erreur))
        return
    if seance.certification != exemple.certification:
        yield Ecart(objet, EXEMPLE_D_UNE_AUTRE(certification=exemple.certification, seance=seance.certification))
    if not examiner_jury(seance, sujet.hote).regulier:
        yield Ecart(objet, JURY_IRREGULIER(), GraviteEcart.ALERTE)


def _fautes(erreur: ParcheminError | OSError) -> str:
    return " ; ".join(map(str, erreur.defauts if isinstance(erreur, DonneesInvalides) else [erreur]))


def enonces(sujet: Sujet) -> Iterator[Ecart]:
    """Ask each rule to state itself: sentences, with nothing in them that only Python would write."""
    for edition, voie in sujet.regimes():
        phrases = enoncer(edition, voie, sujet.hote)
        objet = f"{edition.cle}, voie « {voie} »"
        if not phrases:
            yield Ecart(objet, SANS_ENONCE())
        yield from _phrases(objet, phrases, finies=True)
    for composition in sujet.apport.jurys:
        yield from _phrases(f"{composition.instance}", composition.enoncer(), finies=False)


def _phrases(objet: str, phrases: Iterable[str], *, finies: bool) -> Iterator[Ecart]:
    for phrase in phrases:
        if propre := next((mot for mot in _PROPRES_A_PYTHON if mot in phrase), ""):
            yield Ecart(objet, PROPRE_A_PYTHON(phrase=phrase, mot=propre))
        elif not phrase.strip() or (finies and phrase.rstrip()[-1] not in ".!?"):
            yield Ecart(objet, PAS_UNE_PHRASE(phrase=phrase))
