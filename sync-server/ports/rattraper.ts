/** How far: all that is derived; or the visits alone, where what is counted from them is going to change at once. */
export type Jusqua = 'TOUT' | 'VISITES';

/** What the change feed has told so far is derived, before something is judged by it or counted. */
export type Rattraper = (jusqua?: Jusqua) => Promise<void>;
