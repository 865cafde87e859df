/** Dialogs over the whole page. */

import { button, el } from '/page/dom.js';

/** A field with its words. */
export function field(words, attributes) {
  const input = el('input', attributes);
  return { input, line: el('label.field-line', {}, el('span', {}, words), input) };
}

/**
 * Ask for something; what `submit` throws is said in the dialog, which then stays.
 * @param {string} title
 * @param {Node[]} parts
 * @param {string} submitWords
 * @param {() => unknown} submit
 */
export function openDialog(title, parts, submitWords, submit) {
  const trouble = el('p.trouble', { role: 'alert' });
  const dialog = /** @type {HTMLDialogElement} */ (el('dialog.card', { 'aria-label': title }));
  const form = el(
    'form',
    { method: 'dialog' },
    el('h2', {}, title),
    ...parts,
    trouble,
    el(
      'div.actions',
      {},
      button('', { onclick: () => dialog.close() }, 'Hủy'),
      el('button.main', { type: 'submit' }, submitWords),
    ),
  );
  form.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await submit();
      dialog.close();
    } catch (refusal) {
      trouble.textContent = refusal.message;
    }
  };
  dialog.onclose = () => dialog.remove();
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
}
