interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Packages = Readonly<Record<string, Locked>>;

const read = (lock: string): Packages => (JSON.parse(lock) as { packages: Packages }).packages;

/** One sentence per package of the lock file that names the host of its download. */
export function hostFaults(lock: string): string[] {
  return Object.entries(read(lock)).flatMap(([name, { resolved }]) =>
    resolved === undefined ? [] : [`${name} names the host it came from`],
  );
}

/**
 * One sentence per package for another platform that the lock file lacks. npm leaves out a package that the registry
 * did not answer for, and then `npm ci` refuses the lock file on every platform.
 */
export function platformFaults(lock: string): string[] {
  const packages = read(lock);
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) =>
          packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined,
      )
      .map((name) => `${name}, wanted by ${path}, is not in the lock file`),
  );
}
