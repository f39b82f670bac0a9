// Authorization code with PKCE, as a public client. The token is in this tab's session storage and in the header of requests, nowhere else.

const TOKEN = 'contrail.token';
const WAY = 'contrail.way-to-sign-in';
const PAGE = new URL('./', import.meta.url).href;

const base64url = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

async function metadata(config) {
  const issuer = config.issuer.replace(/\/$/, '');
  for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']) {
    const answer = await fetch(issuer + path).catch(() => null);
    if (answer?.ok) return answer.json();
  }
  throw new Error(`The issuer ${issuer} does not say where to sign in. Is it running, and does it know this page?`);
}

async function endpoint(config, name, field) {
  return config[name] ?? (await metadata(config))[field];
}

/** Leaves the page for the issuer's; what was looked at is looked at again afterwards. */
export async function signIn(config) {
  const authorize = new URL(await endpoint(config, 'authorizationEndpoint', 'authorization_endpoint'));
  const way = { verifier: random(), state: random(), hash: location.hash };
  sessionStorage.setItem(WAY, JSON.stringify(way));
  const challenge = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(way.verifier)));
  const parameters = {
    response_type: 'code', client_id: config.clientId, redirect_uri: PAGE, state: way.state,
    code_challenge: base64url(challenge), code_challenge_method: 'S256',
  };
  if (config.scopes.length) parameters.scope = config.scopes.join(' ');
  for (const [name, value] of Object.entries(parameters)) authorize.searchParams.set(name, value);
  location.assign(authorize);
}

/** Back from the issuer: the code is exchanged and leaves the address. */
async function finish(config, answer) {
  const way = JSON.parse(sessionStorage.getItem(WAY) ?? 'null');
  sessionStorage.removeItem(WAY);
  history.replaceState(null, '', PAGE + (way?.hash ?? ''));
  if (!way || answer.get('state') !== way.state) throw new Error('That answer was not asked for here. Please sign in again.');
  if (answer.has('error')) throw new Error(answer.get('error_description') ?? answer.get('error'));
  const response = await fetch(await endpoint(config, 'tokenEndpoint', 'token_endpoint'), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: PAGE,
      client_id: config.clientId, code_verifier: way.verifier,
    }),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error_description ?? body.error ?? 'The issuer gave no token.');
  sessionStorage.setItem(TOKEN, body.access_token);
}

function claims(token) {
  const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), c => c.charCodeAt(0))));
}

/** Who has signed in, or null. What he may is the services' business; his scopes only say what is worth showing. */
export async function session(config) {
  const answer = new URLSearchParams(location.search);
  if (answer.has('state')) await finish(config, answer);
  const token = sessionStorage.getItem(TOKEN);
  if (!token) return null;
  const { sub, scope, scp, exp } = claims(token);
  if (exp * 1000 < Date.now()) {
    signOut();
    return null;
  }
  const scopes = new Set([scope ?? scp ?? []].flat().flatMap(some => some.split(' ')));
  return { token, subject: sub, expires: exp * 1000, may: wanted => scopes.has(wanted) };
}

export function signOut() {
  sessionStorage.removeItem(TOKEN);
}
