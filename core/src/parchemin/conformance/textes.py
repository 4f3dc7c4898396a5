"""What people read: the examples that they copy, and the rules in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import as_file

from parchemin.conformance.model import Capacite, Ecart, Gravite, Sujet
from parchemin.deliberation import deliberer, enoncer, examiner_jury
from parchemin.dossier.readers.seance import lire_seance
from parchemin.errors import ParcheminError
from parchemin.plugin.types import Exemple

_PROPRES_A_PYTHON = ("None", " object at 0x", "Verdict.", "Niveau.", "{", "}", "  ")


def exemples(sujet: Sujet) -> Iterator[Ecart]:
    """Deliberate each example as its reader would."""
    noms = Counter(exemple.nom for exemple in sujet.apport.exemples)
    for nom in (nom for nom, combien in noms.items() if combien > 1):
        yield Ecart(f"{sujet.slug}/{nom}", f"{noms[nom]} exemples de ce nom")
    for exemple in sujet.apport.exemples:
        yield from _exemple(exemple, sujet)
    montrees = {exemple.certification for exemple in sujet.apport.exemples}
    if Capacite.EXEMPLES in sujet.capacites:
        for certification in sorted({edition.certification for edition in sujet.editions} - montrees):
            yield Ecart(certification, "aucun exemple à copier", Gravite.ALERTE)


def _exemple(exemple: Exemple, sujet: Sujet) -> Iterator[Ecart]:
    objet = f"exemple {sujet.slug}/{exemple.nom}"
    try:
        with as_file(exemple.dossier) as dossier:
            seance = lire_seance(dossier, sujet.hote.catalogue)
        deliberer(seance, sujet.hote)
    except (ParcheminError, OSError) as erreur:
        yield Ecart(objet, str(erreur).replace("\n", " ; "))
        return
    if seance.certification != exemple.certification:
        yield Ecart(objet, f"il se dit de {exemple.certification}, sa séance de {seance.certification}")
    if not examiner_jury(seance, sujet.hote).regulier:
        yield Ecart(objet, "son jury est irrégulier", Gravite.ALERTE)


def enonces(sujet: Sujet) -> Iterator[Ecart]:
    """Ask each rule to state itself: sentences, with nothing in them that only Python would write."""
    for edition, voie in sujet.regimes():
        phrases = enoncer(edition, voie, sujet.hote)
        objet = f"{edition.cle}, voie « {voie} »"
        if not phrases:
            yield Ecart(objet, "aucune règle ne s'énonce")
        yield from _phrases(objet, phrases, finies=True)
    for composition in sujet.apport.jurys:
        yield from _phrases(f"{composition.instance}", composition.enoncer(), finies=False)


def _phrases(objet: str, phrases: Iterable[str], *, finies: bool) -> Iterator[Ecart]:
    for phrase in phrases:
        if propre := next((mot for mot in _PROPRES_A_PYTHON if mot in phrase), ""):
            yield Ecart(objet, f"« {phrase} » contient « {propre} »")
        elif not phrase.strip() or (finies and phrase.rstrip()[-1] not in ".!?"):
            yield Ecart(objet, f"« {phrase} » n'est pas une phrase")
