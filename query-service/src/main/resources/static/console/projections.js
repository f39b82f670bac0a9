import { poll, refusal } from './api.js';
import { h, hide, key, number, say, set, swap, table, wide } from './dom.js';

export const name = 'projections';
export const title = 'Projections';
export const sign = 'P';
export const open = (session, api) => api.hasManagement && session.may('admin');

const PERIOD = 1000;

export function show({ api, page, signal }) {
  const cards = new Map();
  const list = h('div', { class: 'stack projections' });
  const trouble = h('div');
  page.append(
    h('h1', null, 'Projections'),
    h('p', { class: 'lead' }, 'Each folds the log into read tables of its own. A rebuild makes a new generation beside the one that is read, compares them and switches.'),
    trouble, list);
  const once = async () => {
    try {
      const reports = await (await api.ask('management', '/actuator/projections', { signal })).json();
      trouble.replaceChildren();
      for (const report of reports) {
        if (!cards.has(report.name)) {
          cards.set(report.name, new Card(api, report.name, look, signal));
          list.append(cards.get(report.name).element);
        }
        await cards.get(report.name).is(report);
      }
    } catch (error) {
      if (signal.aborted) return;
      const why = refusal(error);
      if (!trouble.firstChild?.isEqualNode(why)) trouble.replaceChildren(why); // what is put there is read out
    }
  };
  let last = Promise.resolve();
  /** After the one before: what was seen earlier must not be shown later. */
  const look = () => (last = last.then(once));
  poll(look, PERIOD, signal);
}

/** What an operator sees of one projection; a part is drawn anew only when it has changed, so that the focus stays. */
class Card {
  constructor(api, name, changed, signal) {
    this.api = api;
    this.name = name;
    this.changed = changed;
    this.signal = signal;
    this.known = {};
    this.answer = h('p', { class: 'answer', role: 'status' });
    this.parts = Object.fromEntries(['gauges', 'trouble', 'rebuild', 'generations', 'parked'].map(part => [part, h('div', { class: part })]));
    this.lamp = h('span', { class: 'lamp', 'aria-hidden': true });
    this.state = h('span', { class: 'state' });
    this.pause = this.button('Pause', () => this.act(this.paused ? 'resume' : 'pause'));
    this.rollback = this.button('Roll back', () => this.act('rollback'));
    this.element = h('article', { class: 'panel projection', 'aria-labelledby': `projection-${name}` },
      h('header', null, h('h2', { id: `projection-${name}` }, this.lamp, name), this.state),
      this.parts.gauges, this.parts.trouble, this.parts.parked, this.parts.rebuild,
      h('div', { class: 'keys' },
        this.button('Rebuild', () => this.act('rebuild')),
        this.button('Audit', () => this.act('audit')),
        this.rollback,
        this.pause),
      this.answer, this.parts.generations);
  }

  button(text, onclick) {
    return key(text, onclick, { 'aria-label': `${text}: ${this.name}` });
  }

  async act(action, body = {}) {
    try {
      const response = await this.api.ask('management', `/actuator/projections/${this.name}/${action}`, { method: 'POST', body });
      this.answer.replaceChildren((await response.json()).message);
    } catch (error) {
      this.answer.replaceChildren(refusal(error));
    }
    this.changed();
  }

  part(name, facts, draw) {
    const now = JSON.stringify(facts);
    if (this.known[name] !== now) {
      this.known[name] = now;
      swap(this.parts[name], ...[draw()].flat().filter(Boolean));
    }
  }

  async is(report) {
    this.lamp.className = `lamp ${report.state === 'running' ? 'good' : 'bad'}`;
    this.state.textContent = report.state;
    this.paused = report.state === 'paused';
    const pause = this.paused ? 'Resume' : 'Pause';
    if (this.pause.textContent !== pause) {
      this.pause.textContent = pause;
      this.pause.setAttribute('aria-label', `${pause}: ${this.name}`);
    }
    hide(this.rollback, !hasEarlier(report.generations ?? []), this.pause);
    this.part('gauges', [report.position, report.lagEvents, report.lagSeconds, report.eventsPerSecond], () => gauges(report));
    this.part('trouble', [report.lastError, report.failures, report.holes], () => troubles(report));
    const live = report.generations?.find(one => one.live)?.name;
    this.part('rebuild', [report.rebuild, live], () => report.rebuild && this.rebuild(report.rebuild, live));
    const generations = report.generations ?? [];
    this.part('generations', generations.map(({ name, version, live, built }) => [name, version, live, built]), () => this.generations(generations));
    for (const { name, position, lagEvents } of generations) {
      this.reaches.get(name)?.forEach((cell, i) => set(cell, number([position, lagEvents][i])));
    }
    const parked = report.parkedStreams ? await (await this.api.ask('management', `/actuator/projections/${this.name}/parked`, { signal: this.signal })).json() : [];
    this.part('parked', parked, () => parked.length > 0 && this.parked(parked));
  }

  rebuild(rebuild, live) {
    const { state, records, ofRecords, recordsPerSecond, secondsLeft, difference, error, generation } = rebuild;
    const building = state === 'BUILDING';
    this.comesTo(generation, state);
    return [
      h('h3', null, rebuild.dryRun ? 'Audit' : 'Rebuild', ' ', h('code', null, generation), ' ', h('span', { class: 'state' }, state === 'SWITCHED' && generation !== live ? 'rolled back' : state.toLowerCase())),
      building && h('progress', { max: Math.max(1, ofRecords), value: records, 'aria-label': `${generation}: records folded` }),
      building && h('p', { class: 'code' }, `${number(records)} of ${number(ofRecords)} records · ${number(recordsPerSecond)} a second${secondsLeft == null ? '' : ` · ${secondsLeft} s left`}`),
      error && h('p', null, error),
      difference && differences(difference, 'Rows'),
      difference?.history && differences(difference.history, 'What rows have been'),
      state === 'HELD' && this.button('Switch to it', () => this.act('switch', { generation: numberOf(generation) })),
    ];
  }

  comesTo(generation, state) {
    const last = `${generation}: ${state.toLowerCase()}`;
    if (this.last === last) return;
    this.last = last;
    say(last);
    if (state !== 'BUILDING') this.answer.replaceChildren(); // it said that this would be built
  }

  generations(generations) {
    this.reaches = new Map(generations.map(one => [one.name, [h('span'), h('span')]]));
    if (generations.length === 1) return h('p', { class: 'code' }, `${generations[0].name}, made by version ${generations[0].version}`);
    return wide(`Generations of ${this.name}`, table(`Generations of ${this.name}`, ['Generation', 'Version', 'Read', 'Built', 'Position', 'Lag', 'Actions'],
      generations.map(one => [one.name, one.version, one.live ? 'yes' : 'no', one.built ? 'yes' : 'no', ...this.reaches.get(one.name),
        one.live ? '' : key('Drop', () => this.act('drop', { generation: numberOf(one.name) }), { class: 'key quiet', 'aria-label': `Drop ${one.name}` })])));
  }

  parked(streams) {
    return [
      h('h3', null, `${number(streams.length)} parked ${streams.length === 1 ? 'stream' : 'streams'}`),
      h('ul', { class: 'streams' }, streams.map(one => h('li', null,
        h('p', null, h('code', null, one.streamId)),
        h('p', null, one.error),
        h('p', { class: 'code' }, `${one.type} at position ${number(one.position)} · ${number(one.events)} waiting`),
        key('Rebuild it', () => this.act('rebuild-stream', { stream: one.streamId }), { 'aria-label': `Rebuild the stream ${one.streamId}` })))),
      this.button('Retry all', () => this.act('retry')),
    ];
  }
}

const numberOf = generation => Number(generation.slice(generation.lastIndexOf('_g') + 2));

/** Whether there is one to go back to. */
function hasEarlier(generations) {
  const live = generations.find(one => one.live);
  return live !== undefined && generations.some(one => one.built && numberOf(one.name) < numberOf(live.name));
}

function gauges({ position, lagEvents, lagSeconds, eventsPerSecond }) {
  const gauge = (label, value, unit) => h('div', null, h('dt', null, label), h('dd', null, h('b', null, number(value)), unit && h('small', null, ` ${unit}`)));
  return h('dl', { class: 'dials' }, gauge('position', position), gauge('lag', lagEvents, 'events'), gauge('oldest waiting', lagSeconds, 's'), gauge('rate', eventsPerSecond, 'a second'));
}

function troubles({ lastError, failures = {}, holes = {} }) {
  const lines = [
    ...(lastError ? [lastError] : []),
    ...Object.entries(failures).map(([partition, one]) => `Partition ${partition} stands at position ${one.position} (${one.type}): ${one.error}`),
    ...Object.keys(holes).map(partition => `Events are missing in partition ${partition}`),
  ];
  return lines.length > 0 && h('ul', { class: 'refusal' }, lines.map(line => h('li', null, line)));
}

/** What a rebuilt table has other than the one that was read. */
function differences({ added, removed, changed, changedAsExpected, newColumns, examples }, what) {
  const same = added + removed + changed + changedAsExpected === 0;
  return h('div', { class: 'difference' },
    h('p', null, h('span', { class: `lamp ${same ? 'good' : 'bad'}`, 'aria-hidden': true }), same ? `${what}: no difference` : `${what}: ${number(added)} added, ${number(removed)} removed, ${number(changed)} changed, ${number(changedAsExpected)} changed as expected`),
    newColumns.length > 0 && h('p', null, `New columns: ${newColumns.join(', ')}`),
    examples.length > 0 && h('details', null, h('summary', null, `Examples (${examples.length})`), examples.map(example)));
}

function example({ live, rebuilt }) {
  const columns = [...new Set([...Object.keys(live ?? {}), ...Object.keys(rebuilt ?? {})])]
    .filter(column => JSON.stringify(live?.[column]) !== JSON.stringify(rebuilt?.[column]));
  const text = value => value === undefined ? '–' : JSON.stringify(value);
  return wide('A row that differs', table('A row that differs', ['Column', 'Read', 'Rebuilt'], columns.map(column => [column, text(live?.[column]), text(rebuilt?.[column])])));
}
