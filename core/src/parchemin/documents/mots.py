"""The French words for what the code names: verdicts and issues, as a jury reads them."""

from parchemin.deliberation.model import BlocPropose, Issue
from parchemin.regles.base import Verdict

VERDICTS = {
    Verdict.ACQUIS: "Acquis",
    Verdict.NON_ACQUIS: "Non acquis",
    Verdict.EN_DEBAT: "Débat",
    Verdict.NON_EVALUE: "Non évalué",
}
ISSUES = {
    Issue.CERTIFIE: "Certifié",
    Issue.PARTIEL: "Partiel",
    Issue.NON_CERTIFIE: "Non certifié",
    Issue.EN_DEBAT: "En débat",
    Issue.INCOMPLET: "Incomplet",
}


def verdict(bloc: BlocPropose) -> str:
    """Say the verdict on a bloc, with its date where it was held already."""
    if bloc.acquis_le is not None:
        return f"Acquis ({bloc.acquis_le})"
    return VERDICTS[bloc.verdict] if bloc.presente else "Non présenté"
