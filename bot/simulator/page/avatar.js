/** A person's name and the round sign with their initials. */

import { el } from '/page/dom.js';

const HUES = 8;

/** @param {import('/page/api.js').Person} person */
export const nameOf = (person) => [person.first_name, person.last_name].filter(Boolean).join(' ');

/** @param {import('/page/api.js').Person} person */
export function avatar(person) {
  const words = nameOf(person).split(/\s+/);
  const initials = words.length > 1 ? words.at(-2)[0] + words.at(-1)[0] : words[0].slice(0, 2);
  return el('span.avatar', { 'data-hue': person.id % HUES, 'aria-hidden': 'true' }, initials.toUpperCase());
}
