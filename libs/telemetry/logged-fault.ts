interface Fault {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly code?: unknown;
  readonly constraint?: unknown;
}

const MOST_FRAMES = 8;

/** The loggable part of anything thrown: never its message, which may quote the request. */
export function loggedFault(error: unknown): object {
  const { name, message, stack, code, constraint } = (error ?? {}) as Fault;
  if (typeof stack !== 'string' || typeof message !== 'string') return { name: typeof error };
  // The stack repeats the message before the frames, line by line.
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return {
    name,
    code,
    constraint,
    frames: frames.filter((line) => line.trimStart().startsWith('at ')).slice(0, MOST_FRAMES),
  };
}
