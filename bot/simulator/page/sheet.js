/** Sheets and alerts over one phone: the rest of that phone rests meanwhile; other phones go on. */

import { button, el } from '/page/dom.js';
import { icon } from '/page/icons.js';

let number = 0;

/**
 * Lay a sheet over a phone; Escape or a touch beside it closes it.
 * @param {HTMLElement} screen the phone's screen
 * @param {string} title
 * @param {(close: () => void) => Node[]} fill makes what is on it
 * @param {{alert?: boolean, closed?: () => void}} [how]
 */
export function openSheet(screen, title, fill, { alert = false, closed = () => {} } = {}) {
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  const resting = [...screen.children].filter((child) => !child.inert);
  const id = `sheet-${(number += 1)}`;
  const layer = el(alert ? 'div.sheet-layer.centred' : 'div.sheet-layer');
  const close = () => {
    if (!layer.isConnected) return;
    layer.remove();
    for (const child of resting) child.inert = false;
    const back = before?.isConnected ? before : screen.querySelector('.log');
    back.focus({ preventScroll: true });
    closed();
  };
  const sheet = el(
    'div.sheet',
    { role: alert ? 'alertdialog' : 'dialog', 'aria-modal': 'true', 'aria-labelledby': id, tabindex: -1 },
    el('h2', { id }, title),
    ...fill(close),
  );
  layer.append(sheet);
  layer.onclick = (event) => event.target === layer && !alert && close();
  layer.onkeydown = (event) => {
    if (event.key === 'Escape') close();
    event.stopPropagation();
  };
  for (const child of resting) child.inert = true;
  screen.append(layer);
  (sheet.querySelector('[autofocus], button, input') ?? sheet).focus({ preventScroll: true });
  return close;
}

/**
 * A line of a sheet to choose.
 * @param {string} sign an icon's name
 * @param {string} words
 * @param {() => void} chosen
 * @param {string} [more] a second, smaller line
 */
export function choice(sign, words, chosen, more = '') {
  return button(
    '.choice',
    { onclick: chosen },
    icon(sign),
    el('span', {}, words, more && el('small', {}, more)),
  );
}

/**
 * Show words until they are acknowledged, as a show_alert answer asks.
 * @param {HTMLElement} screen
 * @param {string} title
 * @param {string} words
 */
export function showAlert(screen, title, words) {
  const fill = (close) => [el('p', {}, words), el('div.actions', {}, button('.main', { onclick: close }, 'OK'))];
  openSheet(screen, title, fill, { alert: true });
}
