import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { narrowStatus } from '#libs/access';
import { localDay } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import type { KnownAt, Knowledge } from '#projections/education-status/knowledge.query';
import { settleKnowledge } from '#projections/education-status/knowledge.query';
import { findSpell, findTimeline, type KnownSpell } from '#projections/education-status/status.query';
import { findMunicipality } from '#projections/residence/residence.query';
import { SERVICE_PARTS, type ServiceParts } from '../../service-parts.ts';
import { markBehind } from '../behind-mark.ts';
import { nothingKnown } from '../nothing-known.ts';
import { type Look, Looks } from '../look.ts';
import { type StatusAnswer, toStatusAnswer } from './status-answer.ts';

/** The status of a person on a day as known at a state of knowledge; today and now where not said. */
export class StatusAt extends Query<StatusAnswer> {
  constructor(
    readonly actor: Actor,
    readonly purpose: string | undefined,
    readonly person: string,
    readonly validOn: string | undefined,
    readonly knownAt: KnownAt,
  ) {
    super();
  }
}

@QueryHandler(StatusAt)
export class StatusAtHandler implements IQueryHandler<StatusAt> {
  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(Looks) private readonly looks: Looks,
  ) {}

  execute({ actor, purpose, person, validOn: asked, knownAt }: StatusAt): Promise<StatusAnswer> {
    return this.looks.at({ actor, purpose, person, kind: 'person-status' }, async (look) => {
      const validOn = asked ?? localDay(look.now);
      const knowledge = await settleKnowledge(look.client, person, knownAt, look.now.toISOString());
      const spell = await this.spellOn(look, person, validOn, knowledge);
      const municipality = await findMunicipality(look.client, person, validOn, knowledge.position);
      return toStatusAnswer(spell, { validOn, knowledge: markBehind(knowledge, knownAt, look), municipality });
    });
  }

  private async spellOn({ client, allowed }: Look, person: string, day: string, { position }: Knowledge): Promise<KnownSpell> {
    const spell =
      allowed.fields === 'all'
        ? await findSpell(client, person, day, position)
        : narrowStatus(await findTimeline(client, person, position), day);
    return spell ?? nothingKnown(client, this.parts.rules, person, day);
  }
}
