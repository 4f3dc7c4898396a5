"""What the branch gives to the host: each hook is handed over to the module of its concern."""

from parchemin.api import editions_de, exemples_de, fournir, hookimpl
from parchemin_courtage import branche, jury, politique, titres, vae

API_VERSION = 1

parchemin_branche = fournir(branche.COURTAGE)
parchemin_editions = editions_de("parchemin_courtage")
parchemin_politiques = hookimpl(politique.toutes)
parchemin_jurys = hookimpl(jury.toutes)
parchemin_recevabilites = hookimpl(vae.toutes)
parchemin_titres = hookimpl(titres.tous)
parchemin_exemples = exemples_de(
    "parchemin_courtage",
    ("cdc-2017", "Chargé de Clientèle, juin 2018", "courtage.cdc"),
)
