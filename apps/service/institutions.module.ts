import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { InstitutionRegister } from '#libs/institutions';
import { RegisterChanges } from './register-changes.ts';

/** The institution register, read into memory. */
@Global()
@Module({
  providers: [
    { provide: InstitutionRegister, inject: [Pool], useFactory: (pool: Pool) => InstitutionRegister.load(pool) },
  ],
  exports: [InstitutionRegister],
})
export class InstitutionsModule {
  /** Also follows changes that other processes make. */
  static withChanges(): DynamicModule {
    return { module: InstitutionsModule, providers: [RegisterChanges] };
  }
}
