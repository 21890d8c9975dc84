import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { InstitutionRegister } from '#libs/institutions';
import { Signal } from '#libs/subscriptions';

/** Reads the institution register again if another process changed it. */
@Injectable()
export class RegisterChanges implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly signal: Signal;

  constructor(
    @Inject(Pool) pool: Pool,
    @Inject(InstitutionRegister) private readonly register: InstitutionRegister,
  ) {
    this.signal = new Signal(pool, 'institutions');
  }

  onApplicationBootstrap(): Promise<void> {
    return this.signal.listen(() => void this.register.refresh().catch(() => undefined));
  }

  onApplicationShutdown(): void {
    this.signal.stop();
  }
}
