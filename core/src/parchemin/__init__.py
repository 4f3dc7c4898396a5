"""Parchemin: a neutral core that certifies, whatever the professional branch.

Each folder is one step of the data's way, and imports only earlier ones: ``referentiel``, ``dossier``, ``vae``,
``jury``, ``regles``, ``deliberation``, ``passerelle``, ``documents``, ``registre``; ``cohortes`` deliberates whole
years at once. ``plugin`` is where a branch joins in, ``conformance`` and ``testing`` are how it proves itself.
"""
