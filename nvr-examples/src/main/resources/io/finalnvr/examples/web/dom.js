// Small helpers to make elements.

/** An element with properties, attributes (names with a dash, or role), listeners (on…) and children. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key.includes('-') || key === 'role' || key === 'for') element.setAttribute(key, value);
    else if (key === 'class') element.className = value;
    else element[key] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function notice(text) {
  const shown = h('div', {}, text);
  document.getElementById('notices').append(shown);
  setTimeout(() => shown.remove(), 8000);
}

/** Runs something that may fail; says why. */
export async function attempt(action) {
  try {
    return await action();
  } catch (e) {
    notice(e.message);
    return undefined;
  }
}

export function bytes(n) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; n >= 1000 && unit < units.length - 1; unit++) n /= 1000;
  return `${n >= 100 || unit === 0 ? Math.round(n) : n.toFixed(1)} ${units[unit]}`;
}

const two = (n) => String(n).padStart(2, '0');

export function clock(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** How a camera is, in one word with a colour. */
export function stateOf(camera) {
  const recorder = camera.recorder?.state;
  if (camera.failure) return ['bad', camera.failure.message];
  if (recorder === 'RECORDING') return ['good', 'recording'];
  if (recorder) return ['warn', camera.recorder.reason || recorder.toLowerCase()];
  return ['', 'not recorded'];
}
