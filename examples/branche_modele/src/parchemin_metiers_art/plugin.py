"""What the branch gives to the host: each hook is handed over to the module of its concern."""

from parchemin.api import editions_de, exemples_de, fournir, hookimpl
from parchemin_metiers_art import branche, jury, politique, vae

API_VERSION = 1

parchemin_branche = fournir(branche.BRANCHE)
parchemin_editions = editions_de("parchemin_metiers_art")
parchemin_politiques = hookimpl(politique.toutes)
parchemin_jurys = hookimpl(jury.toutes)
parchemin_recevabilites = hookimpl(vae.toutes)
parchemin_titres = hookimpl(branche.titres)
parchemin_exemples = exemples_de(
    "parchemin_metiers_art",
    ("createur-2026", "Créateur, juin 2026", branche.CERTIFICATION),
)
