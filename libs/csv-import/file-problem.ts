/** The file as a whole cannot be read, so there is no row to blame. The message is for the person at the screen. */
export class FileProblem extends Error {
  constructor(
    readonly code: 'file-not-found' | 'missing-columns' | 'duplicate-columns' | 'empty-file' | 'unreadable-file',
    message: string,
  ) {
    super(message);
    this.name = 'FileProblem';
  }
}
