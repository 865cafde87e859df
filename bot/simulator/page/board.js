/** The table with everybody's phones, and the row of names above it. */

import { avatar, nameOf } from '/page/avatar.js';
import { button, el, still } from '/page/dom.js';
import { Phone } from '/page/phone.js';

/** How many phones lie on the table when nobody has chosen. */
const AT_FIRST = 3;
const KEPT = 'chungtay.phones';
const TITLE = document.title;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null');
  } catch {
    return null;
  }
}

export class Board {
  /**
   * @param {HTMLElement} table
   * @param {HTMLElement} row
   * @param {{openLink: (address: string, person?: import('/page/api.js').Person) => void}} hands
   */
  constructor(table, row, hands) {
    this.table = table;
    this.row = row;
    this.hands = hands;
    /** @type {import('/page/api.js').Person[]} */
    this.people = [];
    /** @type {Map<number, Phone>} */
    this.phones = new Map();
    this.chips = new Map();
    this.news = new Set();
    this.current = null;
  }

  /**
   * Take everyone there is; phones that were open open again.
   * @param {import('/page/api.js').Person[]} people
   * @param {{username: string, first_name: string}} bot
   */
  seat(people, bot) {
    this.bot = bot;
    this.people = people;
    const ids = new Set(people.map((person) => person.id));
    for (const [id, phone] of this.phones) if (!ids.has(id)) this.take(phone);
    const wanted = (this.phones.size ? [...this.phones.keys()] : (remembered() ?? [])).filter((id) => ids.has(id));
    const open = new Set(wanted.length ? wanted : people.slice(0, AT_FIRST).map((person) => person.id));
    for (const person of people) if (open.has(person.id)) this.open(person);
    this.drawRow();
    if (!this.phones.has(this.current)) this.choose([...this.phones.keys()][0] ?? null);
  }

  open(person) {
    if (this.phones.has(person.id)) return;
    const phone = new Phone(person, this.bot, {
      openLink: (address, who) => this.hands.openLink(address, who),
      hide: (who) => this.hide(who),
      changed: () => this.count(),
    });
    this.phones.set(person.id, phone);
    this.news.delete(person.id);
    const order = this.people.map(({ id }) => id);
    const later = [...this.table.children].find((each) => order.indexOf(Number(each.dataset.user)) > order.indexOf(person.id));
    this.table.insertBefore(phone.element, later ?? null);
    phone.load();
  }

  take(phone) {
    phone.remove();
    this.phones.delete(phone.person.id);
  }

  hide(person) {
    this.take(this.phones.get(person.id));
    this.remember();
    this.drawRow();
    if (this.current === person.id) this.choose([...this.phones.keys()][0] ?? null);
  }

  remember() {
    try {
      localStorage.setItem(KEPT, JSON.stringify([...this.phones.keys()]));
    } catch {
      // A browser that keeps nothing shows the first phones again next time.
    }
  }

  /** Bring a person's phone into view, and its text field into focus if asked. */
  show(id, { focus = false } = {}) {
    const person = this.people.find((each) => each.id === id);
    if (!person) return null;
    this.open(person);
    this.remember();
    this.drawRow();
    this.choose(id);
    const phone = this.phones.get(id);
    phone.element.scrollIntoView({ inline: 'center', block: 'nearest', behavior: still() ? 'instant' : 'smooth' });
    if (focus) phone.composer.focus();
    return phone;
  }

  choose(id) {
    this.current = id;
    for (const [each, phone] of this.phones) phone.element.classList.toggle('current', each === id);
    for (const [each, chip] of this.chips) {
      if (each === id) chip.setAttribute('aria-current', 'true');
      else chip.removeAttribute('aria-current');
    }
    this.chips.get(id)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }

  drawRow() {
    this.chips = new Map(this.people.map((person) => [person.id, this.chip(person)]));
    this.row.replaceChildren(...this.chips.values());
    this.choose(this.current);
    this.count();
  }

  chip(person) {
    const badge = el('span.badge', { hidden: true });
    const words = el('span.chip-words', {}, nameOf(person), person.label && el('small', {}, person.label));
    const pressed = String(this.phones.has(person.id));
    const chip = button('.chip', { 'aria-pressed': pressed, 'data-name': nameOf(person) }, avatar(person), words, badge);
    chip.onclick = () => this.show(person.id, { focus: matchMedia('(hover: hover)').matches });
    return chip;
  }

  /** Show who has unread messages: a number on an open phone, a dot on one that was put away. */
  count() {
    let all = 0;
    for (const [id, chip] of this.chips) {
      const unread = this.phones.get(id)?.chat.unread ?? 0;
      const badge = chip.querySelector('.badge');
      chip.setAttribute('aria-label', [chip.dataset.name, unread && `${unread} tin chưa đọc`].filter(Boolean).join(', '));
      badge.textContent = unread ? String(unread) : '';
      badge.hidden = unread === 0 && !this.news.has(id);
      all += unread;
    }
    document.title = all ? `(${all}) ${TITLE}` : TITLE;
  }

  /** Pass on news of one person's chat. */
  hear({ user, what }) {
    const phone = this.phones.get(user);
    if (!phone) {
      if (what === 'message') this.news.add(user);
      this.count();
    } else if (/^(typing|upload_|record_|choose_)/.test(what)) phone.showTyping(what);
    else {
      phone.endTyping();
      phone.load();
    }
  }

  /** Draw every open chat again, as when another day has begun. */
  redraw() {
    for (const phone of this.phones.values()) phone.draw();
  }

  /** Read every open chat afresh, as after a lost connection. */
  reload() {
    for (const phone of this.phones.values()) phone.load(true);
  }
}
