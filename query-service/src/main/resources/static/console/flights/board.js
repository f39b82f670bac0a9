import { refusal } from '../api.js';
import { calm, date, field, h, hide, key, number, set, time } from '../dom.js';
import { latest } from '../journeys.js';
import { departures } from './departures.js';
import { schedule } from './desk.js';

export const name = 'board';
export const title = 'Departures';
export const sign = 'D';
export const open = () => true;

const ONE_DAY = 86_400_000;

export async function show(context) {
  const { api, session, page, query, signal, address } = context;
  const day = query.get('day') ?? await dayWithFlights(api);
  const inputs = {
    origin: airport(query.get('origin')), destination: airport(query.get('destination')),
    day: h('input', { type: 'date', value: day, required: true }),
  };
  const rewind = session.may('events:read') ? await rewinder(api) : null;
  const board = departures(api, signal, { caption: 'Departures', changed: flight => rewind?.grow(flight.position) });
  const heading = h('h1');
  const form = session.may('flights:write') && schedule(context);
  let asOf;

  const draw = () => {
    const filter = filterOf(inputs);
    set(heading, `${inputs.origin.value || 'All airports'}, ${date(`${inputs.day.value}T12:00`)}`);
    board.show(filter, asOf);
    address(`#/board?${new URLSearchParams({ origin: inputs.origin.value, destination: inputs.destination.value, day: inputs.day.value })}`);
  };
  const move = days => () => {
    inputs.day.value = new Date(Date.parse(inputs.day.value) + days * ONE_DAY).toISOString().slice(0, 10);
    draw();
  };
  rewind?.whenMoved(then => { asOf = then; draw(); });
  Object.values(inputs).forEach(input => input.addEventListener('input', calm(() => input.form.checkValidity() && draw(), 300)));

  page.append(
    heading,
    h('form', { class: 'filters', onsubmit: event => event.preventDefault() },
      field('From', inputs.origin), field('To', inputs.destination), field('Day', inputs.day),
      h('div', { class: 'keys' }, key('Day before', move(-1)), key('Day after', move(1)), form && key('Schedule a flight', () => form.querySelector('input').focus()))),
    ...(rewind ? [rewind.element] : []),
    board.element);
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
async function dayWithFlights(api) {
  const today = new Date().toISOString().slice(0, 10);
  for (const from of [`?from=${today}T00:00&limit=1`, '?limit=1']) {
    const { items } = await api.get(`/api/flights${from}`);
    if (items.length) return items[0].departure.slice(0, 10);
  }
  return today;
}

/** A slider over the whole log: positions are 1, 2, 3 … and each has its time. */
async function rewinder(api) {
  let { maxPosition: head } = await api.get('/api/events/completeness');
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
