"""A plain bot: ConversationHandler and PicklePersistence, as python-telegram-bot's own examples write it.

Built after the library's conversationbot.py and persistentconversationbot.py: one state a question, answers in
``context.user_data``, one pickle file flushed at the library's default of every 60 seconds, ``run_polling`` with its
defaults, logging at INFO with httpx quietened as the examples do. ``allow_reentry`` is more than the examples have:
with it a person whose conversation was lost can begin again.
"""

from __future__ import annotations

import argparse
import logging
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from bench.plain.questions import QUESTIONS, RECEIPT_ROWS, REVIEW_ROWS, Question, receipt_text, review_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import CallbackQuery, Message

    from bench.plain.questions import Row

    Rows = Sequence[Row]


REVIEW = len(QUESTIONS)


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


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    message, answers = _message(update), _answers(context)
    answers.clear()
    await message.reply_text(
        QUESTIONS[0].text, parse_mode=ParseMode.HTML, reply_markup=keyboard(QUESTIONS[0].rows)
    )
    return 0


def tapped(state: int) -> CallbackQueryHandler[Any, Any]:
    """Make the handler of a question that is answered by a button."""
    question = QUESTIONS[state]

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        query, answers = _query(update), _answers(context)
        await query.answer()
        coming = state + 1
        if not question.several:
            answers[question.name] = query.data
        elif query.data == "done":
            answers.setdefault(question.name, "")
        else:
            answers[question.name] = f"{answers.get(question.name, '')} {query.data}"
            coming = state
        text, markup = screen(coming, answers)
        await query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=markup)
        return coming

    return CallbackQueryHandler(answer)


def typed(state: int) -> MessageHandler[Any, Any]:
    """Make the handler of a question that is answered by typing."""

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        message, answers = _message(update), _answers(context)
        answers[QUESTIONS[state].name] = message.text
        text, markup = screen(state + 1, answers)
        await message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=markup)
        return state + 1

    return MessageHandler(filters.TEXT & ~filters.COMMAND, answer)


def screen(state: int, answers: dict[str, Any]) -> tuple[str, InlineKeyboardMarkup]:
    if state == REVIEW:
        return review_text(answers), keyboard(REVIEW_ROWS)
    question = QUESTIONS[state]
    return question.text, keyboard(question.rows, answers.get(question.name, "") if question.several else "")


async def send(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    query, answers = _query(update), _answers(context)
    await query.answer()
    reports = context.bot_data.setdefault("reports", [])
    reports.append({"by": query.from_user.id, **answers})
    answers.clear()
    await query.edit_message_text(
        receipt_text(len(reports)), parse_mode=ParseMode.HTML, reply_markup=keyboard(RECEIPT_ROWS)
    )
    return ConversationHandler.END


async def cancel(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    _answers(context).clear()
    await _message(update).reply_text("Đã hủy.")
    return ConversationHandler.END


def conversation() -> ConversationHandler[Any]:
    def answering(state: int, question: Question) -> list[Any]:
        return [typed(state) if question.typed else tapped(state)]

    states: dict[object, list[Any]] = {
        state: answering(state, question) for state, question in enumerate(QUESTIONS)
    }
    states[REVIEW] = [CallbackQueryHandler(send, pattern="^send$")]
    return ConversationHandler(
        entry_points=[CommandHandler("baocao", begin)],
        states=states,
        fallbacks=[CommandHandler("huy", cancel)],
        name="report",
        persistent=True,
        allow_reentry=True,
    )


def _message(update: Update) -> Message:
    assert update.message is not None
    return update.message


def _query(update: Update) -> CallbackQuery:
    assert update.callback_query is not None
    return update.callback_query


def _answers(context: ContextTypes.DEFAULT_TYPE) -> dict[str, Any]:
    assert context.user_data is not None
    return context.user_data


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
        .persistence(PicklePersistence(options.data))
        .build()
    )
    application.add_handler(conversation())
    application.run_polling()


if __name__ == "__main__":
    main()
