"""Pure rules of the domain: no database, no clock, no network."""
