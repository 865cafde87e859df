"""A plain bot: every answer stored through SQLModel and aiosqlite, as FastAPI-style tutorials write it.

One asynchronous engine with its defaults, one session and one commit an update, the draft as a row with a column for
each answer and the step it has reached. No ConversationHandler: what to ask next is in the row, so that it survives
a restart. ``run_polling`` with its defaults.
"""

from __future__ import annotations

import argparse
import logging
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bench.plain.questions import QUESTIONS, RECEIPT_ROWS, REVIEW_ROWS, receipt_text, review_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncEngine

    from bench.plain.questions import Row

    Rows = Sequence[Row]

REVIEW = len(QUESTIONS)
ENGINE = "engine"


class Answers(SQLModel):
    """The answers, as columns of both tables."""

    household: str = ""
    change: str = ""
    signed: str = ""
    event_on: str = ""
    members: str = ""
    income: str = ""
    deprivations: str = ""
    supports: str = ""
    meeting_on: str = ""
    photos: str = ""


class Draft(Answers, table=True):
    """What one person has answered so far."""

    __tablename__ = "draft"

    user_id: int = Field(primary_key=True)
    step: int = 0


class Report(Answers, table=True):
    """A report that was sent."""

    __tablename__ = "report"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(index=True)


def keyboard(rows: Rows, ticked: str = "") -> InlineKeyboardMarkup:
    marked = ticked.split()
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    label.replace("⬜", "✅") if value in marked else label, callback_data=value
                )
                for label, value in row
            ]
            for row in rows
        ]
    )


def screen(draft: Draft) -> tuple[str, InlineKeyboardMarkup]:
    if draft.step == REVIEW:
        return review_text(draft.model_dump()), keyboard(REVIEW_ROWS)
    question = QUESTIONS[draft.step]
    return question.text, keyboard(question.rows, getattr(draft, question.name) if question.several else "")


def session_of(context: ContextTypes.DEFAULT_TYPE) -> AsyncSession:
    return AsyncSession(context.bot_data[ENGINE], expire_on_commit=False)


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.effective_user is not None
    async with session_of(context) as session:
        draft = await session.get(Draft, update.effective_user.id)
        if draft is not None:
            await session.delete(draft)
            await session.flush()
        draft = Draft(user_id=update.effective_user.id)
        session.add(draft)
        await session.commit()
    text, markup = screen(draft)
    await update.message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=markup)


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer()
    async with session_of(context) as session:
        draft = await session.get(Draft, query.from_user.id)
        if draft is None:
            return
        if draft.step == REVIEW:
            text, markup = await send(session, draft), keyboard(RECEIPT_ROWS)
        else:
            note(draft, query.data or "")
            session.add(draft)
            await session.commit()
            text, markup = screen(draft)
    await query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=markup)


async def typed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.effective_user is not None
    async with session_of(context) as session:
        draft = await session.get(Draft, update.effective_user.id)
        if draft is None or draft.step == REVIEW or not QUESTIONS[draft.step].typed:
            return
        note(draft, update.message.text or "")
        session.add(draft)
        await session.commit()
    text, markup = screen(draft)
    await update.message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=markup)


def note(draft: Draft, answer: str) -> None:
    question = QUESTIONS[draft.step]
    if not question.several:
        setattr(draft, question.name, answer)
    elif answer != "done":
        setattr(draft, question.name, f"{getattr(draft, question.name)} {answer}")
        return
    draft.step += 1


async def send(session: AsyncSession, draft: Draft) -> str:
    report = Report(**draft.model_dump(exclude={"step"}))
    session.add(report)
    await session.delete(draft)
    await session.commit()
    assert report.id is not None
    return receipt_text(report.id)


async def open_database(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    engine: AsyncEngine = application.bot_data[ENGINE]
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--data", required=True)
    options = parser.parse_args()
    logging.basicConfig(format="%(asctime)s - %(name)s - %(levelname)s - %(message)s", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    application = (
        Application.builder()
        .token(options.token)
        .base_url(f"{options.api}/bot")
        .base_file_url(f"{options.api}/file/bot")
        .post_init(open_database)
        .build()
    )
    application.bot_data[ENGINE] = create_async_engine(f"sqlite+aiosqlite:///{options.data}")
    application.add_handler(CommandHandler("baocao", begin))
    application.add_handler(CallbackQueryHandler(tapped))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, typed))
    application.run_polling()


if __name__ == "__main__":
    main()
