/** The chat page of the stand-in: everybody's phones on one table. */

import * as api from '/page/api.js';
import { Board } from '/page/board.js';
import { ClockBar } from '/page/clock.js';
import { button, el } from '/page/dom.js';
import { icon } from '/page/icons.js';
import { payloadOf, webAddress } from '/page/links.js';
import { follow } from '/page/live.js';
import { askOpener, askPerson } from '/page/people.js';

const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const lost = find('.lost');
const board = new Board(find('.board'), find('.people'), { openLink });
const clock = new ClockBar(find('.clock'), () => board.redraw());
let bot = { username: '', first_name: '' };
let looking = null;

/** Find out who is there; several who ask at once get the same answer. */
function refresh() {
  looking ??= lookAround().finally(() => {
    looking = null;
  });
  return looking;
}

async function lookAround() {
  const [found, people] = await Promise.all([api.bot(), api.people(), clock.load()]);
  bot = found;
  board.seat(people, bot);
  find('.board').classList.toggle('empty', people.length === 0);
}

/** Open a link that was touched in a chat, or ask for one: the bot's own lead into a chat, others to the web. */
function openLink(address, person) {
  if (address && payloadOf(address, bot.username) === null) {
    const web = webAddress(address);
    if (web) window.open(web, '_blank', 'noopener,noreferrer');
    return;
  }
  askOpener(
    { address, username: bot.username, people: board.people, chosen: address ? undefined : person?.id },
    async (who, payload) => {
      const id = typeof who === 'number' ? who : (await api.addPerson(who)).id;
      await lookAround();
      board.show(id, { focus: true }).start(payload);
    },
  );
}

async function addPerson(details) {
  const { id } = await api.addPerson(details);
  await lookAround();
  board.show(id, { focus: true });
}

const tool = (sign, words, onclick) =>
  button('.tool', { onclick, 'aria-label': words, title: words, 'data-tool': sign }, icon(sign), el('span', {}, words));

function makeTools() {
  find('.tools').append(
    tool('link', 'Mở liên kết', () => openLink('')),
    tool('addPerson', 'Thêm người', () => askPerson(addPerson)),
  );
}

function showLost(isLost) {
  lost.hidden = !isLost;
  lost.textContent = isLost ? 'Mất kết nối, đang nối lại…' : '';
  document.body.classList.toggle('offline', isLost);
}

function listen() {
  follow({
    async onOpen() {
      try {
        await refresh();
        board.reload();
        showLost(false);
      } catch {
        showLost(true);
      }
    },
    onNews(news) {
      if (news.what === 'clock') clock.load().catch(() => showLost(true));
      else if (board.people.some((person) => person.id === news.user)) board.hear(news);
      else refresh().catch(() => showLost(true));
    },
    onLost: () => showLost(true),
  });
}

makeTools();
listen();
