// What is said of streams that broke or were refused: what their view shows may be old.

import { refusal } from './api.js';
import { h, say, set } from './dom.js';

const names = new Intl.ListFormat('en');

/** To be put into a view. of('the seats') is what api.follow() tells it by. */
export function liveness(signal) {
  const element = h('div');
  const note = h('p', { class: 'code' });
  const broken = new Set();

  function draw() {
    if (broken.size === 0) note.remove();
    else if (set(note, `Not live: ${names.format(broken)}. What is shown may be old.`) || !note.isConnected) element.prepend(note);
  }
  return {
    element,
    of: what => ({
      opened(now) {
        if (broken.has(what) === !now) return;
        if (now) broken.delete(what);
        else broken.add(what);
        draw();
        say(now ? `Live again: ${what}` : note.textContent);
      },
      refused(error) {
        if (signal.aborted) return;
        broken.delete(what);
        draw();
        element.append(h('div', null, h('p', null, `No longer live: ${what}. What is shown may be old.`), refusal(error)));
      },
    }),
  };
}
