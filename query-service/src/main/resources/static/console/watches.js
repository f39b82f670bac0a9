import { poll, refusal } from './api.js';
import { calm, choice, field, h, key, newest, number, say, set, swap, time } from './dom.js';
import { liveness } from './live.js';

export const name = 'watches';
export const title = 'Watches';
export const sign = 'W';
export const open = session => session.may('events:read');

const KINDS = [['equals', 'is'], ['atLeast', 'is at least'], ['below', 'is below'], ['words', 'has the words']];
const MOST = 50;
const MOST_WATCHES = 1000;
const ALL = `/api/watches?limit=${MOST_WATCHES}`;
const SOME = 200;
const PERIOD = 2000;

export async function show({ api, page, rest, signal, address }) {
  const list = h('ul', { class: 'cards' });
  const matches = h('section', { class: 'matches', 'aria-live': 'polite' });
  page.append(
    h('h1', null, 'Watches'),
    h('p', { class: 'lead' }, 'Standing queries over the events to come. What matches is kept, and shown here at once.'),
    h('div', { class: 'two' },
      h('div', null, list, form(api, async made => { await draw(); location.hash = `#/watches/${made.id}`; })),
      matches));

  let reaches = new Map();
  const draw = async () => {
    const { items } = await api.get(ALL, { signal });
    reaches = new Map(items.map(watch => [watch.id, h('p', { class: 'code' }, reach(watch))]));
    const note = items.length === 0 ? 'Nothing is watched for yet.'
      : items.length === MOST_WATCHES && `The first ${MOST_WATCHES} are listed; the address of this page can name any other.`;
    swap(list, ...items.map(watch => card(api, watch, reaches.get(watch.id), rest[0], gone)), ...(note ? [h('li', { class: 'empty' }, note)] : []));
    return items;
  };
  const followed = new AbortController();
  let watch;
  const gone = async id => {
    if (id === watch?.id) { // its stream would be asked for again, and refused
      followed.abort();
      matches.replaceChildren();
      address('#/watches');
    }
    await draw();
  };
  const items = await draw();
  watch = rest[0] ? items.find(one => one.id === rest[0]) ?? await api.get(`/api/watches/${encodeURIComponent(rest[0])}`, { signal }) : items[0];
  if (watch) follow(api, watch, matches, AbortSignal.any([signal, followed.signal]));
  const look = async () => {
    const now = await api.get(ALL, { signal });
    for (const one of now.items) if (reaches.has(one.id)) set(reaches.get(one.id), reach(one));
  };
  poll(() => look().catch(() => {}), PERIOD, signal); // what went wrong is seen the next time
}

const reach = ({ since, matchedUpTo }) => `since ${number(since)} · matched up to ${number(matchedUpTo)}`;

function card(api, watch, reached, chosen, changed) {
  const trouble = h('div');
  const remove = async () => {
    try {
      await api.ask('queries', `/api/watches/${watch.id}`, { method: 'DELETE' });
      say(`${watch.name} is watched no more`);
      await changed(watch.id);
    } catch (error) {
      trouble.replaceChildren(refusal(error));
    }
  };
  return h('li', { class: 'card' },
    h('h2', null, h('a', { href: `#/watches/${watch.id}`, 'aria-current': watch.id === chosen ? 'true' : null }, watch.name || 'Without a name')),
    h('p', null, sentence(watch)),
    reached,
    trouble,
    key('Delete', remove, { class: 'key quiet', 'data-watch': watch.id, 'aria-label': `Delete the watch ${watch.name}` }));
}

function sentence({ types, where, window }) {
  const conditions = where.map(({ path, ...rest }) => `${path} ${Object.entries(rest).map(([kind, value]) => `${KINDS.find(([one]) => one === kind)?.[1] ?? kind} ${JSON.stringify(value)}`).join(' and ')}`);
  return [types.length ? types.join(' or ') : 'any event', ...conditions].join(', ')
    + (window ? `; ${window.count} within ${window.within}` : '');
}

function form(api, made) {
  const label = h('input', { required: true, maxlength: 200 });
  const types = h('input', { spellcheck: 'false', placeholder: 'any' });
  const known = h('datalist', { id: 'known-paths' });
  const unseen = h('p', { role: 'status' });
  const path = h('input', { spellcheck: 'false', placeholder: '$.field.of.it', class: 'mono', list: known.id });
  let seen = Promise.resolve([]);
  path.addEventListener('focus', async () => {
    seen = pathsOf(api, namesIn(types.value)).catch(() => []);
    known.replaceChildren(...(await seen).map(value => h('option', { value })));
  });
  path.addEventListener('input', calm(async () => {
    const paths = await seen;
    const strange = path.value && paths.length > 0 && !paths.includes(path.value);
    set(unseen, strange ? `No such event has been seen with ${path.value}.` : '');
  }, 400));
  const kind = choice(KINDS, 'equals', { 'aria-label': 'How it is compared' });
  const value = h('input', { 'aria-label': 'Value' });
  const trouble = h('div');
  const submit = async event => {
    event.preventDefault();
    trouble.replaceChildren();
    try {
      const response = await api.ask('queries', '/api/watches', { method: 'POST', body: {
        name: label.value,
        types: namesIn(types.value),
        where: path.value ? [{ path: path.value, [kind.value]: kind.value === 'words' ? value.value : literal(value.value) }] : [],
      } });
      event.target.reset();
      set(unseen, '');
      await made(await response.json());
    } catch (error) {
      trouble.replaceChildren(refusal(error));
    }
  };
  return h('form', { class: 'panel', onsubmit: submit },
    h('h2', null, 'Watch for'),
    field('Name', label),
    field('Event types', types, 'Separated by commas'),
    h('div', { class: 'condition' }, field('Where', path, 'A path into the data of the event, as the journal shows it'), kind, value),
    known, unseen,
    trouble,
    h('button', { class: 'key main' }, 'Watch'));
}

const namesIn = text => text.split(/[\s,]+/).filter(Boolean);

/** Where events of some types, or of all, have a value; seen in a few of them. */
async function pathsOf(api, types) {
  const { maxPosition } = await api.get('/api/events/completeness');
  const which = types.length === 1 ? { type: types[0] } : { after: Math.max(0, maxPosition - SOME) };
  const { items } = await api.get(`/api/events?${new URLSearchParams({ ...which, limit: SOME })}`);
  const leaves = (value, path) => value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, one]) => leaves(one, `${path}.${name}`)) : [path];
  return [...new Set(items.filter(one => types.length === 0 || types.includes(one.type)).flatMap(one => leaves(one.data, '$')))].sort();
}

/** 12 is a number, LAX is a text. */
function literal(text) {
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function follow(api, watch, place, signal) {
  const list = h('ol', { class: 'events', reversed: true });
  const empty = h('p', { class: 'empty' }, 'No event has matched yet.');
  const live = liveness(signal);
  place.replaceChildren(h('h2', null, `Matches of ${watch.name || 'this watch'}`), live.element, empty, list);
  const take = newest(list, { row: matched, most: () => MOST, signal });
  api.follow(`/api/watches/${watch.id}/matches`, {
    signal,
    ...live.of('the matches'),
    on: (name, match) => {
      const event = match.event ?? match;
      if (!event.position) return;
      empty.remove();
      take({ event, alert: name === 'alert' });
    },
  });
}

function matched({ event, alert }) {
  return h('li', { class: alert ? 'alert' : null },
    h('div', { class: 'match' },
      h('span', { class: 'flaps' }, String(event.position).padStart(6, '0')),
      h('span', { class: 'type' }, event.type ?? 'match', alert && ' · alert'),
      h('span', { class: 'stream' }, event.streamId ?? ''),
      event.recordedAt && h('time', { datetime: event.recordedAt }, time(event.recordedAt))));
}
