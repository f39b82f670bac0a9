// What the console shows, in the order of its signs. A view of yours is a module with name, title, sign, open(session, api) and show(context).

// begin example
import * as board from './flights/board.js';
import * as flight from './flights/flight.js';
import * as bookings from './flights/bookings.js';
import * as cube from './flights/cube.js';
// end example
import * as journal from './journal.js';
import * as journeys from './journeys.js';
import * as projections from './projections.js';
import * as watches from './watches.js';

export const views = [
  // begin example
  board, flight, bookings, cube,
  // end example
  journeys, journal, watches, projections,
];
