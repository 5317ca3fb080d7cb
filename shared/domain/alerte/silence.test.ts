import { describe, expect, it } from 'vitest';
import { ajouterJours, debutDuJour, epochMs, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { type Alea, creerAlea } from '../../testing/alea';
import { jour } from '../../testing/constructeurs';
import { apprendreHabitudes, attendre, type Ecoute, estSilencieux } from './silence';

const FENETRE = 30;
const HASARD = 10_000;
const apres = (i: Instant, minutes: number): Instant => instantDe(epochMs(i) + minutes * 60_000);

/** A day of the service: visits that begin on the quarter hours, most of them in the morning, and the calls of most of them. */
const journee = (alea: Alea, n: number, visites: number): Ecoute[] => {
  const minuit = debutDuJour(ajouterJours(jour('2026-10-01'), n));
  // Some days aides forget a little more than on others.
  const part = 0.82 + 0.08 * alea.fraction();
  return Array.from({ length: visites }, () => {
    const heures = alea.selonPoids([
      { poids: 0.5, de: 8, a: 11 },
      { poids: 0.2, de: 12, a: 13 },
      { poids: 0.2, de: 14, a: 17 },
    ]) ?? { de: 18, a: 19 };
    const debut = apres(minuit, alea.entier(heures.de * 4, heures.a * 4 + 3) * 15);
    const fin = apres(debut, alea.entier(2, 8) * 15);
    const appel = (prevu: Instant): Instant | undefined =>
      alea.chance(part)
        ? apres(prevu, alea.entier(-6, 8) + (alea.chance(0.1) ? alea.entier(0, 40) : 0) + alea.fraction())
        : undefined;
    return { debut, fin, arrivee: appel(debut), depart: appel(fin) };
  });
};
const appelsDe = (e: readonly Ecoute[]): number[] =>
  e
    .flatMap((x) => [x.arrivee, x.depart])
    .flatMap((i) => (i === undefined ? [] : epochMs(i)))
    .sort((a, b) => a - b);

/** Whether the telephone is found silent at that time, with the calls that were heard until then. */
const muet = (
  visites: readonly Ecoute[],
  appels: readonly number[],
  habitudes: NonNullable<ReturnType<typeof apprendreHabitudes>>,
  maintenant: Instant,
): boolean => {
  const attente = attendre(visites, habitudes, { maintenant, fenetre: FENETRE });
  if (!attente) return false;
  const [de, a] = [epochMs(attente.depuis), epochMs(maintenant)];
  return estSilencieux(attente, appels.filter((t) => t >= de && t <= a).length, HASARD);
};

describe.each([
  ['the whole service', 1_600],
  ['a small one', 150],
])('[AL-8] %s', (_, visites) => {
  const alea = creerAlea(visites);
  const mois = Array.from({ length: 44 }, (_x, n) => journee(alea, n, visites));
  const habitudes = apprendreHabitudes(mois.slice(0, 14).flat());
  if (!habitudes) throw new Error('de quoi apprendre');

  it('[AL-8] a month of normal days raises nothing', () => {
    const dits: string[] = [];
    for (const [n, visitesDuJour] of mois.entries()) {
      if (n < 14) continue;
      const minuit = debutDuJour(ajouterJours(jour('2026-10-01'), n));
      const appels = appelsDe(visitesDuJour);
      for (let m = 6 * 60; m < 22 * 60; m += visites > 1_000 ? 5 : 1)
        if (muet(visitesDuJour, appels, habitudes, apres(minuit, m))) dits.push(apres(minuit, m));
    }
    expect(dits).toEqual([]);
  });

  it('[AL-8] the line cut at any time with at least 8 expected after it is told within 45 minutes', () => {
    const visitesDuJour = mois[20] ?? [];
    const minuit = debutDuJour(ajouterJours(jour('2026-10-01'), 20));
    const tous = appelsDe(visitesDuJour);
    const manquees: Instant[] = [];
    let coupures = 0;
    for (let m = 6 * 60; m < 22 * 60; m += 15) {
      const coupure = apres(minuit, m);
      if (!attendre(visitesDuJour, habitudes, { maintenant: apres(coupure, 31), fenetre: FENETRE })) continue;
      coupures += 1;
      const appels = tous.filter((t) => t < epochMs(coupure));
      const dite = Array.from({ length: 45 }, (_x, k) => apres(coupure, k + 1)).some((i) =>
        muet(visitesDuJour, appels, habitudes, i),
      );
      if (!dite) manquees.push(coupure);
    }
    expect(coupures).toBeGreaterThan(20);
    expect(manquees).toEqual([]);
  });
});

describe('[AL-8] what is expected', () => {
  const visite = (n: number): Ecoute => ({
    debut: apres(debutDuJour(jour('2026-10-01')), 8 * 60 + n),
    fin: apres(debutDuJour(jour('2026-10-01')), 11 * 60 + n),
  });
  const pointee = (n: number): Ecoute => ({ ...visite(n), arrivee: visite(n).debut, depart: visite(n).fin });
  const a9h = apres(debutDuJour(jour('2026-10-01')), 8 * 60 + 31);

  it('[AL-8] nothing is known of what is usual before two hundred planned hours', () => {
    expect(apprendreHabitudes(Array.from({ length: 99 }, () => pointee(0)))).toBeUndefined();
    expect(apprendreHabitudes(Array.from({ length: 100 }, () => pointee(0)))).toBeDefined();
  });

  it('[AL-8] seven calls expected and none come: nothing; eight, and it is silent', () => {
    const h = apprendreHabitudes(Array.from({ length: 100 }, () => pointee(0)));
    if (!h) throw new Error('de quoi apprendre');
    const a = (n: number) =>
      attendre(
        Array.from({ length: n }, () => visite(10)),
        h,
        { maintenant: a9h, fenetre: FENETRE },
      );
    expect(a(7)).toBeUndefined();
    const huit = a(8);
    expect(huit).toMatchObject({ attendus: 8, depuis: visite(1).debut });
    expect(huit && [0, 1, 8].map((recus) => estSilencieux(huit, recus, HASARD))).toEqual([true, false, false]);
  });

  it('[AL-8] a service of thousands of calls is judged too, though the chance of none of them is too small to be written', () => {
    const h = apprendreHabitudes(Array.from({ length: 100 }, () => pointee(0)));
    if (!h) throw new Error('de quoi apprendre');
    const attente = attendre(
      Array.from({ length: 3_000 }, () => visite(10)),
      h,
      { maintenant: a9h, fenetre: FENETRE },
    );
    if (!attente) throw new Error('des appels attendus');
    expect([2_700, 2_850, 3_000].map((recus) => estSilencieux(attente, recus, HASARD))).toEqual([true, false, false]);
  });

  it('[AL-8] who punches one planned hour in two is expected one time in two', () => {
    const h = apprendreHabitudes(Array.from({ length: 100 }, (_, n) => (n % 2 ? visite(0) : pointee(0))));
    if (!h) throw new Error('de quoi apprendre');
    const prevues = Array.from({ length: 20 }, () => visite(10));
    expect(attendre(prevues, h, { maintenant: a9h, fenetre: FENETRE })?.attendus).toBe(10);
  });
});
