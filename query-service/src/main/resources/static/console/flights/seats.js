// The cabin: rows of six seats, gone through with the arrow keys.

import { h, set } from '../dom.js';

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const ABREAST = 6;

/**
 * @param chosen called with a seat that was chosen
 */
export function cabin(chosen) {
  const grid = h('div', { class: 'seats', role: 'group', 'aria-label': 'Seats, to be gone through with the arrow keys' });
  const element = h('div', { class: 'cabin' }, grid);
  const seats = [];
  let current = 0;

  function press(i) {
    rove(i);
    if (element.dataset.past === undefined) chosen(seats[i].name);
  }
  function rove(i) {
    if (seats[current]) seats[current].button.tabIndex = -1;
    current = i;
    seats[current].button.tabIndex = 0;
  }
  grid.addEventListener('keydown', event => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const lying = getComputedStyle(grid).gridAutoFlow.startsWith('column');
    const [row, letter] = lying ? [step[0], step[1]] : [step[1], step[0]];
    const next = current + row * ABREAST + letter;
    if (next >= 0 && next < seats.length) {
      rove(next);
      seats[next].button.focus();
    }
  });

  function make(name, i) {
    const button = h('button', { type: 'button', class: 'seat', tabindex: i === current ? 0 : -1, onclick: () => press(i) }, name.slice(-1));
    button.style.setProperty('--letter', 'ABCDEF'.indexOf(name.slice(-1)) + 1 + (name.slice(-1) > 'C' ? 1 : 0));
    button.style.setProperty('--row', parseInt(name, 10));
    return { name, button };
  }

  return {
    element,
    /** @param mine seats of whoever looks; @param picked the one that is being chosen */
    show({ seats: all, past }, { mine = new Set(), picked, names = new Map() } = {}) {
      if (past) element.dataset.past = '';
      else delete element.dataset.past;
      if (seats.length !== all.length) {
        seats.splice(0, seats.length, ...all.map(({ seat }, i) => make(seat, i)));
        const rows = new Set(all.map(({ seat }) => parseInt(seat, 10)));
        grid.style.setProperty('--rows', rows.size);
        grid.replaceChildren(...[...rows].map(row => {
          const label = h('span', { class: 'row-name', 'aria-hidden': true }, row);
          label.style.setProperty('--row', row);
          return label;
        }), ...seats.map(({ button }) => button));
      }
      all.forEach(({ seat, status }, i) => {
        const { button } = seats[i];
        const free = status === 'available';
        const state = mine.has(seat) ? 'mine' : free ? 'free' : 'booked';
        if (button.dataset.state !== undefined && button.dataset.state !== state) {
          button.classList.remove('turned');
          void button.offsetWidth;
          button.classList.add('turned');
        }
        button.dataset.state = state;
        button.setAttribute('aria-label', `${seat}, ${mine.has(seat) ? 'yours' : free ? 'free' : `booked${names.has(seat) ? ` by ${names.get(seat)}` : ''}`}`);
        button.setAttribute('aria-pressed', seat === picked);
        set(button, free ? seat.slice(-1) : '×');
      });
    },
  };
}
