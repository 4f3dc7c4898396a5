"""The conformance tests of a branch, for its own test suite; they ask for the extra ``parchemin[testing]``.

One class of a few lines is all::

    from parchemin.testing import ConformiteBranche

    class TestMaBranche(ConformiteBranche):
        branche = "ma-branche"

The checks are those of `parchemin.conformance`, and ``parchemin conformite`` runs the same ones. `juger` puts one
rule of the branch's own on trial.
"""

from parchemin.conformance.model import Capacite
from parchemin.testing.conformite import ConformiteBranche
from parchemin.testing.regle import juger

__all__ = ["Capacite", "ConformiteBranche", "juger"]
