import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, type Repository } from 'typeorm';
import { systemClock } from '#libs/calendar';
import type { Actor } from '#libs/identity';
import { WEB_SETTINGS, type WebSettings } from '../web-settings.ts';
import { Session } from './session.entity.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ID = /^[\w-]{43}$/;

/**
 * The sessions of the pages. Times are wall time, also if the sandbox's clock is moved: it must not prolong a session.
 */
@Injectable()
export class Sessions {
  constructor(
    @InjectRepository(Session) private readonly rows: Repository<Session>,
    @Inject(WEB_SETTINGS) private readonly settings: WebSettings,
  ) {}

  /**
   * Begins a session under a new id, and removes those that have ended.
   * @returns the id for the cookie; the table has its hash alone
   */
  async begin(actor: Actor, name: string): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    const now = systemClock.now();
    await this.rows.delete([
      { seenAt: LessThan(this.idleSince(now)) },
      { startedAt: LessThan(this.startedSince(now)) },
    ]);
    await this.rows.insert({ idHash: hashOf(id), actor, name, startedAt: now, seenAt: now });
    return id;
  }

  /** @returns undefined if no session has the id or it has ended */
  async find(id: string | undefined): Promise<Session | undefined> {
    if (id === undefined || !ID.test(id)) return undefined;
    const session = await this.rows.findOneBy({ idHash: hashOf(id) });
    const now = systemClock.now();
    if (session === null || session.startedAt < this.startedSince(now) || session.seenAt < this.idleSince(now))
      return undefined;
    if (session.seenAt < new Date(now.getTime() - MINUTE))
      await this.rows.update({ idHash: session.idHash }, { seenAt: now });
    return session;
  }

  async end(id: string | undefined): Promise<void> {
    if (id !== undefined && ID.test(id)) await this.rows.delete({ idHash: hashOf(id) });
  }

  private idleSince(now: Date): Date {
    return new Date(now.getTime() - this.settings.idleMinutes * MINUTE);
  }

  private startedSince(now: Date): Date {
    return new Date(now.getTime() - this.settings.sessionHours * HOUR);
  }
}

const hashOf = (id: string): string => createHash('sha256').update(id).digest('base64url');
