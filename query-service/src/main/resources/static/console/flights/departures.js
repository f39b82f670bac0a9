// The departure board: live, or as it was.

import { refusal } from '../api.js';
import { h, say, set } from '../dom.js';

const ALL = new URLSearchParams();
const MOST = 500;

/** A board to be put into a page; show() says which flights, and of which time. */
export function departures(api, signal, { caption, changed, drawn }) {
  const body = h('tbody');
  const trouble = h('div');
  const empty = h('p', { class: 'empty', hidden: true }, 'No departures.');
  const state = h('p', { class: 'board-state', 'aria-hidden': true });
  const element = h('div', { class: 'board' },
    h('table', null,
      h('caption', null, caption, state),
      h('thead', null, h('tr', null, ['Time', 'From', 'To', 'Seats left', 'Status'].map(text => h('th', { scope: 'col' }, text)))),
      body),
    empty, trouble);
  const rows = new Map();
  let current = new AbortController();
  let broken = false;

  function put(flight) {
    let row = rows.get(flight.flightId);
    if (!row) {
      row = new Row(flight.flightId);
      rows.set(flight.flightId, row);
    }
    const place = `${flight.departure} ${flight.flightId}`;
    if (row.place !== place) {
      row.place = place;
      const next = [...rows.values()].filter(one => one !== row && one.element.isConnected && one.place > place)
        .reduce((first, one) => (first && first.place < one.place ? first : one), null);
      body.insertBefore(row.element, next?.element ?? null);
    }
    row.show(flight);
  }

  function all(flights) {
    const kept = new Set(flights.map(one => one.flightId));
    [...rows.keys()].filter(id => !kept.has(id)).forEach(remove);
    flights.forEach(put);
    counted();
  }

  function counted() {
    empty.hidden = rows.size > 0;
    drawn?.([...rows.values()].map(row => row.flight));
  }

  function remove(id) {
    rows.get(id)?.element.remove();
    rows.delete(id);
    counted();
  }

  /** Without a time: live. */
  async function show(filter = ALL, asOf) {
    current.abort();
    current = new AbortController();
    const mine = AbortSignal.any([signal, current.signal]); // the view may have been left before this was called
    trouble.replaceChildren();
    let answered = false;
    /** What was shown before was another question's. */
    const clear = () => {
      if (answered) return;
      all([]);
      empty.hidden = true;
    };
    const refused = error => {
      if (mine.aborted) return;
      clear();
      live(false);
      trouble.replaceChildren(refusal(error));
    };
    const opened = now => {
      if (!now) clear();
      spoken(now);
    };
    if (asOf) {
      live(false);
      try {
        const then = new URLSearchParams(filter);
        then.set('asOf', asOf);
        then.set('limit', MOST);
        const { items } = await api.get(`/api/flights?${then}`, { signal: mine });
        all(items);
        if (items.length === MOST) trouble.replaceChildren(h('p', { class: 'empty' }, `The first ${MOST} departures are shown.`));
      } catch (error) {
        refused(error);
      }
      return;
    }
    let first = new Map();
    await api.follow(`/api/flights?${filter}`, {
      signal: mine, refused, opened,
      on(event, data) {
        if (event === 'reset') first = new Map();
        else if (event === 'ready') {
          if (first) all([...first.values()]);
          first = null;
          answered = true;
        } else if (event === 'state') {
          changed?.(data);
          if (first) first.set(data.flightId, data);
          else {
            put(data);
            counted();
          }
        } else if (event === 'removed') remove(data.flightId ?? data);
      },
    });
  }

  /** What is seen of a connection that broke, or came back. */
  function spoken(now) {
    if (broken === now) say(now ? 'The board is live again' : 'The board is not live');
    broken = !now;
    live(now);
  }

  function live(now) {
    state.className = `board-state ${now ? 'is-live' : ''}`;
    set(state, now ? 'live' : 'not live');
  }

  return { element, show };
}

/** What became of a departure, in words. */
export function statusOf({ status, delayMinutes, cancellationReason }) {
  if (status === 'cancelled') return cancellationReason ? `Cancelled: ${cancellationReason}` : 'Cancelled';
  if (status === 'scheduled') return 'Scheduled';
  if (delayMinutes > 0) return `Left ${delayMinutes} min late`;
  return delayMinutes < 0 ? `Left ${-delayMinutes} min early` : 'Left on time';
}

const mood = ({ status, delayMinutes }) => status === 'departed' && delayMinutes > 15 ? 'late' : status;

class Row {
  constructor(id) {
    this.time = h('span', { class: 'flaps' });
    this.from = h('span', { class: 'flaps' });
    this.to = h('a', { class: 'flaps', href: `#/flight/${id}` });
    this.seats = h('span');
    this.status = h('span');
    this.element = h('tr', null, h('td', null, this.time), h('td', null, this.from), h('th', { scope: 'row' }, this.to), h('td', { class: 'number' }, this.seats), h('td', { class: 'status' }, this.status));
  }

  show(flight) {
    const known = this.flight !== undefined;
    this.flight = flight;
    const cells = [[this.time, flight.departure.slice(11, 16)], [this.from, flight.origin], [this.to, flight.destination], [this.seats, flight.seatsLeft], [this.status, statusOf(flight)]];
    const turned = cells.filter(([cell, text]) => set(cell, text)).map(([cell]) => cell);
    this.element.dataset.mood = mood(flight);
    this.to.setAttribute('aria-label', `${flight.origin} to ${flight.destination}, ${flight.departure.slice(11, 16)}`);
    if (!known || turned.length === 0) return;
    say(`${flight.origin} to ${flight.destination}: ${flight.seatsLeft} seats left, ${statusOf(flight)}`);
    for (const cell of turned) {
      cell.classList.remove('turned');
      void cell.offsetWidth; // begins the animation anew
      cell.classList.add('turned');
    }
  }
}
