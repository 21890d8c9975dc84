import { describe, expect, test } from '@jest/globals';
import { actorFrom } from './claims.ts';
import { InvalidToken } from './invalid-token.ts';
import { ROLES, sourceOf } from './actor.ts';

describe('the claims of a checked token', () => {
  test.each([
    [{ client_id: 'a', azp: 'b', sub: 'c' }, 'a', 'c'],
    [{ azp: 'b', sub: 'c' }, 'b', 'c'],
    [{ sub: 'c' }, 'c', 'c'],
    [{ client_id: 'a' }, 'a', 'a'],
  ])('%j name the client %s and who sits behind it, %s', (ids, clientId, subject) => {
    expect(actorFrom({ ...ids, role: 'monitor' })).toMatchObject({ clientId, subject });
  });

  test('every role of the closed list is known', () => {
    for (const role of ROLES) expect(actorFrom({ sub: 'x', role, municipality: '0751' }).role).toBe(role);
  });

  test.each([undefined, null, '', 'root', 'Adviser', 7, ['adviser'], { adviser: true }, 'toString'])(
    'the role %j is refused',
    (role) => {
      expect(refusalOf(() => actorFrom({ sub: 'x', role }))).toBe('no-role');
    },
  );

  test('an adviser without a municipality is nobody', () => {
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
  ])('%j are malformed', (claims) => {
    expect(() => actorFrom(claims)).toThrow(InvalidToken);
  });

  test('the organisation is what the token says, else what can be told from the rest', () => {
    expect(actorFrom({ sub: 'x', role: 'adviser', municipality: '0751' }).organisation).toBe('municipality-0751');
    expect(actorFrom({ sub: 'x', role: 'register', reporters: ['cpr'] }).organisation).toBe('cpr');
    expect(actorFrom({ sub: 'x', role: 'monitor' }).organisation).toBe('x');
    expect(actorFrom({ sub: 'x', role: 'monitor', organisation: 'STUK' }).organisation).toBe('STUK');
  });

  test('a client id with a slash in it cannot pass for another system in a source', () => {
    const actor = actorFrom({ sub: 'sa-nord/reporters/990110', role: 'source-system', reporters: ['990120'] });
    expect(sourceOf(actor, '990120')).toBe('/systems/sa-nord%2Freporters%2F990110/reporters/990120');
  });

  test('no claim finds its way into the message of a refusal', () => {
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
