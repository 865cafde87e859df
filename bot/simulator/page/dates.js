/** Times as the people in the chats read them: Vietnam's clock, wherever this page is open. */

const ZONE = 'Asia/Ho_Chi_Minh';
const TIME = new Intl.DateTimeFormat('vi-VN', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hour12: false });
const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: '2-digit', month: '2-digit', year: 'numeric' });
const DAY_MS = 86_400_000;

/** @param {number} seconds Unix time */
export const timeOf = (seconds) => TIME.format(seconds * 1000);

/** @param {number} seconds Unix time */
export const dayOf = (seconds) => DAY.format(seconds * 1000);

/**
 * The words over the messages of one day.
 * @param {number} seconds Unix time of a message
 * @param {number} [now] milliseconds
 */
export function dayWords(seconds, now = Date.now()) {
  const day = dayOf(seconds);
  if (day === DAY.format(now)) return 'Hôm nay';
  return day === DAY.format(now - DAY_MS) ? 'Hôm qua' : day;
}
