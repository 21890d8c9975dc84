// Asks a running service as an outsider does: discovery, token, question.

async function json(url, init = {}) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
  const body = await response.text();
  if (!response.ok)
    throw new Error(`${init.method ?? 'GET'} ${url} answered ${response.status}: ${body.slice(0, 300)}`);
  return JSON.parse(body);
}

/** The institution's own system: the reporter itself gets every count, a monitor none under five. */
async function reporterOf(base, institution, given) {
  if (given.client !== undefined) return { id: given.client, secret: given.secret };
  const { clients } = await json(`${base}/v1/sandbox`);
  const reporter = clients.find(({ reporters }) => reporters?.includes(institution));
  if (reporter === undefined)
    throw new Error(`The sandbox lists no client that reports for ${institution}. Give --client and --secret.`);
  return reporter;
}

/** RFC 6749 2.3.1: both halves are form-encoded before they are joined. */
const basic = ({ id, secret }) =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`;

async function tokenOf(base, client) {
  const { token_endpoint: endpoint } = await json(`${base}/.well-known/openid-configuration`);
  const answer = await json(endpoint, {
    method: 'POST',
    headers: { authorization: basic(client) },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return answer.access_token;
}

/** A token of one of the sandbox's ready clients. */
export async function sandboxToken(base, id) {
  const { clients } = await json(`${base}/v1/sandbox`);
  const client = clients.find((one) => one.id === id);
  if (client === undefined) throw new Error(`The sandbox lists no client ${id}.`);
  return tokenOf(base, client);
}

/** The service's counts at each day, for all students of one institution. */
export async function askCohorts(base, institution, dates, given = {}) {
  const authorization = `Bearer ${await tokenOf(base, await reporterOf(base, institution, given))}`;
  const answers = new Map();
  for (const date of dates) {
    const query = new URLSearchParams({ validOn: date, institution });
    const { counts } = await json(`${base}/v1/cohort?${query}`, { headers: { authorization } });
    answers.set(date, counts);
  }
  return answers;
}
