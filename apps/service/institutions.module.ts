import { type DynamicModule, Global, Module } from '@nestjs/common';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import { InstitutionRegister, InstitutionVersion } from '#libs/institutions';
import type { Repository } from 'typeorm';
import { RegisterChanges } from './register-changes.ts';

/** The institution register, read into memory. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([InstitutionVersion])],
  providers: [
    {
      provide: InstitutionRegister,
      inject: [getRepositoryToken(InstitutionVersion)],
      useFactory: (versions: Repository<InstitutionVersion>) => InstitutionRegister.load(versions),
    },
  ],
  exports: [InstitutionRegister],
})
export class InstitutionsModule {
  /** Also follows changes that other processes make. */
  static withChanges(): DynamicModule {
    return { module: InstitutionsModule, providers: [RegisterChanges] };
  }
}
