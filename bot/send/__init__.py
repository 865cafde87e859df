"""Sending: what waits in the outbox leaves for Telegram, by priority, in order within a chat, within the limits."""
