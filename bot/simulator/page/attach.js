/** Sending pictures and papers: from this machine, or invented samples. */

import { upload } from '/page/api.js';
import { button, el } from '/page/dom.js';
import { samplePhoto } from '/page/samples.js';
import { choice, openSheet } from '/page/sheet.js';

const LONGEST_SIDE = 1280;
const ALBUM_LIMIT = 10;
const QUALITY = 0.87;
let nextSample = 0;

/**
 * Offer what can be attached.
 * @param {import('/page/phone.js').Phone} phone
 */
export function openAttachments(phone) {
  const samples = (count) => async () => {
    const numbers = Array.from({ length: count }, () => (nextSample += 1) - 1);
    sendPhotos(phone, await Promise.all(numbers.map(samplePhoto)), '');
  };
  const fill = (close) => {
    const then = (work) => () => {
      close();
      work();
    };
    return [
      choice('photo', 'Ảnh từ máy…', then(() => pick('image/*', (files) => previewPhotos(phone, files)))),
      choice('file', 'Tệp từ máy…', then(() => pick('', (files) => sendPapers(phone, files)))),
      choice('photo', 'Gửi ảnh mẫu', then(samples(1)), 'một tờ giấy bịa, khỏi cần máy ảnh'),
      choice('album', 'Gửi 3 ảnh mẫu', then(samples(3)), 'gửi cùng lúc, thành một bộ'),
      choice('contact', 'Gửi số điện thoại', then(() => phone.askContact())),
      cancel(close),
    ];
  };
  openSheet(phone.screen, 'Đính kèm', fill);
}

const cancel = (close) => el('div.actions', {}, button('', { onclick: close }, 'Hủy'));

function pick(accept, chosen) {
  const input = /** @type {HTMLInputElement} */ (el('input', { type: 'file', accept, multiple: true }));
  input.onchange = () => input.files.length && chosen([...input.files].slice(0, ALBUM_LIMIT));
  input.click();
}

/**
 * Show chosen pictures before they are sent, with room for a caption.
 * @param {import('/page/phone.js').Phone} phone
 * @param {File[]} files
 */
export async function previewPhotos(phone, files) {
  const photos = (await Promise.all(files.map(asPhoto))).filter(Boolean);
  if (!photos.length) return phone.toast('Tệp này không phải là ảnh');
  const shown = photos.map((photo) => URL.createObjectURL(photo));
  const words = el('input', { type: 'text', placeholder: 'Thêm chú thích', 'aria-label': 'Chú thích', maxlength: 1024 });
  const fill = (close) => {
    const send = () => {
      close();
      sendPhotos(phone, photos, words.value.trim());
    };
    words.onkeydown = (event) => event.key === 'Enter' && send();
    return [
      el('div.previews', {}, ...shown.map((src) => el('img', { src, alt: 'Ảnh sẽ gửi' }))),
      words,
      el(
        'div.actions',
        {},
        button('', { onclick: close }, 'Hủy'),
        button('.main', { onclick: send, autofocus: true }, photos.length > 1 ? `Gửi ${photos.length} ảnh` : 'Gửi ảnh'),
      ),
    ];
  };
  return openSheet(phone.screen, 'Gửi ảnh', fill, { closed: () => shown.forEach(URL.revokeObjectURL) });
}

/** Make a picture small, as phones do before they send it; null when it is none. */
async function asPhoto(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' });
  } catch {
    return null;
  }
}

function sendPhotos(phone, photos, caption) {
  const [words, what] = photos.length > 1 ? [`${photos.length} ảnh`, 'album'] : ['Ảnh', 'photo'];
  phone.send([words, caption].filter(Boolean).join('\n'), () => upload(phone.person.id, what, photos, caption));
}

function sendPapers(phone, files) {
  for (const file of files) phone.send(file.name, () => upload(phone.person.id, 'document', [file]));
}
