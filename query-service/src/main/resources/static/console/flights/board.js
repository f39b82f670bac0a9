import { refusal } from '../api.js';
import { calm, date, dayFromNow, field, h, hide, key, number, set, time } from '../dom.js';
import { latest } from '../journeys.js';
import { departures } from './departures.js';
import { schedule } from './desk.js';

export const name = 'board';
export const title = 'Departures';
export const sign = 'D';
export const open = () => true;

const ONE_DAY = 86_400_000;
const MOST_AHEAD = 500;

export async function show(context) {
  const { api, session, page, query, signal, address } = context;
  const inputs = {
    origin: airport(query.get('origin')), destination: airport(query.get('destination')),
    day: h('input', { type: 'date', value: query.get('day'), required: true }),
  };
  inputs.day.value ||= await dayWithFlights(api, signal); // also if the address says what is no day
  const rewind = session.may('events:read') ? await rewinder(api, signal) : null;
  const sold = nothingToBook(api, signal, session.may('flights:write') && (() => form.querySelector('input').focus()));
  const board = departures(api, signal, {
    caption: 'Departures', changed: flight => rewind?.grow(flight.position), drawn: flights => sold.about(asOf ? [] : flights),
  });
  const heading = h('h1');
  const form = session.may('flights:write') && schedule(context);
  let asOf;

  const draw = () => {
    const filter = filterOf(inputs);
    set(heading, `${inputs.origin.value || 'All airports'}, ${date(`${inputs.day.value}T12:00`)}`);
    board.show(filter, asOf);
    address(`#/board?${new URLSearchParams({ origin: inputs.origin.value, destination: inputs.destination.value, day: inputs.day.value })}`);
  };
  const complete = () => inputs.day.form.reportValidity();
  const move = days => () => {
    if (!complete()) return;
    inputs.day.value = new Date(Date.parse(inputs.day.value) + days * ONE_DAY).toISOString().slice(0, 10);
    draw();
  };
  rewind?.whenMoved(then => { asOf = then; if (complete()) draw(); });
  Object.values(inputs).forEach(input => input.addEventListener('input', calm(() => input.form.checkValidity() && draw(), 300)));

  page.append(
    heading,
    h('form', { class: 'filters', onsubmit: event => event.preventDefault() },
      field('From', inputs.origin), field('To', inputs.destination), field('Day', inputs.day),
      h('div', { class: 'keys' }, key('Day before', move(-1)), key('Day after', move(1)), form && key('Schedule a flight', () => form.querySelector('input').focus()))),
    ...(rewind ? [rewind.element] : []),
    sold.element, board.element);
  if (form) page.append(latest(signal, journey => journey.path === '/api/flights'), form);
  draw();
}

const airport = code => h('input', { value: code ?? '', placeholder: 'any', maxlength: 3, size: 4, pattern: '[A-Za-z]{3}', class: 'airport', spellcheck: 'false', autocomplete: 'off' });

function filterOf({ origin, destination, day }) {
  const filter = new URLSearchParams({ from: `${day.value}T00:00`, to: `${day.value}T23:59:59` });
  if (origin.value) filter.set('origin', origin.value.toUpperCase());
  if (destination.value) filter.set('destination', destination.value.toUpperCase());
  return filter;
}

/** The next day on which something leaves, else the first of all. */
async function dayWithFlights(api, signal) {
  const today = dayFromNow();
  for (const from of [`?from=${today}T00:00&limit=1`, '?limit=1']) {
    const { items } = await api.get(`/api/flights${from}`, { signal });
    if (items.length) return items[0].departure.slice(0, 10);
  }
  return today;
}

/** For a board without a flight that can be booked: where there is one, or how one comes about. */
function nothingToBook(api, signal, schedule) {
  const way = h('p');
  const element = h('section', { class: 'panel', 'aria-label': 'Where to book', hidden: true },
    h('p', null, 'None of these flights can be booked: they have left or were cancelled.'), way);
  let asked = false;

  async function find() {
    const { items } = await api.get(`/api/flights?from=${dayFromNow()}T00:00&limit=${MOST_AHEAD}`, { signal });
    const next = items.find(one => one.status === 'scheduled');
    if (next) {
      const day = next.departure.slice(0, 10);
      way.replaceChildren('The next that can be: ', h('a', { href: `#/board?${new URLSearchParams({ day })}` }, `departures of ${date(`${day}T12:00`)}`));
    } else if (schedule) way.replaceChildren('No later one is scheduled. ', key('Schedule one', schedule), ' and book a seat on it.');
    else way.replaceChildren('No later one is scheduled. Who signs in as staff can schedule one.');
  }
  return {
    element,
    about(flights) {
      element.hidden = flights.length === 0 || flights.some(one => one.status === 'scheduled');
      if (element.hidden || asked) return;
      asked = true;
      find().catch(() => { asked = false; }); // the board says what is wrong
    },
  };
}

/** A slider over the whole log: positions are 1, 2, 3 … and each has its time. */
async function rewinder(api, signal) {
  let { maxPosition: head } = await api.get('/api/events/completeness', { signal });
  let moved = () => {};
  const slider = h('input', { type: 'range', min: Math.min(1, head), max: head, value: head, 'aria-label': 'Position of the log that the board is shown at' });
  const label = h('output', { class: 'mono' });
  const trouble = h('div');
  const back = key('Back to now', () => { slider.value = head; show(); }, { class: 'key quiet', hidden: true });

  function say(text, live) {
    set(label, text);
    slider.setAttribute('aria-valuetext', text);
    hide(back, live, slider);
  }
  async function show() {
    const position = Number(slider.value);
    trouble.replaceChildren();
    if (position >= head) {
      say(`now, at position ${number(head)}`, true);
      moved(undefined);
      return;
    }
    let event;
    try {
      ({ items: [event] } = await api.get(`/api/events?after=${position - 1}&limit=1`));
    } catch (error) {
      trouble.replaceChildren(refusal(error));
      return;
    }
    if (Number(slider.value) !== position) return;
    say(`${date(event.recordedAt)}, ${time(event.recordedAt)}, after ${event.type} at ${number(position)} of ${number(head)}`, false);
    moved(event.recordedAt);
  }
  slider.addEventListener('input', calm(show));
  say(`now, at position ${number(head)}`, true);
  return {
    element: h('div', { class: 'rewind' }, h('span', { class: 'label' }, 'rewind the log'), slider, h('div', null, label, back), trouble),
    whenMoved(listener) { moved = listener; },
    grow(position) {
      if (position <= head) return;
      const live = Number(slider.value) >= head;
      head = position;
      slider.min = 1;
      slider.max = head;
      if (live) {
        slider.value = head;
        say(`now, at position ${number(head)}`, true);
      }
    },
  };
}
