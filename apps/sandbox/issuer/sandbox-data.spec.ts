import { describe, expect, test } from '@jest/globals';
import { clientKey, clientSecret } from './derived-keys.ts';
import { describeClients } from './description.ts';
import { findSandboxClient, SANDBOX_CLIENTS } from './clients.ts';
import { SANDBOX_INSTITUTIONS } from './institutions.ts';

const numbers = SANDBOX_INSTITUTIONS.map(({ number }) => number);
const systems = SANDBOX_CLIENTS.filter(({ role }) => role === 'source-system');
const masterKey = Buffer.alloc(32, 3);

describe('the sandbox’s institutions', () => {
  test('have numbers of their own, past the end of the real register', () => {
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^99\d{4}$/);
  });

  test('have a type and a municipality of four digits, and departments a main school that exists', () => {
    for (const { type, municipality, mainInstitution } of SANDBOX_INSTITUTIONS) {
      expect([type, municipality]).toEqual([
        expect.stringMatching(/^\d{4}$/),
        expect.stringMatching(/^(0751|0461|0101)$/),
      ]);
      if (mainInstitution !== undefined) expect(numbers).toContain(mainInstitution);
    }
  });
});

describe('the sandbox’s clients', () => {
  test('the study-administration systems share no institution, and each institution has one', () => {
    const reported = systems.flatMap(({ reporters }) => reporters ?? []);
    expect([...reported].sort()).toEqual([...numbers].sort());
    for (const id of ['sa-nord', 'sa-syd']) expect(findSandboxClient(id)?.reporters?.length).toBeGreaterThanOrEqual(3);
  });

  test('include every client that the interface promises', () => {
    const roles = SANDBOX_CLIENTS.map(({ role }) => role);
    expect(new Set(roles)).toEqual(
      new Set([
        'source-system',
        'register',
        'company',
        'jobcentre',
        'adviser',
        'monitor',
        'data-protection-officer',
        'operator',
      ]),
    );
    expect(
      new Set(SANDBOX_CLIENTS.flatMap(({ role, municipality }) => (role === 'adviser' ? [municipality] : []))).size,
    ).toBe(2);
  });

  test('no company can have the CVR number: its check digit is wrong', () => {
    const cvr =
      SANDBOX_CLIENTS.flatMap(({ reporters = [] }) => reporters)
        .find((reporter) => reporter.startsWith('company-'))
        ?.slice(8) ?? '';
    const weights = [2, 7, 6, 5, 4, 3, 2, 1];
    expect(cvr).toMatch(/^\d{8}$/);
    expect(weights.reduce((sum, weight, index) => sum + weight * Number(cvr[index]), 0) % 11).not.toBe(0);
  });

  test('have secrets and keys that come from the master key alone', () => {
    expect(clientSecret(masterKey, 'cpr')).toBe(clientSecret(Buffer.from(masterKey), 'cpr'));
    expect(clientKey(masterKey, 'sa-key')).toEqual(clientKey(Buffer.from(masterKey), 'sa-key'));
    expect(clientKey(Buffer.alloc(32, 4), 'sa-key').d).not.toBe(clientKey(masterKey, 'sa-key').d);
    const secrets = SANDBOX_CLIENTS.map(({ id }) => clientSecret(masterKey, id));
    expect(new Set(secrets).size).toBe(SANDBOX_CLIENTS.length);
  });

  test('are described with a secret each, those with a key together with it', () => {
    const { clients, keyClients } = describeClients(SANDBOX_CLIENTS, masterKey);
    expect(clients.length + keyClients.length).toBe(SANDBOX_CLIENTS.length);
    expect(clients.every(({ secret }) => secret.length > 40)).toBe(true);
    expect(keyClients.map(({ id }) => id)).toEqual(['sa-key']);
  });
});
