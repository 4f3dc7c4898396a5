"""Does a branch hold together? Pure checks, each of which yields what it finds; no check stops another.

They have two front ends, the command ``parchemin conformite`` and the tests of a branch (`parchemin.testing`),
and serve any plugin in the same way, ours included.
"""

from parchemin.conformance.controles import CONTROLES, ControleBranche, controle, verifier
from parchemin.conformance.model import Capacite, Ecart, GraviteEcart, Sujet

__all__ = ["CONTROLES", "Capacite", "ControleBranche", "Ecart", "GraviteEcart", "Sujet", "controle", "verifier"]
