"""What a holder keeps from one certification to another."""
