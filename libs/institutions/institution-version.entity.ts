import type { Day, Instant } from '#libs/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DatedInstitution, KindOfUnit } from './institution.ts';

/**
 * A row of `reference.institutions`: an institution as it was for a while. The table has no primary key, since
 * `valid_from` may be null; the two columns are unique together, nulls included, which suffices as a key for reading.
 */
@Entity({ schema: 'reference', name: 'institutions', synchronize: false })
export class InstitutionVersion implements DatedInstitution {
  @PrimaryColumn({ type: 'char', length: 6 })
  readonly number!: string;

  @PrimaryColumn({ name: 'valid_from', type: 'date' })
  readonly validFrom!: Day | null;

  @Column({ name: 'valid_before', type: 'date', nullable: true })
  readonly validBefore!: Day | null;

  @Column({ type: 'text' })
  readonly name!: string;

  @Column({ type: 'char', length: 4 })
  readonly type!: string;

  @Column({ name: 'type_name', type: 'text', nullable: true })
  readonly typeName!: string | null;

  @Column({ name: 'kind_of_unit', type: 'text' })
  readonly kindOfUnit!: KindOfUnit;

  @Column({ name: 'main_institution', type: 'char', length: 6, nullable: true })
  readonly mainInstitution!: string | null;

  @Column({ type: 'char', length: 4 })
  readonly municipality!: string;

  @Column({ type: 'text', nullable: true })
  readonly owner!: string | null;

  @Column({ type: 'text' })
  readonly source!: string;

  @Column({ name: 'imported_at', type: 'timestamptz' })
  readonly importedAt!: Instant;
}
