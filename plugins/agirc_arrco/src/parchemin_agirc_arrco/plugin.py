"""What the branch gives to the host: each hook is handed over to the module of its concern."""

from parchemin.api import editions_de, exemples_de, fournir, hookimpl
from parchemin_agirc_arrco import branche, jury, politique, titres, vae

API_VERSION = 1

parchemin_branche = fournir(branche.AGIRC_ARRCO)
parchemin_editions = editions_de("parchemin_agirc_arrco")
parchemin_politiques = hookimpl(politique.toutes)
parchemin_jurys = hookimpl(jury.toutes)
parchemin_recevabilites = hookimpl(vae.toutes)
parchemin_titres = hookimpl(titres.tous)
parchemin_exemples = exemples_de(
    "parchemin_agirc_arrco",
    ("ce-2024", "Conseiller Entreprise, mars 2025", "agirc-arrco.ce"),
)
