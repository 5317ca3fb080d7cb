import type { Antenne } from '../contrats/commun';
import { pluriel } from '../mots/nombres';
import type { CarteAntenne } from './contrat';
import { additionnerPourTaux, lire, type Mesures, type Taux, taux, tauxDe } from './mesures';
import { fraction, heures, nombre, pourcent } from './mots';

// Which antenna is to be looked at first, and why: where it stands apart from the whole service.

/**
 * What an antenna is compared by. `pire`: the side on which it is in difficulty; `ecart`: thousandths from the service from which it is
 * said; `moins`: below so many cases, chance says as much.
 */
type Critere = {
  taux: (m: Mesures) => Taux;
  pire: 'HAUT' | 'BAS';
  ecart: number;
  moins: number;
  /** How many cases make the difference. */
  cas: (t: Taux) => number;
  dire: (t: Taux) => string;
};

const avec = (mot: string, t: Taux, unite = nombre): string =>
  `${mot} ${pourcent(t.milliemes)} (${fraction(t, unite)})`;

const CRITERES: readonly Critere[] = [
  {
    taux: (m) => tauxDe(m, 'realisation'),
    pire: 'BAS',
    ecart: 20,
    moins: 600,
    cas: (t) => t.denominateur - t.numerateur,
    dire: (t) => avec('réalisé', t, heures),
  },
  {
    taux: (m) => tauxDe(m, 'incomplets'),
    pire: 'HAUT',
    ecart: 20,
    moins: 10,
    cas: (t) => t.numerateur,
    dire: (t) => avec('appels incomplets', t),
  },
  {
    // Incomplete calls that nobody has dealt with.
    taux: (m) => taux(lire(m, 'incompletes') - lire(m, 'incompletesCorrigees'), lire(m, 'achevees')),
    pire: 'HAUT',
    ecart: 10,
    moins: 5,
    cas: (t) => t.numerateur,
    dire: (t) => pluriel(t.numerateur, 'appel incomplet à corriger', 'appels incomplets à corriger'),
  },
  {
    taux: (m) => taux(lire(m, 'nonPointees'), lire(m, 'visites')),
    pire: 'HAUT',
    ecart: 10,
    moins: 5,
    cas: (t) => t.numerateur,
    dire: (t) => pluriel(t.numerateur, 'visite non pointée', 'visites non pointées'),
  },
  {
    taux: (m) => taux(lire(m, 'conflits'), lire(m, 'visites')),
    pire: 'HAUT',
    ecart: 1,
    moins: 1,
    cas: (t) => t.numerateur,
    dire: (t) => pluriel(t.numerateur, 'conflit à régler', 'conflits à régler'),
  },
];

export type Difficulte = {
  antenne: Antenne;
  /** Thousandths beyond the service, all its reasons together: the higher, the sooner it is looked at. */
  poids: number;
  /** Why, the heaviest first. */
  raisons: readonly string[];
};

const difficulteDe = (antenne: Antenne, m: Mesures, service: Mesures): Difficulte => {
  const raisons = CRITERES.flatMap((c) => {
    const [sien, tout] = [c.taux(m), c.taux(service)];
    if (sien.milliemes === undefined || tout.milliemes === undefined || c.cas(sien) < c.moins) return [];
    const auDela = c.pire === 'HAUT' ? sien.milliemes - tout.milliemes : tout.milliemes - sien.milliemes;
    return auDela < c.ecart ? [] : [{ poids: auDela, phrase: c.dire(sien) }];
  }).sort((a, b) => b.poids - a.poids);
  return { antenne, poids: raisons.reduce((n, r) => n + r.poids, 0), raisons: raisons.map((r) => r.phrase) };
};

/** The antennas in difficulty, the worst first; none where there is one antenna only, which nothing can be compared with. */
export const difficultes = (cartes: readonly CarteAntenne[]): Difficulte[] => {
  const service = additionnerPourTaux(cartes.map((c) => c.mois?.mesures ?? {}));
  return cartes
    .map((c) => difficulteDe(c.antenne, c.mois?.mesures ?? {}, service))
    .filter((d) => d.raisons.length > 0)
    .sort((a, b) => b.poids - a.poids);
};

/** Those in difficulty first, the worst on top; then the others, in their usual order. */
export const parUrgence = (cartes: readonly CarteAntenne[]): CarteAntenne[] => {
  const poids = new Map(difficultes(cartes).map((d) => [d.antenne, d.poids]));
  return [...cartes].sort((a, b) => (poids.get(b.antenne) ?? 0) - (poids.get(a.antenne) ?? 0));
};
