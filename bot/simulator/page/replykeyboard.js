/** The bot's keyboard below the text field. */

import { button, el } from '/page/dom.js';
import { icon } from '/page/icons.js';

export class ReplyKeyboard {
  /** @param {(key: {text: string, request_contact?: boolean}) => void} press */
  constructor(press) {
    this.press = press;
    this.drawn = '';
    this.open = true;
    this.element = el('div.reply-keyboard', { role: 'group', 'aria-label': 'Bàn phím của bot', hidden: true });
  }

  get hasKeyboard() {
    return this.drawn !== '';
  }

  /** Show the keyboard a chat has now; a new one opens by itself. */
  show(keyboard) {
    const wanted = keyboard ? JSON.stringify(keyboard) : '';
    if (wanted !== this.drawn) this.draw(keyboard, wanted);
    this.element.hidden = !(this.hasKeyboard && this.open);
  }

  draw(keyboard, wanted) {
    const held = this.element.contains(document.activeElement);
    const rows = keyboard?.keyboard ?? [];
    this.element.replaceChildren(...rows.map((row) => el('div.row', {}, ...row.map((key) => this.key(key)))));
    this.element.hidden = rows.length === 0;
    this.drawn = wanted;
    this.open = true;
    if (held) this.element.querySelector('button')?.focus();
  }

  key(key) {
    return button('.key', { onclick: () => this.press(key) }, key.request_contact && icon('contact'), key.text);
  }

  /** Hide it, or show it again. */
  toggle() {
    this.open = !this.open;
    this.element.hidden = !this.open;
  }
}
