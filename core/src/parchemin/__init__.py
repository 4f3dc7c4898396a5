"""Parchemin: a neutral core that certifies, whatever the professional branch.

Each folder is one step of the data's way: ``referentiel``, ``dossier``, ``vae``, ``jury``, ``regles``,
``deliberation``, ``passerelle``, ``documents``. ``plugin`` is where a branch joins in.
"""
