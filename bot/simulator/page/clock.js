/** The demo's date control: what time it is for the bot, and on to the next due time or any day. */

import * as api from '/page/api.js';
import { isoDay, longDayOf, now, setNow, timeOf } from '/page/dates.js';
import { field, openDialog } from '/page/dialog.js';
import { button, el } from '/page/dom.js';
import { icon } from '/page/icons.js';

const FARTHEST = 400;
const TICK_MS = 1_000;
/** Milliseconds between two looks: on the way to a day the clock is moved many times a second. */
const BETWEEN_MS = 150;

/** @param {number|null} arrived */
function outcome(arrived) {
  if (arrived === null) return '';
  return arrived ? `Đã đến ${arrived} tin` : 'Không có tin nào đến hạn';
}

export class ClockBar {
  /**
   * @param {HTMLElement} element where it stands; hidden where the clock cannot be moved
   * @param {() => void} newDay hears when another day has begun
   */
  constructor(element, newDay) {
    this.element = element;
    this.newDay = newDay;
    this.day = '';
    this.time = el('strong');
    this.date = el('span');
    this.next = this.tool('next', 'Đến hạn kế tiếp', () => this.move('next'));
    this.choose = this.tool('calendar', 'Đến ngày…', () => this.askDay());
    this.halt = this.tool('stop', 'Dừng', () => this.move('stop'));
    this.state = el('span.state', { role: 'status' });
    element.append(el('p', {}, this.time, this.date), this.state, this.halt, this.next, this.choose);
    setInterval(() => this.tick(), TICK_MS);
  }

  tool(sign, words, onclick) {
    return button('.tool', { onclick, 'aria-label': words, title: words }, icon(sign), el('span', {}, words));
  }

  /** Find out what time it is there; news that come close together are looked up once. */
  load() {
    this.wanted = true;
    this.loading ??= this.look();
    return this.loading;
  }

  async look() {
    try {
      while (this.wanted) {
        await new Promise((resolve) => setTimeout(resolve, this.day ? BETWEEN_MS : 0));
        this.wanted = false;
        this.show(await api.clock());
      }
    } finally {
      this.loading = null;
    }
  }

  /** @param {api.Clock} found */
  show({ now: seconds, moves, moving, arrived }) {
    setNow(seconds);
    this.element.hidden = !moves;
    this.element.classList.toggle('moving', moving);
    this.state.textContent = moving ? 'Đang đi tới…' : outcome(arrived);
    this.halt.hidden = !moving;
    this.next.hidden = moving;
    this.choose.hidden = moving;
    this.tick();
  }

  tick() {
    const seconds = now() / 1000;
    const day = longDayOf(seconds);
    this.time.textContent = timeOf(seconds);
    this.date.textContent = day;
    if (this.day && day !== this.day) this.newDay();
    this.day = day;
  }

  async move(to) {
    try {
      this.show(await api.moveClock(to));
    } catch (refusal) {
      this.state.textContent = refusal.message;
    }
  }

  askDay() {
    const day = field('Ngày (đến 8 giờ sáng)', {
      type: 'date',
      value: isoDay(1),
      min: isoDay(1),
      max: isoDay(FARTHEST),
      required: true,
    });
    const hint = el('p.hint', {}, 'Mọi việc đến hạn từ nay đến đó sẽ lần lượt đến trong các cuộc trò chuyện. Không quay lui được.');
    openDialog('Đến ngày', [day.line, hint], 'Đi', async () => this.show(await api.moveClock(day.input.value)));
    day.input.focus();
  }
}
