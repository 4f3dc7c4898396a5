"""What the branch gives to the host: each hook is handed over to the module of its concern."""

from parchemin.api import editions_de, exemples_de, fournir, hookimpl
from parchemin_ucanss import branche, jury, passerelles, politique, titres, vae

API_VERSION = 1

parchemin_branche = fournir(branche.UCANSS)
parchemin_editions = editions_de("parchemin_ucanss")
parchemin_politiques = hookimpl(politique.toutes)
parchemin_jurys = hookimpl(jury.toutes)
parchemin_recevabilites = hookimpl(vae.toutes)
parchemin_passerelles = hookimpl(passerelles.toutes)
parchemin_titres = hookimpl(titres.tous)
parchemin_exemples = exemples_de(
    "parchemin_ucanss",
    ("cos-2021", "Conseiller offres de services, mars 2022", "ucanss.cos"),
    ("gc-2021", "Gestionnaire conseil, mars 2022", "ucanss.gc"),
    ("gc-2013", "Gestionnaire conseil, décembre 2013", "ucanss.gc"),
    ("gcar-2017", "Gestionnaire carrière, juin 2018", "ucanss.gcar"),
)
