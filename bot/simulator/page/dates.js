/** Times as the people in the chats read them: Vietnam's clock, wherever this page is open. */

const ZONE = 'Asia/Ho_Chi_Minh';
const TIME = new Intl.DateTimeFormat('vi-VN', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hour12: false });
const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' });
const LONG_DAY = new Intl.DateTimeFormat('vi-VN', { timeZone: ZONE, weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' });
const ISO_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const DAY_MS = 86_400_000;

let ahead = 0;

/** The stand-in's present, in milliseconds; in the demo it may be ahead of this machine's. */
export const now = () => Date.now() + ahead;

/** @param {number} seconds Unix time by the stand-in's clock */
export function setNow(seconds) {
  ahead = seconds * 1000 - Date.now();
}

/** @param {number} seconds Unix time */
export const timeOf = (seconds) => TIME.format(seconds * 1000);

/** @param {number} seconds Unix time */
export const dayOf = (seconds) => DAY.format(seconds * 1000);

/** @param {number} seconds Unix time */
export const longDayOf = (seconds) => LONG_DAY.format(seconds * 1000);

/**
 * A day as a date field has it.
 * @param {number} days from today
 */
export const isoDay = (days) => ISO_DAY.format(now() + days * DAY_MS);

/**
 * The words over the messages of one day.
 * @param {number} seconds Unix time of a message
 */
export function dayWords(seconds) {
  const day = dayOf(seconds);
  if (day === DAY.format(now())) return 'Hôm nay';
  return day === DAY.format(now() - DAY_MS) ? 'Hôm qua' : day;
}
