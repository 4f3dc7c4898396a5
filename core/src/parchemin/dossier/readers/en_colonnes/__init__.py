"""The tables of a séance as columns of Polars; it asks for the extra ``cohortes``."""
