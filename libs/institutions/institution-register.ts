import type pg from 'pg';
import type { Day } from '#libs/calendar';
import type { DatedInstitution } from './institution.ts';

const ALL = `
  select number, name, type, type_name as "typeName", kind_of_unit as "kindOfUnit",
    main_institution as "mainInstitution", municipality, owner,
    valid_from::text as "validFrom", valid_before::text as "validBefore"
  from reference.institutions
  order by number, valid_from desc nulls last`;

function holdsOn({ validFrom, validBefore }: DatedInstitution, day: Day): boolean {
  return (validFrom === null || validFrom <= day) && (validBefore === null || day < validBefore);
}

/** All institutions in memory (some thousand): asked for every report. */
export class InstitutionRegister {
  private byNumber = new Map<string, DatedInstitution[]>();

  private constructor(private readonly pool: pg.Pool) {}

  static async load(pool: pg.Pool): Promise<InstitutionRegister> {
    const register = new InstitutionRegister(pool);
    await register.refresh();
    return register;
  }

  /** Reads everything again; questions asked meanwhile get the old answers. */
  async refresh(): Promise<void> {
    const { rows } = await this.pool.query<DatedInstitution>(ALL);
    const byNumber = new Map<string, DatedInstitution[]>();
    for (const row of rows) {
      const versions = byNumber.get(row.number);
      if (versions === undefined) byNumber.set(row.number, [row]);
      else versions.push(row);
    }
    this.byNumber = byNumber;
  }

  /**
   * The institution as it stood on the day. The register names no founding day, only the list that first had the number:
   * on days before that list it is as first listed, so an enrolment of August is known when its department is listed in
   * September.
   */
  find(number: string, day: Day): DatedInstitution | undefined {
    const versions = this.byNumber.get(number);
    const first = versions?.at(-1);
    const listedFrom = first?.validFrom ?? null;
    if (listedFrom !== null && day < listedFrom) return first;
    return versions?.find((institution) => holdsOn(institution, day));
  }

  /** Whether the number exists on any day: tells a mistyped number from a closed institution. */
  knows(number: string): boolean {
    return this.byNumber.has(number);
  }

  get isEmpty(): boolean {
    return this.byNumber.size === 0;
  }

  /** Whether it is that institution itself or, on the day, a department of it. */
  belongsTo(number: string, mainNumber: string, day: Day): boolean {
    return number === mainNumber || this.find(number, day)?.mainInstitution === mainNumber;
  }

  /** Whose reports may be about the institution on the day: its own, and as a department its main institution's. */
  reportersFor(number: string, day: Day): string[] {
    const main = this.find(number, day)?.mainInstitution;
    return main === null || main === undefined || main === number ? [number] : [number, main];
  }

  /** The municipality it lies in, four digits. */
  municipalityOf(number: string, day: Day): string | undefined {
    return this.find(number, day)?.municipality;
  }
}
