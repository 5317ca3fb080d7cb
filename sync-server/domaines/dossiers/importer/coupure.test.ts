import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lireUsagers } from '../../../store/lectures/connus';
import { lotsEnSouffrance } from '../../../store/lots';
import { rejouerImports } from '../../../store/rejouer';
import { type Banc, fichier, ligneUsager, MAINTENANT, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';

// A crash is a throw between two steps: what follows it never runs, as when the process is killed.

const nom = 'USAGERS_20261002.csv';
const texte = fichier('USAGERS', [
  ...Array.from({ length: 1200 }, (_, i) => ligneUsager(`N${i}`, { antenne: i % 2 ? 'EST' : 'SUD' })),
  ligneUsager('M1', { nom: 'CHANGE' }),
  ligneUsager('M2', { antenne: 'EST' }),
]);

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterAll(() => b.fermer());

const couper = (etape: string) =>
  b.importer(
    { [nom]: texte },
    {
      jalon: (e) => {
        if (e === etape) throw new Error('coupure');
      },
    },
  );

describe('une coupure pendant un import', () => {
  it('avant que le fichier soit rendu courant ne laisse rien de visible', async () => {
    const avant = (await b.photographier()).filter((l) => !l.startsWith('tg-lots'));
    await expect(couper('prepare')).rejects.toThrow('coupure');
    expect(await lotsEnSouffrance(b.magasin)).toBe(true);
    expect((await b.photographier()).filter((l) => !l.startsWith('tg-lots'))).toEqual(avant);
    const { abandonnes, rejoues } = await rejouerImports(b.magasin, () => MAINTENANT);
    expect([abandonnes.length, rejoues.length]).toEqual([1, 0]);
    expect(await b.photographier()).toEqual(avant);
  });

  it('après cela est finie à l’ouverture suivante, une fois pour toutes', async () => {
    await expect(couper('valide')).rejects.toThrow('coupure');
    expect((await lireUsagers(b.magasin)).has('N0')).toBe(false);
    const { rejoues } = await rejouerImports(b.magasin, () => MAINTENANT);
    expect(rejoues).toHaveLength(1);
    const usagers = await lireUsagers(b.magasin);
    expect([usagers.size, usagers.get('M1')?.doc.nom]).toEqual([1202, 'CHANGE']);
    expect(await lotsEnSouffrance(b.magasin)).toBe(false);
    const apres = await b.photographier();
    expect((await rejouerImports(b.magasin, () => MAINTENANT)).rejoues).toEqual([]);
    expect(await b.photographier()).toEqual(apres);
    const encore = rapportDe(await b.importer({ [nom]: texte }), nom);
    expect([encore.etat, encore.inchanges]).toEqual(['DEJA_IMPORTE', 1202]);
  });

  it('pendant le nettoyage ne défait pas ce qu’un import plus récent a écrit', async () => {
    const lignes = (n: string): string => texte.replace('CHANGE', n);
    const jour = (d: string): string => `USAGERS_202610${d}.csv`;
    await expect(
      b.importer(
        { [jour('03')]: lignes('TROIS') },
        {
          jalon: (e) => {
            if (e === 'applique') throw new Error('coupure');
          },
        },
      ),
    ).rejects.toThrow('coupure');
    expect((await lireUsagers(b.magasin)).get('M1')?.doc.nom).toBe('TROIS');
    await b.importer({ [jour('04')]: lignes('QUATRE') });
    expect((await lireUsagers(b.magasin)).get('M1')?.doc.nom).toBe('QUATRE');
    expect(await lotsEnSouffrance(b.magasin)).toBe(false);
  });

  it('deux imports à la fois : le second est refusé, et le dit', async () => {
    let second: Promise<unknown> | undefined;
    await b.importer(
      { 'USAGERS_20261005.csv': texte },
      {
        // The first holds the lock until the second has been answered.
        jalon: async (e) => {
          if (e !== 'prepare') return;
          second ??= b.importer({ 'USAGERS_20261006.csv': texte });
          await second;
        },
      },
    );
    expect(await second).toMatchObject({ refus: { code: 'IMPORT_EN_COURS' } });
  });
});
