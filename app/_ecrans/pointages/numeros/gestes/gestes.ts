import type { Geste, Rattachement } from '#shared/contrats/pointages/rattachement';
import { parInstant } from '#shared/domain/appariement/ordre';
import { gestesDebout, refusDejaSien } from '#shared/domain/pointage/numeros';
import { dateParis, ecartSecondes, epochMs, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { type Signature, signee } from '../../../../_ui/actes/signature';
import type { NumerosDuPoste } from '../../../../_ui/personnes/connus';

/** What is done with a number and a usager; without `depuis`, since ever. */
export type GesteDit = { geste: Geste; numero: string; usagerId: string; depuis?: DateCivile | undefined };
/** What someone wants done. `retire`: what it withdraws. */
export type GesteVoulu = GesteDit & { retire?: Pick<Rattachement, 'id' | 'date'> | undefined };

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

/** The record of a gesture, dated by the day on which it is made; of a withdrawal, by the day of what it withdraws. */
export const composerGeste = (v: GesteVoulu, s: Signature, connus: readonly Rattachement[]): Rattachement => {
  const date = v.retire?.date ?? dateParis(s.maintenant);
  return {
    ...signee('rattachement', date, s),
    instant: apres(v, connus, s.maintenant),
    geste: v.geste,
    numero: v.numero,
    usagerId: v.usagerId,
    ...(v.depuis === undefined ? {} : { depuis: v.depuis }),
    ...(v.retire === undefined ? {} : { retire: v.retire.id }),
  };
};

/** What a version that knows no withdrawal reads of one. */
const CONTRAIRES: Record<Geste, Geste> = { RATTACHER: 'DETACHER', DETACHER: 'RATTACHER', ECARTER: 'DETACHER' };

/** Nothing is erased: a gesture is undone by one that withdraws it, and whose the number was before it is so again [PT-5]. */
export const retrait = ({ id, date, geste, numero, usagerId, depuis }: Rattachement): GesteVoulu => ({
  geste: CONTRAIRES[geste],
  numero,
  usagerId,
  depuis,
  retire: { id, date },
});

/** A number that moves to someone else on a date: taken back here, and given there unless it is then theirs alone already [PT-5]. */
export const donner = (
  numero: string,
  de: string,
  a: string,
  depuis: DateCivile | undefined,
  connus: Pick<NumerosDuPoste, 'usagersDe' | 'rattachements'>,
): GesteVoulu[] => {
  const repris = { geste: 'DETACHER', numero, usagerId: de, depuis } as const;
  const donne = { geste: 'RATTACHER', numero, usagerId: a, depuis } as const;
  // After all that was said: two gestures at once are one action.
  const dit = { ...repris, instant: '9999-12-31T00:00:00Z' as Instant, id: '' };
  const sien = refusDejaSien(donne, { ...connus, rattachements: [...connus.rattachements, dit] });
  return sien ? [repris] : [repris, donne];
};

/** Gestures of one action are made within the same seconds. */
const MEME_ACTION_S = 2;

/** The last that still says something of each number and usager, oldest first: what is under it is undone after it. */
const derniers = (gestes: readonly Rattachement[]): Rattachement[] => {
  const tries = gestesDebout(gestes).sort(parInstant);
  const parCle = new Map(tries.map((g) => [`${g.numero} ${g.usagerId}`, g]));
  return tries.filter((g) => parCle.get(`${g.numero} ${g.usagerId}`) === g);
};

/** Actions that still hold, latest first: a number given from one usager to another is one action of two gestures. */
export const actionsRecentes = (gestes: readonly Rattachement[]): Rattachement[][] => {
  const actions: Rattachement[][] = [];
  for (const g of derniers(gestes)) {
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
