"""What a fact comes to at the command line: its sentence, then the command or the option that mends it.

The core finds what is wrong and knows no surface; here stands, by the code of the fact, what one types.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from parchemin.faits import CODES, Fait, FaitSimple

if TYPE_CHECKING:
    from parchemin.registre.personnes.droit_d_acces import Homonyme

Champs = Mapping[str, Any]

_RENVOYER = "importez-les, ou décidez (« incomplet » renvoie le dossier à une autre séance)"


def _trancher(dits: Champs) -> str:
    if "seconde" not in dits:
        return "le registre le demandera"
    deux = f"{dits['premiere']} {dits['seconde']}"
    return f"« parchemin personnes memes {deux} », ou « parchemin personnes distinctes {deux} »"


REMEDES: Mapping[str, Callable[[Champs], str]] = {
    "a_deliberer": lambda dits: f"« parchemin seance deliberer {dits['seance']} »",
    "aucun_homonyme": lambda dits: _nommer(dits["personnes"]),
    "blocs_sans_observations": lambda _: _RENVOYER,
    "debat_sur_des_blocs": lambda _: "au jury d'en décider (acquis, non_acquis)",
    "debat_sur_l_ensemble": lambda _: "à décider sans --bloc",
    "decision_a_confirmer": lambda dits: f"redonnez la décision, ou --remplace {dits['acte']} pour en changer",
    "deja_decide": lambda dits: f"pour en décider autrement : --remplace {dits['acte']}",
    "ensemble_contredit": lambda dits: _redecider(dits["acte"]),
    "fichier_existant": lambda _: "donnez un autre nom, ou --remplacer",
    "homonymes": lambda dits: f"dites laquelle par {_PRECISER}{_nommer(dits['personnes'])}",
    "jour_a_venir": lambda _: "redonnez la commande ce jour-là",
    "ne_proclame_pas": lambda dits: (
        f"« parchemin seance ouvrir SEANCE --suite-de {dits['seance']} » ouvre celle qui proclame"
    ),
    "aucun_ne_ce_jour": lambda _: "donnez la sienne par --naissance",
    "plusieurs_de_ce_nom": lambda _: "dites laquelle par --naissance DATE",
    **dict.fromkeys(
        (
            *("acquis_revoque", "acquis_expire", "acquis_autrement_date"),
            *("acquis_d_un_autre", "acquis_jamais_delivre"),
        ),
        lambda dits: (
            f"corrigez le fichier, ou « parchemin seance admettre {dits['seance']} --dossier {dits['dossier']} "
            f"--acquis {dits['bloc']} --motif … »"
        ),
    ),
    "personne_en_doute": _trancher,
    "personne_peut_etre": _trancher,
    "pas_proclamee": lambda dits: f"rien n'en sort avant « parchemin seance proclamer {dits['seance']} »",
    "recours_inconnu": lambda _: "« parchemin recours liste » les donne",
    "registre_garni": lambda _: "--remplacer le met de côté",
    "rien_de_proclame": lambda _: "« parchemin seance decider » suffit",
    "dossier_en_cours": lambda _: "--de-nouveau l'ouvre quand même",
    "dossier_retire": lambda dits: f"« seance reintegrer » le reprend ({dits['dossier']})",
    "jury_irregulier": lambda dits: "« seance deport » écarte un membre d'un dossier" if dits["dossiers"] else "",
    "motif_de_retouche": lambda _: "donnez --motif",
    "seance_semblable": lambda dits: (
        f"« parchemin seance modifier {dits['seance']} SEANCE » la corrige, --de-nouveau en ouvre une autre"
    ),
    "sans_auteur": lambda _: "donnez --auteur NOM, ou PARCHEMIN_AUTEUR",
    "sans_delai": lambda _: "donnez --avant DATE",
    "sans_observations": lambda _: _RENVOYER,
    "sans_registre": lambda _: "« parchemin seance ouvrir » le crée",
    "schema_ancien": lambda _: "lancez « parchemin base migrer »",
    "seance_inconnue": lambda _: "« parchemin seance liste » les donne",
    "titre_inconnu": lambda _: "« parchemin titres » les donne",
}
"""What mends a fact, from its fields, by its code; most need nothing said."""

_PRECISER = "--naissance, ou --personne où elle ne suffit pas"


def dire(fait: Fait) -> str:
    """Return the sentence of a fact, by codes, and what mends it."""
    phrase = fait.dire(CODES)
    if fait.code not in REMEDES or not isinstance(fait, FaitSimple):
        return phrase
    remede = REMEDES[fait.code](fait.champs)
    if not remede:
        return phrase
    return f"{phrase}{remede}" if remede.startswith("\n") else f"{phrase} ; {remede}"


def en_json(fait: Fait) -> dict[str, Any]:
    """Return a fact for a script: its sentence with what mends it, its code, and its dossier where it has one.

    Of two persons who may be one, their numbers too.
    """
    champs = fait.champs if isinstance(fait, FaitSimple) else {}
    dit: dict[str, Any] = {"message": dire(fait), "code": fait.code}
    if dossier := champs.get("dossier"):
        dit["dossier"] = dossier
    if "seconde" in champs:
        dit["personnes"] = [champs["premiere"], champs["seconde"]]
    return dit


def _redecider(acte: int | None) -> str:
    remplace = f"avec --remplace {acte}, et " if acte else ""
    return f"décidez-en de nouveau, {remplace}avec un motif s'il s'en écarte"


def _nommer(personnes: "tuple[Homonyme, ...]") -> str:
    return "".join(f"\n  {_dire(personne)}" for personne in personnes)


def _dire(homonyme: "Homonyme") -> str:
    nee = homonyme.candidat.naissance
    naissance = f"naissance {nee}" if nee else "naissance inconnue"
    return f"{homonyme.candidat}, {naissance} (--personne {homonyme.personne})"
