"""The page of a title: the CQP, or the document of a bloc as its régime has it."""

from collections.abc import Iterable
from typing import Any

from parchemin.deliberation.model import bloc_du_titre
from parchemin.deliberation.pieces import Delivre
from parchemin.documents.mots import decerner, nommer_titre
from parchemin.documents.pdf.typographie import Exact, chemin, qr
from parchemin.referentiel.francais import apostropher, jour, jour_connu, jour_en_lettres, soigner
from parchemin.referentiel.lexique import Lexique

EFFACE = "Titulaire effacé du registre"


def donnees(titres: Iterable[Delivre]) -> dict[str, Any]:
    """Return what ``parchemins.typ`` prints: a page a title."""
    pages = [page(titre) for titre in titres]
    seul = f" {pages[0]['numero']}" if len(pages) == 1 else "s"
    return {"titre": f"Parchemin{seul}", "titres": pages}


def page(titre: Delivre) -> dict[str, Any]:
    """Return the texts of one title, as the documentation lists them for a branch's own model."""
    preuve = f"PARCHEMIN:{titre.numero}:{titre.code}"
    naissance = titre.candidat.naissance
    return {
        "modele": chemin(titre.modele),
        "numero": titre.numero,
        "code": titre.code,
        "qr": qr(preuve),
        "qr_dit": preuve,
        "autorite": soigner(titre.autorite),
        "nature": nommer_titre(titre.nature),
        "objet": soigner(_bloc(titre) or titre.intitule),
        "precision": soigner(titre.intitule) if _bloc(titre) else "",
        "decerne": decerner(titre.nature),
        "titulaire": Exact(apostropher(f"{titre.candidat.prenom} {titre.candidat.nom}".strip() or EFFACE)),
        "naissance": f"né(e) {jour_connu(str(naissance))}" if naissance else "",
        "decision": _decision(titre),
        "validite": _validite(titre),
        "signataires": [soigner(qui) for qui in titre.signataires or (titre.autorite,)],
    }


def _bloc(titre: Delivre) -> str:
    code = bloc_du_titre(titre.objet)
    return Lexique.de(titre.edition, imprime=True).nommer("noeud", code)


def _decision(titre: Delivre) -> str:
    lieu = f" ({titre.lieu.replace('À ', 'à ', 1)})" if titre.lieu else ""
    return apostropher(f"{titre.instance}, délibération du {jour_en_lettres(titre.delivre_le)}{lieu}")


def _validite(titre: Delivre) -> str:
    if titre.expire_le is None:
        return f"{'Bloc' if _bloc(titre) else 'Titre'} acquis définitivement" if titre.definitif else ""
    return f"Titre valable jusqu’au {jour(titre.expire_le)} inclus"
