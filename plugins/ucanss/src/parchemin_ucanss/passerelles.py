"""The passerelles of the Ucanss certifications, beside the blocs that COS and GC share (those need none).

Document 001 has of the passerelle of Gestionnaire carrière but its title (§4), without its diagram: what is not
written is for the jury to weigh, and never de droit. What a text cannot have spoken of, such as an édition that
came later, is a reading, and its source says so.
"""

from collections.abc import Iterator
from itertools import permutations

from parchemin.api import Nature, Passerelle, Source
from parchemin_ucanss.vae import ATTESTATIONS_2013, PARCOURS_3A

GC_2013, GC_2021, COS, GCAR = "ucanss.gc@2013", "ucanss.gc@2021", "ucanss.cos@2021", "ucanss.gcar@2017"
BLOCS = {GC_2021: ("GRU", "MDR", "GDU"), COS: ("GRU", "MDR", "POS", "TD"), GCAR: ("GCAR",), GC_2013: ("GC",)}

_METIERS = Source("001", "§4", "du document ne reste que le titre, sans le schéma : le jury apprécie")
_HERITEE = Source(
    "001",
    "§4",
    "écrit du métier, avant l'édition 2021 et sans schéma : qu'elle en hérite est une lecture, le jury apprécie",
)
_RENOVE = Source("002", "§1", "rien n'est dit de qui tient l'édition 2013 : le jury apprécie")
_RELAIS = Source("001", "§5.1", "l'option « technicien carrière » de 2013 est ce métier : le jury apprécie")
_TRONC = Source(
    "001", "§5.2", "la partie interbranche est commune ; rien ne dit que sa note se garde : à apprécier"
)

CONDITIONS = {GC_2013: ("004", "§V"), GC_2021: ("002", "§3.B"), COS: ("002", "§3.B"), GCAR: ("001", "§5.6")}
"""Where each édition asks that Pass have been followed; the two of 2021 ask for Prem'ss in the same line."""

_SUIVI = "la condition ne dit pas pour quel CQP : qui a suivi la formation l'a suivie"
_PREMIER_JOUR = "le premier jour de Prem'ss n'est pas Prem'ss « intégralement » [002 §3.B] : le jury apprécie"
_SI_SUIVIE = "un titulaire par la VAE n'a pas suivi la partie commune : le jury apprécie"


def toutes() -> Iterator[Passerelle]:
    """Yield what the jury may weigh, what training is common, and the dispenses of older attestations."""
    yield from _apprecier(GC_2013, GC_2021, _RENOVE)
    yield from _apprecier(f"{GC_2013}:carriere", GCAR, _RELAIS)
    for gestionnaire_conseil, source in ((GC_2013, _METIERS), (GC_2021, _HERITEE)):
        yield from _apprecier(GCAR, gestionnaire_conseil, source)
        yield from _apprecier(gestionnaire_conseil, GCAR, source)
    for de, vers in permutations(CONDITIONS, 2):
        yield from _pass(de, vers)
    for vers in (GC_2021, COS):
        yield from _premss(vers)
    for de, vers in permutations((GC_2013, GCAR)):
        yield Passerelle(de, f"{vers}#epreuve:cc_tronc", Nature.A_APPRECIER, _TRONC)
    yield from _attestations()


def _apprecier(de: str, vers: str, source: Source) -> Iterator[Passerelle]:
    for bloc in BLOCS[vers]:
        yield Passerelle(de, f"{vers}/{bloc}", Nature.A_APPRECIER, source)


def _pass(de: str, vers: str) -> Iterator[Passerelle]:
    """Yield Pass from one CQP to another: the same when followed, to weigh for a mere holder."""
    donne = f"{vers}#parcours:PASS"
    yield Passerelle(f"{de}#parcours:PASS", donne, Nature.DE_DROIT, Source(*CONDITIONS[vers], _SUIVI))
    yield Passerelle(de, donne, Nature.A_APPRECIER, Source(*CONDITIONS[de], _SI_SUIVIE))


def _premss(vers: str) -> Iterator[Passerelle]:
    """Yield Prem'ss towards an édition that asks for it whole: de droit from one that does too.

    In 2013 its first day is kept, from which two years run (document 004, §IV); document 001 does not name it.
    """
    donne = f"{vers}#parcours:PREMSS"
    for de in (edition for edition in CONDITIONS if edition != vers):
        entiere = de in (GC_2021, COS)
        nature, lecture = (Nature.DE_DROIT, _SUIVI) if entiere else (Nature.A_APPRECIER, _PREMIER_JOUR)
        source = CONDITIONS[vers] if entiere else ("004", "§IV")
        yield Passerelle(f"{de}#parcours:PREMSS", donne, nature, Source(*source, lecture))
        yield Passerelle(de, donne, Nature.A_APPRECIER, Source(*source, _SI_SUIVIE))


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
                sauf_demande=dispense.sauf_demande,
                voies=("vae",),
            )
