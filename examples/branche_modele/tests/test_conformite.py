from parchemin.testing import Capacite, ConformiteBranche


class TestConformite(ConformiteBranche):
    branche = "metiers-art"
    sans = {Capacite.PASSERELLES: "aucune équivalence n'est écrite"}
