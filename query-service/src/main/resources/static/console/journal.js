import { refusal } from './api.js';
import { calm, date, field, h, hide, key, newest, number, time } from './dom.js';
import { liveness } from './live.js';

export const name = 'journal';
export const title = 'Journal';
export const sign = 'J';
export const open = session => session.may('events:read');

const SHOWN = 100;
const LAST = 30;

export async function show({ api, page, query, signal, address }) {
  const list = h('ol', { class: 'events' });
  const complete = h('p', { class: 'lamp-line' });
  const type = h('input', { value: query.get('type') ?? '', placeholder: 'any', spellcheck: 'false', autocomplete: 'off' });
  const stream = h('input', { value: query.get('stream') ?? '', placeholder: 'any', spellcheck: 'false', autocomplete: 'off' });
  const trouble = h('div');
  const live = liveness(signal);
  const empty = h('p', { class: 'empty', hidden: true }, 'No event is like that.');
  const earlier = key('Earlier events', () => before(), { hidden: true });
  page.append(
    h('h1', null, 'Journal'),
    h('p', { class: 'lead' }, 'Every event of the log, as it was recorded. New ones come in at the top.'),
    complete,
    h('form', { class: 'filters', onsubmit: event => event.preventDefault() },
      field('Type', type), field('Stream', stream), key('All', () => { type.value = stream.value = ''; begin(); }, { class: 'key quiet' })),
    live.element, trouble, list, empty, earlier);

  let tail = new AbortController();
  signal.addEventListener('abort', () => tail.abort());
  let first = 0;
  let most = SHOWN;
  let found = false;
  const begin = async () => {
    if (signal.aborted) return; // left while something was being typed
    tail.abort();
    tail = new AbortController();
    const mine = tail.signal;
    list.replaceChildren();
    trouble.replaceChildren();
    empty.hidden = earlier.hidden = true;
    most = SHOWN;
    found = false;
    const filter = filterOf(type, stream);
    address(`#/journal?${filter}`);
    try {
      const start = await startOf(api, filter, complete, mine);
      if (mine.aborted) return;
      first = start;
      earlier.hidden = first === 0;
      const take = newest(list, { row: line, most: () => most, dropped: () => first++, signal: mine });
      api.follow(`/api/events?${filter}&after=${first}`, { signal: mine, ...live.of('the journal'), refused: told, on: came(take) });
    } catch (error) {
      if (!mine.aborted) told(error);
    }
  };
  const line = event => row(event, open => { stream.value = open; stream.focus(); begin(); });
  const came = take => (event, data) => {
    if (event === 'event') {
      found = true;
      take(data);
    }
    if (event === 'event' || event === 'ready') empty.hidden = found;
  };
  /** Offered without a filter only: then what is shown has no gaps, and begins after `first`. */
  const before = async () => {
    if (earlier.getAttribute('aria-disabled') === 'true') return;
    const mine = tail.signal;
    const some = Math.min(first, SHOWN);
    first -= some; // at once: what they follow on must not be pushed out meanwhile
    most += some;
    earlier.setAttribute('aria-disabled', 'true');
    trouble.replaceChildren();
    try {
      const { items } = await api.get(`/api/events?after=${first}&limit=${some}`, { signal: mine });
      const rows = items.reverse().map(line);
      list.append(...rows);
      hide(earlier, first === 0, rows[0]?.querySelector('summary'));
    } catch (error) {
      if (mine.aborted) return;
      first += some;
      most -= some;
      told(error);
    } finally {
      earlier.removeAttribute('aria-disabled');
    }
  };
  const told = error => signal.aborted || trouble.replaceChildren(refusal(error));
  for (const input of [type, stream]) input.addEventListener('input', calm(begin, 400));
  await begin();
}

function filterOf(type, stream) {
  const filter = new URLSearchParams();
  if (type.value) filter.set('type', type.value.trim());
  if (stream.value) filter.set('stream', stream.value.trim());
  return filter;
}

/** A filter may find little: then the whole log is looked through, else its end. */
async function startOf(api, filter, complete, signal) {
  const { count, maxPosition, missing } = await api.get('/api/events/completeness', { signal });
  const whole = missing.length === 0;
  complete.replaceChildren(h('span', { class: `lamp ${whole ? 'good' : 'bad'}`, 'aria-hidden': true }),
    whole ? `${number(count)} events, positions 1 to ${number(maxPosition)}, none is missing` : `${number(maxPosition - count)} positions are missing, the first is ${number(missing[0].first)}`);
  return filter.size ? 0 : Math.max(0, maxPosition - LAST);
}

function row(event, openStream) {
  const kind = h('details', null,
    h('summary', null,
      h('span', { class: 'flaps' }, String(event.position).padStart(6, '0')),
      h('span', { class: 'type' }, event.type),
      h('span', { class: 'stream' }, event.streamId, ' ', h('small', null, `v${event.streamVersion}`)),
      h('time', { datetime: event.recordedAt, title: date(event.recordedAt) }, time(event.recordedAt))));
  kind.addEventListener('toggle', () => kind.childElementCount === 1 && kind.append(inside(event, openStream)), { once: true });
  return h('li', null, kind);
}

function inside(event, openStream) {
  const { data, metadata, ...envelope } = event;
  return h('div', { class: 'inside' },
    facts('Data', data), facts('Metadata', metadata), facts('Envelope', envelope),
    key('Only this stream', () => openStream(event.streamId)));
}

/** A JSON object as what it says. */
export function facts(heading, object) {
  const value = one => one !== null && typeof one === 'object' ? h('dl', null, pairs(one)) : String(one);
  const pairs = all => Object.entries(all).map(([name, one]) => h('div', null, h('dt', null, name), h('dd', null, value(one))));
  return h('section', { class: 'facts' }, h('h2', null, heading), h('dl', null, pairs(object ?? {})));
}

