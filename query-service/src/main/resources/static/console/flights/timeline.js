// The events of a flight in their order, and a slider to go back to any of them.

import { calm, date, h, hide, key, number, swap, time } from '../dom.js';
import { facts } from '../journal.js';

const BEAT = 900;

/**
 * @param moved called with the version to be shown, and its event if that is known; without one: as it is now
 */
export function timeline(signal, moved) {
  const slider = h('input', { type: 'range', min: 1, 'aria-label': 'Event of the flight that is shown' });
  const ticks = h('ol', { class: 'ticks', 'aria-hidden': true });
  const what = h('div', { class: 'what' });
  const back = key('Back to now', () => go(newest), { class: 'key' });
  const play = key('Play', () => (timer ? stop() : start()), { class: 'key' });
  const element = h('section', { class: 'panel timeline', 'aria-labelledby': 'timeline' },
    h('header', null, h('h2', { id: 'timeline' }, 'What happened'), h('div', { class: 'keys' }, play, back)),
    h('div', { class: 'track' }, ticks, slider), what);
  const events = new Map();
  let newest = 0;
  let shown = 0;
  let timer;
  signal.addEventListener('abort', () => stop());

  const tell = calm(() => moved(shown === newest ? undefined : shown, events.get(shown)), 60);
  const draw = calm(() => {
    slider.max = newest;
    slider.value = shown;
    ticks.replaceChildren(...Array.from({ length: newest }, (_, i) => h('li', { 'data-type': events.get(i + 1)?.type, class: i + 1 > shown ? 'to-come' : null })));
    const event = events.get(shown);
    hide(back, shown === newest, slider);
    slider.setAttribute('aria-valuetext', event ? `${shown} of ${newest}: ${event.type}, ${time(event.recordedAt)}` : `version ${shown} of ${newest}`);
    if (!event && events.size > 0 && shown === newest) return; // it is on its way; until then the one before stays
    swap(what,
      h('p', null, h('b', null, event ? event.type.replaceAll('-', ' ') : `version ${shown}`), ' ', h('span', { class: 'code' }, `${shown} of ${newest}`),
        event && h('span', { class: 'code' }, ` · ${date(event.recordedAt)}, ${time(event.recordedAt)} · position ${number(event.position)} · by ${event.metadata?.actor ?? 'somebody'}`)),
      ...(event ? [h('details', null, h('summary', null, 'The event itself'), facts('Data', event.data))] : []));
  }, 10);

  function go(version) {
    shown = version;
    draw();
    tell();
  }
  function start() {
    play.textContent = 'Stop';
    if (shown === newest) go(1);
    timer = setInterval(() => (shown < newest ? go(shown + 1) : stop()), BEAT);
  }
  function stop() {
    clearInterval(timer);
    timer = undefined;
    play.textContent = 'Play';
  }
  slider.addEventListener('input', () => { stop(); go(Number(slider.value)); });

  return {
    element,
    /** The flight has come as far. */
    upTo(version) {
      if (version <= newest) return;
      const live = shown === newest;
      newest = version;
      if (live) shown = newest;
      draw();
    },
    /** An event of the flight. */
    add(event) {
      events.set(event.streamVersion, event);
      this.upTo(event.streamVersion);
      draw();
    },
  };
}
