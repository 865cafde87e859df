/** The page's icons: strokes on a 24 × 24 grid, in the colour of the text around them. */

const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  attach: 'M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17.2a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6',
  send: 'M4 12l16-8-5 17-3.5-7zM11.5 14L20 4',
  keyboard: 'M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8',
  fold: 'M5 9l7 7 7-7',
  dots: 'M12 5h.01M12 12h.01M12 19h.01',
  down: 'M12 5v14M6 13l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  addPerson: 'M10 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM3 20c.5-4 3.5-6 7-6 1.5 0 2.800.3 4 1M18 14v6M15 17h6',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  photo: 'M4 5h16v14H4zM4 16l5-5 5 5 2-2 4 4M15.5 9.5h.01',
  album: 'M7 7h13v12H7zM4 16V4h12M7 16l4-4 4 4 2-2 3 3',
  contact: 'M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.5-4 3.5-6 7-6s6.5 2 7 6',
  sent: 'M5 13l4.5 4.5L19 7',
  waiting: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2',
  failed: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v5M12 16h.01',
  external: 'M8 16L17 7M9 7h8v8',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  block: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11',
  next: 'M5 5l8 7-8 7zM18 5v14',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  stop: 'M6 6h12v12H6z',
  hide: 'M4 12s3-6 8-6 8 6 8 6-3 6-8 6-8-6-8-6zM4 4l16 16',
};

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Make an icon; it says nothing to a screen reader, its button does.
 * @param {keyof typeof PATHS} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  drawing.classList.add('icon', `icon-${name}`);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  drawing.append(path);
  return drawing;
}
