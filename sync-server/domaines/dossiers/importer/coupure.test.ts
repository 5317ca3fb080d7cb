import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lireUsagers } from '../../../store/lectures/connus';
import { lotsEnSouffrance } from '../../../store/lots';
import { rejouerImports } from '../../../store/rejouer';
import { type Banc, fichier, ligneUsager, MAINTENANT, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';
import { dernierImport } from './journal-imports';
import { codeDeSortie } from './rapport';

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

  it('[CO-3] before its corrections were judged, the same file is judged when it comes again, and says what is refused', async () => {
    await b.importer({
      'POINTAGES_202610.csv': fichier('POINTAGES', [
        'P1;05/10/2026 08:31:00;A;I1;M1;',
        'P2;05/10/2026 09:29:00;D;I1;M1;',
      ]),
    });
    const CORRECTIONS = 'CORRECTIONS_202610.csv';
    const corrections = fichier('CORRECTIONS', [
      'C1;06/10/2026 10:00:00;anne;MINUTES;P1;;;;;;;900;ATTENTE_PORTE;;',
      'C2;06/10/2026 11:00:00;anne;MINUTES;P1;;;;;;;10;ATTENTE_PORTE;;',
    ]);
    const couperCorrections = () =>
      b.importer(
        { [CORRECTIONS]: corrections },
        {
          jalon: (e) => {
            if (e === 'valide') throw new Error('coupure');
          },
        },
      );
    await expect(couperCorrections()).rejects.toThrow('coupure');
    await rejouerImports(b.magasin, () => MAINTENANT);
    const apres = await b.importer({ [CORRECTIONS]: corrections });
    const refuses = [{ ligne: 2, colonne: 'id_correction', valeur: 'C1' }];
    expect(rapportDe(apres, CORRECTIONS)).toMatchObject({ lus: 2, inchanges: 1, refuses });
    expect(codeDeSortie(apres)).toBe(2);
    const photo = await b.photographier();
    const encore = rapportDe(await b.importer({ [CORRECTIONS]: corrections }), CORRECTIONS);
    expect(encore).toMatchObject({ etat: 'INCHANGE', lus: 2, inchanges: 1, refuses });
    expect(await b.photographier()).toEqual(photo);
  });

  it('[CO-3] a file that was judged is not judged again: the same bytes have been imported', async () => {
    const nom = 'CORRECTIONS_202609.csv';
    const texte = fichier('CORRECTIONS', ['C3;06/10/2026 12:00:00;anne;MINUTES;P1;;;;;;;5;ATTENTE_PORTE;;']);
    expect(rapportDe(await b.importer({ [nom]: texte }), nom)).toMatchObject({ etat: 'IMPORTE', refuses: [] });
    expect(rapportDe(await b.importer({ [nom]: texte }), nom)).toMatchObject({ etat: 'DEJA_IMPORTE', inchanges: 1 });
    expect(await dernierImport(b.magasin, nom)).not.toHaveProperty('aJuger');
  });
});
