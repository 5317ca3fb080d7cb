import { describe, expect, test } from 'vitest';
import type { Magasin } from '../magasin';
import { suivre } from '../suivre';
import { type Contexte, ecrits, nouvelleBase } from '../testing/contexte';

const jamais = new AbortController().signal;

/** The feed, the wait for it, and documents as texts. A cluster promises no order of changes: none is asked for. */
export function contratChangements(contexte: Contexte): void {
  const ouvrir = async (): Promise<{ m: Magasin; base: string }> => {
    const m = contexte();
    return { m, base: await nouvelleBase(m) };
  };
  const ids = async (m: Magasin, base: string, depuis: string, limite = 100) =>
    (await m.changements(base, { depuis, limite })).lignes.map((l) => l.id).sort();

  describe('[MAG-6] changes', () => {
    test('[MAG-6] each document once, at its last revision; by pages, none of which is lost', async () => {
      const { m, base } = await ouvrir();
      const [, b] = await ecrits(m, base, [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }]);
      const [mort] = await ecrits(m, base, [{ _id: 'b', _rev: b, _deleted: true }]);
      const page = await m.changements(base, { depuis: '0', limite: 100 });
      expect(page.lignes.map((l) => [l.id, l.supprime]).sort()).toEqual([
        ['a', false],
        ['b', true],
        ['c', false],
      ]);
      expect(page.lignes.find((l) => l.id === 'b')?.rev).toBe(mort);
      expect(page.restants).toBe(0);
      const une = await m.changements(base, { depuis: '0', limite: 2 });
      expect([une.lignes.length, une.restants]).toEqual([2, 1]);
      const suite = await m.changements(base, { depuis: une.seq, limite: 2 });
      expect([...une.lignes, ...suite.lignes].map((l) => l.id).sort()).toEqual(['a', 'b', 'c']);
      expect(suite.restants).toBe(0);
      expect(await ids(m, base, suite.seq)).toEqual([]);
      // From the sequence of a row, what came after it; without being asked, no row says its own.
      const reperee = await m.changementsReperes(base, { depuis: '0', limite: 100 });
      for (const [n, l] of reperee.lignes.entries())
        expect(await ids(m, base, l.seq)).toEqual(
          reperee.lignes
            .slice(n + 1)
            .map((x) => x.id)
            .sort(),
        );
      const parId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
      expect(reperee.lignes.map(({ seq, ...l }) => l).sort(parId)).toEqual([...page.lignes].sort(parId));
      expect((await m.changements(base, { depuis: '0', limite: 0 })).lignes).toEqual([]);
    });

    test('[MAG-6] the sequence of a database, `now`, and one of another life of it', async () => {
      const { m, base } = await ouvrir();
      await ecrits(m, base, [{ _id: 'a' }]);
      const { sequence } = (await m.infos(base)) ?? { sequence: '' };
      expect(await ids(m, base, 'now')).toEqual([]);
      await ecrits(m, base, [{ _id: 'b' }]);
      expect(await ids(m, base, sequence)).toEqual(['b']);
      await expect(m.changements(base, { depuis: 'n’importe', limite: 1 })).rejects.toMatchObject({
        scope: 'couch',
        statusCode: 400,
      });
      await m.detruireBase(base);
      await m.creerBase(base);
      await ecrits(m, base, [{ _id: 'c' }]);
      expect(await ids(m, base, sequence)).toEqual(['c']);
    });

    test('[MAG-7] a wait ends with the first change, at once where there is one already, or empty after its time', async () => {
      const { m, base } = await ouvrir();
      const o = { limite: 10, signal: jamais };
      const { seq } = await m.attendre(base, { ...o, depuis: '0', dureeMs: 50 });
      const attente = m.attendre(base, { ...o, depuis: seq, dureeMs: 30_000 });
      await ecrits(m, base, [{ _id: 'a' }]);
      const page = await attente;
      expect(page.lignes.map((l) => l.id)).toEqual(['a']);
      expect((await m.attendre(base, { ...o, depuis: '0', dureeMs: 30_000 })).lignes).toHaveLength(1);
      expect((await m.attendre(base, { ...o, depuis: page.seq, dureeMs: 50 })).lignes).toEqual([]);
    });

    test('[MAG-7] a wait is broken off by its signal, and refused by a database that does not exist', async () => {
      const { m, base } = await ouvrir();
      const fin = new AbortController();
      const attente = m.attendre(base, { depuis: 'now', limite: 1, dureeMs: 30_000, signal: fin.signal });
      fin.abort();
      await expect(attente).rejects.toMatchObject({ name: 'AbortError' });
      const o = { depuis: '0', limite: 1, dureeMs: 50, signal: jamais };
      await expect(m.attendre('contrat-absente', o)).rejects.toMatchObject({ scope: 'couch', statusCode: 404 });
    });

    test('[MAG-7] following catches up by batches, then follows; what fails comes again; it stops when told', async () => {
      const { m, base } = await ouvrir();
      await ecrits(m, base, [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }]);
      const lots: string[][] = [];
      const erreurs: unknown[] = [];
      await new Promise<void>((fini) => {
        const suivi = suivre(m, {
          base,
          depuis: '0',
          limite: 2,
          surErreur: (e) => erreurs.push(e),
          surLot: async (lignes) => {
            if (erreurs.length === 0) throw new Error('une fois');
            lots.push(lignes.map((l) => l.id));
            if (lots.length === 2) await ecrits(m, base, [{ _id: 'd' }]);
            if (lots.length === 3) void suivi.arreter().then(fini);
          },
        });
      });
      expect(lots.map((l) => l.length)).toEqual([2, 1, 1]);
      expect(lots.flat().sort()).toEqual(['a', 'b', 'c', 'd']);
      expect(erreurs).toHaveLength(1);
    });
  });

  describe('[MAG-3] documents as texts', () => {
    const lus = async (lots: AsyncIterable<string[]>): Promise<object[]> => {
      const tous: object[] = [];
      for await (const lot of lots) tous.push(...lot.map((t): object => JSON.parse(t)));
      return tous;
    };

    test('[MAG-3] a database goes to another with its revisions, deleted ones too, and a second time changes nothing', async () => {
      const { m, base } = await ouvrir();
      const [a, b] = await ecrits(m, base, [{ _id: 'a', n: 1 }, { _id: 'b' }, { _id: 'c', t: 'é\n"' }]);
      await ecrits(m, base, [
        { _id: 'a', _rev: a, n: 2 },
        { _id: 'b', _rev: b, _deleted: true },
      ]);
      const copie = await nouvelleBase(m);
      const lecture = m.bruts.changements(base, '0');
      for await (const lot of lecture.lots) {
        for (const texte of lot) expect(texte).toMatch(/^\{"_id":"[abc]","_rev":"\d-/);
        await m.bruts.greffer(copie, lot);
      }
      const tout = { debut: '', fin: 'z' };
      expect(await m.plage(copie, tout, 'avec')).toEqual(await m.plage(base, tout, 'avec'));
      expect(await m.parCles(copie, ['b'], 'sans')).toEqual(await m.parCles(base, ['b'], 'sans'));
      expect(await ids(m, base, lecture.fin() ?? '0')).toEqual([]);

      const seq = (await m.infos(copie))?.sequence ?? '';
      for await (const lot of m.bruts.changements(base, '0').lots) await m.bruts.greffer(copie, lot);
      expect(await ids(m, copie, seq)).toEqual([]);

      await ecrits(m, base, [{ _id: 'd' }]);
      expect(await lus(m.bruts.changements(base, lecture.fin() ?? '').lots)).toMatchObject([{ _id: 'd' }]);
      expect(await lus(m.bruts.parIds(base))).toMatchObject([
        { _id: 'a', n: 2 },
        { _id: 'c', t: 'é\n"' },
        { _id: 'd' },
      ]);
      expect(await lus(m.bruts.parIds('contrat-absente'))).toEqual([]);
    });

    test('[MAG-3] of two branches the longest lives, then the highest; what is deleted loses to what lives', async () => {
      const { m, base } = await ouvrir();
      const h = (c: string): string => c.repeat(32);
      const texte = (_rev: string, plus: object = {}) => JSON.stringify({ _id: 'a', _rev, ...plus });
      await m.bruts.greffer(base, [texte(`1-${h('a')}`), texte(`1-${h('b')}`)]);
      expect((await m.lire(base, 'a'))?._rev).toBe(`1-${h('b')}`);
      await m.bruts.greffer(base, [texte(`2-${h('1')}`)]);
      expect((await m.lire(base, 'a'))?._rev).toBe(`2-${h('1')}`);
      await m.bruts.greffer(base, [texte(`3-${h('f')}`, { _deleted: true })]);
      expect((await m.lire(base, 'a'))?._rev).toBe(`2-${h('1')}`);
      // One that goes lets the next one live.
      await ecrits(m, base, [{ _id: 'a', _rev: `2-${h('1')}`, _deleted: true }]);
      expect((await m.lire(base, 'a'))?._rev).toBe(`1-${h('b')}`);
    });
  });
}
