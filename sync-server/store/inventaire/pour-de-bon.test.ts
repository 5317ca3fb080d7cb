import { expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import type { Magasin, Noeud } from '../magasin';
import { magasinMemoire } from '../memoire/memoire';
import { avecVerrou } from '../verrou';
import { inventaireOuvert } from './ouvrir';
import { type Compteur, compterPourDeBon, refusPourDeBon } from './pour-de-bon';

const horloge = () => '2026-11-29T12:00:00Z' as Instant;
const trois = (plus: Partial<Noeud> = {}): Noeud[] =>
  [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, aTransmettre: 0, actifS: 900, ...(n === 3 ? plus : {}) }));

/** A store whose nodes answer these, one list after the other, the last one for good. */
const compteur = (...suites: Noeud[][]): Compteur & { magasin: Magasin } => {
  let n = 0;
  const noeuds = async () => suites[Math.min(n++, suites.length - 1)] ?? [];
  return { magasin: { ...magasinMemoire(), noeuds }, horloge };
};

test('[CL-1] who counts for good is judged before it reads, and after: what was read meanwhile is not believed, a refusal no more', async () => {
  let lues = 0;
  const lire = async () => {
    lues += 1;
    return { ok: true as const, valeur: lues };
  };
  const avant = compteur(trois({ present: false }));
  expect(await compterPourDeBon(avant, 'Rien.', lire)).toMatchObject({ ok: false, refus: { code: 'GRAPPE_MUETS' } });
  expect(lues).toBe(0);
  // Calm before, and twice as the inventory opens.
  const pendant = [trois(), trois(), trois(), trois({ actifS: 3 })];
  expect(await compterPourDeBon(compteur(...pendant), 'Rien.', lire)).toMatchObject({
    refus: { code: 'GRAPPE_RECENTS' },
  });
  expect(lues).toBe(1);
  const refus = async () => ({ ok: false as const, refus: { code: 'INCOMPLETES', message: 'x' } });
  expect(await compterPourDeBon(compteur(...pendant), 'Rien.', refus)).toMatchObject({
    refus: { code: 'GRAPPE_RECENTS' },
  });
  expect(await compterPourDeBon(compteur(trois()), 'Rien.', lire)).toEqual({ ok: true, valeur: 2 });
});

test('[CL-1] nothing is counted before the inventory is open: it is opened here, but not under another who writes', async () => {
  const c = compteur([]);
  const sous = await avecVerrou(c.magasin, horloge, async () => [
    await refusPourDeBon(c, 'Rien n’a été exporté.'),
    await inventaireOuvert(c.magasin),
    // Who holds the right to write opens it himself.
    await refusPourDeBon({ ...c, verrouTenu: true }, 'Rien n’a été clos.'),
    await inventaireOuvert(c.magasin),
  ]);
  expect(sous).toEqual([
    {
      ok: false,
      refus: {
        code: 'INVENTAIRE_FERME',
        message:
          'L’inventaire de ce qui a été reçu n’est pas encore ouvert. Rien n’a été exporté. Réessayez dans quelques minutes.',
      },
    },
    false,
    undefined,
    true,
  ]);
  const autre = compteur([]);
  expect([await refusPourDeBon(autre, 'Rien.'), await inventaireOuvert(autre.magasin)]).toEqual([undefined, true]);
});
