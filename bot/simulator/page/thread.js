/** The order of a chat: days, albums that belong together, and runs of messages of one side. */

import { dayOf, now } from '/page/dates.js';

/** Seconds within which messages of one side stand close together. */
const RUN = 300;

/**
 * @typedef {Object} Message a message as the acting interface shows it
 * @property {number} message_id
 * @property {number} seq
 * @property {'bot'|'user'} from
 * @property {number} date
 * @property {string} text
 * @property {Object[]} entities
 * @property {Object[][]} inline_keyboard
 * @property {boolean} edited
 * @property {string} [media_group_id]
 */

/**
 * @typedef {Object} Block one thing in the list
 * @property {string} key the same for the same thing
 * @property {string} sign another one when it must be drawn again
 * @property {number} [day] Unix time, when this is the heading of a day
 * @property {Message[]} [messages] one message, or an album
 * @property {boolean} [follows] an earlier one of the same side stands close above
 * @property {boolean} [goesOn] a later one of the same side stands close below
 */

/**
 * Arrange a chat's messages, oldest first.
 * @param {Message[]} messages
 * @returns {Block[]}
 */
export function arrange(messages) {
  const groups = albums(messages);
  const blocks = [];
  groups.forEach((group, number) => {
    const day = dayOf(group[0].date);
    const before = groups[number - 1];
    if (!before || dayOf(before[0].date) !== day) blocks.push(heading(group[0].date, day));
    blocks.push(block(group, together(before, group), together(group, groups[number + 1])));
  });
  return blocks;
}

const heading = (date, day) => ({ key: `day:${day}`, sign: `${day}:${dayOf(now() / 1000)}`, day: date });

function block(group, follows, goesOn) {
  const seqs = group.map((message) => `${message.message_id}.${message.seq}`).join(',');
  return {
    key: `message:${group[0].message_id}`,
    sign: `${seqs}:${follows}:${goesOn}`,
    messages: group,
    follows,
    goesOn,
  };
}

function albums(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    const album = message.media_group_id;
    if (album && last?.[0].media_group_id === album) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

function together(above, below) {
  if (!above || !below) return false;
  const upper = above.at(-1);
  const lower = below[0];
  return (
    upper.from === lower.from &&
    lower.date - upper.date < RUN &&
    !upper.inline_keyboard.length &&
    dayOf(upper.date) === dayOf(lower.date)
  );
}
