/** One bubble: text, pictures, papers, a contact, and the buttons under it. */

import { timeOf } from '/page/dates.js';
import { button, el } from '/page/dom.js';
import { formatted } from '/page/entities.js';
import { icon } from '/page/icons.js';

/** @typedef {import('/page/thread.js').Message} Message */
/** @typedef {import('/page/thread.js').Block} Block */

/**
 * @typedef {Object} BubbleHands what a touch in a bubble does
 * @property {(text: string) => void} command
 * @property {(address: string) => void} link
 * @property {(text: string) => void} copy
 * @property {(message: Message, key: Object) => void} tap
 * @property {(message: Message, key: Object) => boolean} isWaiting
 * @property {(photos: Message[], number: number) => void} photos
 * @property {(messageId: number) => Message|undefined} find
 * @property {(messageId: number) => void} goTo
 */

const KILO = 1024;

/**
 * Draw a message or album.
 * @param {Block} block
 * @param {BubbleHands} hands
 */
export function bubble(block, hands) {
  const [first] = block.messages;
  const mine = first.from === 'user';
  const spoken = block.messages.find((message) => message.text) ?? first;
  const photos = block.messages.filter((message) => message.photo);
  const body = el(
    'div.bubble',
    {},
    first.reply_to && quote(first.reply_to, hands),
    photos.length > 0 && gallery(photos, hands),
    ...block.messages.filter((message) => message.document).map(paper),
    first.contact && contactCard(first.contact),
    spoken.text && el('div.text', {}, spokenWords(spoken, mine, hands)),
    stamp(block.messages, mine),
  );
  if (photos.length) body.classList.add(spoken.text ? 'pictured' : 'only-pictures');
  const keys = first.inline_keyboard.length ? inlineKeyboard(first, hands) : null;
  return el(
    'article',
    {
      class: classesOf(block, mine),
      'data-message': first.message_id,
      'aria-label': `${mine ? 'Đã gửi' : 'Bot'}, ${timeOf(first.date)}`,
    },
    body,
    keys,
  );
}

/** What a link carried after /start is not shown, as on a phone. */
function spokenWords({ text, entities }, mine, hands) {
  const shown = mine ? text.replace(/^(\/start) [\w-]+$/, '$1') : text;
  return formatted(shown, entities, hands);
}

function classesOf(block, mine) {
  const marks = ['message', mine ? 'mine' : 'theirs'];
  if (block.follows) marks.push('follows');
  if (block.goesOn) marks.push('goes-on');
  return marks.join(' ');
}

function stamp(messages, mine) {
  const last = messages.at(-1);
  const edited = messages.some((message) => message.edited);
  const seconds = new Date(last.date * 1000).toISOString();
  return el(
    'span.stamp',
    {},
    edited && el('span.edited', {}, 'đã sửa'),
    el('time', { datetime: seconds }, timeOf(last.date)),
    mine && icon('sent'),
  );
}

function quote(messageId, hands) {
  const quoted = hands.find(messageId);
  const words = quoted?.text || (quoted?.photo ? 'Ảnh' : quoted?.document ? 'Tệp' : 'Tin nhắn');
  return button('.quote', { onclick: () => hands.goTo(messageId) }, words.split('\n')[0]);
}

function gallery(photos, hands) {
  const pictures = photos.map((message, number) => {
    const { url, width, height } = message.photo;
    const label = photos.length > 1 ? `Xem ảnh ${number + 1} trong ${photos.length}` : 'Xem ảnh';
    const picture = el('img', { src: url, width, height, alt: '' });
    return button('.picture', { 'aria-label': label, onclick: () => hands.photos(photos, number) }, picture);
  });
  return el('div.gallery', { 'data-count': Math.min(photos.length, 4) }, ...pictures);
}

function paper(message) {
  const { url, file_name: name, file_size: size } = message.document;
  return el(
    'a.paper',
    { href: url, download: name ?? true },
    el('span.paper-sign', {}, icon('file')),
    el('span.paper-words', {}, el('b', {}, name ?? 'Tệp'), el('small', {}, `${sizeWords(size)} · tải về`)),
  );
}

function sizeWords(bytes) {
  if (bytes < KILO) return `${bytes} B`;
  const kilos = bytes / KILO;
  const [number, unit] = kilos < KILO ? [kilos, 'KB'] : [kilos / KILO, 'MB'];
  return `${number.toLocaleString('vi-VN', { maximumFractionDigits: 1 })} ${unit}`;
}

function contactCard(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return el(
    'div.contact',
    {},
    el('span.paper-sign', {}, icon('contact')),
    el('span.paper-words', {}, el('b', {}, name), el('small', {}, contact.phone_number)),
  );
}

function inlineKeyboard(message, hands) {
  const rows = message.inline_keyboard.map((row) =>
    el('div.row', {}, ...row.map((key) => inlineKey(message, key, hands))),
  );
  return el('div.inline-keyboard', { role: 'group', 'aria-label': 'Các nút của tin nhắn' }, ...rows);
}

function inlineKey(message, key, hands) {
  const waiting = hands.isWaiting(message, key);
  const sign = key.url ? icon('external') : key.copy_text ? icon('copy') : null;
  return button(
    '.key',
    {
      'aria-busy': waiting ? 'true' : null,
      'aria-disabled': waiting ? 'true' : null,
      'data-key': key.callback_data ?? key.text,
      onclick: () => hands.tap(message, key),
    },
    el('span', {}, key.text),
    sign,
    waiting && el('span.spinner', { 'aria-hidden': 'true' }),
  );
}

/**
 * Draw what is still on its way, or did not get through.
 * @param {{text: string, failed: string, again: () => void, drop: () => void}} waiting
 */
export function waitingBubble(waiting) {
  const state = waiting.failed
    ? el('span.stamp', {}, icon('failed'), waiting.failed)
    : el('span.stamp', {}, 'đang gửi…', icon('waiting'));
  const choices = el(
    'div.inline-keyboard',
    {},
    el(
      'div.row',
      {},
      button('.key', { onclick: waiting.again }, 'Gửi lại'),
      button('.key', { onclick: waiting.drop }, 'Bỏ'),
    ),
  );
  return el(
    'article.message.mine.on-its-way',
    { 'aria-label': waiting.failed ? 'Chưa gửi được' : 'Đang gửi' },
    el('div.bubble', {}, el('div.text', {}, waiting.text), state),
    waiting.failed && choices,
  );
}
