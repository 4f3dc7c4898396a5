"""The policies in columns, on made-up dossiers: the verdicts of a whole cohort are those of each dossier."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from random import Random

from parchemin.cohortes.model import BLOC, ISSUE
from parchemin.conformance.engendrer import engendrer
from parchemin.conformance.model import Ecart, GraviteEcart, Sujet
from parchemin.conformance.politiques import decrire, preparer
from parchemin.deliberation import Deliberation, Proposition
from parchemin.dossier.model import Dossier
from parchemin.faits import Tournure

TIRAGES = 200
"""How many dossiers the command makes up for each voie of each édition."""

COLONNES_NON_VERIFIEES = Tournure(
    "colonnes_non_verifiees", "non vérifié sans {manquent} : pip install 'parchemin[cohortes]'"
)
COLONNES_AUTRES = Tournure(
    "colonnes_autres", "{objet} : {trouve} en colonnes, {attendu} dossier par dossier sur {dossier}"
)

_DEMANDE = ("numpy", "polars")


def colonnes(sujet: Sujet) -> Iterator[Ecart]:
    """Judge the same dossiers both ways."""
    if manquantes := [nom for nom in _DEMANDE if find_spec(nom) is None]:
        yield Ecart(sujet.slug, COLONNES_NON_VERIFIEES(manquent=" ni ".join(manquantes)), GraviteEcart.ALERTE)
        return
    for edition, voie in sujet.regimes():
        banc = preparer(sujet.hote, edition, voie)
        hasard = Random(edition.cle)  # noqa: S311
        dossiers = [engendrer(banc.edition, voie, hasard) for _ in range(TIRAGES)]
        yield from comparer(banc, dossiers)


def comparer(banc: Deliberation, dossiers: Sequence[Dossier]) -> Iterator[Ecart]:
    """Yield the first dossier on which columns differ."""
    from parchemin.cohortes.calcul.colonnes import juger_prets  # noqa: PLC0415 - it asks for the extra

    objet = f"{banc.edition.cle}, voie « {banc.reglement.voie} »"
    juges = juger_prets(banc, dossiers).iter_rows(named=True)
    for dossier, trouve in zip(dossiers, juges, strict=True):
        attendu = _verdicts(banc.proposer(dossier))
        if faux := next((nom for nom, dit in attendu.items() if trouve[nom] != dit), None):
            champs = {"trouve": trouve[faux], "attendu": attendu[faux], "dossier": decrire(dossier)}
            yield Ecart(objet, COLONNES_AUTRES(objet=faux, **champs))
            return


def _verdicts(proposition: Proposition) -> dict[str, str]:
    blocs = {BLOC + bloc.bloc.code: bloc.verdict.value for bloc in proposition.blocs}
    return {ISSUE: proposition.issue.value} | blocs
