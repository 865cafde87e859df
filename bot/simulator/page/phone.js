/** One person's phone: their chat with the bot, and what they can do in it. */

import * as api from '/page/api.js';
import { openAttachments, previewPhotos } from '/page/attach.js';
import { avatar, nameOf } from '/page/avatar.js';
import { Chat } from '/page/chat.js';
import { Composer } from '/page/composer.js';
import { button, copy, el } from '/page/dom.js';
import { icon } from '/page/icons.js';
import { showPhotos } from '/page/lightbox.js';
import { Log } from '/page/log.js';
import { openContact, openPhoneMenu } from '/page/phonesheets.js';
import { ReplyKeyboard } from '/page/replykeyboard.js';
import { Sending } from '/page/sending.js';
import { showAlert } from '/page/sheet.js';
import { Taps } from '/page/taps.js';
import { arrange } from '/page/thread.js';

const TOAST_MS = 3_500;
const TYPING_MS = 5_000;
const SEEN_SHARE = 0.4;

/**
 * @typedef {Object} PhoneHands
 * @property {(address: string, person: api.Person) => void} openLink
 * @property {(person: api.Person) => void} hide
 * @property {(phone: Phone) => void} changed the count of unread messages
 */

export class Phone {
  /**
   * @param {api.Person} person
   * @param {{username: string, first_name: string}} bot
   * @param {PhoneHands} hands
   */
  constructor(person, bot, hands) {
    this.person = person;
    this.bot = bot;
    this.hands = hands;
    this.chat = new Chat();
    this.onScreen = false;
    this.loading = null;
    this.sending = new Sending({ changed: () => this.draw(), delivered: () => this.load() });
    this.taps = new Taps(person.id, { changed: (id) => this.redraw(id), failed: (words) => this.toast(words) });
    this.makeParts();
    this.makeElement();
    this.watch();
  }

  makeParts() {
    this.log = new Log(`Trò chuyện của ${nameOf(this.person)} với ${this.bot.first_name}`, this.bubbleHands());
    this.keyboard = new ReplyKeyboard((key) => this.press(key));
    this.composer = new Composer({
      send: (text) => this.write(text),
      start: () => this.start(''),
      unblock: () => this.setBlocked(false),
      attach: () => openAttachments(this),
      paste: (files) => previewPhotos(this, files),
      switchKeyboard: () => this.switchKeyboard(),
      up: () => this.log.enter(),
    });
  }

  bubbleHands() {
    return {
      command: (text) => this.write(text),
      link: (address) => this.hands.openLink(address, this.person),
      copy: (text) => this.copy(text),
      tap: (message, key) => this.tap(message, key),
      isWaiting: (message, key) => this.taps.isWaiting(message, key),
      photos: showPhotos,
      find: (id) => this.chat.messages.get(id),
      goTo: (id) => this.log.goTo(id),
      leave: () => this.composer.focus(),
      moved: () => this.noticeRead(),
    };
  }

  makeElement() {
    const { person, bot } = this;
    const role = person.label && el('small', {}, person.label);
    this.status = el('small', {}, 'bot');
    this.notice = el('div.toast', { role: 'status' });
    this.log.element.append(this.notice);
    const menu = button('.round', { 'aria-label': 'Tùy chọn', title: 'Tùy chọn' }, icon('dots'));
    menu.onclick = () => openPhoneMenu(this);
    this.screen = el(
      'div.screen',
      {},
      el(
        'header.chat-head',
        {},
        el('span.avatar.bot', { 'aria-hidden': 'true' }, 'CT'),
        el('h3', {}, bot.first_name, this.status),
        menu,
      ),
      this.log.element,
      this.composer.element,
      this.keyboard.element,
    );
    this.element = el(
      'section.phone',
      { 'aria-label': ['Điện thoại của', nameOf(person), person.label && `(${person.label})`].filter(Boolean).join(' ') },
      el('header.owner', {}, avatar(person), el('h2', {}, nameOf(person), role)),
      this.screen,
    );
    this.element.dataset.user = String(person.id);
  }

  watch() {
    const seen = ([entry]) => {
      this.onScreen = entry.intersectionRatio > SEEN_SHARE;
      this.noticeRead();
    };
    this.watching = new IntersectionObserver(seen, { threshold: [0, SEEN_SHARE, 1] });
    this.watching.observe(this.element);
  }

  /** Take the phone off the page. */
  remove() {
    this.watching.disconnect();
    this.element.remove();
  }

  /** Fetch what has changed, or everything; a second wish while one is under way is fulfilled after it. */
  load(whole = false) {
    this.wishes = { whole: whole || (this.wishes?.whole ?? false) };
    this.loading ??= this.fulfil();
    return this.loading;
  }

  async fulfil() {
    try {
      while (this.wishes) {
        const whole = this.wishes.whole || !this.chat.known;
        this.wishes = null;
        this.take(await api.chat(this.person.id, whole ? 0 : this.chat.seq), whole);
      }
    } catch (refusal) {
      // Once the connection is back, everything is read afresh.
      if (!refusal.offline) throw refusal;
    } finally {
      this.loading = null;
    }
  }

  take(seen, whole) {
    if (seen.seq < this.chat.seq && !whole) return this.load(true);
    for (const { callback_query_id: query } of seen.toasts) this.taps.answered(query);
    const toasts = this.chat.apply(seen, whole);
    this.sending.settle(this.chat.messages);
    this.draw();
    for (const toast of toasts) if (toast.text) this.answer(toast);
    return undefined;
  }

  draw() {
    this.log.show(arrange(this.chat.list), this.sending.list);
    this.element.classList.toggle('fresh', this.chat.messages.size === 0);
    this.log.scroller.dataset.about = this.chat.description || 'Chưa có tin nhắn nào ở đây.';
    this.keyboard.show(this.chat.blocked ? null : this.chat.keyboard);
    this.composer.show(this.chat, { hasKeyboard: this.keyboard.hasKeyboard, open: this.keyboard.open });
    this.noticeRead();
  }

  redraw(messageId) {
    this.log.redraw(messageId);
    this.draw();
  }

  noticeRead() {
    if (this.onScreen && this.log.atEnd) this.chat.read();
    this.log.tell(this.chat.unread);
    this.hands.changed(this);
  }

  /** Show that the bot is busy, until it says something. */
  showTyping(what) {
    this.status.textContent = what === 'typing' ? 'đang nhập…' : 'đang gửi tệp…';
    this.status.classList.add('typing');
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => this.endTyping(), TYPING_MS);
  }

  endTyping() {
    this.status.textContent = 'bot';
    this.status.classList.remove('typing');
  }

  answer({ text, show_alert: alert }) {
    if (alert) showAlert(this.screen, this.bot.first_name, text);
    else this.toast(text);
  }

  /** Show a short notice. */
  toast(words) {
    this.notice.textContent = words;
    this.notice.classList.add('shown');
    clearTimeout(this.toastEnds);
    this.toastEnds = setTimeout(() => this.notice.classList.remove('shown'), TOAST_MS);
  }

  async copy(text) {
    this.toast((await copy(text)) ? `Đã chép ${text}` : 'Trình duyệt không cho chép');
  }

  /** Send something, shown at once as being on its way. */
  send(words, deliver) {
    this.log.atEnd = true;
    this.sending.add(words, deliver);
  }

  write(text) {
    this.send(text, () => api.act(this.person.id, 'text', { text }));
  }

  /** Press Start, with what a link carries. */
  start(payload) {
    this.send('/start', () => api.act(this.person.id, 'start', { payload }));
  }

  press(key) {
    if (key.request_contact) this.askContact(key.text);
    else this.send(key.text, () => api.act(this.person.id, 'reply-button', { text: key.text }));
  }

  /** Ask before a phone number is given away; with a button's text, as an answer to that button. */
  askContact(keyText = '') {
    openContact(this, (phone) => {
      const own = phone === this.person.phone;
      const deliver = () =>
        own && keyText
          ? api.act(this.person.id, 'reply-button', { text: keyText })
          : api.act(this.person.id, 'contact', own ? { own: true } : { phone });
      this.send(phone, deliver);
    });
  }

  tap(message, key) {
    if (key.url) this.hands.openLink(key.url, this.person);
    else if (key.copy_text) this.copy(key.copy_text.text);
    else {
      this.log.expectAnswer();
      this.taps.tap(message, key);
    }
  }

  switchKeyboard() {
    this.keyboard.toggle();
    this.composer.show(this.chat, { hasKeyboard: true, open: this.keyboard.open });
  }

  async setBlocked(blocked) {
    try {
      await api.act(this.person.id, blocked ? 'block' : 'unblock');
      await this.load();
    } catch (refusal) {
      this.toast(refusal.message);
    }
  }
}
