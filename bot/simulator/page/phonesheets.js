/** The sheets of one phone: its menu, and the question before a number is given away. */

import { nameOf } from '/page/avatar.js';
import { button, el } from '/page/dom.js';
import { choice, openSheet } from '/page/sheet.js';

/** @param {import('/page/phone.js').Phone} phone */
export function openPhoneMenu(phone) {
  const { blocked } = phone.chat;
  const fill = (close) => {
    const then = (work) => () => {
      close();
      work();
    };
    return [
      choice('link', 'Mở liên kết mời…', then(() => phone.hands.openLink('', phone.person))),
      choice('block', blocked ? 'Bỏ chặn bot' : 'Chặn bot', then(() => phone.setBlocked(!blocked))),
      choice('hide', 'Cất điện thoại này', then(() => phone.hands.hide(phone.person))),
      el('p.hint', {}, 'Bàn phím: Shift+Tab từ ô soạn tin tới các nút, ↑ ↓ để chọn, Esc để quay lại.'),
      el('div.actions', {}, button('', { onclick: close }, 'Đóng')),
    ];
  };
  openSheet(phone.screen, nameOf(phone.person), fill);
}

/**
 * @param {import('/page/phone.js').Phone} phone
 * @param {(phone: string) => void} agreed
 */
export function openContact(phone, agreed) {
  const own = phone.person.phone;
  const fill = (close) => {
    const number = el('input', { type: 'tel', 'aria-label': 'Số điện thoại', value: own, placeholder: '09…' });
    const share = () => {
      const chosen = number.value.trim();
      if (!chosen) return number.focus();
      close();
      return agreed(chosen);
    };
    number.onkeydown = (event) => event.key === 'Enter' && share();
    const why = own
      ? `${phone.bot.first_name} sẽ biết số điện thoại này.`
      : 'Người này chưa có số của mình; số nhập ở đây được gửi như số của người khác.';
    return [
      el('p', {}, why),
      number,
      el(
        'div.actions',
        {},
        button('', { onclick: close }, 'Hủy'),
        button('.main', { onclick: share, autofocus: Boolean(own) }, 'Chia sẻ'),
      ),
    ];
  };
  openSheet(phone.screen, 'Chia sẻ số điện thoại?', fill);
}
