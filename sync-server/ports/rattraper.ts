import type { Mois } from '#shared/temps/types';

/** How far: all that is derived; or the visits alone, where what is counted from them is going to change at once. */
export type Jusqua = 'TOUT' | 'VISITES';

/**
 * What the change feed has told so far is derived, before something is judged by it or counted. `revoir`: [FL-2] a month whose visits are
 * then derived again from a store that has copies, for who counts it for good: a copy that lagged may have been read when they were
 * derived, and their own second look not have come yet.
 */
export type Rattraper = (jusqua?: Jusqua, o?: { revoir?: Mois }) => Promise<void>;
