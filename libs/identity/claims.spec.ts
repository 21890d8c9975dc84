import { describe, expect, test } from '@jest/globals';
import { actorFrom } from './claims.ts';
import { InvalidToken } from './invalid-token.ts';
import { ROLES } from './actor.ts';
import { sourceOf } from '#events/model/source';

describe('the claims of a checked token', () => {
  test.each([
    [{ client_id: 'a', azp: 'b', sub: 'c' }, 'a', 'c'],
    [{ azp: 'b', sub: 'c' }, 'b', 'c'],
    [{ sub: 'c' }, 'c', 'c'],
    [{ client_id: 'a' }, 'a', 'a'],
  ])('%j name the client %s and the person behind it, %s', (ids, clientId, subject) => {
    expect(actorFrom({ ...ids, role: 'monitor' })).toMatchObject({ clientId, subject });
  });

  test('include every role of the closed list', () => {
    for (const role of ROLES) expect(actorFrom({ sub: 'x', role, municipality: '0751' }).role).toBe(role);
  });

  test.each([undefined, null, '', 'root', 'Adviser', 7, ['adviser'], { adviser: true }, 'toString'])(
    'with the role %j are refused',
    (role) => {
      expect(refusalOf(() => actorFrom({ sub: 'x', role }))).toBe('no-role');
    },
  );

  test('of an adviser without a municipality are refused', () => {
    expect(refusalOf(() => actorFrom({ sub: 'x', role: 'adviser' }))).toBe('no-municipality');
  });

  test.each([
    { sub: 'x', role: 'source-system', reporters: '990110' },
    { sub: 'x', role: 'source-system', reporters: [990110] },
    { sub: 'x', role: 'source-system', reporters: ['990110/reporters/cpr'] },
    { sub: 'x', role: 'source-system', reporters: [''] },
    { sub: 'x', role: 'adviser', municipality: 751 },
    { sub: 'x', role: 'adviser', municipality: '751' },
    { sub: '', role: 'monitor' },
    { sub: 7 as unknown as string, role: 'monitor' },
    { role: 'monitor' },
  ])('are malformed as %j', (claims) => {
    expect(() => actorFrom(claims)).toThrow(InvalidToken);
  });

  test('name the organisation by the token, else by the other claims', () => {
    expect(actorFrom({ sub: 'x', role: 'adviser', municipality: '0751' }).organisation).toBe('municipality-0751');
    expect(actorFrom({ sub: 'x', role: 'register', reporters: ['cpr'] }).organisation).toBe('cpr');
    expect(actorFrom({ sub: 'x', role: 'monitor' }).organisation).toBe('x');
    expect(actorFrom({ sub: 'x', role: 'monitor', organisation: 'STUK' }).organisation).toBe('STUK');
  });

  test('with a slash in the client id cannot pass for another system in a source', () => {
    const actor = actorFrom({ sub: 'sa-nord/reporters/990110', role: 'source-system', reporters: ['990120'] });
    expect(sourceOf(actor.systemId, '990120')).toBe('/systems/sa-nord%2Freporters%2F990110/reporters/990120');
  });

  test('are never repeated in the message of a refusal', () => {
    expect(() => actorFrom({ sub: 'x', role: 'secret-role' })).toThrow(/^((?!secret-role).)*$/);
  });
});

function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'accepted';
  } catch (problem) {
    return problem instanceof InvalidToken ? problem.reason : String(problem);
  }
}
