import { aLeDroit, type Droit, type Porteur, quiALeDroit } from '#shared/droits/droits';
import { ECRANS, type LigneEcran } from '../../_ui/ecrans';

export type EntreeLegere = LigneEcran & { droits: readonly [Droit, ...Droit[]] };

/** The screens of the roles that read no visit, in their order, and the rights that open them. */
export const MENU_LEGER: readonly EntreeLegere[] = ECRANS.flatMap((e) => (e.leger ? { ...e, ...e.leger } : [])).sort(
  (a, b) => a.rang - b.rang,
);

/** Where an address without a path leads, and who signs in after another: nobody asked for the day's visits. */
const ACCUEIL = '/aujourdhui/';

type Situation = { entrees: readonly EntreeLegere[]; ici?: EntreeLegere; refus?: string };

/** One's pages, the one of this address, or why there is none: neither at the address that everyone opens first. */
export const situer = (session: Porteur, chemin: string): Situation => {
  const estIci = (m: { href: string }): boolean => `${chemin}/`.startsWith(m.href);
  const entrees = MENU_LEGER.filter((m) => m.droits.some((d) => aLeDroit(session, d)));
  const ici = entrees.find(estIci);
  if (ici) return { entrees, ici };
  if (estIci({ href: ACCUEIL })) return { entrees };
  const autre = MENU_LEGER.find(estIci);
  // What is in neither menu is managers' too: the training telephone.
  const nom = (autre ?? ECRANS.find((e) => e.visites === 'MENU' && estIci(e)))?.libelle;
  const quoi = nom ? `« ${nom} » n’est pas une page` : 'Cette page n’est pas une de celles';
  const qui = quiALeDroit(...(autre?.droits ?? ['lireAntenne']));
  const refus = `${quoi} de votre rôle. Elle est à qui en a le droit : ${qui}. Les vôtres sont dans le menu.`;
  return { entrees, refus };
};
