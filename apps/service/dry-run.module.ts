import { Global, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { CLOCK, type Clock } from '#libs/calendar';
import { InstitutionRegister } from '#libs/institutions';
import { EFFECTS_OF_TRIED, type EffectsOfTried } from '#libs/intake';
import { Keyring } from '#libs/persons';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import type { Effect } from '#projections/education-status/effect-schema';
import { effectsOfTried } from '../status/receipt/effects-of-tried.ts';
import { whatFollows } from '../worker/policies/what-follows.ts';

/**
 * Providers for a dry run in apps/intake: effects as apps/status shows them for a receipt, and events that the policies
 * of apps/worker would append.
 */
@Global()
@Module({
  providers: [
    {
      provide: EFFECTS_OF_TRIED,
      inject: [Pool, CLOCK, RULE_BOOK, InstitutionRegister, Keyring],
      useFactory: triedEffects,
    },
  ],
  exports: [EFFECTS_OF_TRIED],
})
export class DryRunModule {}

function triedEffects(
  pool: Pool,
  clock: Clock,
  rules: RuleBook,
  institutions: InstitutionRegister,
  keyring: Keyring,
): EffectsOfTried<Effect> {
  const deciding = { clock, rules, institutions, keyring };
  return effectsOfTried({ pool, clock, rules, whatFollows: (history) => whatFollows(deciding, history) });
}
