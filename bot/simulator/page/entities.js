/** A text with Telegram's entities as DOM; offsets count UTF-16 units, as JavaScript's strings do. */

import { button, el } from '/page/dom.js';

/** @typedef {{type: string, offset: number, length: number, url?: string, language?: string}} Entity */
/** @typedef {{command: (text: string) => void, link: (address: string) => void, copy: (text: string) => void}} Hands */

const PLAIN = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

/** What stands around the covered text, by the entity's type; types that are not here stay plain. */
const AROUND = {
  ...Object.fromEntries(Object.entries(PLAIN).map(([type, tag]) => [type, () => el(tag)])),
  spoiler: () => spoiler(),
  code: (entity, covered, hands) =>
    button('.code', { onclick: () => hands.copy(covered), title: 'Chạm để chép' }),
  bot_command: (entity, covered, hands) => button('.link', { onclick: () => hands.command(covered) }),
  text_link: (entity, covered, hands) => linkTo(entity.url, hands),
  url: (entity, covered, hands) => linkTo(covered, hands),
  email: () => el('span.mark'),
  mention: () => el('span.mark'),
  text_mention: () => el('span.mark'),
  hashtag: () => el('span.mark'),
};

function linkTo(address, hands) {
  const open = (event) => {
    event.preventDefault();
    hands.link(address);
  };
  return el('a.link', { href: safeHref(address), rel: 'noreferrer noopener', target: '_blank', onclick: open });
}

function safeHref(address) {
  if (/^(https?|tg):\/\//i.test(address)) return address;
  return /^[\w.-]+\.[a-z]{2,}([/:?#]|$)/i.test(address) ? `https://${address}` : '#';
}

function spoiler() {
  const cover = button('.spoiler', { 'aria-label': 'Nội dung ẩn, chạm để xem' });
  cover.onclick = () => {
    cover.classList.add('shown');
    cover.removeAttribute('aria-label');
  };
  return cover;
}

/**
 * Build the text with everything that is marked in it.
 * @param {string} text
 * @param {Entity[]} entities
 * @param {Hands} hands what a touch on a command, link or code does
 * @returns {DocumentFragment}
 */
export function formatted(text, entities, hands) {
  const known = entities.filter((entity) => entity.type in AROUND && entity.length > 0);
  return build(text, 0, text.length, known, hands);
}

const outerFirst = (one, other) => one.offset - other.offset || other.length - one.length;
const endOf = (entity) => entity.offset + entity.length;

function build(text, begin, end, entities, hands) {
  const built = document.createDocumentFragment();
  const waiting = [...entities].sort(outerFirst);
  let at = begin;
  while (waiting.length) {
    const outer = waiting.shift();
    const stop = Math.min(endOf(outer), end);
    const inside = waiting.filter((entity) => entity.offset < stop);
    waiting.splice(0, inside.length, ...inside.flatMap((entity) => beyond(entity, stop)));
    built.append(text.slice(at, outer.offset));
    const around = AROUND[outer.type](outer, text.slice(outer.offset, stop), hands);
    around.append(build(text, outer.offset, stop, inside.map((entity) => within(entity, stop)), hands));
    built.append(around);
    at = stop;
  }
  built.append(text.slice(at, end));
  return built;
}

const within = (entity, stop) => ({ ...entity, length: Math.min(endOf(entity), stop) - entity.offset });

const beyond = (entity, stop) =>
  endOf(entity) > stop ? [{ ...entity, offset: stop, length: endOf(entity) - stop }] : [];
