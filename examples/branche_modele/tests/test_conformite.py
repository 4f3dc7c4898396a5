from parchemin.testing import ConformiteBranche


class TestConformite(ConformiteBranche):
    branche = "metiers-art"
