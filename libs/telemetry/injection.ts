/** Injection token of Tracing. */
export const TRACING = Symbol('Tracing');

/** Injection token of pino's Logger. */
export const LOGGER = Symbol('Logger');

/** Injection token of PrintLine. */
export const PRINT_LINE = Symbol('PrintLine');

/** Prints a line for the operator who started the program. */
export type PrintLine = (line: string) => void;
