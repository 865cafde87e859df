/** Asking about people: a new person, and who opens a link. */

import { avatar, nameOf } from '/page/avatar.js';
import { field, openDialog } from '/page/dialog.js';
import { el } from '/page/dom.js';
import { payloadOf } from '/page/links.js';

const NEWCOMER = 'new';

/** A phone number that belongs to nobody: invented, as the people are. */
const inventedNumber = () => `09${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;

function newcomerFields() {
  const name = field('Họ và tên', { type: 'text', maxlength: 60, autocomplete: 'off', required: true });
  const label = field('Vai (chỉ để nhận ra trên trang này)', { type: 'text', maxlength: 40, autocomplete: 'off' });
  const phone = field('Số điện thoại', { type: 'tel', value: inventedNumber(), autocomplete: 'off' });
  const language = el('select', {}, el('option', { value: 'vi' }, 'Tiếng Việt'), el('option', { value: 'en' }, 'English'));
  const details = () => ({
    first_name: name.input.value.trim(),
    label: label.input.value.trim(),
    phone: phone.input.value.trim(),
    language_code: language.value,
  });
  const languageLine = el('label.field-line', {}, el('span', {}, 'Ngôn ngữ của máy'), language);
  return { name, details, lines: [name.line, label.line, phone.line, languageLine] };
}

/**
 * Ask for a new person.
 * @param {(details: Object) => Promise<void>} add
 */
export function askPerson(add) {
  const { name, details, lines } = newcomerFields();
  openDialog('Thêm người', lines, 'Thêm', () => {
    if (!name.input.value.trim()) throw new Error('Xin nhập tên.');
    return add(details());
  });
  name.input.focus();
}

/**
 * Ask who opens a link to the bot.
 * @param {{address: string, username: string, people: import('/page/api.js').Person[], chosen?: number}} known
 * @param {(who: number|{first_name: string}, payload: string) => Promise<void>} open
 */
export function askOpener({ address, username, people, chosen }, open) {
  const link = field('Liên kết', {
    type: 'text',
    value: address,
    placeholder: `https://t.me/${username}?start=…`,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const newName = el('input', { type: 'text', placeholder: 'Người mới, tên là…', 'aria-label': 'Tên người mới', maxlength: 60 });
  const options = people.map((person) => option(String(person.id), person.id === chosen, avatar(person), words(person)));
  const newcomer = option(NEWCOMER, chosen === undefined, newName);
  newName.onfocus = () => {
    newcomer.querySelector('input').checked = true;
  };
  const openers = el('fieldset.openers', {}, el('legend', {}, 'Ai mở?'), newcomer, ...options);
  openDialog('Mở liên kết mời', [link.line, openers], 'Mở', () => {
    const payload = payloadOf(link.input.value.trim(), username);
    if (payload === null) throw new Error(`Liên kết phải có dạng https://t.me/${username}?start=…`);
    const who = openers.querySelector(':checked').value;
    const name = newName.value.trim();
    if (who === NEWCOMER && !name) throw new Error('Xin nhập tên người mới, hoặc chọn một người.');
    return open(who === NEWCOMER ? { first_name: name, phone: inventedNumber() } : Number(who), payload);
  });
  (address ? openers.querySelector(':checked') : link.input).focus();
}

const words = (person) => el('span', {}, nameOf(person), person.label && el('small', {}, person.label));

function option(value, checked, ...content) {
  return el('label.opener', {}, el('input', { type: 'radio', name: 'opener', value, checked }), ...content);
}
