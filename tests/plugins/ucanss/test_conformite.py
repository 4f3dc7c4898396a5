from parchemin.testing import ConformiteBranche


class TestUcanss(ConformiteBranche):
    branche = "ucanss"
