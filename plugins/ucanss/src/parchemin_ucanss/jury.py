"""Who sits in the juries of the Ucanss certifications, where the documents say it."""

from collections.abc import Iterator

from parchemin.api import (
    Composition,
    FormationSuivie,
    Gravite,
    HorsEmployeur,
    MemeBranche,
    OrganismesAttendus,
    OrganismesDifferents,
    Siege,
    Source,
)

_SE_DEPORTE = "écrit de la composition ; qu'un membre se déporte pour son seul collègue est une lecture"
_LOCAL = Source("001", "§6.2")
_D_AILLEURS = Source("001", "§6.2", _SE_DEPORTE)
_PROFESSIONNEL = Source("002", "§4.D")
_EXPERT = Source("002", "§4.D", _SE_DEPORTE)
_DEPORT = Source("001", "§6.2", "rien ne l'écarte si la Caisse nationale emploie le candidat : il se déporte")
_PRESIDENT = Source("002", "§4.D", "aucune incompatibilité n'est écrite pour le président : une alerte")
_CERTIFICATEUR = Source(
    "002",
    "§4.D",
    "les caisses nationales sont celles de 2021 ; un autre organisme préside si l'Ucanss l'a validé : une alerte",
)
_EN_BLOCS = ("ucanss.cos", "ucanss.gc")

CERTIFICATEURS = (
    *("Ucanss", "Institut 4.10"),
    *("Cnam", "Caisse nationale de l'assurance maladie", "Caisse nationale d'assurance maladie"),
    *("Cnaf", "Caisse nationale des allocations familiales"),
    *("Cnav", "Caisse nationale d'assurance vieillesse"),
    *("Acoss", "Urssaf Caisse nationale"),
)
"""From where the president of a jury professionnel comes: the certifier and its delegates, as they are named."""

_SIEGES_LOCAUX = (
    Siege("representant_caisse_nationale", "Représentant de la Caisse nationale"),
    Siege("representant_branche", "Représentant de la branche"),
    Siege("expert_metier", "Expert métier"),
)
_SIEGES_VAE = (Siege("president", "Président"), Siege("expert_metier", "Expert métier"), Siege("membre", "Membre"))


def toutes() -> Iterator[Composition]:
    """Yield the composition of each instance, édition by édition where they differ."""
    yield Composition(
        ("ucanss.gcar",),
        "jury_local",
        (
            Siege("representant_caisse_nationale", "Représentant de la Caisse nationale ou délégataire", 1, 1),
            Siege("representant_branche", "Représentant de la branche retraite", 1, 1),
            Siege("expert_metier", "Expert métier", 1, 1),
        ),
        _LOCAL,
        regles=(
            HorsEmployeur(("representant_branche", "expert_metier"), _D_AILLEURS),
            HorsEmployeur(("representant_caisse_nationale",), _DEPORT, Gravite.ALERTE),
            OrganismesDifferents(
                ("representant_caisse_nationale", "representant_branche", "expert_metier"), _LOCAL
            ),
        ),
    )
    for instance in ("jury_professionnel", "jury_vae"):
        yield _jury_professionnel(instance)
    for instance, section, sieges, d_ou in (
        ("jury_local", "§V", _SIEGES_LOCAUX, "001 §6.2"),
        ("jury_vae", "§VI", _SIEGES_VAE, "002 §4.D"),
    ):
        yield Composition(
            ("ucanss.gc",),
            instance,
            sieges,
            Source("004", section),
            editions=("2013",),
            designe_par="CPNEFP" if instance == "jury_vae" else "",
            reserve=f"le document 004 ne donne pas la composition de ce jury ; les sièges viennent de {d_ou}",
        )
    yield Composition(
        (*_EN_BLOCS, "ucanss.gcar"),
        "jury_paritaire_national",
        (Siege("membre", "Membre désigné par la CPNEFP", 1),),
        Source("002", "§4.D ; 001 §6.2 ; 004 §V"),
        designe_par="CPNEFP",
        reserve="ni le nombre des membres ni le quorum du jury paritaire national ne sont donnés",
    )


def _jury_professionnel(instance: str) -> Composition:
    """Return the jury of two: the certifier presides, an expert of the candidate's branch from elsewhere."""
    return Composition(
        _EN_BLOCS,
        instance,
        (
            Siege("president", "Président (Ucanss ou délégataire)", 1, 1, preside=True),
            Siege("expert_metier", "Expert métier", 1, 1),
        ),
        _PROFESSIONNEL,
        regles=(
            FormationSuivie(("president", "expert_metier"), _PROFESSIONNEL),
            HorsEmployeur(("expert_metier",), _EXPERT),
            MemeBranche(("expert_metier",), _EXPERT),
            OrganismesAttendus(
                ("president",),
                CERTIFICATEURS,
                "l'Ucanss, l'Institut 4.10, une caisse nationale, ou un organisme que l'Ucanss a validé",
                _CERTIFICATEUR,
            ),
            HorsEmployeur(("president",), _PRESIDENT, Gravite.ALERTE),
        ),
        editions=("2021",),
    )
