import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { lireCloture } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import { entourer } from '../../../store/testing/entourer';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';
import { cloturer } from './cloturer';

// A disk that is full, or a process that dies, at each write of a closing: it is done or not done, and the next one finishes.

const [SEPTEMBRE, OCTOBRE] = ['2026-09', '2026-10'] as [Mois, Mois];
let s: BancCloture;

/** The same service each time: a month closed, something late in it, and the next one to close. */
const preparer = async (): Promise<BancCloture> => {
  const b = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M2', 10)]);
  for (const [id, jour, usagerId] of [
    ['A', '2026-09-07', 'M1'],
    ['B', '2026-09-08', 'M2'],
    ['C', '2026-10-05', 'M1'],
    ['D', '2026-10-06', 'M2'],
  ] as const)
    await b.pointer(id, paris(`${jour} 08:00`), paris(`${jour} 10:00`), { usagerId });
  b.aller('2026-10-02T08:00:00Z');
  await b.clore(SEPTEMBRE, ['SUD']);
  await b.corriger(await b.intervention('SUD', 'AA'), 'HORAIRE', { fin: paris('2026-09-07 09:00') });
  b.aller('2026-11-03T08:00:00Z');
  return b;
};

beforeAll(async () => {
  s = await preparer();
});
afterAll(() => s.b.fermer());

/** The store, of which the nth write fails, and all that follow. */
const couper = (m: Magasin, n: number): { magasin: Magasin; coupee: () => boolean } => {
  let faites = 0;
  const ecrire = (): void => {
    faites += 1;
    if (faites >= n) throw Object.assign(new Error('plus de place'), { statusCode: 500, scope: 'couch' });
  };
  const magasin = entourer(m, async (o, faire) => {
    if (o.nom === 'ecrire' || o.nom === 'ecrireLocal') ecrire();
    return faire();
  });
  return { magasin, coupee: () => faites >= n };
};

it('[CL-2] coupée à n’importe quelle écriture, une clôture est faite ou ne l’est pas, et la suivante finit le travail', async () => {
  const temoin = await preparer();
  await temoin.clore(OCTOBRE, ['SUD']);
  const attendus = await temoin.fichiers(OCTOBRE, ['SUD']);
  await temoin.b.fermer();
  expect(Object.keys(attendus)).toHaveLength(5);

  const { magasin } = s.b;
  const septembre = await s.fichiers(SEPTEMBRE, ['SUD']);
  const faites: boolean[] = [];
  for (let n = 1; ; n++) {
    // The lock of one that died is free after five minutes of silence.
    s.aller(new Date(Date.parse(s.maintenant()) + 600_000).toISOString());
    const coupe = couper(magasin, n);
    const ports = { magasin: coupe.magasin, horloge: s.maintenant, rattraper: s.tourner };
    const issue = await cloturer(ports, { mois: OCTOBRE, antennes: ['SUD'], auteur: 'essai' }).catch(() => undefined);
    const close = (await lireCloture(magasin, 'SUD', OCTOBRE)) !== undefined;
    faites.push(close);
    if (close) expect(await s.fichiers(OCTOBRE, ['SUD'])).toEqual(attendus);
    else await expect(s.fichiers(OCTOBRE, ['SUD'])).rejects.toThrow(/n’est pas clos/);
    expect(await s.fichiers(SEPTEMBRE, ['SUD'])).toEqual(septembre);
    if (close) break;
    expect([coupe.coupee(), issue]).toEqual([true, undefined]);
  }
  // Lock, mark, frozen states, complements, frame, closing: not done before the last of them.
  expect(faites.length).toBeGreaterThan(5);
  // It was cut just after that one: what comes next (audit, marks, lock) does not undo it.
  s.aller(new Date(Date.parse(s.maintenant()) + 600_000).toISOString());
  const encore = await cloturer(
    { magasin, horloge: s.maintenant, rattraper: s.tourner },
    { mois: OCTOBRE, antennes: ['SUD'], auteur: 'essai' },
  );
  expect(encore.ok ? '' : encore.refus.code).toBe('DEJA_CLOS');
  s.aller('2026-12-02T08:00:00Z');
  await s.clore('2026-11' as Mois, ['SUD']);
  expect(Object.keys(await s.fichiers('2026-11' as Mois, ['SUD'])).filter((f) => f.includes('COMPLEMENTAIRE'))).toEqual(
    [],
  );
});
