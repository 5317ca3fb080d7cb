import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompteMinutes, Marque } from '../../contrats/exploitation/disponibilite';
import { epochMs, instantDe } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { BILAN_VIDE, bilanDe, joindre, type Mesure, mesuresDuJour, tauxDe, viseeAtteinte } from './bilan';
import { instantDuRang, marquer, minutesParJour, rangDe, reunirMarques } from './fenetre';
import { phraseFenetre, phrasePanne, phraseRetour, phraseTaux, pourcent } from './mots';
import { deciderPanne, enMaintenance, trierPannes } from './panne';

const FENETRE = { debut: '08:00', fin: '20:30' };
const d = (s: string) => s as DateCivile;
const i = (s: string) => s as Instant;
const marques = fc.string({ unit: fc.constantFrom<Marque[]>('R', 'E', 'M', '.'), maxLength: 60 });
const depart = epochMs(i('2026-11-25T07:00:00Z'));
const suite = (texte: string, de = 0): Mesure[] =>
  [...texte].map((m, k) => ({ instant: instantDe(depart + (de + k) * 60_000), marque: m as Marque }));

describe('minutes de la fenêtre', () => {
  it('750 minutes a day, on the days when the clock changes too, one after the other', () => {
    for (const date of ['2026-03-29', '2026-10-25', '2026-11-25'].map(d)) {
      const instants = Array.from({ length: minutesParJour(FENETRE) }, (_, r) => instantDuRang(date, '08:00', r));
      expect(instants.length).toBe(750);
      expect(instants.map((x) => rangDe(FENETRE, x))).toEqual(instants.map((_, r) => r));
      expect(rangDe(FENETRE, instantDe(epochMs(instants[0] ?? i('')) - 1_000))).toBeUndefined();
      expect(rangDe(FENETRE, instantDe(epochMs(instants.at(-1) ?? i('')) + 60_000))).toBeUndefined();
    }
  });

  it('any second of any day of ten years falls in the window when the Paris clock says so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_650 * 86_400 }), (s) => {
        const x = instantDe(epochMs(i('2020-01-01T00:00:00Z')) + s * 1_000);
        const heure = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', timeStyle: 'short' }).format(
          new Date(x),
        );
        expect(rangDe(FENETRE, x) !== undefined).toBe(heure >= '08:00' && heure < '20:30');
      }),
      { numRuns: 300 },
    );
  });

  it('marks come in any order, twice or not, from two views of the day: the same day', () => {
    const notes = fc.array(fc.tuple(fc.nat(59), fc.constantFrom<Marque[]>('R', 'E', 'M', '.')), { maxLength: 40 });
    fc.assert(
      fc.property(notes, notes, (a, b) => {
        const noter = (liste: typeof a): string => liste.reduce((m, [r, x]) => marquer(m, r, x), '');
        const ensemble = reunirMarques(noter(a), noter(b)).replace(/\.+$/, '');
        expect(noter([...b, ...a, ...b]).replace(/\.+$/, '')).toBe(ensemble);
        expect(reunirMarques(noter(b), noter(a)).replace(/\.+$/, '')).toBe(ensemble);
      }),
    );
  });

  it('the minutes to come are no measure; the one that has begun is', () => {
    const jour = { date: d('2026-11-25'), debut: '08:00', minutes: 'RE.'.padEnd(750, '.') };
    expect(mesuresDuJour(jour, i('2026-11-25T06:59:59Z'))).toEqual([]);
    expect(mesuresDuJour(jour, i('2026-11-25T07:01:30Z')).map((m) => m.marque)).toEqual(['R', 'E']);
    expect(mesuresDuJour(jour, i('2026-12-01T00:00:00Z'))).toHaveLength(750);
  });
});

it('the hours of service are said as one says them', () => {
  expect(phraseFenetre(FENETRE)).toBe('de 8\u00a0h à 20\u00a0h\u00a030');
  expect(phraseFenetre({ debut: '07:05', fin: '23:00' })).toBe('de 7\u00a0h\u00a005 à 23\u00a0h');
});

const dire = (c: CompteMinutes): string => phraseTaux(c).replaceAll('\u00a0', ' ');

describe('bilan', () => {
  it('[RG] whatever the sequence: every minute is counted once, and outages hold every failure', () => {
    fc.assert(
      fc.property(marques, (texte) => {
        const b = bilanDe(suite(texte));
        expect(b.reussies + b.echecs + b.maintenance + b.nonMesurees).toBe(texte.length);
        expect(b.coupures.reduce((n, c) => n + c.minutes, 0)).toBe(b.echecs);
        // Only the last may still be open, and it is where no success came after it.
        expect(b.coupures.slice(0, -1).every((c) => c.fin !== undefined)).toBe(true);
        expect(b.coupures.at(-1)?.fin === undefined && b.echecs > 0).toBe(/E[^R]*$/.test(texte));
        for (const [k, c] of b.coupures.entries()) {
          expect(c.fin === undefined || c.debut < c.fin).toBe(true);
          expect(k === 0 || (b.coupures[k - 1]?.fin ?? '') <= c.debut).toBe(true);
        }
      }),
    );
  });

  it('[RG] cut anywhere and joined, in any grouping: as if counted at once', () => {
    fc.assert(
      fc.property(marques, marques, marques, (x, y, z) => {
        const [a, b, c] = [suite(x), suite(y, x.length), suite(z, x.length + y.length)];
        const entier = bilanDe([...a, ...b, ...c]);
        expect(joindre(joindre(bilanDe(a), bilanDe(b)), bilanDe(c))).toEqual(entier);
        expect(joindre(bilanDe(a), joindre(bilanDe(b), bilanDe(c)))).toEqual(entier);
        expect(joindre(BILAN_VIDE, entier)).toEqual(entier);
        expect(joindre(entier, BILAN_VIDE)).toEqual(entier);
      }),
    );
  });

  it('an outage over closing time is one, until the next morning’s success', () => {
    const soir = mesuresDuJour(
      { date: d('2026-11-24'), debut: '08:00', minutes: `${'R'.repeat(748)}EE` },
      i('2026-11-26T00:00:00Z'),
    );
    const matin = mesuresDuJour({ date: d('2026-11-25'), debut: '08:00', minutes: 'EER' }, i('2026-11-26T00:00:00Z'));
    expect(joindre(bilanDe(soir), bilanDe(matin)).coupures).toEqual([
      { debut: '2026-11-24T19:28:00Z', fin: '2026-11-25T07:02:00Z', minutes: 4 },
    ]);
  });

  it('[RG] the rate is never rounded up, and has both its figures beside it', () => {
    const mesure = (reussies: number, echecs: number): string | undefined =>
      pourcent(tauxDe({ reussies, echecs, nonMesurees: 0 }).mesurees);
    expect(mesure(0, 0)).toBeUndefined();
    expect(mesure(99_999, 1)).toBe('99,99\u00a0%');
    expect(mesure(750, 0)).toBe('100,00\u00a0%');
    expect(dire({ reussies: 1_485, echecs: 15, maintenance: 30, nonMesurees: 0 })).toBe(
      '99,00 % (1 485 réussies sur 1 500 minutes mesurées) ; 30 minutes de maintenance prévue',
    );
    expect(dire({ reussies: 0, echecs: 0, maintenance: 0, nonMesurees: 0 })).toBe('Aucune minute mesurée');
    expect(dire({ reussies: 0, echecs: 0, maintenance: 0, nonMesurees: 2 })).toBe(
      'Aucune minute mesurée ; 2 minutes non mesurées',
    );
  });

  it('[RG] a machine that is down measures nothing: what it is at the least is said beside the rate, with its figures', () => {
    const c = { reussies: 7_365, echecs: 30, maintenance: 1, nonMesurees: 105 };
    expect(dire(c)).toBe(
      '98,20 % au moins (7 365 réussies sur 7 500 minutes), 99,59 % des minutes mesurées (7 365 réussies sur 7 395 minutes) ; 1 minute de maintenance prévue ; 105 minutes non mesurées',
    );
    expect([viseeAtteinte(c, 98), viseeAtteinte(c, 99), viseeAtteinte(c, 99.8)]).toEqual([
      'OUI',
      'SUR_MESUREES',
      'NON',
    ]);
  });

  it('[RG] whatever the minutes: the floor is the rate that they would have, had all those not measured failed', () => {
    fc.assert(
      fc.property(marques, (texte) => {
        const { mesurees, plancher } = tauxDe(bilanDe(suite(texte)));
        expect(plancher).toEqual(tauxDe(bilanDe(suite(texte.replaceAll('.', 'E')))).mesurees);
        expect(plancher.centiemes ?? 0).toBeLessThanOrEqual(mesurees.centiemes ?? 0);
      }),
    );
  });
});

describe('panne', () => {
  /** Runs the minutes one by one, as the watch does; the state is what has been decided so far. */
  const vivre = (texte: string, seuil: number, redemarrage = -1): { debut: Instant; fin?: Instant }[] => {
    const pannes: { debut: Instant; fin?: Instant }[] = [];
    for (let k = 1; k <= texte.length; k++) {
      const derniere = pannes.at(-1);
      const ouverte = derniere !== undefined && derniere.fin === undefined;
      // A restart passes over the same minute again.
      for (let n = 0; n < (k === redemarrage ? 2 : 1); n++) {
        const decision = deciderPanne(ouverte, suite(texte.slice(0, k)), seuil);
        if (decision && 'ouvrir' in decision && n === 0) pannes.push({ debut: decision.ouvrir });
        if (decision && 'fermer' in decision && derniere) derniere.fin = decision.fermer;
      }
    }
    return pannes;
  };

  it('opens at the first of `seuil` failures in a row, closes at the next success; a lone failure opens nothing', () => {
    expect(vivre('RRER', 2)).toEqual([]);
    expect(vivre('RRE.ER', 2)).toEqual([]);
    expect(vivre('RREE.MER', 2)).toEqual([{ debut: '2026-11-25T07:02:00Z', fin: '2026-11-25T07:07:00Z' }]);
    expect(vivre('E', 1)).toEqual([{ debut: '2026-11-25T07:00:00Z' }]);
  });

  it('for any minutes: as many as there are runs long enough, each within the outages of the fold; a restart changes nothing', () => {
    fc.assert(
      fc.property(marques, fc.integer({ min: 1, max: 4 }), fc.nat(60), (texte, seuil, k) => {
        const pannes = vivre(texte, seuil);
        expect(pannes.length).toBe(texte.split('R').filter((t) => t.includes('E'.repeat(seuil))).length);
        const { coupures } = bilanDe(suite(texte));
        for (const p of pannes) expect(coupures.some((c) => c.debut <= p.debut && c.fin === p.fin)).toBe(true);
        expect(vivre(texte, seuil, k)).toEqual(pannes);
      }),
    );
  });

  it('the gravest is said first; a maintenance holds its beginning, not its end', () => {
    const pannes = [
      { quoi: 'ANNUAIRE' as const, debut: i('2026-11-25T07:00:00Z') },
      { quoi: 'SVI' as const, debut: i('2026-11-25T09:00:00Z') },
    ];
    expect(trierPannes(pannes).map((p) => p.quoi)).toEqual(['SVI', 'ANNUAIRE']);
    const prevues = [{ debut: i('2026-11-25T07:00:00Z'), fin: i('2026-11-25T08:00:00Z') }];
    expect(enMaintenance(prevues, i('2026-11-25T07:00:00Z'))).toBe(true);
    expect(enMaintenance(prevues, i('2026-11-25T08:00:00Z'))).toBe(false);
  });

  it('is said with its hour, and its day once that is past', () => {
    const debut = i('2026-11-25T08:12:00Z');
    const lire = (phrase: string): string => phrase.replaceAll('\u00a0', ' ');
    expect(lire(phrasePanne({ quoi: 'SVI', debut }, i('2026-11-25T09:00:00Z')))).toBe(
      'Le téléphone (SVI) ne répond plus depuis 9 h 12.',
    );
    expect(lire(phrasePanne({ quoi: 'SVI', debut }, i('2026-11-26T09:00:00Z')))).toBe(
      'Le téléphone (SVI) ne répond plus depuis le mercredi 25 novembre à 9 h 12.',
    );
    const fin = i('2026-11-25T08:40:00Z');
    expect(lire(phraseRetour({ quoi: 'SVI', debut, fin }, i('2026-11-25T09:00:00Z')))).toBe(
      'Le téléphone (SVI) répond à nouveau depuis 9 h 40 (en panne depuis 9 h 12).',
    );
  });
});
