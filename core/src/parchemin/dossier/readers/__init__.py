"""Reading séances, dossiers and observations from CSV, XLSX, JSON and Parquet: every fault at once, each placed.

From bytes (``fichier``) and a format (``ouverture``, ``classeur``, ``parquet``) to a ``tableau``, its ``lignes``
and ``valeurs``, then ``dossiers`` and ``observations``. ``en_dossier`` and ``en_classeur`` find what a séance
is made of, ``editions`` what it is read against; ``seance`` reads it whole, ``flux`` dossier by dossier, and
``controle`` any file on its own.
"""
