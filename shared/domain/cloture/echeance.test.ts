import { describe, expect, test } from 'vitest';
import { lecteurParametres, type Parametre } from '../../contrats/exploitation/parametre';
import { moisSchema } from '../../temps/types';
import { jour, paris } from '../../testing/constructeurs';
import { direEcheance, echeanceDe, etatEcheance } from './echeance';

const mois = (m: string) => moisSchema.parse(m);
const depuis = (cle: Parametre['cle'], d: string, valeur: unknown): Parametre => ({
  ...{ _id: `parametre:${cle}:${d}`, type: 'parametre', cle, depuis: jour(d), valeur },
  ...{ auteur: 'essai', instant: paris('2026-01-01 08:00') },
});

describe('[CL-1] the day before whose end a month is closed', () => {
  const reglages = lecteurParametres([
    depuis('echeanceCloture', '2026-11-15', 8),
    depuis('echeancesAntennes', '2026-06-01', { SUD: 5 }),
    depuis('echeancesAntennes', '2026-12-31', { SUD: 28 }),
  ]);

  test('[CL-1] the 10th of the following month, where nothing is set', () => {
    const rien = lecteurParametres([]);
    expect(echeanceDe(mois('2026-11'), 'EST', rien)).toBe('2026-12-10');
    expect(echeanceDe(mois('2026-12'), 'EST', rien)).toBe('2027-01-11');
  });

  test('[CL-1] the antenna’s own where it has one, by what holds on the last day of the month', () => {
    expect(echeanceDe(mois('2026-10'), 'EST', reglages)).toBe('2026-11-10');
    expect(echeanceDe(mois('2026-11'), 'EST', reglages)).toBe('2026-12-08');
    expect(echeanceDe(mois('2026-10'), 'SUD', reglages)).toBe('2026-11-05');
    expect(echeanceDe(mois('2026-12'), 'SUD', reglages)).toBe('2027-01-28');
  });

  test('[CL-1] moved to the next working day, over a weekend and a holiday', () => {
    const au = (j: number) => () => ({ echeanceCloture: j, echeancesAntennes: {} });
    // A Saturday; Armistice Day, a Wednesday; Christmas, a Friday; the eve of Easter.
    expect(echeanceDe(mois('2026-09'), 'EST', au(10))).toBe('2026-10-12');
    expect(echeanceDe(mois('2026-10'), 'EST', au(11))).toBe('2026-11-12');
    expect(echeanceDe(mois('2026-11'), 'EST', au(25))).toBe('2026-12-28');
    expect(echeanceDe(mois('2026-03'), 'EST', au(4))).toBe('2026-04-07');
  });
});

test('[CL-1] how it is said: until when, that it is today, by how many days it is past', () => {
  const dit = (e: string, a: string) => [
    direEcheance(jour(e), jour(a)).replaceAll('\u00a0', ' '),
    etatEcheance(jour(e), jour(a)),
  ];
  expect(dit('2026-12-10', '2026-12-06')).toEqual(['à clore le 10 décembre au plus tard', 'LOINTAINE']);
  expect(dit('2026-12-10', '2026-12-07')).toEqual(['à clore le 10 décembre au plus tard', 'PROCHE']);
  expect(dit('2026-12-10', '2026-12-10')).toEqual(['à clore aujourd’hui au plus tard', 'PROCHE']);
  expect(dit('2026-12-10', '2026-12-11')).toEqual(['en retard de 1 jour', 'PASSEE']);
  expect(dit('2026-12-10', '2026-12-13')).toEqual(['en retard de 3 jours', 'PASSEE']);
  expect(dit('2027-01-11', '2026-12-31')).toEqual(['à clore le 11 janvier 2027 au plus tard', 'LOINTAINE']);
  expect(dit('2026-12-01', '2026-11-30')).toEqual(['à clore le 1er décembre au plus tard', 'PROCHE']);
});
