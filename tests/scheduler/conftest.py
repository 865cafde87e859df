"""What the tests of the clock share."""

from tests.scheduler.probes import no_other_jobs

__all__ = ["no_other_jobs"]
