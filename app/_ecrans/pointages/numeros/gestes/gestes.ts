import type { Geste, Rattachement } from '#shared/contrats/pointages/rattachement';
import { dateParis, ecartSecondes, epochMs, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { type Signature, signee } from '../../../../_ui/actes/signature';

/** What someone wants done with a number and a usager; without `depuis`, since ever. */
export type GesteVoulu = { geste: Geste; numero: string; usagerId: string; depuis?: DateCivile | undefined };

const memesGens = (a: Pick<Rattachement, 'numero' | 'usagerId'>, b: Pick<Rattachement, 'numero' | 'usagerId'>) =>
  a.numero === b.numero && a.usagerId === b.usagerId;

/** Later than what was last said of both, whatever this PC's clock says: the last gesture is the one that holds [PT-5]. */
const apres = (voulu: GesteVoulu, connus: readonly Rattachement[], maintenant: Instant): Instant => {
  const dernier = connus.reduce<Instant | undefined>(
    (i, r) => (memesGens(r, voulu) && (i === undefined || r.instant > i) ? r.instant : i),
    undefined,
  );
  return dernier !== undefined && dernier >= maintenant ? instantDe(epochMs(dernier) + 1_000) : maintenant;
};

/** The record of a gesture, dated by the day on which it is made. */
export const composerGeste = (v: GesteVoulu, s: Signature, connus: readonly Rattachement[]): Rattachement => {
  const date = dateParis(s.maintenant);
  return {
    ...signee('rattachement', date, s),
    instant: apres(v, connus, s.maintenant),
    geste: v.geste,
    numero: v.numero,
    usagerId: v.usagerId,
    ...(v.depuis === undefined ? {} : { depuis: v.depuis }),
  };
};

/** Nothing is erased: a gesture is undone by its contrary, from the same date. What was set aside may be proposed again. */
const CONTRAIRES: Record<Geste, Geste> = { RATTACHER: 'DETACHER', DETACHER: 'RATTACHER', ECARTER: 'DETACHER' };

export const contraire = ({ geste, numero, usagerId, depuis }: GesteVoulu): GesteVoulu => ({
  geste: CONTRAIRES[geste],
  numero,
  usagerId,
  depuis,
});

/** A number that moves to someone else on a date: taken back here, given there, in one action [PT-5]. */
export const donner = (numero: string, de: string, a: string, depuis: DateCivile | undefined): GesteVoulu[] => [
  { geste: 'DETACHER', numero, usagerId: de, depuis },
  { geste: 'RATTACHER', numero, usagerId: a, depuis },
];

/** Gestures of one action are made within the same seconds. */
const MEME_ACTION_S = 2;

/** What was not undone of each number and usager, oldest first: a contrary from the same date settles what it undoes. */
const debout = (tries: readonly Rattachement[]): Rattachement[] => {
  const piles = new Map<string, Rattachement[]>();
  for (const g of tries) {
    const cle = `${g.numero} ${g.usagerId}`;
    const pile = piles.get(cle) ?? [];
    const dessus = pile.at(-1);
    if (dessus && CONTRAIRES[dessus.geste] === g.geste && dessus.depuis === g.depuis) pile.pop();
    else pile.push(g);
    piles.set(cle, pile);
  }
  const derniers = new Set([...piles.values()].flatMap((p) => p.at(-1) ?? []));
  return tries.filter((g) => derniers.has(g));
};

/** Actions that still hold, latest first: a number given from one usager to another is one action of two gestures. */
export const actionsRecentes = (gestes: readonly Rattachement[]): Rattachement[][] => {
  const tries = [...gestes].sort((a, b) =>
    a.instant < b.instant ? -1 : a.instant > b.instant ? 1 : a.id < b.id ? -1 : 1,
  );
  const actions: Rattachement[][] = [];
  for (const g of debout(tries)) {
    const avant = actions.at(-1);
    const precedent = avant?.at(-1);
    const meme =
      precedent?.numero === g.numero &&
      precedent.auteur === g.auteur &&
      ecartSecondes(precedent.instant, g.instant) <= MEME_ACTION_S;
    if (avant && meme) avant.push(g);
    else actions.push([g]);
  }
  return actions.reverse();
};
