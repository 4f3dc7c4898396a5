from parchemin.testing import Capacite, ConformiteBranche


class TestCourtage(ConformiteBranche):
    branche = "courtage"
    sans = {
        Capacite.NOTES: "aucune épreuve n'y est notée par un barème",
        Capacite.PASSERELLES: "le document n'écrit aucune équivalence",
    }
