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
    def de(cls, edition: Edition, voie: str = "") -> "BlocsDemandes":
        """Read what a voie of an édition asks for, of each nature and of each group; without one, what all do.

        Blocs that options select are a choice: the option is not known here.
        """
        quotas = edition.quotas_de(voie) if voie else edition.quotas
        ailleurs = {code for une in edition.voies for code in une.sans_blocs} if not voie else frozenset()
        exiges = [code for q in quotas if len(q.codes) <= q.demandes for code in q.codes if code not in ailleurs]
        options = edition.options_par_bloc
        return cls(
            frozenset(code for code in exiges if code not in options),
            (
                *(quota for quota in quotas if len(quota.codes) > quota.demandes),
                *_selon_l_option(edition, tuple(code for code in exiges if code in options)),
            ),
            {q.nature: q.demandes - len(q.codes) for q in quotas if q.nature and q.demandes > len(q.codes)},
        )


def _selon_l_option(edition: Edition, codes: tuple[str, ...]) -> Iterator[Quota]:
    """Yield the choice among the blocs that options select: as many as the option that asks for the fewest."""
    if codes:
        demandes = min(len(set(option.blocs) & set(codes)) for option in edition.options)
        yield Quota(None, demandes, codes, demandes)
