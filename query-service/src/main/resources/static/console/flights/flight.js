import { date, h, hide, say, set } from '../dom.js';
import { refusal } from '../api.js';
import { latest } from '../journeys.js';
import { liveness } from '../live.js';
import { departures, statusOf } from './departures.js';
import { bookingDesk, operations } from './desk.js';
import { cabin } from './seats.js';
import { timeline } from './timeline.js';

export const name = 'flight';
export const title = 'Flight';
export const under = 'board';
export const open = () => true;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NOT_FOUND = 404;

/** One flight: its seats, what happened to it, and what it looked like at each moment. */
export async function show(context) {
  const { api, session, page, rest, signal } = context;
  const id = rest[0]?.toLowerCase(); // streams are named so
  const found = await find(api, id, signal);
  if (!found) {
    page.append(
      h('h1', null, 'There is no such flight'),
      h('p', { class: 'lead' }, 'None has the id ', h('code', null, id || 'that is missing'), ' that the address of this page says.'),
      h('p', null, h('a', { href: '#/board' }, 'All departures')));
    return;
  }
  const now = { flight: found, seats: null, bookings: new Map(), picked: undefined };
  let then;

  const sign = header();
  const live = liveness(signal);
  const trouble = h('div');
  const plane = cabin(pick);
  const desk = bookingDesk(context, id, plan => { now.picked = plan; draw(); });
  const others = dayOf(api, signal, now.flight);
  const line = timeline(signal, rewind);

  page.append(
    others.link,
    sign.element, live.element, line.element, trouble,
    h('div', { class: 'aboard' },
      h('section', { class: 'panel', 'aria-labelledby': 'cabin' }, h('h2', { id: 'cabin' }, 'Cabin'), plane.element, legend(session.may('flights:write'))),
      desk.element),
    latest(signal, journey => journey.path.includes(id)),
    others.element);
  const duties = session.may('flights:write') && operations(context, id);
  if (duties) page.append(duties);

  function pick(seat) {
    now.picked = seat;
    desk.choose(seat, now.bookings.get(seat), now.seats?.seats.find(one => one.seat === seat)?.status);
    draw();
  }
  function draw() {
    const seen = then ?? now;
    sign.show(seen.flight, Boolean(then));
    page.classList.toggle('past', Boolean(then));
    if (!seen.seats) return;
    const mine = [...now.bookings].filter(([, booking]) => booking.passengerId === session.subject).map(([seat]) => seat);
    const names = new Map([...now.bookings].map(([seat, booking]) => [seat, booking.passengerId]));
    plane.show({ seats: seen.seats.seats, past: Boolean(then) }, then ? {} : { mine: new Set(mine), picked: now.picked, names });
  }

  function offerDuties(past) {
    if (duties) hide(duties, past || now.flight.status !== 'scheduled', sign.heading);
  }

  let wanted = 0;
  async function rewind(version, event) {
    const mine = ++wanted;
    trouble.replaceChildren();
    try {
      const moment = version && await Promise.all([api.get(`/api/flights/${id}?version=${version}`), api.get(`/api/flights/${id}/seats?version=${version}`)]);
      if (mine !== wanted || signal.aborted) return;
      then = moment && { flight: moment[0], seats: moment[1] };
      if (moment) say(`Version ${version}: ${moment[0].seatsLeft} seats left`);
    } catch (error) {
      if (mine !== wanted) return;
      trouble.replaceChildren(refusal(error));
    }
    others.element.hidden = Boolean(version) && !event; // the time of a version is known to those who read events
    if (!others.element.hidden) others.show(then?.flight ?? now.flight, version && event?.recordedAt);
    desk.past(Boolean(version));
    offerDuties(Boolean(version));
    draw();
  }

  others.show(now.flight);
  line.upTo(now.flight.version);
  draw();
  api.follow(`/api/flights/${id}`, { signal, ...live.of('the flight'), on: (event, flight) => {
    if (event !== 'state') return;
    if (!then && flight.departure.slice(0, 10) !== now.flight.departure.slice(0, 10)) others.show(flight);
    now.flight = flight;
    line.upTo(flight.version);
    desk.closed(flight.status !== 'scheduled' && statusOf(flight));
    offerDuties(Boolean(then));
    draw();
  } });
  api.follow(`/api/flights/${id}/seats`, { signal, ...live.of('the seats'), on: (event, seats) => {
    if (event !== 'state') return;
    now.seats = seats;
    draw();
    if (now.picked) pick(now.picked);
  } });
  followBookings(context, id, now, { line, live }, () => { draw(); if (now.picked) pick(now.picked); });
}

async function find(api, id, signal) {
  if (!ID.test(id)) return undefined;
  return api.get(`/api/flights/${id}`, { signal }).catch(error => {
    if (error.status !== NOT_FOUND) throw error;
  });
}

/** Staff read the flight's events, in which names are sealed; passengers their own bookings. */
function followBookings({ api, session, signal }, id, now, { line, live }, changed) {
  if (session.may('events:read')) {
    api.follow(`/api/events?stream=flight-${id}`, { signal, ...live.of('its events'), on: (name, event) => {
      if (name !== 'event') return;
      line.add(event);
      if (event.type === 'seat-booked') now.bookings.set(event.data.seat, { bookingId: event.data.bookingId, passengerId: event.data.passengerId });
      else if (event.type === 'booking-cancelled') now.bookings.delete(event.data.seat);
      else if (event.type === 'flight-cancelled') now.bookings.clear();
      changed();
    } });
  } else if (session.may('bookings:read')) {
    api.follow(`/api/passengers/${encodeURIComponent(session.subject)}/bookings`, { signal, ...live.of('your bookings'), on: (name, booking) => {
      if (name !== 'state' || booking.flightId !== id) return;
      if (booking.status === 'booked') now.bookings.set(booking.seat, booking);
      else if (now.bookings.get(booking.seat)?.bookingId === booking.bookingId) {
        now.bookings.delete(booking.seat);
        const given = now.seats?.seats.find(one => one.seat === booking.seat);
        if (given) given.status = 'available'; // the seat map may hear of it later, and nobody else has it
      }
      changed();
    } });
  }
}

/** What else leaves on the day of a flight, which may be put off to another one. */
function dayOf(api, signal, { origin }) {
  const caption = h('span');
  const board = departures(api, signal, { caption });
  const link = h('a', null, 'All departures of the day');
  return {
    element: board.element,
    link,
    show({ departure }, asOf) {
      const day = departure.slice(0, 10);
      set(caption, `Departures from ${origin}, ${date(`${day}T12:00`)}`);
      link.href = `#/board?${new URLSearchParams({ origin, day })}`;
      board.show(new URLSearchParams({ origin, from: `${day}T00:00`, to: `${day}T23:59:59` }), asOf);
    },
  };
}

function header() {
  const route = h('h1', { class: 'route' });
  const when = h('p', { class: 'when' });
  const status = h('p', { class: 'status-line' });
  const gauges = h('dl', { class: 'dials' });
  return {
    heading: route,
    element: h('div', { class: 'flight-sign' }, route, h('div', null, when, status), gauges),
    show(flight, past) {
      if (route.dataset.of !== flight.origin + flight.destination) {
        route.dataset.of = flight.origin + flight.destination;
        route.replaceChildren(h('span', { class: 'flaps' }, flight.origin), h('span', { class: 'to' }, 'to'), h('span', { class: 'flaps' }, flight.destination));
      }
      set(when, `${date(flight.departure)}, ${flight.departure.slice(11, 16)}`);
      set(status, `${statusOf(flight)}${past ? ', as it was' : ''}`);
      const facts = [['seats left', flight.seatsLeft], ['of', flight.seats], ['miles', flight.distanceMiles], ['version', flight.version]];
      gauges.replaceChildren(...facts.map(([label, value]) => h('div', null, h('dt', null, label), h('dd', null, h('b', null, value)))));
    },
  };
}

/** Staff have no seats of their own. */
function legend(staff) {
  const states = [['free', 'free'], ['booked', 'booked'], ...(staff ? [] : [['mine', 'yours']])];
  return h('ul', { class: 'legend', 'aria-hidden': true }, states.map(([state, text]) => h('li', null, h('span', { class: 'seat', 'data-state': state }), text)));
}
