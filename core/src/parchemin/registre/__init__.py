"""Where a branch keeps what its juries decided: séances, propositions, decisions, titles, and the journal.

The only folder that imports SQLAlchemy. Every write goes through `base.Base.ecrire`, which holds the one lock of
the register, numbers the acts without gaps and chains them; what was decided is appended, never rewritten, and the
database refuses to do otherwise. The journal holds digests of personal data, never the data.
"""
