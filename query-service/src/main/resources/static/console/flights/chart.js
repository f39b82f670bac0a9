// Charts as drawings that say what they show; the figures are in a table behind each.

import { h, number, svg, table, wide } from '../dom.js';

const HEIGHT = 240;
const LEFT = 56;
const BOTTOM = 26;
const TOP = 10;
const LABEL = 84;

function niceStep(most) {
  const rough = most / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map(step => step * power).find(step => step >= rough);
}

/** Bars, above and below zero. points: [{ label, value }], the value null where there is none; room in pixels. */
export function bars({ title, unit, points, room }) {
  const values = points.map(point => point.value ?? 0);
  const step = niceStep(Math.max(...values, 0) - Math.min(...values, 0));
  const high = Math.ceil(Math.max(...values, 0) / step) * step || step;
  const low = Math.floor(Math.min(...values, 0) / step) * step;
  const width = Math.max(room, LEFT + points.length * 8);
  const y = value => TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
  const slot = (width - LEFT) / points.length;
  const every = Math.ceil(LABEL / slot);
  const most = Math.max(...values);
  const lines = [];
  for (let value = low; value <= high + step / 2; value += step) lines.push(value);
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: 'img', 'aria-label': summary(title, unit, points), class: 'chart' },
    lines.map(value => [
      svg('line', { x1: LEFT, x2: width, y1: y(value), y2: y(value), class: value === 0 ? 'zero' : 'rule' }),
      svg('text', { x: LEFT - 8, y: y(value) + 4, class: 'tick end' }, number(value))]),
    points.map(({ label, value }, i) => [
      value != null && svg('rect', { x: LEFT + i * slot + slot * 0.14, width: slot * 0.72, y: y(Math.max(value, 0)), height: Math.max(1, Math.abs(y(value) - y(0))), class: value === most && value > 0 ? 'most' : 'column' },
        svg('title', null, `${label}: ${number(value)} ${unit}`)),
      i % every === 0 && (points.length - i) * slot > LABEL * 0.9 && svg('text', { x: LEFT + i * slot + 2, y: HEIGHT - 6, class: 'tick' }, label)]));
  return figure(title, unit, wide(title, drawing), table(`${title}, ${unit}`, ['When', unit], points.map(({ label, value }) => [label, value])));
}

function summary(title, unit, points) {
  const known = points.filter(point => point.value != null);
  if (!known.length) return `${title}: nothing`;
  const most = known.reduce((a, b) => (b.value > a.value ? b : a));
  const least = known.reduce((a, b) => (b.value < a.value ? b : a));
  return `${title}, ${known.length} bars: from ${number(least.value)} ${unit} (${least.label}) to ${number(most.value)} (${most.label})`;
}

/** A cell for each row and column, the fuller the more. rows: [{ label, values: Map }] */
export function heat({ title, unit, columns, rows }) {
  const most = Math.max(1, ...rows.flatMap(row => [...row.values.values()]));
  const [cell, left] = [12, 72];
  const width = left + columns.length * cell;
  const height = rows.length * 22 + 24;
  const every = Math.ceil(90 / cell);
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `${title}: ${rows.length} routes on ${columns.length} days, up to ${number(most)} ${unit}`, class: 'chart heat' },
    rows.map((row, r) => [
      svg('text', { x: 0, y: r * 22 + 15, class: 'tick name' }, row.label),
      columns.map((column, c) => {
        const value = row.values.get(column);
        return svg('rect', { x: left + c * cell, y: r * 22 + 2, width: cell - 2, height: 18, class: value > 0 ? 'hot' : 'cold', 'fill-opacity': value > 0 ? 0.25 + 0.75 * value / most : 1 },
          value != null && svg('title', null, `${row.label}, ${column}: ${number(value)} ${unit}`));
      })]),
    columns.map((column, c) => c % every === 0 && (columns.length - c) * cell > LABEL * 0.9 && svg('text', { x: left + c * cell, y: height - 4, class: 'tick' }, column)));
  return figure(title, unit, wide(title, drawing), table(`${title}, ${unit}`, ['Day', ...rows.map(row => row.label)], columns.map(column => [column, ...rows.map(row => row.values.get(column) ?? null)])));
}

function figure(title, unit, drawing, behind) {
  return h('figure', { class: 'panel' },
    h('figcaption', null, h('h2', null, title), h('p', { class: 'code' }, unit)),
    drawing,
    h('details', null, h('summary', null, 'The figures'), wide(`${title}, the figures`, behind)));
}
