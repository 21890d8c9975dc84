import type { Repository } from 'typeorm';
import type { Day } from '#libs/calendar';
import type { DatedInstitution } from './institution.ts';
import type { InstitutionVersion } from './institution-version.entity.ts';

function holdsOn({ validFrom, validBefore }: DatedInstitution, day: Day): boolean {
  return (validFrom === null || validFrom <= day) && (validBefore === null || day < validBefore);
}

/** All institutions, a few thousand, in memory: each report needs them. */
export class InstitutionRegister {
  private byNumber = new Map<string, DatedInstitution[]>();

  private constructor(private readonly versions: Repository<InstitutionVersion>) {}

  static async load(versions: Repository<InstitutionVersion>): Promise<InstitutionRegister> {
    const register = new InstitutionRegister(versions);
    await register.refresh();
    return register;
  }

  /** Reads all rows again. Until that is done, answers come from the old ones. */
  async refresh(): Promise<void> {
    const rows = await this.versions.find({
      order: { number: 'asc', validFrom: { direction: 'desc', nulls: 'last' } },
    });
    const byNumber = new Map<string, DatedInstitution[]>();
    for (const row of rows) {
      const versions = byNumber.get(row.number);
      if (versions === undefined) byNumber.set(row.number, [row]);
      else versions.push(row);
    }
    this.byNumber = byNumber;
  }

  /**
   * The institution as it was on the day. The register has no founding day, only the list that first had the number: on
   * days before that list the first version holds, so that an enrolment of August is accepted if its department is
   * listed in September.
   * @returns undefined if the number is unknown, or closed on the day
   */
  find(number: string, day: Day): DatedInstitution | undefined {
    const versions = this.byNumber.get(number);
    const first = versions?.at(-1);
    const listedFrom = first?.validFrom ?? null;
    if (listedFrom !== null && day < listedFrom) return first;
    return versions?.find((institution) => holdsOn(institution, day));
  }

  /** The numbers of the institutions whose address lies in the municipality on the day. */
  numbersIn(municipality: string, day: Day): string[] {
    return [...this.byNumber.keys()].filter((number) => this.find(number, day)?.municipality === municipality);
  }

  /** The numbers of the institutions of a type of the register on the day. */
  numbersOf(type: string, day: Day): string[] {
    return [...this.byNumber.keys()].filter((number) => this.find(number, day)?.type === type);
  }

  /** Whether the number exists on any day, which distinguishes a mistyped number from a closed institution. */
  knows(number: string): boolean {
    return this.byNumber.has(number);
  }

  get isEmpty(): boolean {
    return this.byNumber.size === 0;
  }

  /** Whether the number is that of the main institution itself or, on the day, of one of its departments. */
  belongsTo(number: string, mainNumber: string, day: Day): boolean {
    return number === mainNumber || this.find(number, day)?.mainInstitution === mainNumber;
  }

  /**
   * The reporters that may report about the institution on the day: itself, and for a department its main institution.
   */
  reportersFor(number: string, day: Day): string[] {
    const main = this.find(number, day)?.mainInstitution;
    return main === null || main === undefined || main === number ? [number] : [number, main];
  }

  /**
   * The municipality of the institution's address, four digits.
   * @returns undefined if the number is unknown, or closed on the day
   */
  municipalityOf(number: string, day: Day): string | undefined {
    return this.find(number, day)?.municipality;
  }
}
