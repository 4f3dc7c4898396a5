from parchemin.testing import Capacite, ConformiteBranche


class TestAgircArrco(ConformiteBranche):
    branche = "agirc-arrco"
    sans = {
        Capacite.NOTES: "aucune épreuve n'y est notée par un barème",
        Capacite.PASSERELLES: "le document n'écrit aucune équivalence",
    }
