/** A page to render: the template, its title (also its `h1`) and the data that the template names. */
export interface PageView {
  readonly template: string;
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Default 200. */
  readonly status?: number;
}

/** An answer that leads the browser to another address (303). */
export interface Leading {
  readonly to: string;
}

export const isLeading = (view: PageView | Leading): view is Leading => 'to' in view;
