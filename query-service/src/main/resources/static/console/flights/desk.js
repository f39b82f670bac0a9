// What can be asked for at the desk: a seat, a cancellation, a flight.

import { pause, refusal } from '../api.js';
import { dayFromNow, field, h, key, say, swap } from '../dom.js';

const SEAT = '[1-9][0-9]{0,2}[A-Fa-f]';

/** A form that sends a command; refusals are shown in it. */
function commandForm(heading, fields, button, submit) {
  const trouble = h('div');
  const send = h('button', { class: 'key main' }, button);
  return h('form', {
    class: 'panel',
    onsubmit: async event => {
      event.preventDefault();
      if (send.getAttribute('aria-disabled') === 'true') return;
      trouble.replaceChildren();
      send.setAttribute('aria-disabled', 'true');
      try {
        await submit(event.target);
      } catch (error) {
        trouble.replaceChildren(refusal(error));
      } finally {
        send.removeAttribute('aria-disabled');
      }
    },
  }, heading && h('h2', null, heading), fields, trouble, send);
}

/** A passenger sits on one flight at once, so each booking begins with another one. */
const somebody = () => `p-${1000 + Math.floor(Math.random() * 9000)}`;

/** Books the seat that was chosen, or cancels the booking that is on it. */
export function bookingDesk(context, id, typed) {
  const { session, send } = context;
  const staff = session.may('flights:write');
  const seat = h('input', { required: true, pattern: SEAT, title: 'A row and a letter from A to F, such as 12C', maxlength: 4, class: 'airport', autocomplete: 'off', oninput: () => typed(seat.value.toUpperCase()) });
  const passenger = h('input', { required: true, pattern: '[A-Za-z0-9._:\\|@+~\\-]{1,128}', title: 'Letters, digits and . _ : | @ + ~ -', value: staff ? somebody() : session.subject, readonly: !staff, autocomplete: 'off', spellcheck: 'false' });
  const called = h('input', { required: true, maxlength: 100, value: staff ? 'Guest' : session.subject, autocomplete: 'off' });
  const fare = h('input', { type: 'number', required: true, min: 0, max: 100000, step: '0.01', value: '199' });
  const book = commandForm('Book a seat',
    [h('div', { class: 'pair' }, field('Seat', seat, 'Or choose it in the cabin'), field('Fare in dollars', fare)), field('Passenger', passenger, staff ? undefined : 'You book for yourself'), field('Name', called)],
    'Book', async () => {
      const wanted = seat.value.toUpperCase();
      await send(`Book ${wanted}`, `/api/flights/${id}/bookings`, { passengerId: passenger.value, passengerName: called.value, seat: wanted, fareCents: Math.round(Number(fare.value) * 100) });
      if (staff) passenger.value = somebody();
      say(`${wanted} is booked`);
    });
  const taken = h('section', { class: 'panel' });
  const shut = h('section', { class: 'panel' });
  const element = h('div', { class: 'desk' });
  const none = h('section', { class: 'panel' }, h('h2', null, 'Seats'), h('p', null, 'Your role does not book.'));
  const gone = h('section', { class: 'panel' }, h('h2', null, 'The past'), h('p', null, 'So it was then, and nothing can be changed in it. Go back to now to book or cancel.'));
  const may = session.may('bookings:write');
  let offered = may ? book : none;
  let closed = false;
  let shown;
  let looksBack = false;

  function put() {
    const part = looksBack ? gone : closed && may ? shut : offered;
    if (element.firstChild !== part) swap(element, part);
  }
  put();
  return {
    element,
    choose(wanted, booking, status) {
      if (!may) return;
      if (status === 'booked') {
        if (!booking || shown !== booking.bookingId) swap(taken, ...occupied(wanted, booking, id, context));
        shown = booking?.bookingId;
        offered = taken;
      } else {
        if (seat.value.toUpperCase() !== wanted) seat.value = wanted;
        offered = book;
      }
      put();
    },
    /** @param why nothing can be booked; false if it can */
    closed(why) {
      closed = Boolean(why);
      if (closed) {
        shut.replaceChildren(h('h2', null, 'Closed'), h('p', null, `${why}. Nothing can be booked.`), ...(staff ? [h('p', null, h('a', { href: '#/board' }, 'Schedule a flight'), ', then book on that one.')] : []));
      }
      put();
    },
    /** @param so whether the flight is shown as it was */
    past(so) {
      looksBack = so;
      put();
    },
  };
}

function occupied(seat, booking, id, { api, session, send, signal }) {
  const trouble = h('div');
  const by = h('p', null, booking ? `Booked by ${booking.passengerName ?? booking.passengerId}.` : 'Booked by somebody else.');
  if (booking && session.may('bookings:read')) nameOf(api, booking, signal).then(name => { by.textContent = `Booked by ${name}.`; }, () => {});
  const cancel = async () => {
    try {
      await send(`Cancel ${seat}`, `/api/flights/${id}/bookings/${booking.bookingId}/cancellation`);
      say(`${seat} is free again`);
    } catch (error) {
      trouble.replaceChildren(refusal(error));
    }
  };
  return [
    h('h2', null, `Seat ${seat}`),
    by,
    ...(booking ? [trouble, key('Cancel the booking', cancel, { 'data-booking': booking.bookingId })] : []),
  ];
}

const LATER = [100, 300, 1000, 3000, 10_000];

/**
 * The log has names sealed; where bookings are read they are open, unless they were erased. That table may hear of a booking later
 * than the seats do, or of the name's key, and is asked again.
 */
async function nameOf(api, { bookingId, passengerId }, signal) {
  for (const later of [...LATER, undefined]) {
    const { items } = await api.get(`/api/passengers/${encodeURIComponent(passengerId)}/bookings?limit=500`, { signal }).catch(() => ({ items: [] }));
    const found = items.find(one => one.bookingId === bookingId);
    if (found) return found.passengerName ? `${found.passengerName} (${passengerId})` : passengerId;
    if (signal.aborted) break;
    if (later) await pause(later, signal);
  }
  return passengerId;
}

/** A new flight; then it is looked at. */
export function schedule({ send }) {
  const code = value => h('input', { required: true, pattern: '[A-Za-z]{3}', title: 'Three letters, such as LAX', maxlength: 3, value, class: 'airport', autocomplete: 'off' });
  const [origin, destination] = [code('LAX'), code('BNA')];
  const departure = h('input', { type: 'datetime-local', required: true, value: `${dayFromNow(1)}T06:55` });
  const miles = h('input', { type: 'number', required: true, min: 1, max: 20000, value: 1797 });
  const seats = h('input', { type: 'number', required: true, min: 1, max: 853, value: 180 });
  const form = commandForm('Schedule a flight',
    h('div', { class: 'fields' }, field('From', origin), field('To', destination), field('Departure', departure), field('Miles', miles), field('Seats', seats)),
    'Schedule', async () => {
      const [from, to] = [origin.value.toUpperCase(), destination.value.toUpperCase()];
      const { body } = await send(`Schedule ${from} to ${to}`, '/api/flights', {
        origin: from, destination: to, departure: departure.value, distanceMiles: Number(miles.value), seats: Number(seats.value),
      });
      await seen(body.flightId);
    });
  const seen = async id => { location.hash = `#/flight/${id}`; };
  return form;
}

/** What staff do to a flight. */
export function operations({ send }, id) {
  const delay = h('input', { type: 'number', required: true, min: -1440, max: 10080, value: 0 });
  const departure = h('input', { type: 'datetime-local', required: true });
  const reason = h('input', { required: true, maxlength: 200 });
  const path = what => `/api/flights/${id}/${what}`;
  return h('section', { 'aria-labelledby': 'operations', class: 'operations' },
    h('h2', { id: 'operations' }, 'Operations'),
    h('div', { class: 'three' },
      commandForm(null, field('Minutes late', delay), 'Depart', () => send('Depart', path('departure'), { delayMinutes: Number(delay.value) })),
      commandForm(null, field('New departure', departure), 'Reschedule', () => send('Reschedule', path('reschedule'), { departure: departure.value })),
      commandForm(null, field('Reason', reason), 'Cancel the flight', () => send('Cancel the flight', path('cancellation'), { reason: reason.value }))));
}
