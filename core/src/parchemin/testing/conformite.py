"""The checks of `parchemin.conformance` as tests: pytest names them, Hypothesis makes up the dossiers."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parchemin.conformance.controles import CONTROLES, ControleBranche, capacites
from parchemin.conformance.model import Capacite, Ecart, GraviteEcart, Sujet
from parchemin.conformance.politiques import eprouver, preparer
from parchemin.errors import BrancheInvalide
from parchemin.plugin.host import Hote

_SUR_PLACE = tuple(controle for controle in CONTROLES if controle.code != "politiques")


class ConformiteBranche:
    """Proves a branch: ``branche`` is its slug.

    ``sans`` says what the branch does without, and why. ``derogations`` names a check that the branch does not
    pass, and why: the test is then expected to fail, and a check that passes after all is an error.
    ``essais`` is how many dossiers Hypothesis makes up for each voie of each édition.
    """

    branche: ClassVar[str]
    sans: ClassVar[Mapping[Capacite, str]] = {}
    derogations: ClassVar[Mapping[str, str]] = {}
    essais: ClassVar[int] = 25

    def test_la_branche_se_charge(self) -> None:
        """The host takes the plugin."""
        try:
            _sujet(self.branche)
        except BrancheInvalide as erreur:
            pytest.fail(str(erreur))

    def test_ce_qui_manque_est_dit_avec_sa_raison(self) -> None:
        """Each capability is there, or declared absent; each derogation has its reason, and names a check."""
        _refuser(capacites(_sujet(self.branche), self.sans), GraviteEcart.ALERTE, GraviteEcart.REFUS)
        connus = {controle.code for controle in CONTROLES}
        assert [code for code in self.derogations if code not in connus] == []
        assert [code for code, raison in self.derogations.items() if not raison.strip()] == []

    @pytest.mark.parametrize("controle", _SUR_PLACE, ids=lambda controle: controle.code)
    def test_controle(self, controle: ControleBranche) -> None:
        """A check finds nothing that refuses."""
        with _Derogation(self.derogations, controle.code):
            _refuser(controle.ecarts(_sujet(self.branche)), GraviteEcart.REFUS)

    def test_politiques(self) -> None:
        """On any dossier, the policy answers, gives its motifs, and never punishes a better observation."""
        sujet = _sujet(self.branche)
        with _Derogation(self.derogations, "politiques"):
            for edition, voie in sujet.regimes():
                banc = preparer(sujet.hote, edition, voie)

                @settings(
                    max_examples=self.essais,
                    deadline=None,
                    derandomize=True,
                    suppress_health_check=list(HealthCheck),
                )
                @given(st.randoms(use_true_random=False))
                def eprouver_la_voie(hasard: Random) -> None:
                    _refuser(eprouver(banc, voie, hasard), GraviteEcart.REFUS)  # noqa: B023 - called at once

                eprouver_la_voie()


class _Derogation:
    """Turns the failure of a check that the branch does not pass into an expected one, with its reason."""

    def __init__(self, derogations: Mapping[str, str], code: str) -> None:
        self.raison = derogations.get(code)
        self.code = code

    def __enter__(self) -> None:
        return None

    def __exit__(self, type_: type[BaseException] | None, *_: object) -> None:
        if self.raison is None:
            return
        if type_ is None:
            pytest.fail(f"« {self.code} » passe : ôter cette dérogation ({self.raison})")
        pytest.xfail(self.raison)


@cache
def _sujet(slug: str) -> Sujet:
    return Sujet.de(Hote.charger(), slug, datetime.now(UTC).date())


def _refuser(ecarts: Iterable[Ecart], *gravites: GraviteEcart) -> None:
    trouves = [str(ecart) for ecart in ecarts if ecart.gravite in gravites]
    if trouves:
        pytest.fail("\n".join(trouves), pytrace=False)
