import { refusal } from '../api.js';
import { calm, choice, field, h } from '../dom.js';
import { bars, heat } from './chart.js';

export const name = 'cube';
export const title = 'Cube';
export const sign = 'C';
export const open = () => true;

const MOST_ROUTES = 8;
const MOST_DAYS = 800;
const ONE_DAY = 86_400_000;

const METRICS = new Map([
  ['flights', ['Flights', 'flights', sums => sums.flights]],
  ['bookings', ['Bookings', 'bookings', sums => sums.bookings]],
  ['revenue', ['Revenue', 'dollars', sums => sums.revenueCents / 100]],
  ['delay', ['Mean delay', 'minutes', sums => (sums.departures ? sums.delayMinutes / sums.departures : null)]],
  ['punctual', ['Left on time', 'per cent', sums => (sums.onTimeShare == null ? null : sums.onTimeShare * 100)]],
  ['cancelled', ['Cancelled', 'flights', sums => sums.cancellations]],
]);

/** Sums by route and day, as they are kept while events come in. */
export async function show({ api, page, query, signal, address }) {
  const code = (name, value) => h('input', { value, placeholder: 'any', maxlength: 3, pattern: '[A-Za-z]{3}', class: 'airport', name, autocomplete: 'off', spellcheck: 'false' });
  const origin = code('origin', query.get('origin') ?? (await busiest(api)));
  origin.required = true;
  const destination = code('destination', query.get('destination') ?? '');
  const by = choice([['days', 'day'], ['months', 'month']], query.get('by') ?? 'days');
  const metric = choice([...METRICS].map(([value, [text]]) => [value, text]), query.get('metric') ?? 'flights');
  const charts = h('div', { class: 'stack' });
  page.append(
    h('h1', null, 'The cube'),
    h('p', { class: 'lead' }, 'Flights, bookings, revenue and delay by route, airport, day and month: added up as events come in, not when you ask.'),
    h('form', { class: 'filters', onsubmit: event => event.preventDefault() },
      field('Leaving', origin), field('To', destination), field('By', by), field('Show', metric)),
    charts);

  let current = new AbortController();
  const draw = async () => {
    current.abort();
    if (!origin.value) {
      charts.replaceChildren(h('p', { class: 'empty' }, 'Nothing flies yet.'));
      return;
    }
    current = new AbortController();
    const mine = AbortSignal.any([signal, current.signal]);
    const [from, to] = [origin.value.toUpperCase(), destination.value.toUpperCase()];
    address(`#/cube?${new URLSearchParams({ origin: from, destination: to, by: by.value, metric: metric.value })}`);
    const [text, unit, value] = METRICS.get(metric.value);
    const daily = by.value === 'days';
    try {
      const path = to ? `/api/routes/${from}-${to}/${by.value}` : `/api/airports/${from}/${by.value}`;
      const items = await all(api, path, mine);
      const where = to ? `${from} to ${to}` : `all that leaves ${from}`;
      charts.replaceChildren(items.length
        ? bars({ title: `${text}, ${where}`, unit, points: daily ? everyDay(items, value) : items.map(sums => ({ label: sums.month, value: value(sums) })), room: charts.clientWidth - 44 })
        : h('p', { class: 'empty' }, 'Nothing flies there.'));
      if (!to && daily) {
        const map = await routes(api, from, text, unit, value, mine);
        if (!mine.aborted) charts.append(map);
      }
    } catch (error) {
      if (!mine.aborted) charts.replaceChildren(refusal(error));
    }
  };
  for (const input of [origin, destination, by, metric]) input.addEventListener('input', calm(() => input.form.checkValidity() && draw(), 250));
  await draw();
}

/** The busiest of the airports that the first flights leave. */
async function busiest(api) {
  const { items } = await api.get('/api/flights?limit=500');
  return often(items.map(flight => flight.origin))[0] ?? '';
}

function often(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([value]) => value);
}

/** Page by page. */
async function all(api, path, signal) {
  const items = [];
  for (let after; ;) {
    const { items: some, next } = await api.get(`${path}?${new URLSearchParams({ limit: 1000, ...(after && { after }) })}`, { signal });
    items.push(...some);
    if (!next) return items;
    after = next;
  }
}

/** Also the days on which nothing flew; the last ones, where there are many. */
function everyDay(items, value) {
  const known = new Map(items.map(sums => [sums.day, value(sums)]));
  return days(items[0].day, items.at(-1).day).map(day => ({ label: day, value: known.get(day) ?? null }));
}

function days(first, last) {
  const all = [];
  for (let at = Math.max(Date.parse(first), Date.parse(last) - (MOST_DAYS - 1) * ONE_DAY); at <= Date.parse(last); at += ONE_DAY) all.push(new Date(at).toISOString().slice(0, 10));
  return all;
}

/** Route by day: the routes that most flights of the airport take. */
async function routes(api, origin, text, unit, value, signal) {
  const { items } = await api.get(`/api/flights?origin=${origin}&limit=500`, { signal });
  const destinations = often(items.map(flight => flight.destination)).slice(0, MOST_ROUTES);
  const rows = await Promise.all(destinations.map(async destination => {
    const days = await all(api, `/api/routes/${origin}-${destination}/days`, signal);
    return { label: `${origin}–${destination}`, values: new Map(days.map(sums => [sums.day, value(sums)]).filter(([, one]) => one != null)) };
  }));
  const seen = rows.flatMap(row => [...row.values.keys()]).sort();
  const columns = seen.length ? days(seen[0], seen.at(-1)) : [];
  return heat({ title: `${text} by route and day`, unit, columns, rows });
}
