/** The file as a whole cannot be read, so no row is at fault. The message is for the person at the screen. */
export class FileProblem extends Error {
  constructor(
    readonly code: 'file-not-found' | 'missing-columns' | 'duplicate-columns' | 'empty-file' | 'unreadable-file',
    message: string,
  ) {
    super(message);
    this.name = 'FileProblem';
  }
}
