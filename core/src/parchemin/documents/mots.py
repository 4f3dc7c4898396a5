"""The French words for what the code names: verdicts, marks and issues, as a jury reads them."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from parchemin.deliberation.model import BlocPropose, Issue, Proposition, bloc_du_titre
from parchemin.dossier.model import Note, Valeur
from parchemin.faits import CODES as CODES_DES_FAITS
from parchemin.faits import VERDICTS as DANS_LA_PHRASE
from parchemin.faits import Mots
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.lexique import TITRES
from parchemin.referentiel.model import NatureBloc
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import Verdict

CODES = {code: mot.capitalize() for code, mot in DANS_LA_PHRASE.items()}
"""The words of a verdict or of an issue, by its code."""

VERDICTS = {verdict: CODES[verdict.value] for verdict in Verdict}
ISSUES = {issue: CODES[issue.value] for issue in Issue}

NATURES = {
    NatureBloc.COMMUN: "commun",
    NatureBloc.SPECIFIQUE: "spécifique",
    NatureBloc.SPECIALITE: "de spécialité",
    NatureBloc.OPTIONNEL: "au choix",
}

MOYENNE = "moyenne"
"""The column of the mean, among those of épreuves and blocs."""


@frozen
class ResultatDit:
    """One cell of the jury's grid: its words, and the verdict behind them where there is one."""

    mots: str
    verdict: Verdict | None = None


def en_mots(code: str) -> str:
    """Return the French of a verdict's or an issue's code, as it stands in a sentence."""
    return DANS_LA_PHRASE[code]


def resultats(proposition: Proposition, mots: Mots = CODES_DES_FAITS) -> dict[str, ResultatDit]:
    """Return the cells of one dossier by column: marks and their mean, or a verdict for each bloc."""
    cellules = {epreuve.code: _note(proposition, epreuve.code, valeur) for epreuve, valeur in proposition.notes}
    if (releve := proposition.releve) and releve.complet:
        verdict = next(j.verdict for j in proposition.certification if j.constat == releve)
        cellules[MOYENNE] = ResultatDit(en_francais(decimal(releve.moyenne)), verdict)
    return cellules | {bloc.bloc.code: resultat_du_bloc(bloc, mots) for bloc in proposition.blocs}


def _note(proposition: Proposition, code: str, valeur: Valeur | None) -> ResultatDit:
    if not isinstance(valeur, Note):
        return ResultatDit("absent" if valeur else "sans note", Verdict.NON_EVALUE)
    return ResultatDit(str(valeur), Verdict.NON_ACQUIS if code in proposition.eliminatoires else None)


def resultat_du_bloc(bloc: BlocPropose, mots: Mots = CODES_DES_FAITS) -> ResultatDit:
    """Return the cell of one bloc."""
    if bloc.acquis_le is not None:
        return ResultatDit(f"Acquis ({mots.jour(bloc.acquis_le)})", bloc.verdict)
    if not bloc.presente:
        return ResultatDit("Expiré" if bloc.expire_le else "Non présenté")
    return ResultatDit(VERDICTS[bloc.verdict], bloc.verdict)


def pour_cent(combien: int, total: int) -> str:
    """Return a share with one decimal: ``64,3 %``, ``50,0 %``; of nothing, ``0,0 %``."""
    return f"{centieme(combien, total)} %"


def centieme(combien: int, total: int) -> str:
    """Return how many hundredths a share makes, with one decimal, rounded half to even; of nothing, ``0,0``.

    What falls short of all is never ``100,0``, nor what there is of something ``0,0``.
    """
    dixiemes = round(Fraction(1000 * combien, total)) if total else 0
    if 0 < combien < total:
        dixiemes = min(max(dixiemes, 1), 999)
    return f"{dixiemes // 10},{dixiemes % 10}"


def accorder(mot: str, combien: int) -> str:
    """Return a word in lower case, with the mark of the plural that its number asks for."""
    minuscules = mot.lower()
    if combien <= 1 or minuscules == "en débat":
        return minuscules
    return " ".join(partie if partie == "non" else f"{partie}s" for partie in minuscules.split())


def compter(issues: Mapping[Issue, int]) -> list[str]:
    """Say how many dossiers come to each issue, in the order of the issues: ``8 certifiés``."""
    comptes = ((mot, issues.get(issue, 0)) for issue, mot in ISSUES.items())
    return [f"{combien} {accorder(mot, combien)}" for mot, combien in comptes if combien]


RETRAITS = {"desistement": "désistement", "erreur": "erreur", "doublon": "doublon"}
"""Why a dossier was withdrawn, in words."""

NATURES_EN_BREF = {
    "cqp": "CQP",
    "cqpi": "CQPI",
    "diplome": "diplôme",
    "titre": "titre",
    "certificat": "certificat",
    "ccp": "CCP",
    "attestation_bloc": "attestation de bloc",
    "parchemin_bloc": "parchemin de bloc",
}


def dire_titre(nature: str, objet: str) -> str:
    """Return what a title is called, with the code of its bloc where it crowns one."""
    bloc = bloc_du_titre(objet)
    return f"{nommer_titre(nature)}{f' ({bloc})' if bloc else ''}"


def decerner(nature: str) -> str:
    """Return what leads from a title to its holder, agreed with what the title is called."""
    return "décernée à" if nature == "attestation_bloc" else "décerné à"


def nommer_titre(nature: str) -> str:
    """Return what a title is called at the head of its page."""
    return TITRES.get(nature, "Titre")


def objets_des_titres(catalogue: Catalogue) -> dict[str, str]:
    """Return the names of what titles certify, a certification or a bloc, by the codes that the register keeps."""
    editions = {edition.certification: edition.intitule for edition in catalogue.editions}
    return editions | {chemin: bloc.intitule for chemin, bloc in catalogue.blocs().items()}


def dire_objet_du_titre(noms: Mapping[str, str], objet: str) -> str:
    """Return the name of what a title certifies; a bloc that only its séance describes is said by its code."""
    edition, _, bloc = objet.rpartition("/")
    certification = edition.partition("@")[0]
    if objet not in noms and certification in noms:
        return f"bloc {bloc}, {noms[certification]}"
    return noms.get(objet, objet)
