"""Does a branch hold together? Pure checks, each of which yields what it finds; no check stops another.

They have two front ends, the command ``parchemin conformite`` and the tests of a branch (`parchemin.testing`),
and serve any plugin in the same way, ours included.
"""

from parchemin.conformance.controles import CONTROLES, Controle, controle, verifier
from parchemin.conformance.model import Capacite, Ecart, Gravite, Sujet

__all__ = ["CONTROLES", "Capacite", "Controle", "Ecart", "Gravite", "Sujet", "controle", "verifier"]
