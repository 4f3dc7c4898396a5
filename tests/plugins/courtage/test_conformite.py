from parchemin.testing import ConformiteBranche


class TestCourtage(ConformiteBranche):
    branche = "courtage"
