/** A picture in full size over the page. */

import { button, el } from '/page/dom.js';
import { icon } from '/page/icons.js';

/**
 * Show photos of a message or album, beginning with one of them.
 * @param {import('/page/thread.js').Message[]} photos
 * @param {number} number
 */
export function showPhotos(photos, number) {
  let at = number;
  const picture = /** @type {HTMLImageElement} */ (el('img', { alt: 'Ảnh trong tin nhắn' }));
  const words = el('p', { 'aria-live': 'polite' });
  const dialog = /** @type {HTMLDialogElement} */ (el('dialog.lightbox', { 'aria-label': 'Xem ảnh' }));
  const turn = (step) => {
    at = (at + step + photos.length) % photos.length;
    picture.src = photos[at].photo.url;
    const place = photos.length > 1 ? `${at + 1} / ${photos.length}` : '';
    words.textContent = [place, photos[at].text].filter(Boolean).join(' · ');
  };
  dialog.append(
    button('.round.close', { 'aria-label': 'Đóng', autofocus: true, onclick: () => dialog.close() }, icon('close')),
    picture,
    words,
  );
  if (photos.length > 1) {
    dialog.append(
      button('.round.earlier', { 'aria-label': 'Ảnh trước', onclick: () => turn(-1) }, icon('down')),
      button('.round.later', { 'aria-label': 'Ảnh sau', onclick: () => turn(1) }, icon('down')),
    );
  }
  dialog.onkeydown = (event) => turn({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0);
  dialog.onclick = (event) => event.target === dialog && dialog.close();
  dialog.onclose = () => dialog.remove();
  turn(0);
  document.body.append(dialog);
  dialog.showModal();
}
