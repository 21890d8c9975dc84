/** Injection token of Tracing. */
export const TRACING = Symbol('Tracing');
