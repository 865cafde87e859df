/** The line at the bottom: menu, text field, keyboard switch, attachments, send; or Start, or Unblock. */

import { CommandList } from '/page/commands.js';
import { button, el } from '/page/dom.js';
import { icon } from '/page/icons.js';

const PLACEHOLDER = 'Tin nhắn';

/**
 * @typedef {Object} ComposerHands
 * @property {(text: string) => void} send
 * @property {() => void} start
 * @property {() => void} unblock
 * @property {() => void} attach
 * @property {(files: File[]) => void} paste
 * @property {() => void} switchKeyboard
 * @property {() => void} up moves the focus to the messages
 */

export class Composer {
  /** @param {ComposerHands} hands */
  constructor(hands) {
    this.hands = hands;
    this.commands = [];
    this.list = new CommandList({
      choose: (command) => this.sendCommand(command),
      closed: (held) => this.folded(held),
    });
    this.make();
    this.listen();
    this.typed();
  }

  make() {
    this.menu = button('.menu', { 'aria-haspopup': 'listbox' }, icon('menu'), el('span', {}, 'Menu'));
    this.input = /** @type {HTMLTextAreaElement} */ (
      el('textarea', { rows: 1, 'aria-label': 'Soạn tin nhắn', 'aria-autocomplete': 'list', enterkeyhint: 'send' })
    );
    this.input.setAttribute('aria-controls', this.list.id);
    this.keyboard = button('.round.keyboard-switch', {}, icon('keyboard'));
    this.attach = button('.round', { 'aria-label': 'Đính kèm ảnh hoặc tệp', title: 'Đính kèm' }, icon('attach'));
    this.send = button('.round.send', { 'aria-label': 'Gửi tin nhắn', title: 'Gửi' }, icon('send'));
    const field = el('div.field', {}, this.input, this.keyboard, this.attach);
    this.line = el('div.line', {}, this.menu, field, this.send);
    this.instead = button('.instead', { hidden: true });
    this.element = el('div.composer', {}, this.list.element, this.line, this.instead);
  }

  listen() {
    this.menu.onclick = () => this.openMenu();
    this.keyboard.onclick = () => this.hands.switchKeyboard();
    this.attach.onclick = () => this.hands.attach();
    this.send.onclick = () => this.submit();
    this.input.oninput = () => this.typed();
    this.input.onkeydown = (event) => this.key(event);
    this.input.onblur = () => this.list.close();
    this.input.onpaste = (event) => {
      const files = [...event.clipboardData.files];
      if (!files.length) return;
      event.preventDefault();
      this.hands.paste(files);
    };
  }

  /**
   * Follow the chat.
   * @param {import('/page/chat.js').Chat} chat
   * @param {{hasKeyboard: boolean, open: boolean}} keyboard
   */
  show(chat, keyboard) {
    this.commands = chat.commands;
    this.menu.hidden = chat.commands.length === 0;
    this.keyboard.hidden = !keyboard.hasKeyboard;
    this.keyboard.setAttribute('aria-pressed', String(keyboard.open));
    this.keyboard.setAttribute('aria-label', keyboard.open ? 'Ẩn bàn phím của bot' : 'Hiện bàn phím của bot');
    this.keyboard.replaceChildren(icon(keyboard.open ? 'fold' : 'keyboard'));
    this.input.placeholder = chat.keyboard?.input_field_placeholder || PLACEHOLDER;
    const fresh = !chat.begun && chat.messages.size === 0;
    if (chat.blocked) this.offer('Bỏ chặn bot', this.hands.unblock);
    else if (fresh) this.offer('Bắt đầu', this.hands.start);
    else this.write();
  }

  offer(words, chosen) {
    const held = this.line.contains(document.activeElement);
    this.instead.textContent = words;
    this.instead.onclick = chosen;
    this.instead.hidden = false;
    this.line.hidden = true;
    if (held) this.focus();
  }

  write() {
    const held = document.activeElement === this.instead;
    this.instead.hidden = true;
    this.line.hidden = false;
    if (held) this.focus();
  }

  focus() {
    (this.line.hidden ? this.instead : this.input).focus();
  }

  typed() {
    const text = this.input.value;
    const asked = /^\/(\w*)$/.exec(text);
    const fitting = asked ? this.commands.filter(({ command }) => command.startsWith(asked[1].toLowerCase())) : [];
    this.list.open(fitting);
    this.listed();
    this.send.disabled = !text.trim();
    this.element.classList.toggle('typing', text !== '');
    this.input.style.height = 'auto';
    if (this.input.value) this.input.style.height = `${this.input.scrollHeight}px`;
  }

  listed() {
    if (this.list.activeId) this.input.setAttribute('aria-activedescendant', this.list.activeId);
    else this.input.removeAttribute('aria-activedescendant');
    this.menu.setAttribute('aria-expanded', String(this.list.isOpen));
  }

  folded(held) {
    this.listed();
    if (held) this.menu.focus();
  }

  openMenu() {
    if (this.list.isOpen) return this.list.close();
    this.list.open(this.commands);
    this.listed();
    return this.list.element.focus();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.list.steer(event)) {
      event.preventDefault();
      this.listed();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'ArrowUp' && !this.input.value) {
      event.preventDefault();
      this.hands.up();
    }
  }

  submit() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = '';
    this.typed();
    this.input.focus();
    this.hands.send(text);
  }

  sendCommand(command) {
    this.input.value = '';
    this.typed();
    this.input.focus();
    this.hands.send(`/${command}`);
  }
}
