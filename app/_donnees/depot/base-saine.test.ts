import { describe, expect, it } from 'vitest';
import type { Rangees, Scelle } from '../base/base';
import { AUCUN_LOT, type CompteLots, suivreLots } from '../base/remplies';
import { videes } from './base-saine';

const lues = (n: Partial<Record<keyof Rangees, number>>): Rangees => {
  const de = (nom: keyof Rangees): Promise<Scelle[]> =>
    Promise.resolve(Array.from({ length: n[nom] ?? 0 }, (_, i) => ({ id: `${nom}:${i}`, v: 1, d: '' })));
  return {
    jours: de('jours'),
    dossiers: de('dossiers'),
    saisies: de('saisies'),
    decisions: de('decisions'),
    suspens: de('suspens'),
    local: de('local'),
  };
};
const PLEINS: CompteLots = { jours: 61, dossiers: 12, saisies: 40, decisions: 30, suspens: 5 };

describe('[CO-6] perte d’une partie de la base locale', () => {
  it.each(['jours', 'dossiers', 'saisies', 'decisions', 'suspens'] as const)(
    '« %s » seule vidée : vue, et elle seule',
    async (nom) => {
      expect(await videes(PLEINS, lues({ ...PLEINS, [nom]: 0 }))).toEqual([nom]);
    },
  );

  it('rien n’est perdu d’une base entière, ni de ce qui n’a jamais rien contenu', async () => {
    expect(await videes(PLEINS, lues(PLEINS))).toEqual([]);
    expect(await videes({ ...AUCUN_LOT, jours: 61 }, lues({ jours: 61 }))).toEqual([]);
    expect(await videes(AUCUN_LOT, lues({}))).toEqual([]);
  });

  it('une perte que le serveur n’a pas encore réparée est revue à l’ouverture suivante', async () => {
    const apres = suivreLots(PLEINS, { ...PLEINS, saisies: 0, jours: 62 }, ['saisies']);
    expect(apres).toEqual({ ...PLEINS, jours: 62 });
    expect(await videes(apres, lues({ ...apres, saisies: 0 }))).toEqual(['saisies']);
    expect(suivreLots(apres, { ...PLEINS, saisies: 41 }, ['saisies']).saisies).toBe(41);
  });

  it('ce qui se vide sans perte (la fenêtre avance, tout est traité) n’est plus attendu', () => {
    expect(suivreLots(PLEINS, { ...PLEINS, suspens: 0 }, []).suspens).toBe(0);
  });
});
