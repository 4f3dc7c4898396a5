"""Reading séances, dossiers and observations from files: every fault at once, each placed.

`seance.LecteurDeSeance` is the one way in. Below it: ``formats`` turn a file into a table of cells; ``repertoire``
and ``classeur_de_seance`` find what a séance is made of; ``colonnes`` and ``valeurs`` turn rows and cells into
values, ``dossiers`` and ``observations`` into what they mean, against ``editions``; ``assemblage`` ties it all.
``au_fil`` and ``en_colonnes`` read the same without holding it all. ``controle`` checks any file on its own,
``complement`` completes a séance that is open.
"""
