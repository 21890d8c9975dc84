/** An open resource with its close function; closing it again does nothing. */
export interface Opened<Thing> {
  readonly thing: Thing;
  close(): Promise<void>;
}

/**
 * Resources that the providers of an application opened during its creation. Nest runs shutdown hooks for a created
 * application only: if the creation fails, `closeAll` closes what was opened by then, openings in progress included.
 */
export class OpenedResources {
  private readonly closings: (() => Promise<void>)[] = [];
  private closed = false;

  async open<Thing>(open: () => Promise<Thing>, close: (thing: Thing) => Promise<void>): Promise<Opened<Thing>> {
    if (this.closed) throw new Error('the application is being closed');
    const opening = open();
    let closing: Promise<void> | undefined;
    // A failed opening has left nothing open.
    const closeOnce = () => (closing ??= opening.then(close, () => undefined));
    this.closings.push(closeOnce);
    return { thing: await opening, close: closeOnce };
  }

  /** Closes the last opened first. */
  async closeAll(): Promise<void> {
    this.closed = true;
    for (const close of this.closings.splice(0).reverse()) await close();
  }
}
