"""The bot put together: the inside behind the edge, the clock beside them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from bot.app import Parts
from bot.clock import now
from bot.face import Face
from bot.logs import describe
from bot.unstartable import Unstartable
from bot.work import Inside
from handlers import late, registry, router
from handlers.scene import CONTACT, Config
from scheduler import clock
from store.rules.plans import SHIPPED, PlansError, load_plans
from store.rules.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bot.app import Runner
    from bot.settings import Settings
    from handlers.incoming import Incoming
    from store.outbox import Post
    from store.rules.plans import Plans

# Whoever is not on the list sees these two; each person's own commands are set when they are let in.
EVERYONES = ("start", "ngonngu")
DESCRIPTION = Text(
    "Chung Tay giúp trưởng thôn báo cáo hộ thoát nghèo ngay trên điện thoại, và cán bộ xã xác minh. "
    "Dành cho người được mời; cần đường dẫn mời, xin liên hệ cán bộ phụ trách giảm nghèo của xã.",
    "With Chung Tay village heads report households that leave poverty, and commune officers verify. "
    "For invited people; please ask the commune officer for poverty for an invitation link.",
)
ABOUT = Text(
    "Báo cáo hộ thoát nghèo từ thôn đến xã.",
    "Reports of households leaving poverty, from village to commune.",
)

WRONG_PLANS = Text(
    "Kế hoạch chưa dùng được; xin sửa tệp theo docs/plans.md:\n{faults}",
    "A plan cannot be used; please mend the file, see docs/plans.md:\n{faults}",
)


log = structlog.get_logger()


class Clock:
    """The scheduler, started and stopped with the bot."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._ticking: clock.Clock | None = None

    def start(self, engine: Engine, look: Callable[[], None]) -> None:
        """Tick; what fell due while nothing was running is caught up on at once."""
        self._ticking = clock.Clock(engine, self._config, now, look, _note_failure)
        self._ticking.start()

    def catch_up(self) -> None:
        """Do everything that is due, and wait for it."""
        if self._ticking is not None:
            self._ticking.catch_up()

    def next_due(self) -> datetime | None:
        """Tell when a job is due next."""
        return None if self._ticking is None else self._ticking.next_due()

    def stop(self) -> None:
        """Stop ticking; a job in hand is finished or, being one unit of work, has not happened."""
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None


def _note_failure(name: str, fault: BaseException) -> None:
    log.error("job_failed", job=name, **describe(fault))


def assemble(settings: Settings, *beside: Callable[[Clock], Runner]) -> Callable[[str], Parts]:
    """Return what makes the parts of the bot once its user name is known; ``beside`` makes what runs beside them.

    Raises:
        Unstartable: a plan is wrong.
    """
    return partial(_parts, settings, read_plans(settings), beside)


def configure(settings: Settings, plans: Plans, bot_name: str = "") -> Config:
    """Return what a place sets for itself, as handlers and jobs know it."""
    return Config(
        zone=settings.timezone,
        contact=same(settings.contact) if settings.contact else CONTACT,
        bot_name=bot_name,
        invitation_lasts=timedelta(days=settings.invitation_days),
        tracks_posting=settings.tracks_posting,
        posting_days=settings.posting_days,
        crowded_percent=settings.crowded_percent,
        form_rests=timedelta(minutes=settings.form_minutes),
        verify_days=settings.verify_days,
        decision_days=settings.decision_days,
        decision_working_days=settings.decision_working_days,
        plans=plans,
    )


def read_plans(settings: Settings) -> Plans:
    """Read the plans: those that come with the program, and those of the folder that the settings name.

    Raises:
        Unstartable: one of them is wrong.
    """
    folders = (SHIPPED,) if settings.plans is None else (SHIPPED, settings.plans)
    try:
        return load_plans(*folders, examples=settings.example_plan)
    except PlansError as fault:
        raise Unstartable(WRONG_PLANS.fill(faults=str(fault))) from None


def _parts(
    settings: Settings, plans: Plans, beside: Sequence[Callable[[Clock], Runner]], bot_name: str
) -> Parts:
    config = configure(settings, plans, bot_name)

    def answer(db: Session, incoming: Incoming, moment: datetime) -> Sequence[Post]:
        return router.answer(db, incoming, moment, config)

    def apologise(db: Session, chat_id: int, moment: datetime, request_id: str) -> Sequence[Post]:
        return router.apologise(db, chat_id, moment, config, request_id)

    def make(db: Session, chat_id: int, asked: tuple[str, dict[str, Any]], moment: datetime) -> late.Made:
        return late.make(db, chat_id, asked, moment, config)

    ticking = Clock(config)
    shown = [(entry.name, entry.about) for name in EVERYONES if (entry := registry.find_command(name))]
    return Parts(
        Inside(answer, apologise, make),
        Face(commands=shown, description=DESCRIPTION, about=ABOUT),
        (ticking, *(make_runner(ticking) for make_runner in beside)),
    )
