"""The passerelles of the Ucanss certifications, beside the blocs that COS and GC share (those need none).

The diagrams that gave the passerelles of Gestionnaire carrière are lost (document 001, §4): what is not written is
for the jury to weigh, and never de droit.
"""

from collections.abc import Iterator
from itertools import permutations

from parchemin.passerelle import Nature, Passerelle
from parchemin.referentiel.model import Source
from parchemin_ucanss.vae import ATTESTATIONS_2013, PARCOURS_3A

GC_2013, GC_2021, COS, GCAR = "ucanss.gc@2013", "ucanss.gc@2021", "ucanss.cos@2021", "ucanss.gcar@2017"
BLOCS = {GC_2021: ("GRU", "MDR", "GDU"), COS: ("GRU", "MDR", "POS", "TD"), GCAR: ("GCAR",), GC_2013: ("GC",)}

_PERDU = Source("001", "§4", "le schéma de la passerelle est perdu : le jury apprécie")
_RENOVE = Source("002", "§1", "rien n'est dit de qui tient l'édition 2013 : le jury apprécie")
_RELAIS = Source("001", "§5.1", "l'option « technicien carrière » de 2013 est ce métier : le jury apprécie")
_INTERBRANCHE = Source("001", "§5.2", "la partie interbranche est commune : qui l'a suivie l'a suivie")
_SI_SUIVIE = Source("001", "§5.2", "un titulaire par la VAE n'a pas suivi la partie commune : le jury apprécie")

_TRONC = Source(
    "001", "§5.2", "la partie interbranche est commune ; rien ne dit que sa note se garde : à apprécier"
)


def toutes() -> Iterator[Passerelle]:
    """Yield what the jury may weigh, what training is common, and the dispenses of older attestations."""
    yield from _apprecier(GC_2013, GC_2021, _RENOVE)
    yield from _apprecier(f"{GC_2013}:carriere", GCAR, _RELAIS)
    yield Passerelle(GCAR, f"{GC_2013}:carriere", Nature.A_APPRECIER, _RELAIS)
    for autre in (GC_2021, COS):
        yield from _apprecier(GCAR, autre, _PERDU)
        yield from _apprecier(autre, GCAR, _PERDU)
    for de, vers in permutations((GC_2013, GC_2021, COS, GCAR), 2):
        yield from _interbranche(de, vers)
    for de, vers in permutations((GC_2013, GCAR)):
        yield Passerelle(de, f"{vers}#epreuve:cc_tronc", Nature.A_APPRECIER, _TRONC)
    yield from _attestations()


def _apprecier(de: str, vers: str, source: Source) -> Iterator[Passerelle]:
    for bloc in BLOCS[vers]:
        yield Passerelle(de, f"{vers}/{bloc}", Nature.A_APPRECIER, source)


def _interbranche(de: str, vers: str) -> Iterator[Passerelle]:
    """Yield the trainings that the CQP have in common: the same when followed, to weigh for a mere holder."""
    for etape in ("PASS", "PREMSS"):
        donne = f"{vers}#parcours:{etape}"
        yield Passerelle(f"{de}#parcours:{etape}", donne, Nature.DE_DROIT, _INTERBRANCHE)
        yield Passerelle(de, donne, Nature.A_APPRECIER, _SI_SUIVIE)


def _attestations() -> Iterator[Passerelle]:
    """Yield the dispenses of the oral in VAE, unless the jury asks for it."""
    for edition, dispense in ((GC_2013, ATTESTATIONS_2013), (GCAR, PARCOURS_3A)):
        for code in dispense.attestations:
            yield Passerelle(
                f"attestation:{code}",
                f"{edition}#epreuve:oral_vae",
                Nature.DISPENSE,
                dispense.source,
                obtenu_du=dispense.du,
                obtenu_au=dispense.au,
                voies=("vae",),
            )
