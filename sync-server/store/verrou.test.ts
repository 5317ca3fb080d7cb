import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import { ouvrirMagasinEnMemoire } from '../http/testing/banc';
import { ecrireLot, lireUn } from '../ports/documents';
import { avecVerrou, jetonTenu } from './verrou';

const DEBUT = instantSchema.parse('2026-11-25T08:00:00Z');
let essai: Awaited<ReturnType<typeof ouvrirMagasinEnMemoire>>;
beforeAll(async () => {
  essai = await ouvrirMagasinEnMemoire();
});
afterAll(() => essai.fermer());

const apres = (s: number): Instant => instantDe(epochMs(DEBUT) + s * 1000);
const lire = () => lireUn<{ depuis: Instant }>(essai.magasin, BASE_CENTRALE, 'verrou:ecriture');

it('a holder that works for long keeps the lock: it says that it lives', async () => {
  const m = essai.magasin;
  let maintenant = DEBUT;
  await avecVerrou(
    m,
    () => maintenant,
    async (jeton) => {
      maintenant = apres(3600);
      await expect.poll(async () => (await lire())?.depuis, { interval: 5 }).toBe(maintenant);
      expect(await jetonTenu(m, maintenant)).toBe(jeton);
      expect(
        await avecVerrou(
          m,
          () => maintenant,
          async () => 'volé',
        ),
      ).toBeUndefined();
    },
    { renouvellementMs: 10 },
  );
  expect(await jetonTenu(m, maintenant)).toBeUndefined();
  expect(
    await avecVerrou(
      m,
      () => maintenant,
      async () => 'pris',
    ),
  ).toBe('pris');
});

it('a holder of another machine that has fallen silent is dead', async () => {
  const m = essai.magasin;
  const ailleurs = {
    _id: 'verrou:ecriture',
    type: 'verrou',
    jeton: 'x',
    pid: 1,
    hote: 'ailleurs',
    depuis: DEBUT,
    libre: false,
  };
  await ecrireLot(m, BASE_CENTRALE, [{ ...ailleurs, _rev: (await lire())?._rev }]);
  expect(
    await avecVerrou(
      m,
      () => apres(60),
      async () => 'pris',
    ),
  ).toBeUndefined();
  expect(
    await avecVerrou(
      m,
      () => apres(600),
      async () => 'pris',
    ),
  ).toBe('pris');
});

it('a fault at release hides neither what the work gave nor why it failed: it is said beside', async () => {
  const m = essai.magasin;
  const dits: string[] = [];
  const avertir = (phrase: string): void => {
    dits.push(phrase);
  };
  const perdre = async (): Promise<void> => {
    await m.detruireBase(BASE_CENTRALE);
  };
  const horloge = () => DEBUT;
  const fait = await avecVerrou(m, horloge, () => perdre().then(() => 'importé'), { avertir });
  expect(fait).toBe('importé');
  await m.creerBase(BASE_CENTRALE);
  await expect(
    avecVerrou(m, horloge, () => perdre().then(() => Promise.reject(new Error('fichier illisible'))), { avertir }),
  ).rejects.toThrow('fichier illisible');
  expect(dits).toEqual([expect.stringMatching(/verrou/), expect.stringMatching(/verrou/)]);
  await m.creerBase(BASE_CENTRALE);

  // Written by another meanwhile: it stays as it is, and that is said too.
  const vole = await avecVerrou(
    m,
    horloge,
    async () => {
      await ecrireLot(m, BASE_CENTRALE, [{ ...(await lire()), depuis: apres(1) }]);
      return 'clos';
    },
    { avertir },
  );
  expect([vole, dits.at(-1)]).toEqual(['clos', expect.stringMatching(/une autre écriture/)]);
});
