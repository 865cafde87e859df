/** Inline buttons that were tapped and wait for the bot's answer. */

import { act } from '/page/api.js';

/** Milliseconds after which a tap is given up, as a phone does it. */
const PATIENCE = 15_000;

const placeOf = (message, key) => `${message.message_id}:${key.callback_data}`;

export class Taps {
  /**
   * @param {number} userId who taps
   * @param {{changed: (messageId: number) => void, failed: (words: string) => void}} hands
   */
  constructor(userId, hands) {
    this.userId = userId;
    this.hands = hands;
    this.waiting = new Map();
    this.answers = new Set();
  }

  isWaiting(message, key) {
    return this.waiting.has(placeOf(message, key));
  }

  /** Tap a button, unless it waits already. */
  async tap(message, key) {
    if (this.isWaiting(message, key)) return;
    const place = placeOf(message, key);
    const giveUp = setTimeout(() => this.giveUp(place, message), PATIENCE);
    this.waiting.set(place, { message, giveUp, query: null });
    this.hands.changed(message.message_id);
    try {
      const body = { message_id: message.message_id, data: key.callback_data };
      const { callback_query_id: query } = await act(this.userId, 'tap', body);
      if (this.answers.delete(query)) this.end(place);
      else if (this.waiting.has(place)) this.waiting.get(place).query = query;
    } catch (refusal) {
      this.end(place);
      this.hands.failed(refusal.offline ? 'Mất kết nối, anh/chị thử lại sau ạ' : 'Nút này vừa được thay đổi');
    }
  }

  /** The bot has answered this tap; the answer may be here before the tap's own number is. */
  answered(query) {
    const place = [...this.waiting].find(([, tapped]) => tapped.query === query)?.[0];
    if (place) this.end(place);
    else this.answers.add(query);
  }

  giveUp(place, message) {
    if (!this.waiting.has(place)) return;
    this.end(place);
    this.hands.failed('Bot chưa trả lời');
    this.hands.changed(message.message_id);
  }

  end(place) {
    const { message, giveUp } = this.waiting.get(place);
    clearTimeout(giveUp);
    this.waiting.delete(place);
    this.hands.changed(message.message_id);
  }
}
