from parchemin.testing import ConformiteBranche


class TestAgircArrco(ConformiteBranche):
    branche = "agirc-arrco"
