/** What a person has sent and the stand-in has not shown yet: one after the other, in order. */

let number = 0;

export class Sending {
  /** @param {{changed: () => void, delivered: () => Promise<void>}} hands */
  constructor(hands) {
    this.hands = hands;
    this.list = [];
    this.line = Promise.resolve();
  }

  /**
   * Send something after everything that was sent before.
   * @param {string} text what to show meanwhile
   * @param {() => Promise<Object>} deliver
   */
  add(text, deliver) {
    const one = { key: `waiting:${(number += 1)}`, text, failed: '', messageId: null };
    one.again = () => this.queue(one, deliver);
    one.drop = () => this.remove(one);
    this.list.push(one);
    this.queue(one, deliver);
  }

  queue(one, deliver) {
    one.failed = '';
    this.hands.changed();
    this.line = this.line.then(() => this.deliver(one, deliver));
  }

  async deliver(one, deliver) {
    try {
      const sent = await deliver();
      one.messageId = (sent.sent?.at(-1) ?? sent).message_id;
      await this.hands.delivered();
    } catch (refusal) {
      one.failed = refusal.offline ? 'chưa gửi được, mất kết nối' : `chưa gửi được: ${refusal.message}`;
      this.hands.changed();
    }
  }

  remove(one) {
    this.list = this.list.filter((other) => other !== one);
    this.hands.changed();
  }

  /** Forget what the chat shows by now. */
  settle(messages) {
    this.list = this.list.filter((one) => !messages.has(one.messageId));
  }
}
