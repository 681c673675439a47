// Small helpers to make elements, and the words of the page.

/** An element with properties, attributes (names with a dash, or role), listeners (on…) and children. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key.includes('-') || key === 'role' || key === 'for') element.setAttribute(key, value);
    else if (key === 'class') element.className = value;
    else element[key] = value;
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function notice(text, kind = 'good') {
  const shown = h('div', { class: kind }, text);
  document.getElementById('notices').append(shown);
  setTimeout(() => shown.remove(), kind === 'bad' ? 9000 : 3500);
}

/** Runs something that may fail; says why. */
export async function attempt(action) {
  try {
    return await action();
  } catch (e) {
    notice(e.message, 'bad');
    return undefined;
  }
}

/** What stands where there is nothing to show yet. */
export function empty(title, ...text) {
  return h('div', { class: 'empty' }, h('h2', {}, title), h('p', {}, text));
}

/** A dialog with a form; `submit` gets its values, and throws what is to be told in it. */
export function formDialog(title, content, label, submit) {
  const error = h('p', { class: 'error', role: 'alert' });
  const save = h('button', { class: 'main' }, label);
  const form = h('form', { method: 'dialog' }, h('h2', {}, title), content, error,
    h('div', { class: 'controls end' }, h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Cancel'), save));
  const dialog = h('dialog', { 'aria-label': title }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    save.disabled = true;
    error.textContent = '';
    try {
      await submit(Object.fromEntries(new FormData(form)), form);
      dialog.close();
    } catch (e) {
      error.textContent = e.message;
    } finally {
      save.disabled = false;
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something is done that can't be undone. */
export function confirmDialog(title, text, label, action) {
  return formDialog(title, h('p', {}, text), label, action);
}

export function field(label, name, value = '', more = {}) {
  return h('label', {}, label, h('input', { name, value, autocomplete: 'off', ...more }));
}

export function choice(label, name, options, value) {
  const select = h('select', { name }, options.map(([key, text]) => h('option', { value: key }, text)));
  select.value = value;
  return h('label', {}, label, select);
}

export function bytes(n) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let unit = 0;
  for (; n >= 1000 && unit < units.length - 1; unit++) n /= 1000;
  return `${n >= 100 || unit === 0 ? Math.round(n) : n.toFixed(1)} ${units[unit]}`;
}

export function bitRate(n) {
  return n >= 1e6 ? `${(n / 1e6).toFixed(1)} Mbit/s` : `${Math.round(n / 1000)} kbit/s`;
}

const two = (n) => String(n).padStart(2, '0');

export function day(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function time(date) {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export function clock(date) {
  return `${day(date)} ${time(date)}`;
}

/** With milliseconds. */
export function exactClock(date) {
  return `${clock(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** A length of time in words, rounded. */
export function span(ms) {
  const s = ms / 1000;
  if (s < 1) return `${Math.round(ms)} ms`;
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 120) return `${Math.round(s)} s`;
  if (s < 7200) return `${Math.round(s / 60)} min`;
  if (s < 172800) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} days`;
}

export function ago(date) {
  const ms = Date.now() - date.getTime();
  return ms < 1500 ? 'just now' : `${span(ms)} ago`;
}

const CAUSES = {
  STOPPED: 'recording was stopped',
  NOT_SCHEDULED: 'not scheduled',
  NO_EVENT: 'no event',
  CAMERA_UNREACHABLE: 'camera unreachable',
  CAMERA_UNAUTHORIZED: 'camera refused the password',
  CAMERA_RESTARTED: 'camera restarted its stream',
  PACKETS_LOST: 'packets lost on the way',
  OVERLOAD: 'overload: more arrived than could be stored',
  STORE_UNAVAILABLE: 'store unavailable',
  CRASHED: 'recorder crashed',
  FENCED: 'another recorder took over',
  DAMAGED: 'footage damaged',
  RETENTION: 'removed by retention',
  UNKNOWN: 'cause unknown',
};

export const causeOf = (cause) => CAUSES[cause] || cause.toLowerCase().replaceAll('_', ' ');

/** Gaps in which nothing was to be recorded. */
export const asPlanned = (cause) => ['STOPPED', 'NOT_SCHEDULED', 'NO_EVENT'].includes(cause);

/** How a camera is: a colour, a word, and the reason. */
export function stateOf(camera) {
  const recorder = camera.recorder?.state;
  const reason = (camera.recorder?.reason || '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (instant) => clock(new Date(instant)));
  if (camera.failure) return ['bad', 'no connection', camera.failure.message];
  if (recorder === 'RECORDING') return ['good', 'recording', reason];
  if (recorder === 'STANDBY') return ['soft', 'standby', reason];
  if (recorder) return ['warn', recorder.toLowerCase().replaceAll('_', ' '), reason];
  return ['', 'not recorded', 'nobody records this camera'];
}
