import type { ValueProvider } from '@nestjs/common';
import { Pool } from 'pg';
import { CLOCK } from '#libs/calendar';
import { EVENT_STORE, LOG_HEALTH, type LogHealth } from '#libs/event-store';
import { InstitutionRegister } from '#libs/institutions';
import { EFFECTS_OF_TRIED, type EffectsOfTried, INTAKE, URGENT_PER_SECOND } from '#libs/intake';
import { Keyring, SYNTHETIC_ONLY } from '#libs/persons';
import { RULE_BOOK } from '#libs/rules';
import { READER_NAMES, Stalls, WATCHED_READERS } from '#libs/subscriptions';
import { Metrics, TRACING } from '#libs/telemetry';
import type { Effect } from '#projections/education-status/effect-schema';
import { effectsOfTried } from '../status/receipt/effects-of-tried.ts';
import { whatFollows } from '../worker/policies/what-follows.ts';
import type { ServiceParts } from './service-parts.ts';

/** One token for each thing that a constructor may need. */
export function typedProviders(parts: ServiceParts): ValueProvider[] {
  const health: LogHealth = { kurrentAnswers: () => parts.kurrentAnswers?.() ?? Promise.resolve(undefined) };
  return [
    { provide: Pool, useValue: parts.pool },
    { provide: EVENT_STORE, useValue: parts.store },
    { provide: LOG_HEALTH, useValue: health },
    { provide: CLOCK, useValue: parts.clock },
    { provide: RULE_BOOK, useValue: parts.rules },
    { provide: Keyring, useValue: parts.keyring },
    { provide: SYNTHETIC_ONLY, useValue: parts.config.mode === 'sandbox' },
    { provide: InstitutionRegister, useValue: parts.institutions },
    { provide: INTAKE, useValue: parts.door },
    { provide: EFFECTS_OF_TRIED, useValue: triedEffects(parts) },
    { provide: URGENT_PER_SECOND, useValue: parts.config.urgentPerSecond },
    { provide: READER_NAMES, useValue: parts.readers },
    { provide: WATCHED_READERS, useValue: parts.watched },
    { provide: Metrics, useValue: parts.metrics },
    { provide: Stalls, useValue: parts.stalls },
    { provide: TRACING, useValue: parts.tracing },
  ];
}

/** A dry run in apps/intake shows what apps/status shows of a receipt, and what the policies of apps/worker would append. */
function triedEffects(parts: ServiceParts): EffectsOfTried<Effect> {
  return effectsOfTried({ ...parts, whatFollows: (history) => whatFollows(parts, history) });
}
