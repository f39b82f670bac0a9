// Elements are made here and nowhere from text: the page's policy forbids that.

const TOGETHER = 20;
const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return element;
}

/** h('button', { class: 'key', onclick: book }, 'Book') */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** The same for drawings. */
export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** Puts text where another text was, and tells whether that changed anything. */
export function set(element, text) {
  if (element.textContent === String(text)) return false;
  element.textContent = text;
  return true;
}

/** Puts parts where others were. Whoever worked in there with the keyboard goes on at the same one, or in the first; what was open stays so. */
export function swap(place, ...parts) {
  const held = place.contains(document.activeElement) && document.activeElement;
  const opened = [...place.querySelectorAll('details[open] > summary')];
  place.replaceChildren(...parts);
  for (const summary of place.querySelectorAll('details > summary')) {
    if (opened.some(one => one.isEqualNode(summary))) summary.parentElement.open = true;
  }
  if (!held) return;
  const same = [...place.querySelectorAll(held.localName)].find(one => one.isEqualNode(held));
  if (same) same.focus({ preventScroll: true });
  else move(place.querySelector('h2, h3') ?? place.firstElementChild ?? place.parentElement.querySelector('h2, h3'));
}

/** Has the keyboard go on there, also where it cannot go by itself. */
function move(element) {
  if (element?.tabIndex < 0) element.setAttribute('tabindex', '-1');
  element?.focus();
}

/** Hides it or shows it. Whoever was on it goes on at the next. */
export function hide(element, hidden, next) {
  const held = hidden && element.contains(document.activeElement);
  element.hidden = hidden;
  if (held) move(next);
}

/**
 * For a list with the newest on top, of so many rows: takes one after the other, and draws them some at once, as whole logs may come.
 * @param dropped called for each that has no place left
 */
export function newest(list, { row, most, dropped = () => {}, signal }) {
  let waiting = [];
  const draw = () => {
    if (signal.aborted) return;
    list.prepend(...waiting.reverse().map(row));
    waiting = [];
    while (list.childElementCount > most()) {
      list.lastElementChild.remove();
      dropped();
    }
  };
  return item => {
    if (waiting.length === 0) setTimeout(draw, TOGETHER);
    waiting.push(item);
    if (waiting.length > most()) {
      waiting.shift();
      dropped();
    }
  };
}

/** Tells those who do not see it. */
export function say(text) {
  document.getElementById('said').textContent = text;
}

export function field(label, input, hint) {
  input.id ||= `field-${++fields}`;
  const help = hint && h('small', { id: `${input.id}-hint` }, hint);
  if (help) input.setAttribute('aria-describedby', help.id);
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input, help);
}
let fields = 0;

export function choice(options, chosen, attributes) {
  return h('select', attributes, options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)));
}

export function key(text, onclick, attributes) {
  return h('button', { type: 'button', class: 'key', onclick, ...attributes }, text);
}

/** A row of headings and the rows below it; what is a number is set as one. */
export function table(caption, headings, rows, attributes) {
  const cell = value => h('td', { class: typeof value === 'number' ? 'number' : null }, typeof value === 'number' ? number(value) : value ?? '–');
  return h('table', attributes,
    h('caption', null, caption),
    h('thead', null, h('tr', null, headings.map(text => h('th', { scope: 'col' }, text)))),
    h('tbody', null, rows.map(row => h('tr', null, row.map((value, i) => i === 0 ? h('th', { scope: 'row' }, value) : cell(value))))));
}

/** What is wider than its place can be moved, by keys as well. */
export const wide = (label, content) => h('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': label }, content);

const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
export const number = value => digits.format(value);

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
const day = new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', day: '2-digit' });
export const time = iso => clock.format(new Date(iso));
export const date = iso => day.format(new Date(iso));
/** A day from today on, where the browser is, as input fields write it. */
export function dayFromNow(days = 0) {
  const then = new Date();
  then.setDate(then.getDate() + days);
  return [then.getFullYear(), then.getMonth() + 1, then.getDate()].map(part => String(part).padStart(2, '0')).join('-');
}
export const ms = value => value < 10 ? `${value.toFixed(1)} ms` : value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;

/** Calls the last one only, when it has become quiet. */
export function calm(action, pause = 120) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), pause);
  };
}
