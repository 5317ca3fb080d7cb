import { describe, expect, test } from 'vitest';
import {
  ajouter,
  apresChangement,
  assurerDocuments,
  changer,
  deposerLot,
  ecrireTout,
  poser,
  remplacer,
} from '../ecrire';
import { lireUn } from '../lire';
import type { Magasin } from '../magasin';
import { type Contexte, ecrits, nouvelleBase } from '../testing/contexte';
import { entourer } from '../testing/entourer';

type Compteur = { _id: string; n: number };

/** The writes that the product makes, on the port. */
export function contratEcriture(contexte: Contexte): void {
  const ouvrir = async (): Promise<{ m: Magasin; base: string }> => {
    const m = contexte();
    return { m, base: await nouvelleBase(m) };
  };

  describe('[MAG-4] what a write answers', () => {
    test('[MAG-4] a new document is written once: the second is told that it is there already', async () => {
      const { m, base } = await ouvrir();
      const a = await ajouter<Compteur>(m, base, { _id: 'c', n: 1 });
      expect(a).toMatchObject({ ecrit: { _id: 'c', n: 1 } });
      expect(await ajouter<Compteur>(m, base, { _id: 'c', n: 2 })).toEqual({ dejaLa: true });
      expect(await lireUn(m, base, 'c')).toMatchObject({ n: 1 });
      await assurerDocuments(m, base, [
        { _id: 'c', n: 3 },
        { _id: 'd', n: 3 },
      ]);
      expect([await lireUn(m, base, 'c'), await lireUn(m, base, 'd')]).toMatchObject([{ n: 1 }, { n: 3 }]);
    });

    test('[MAG-4] a batch tells its conflicts row by row; one that must be written whole throws', async () => {
      const { m, base } = await ouvrir();
      await ecrits(m, base, [{ _id: 'c' }]);
      expect(await deposerLot(m, base, [{ _id: 'c' }, { _id: 'd' }])).toMatchObject([
        { id: 'c', conflit: true },
        { id: 'd', rev: expect.stringMatching(/^1-/) },
      ]);
      await expect(ecrireTout(m, base, [{ _id: 'e' }, { _id: 'd' }])).rejects.toMatchObject({ statusCode: 409 });
      expect(await ecrireTout(m, base, [{ _id: 'f' }])).toMatchObject([{ id: 'f' }]);
      expect(await ecrireTout(m, base, [])).toEqual([]);
    });

    test('[MAG-4] an error of a row that is no conflict throws', async () => {
      const { m, base } = await ouvrir();
      const malade = entourer(m, async (o, faire) =>
        o.nom === 'ecrire' ? o.ids.map((id) => ({ id, erreur: 'internal_server_error' })) : faire(),
      );
      const panne = { scope: 'couch', message: expect.stringContaining('internal_server_error') };
      await expect(deposerLot(malade, base, [{ _id: 'c' }])).rejects.toMatchObject(panne);
      await expect(ajouter(malade, base, { _id: 'c' })).rejects.toMatchObject(panne);
      await expect(assurerDocuments(malade, base, [{ _id: 'c' }])).rejects.toMatchObject(panne);
    });
  });

  describe('[MAG-4] changing what is there', () => {
    test('[MAG-4] twenty at once each add one: none is lost', async () => {
      const { m, base } = await ouvrir();
      await ecrits(m, base, [{ _id: 'c', n: 0 }]);
      const unDePlus = (c: Compteur): Compteur => ({ ...c, n: c.n + 1 });
      const faits = await Promise.all(Array.from({ length: 20 }, () => changer<Compteur>(m, base, 'c', unDePlus)));
      expect(await lireUn<Compteur>(m, base, 'c')).toMatchObject({ n: 20 });
      expect(new Set(faits.map((f) => apresChangement(f)?.n)).size).toBe(20);
    });

    test('[MAG-4] twenty at once may make the first one: one does, the others change it', async () => {
      const { m, base } = await ouvrir();
      const plus = (c: Compteur | undefined): Compteur => ({ _id: 'c', n: (c?.n ?? 0) + 1 });
      await Promise.all(Array.from({ length: 20 }, () => poser<Compteur>(m, base, 'c', plus)));
      expect(await lireUn<Compteur>(m, base, 'c')).toMatchObject({ n: 20 });
    });

    test('[MAG-4] it says what it wrote, what was before, that nothing changed, or that nothing is there', async () => {
      const { m, base } = await ouvrir();
      expect(await changer<Compteur>(m, base, 'c', (c) => c)).toEqual({ absent: true });
      const [rev] = await ecrits(m, base, [{ _id: 'c', n: 1 }]);
      const avant = { _id: 'c', _rev: rev, n: 1 };
      expect(await changer<Compteur>(m, base, 'c', () => undefined)).toEqual({ inchange: avant });
      expect(await changer<Compteur>(m, base, 'c', (c) => ({ ...c }))).toEqual({ inchange: avant });
      const r = await changer<Compteur>(m, base, 'c', (c) => ({ ...c, n: 2 }));
      expect(r).toEqual({ ecrit: { _id: 'c', _rev: expect.stringMatching(/^2-/), n: 2 }, avant });
      expect(apresChangement(r)).toEqual(await lireUn(m, base, 'c'));
      expect(await changer<Compteur>(m, base, 'c', () => 'supprimer')).toMatchObject({ supprime: { n: 2 } });
      expect(await lireUn(m, base, 'c')).toBeUndefined();
      expect(await changer<Compteur>(m, base, 'c', () => 'supprimer')).toEqual({ absent: true });
      await remplacer(m, base, { _id: 'c' });
      await remplacer(m, base, { _id: 'c' });
      expect(await lireUn(m, base, 'c')).toMatchObject({ _rev: expect.stringMatching(/^4-/) });
    });

    test('[MAG-4] what another deletes meanwhile is absent; one who always writes first makes it throw', async () => {
      const { m, base } = await ouvrir();
      await ecrits(m, base, [{ _id: 'c', n: 1 }]);
      const doubler = (avant: () => Promise<unknown>): Magasin =>
        entourer(m, async (o, faire) => {
          if (o.nom === 'ecrire') await avant();
          return faire();
        });
      const autreEcrit = doubler(() => changer<Compteur>(m, base, 'c', (c) => ({ ...c, n: c.n + 1 })));
      await expect(changer<Compteur>(autreEcrit, base, 'c', (c) => ({ ...c, n: -1 }))).rejects.toMatchObject({
        statusCode: 409,
      });
      const autreEfface = doubler(() => changer<Compteur>(m, base, 'c', () => 'supprimer'));
      expect(await changer<Compteur>(autreEfface, base, 'c', (c) => ({ ...c, n: -1 }))).toEqual({ absent: true });
      expect(await lireUn(m, base, 'c')).toBeUndefined();
    });
  });
}
