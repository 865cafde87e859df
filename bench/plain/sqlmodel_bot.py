"""A plain bot: every answer stored through SQLModel and aiosqlite, as FastAPI-style tutorials write it.

One asynchronous engine with its defaults, one session and one commit an update; the draft is a row that says how far
it has come, each answer a row of its own. No ConversationHandler: what to ask next is in the database, so that it
survives a restart. ``run_polling`` with its defaults, logging as the library's examples set it.
"""

from __future__ import annotations

import argparse
import logging
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, col, delete, select
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


class Report(SQLModel, table=True):
    """A report: being filled in at a step, or sent."""

    __tablename__ = "report"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(index=True)
    step: int = 0
    sent: bool = False


class Answer(SQLModel, table=True):
    """One answer of a report."""

    __tablename__ = "answer"

    report_id: int = Field(foreign_key="report.id", primary_key=True)
    question: str = Field(primary_key=True)
    value: str


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


async def screen(session: AsyncSession, report: Report) -> tuple[str, InlineKeyboardMarkup]:
    if report.step == REVIEW:
        found = await session.exec(select(Answer).where(Answer.report_id == report.id))
        answers = {answer.question: answer.value for answer in found}
        return review_text(answers), keyboard(REVIEW_ROWS)
    question = QUESTIONS[report.step]
    ticked = await session.get(Answer, (report.id, question.name)) if question.several else None
    return question.text, keyboard(question.rows, ticked.value if ticked else "")


def session_of(context: ContextTypes.DEFAULT_TYPE) -> AsyncSession:
    return AsyncSession(context.bot_data[ENGINE], expire_on_commit=False)


async def draft_of(session: AsyncSession, user_id: int) -> Report | None:
    drafts = await session.exec(select(Report).where(Report.user_id == user_id, col(Report.sent).is_(False)))
    return drafts.first()


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.effective_user is not None
    async with session_of(context) as session:
        report = await draft_of(session, update.effective_user.id)
        if report is None:
            report = Report(user_id=update.effective_user.id)
        else:
            await session.exec(delete(Answer).where(col(Answer.report_id) == report.id))
        report.step = 0
        session.add(report)
        await session.commit()
        text, markup = await screen(session, report)
    await update.message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=markup)


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer()
    async with session_of(context) as session:
        report = await draft_of(session, query.from_user.id)
        if report is None:
            return
        if report.step == REVIEW:
            text, markup = await send(session, report), keyboard(RECEIPT_ROWS)
        else:
            await note(session, report, query.data or "")
            text, markup = await screen(session, report)
    await query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=markup)


async def typed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.effective_user is not None
    async with session_of(context) as session:
        report = await draft_of(session, update.effective_user.id)
        if report is None or report.step == REVIEW or not QUESTIONS[report.step].typed:
            return
        await note(session, report, update.message.text or "")
        text, markup = await screen(session, report)
    await update.message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=markup)


async def note(session: AsyncSession, report: Report, value: str) -> None:
    """Store one answer, and how far the report has come."""
    assert report.id is not None
    question = QUESTIONS[report.step]
    answer = Answer(report_id=report.id, question=question.name, value="" if value == "done" else value)
    if question.several:
        earlier = await session.get(Answer, (report.id, question.name))
        if earlier is not None:
            answer = earlier
            answer.value = f"{answer.value} {'' if value == 'done' else value}".strip()
    session.add(answer)
    if not question.several or value == "done":
        report.step += 1
        session.add(report)
    await session.commit()


async def send(session: AsyncSession, report: Report) -> str:
    assert report.id is not None
    report.sent = True
    session.add(report)
    await session.commit()
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
