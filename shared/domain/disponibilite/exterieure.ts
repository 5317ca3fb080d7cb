import type { Coupure, Marque } from '../../contrats/exploitation/disponibilite';
import {
  CAUSES,
  type CausePanne,
  type ConstatExterieur,
  type CoupureExterieure,
  type EssaiExterieur,
  type MesureExterieure,
  RAISONS,
  RAISONS_EXTERIEURES,
  type RaisonExterieure,
} from '../../contrats/exploitation/sonde-exterieure';
import { ecartSecondes, epochMs, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';

/** [DI-1] Seconds from the launch to the confirmation, beyond which a check has not held. */
export const CONFIRMATION_MAX_S = 60;
/** Seconds before a check without confirmation is said to have failed: what was spoken in time has then been sent. */
const JUGEMENT_S = 90;
/** Late facts change a verdict for so long: a store that was away has them on its return. */
export const REVISABLE_S = 12 * 3_600;
/** Two machines, two clocks: a leg may seem to come that long before its launch. */
const AVANCE_S = 30;
/** Legs that come later are nobody's. */
const RETARD_MAX_S = 240;

/** What the launch met: taken by the operator, or why not. */
export type Lancement = { essai: Instant; raison?: RaisonExterieure };

/** The facts of one check: those that name it, and the inbound legs of its time. */
export const constatsDe = (essai: Instant, constats: readonly ConstatExterieur[]): ConstatExterieur[] =>
  constats.filter((c) => {
    if (c.quoi === 'SORTANT_FINI') return c.essai === essai;
    const ecart = ecartSecondes(essai, c.instant);
    return ecart >= -AVANCE_S && ecart <= RETARD_MAX_S;
  });

const FINS: Record<Extract<ConstatExterieur, { quoi: 'SORTANT_FINI' }>['fin'], RaisonExterieure> = {
  OCCUPE: 'OCCUPE',
  SANS_REPONSE: 'SANS_REPONSE',
  REFUSE: 'NUMERO_REFUSE',
  DECROCHE: 'AILLEURS',
  PERDU: 'JAMBE_PERDUE',
};

const premiereRaison = (raisons: readonly RaisonExterieure[]): RaisonExterieure | undefined =>
  RAISONS.find((r) => raisons.includes(r));

/** Why it failed, once it is known to have: what is nearest to us first, since a leg that reached us proves all that lies before. */
const raisonDe = (l: Lancement, siens: readonly ConstatExterieur[], webhooks: readonly Marque[]): RaisonExterieure => {
  if (l.raison !== undefined) return l.raison;
  const entrants = siens.flatMap((c) => (c.quoi === 'ENTRANT_FINI' ? [c] : []));
  if (entrants.some((c) => c.erreur) || webhooks.includes('E')) return 'SVI';
  if (siens.some((c) => c.quoi === 'CONFIRME')) return 'LENT';
  if (entrants.length > 0) return 'TOUCHES_PERDUES';
  const fins = siens.flatMap((c) => (c.quoi === 'SORTANT_FINI' ? [FINS[c.fin]] : []));
  return premiereRaison(fins) ?? 'JAMBE_PERDUE';
};

/**
 * [DI-1] [DI-2] The verdict of a check, from its facts in any order. `webhooks`: what the measure of each minute says of the minutes that
 * it lasted.
 */
export const jugerEssai = (
  l: Lancement,
  o: { constats: readonly ConstatExterieur[]; webhooks: readonly Marque[]; maintenant: Instant },
): EssaiExterieur => {
  const siens = constatsDe(l.essai, o.constats);
  const confirmes = siens.flatMap((c) =>
    c.quoi === 'CONFIRME' ? [Math.max(0, ecartSecondes(l.essai, c.instant))] : [],
  );
  const secondes = Math.round(Math.min(...confirmes));
  if (confirmes.length > 0 && secondes <= CONFIRMATION_MAX_S) return { instant: l.essai, issue: 'REUSSI', secondes };
  if (l.raison === undefined && ecartSecondes(l.essai, o.maintenant) < JUGEMENT_S)
    return { instant: l.essai, issue: 'ATTENTE' };
  return { instant: l.essai, issue: 'ECHEC', raison: raisonDe(l, siens, o.webhooks) };
};

const FORCE: Record<EssaiExterieur['issue'], number> = { ATTENTE: 0, MAINTENANCE: 1, ECHEC: 2, REUSSI: 3 };
const rang = (e: EssaiExterieur): number =>
  FORCE[e.issue] * 10_000 -
  (e.raison === undefined ? 0 : RAISONS.indexOf(e.raison)) -
  Math.min(e.secondes ?? 0, CONFIRMATION_MAX_S);

/** Two views of a day's checks made one, whatever their order: a verdict beats none, and a confirmation any failure. */
export const reunirEssais = (a: readonly EssaiExterieur[], b: readonly EssaiExterieur[]): EssaiExterieur[] => {
  const parInstant = new Map<Instant, EssaiExterieur>();
  for (const e of [...a, ...b]) {
    const deja = parInstant.get(e.instant);
    if (!deja || rang(e) > rang(deja)) parInstant.set(e.instant, e);
  }
  return [...parInstant.values()].sort((x, y) => (x.instant < y.instant ? -1 : 1));
};

const ordonner = <T>(tous: readonly T[], presents: ReadonlySet<T>): T[] => tous.filter((t) => presents.has(t));

/** A check whose reason is not known is nobody's in particular: the operator's, as one that never arrived. */
export const causeDe = (e: EssaiExterieur): CausePanne => RAISONS_EXTERIEURES[e.raison ?? 'JAMBE_PERDUE'].cause;

/** [DI-3] The outages of checks in any order: each from its first failure to the next one that holds. */
export const coupuresExterieures = (essais: readonly EssaiExterieur[]): CoupureExterieure[] => {
  const coupures: CoupureExterieure[] = [];
  let ouverts: EssaiExterieur[] = [];
  const fermer = (fin: Instant | undefined): void => {
    const [premier] = ouverts;
    if (!premier) return;
    coupures.push({
      debut: premier.instant,
      ...(fin === undefined ? {} : { fin }),
      essais: ouverts.length,
      causes: ordonner(CAUSES, new Set(ouverts.map(causeDe))),
      raisons: ordonner(RAISONS, new Set(ouverts.flatMap((e) => e.raison ?? []))),
    });
    ouverts = [];
  };
  for (const e of reunirEssais(essais, [])) {
    if (e.issue === 'ECHEC') ouverts.push(e);
    if (e.issue === 'REUSSI') fermer(e.instant);
  }
  fermer(undefined);
  return coupures;
};

/**
 * [DI-3] The checks of a month, counted. Those around it give their true ends to the outages that go over its ends, with this month's
 * checks alone. `attendus`: how many were due by now.
 */
export const mesurerExterieur = (
  essais: readonly EssaiExterieur[],
  o: { de: Instant; avant: Instant; attendus: number; pas: number },
): MesureExterieure => {
  const dedans = (i: Instant): boolean => i >= o.de && i < o.avant;
  const siens = reunirEssais(essais, []).filter((e) => dedans(e.instant));
  const nombre = (issue: EssaiExterieur['issue']): number => siens.filter((e) => e.issue === issue).length;
  const rates = siens.filter((e) => e.issue === 'ECHEC');
  const parCause = (cause: CausePanne): number => rates.filter((e) => causeDe(e) === cause).length;
  const dernier = siens.at(-1);
  return {
    pas: o.pas,
    total: {
      reussies: nombre('REUSSI'),
      echecs: rates.length,
      maintenance: nombre('MAINTENANCE'),
      nonMesurees: Math.max(0, o.attendus - siens.length),
    },
    parCause: { NOUS: parCause('NOUS'), OPERATEUR: parCause('OPERATEUR'), NUMERO: parCause('NUMERO') },
    coupures: coupuresExterieures(essais).flatMap((c) => {
      const n = rates.filter((e) => e.instant >= c.debut && (c.fin === undefined || e.instant < c.fin)).length;
      return n === 0 ? [] : [{ ...c, essais: n }];
    }),
    ...(dernier ? { dernier } : {}),
  };
};

/** An outage of the telephone, by either measure. */
export type PanneTelephone = {
  debut: Instant;
  fin?: Instant;
  /** Minutes that failed on our doorstep, and checks that failed through the operator. */
  minutes: number;
  essais: number;
  causes: CausePanne[];
  raisons: RaisonExterieure[];
};

const FIN_DES_TEMPS = instantDe(epochMs('9999-01-01T00:00:00Z' as Instant));
const finDe = (p: Pick<PanneTelephone, 'fin'>): Instant => p.fin ?? FIN_DES_TEMPS;

/** `a` began first. */
const unir = (a: PanneTelephone, b: PanneTelephone): PanneTelephone => {
  const fin = finDe(a) > finDe(b) ? a.fin : b.fin;
  return {
    debut: a.debut,
    ...(fin === undefined ? {} : { fin }),
    minutes: a.minutes + b.minutes,
    essais: a.essais + b.essais,
    causes: ordonner(CAUSES, new Set([...a.causes, ...b.causes])),
    raisons: ordonner(RAISONS, new Set([...a.raisons, ...b.raisons])),
  };
};

/** [DI-3] The outages of both measures: those that overlap are one, and no minute nor check is counted twice. */
export const reunirPannes = (
  interieures: readonly Coupure[],
  exterieures: readonly CoupureExterieure[],
): PanneTelephone[] => {
  const toutes: PanneTelephone[] = [
    ...interieures.map(({ debut, fin, minutes }) => ({
      debut,
      ...(fin === undefined ? {} : { fin }),
      minutes,
      essais: 0,
      causes: ['NOUS' as const],
      raisons: [],
    })),
    ...exterieures.map(({ fin, ...c }) => ({ ...c, ...(fin === undefined ? {} : { fin }), minutes: 0 })),
  ];
  const reunies: PanneTelephone[] = [];
  for (const p of toutes.sort((a, b) => (a.debut < b.debut ? -1 : 1))) {
    const derniere = reunies.at(-1);
    if (derniere && p.debut < finDe(derniere)) reunies[reunies.length - 1] = unir(derniere, p);
    else reunies.push(p);
  }
  return reunies;
};
