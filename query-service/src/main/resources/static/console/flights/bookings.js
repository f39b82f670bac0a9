import { refusal } from '../api.js';
import { calm, date, field, h, key, say, swap } from '../dom.js';
import { latest } from '../journeys.js';
import { liveness } from '../live.js';

export const name = 'bookings';
export const title = 'Bookings';
export const sign = 'B';
export const open = session => session.may('bookings:read');

/** What a passenger has booked, live. */
export function show({ api, session, send, page, query, signal }) {
  const staff = session.may('flights:write');
  const passenger = h('input', { value: query.get('passenger') ?? (staff ? 'p-1' : session.subject), pattern: '[A-Za-z0-9._\\-]{1,64}', spellcheck: 'false', autocomplete: 'off' });
  const list = h('ul', { class: 'passes' });
  const empty = h('p', { class: 'empty', hidden: true }, 'Nothing is booked.');
  const trouble = h('div');
  const live = liveness(signal);
  const passes = new Map();
  page.append(
    h('h1', null, staff ? 'Bookings of a passenger' : 'Your bookings'),
    ...(staff ? [h('form', { class: 'filters', onsubmit: event => event.preventDefault() }, field('Passenger', passenger))] : []),
    live.element, trouble, list, empty, latest(signal, journey => passes.has(journey.path)));

  const cancel = async booking => {
    trouble.replaceChildren();
    try {
      await send(`Cancel ${booking.seat}`, cancellationOf(booking));
      say(`Seat ${booking.seat} is given back`);
    } catch (error) {
      trouble.replaceChildren(refusal(error));
    }
  };
  let current = new AbortController();
  signal.addEventListener('abort', () => current.abort());
  const begin = () => {
    if (signal.aborted) return; // left while a passenger was being typed
    current.abort();
    current = new AbortController();
    trouble.replaceChildren();
    list.replaceChildren();
    passes.clear();
    const { signal: mine } = current;
    api.follow(`/api/passengers/${encodeURIComponent(passenger.value)}/bookings`, {
      signal: mine,
      ...live.of('the bookings'),
      refused: error => mine.aborted || trouble.replaceChildren(refusal(error)),
      on: (event, booking) => {
        if (event === 'state') {
          const fresh = pass(booking, () => cancel(booking));
          const path = cancellationOf(booking);
          if (passes.has(path)) {
            swap(passes.get(path), ...fresh.children);
            passes.get(path).dataset.status = booking.status;
          } else {
            passes.set(path, fresh);
            list.append(fresh);
          }
        } else if (event === 'reset') {
          passes.clear();
          list.replaceChildren();
        }
        empty.hidden = passes.size > 0;
      },
    });
  };
  passenger.addEventListener('input', calm(() => passenger.value && passenger.checkValidity() && begin(), 400));
  begin();
}

const cancellationOf = ({ flightId, bookingId }) => `/api/flights/${flightId}/bookings/${bookingId}/cancellation`;

function pass(booking, cancel) {
  const live = booking.status === 'booked';
  const open = live && booking.flightStatus === 'scheduled';
  return h('li', { class: 'pass', 'data-status': booking.status },
    h('div', null,
      h('h2', null, h('a', { href: `#/flight/${booking.flightId}` }, `${booking.origin} to ${booking.destination}`)),
      h('p', null, `${date(booking.departure)}, ${booking.departure.slice(11, 16)}`),
      h('p', { class: 'code' }, `${booking.passengerName ?? 'name erased'} · $${(booking.fareCents / 100).toFixed(2)}`)),
    h('div', { class: 'stub' },
      h('span', { class: 'label' }, 'seat'), h('b', { class: 'flaps' }, booking.seat),
      h('span', { class: 'state' }, live ? booking.flightStatus === 'departed' ? 'flown' : 'booked' : 'cancelled'),
      open && key('Cancel', cancel, { 'aria-label': `Cancel seat ${booking.seat} from ${booking.origin} to ${booking.destination}` })));
}
