const A_TAPER = ['input:not([type="radio"], [type="hidden"])', 'select', 'textarea'].join(', ');

/** Where the keyboard goes in a form as it opens, is wiped or is gone on with: what one fills first, before what only chooses a side. */
export const premierChamp = (element: ParentNode | null | undefined): HTMLElement | null =>
  element?.querySelector<HTMLElement>(A_TAPER) ?? element?.querySelector<HTMLElement>('input') ?? null;
