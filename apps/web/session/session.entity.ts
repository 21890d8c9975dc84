import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Actor } from '#libs/identity';

/** A row of `web.sessions`: somebody who is signed in to the pages. */
@Entity({ schema: 'web', name: 'sessions', synchronize: false })
export class Session {
  /** SHA-256 of the id in the cookie, base64url. */
  @PrimaryColumn({ name: 'id_hash', type: 'text' })
  readonly idHash!: string;

  /** As the access token of the sign-in described it. */
  @Column({ type: 'jsonb' })
  readonly actor!: Actor;

  /** Shown at the top of each page. */
  @Column({ type: 'text' })
  readonly name!: string;

  @Column({ name: 'started_at', type: 'timestamptz' })
  readonly startedAt!: Date;

  /** The last request, to the minute. */
  @Column({ name: 'seen_at', type: 'timestamptz' })
  readonly seenAt!: Date;
}
