/** The list of messages: draws what changed, keeps the newest in view, and moves by the arrow keys. */

import { bubble, waitingBubble } from '/page/bubble.js';
import { dayWords } from '/page/dates.js';
import { button, el, still } from '/page/dom.js';
import { icon } from '/page/icons.js';

/** Pixels from the end within which the list counts as being at its end. */
const NEAR = 48;
/** Pixels over a message that is taller than the screen. */
const MARGIN = 8;
/** Milliseconds in which a new message counts as the answer to what this person just did. */
const ANSWER_WITHIN = 10_000;
const TOUCHABLE = 'button, a[href]';
const FORWARD = new Set(['ArrowDown', 'ArrowRight']);
const BACK = new Set(['ArrowUp', 'ArrowLeft']);

export class Log {
  /**
   * @param {string} name whose chat it is, for a screen reader
   * @param {import('/page/bubble.js').BubbleHands & {leave: () => void, moved: () => void}} hands
   */
  constructor(name, hands) {
    this.hands = hands;
    this.drawn = new Map();
    this.atEnd = true;
    this.newest = '';
    this.answerUntil = 0;
    this.list = el('div.messages');
    this.scroller = el(
      'div.log',
      { role: 'log', 'aria-label': name, 'aria-live': 'polite', tabindex: 0 },
      this.list,
    );
    this.count = el('span.badge', { hidden: true });
    this.jump = button('.round.jump', { 'aria-label': 'Xuống tin mới nhất', hidden: true }, icon('down'), this.count);
    this.element = el('div.log-frame', {}, this.scroller, this.jump);
    this.listen();
  }

  listen() {
    this.jump.onclick = () => {
      this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: still() ? 'instant' : 'smooth' });
      this.hands.leave();
    };
    this.scroller.onscroll = () => this.notice();
    this.scroller.onkeydown = (event) => this.move(event);
    this.list.addEventListener('focusin', (event) => this.rove(event.target));
    const grown = new ResizeObserver(() => this.atEnd && this.toEnd());
    grown.observe(this.scroller);
    grown.observe(this.list);
  }

  /**
   * Show these blocks, and what is on its way below them.
   * @param {import('/page/thread.js').Block[]} blocks
   * @param {Object[]} waiting
   */
  show(blocks, waiting) {
    const focused = this.focusedPlace();
    const wanted = [...blocks, ...waiting.map((one) => ({ key: one.key, sign: one.failed, waiting: one }))];
    const keys = new Set(wanted.map((block) => block.key));
    for (const [key, { node }] of this.drawn) if (!keys.has(key)) this.drop(key, node);
    this.place(wanted.map((block) => this.draw(block)));
    this.rove();
    this.restoreFocus(focused);
    const fresh = wanted.at(-1)?.key !== this.newest;
    this.newest = wanted.at(-1)?.key;
    if (this.atEnd || (fresh && performance.now() < this.answerUntil)) this.toEnd();
  }

  /** A new message that comes now is an answer, and is to be seen wherever one reads. */
  expectAnswer() {
    this.answerUntil = performance.now() + ANSWER_WITHIN;
  }

  place(nodes) {
    let next = this.list.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else this.list.insertBefore(node, next);
    }
  }

  draw(block) {
    const known = this.drawn.get(block.key);
    if (known?.sign === block.sign) return known.node;
    const node = this.make(block);
    if (known) known.node.replaceWith(node);
    this.drawn.set(block.key, { sign: block.sign, node });
    return node;
  }

  make(block) {
    if (block.day) return el('div.day', { role: 'separator' }, el('span', {}, dayWords(block.day)));
    return block.waiting ? waitingBubble(block.waiting) : bubble(block, this.hands);
  }

  drop(key, node) {
    node.remove();
    this.drawn.delete(key);
  }

  /** Draw one message again, as when a tap on it begins or ends to wait. */
  redraw(messageId) {
    for (const known of this.drawn.values()) {
      if (known.node.dataset.message === String(messageId)) known.sign = '';
    }
  }

  /** Where the newest message is in view; of one taller than the screen, where it begins. */
  end() {
    const { scrollHeight, clientHeight } = this.scroller;
    const newest = this.list.lastElementChild?.offsetTop ?? 0;
    return Math.min(scrollHeight - clientHeight, newest - MARGIN);
  }

  /** Scroll to the newest message, but not back up within it. */
  toEnd() {
    this.atEnd = true;
    const end = this.end();
    if (this.scroller.scrollTop < end) this.scroller.scrollTop = end;
  }

  /** Scroll to a message and mark it for a moment. */
  goTo(messageId) {
    const node = this.list.querySelector(`[data-message="${messageId}"]`);
    if (!node) return;
    node.scrollIntoView({ block: 'center', behavior: still() ? 'instant' : 'smooth' });
    node.classList.add('found');
    setTimeout(() => node.classList.remove('found'), 1_500);
  }

  notice() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.atEnd = scrollTop > this.end() - NEAR;
    this.jump.hidden = scrollHeight - scrollTop - clientHeight < NEAR;
    this.hands.moved();
  }

  /** Show how many messages wait below. */
  tell(unread) {
    this.count.textContent = String(unread);
    this.count.hidden = unread === 0;
    this.jump.setAttribute('aria-label', unread ? `Xuống ${unread} tin mới` : 'Xuống tin mới nhất');
  }

  /** Move the focus to the newest message that has buttons. */
  enter() {
    (this.list.querySelector('[data-entry]') ?? this.scroller).focus();
  }

  touchable() {
    return [...this.list.querySelectorAll(TOUCHABLE)];
  }

  /** Leave a single stop for the Tab key in the list: where the focus was, or the newest keyboard. */
  rove(chosen = null) {
    const all = this.touchable();
    const newest = [...this.list.querySelectorAll('.inline-keyboard')].at(-1)?.querySelector(TOUCHABLE);
    const entry = (chosen && all.includes(chosen) ? chosen : newest) ?? all.at(-1);
    for (const one of all) {
      one.tabIndex = one === entry ? 0 : -1;
      one.toggleAttribute('data-entry', one === entry);
    }
  }

  move(event) {
    if (event.key === 'Escape') this.hands.leave();
    if (event.target === this.scroller || !(FORWARD.has(event.key) || BACK.has(event.key))) return;
    const all = this.touchable();
    const next = all[all.indexOf(event.target) + (FORWARD.has(event.key) ? 1 : -1)];
    event.preventDefault();
    if (next) next.focus();
    else if (FORWARD.has(event.key)) this.hands.leave();
  }

  focusedPlace() {
    const held = document.activeElement;
    if (!this.list.contains(held)) return null;
    return { message: held.closest('.message')?.dataset.message, key: held.dataset.key };
  }

  /** Keep the focus at a message whose buttons were replaced under it. */
  restoreFocus(place) {
    if (!place || this.list.contains(document.activeElement)) return;
    const node = this.list.querySelector(`[data-message="${place.message}"]`);
    const keys = [...(node?.querySelectorAll('.key') ?? [])];
    const same = keys.find((key) => key.dataset.key === place.key) ?? keys[0];
    if (same) same.focus({ preventScroll: true });
    else this.enter();
  }
}
