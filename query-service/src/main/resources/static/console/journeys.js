import { refusal } from './api.js';
import { journeys, whenTravelled } from './courier.js';
import { h, ms, time } from './dom.js';

export const name = 'journeys';
export const title = 'Journeys';
export const sign = 'T';
export const open = () => true;

export function show({ page, signal }) {
  const list = h('div', { class: 'stack' });
  page.append(
    h('h1', null, 'Journeys'),
    h('p', { class: 'lead' }, 'The commands that this page has sent, and when each read table had seen them.'),
    list);
  const draw = () => list.replaceChildren(...(journeys.length ? journeys.map(travel) : [h('p', { class: 'empty' }, 'No command has been sent yet.')]));
  whenTravelled(draw, signal);
  draw();
}

/** The latest journey whose command passes, redrawn as it goes on. */
export function latest(signal, concerns = () => true) {
  const place = h('div', { class: 'latest' });
  const draw = () => {
    const journey = journeys.find(concerns);
    place.replaceChildren(...(journey ? [travel(journey)] : []));
  };
  whenTravelled(draw, signal);
  draw();
  return place;
}

const SCALE = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000];

/** One command on its way. Times on the left of the log are this browser's, those on its right the services': the clocks may differ. */
export function travel(journey) {
  return h('article', { class: `travel${journey.refused ? ' was-refused' : ''}`, 'aria-label': `Journey of: ${journey.title}` },
    h('header', null, h('h2', null, journey.title), h('code', null, `POST ${journey.path}`)),
    journey.refused ? refusal(journey.refused) : stations(journey),
    journey.unanswered && h('p', null, 'It is not known whether it happened. Sent again, it happens once.'),
    journey.lost && refusal(journey.lost));
}

function stations(journey) {
  const { course, events } = journey;
  const recorded = events?.length ? Date.parse(events.at(-1).recordedAt) : undefined;
  const passages = (course?.projections ?? []).map(one => one.passedAt).filter(Boolean).map(Date.parse);
  const begin = recorded ?? Math.min(...passages); // who does not read events knows when the first table had it, not when it was recorded
  const tables = (course?.projections ?? []).map(one => ({
    ...one, after: one.passedAt && Math.max(0, Date.parse(one.passedAt) - begin),
  })).sort((one, other) => (one.after ?? Infinity) - (other.after ?? Infinity));
  const soonest = Math.min(...tables.filter(one => one.after != null).map(one => one.after));
  const longest = SCALE.find(step => tables.every(one => (one.after ?? 0) <= step)) ?? SCALE.at(-1);
  return h('ol', { class: 'stations' },
    station('command', journey.accepted != null, journey.accepted == null ? 'on its way' : `${journey.status} after ${ms(journey.accepted)}`),
    station('log', Boolean(course), positionsOf(journey)),
    station('topic', Boolean(course), course && [
      partitions([...new Set(course.written.map(one => one.partition))]),
      recorded && Number.isFinite(soonest) && h('small', null, `at most ${ms(soonest)} after the log`)]),
    station('read tables', tables.length > 0 && tables.every(one => one.passed), tables.length > 0 && [
      h('ul', { class: 'arrivals' }, tables.map(one => arrival(one, longest))),
      !recorded && h('small', null, 'counted from the first of them')]));
}

const conjunction = new Intl.ListFormat('en');
const partitions = ones => `${ones.length > 1 ? 'partitions' : 'partition'} ${conjunction.format(ones.map(String))}`;

function positionsOf({ course, events }) {
  if (events?.length) {
    return h('ul', null, events.map(event => h('li', null, h('b', { class: 'flaps' }, event.position), ' ', event.type, ' ', h('small', null, time(event.recordedAt)))));
  }
  return course && h('ul', null, course.written.map(one => h('li', null, h('b', { class: 'flaps' }, one.position))));
}

function station(what, passed, content) {
  return h('li', { class: passed ? 'passed' : 'ahead' }, h('span', { class: 'label' }, what), h('div', null, content || '…'));
}

function arrival({ projection, passed, after }, longest) {
  const bar = h('span', { class: 'bar', 'aria-hidden': true });
  bar.style.setProperty('--share', passed ? Math.max(0.02, (after ?? 0) / longest) : 0);
  return h('li', null, h('span', null, projection), bar, h('span', { class: 'number' }, passed ? after == null ? 'seen' : `+${ms(after)}` : 'on the way'));
}
