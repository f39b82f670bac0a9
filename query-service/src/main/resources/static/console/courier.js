// Sends commands and watches where they go: accepted, in the log, in the topic, in each read table.

import { Problem } from './api.js';

const KEPT = 20;

const TRIES = 3;

/** In seconds: who is told to come back later than that is told so. */
const LONGEST = 20;

/** In seconds: a table that stands still must not hide where the others are. */
const WAITS = [1, 20];

/** The latest commands, the newest first. */
export const journeys = [];
const listeners = new Set();

/** Calls back for each change until the signal. */
export function whenTravelled(listener, signal) {
  if (signal.aborted) return; // left while it was loading
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
}

const tell = journey => listeners.forEach(listener => listener(journey));

/** What a Consistency-Token says: opaque to those who only pass it on, but here it is what we look at. */
function positions(token) {
  const text = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
  return text.slice(text.indexOf(':') + 1).split(',').map(entry => Number(entry.slice(entry.lastIndexOf('@') + 1)));
}

/** Whether it is known what became of a command: not if nothing comes back, or only that something is broken. */
const answered = error => error instanceof Problem && error.status < 500 && error.status !== 429;

/**
 * send('Book 12A', '/api/…', body): posts a command, once however often it has to be sent. Throws the problem if it is refused.
 */
export function courier(api, session) {
  /** The keys of those that are not: whoever asks for the same again must not get it twice. */
  const unanswered = new Map();

  return async function send(title, path, body) {
    const command = `${path} ${JSON.stringify(body)}`;
    const idempotency = unanswered.get(command) ?? crypto.randomUUID();
    unanswered.set(command, idempotency);
    const journey = { id: idempotency, title, path, body, began: performance.now() };
    journeys.unshift(journey);
    journeys.length = Math.min(journeys.length, KEPT);
    tell(journey);
    try {
      const { response, text } = await post(path, body, idempotency);
      unanswered.delete(command);
      journey.accepted = performance.now() - journey.began;
      journey.status = response.status;
      journey.token = response.headers.get('Consistency-Token');
      api.wrote(journey.token);
      tell(journey);
      watch(journey);
      return { body: text ? JSON.parse(text) : undefined, token: journey.token };
    } catch (error) {
      journey.unanswered = !answered(error);
      if (!journey.unanswered) unanswered.delete(command);
      journey.refused = error;
      journey.accepted = performance.now() - journey.began;
      tell(journey);
      throw error;
    }
  };

  async function post(path, body, idempotency) {
    for (let tries = 1; ; tries++) {
      try {
        const response = await api.ask('commands', path, { method: 'POST', body: body ?? {}, headers: { 'Idempotency-Key': idempotency } });
        return { response, text: await response.text() };
      } catch (error) {
        const wait = error.after ?? 0.5 * tries;
        if (answered(error) || tries === TRIES || wait > LONGEST) throw error;
        await new Promise(done => setTimeout(done, wait * 1000));
      }
    }
  }

  async function watch(journey) {
    try {
      await Promise.all([lookForEvents(journey), lookForTables(journey)]);
    } catch (error) {
      journey.lost = error;
      tell(journey);
    }
  }

  async function lookForTables(journey) {
    for (const wait of WAITS) {
      journey.course = await api.get('/api/passages', { headers: { 'Consistency-Token': journey.token, Prefer: `wait=${wait}` } });
      tell(journey);
      if (journey.course.projections.every(one => one.passed)) return;
    }
  }

  async function lookForEvents(journey) {
    if (!session.may('events:read')) return;
    const headers = { 'Consistency-Token': journey.token, Prefer: `wait=${WAITS.at(-1)}` };
    const first = Math.min(...positions(journey.token));
    const { items } = await api.get(`/api/events?after=${Math.max(0, first - 10)}&limit=100`, { headers });
    const command = items.find(event => event.position === first)?.commandId;
    journey.events = items.filter(event => event.commandId === command);
    tell(journey);
  }
}
