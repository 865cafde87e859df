"""A stand-in for Telegram's Bot API with a chat page: for the demo, training, tests and load."""

from bot.simulator.server import DEFAULT_TOKEN, Simulator

__all__ = ["DEFAULT_TOKEN", "Simulator"]
