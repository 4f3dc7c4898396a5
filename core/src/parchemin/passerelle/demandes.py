"""Which blocs a certification asks for: those that everyone has, and so many among others.

It is what `TousLesBlocs` counts. A bloc of a nature that nothing asks for serves only who has it.
"""

from collections.abc import Iterator

from attrs import frozen

from parchemin.referentiel.model import Edition, NatureBloc, Quota


@frozen(eq=False)
class BlocsDemandes:
    """The codes that everyone must have, and the quotas in which the candidate has a choice.

    ``non_decrits`` counts, by nature, those that the édition asks for and that no document describes.
    """

    exiges: frozenset[str]
    au_choix: tuple[Quota, ...]
    non_decrits: dict[NatureBloc, int]

    @classmethod
    def de(cls, edition: Edition) -> "BlocsDemandes":
        """Read the composition; without one, all blocs that are not optional."""
        return cls(
            frozenset(_exiges(edition)),
            tuple(quota for quota in edition.quotas if len(quota.codes) > quota.demandes),
            {q.nature: q.demandes - len(q.codes) for q in edition.quotas if q.demandes > len(q.codes)},
        )


def _exiges(edition: Edition) -> Iterator[str]:
    if not edition.composition:
        yield from (bloc.code for bloc in edition.blocs if bloc.nature is not NatureBloc.OPTIONNEL)
    for quota in edition.quotas:
        if len(quota.codes) <= quota.demandes:
            yield from quota.codes
