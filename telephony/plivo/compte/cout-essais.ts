import { z } from 'zod';
import type { ApiPlivo } from './api';

/** How often checks are made. */
export type Rythme = { parJour: number; minutes: number };

/** What the runbook supposes, where the operator does not say: dollars a minute, and a month. */
export const HYPOTHESES = { sortant: 0.02, entrant: 0.143, location: 1 } as const;
const JOURS = 30;

// Prices come as texts, « 0.14300 ».
const prix = z.coerce.number().min(0);
const tarifs = z.object({
  phone_numbers: z.object({ local: z.object({ rate: prix }) }).nullish(),
  voice: z.object({
    inbound: z.object({ local: z.object({ rate: prix }).nullish(), tollfree: z.object({ rate: prix }).nullish() }),
    outbound: z.object({
      local: z.object({ rate: prix }).nullish(),
      rates: z.array(z.object({ prefix: z.array(z.string()), rate: prix })).nullish(),
    }),
  }),
});
type Tarifs = z.infer<typeof tarifs>;

/** 0800 to 0809 and the like: free for whoever calls, dear for whoever is called. */
const estGratuit = (numero: string): boolean => /^\+3380\d{7}$/.test(numero);

/** The price of the longest prefix that a number begins with. */
const prixSortant = ({ voice: { outbound } }: Tarifs, vers: string): number | undefined => {
  const siens = (outbound.rates ?? []).flatMap(({ prefix, rate }) =>
    prefix.filter((p) => vers.slice(1).startsWith(p)).map((p) => ({ longueur: p.length, rate })),
  );
  return siens.sort((a, b) => b.longueur - a.longueur)[0]?.rate ?? outbound.local?.rate;
};

const dollars = (n: number): string => `${n.toFixed(2).replace('.', ',')}\u00a0$`;

/** [DI-1] What the checks of a month cost, by the operator's prices where it tells them: each is one minute of each leg. */
export const direCout = async (api: ApiPlivo, vers: string, { parJour, minutes }: Rythme): Promise<string> => {
  const lus = await api.demander({ chemin: 'Pricing/', qs: { country_iso: 'FR' } }, tarifs);
  const t = lus.ok ? lus.valeur.valeur : undefined;
  const entrants = t?.voice.inbound;
  const entrant = (estGratuit(vers) ? entrants?.tollfree : entrants?.local)?.rate;
  const sortant = t && prixSortant(t, vers);
  const connus = entrant !== undefined && sortant !== undefined;
  const parAppel = (entrant ?? HYPOTHESES.entrant) + (sortant ?? HYPOTHESES.sortant);
  const location = t?.phone_numbers?.local.rate ?? HYPOTHESES.location;
  const appels = parJour * JOURS;
  return [
    `${appels} appels par mois (un toutes les ${minutes} minutes d’ouverture), environ`,
    `${dollars(appels * parAppel + location)} par mois, location du second numéro comprise`,
    connus ? '(tarifs de Plivo, hors taxes)' : '(hypothèses de docs/runbooks/svi.md : Plivo ne dit pas ses tarifs)',
  ].join(' ');
};
