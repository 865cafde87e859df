/** The stand-in's acting interface: docs/simulator.md describes every path. */

/** What the stand-in would not do, or that it could not be reached (`offline`). */
export class Refused extends Error {
  /**
   * @param {string} message
   * @param {{status?: number, offline?: boolean}} [how]
   */
  constructor(message, { status = 0, offline = false } = {}) {
    super(message);
    this.status = status;
    this.offline = offline;
  }
}

/** Milliseconds after which a silent server counts as lost. */
const PATIENCE = 20_000;

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Refused('Không có kết nối', { offline: true });
  }
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(found.error ?? `lỗi ${answer.status}`, { status: answer.status });
  return found;
}

const post = (path, body) =>
  ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/** @typedef {{id: number, first_name: string, last_name: string, phone: string, label: string}} Person */

/** @returns {Promise<Person[]>} everyone there is */
export const people = () => ask('/sim/users');

/** @returns {Promise<{username: string, first_name: string, link: string}>} the bot */
export const bot = () => ask('/sim/bot');

/**
 * @typedef {{now: number, moves: boolean, moving: boolean, arrived: number|null}} Clock
 * Unix time, whether it can be and is being moved, and how many messages the last way has brought
 */

/** @returns {Promise<Clock>} */
export const clock = () => ask('/sim/clock');

/**
 * Set out for a day such as 2026-12-24, for what is due next, or stop.
 * @param {string} to a day, "next" or "stop"
 * @returns {Promise<Clock>}
 */
export const moveClock = (to) => post('/sim/clock', { to });

/**
 * @param {{first_name: string, label?: string, phone?: string, language_code?: string}} details
 * @returns {Promise<Person>} the new person
 */
export const addPerson = (details) => post('/sim/users', details);

/**
 * What changed on a person's screen after a `seq`; after 0, all of it.
 * @param {number} id
 * @param {number} after
 */
export const chat = (id, after) => ask(`/sim/users/${id}/chat?after=${after}`);

/**
 * Do one thing on a person's phone: text, start, tap, reply-button, contact, block, unblock.
 * @param {number} id
 * @param {string} what
 * @param {Object} [body]
 */
export const act = (id, what, body = {}) => post(`/sim/users/${id}/${what}`, body);

/**
 * Send files; several photos become an album.
 * @param {number} id
 * @param {'photo'|'album'|'document'} what
 * @param {File[]} files
 * @param {string} caption
 */
export function upload(id, what, files, caption = '') {
  const form = new FormData();
  files.forEach((file, number) => form.append(`file${number}`, file, file.name));
  if (caption) form.append('caption', caption);
  return ask(`/sim/users/${id}/${what}`, { method: 'POST', body: form });
}
