import { aLeDroit, type Porteur } from '#shared/droits/droits';
import { ECRANS, type LigneEcran } from '../../_ui/ecrans';

/** The menu of who keeps visits on the PC; the search (Ctrl+K) names the same. */
export const MENU = ECRANS.filter((e) => e.visites === 'MENU');

/** What of it the reader may open. */
export const menuDe = (session: Porteur): readonly LigneEcran[] =>
  MENU.filter((e) => e.droits === undefined || e.droits.some((d) => aLeDroit(session, d)));
