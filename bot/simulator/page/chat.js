/** What one person's screen holds, kept in step with the stand-in. */

/** @typedef {import('/page/thread.js').Message} Message */

export class Chat {
  constructor() {
    /** @type {Map<number, Message>} */
    this.messages = new Map();
    this.seq = 0;
    this.known = false;
    this.readUpTo = 0;
    this.keyboard = null;
    this.commands = [];
    this.description = '';
    this.blocked = false;
    this.begun = false;
  }

  /**
   * Take in what was seen; `whole` says that it is everything, not only what changed.
   * @param {Object} seen the answer of /sim/users/{id}/chat
   * @param {boolean} whole
   * @returns {Object[]} the answers to taps that are new since the last time
   */
  apply(seen, whole) {
    const toasts = this.known ? seen.toasts.filter((toast) => toast.seq > this.seq) : [];
    if (whole) this.messages.clear();
    for (const message of seen.messages) {
      if (message.deleted) this.messages.delete(message.message_id);
      else this.messages.set(message.message_id, message);
    }
    const { seq, keyboard, commands, description, blocked, begun } = seen;
    Object.assign(this, { seq, keyboard, commands, description, blocked, begun });
    if (!this.known || this.newest < this.readUpTo) this.read();
    this.known = true;
    return toasts;
  }

  /** The messages, oldest first. */
  get list() {
    return [...this.messages.values()];
  }

  get newest() {
    return this.list.at(-1)?.message_id ?? 0;
  }

  /** Count everything as read. */
  read() {
    this.readUpTo = this.newest;
  }

  /** How many of the bot's messages came since they were last read. */
  get unread() {
    return this.list.filter((one) => one.from === 'bot' && one.message_id > this.readUpTo).length;
  }
}
