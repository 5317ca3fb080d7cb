import { ECRANS } from '../../_ui/ecrans';

/** The menu of who keeps visits on the PC; the search (Ctrl+K) names the same. */
export const MENU = ECRANS.filter((e) => e.visites === 'MENU');
