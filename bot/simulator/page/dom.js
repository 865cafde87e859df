/** Small helpers to build the page; text always goes in as text, never as markup. */

/**
 * Make an element.
 * @param {string} tag tag name, with classes after dots: "button.round.send"
 * @param {Object<string, *>} [attributes] attributes, or properties for functions ("onclick"); null and false are left out
 * @param {...(Node|string|null|undefined|false)} children text becomes text nodes
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') made[key] = value;
    else made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/**
 * Make a real button that sends no form.
 * @param {string} tag as for el, without "button": ".round"
 * @param {Object<string, *>} attributes
 * @param {...(Node|string)} children
 * @returns {HTMLButtonElement}
 */
export function button(tag, attributes, ...children) {
  return /** @type {HTMLButtonElement} */ (el(`button${tag}`, { type: 'button', ...attributes }, ...children));
}

/** Whether this person asked for less movement. */
export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Put text on the clipboard; false where the browser does not allow it.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
