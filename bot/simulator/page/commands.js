/** The list of the bot's commands, opened by the menu button or by typing a slash. */

import { el } from '/page/dom.js';

let number = 0;

export class CommandList {
  /** @param {{choose: (command: string) => void, closed: (held: boolean) => void}} hands */
  constructor(hands) {
    this.hands = hands;
    this.id = `commands-${(number += 1)}`;
    this.found = [];
    this.at = 0;
    this.element = el('div.commands', {
      id: this.id,
      role: 'listbox',
      'aria-label': 'Các lệnh của bot',
      tabindex: -1,
      hidden: true,
    });
    this.element.onkeydown = (event) => {
      if (this.steer(event) || event.key === 'Tab') event.preventDefault();
    };
    this.element.onblur = () => this.close();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** The id of the line that Enter would choose. */
  get activeId() {
    return this.isOpen ? `${this.id}-${this.at}` : '';
  }

  /**
   * Show these commands; nothing to show closes the list.
   * @param {{command: string, description: string}[]} commands
   */
  open(commands) {
    this.found = commands;
    this.at = 0;
    this.element.replaceChildren(...commands.map((one, place) => this.line(one, place)));
    this.element.hidden = commands.length === 0;
    this.mark();
  }

  line({ command, description }, place) {
    const line = el(
      'div.command',
      { id: `${this.id}-${place}`, role: 'option' },
      el('b', {}, `/${command}`),
      el('span', {}, description),
    );
    line.onpointerdown = (event) => event.preventDefault();
    line.onclick = () => this.choose(place);
    return line;
  }

  close() {
    if (!this.isOpen) return;
    const held = document.activeElement === this.element;
    this.element.hidden = true;
    this.hands.closed(held);
  }

  choose(place) {
    const { command } = this.found[place];
    this.close();
    this.hands.choose(command);
  }

  /** Handle a key; true when it meant this list. */
  steer(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === 'Enter') this.choose(this.at);
    else if (event.key === 'Escape') this.close();
    else return false;
    return true;
  }

  mark() {
    [...this.element.children].forEach((line, place) =>
      line.setAttribute('aria-selected', String(place === this.at)),
    );
    this.element.setAttribute('aria-activedescendant', this.activeId);
    if (this.isOpen) this.element.children[this.at].scrollIntoView({ block: 'nearest' });
  }
}
