"""Reading séances, dossiers and observations from CSV, XLSX, JSON and Parquet: every fault at once, each placed.

From bytes (``fichier``) and a format (``ouverture``, ``classeur``, ``parquet``) to a ``tableau``, its ``lignes`` of
``valeurs``, then ``dossiers`` and ``observations``. ``en_dossier`` and ``en_classeur`` find the files of a séance,
``editions`` what they are read against; ``seance`` reads it whole, ``flux`` dossier by dossier, ``controle`` any file.
"""
