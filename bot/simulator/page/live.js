/** News of changes by server-sent events, taken up again whenever the connection is lost. */

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 4_000;

/**
 * Listen for as long as the page is open.
 * @param {{onOpen: () => void, onNews: (news: {user: number, seq: number, what: string}) => void,
 *          onLost: () => void}} hands
 */
export function follow(hands) {
  let pause = FIRST_PAUSE;
  const connect = () => {
    const source = new EventSource('/sim/events');
    source.onopen = () => {
      pause = FIRST_PAUSE;
      hands.onOpen();
    };
    source.onmessage = (event) => hands.onNews(JSON.parse(event.data));
    source.onerror = () => {
      source.close();
      hands.onLost();
      setTimeout(connect, pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    };
  };
  connect();
}
