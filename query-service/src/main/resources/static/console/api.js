// How the services are asked: with the token in a header, problems as they come, streams that are taken up where they broke off.

import { h } from './dom.js';

const REMEMBERED = 30_000;

/** A refusal: what RFC 9457 says about it. */
export class Problem extends Error {
  /** @param after seconds after which to ask again, if the service says so */
  constructor(status, body, after) {
    super(body.detail ?? body.title ?? `The service answered ${status}.`);
    this.status = status;
    this.body = body;
    this.after = after;
    this.code = (body.type ?? '').split(':').pop();
  }
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const after = Number(response.headers.get('Retry-After') || undefined);
  return new Problem(response.status, body, Number.isFinite(after) ? after : undefined);
}

/** How a refusal looks: what happened, what the code is, which fields it is about. */
export function refusal(error) {
  const errors = [error.body?.errors ?? []].flat();
  return h('div', { class: 'refusal', role: 'alert' },
    h('p', null, h('strong', null, error.message)),
    errors.length > 0 && h('ul', null, errors.map(one => h('li', null, h('code', null, one.field), ' ', one.message))),
    h('p', { class: 'code' }, error.status ? `${error.status} ${error.code ?? ''}` : 'no answer'));
}

/** A browser has six connections to a server, for all its windows: so many are for streams, the others for requests. */
const PLACES = 4;
const GLANCE = 1000;
const TOO_MANY = 429;

/** Calls with true, in a place of its own for as long as it takes, or with false if all windows together have no place left. */
async function placed(call) {
  const { locks } = navigator;
  if (!locks) return call(true);
  for (let i = 0; i < PLACES; i++) {
    const taken = await locks.request(`stream-${i}`, { ifAvailable: true }, async place => place && { result: await call(true) });
    if (taken) return taken.result;
  }
  return call(false);
}

/** Ends early by the signal. */
export const pause = (milliseconds, signal) => new Promise(done => {
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    done();
  };
  const timer = setTimeout(end, milliseconds);
  signal.addEventListener('abort', end);
  if (signal.aborted) end(); // it tells that once only
});

/** Once the page is hidden or shown, or left. */
const turned = signal => new Promise(done => {
  const end = () => {
    document.removeEventListener('visibilitychange', end);
    signal.removeEventListener('abort', end);
    done();
  };
  document.addEventListener('visibilitychange', end);
  signal.addEventListener('abort', end);
});

/** Looks again and again until the signal: not before it has seen what it looked for, and not while nobody sees the page. */
export async function poll(look, period, signal) {
  while (!signal.aborted) {
    if (document.hidden) await turned(signal);
    else {
      await look();
      await pause(period, signal);
    }
  }
}

export function api(config, session, signedOut) {
  const at = { queries: new URL('/', location).href, commands: config.commandService, management: config.management };

  async function ask(where, path, { method = 'GET', body, headers, signal } = {}) {
    const response = await fetch(new URL(path, at[where]), {
      method, signal, cache: 'no-store',
      headers: { Authorization: `Bearer ${session.token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (response.status === 401) signedOut();
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  /** What was written here is seen by what is read here: the token of the latest command goes along for a while. */
  let written;
  const wrote = token => { written = { token, until: Date.now() + REMEMBERED }; };
  const read = (path, options = {}) => {
    const headers = written && Date.now() < written.until ? { 'Consistency-Token': written.token, Prefer: 'wait=10' } : {};
    return ask('queries', path, { ...options, headers: { ...headers, ...options.headers } });
  };

  /** JSON of a GET of the query service. */
  const get = async (path, options) => (await read(path, options)).json();

  /**
   * Server-sent events until the signal: on(event, data). A stream that breaks is asked for again with its last id; one that is refused is told of.
   * A page that nobody sees has none. One without a place is read until it is ready, and looked at again and again.
   */
  async function follow(path, { signal, on, refused, opened, glance = false }) {
    let last;
    let retry = 2000;

    /** One answer, until it ends or is left; tells which. */
    async function once(lasting) {
      const leave = new AbortController();
      const hide = () => leave.abort();
      let ready = false;
      document.addEventListener('visibilitychange', hide, { once: true });
      try {
        const headers = {
          Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}), ...(lasting ? {} : { Prefer: 'wait=10, until=ready' }),
        };
        const response = await read(path, { headers, signal: AbortSignal.any([signal, leave.signal]) });
        opened?.(true);
        for await (const event of events(response.body)) {
          if (event.id !== undefined) last = event.id;
          if (event.retry !== undefined) retry = event.retry;
          if (event.data !== undefined) on(event.name ?? 'message', JSON.parse(event.data));
          if (event.name === 'ready') ready = true;
        }
      } catch (error) {
        if (!signal.aborted && error instanceof Problem && error.status < 500 && error.status !== TOO_MANY) {
          refused?.(error);
          return 'refused';
        }
      } finally {
        document.removeEventListener('visibilitychange', hide);
      }
      if (leave.signal.aborted) return 'hidden';
      return ready && !lasting ? 'seen' : 'broken';
    }

    while (!signal.aborted) {
      if (document.hidden) await turned(signal);
      if (document.hidden || signal.aborted) continue;
      const end = glance ? await once(false) : await placed(once);
      if (end === 'refused' || signal.aborted) return;
      if (end === 'broken') opened?.(false);
      if (end !== 'hidden') await pause(end === 'seen' ? GLANCE : retry, signal);
    }
  }

  return { ask, get, follow, wrote, hasManagement: Boolean(config.management) };
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = {};
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (line === '') {
          yield event;
          event = {};
        }
        const [, name, text] = /^(\w+): ?(.*?)\r?$/.exec(line) ?? [];
        if (name === 'event') event.name = text;
        else if (name === 'id') event.id = text;
        else if (name === 'retry') event.retry = Number(text);
        else if (name === 'data') event.data = event.data === undefined ? text : `${event.data}\n${text}`;
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // whoever reads no further needs no connection
  }
}
