import { api, pause, refusal } from './api.js';
import { h, key, number, say, set } from './dom.js';
import { courier } from './courier.js';
import { session, signIn, signOut } from './session.js';
import { views } from './views.js';

const main = document.getElementById('main');
const nav = document.getElementById('nav');
let leaving = new AbortController();
const over = new AbortController();
const LATER = 5000;

async function start() {
  const config = await (await fetch('config.json')).json();
  const who = await session(config);
  if (!who) {
    welcome(config);
    return;
  }
  const services = api(config, who, end);
  const open = views.filter(view => view.open(who, services));
  const context = { api: services, session: who, send: courier(services, who) };
  setTimeout(end, Math.min(who.expires - Date.now(), 2 ** 31 - 1));
  signs(open);
  name(who);
  if (who.may('events:read')) headOfLog(services);
  const route = () => show(open, context);
  addEventListener('hashchange', route, { signal: over.signal });
  route();
}

function welcome(config) {
  document.body.classList.add('closed');
  main.replaceChildren(
    h('section', { class: 'gate' },
      h('h1', null, ['Every event. ', 'Every table it reaches. ', 'Every moment again.'].map(line => h('span', { class: 'flaps' }, line.trim()))),
      h('p', null, 'One dense log, and what is folded from it: live, and as it was at any time.'),
      key('Sign in', () => signIn(config).catch(error => main.append(refusal(error))), { class: 'key main' })));
}

/** The page begins anew, so that nothing of it still knows the token. */
function end() {
  leaving.abort();
  over.abort();
  signOut();
  location.reload();
}

function name(who) {
  document.getElementById('who').replaceChildren(
    h('span', { class: 'subject' }, who.subject),
    key('Sign out', end, { class: 'key quiet' }));
}

function signs(open) {
  nav.replaceChildren(h('ul', null, open.filter(view => view.sign).map(view =>
    h('li', null, h('a', { href: `#/${view.name}`, 'data-view': view.name }, h('span', { class: 'sign', 'aria-hidden': true }, view.sign), h('span', { class: 'sign-title' }, view.title))))));
}

/** The last position of the log, as it grows: a number, for which no stream has to stay open. */
async function headOfLog(services) {
  const { signal } = over;
  const output = h('output', { class: 'flaps', 'aria-live': 'off' });
  document.getElementById('head-of-log').replaceChildren(h('span', { class: 'label' }, 'log'), output);
  const show = position => set(output, String(position).padStart(7, '0'));
  let begin;
  while (begin === undefined && !signal.aborted) {
    begin = await services.get('/api/events/completeness', { signal }).then(log => log.maxPosition, () => pause(LATER, signal));
  }
  if (signal.aborted) return;
  show(begin);
  services.follow(`/api/events?after=${begin}`, { signal, glance: true, on: (event, data) => data.position && show(data.position) });
}

/** What an address leads to that says nothing, or nothing for whoever has signed in. */
const nowhere = elsewhere => ({
  name: 'nowhere',
  title: elsewhere ? 'Not for your role' : 'No such page',
  show({ page }) {
    page.append(
      h('h1', null, elsewhere ? `${elsewhere.title}: not for your role` : 'There is no such page'),
      h('p', { class: 'lead' }, elsewhere ? 'Sign in as somebody else to see it, or go on with what your role sees.' : 'The address names none. What there is, is named above.'),
      h('p', null, h('a', { href: '#/' }, 'The first page')));
  },
});

async function show(open, context) {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const [path, query] = location.hash.slice(2).split('?');
  const [wanted, ...rest] = path.split('/').map(decoded);
  const view = wanted === '' ? open[0] : open.find(one => one.name === wanted) ?? nowhere(views.find(one => one.name === wanted));
  for (const link of nav.querySelectorAll('a')) {
    if (link.dataset.view === (view.under ?? view.name)) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${view.title} · Console`;
  const page = h('div', { class: 'view' });
  const moved = main.dataset.view !== undefined;
  main.dataset.view = view.name;
  main.replaceChildren(page);
  if (moved) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
    say(view.title);
  }
  let here = location.hash;
  /** Has the address say what is shown, unless somebody is on the way to another view. */
  const address = hash => {
    if (signal.aborted || location.hash !== here) return;
    history.replaceState(null, '', hash);
    here = location.hash;
  };
  try {
    await view.show({ ...context, page, rest, query: new URLSearchParams(query), signal, address });
  } catch (error) {
    if (!signal.aborted) page.append(refusal(error));
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // what somebody has typed
  }
}

// not by its address, which says what view is shown
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});

start().catch(error => main.replaceChildren(refusal(error), key('Begin again', () => location.assign('./'))));
