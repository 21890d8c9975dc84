import { describe, expect, test } from '@jest/globals';
import { createRuleBook } from './create-rule-book.ts';
import { DANISH_RULES } from './rules.data.ts';
import { RULE_IDS } from './value-checks.ts';

describe('the Danish rules', () => {
  test('give the limits of the design on a day of today', () => {
    expect(createRuleBook(DANISH_RULES).on('2026-06-15')).toMatchObject({
      scopeFromAge: 15,
      scopeBeforeAge: 30,
      graceDays: 30,
      riskMonths: 3,
      longestMonths: { compulsory: 132, preparatory: 36, 'upper-secondary': 48, vocational: 66, higher: 78, other: 24 },
      qualifyingKinds: ['upper-secondary', 'vocational', 'higher'],
      contactFromAge: 15,
      contactBeforeAge: 18,
      contactWorkdays: 5,
      contactToldWorkdays: 5,
      fullAccessBeforeAge: 25,
      nameMonthsAlone: 12,
      identitiesAnHour: 60,
      missesAnHour: 2000,
      heldDays: 30,
      warningMonths: { preparatory: 24 },
      toldAheadDays: 92,
      pseudoEducations: ['2997', '3000'],
    });
  });

  test('every limit is there once, with a text in both languages and a law', () => {
    const inForce = DANISH_RULES.filter(({ state }) => state === 'in-force');
    expect(inForce.map((rule) => rule.id).sort()).toEqual([...RULE_IDS].sort());
    for (const rule of DANISH_RULES) expect(`${rule.da}|${rule.en}|${rule.law}`).toMatch(/^.{20,}\|.{20,}\|.{20,}$/);
  });

  test('say so in law, Danish and English for a limit without a law; for one with a law they name its paragraph or chapter', () => {
    for (const rule of DANISH_RULES) {
      const says = [
        /Ingen lov/.test(rule.law),
        /Tjenestens egen standard/.test(rule.da),
        /service’s own default/.test(rule.en),
      ];
      expect([rule.id, ...says]).toEqual([rule.id, !rule.statutory, !rule.statutory, !rule.statutory]);
      if (rule.statutory) expect(rule.law).toMatch(/§|kap\./);
    }
  });

  test('the limits without a law are exactly the defaults of the service', () => {
    const own = DANISH_RULES.filter((rule) => !rule.statutory).map((rule) => rule.id);
    expect([...new Set(own)]).toEqual([
      'graceDays',
      'riskMonths',
      'longestMonths',
      'knownCombinations',
      'contactToldWorkdays',
      'nameMonthsAlone',
      'identitiesAnHour',
      'missesAnHour',
      'heldDays',
      'warningMonths',
      'toldAheadDays',
      'kindsByInstitutionType',
      'mostHeldReports',
      'mostReportsOnePerson',
      'mostSentOnePerson',
      'contactAheadDays',
      'reportDeadlines',
      'historyDays',
      'missingAfterWorkdays',
    ]);
  });
});
