import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, type RunningService, startService } from '../service/running.ts';
import { FOLLOW_UP, ServiceStory, type Young } from '../stories/service-story.ts';
import { AnswerCheck } from './answer-check.ts';

type Json = Record<string, any>;

/**
 * Checks the checker: every answer of every test that starts the service is compared with the contract
 * (test/service/running.ts).
 */
let service: RunningService;
let story: ServiceStory;
let young: Young;
let document: Json;
const answers: Record<string, Answer & { readonly path: string; readonly method: string }> = {};

beforeAll(async () => {
  service = await startService();
  story = new ServiceStory(service);
  document = (await service.get('/openapi.json')).body;
  young = story.young('2009-03-14', 31);
  await story.at('2026-11-02T08:00:00Z');
  await story.lives(young, '0751');
  await story.enrols(young, { startsOn: '2026-08-10', expectedEndsOn: '2029-06-29' });
  const left = await story.leaves(young, '2026-11-20', {});
  await story.at('2026-11-23T08:00:00Z');
  const key = await story.key(young);
  const asked: Record<string, [path: string, client: string]> = {
    status: [`/v1/persons/${key}/status`, 'adviser-0751'],
    timeline: [`/v1/persons/${key}/timeline`, 'adviser-0751'],
    cases: ['/v1/cases', 'adviser-0751'],
    receipt: [`${left.receipt}?effect=true`, 'sa-nord'],
    refused: [`/v1/persons/${key}/status`, 'adviser-0461'],
  };
  for (const [name, [path, client]] of Object.entries(asked))
    answers[name] = { method: 'GET', path, ...(await service.get(path, client, FOLLOW_UP)) };
});
afterAll(() => service.stop());

const copy = (): Json => structuredClone(document);
const faultsOf = (changed: Json, name: string): string[] =>
  new AnswerCheck(changed).faults(answers[name] as Answer & { path: string; method: string });

test('the answers of the service fit its document', () => {
  expect(answers['cases']?.body.cases).toHaveLength(1);
  for (const name of Object.keys(answers)) expect([name, faultsOf(document, name)]).toEqual([name, []]);
});

describe('sabotage: the check of answers against the contract turns red', () => {
  test.each([
    ['FollowUpCase', 'workdaysOver', 'cases'],
    ['FollowUpCase', 'report', 'cases'],
    ['PersonStatus', 'municipality', 'status'],
    ['Knowledge', 'position', 'status'],
    ['Spell', 'since', 'timeline'],
    ['ReportReceipt', 'visible', 'receipt'],
    ['Effect', 'fields', 'receipt'],
    ['Problem', 'remedyEn', 'refused'],
  ])('for %s without %s', (schema, member, answer) => {
    const changed = copy();
    delete changed['components'].schemas[schema].properties[member];
    expect(faultsOf(changed, answer).join()).toContain(member);
  });

  test.each([
    [
      'an answer that is not promised',
      (changed: Json) => delete changed['paths']['/v1/persons/{key}/status'].get.responses['404'],
      'refused',
    ],
    [
      'a header that is not promised',
      (changed: Json) => delete changed['paths']['/v1/cases'].get.responses['200'].headers.ETag,
      'cases',
    ],
    [
      'a header that is promised and not sent',
      (changed: Json) => Object.assign(changed['components'].headers.NextPage, { required: true }),
      'cases',
    ],
    [
      'another type',
      (changed: Json) =>
        Object.assign(changed['components'].schemas.FollowUpCase.properties.dueOn, { type: 'integer' }),
      'cases',
    ],
    [
      'a status that is none of the list',
      (changed: Json) => Object.assign(changed['components'].schemas.Status, { enum: ['completed'] }),
      'status',
    ],
    ['a call that is not described', (changed: Json) => delete changed['paths']['/v1/cases'], 'cases'],
  ])('for %s', (_what, change, answer) => {
    const changed = copy();
    change(changed);
    expect(faultsOf(changed, answer)).not.toEqual([]);
  });
});

test('the document of a production service has no sandbox call and no shared secret, and names the trusted issuer', async () => {
  const production = await startService({ env: { UNGESTATUS_MODE: 'production', OIDC_ISSUER: service.url } });
  const { body } = await production.get('/openapi.json');
  expect(Object.keys(body.paths).filter((path) => path.includes('sandbox'))).toEqual([]);
  expect(Object.keys(body.components.schemas).filter((name) => /sandbox/i.test(name))).toEqual([]);
  expect(body.components.securitySchemes.clientCredentials.flows.clientCredentials.tokenUrl).toBe(
    `${service.url}/oidc/token`,
  );
  expect((await production.get('/v1/sandbox')).status).toBe(404);
  await production.stop();
});
