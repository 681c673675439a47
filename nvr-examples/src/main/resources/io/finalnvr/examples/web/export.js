// Writes a range of footage into a file: how large it becomes is known first, then it is fetched
// with progress; a large one is left to the browser, which can resume it.

import { head } from './api.js';
import { bytes, clock, day, field, h, span, time } from './dom.js';

const MOST_IN_MEMORY = 500e6;

const local = (date) => `${day(date)}T${time(date)}`;

export function exportDialog({ start, end, cameras }) {
  const size = h('p', { class: 'soft', 'aria-live': 'polite' }, ' ');
  const bar = h('progress', { max: 1, value: 0, hidden: true, 'aria-label': 'Progress' });
  const error = h('p', { class: 'error', role: 'alert' });
  const begin = h('button', { class: 'main' }, 'Export');
  const cancel = h('button', { type: 'button', class: 'quiet' }, 'Cancel');
  const from = field('From', 'from', local(start), { type: 'datetime-local', step: 1, required: true });
  const to = field('To', 'to', local(end), { type: 'datetime-local', step: 1, required: true });
  const exact = h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'closed' }), 'Leave gaps out');
  const subtitles = h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'subtitles', checked: true }), 'Time of day as subtitles');
  const form = h('form', { method: 'dialog' }, h('h2', {}, 'Export footage'),
    h('p', { class: 'soft' }, `${cameras.map((camera) => camera.name).join(', ')}, as an MP4 file, without encoding anew.`),
    h('div', { class: 'form wide' }, from, to), exact, subtitles, size, bar, error,
    h('div', { class: 'controls end' }, cancel, begin));
  const dialog = h('dialog', { 'aria-label': 'Export footage' }, form);
  let fetching = null;

  function path() {
    const values = Object.fromEntries(new FormData(form));
    const query = new URLSearchParams({ from: new Date(values.from).toISOString(), to: new Date(values.to).toISOString() });
    cameras.slice(1).forEach((camera) => query.append('with', camera.id));
    if (values.closed) query.set('gaps', 'close');
    if (values.subtitles) query.set('subtitles', Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
    return `/cameras/${encodeURIComponent(cameras[0].id)}/export.mp4?${query}`;
  }

  async function measure() {
    error.textContent = '';
    try {
      const file = await head(path());
      const first = new Date(file.headers.get('X-NVR-Start'));
      const last = new Date(file.headers.get('X-NVR-End'));
      const length = Number(file.headers.get('Content-Length'));
      size.textContent = `${bytes(length)}: ${clock(first)} to ${clock(last)}, ${span(last - first)}`;
      begin.disabled = false;
      return { url: file.url, length, name: /filename="([^"]+)"/.exec(file.headers.get('Content-Disposition'))?.[1] || 'export.mp4' };
    } catch (e) {
      size.textContent = ' ';
      begin.disabled = true;
      error.textContent = e.status === 404 ? 'There is no footage in this range.' : e.message;
      return null;
    }
  }

  async function write() {
    const file = await measure();
    if (!file) return;
    if (file.length > MOST_IN_MEMORY) {
      h('a', { href: file.url, download: file.name }).click();
      dialog.close();
      return;
    }
    begin.disabled = true;
    bar.hidden = false;
    fetching = new AbortController();
    const answer = await fetch(file.url, { signal: fetching.signal });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    const parts = [];
    let done = 0;
    for (const reader = answer.body.getReader(); ;) {
      const { value, done: over } = await reader.read();
      if (over) break;
      parts.push(value);
      done += value.length;
      bar.value = done / file.length;
      size.textContent = `${bytes(done)} of ${bytes(file.length)}`;
    }
    const url = URL.createObjectURL(new Blob(parts, { type: 'video/mp4' }));
    h('a', { href: url, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    dialog.close();
  }

  form.addEventListener('change', measure);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    write().catch((e) => {
      if (e.name !== 'AbortError') error.textContent = e.message;
      begin.disabled = false;
      bar.hidden = true;
    });
  });
  cancel.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    fetching?.abort();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  measure();
}
