// Talks to the server: everything the page does goes through /api/v1.

const BASE = '/api/v1';
let csrf = '';
let loggedOut = () => {};

/** Is told when the server does not know the user any more. */
export function onLoggedOut(listener) {
  loggedOut = listener;
}

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const headers = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-NVR-CSRF'] = csrf;
  let response;
  try {
    response = await fetch(BASE + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (e) {
    throw new ApiError(0, 'The server does not answer.');
  }
  const text = await response.text();
  const json = (response.headers.get('Content-Type') || '').includes('json') && text ? JSON.parse(text) : null;
  if (response.status === 401 && path !== '/session') loggedOut();
  if (!response.ok) throw new ApiError(response.status, json?.error || json?.title || text || response.statusText);
  return json;
}

/** What a file is like, without the file. */
export async function head(path) {
  const response = await fetch(BASE + path, { method: 'HEAD' }).catch(() => { throw new ApiError(0, 'The server does not answer.'); });
  if (!response.ok) throw new ApiError(response.status, response.status === 400 ? 'The end must come after the start.' : `The server answered ${response.status}.`);
  return response;
}

export const get = (path) => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const remove = (path) => call('DELETE', path);

export async function login(user, password) {
  return remember(await post('/session', { user, password }));
}

export async function session() {
  return remember(await get('/session'));
}

function remember(answer) {
  csrf = answer.csrf;
  return answer;
}

/** A socket on the API; the page's own origin. */
export function socket(path) {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const ws = new WebSocket(`${scheme}//${location.host}${BASE}${path}`);
  ws.binaryType = 'arraybuffer';
  return ws;
}

export const snapshotUrl = (camera, at, width) =>
  `${BASE}/cameras/${encodeURIComponent(camera)}/snapshot?at=${at.toISOString()}${width ? `&width=${width}` : ''}`;
