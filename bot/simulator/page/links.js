/** Links into the chat with the bot, as invitations are: https://t.me/name?start=TOKEN. */

const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * What a link to this bot carries: '' for a plain link, null when it leads elsewhere.
 * @param {string} address
 * @param {string} username the bot's
 * @returns {string|null}
 */
export function payloadOf(address, username) {
  let url;
  try {
    url = new URL(/^[\w+.-]+:/.test(address) ? address : `https://${address}`);
  } catch {
    return null;
  }
  const mine = (name) => (name ?? '').toLowerCase() === username.toLowerCase();
  const here =
    url.protocol === 'tg:'
      ? /^(\/\/)?resolve/.test(url.host + url.pathname) && mine(url.searchParams.get('domain'))
      : /^(www\.)?(t|telegram)\.me$/.test(url.host) && mine(url.pathname.split('/')[1]);
  if (!here) return null;
  const payload = url.searchParams.get('start') ?? '';
  return payload === '' || PAYLOAD.test(payload) ? payload : null;
}

/**
 * An address that may be opened in the browser, or null: nothing but the web.
 * @param {string} address
 * @returns {string|null}
 */
export function webAddress(address) {
  try {
    const url = new URL(/^[\w+.-]+:\/\//.test(address) ? address : `https://${address}`);
    return ['http:', 'https:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
