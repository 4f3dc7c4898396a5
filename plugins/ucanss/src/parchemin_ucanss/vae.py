"""Who may apply by experience for the CQP of the Régime général (documents 001 §7, 002 §4.C and 004 §VI)."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from parchemin.api import Decompte, Dispense, Limite, OralPrevu, Ouverture, RegleRecevabilite, Source, selon_la_loi

UCANSS = "Ucanss"

_OUVERTURE = Ouverture(
    date(2014, 1, 1), Source("004", "§VI", "les dossiers se retirent « à partir de janvier 2014 » : dès le 1er")
)
_LOI_D_UN_AN = date(2017, 10, 1)
_EN_BLOCS = date(2021, 9, 20)

_004 = Source("004", "§VI")
_DECIDE_2013 = Source("004", "§VI", "le document ne dit pas qui étudie la recevabilité : l'Ucanss, comme 001 §7")
_DECIDE_2021 = Source(
    "002", "§4.C", "« selon la réglementation en vigueur » : l'organisme certificateur (code du travail, L.6412-2)"
)
ATTESTATIONS_2013 = Dispense(
    ("tam-tam", "vademecaf", "omega-plus", "sm-pro", "startech"),
    date(2009, 6, 1),
    date(2013, 12, 31),
    Source("004", "§VI", "« entre juin 2009 et décembre 2013 » : du 1er juin au 31 décembre, inclus"),
    sauf_demande=True,
)
PARCOURS_3A = Dispense(
    ("parcours-3a",),
    date(2013, 1, 1),
    date(2015, 12, 31),
    Source("001", "§7.2", "« entre janvier 2013 et décembre 2015 » : du 1er janvier au 31 décembre, inclus"),
    sauf_demande=True,
)

GC_2013 = RegleRecevabilite(
    "ucanss.gc",
    Source("004", "§VI", "3 × 365 jours, chaque jour compté pour sa quotité ; le jour du dépôt ne compte pas"),
    UCANSS,
    depose_au=date(2017, 9, 30),
    jours_etp=3 * 365,
    fenetre_annees=8,
    nature=_004,
    limites=(Limite(1, Source("004", "§VI", "« une demande par an » : par année civile")),),
    dispenses=(ATTESTATIONS_2013,),
    decide_source=_DECIDE_2013,
    ouverture=_OUVERTURE,
)
GC_SOUS_LA_LOI = RegleRecevabilite(
    "ucanss.gc",
    _DECIDE_2013,
    UCANSS,
    depose_du=_LOI_D_UN_AN,
    depose_au=date(2021, 9, 19),
    dispenses=(ATTESTATIONS_2013,),
)
_ENTRETIEN = OralPrevu(Source("002", "§4.C", "un entretien en présence du candidat"))
GC_EN_BLOCS = RegleRecevabilite("ucanss.gc", _DECIDE_2021, UCANSS, depose_du=_EN_BLOCS, oral=_ENTRETIEN)
COS_EN_BLOCS = evolve(GC_EN_BLOCS, certification="ucanss.cos")
GCAR_2017 = RegleRecevabilite(
    "ucanss.gcar",
    Source(
        "001",
        "§7.1",
        "« un an » : 365 jours de calendrier cumulés ; hors RNCP, le CQP garde son an après 2023",
    ),
    UCANSS,
    depose_du=date(2017, 10, 12),
    jours_etp=365,
    decompte=Decompte.CALENDAIRE,
    nature=Source("001", "§7.1"),
    dispenses=(PARCOURS_3A,),
    decide_source=Source("001", "§7"),
)


def toutes() -> Iterator[RegleRecevabilite]:
    """Yield the rules; that of Gestionnaire conseil follows the law from 1 October 2017 on."""
    yield GC_2013
    for modele in (GC_SOUS_LA_LOI, GC_EN_BLOCS, COS_EN_BLOCS):
        yield from selon_la_loi(modele)
    yield GCAR_2017
