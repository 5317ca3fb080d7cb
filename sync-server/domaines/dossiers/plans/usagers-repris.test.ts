import { afterAll, beforeAll, expect, it } from 'vitest';
import { REPRISE_MIN } from '#shared/domain/alerte/reprise';
import { lireUsagers } from '../../../store/lectures/connus';
import { type Banc, FINANCEURS, fichier, ligneUsager, ouvrirBanc } from '../testing/banc-import';

// The first file of an installation names everybody whom the former system knew: they are known, not new.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
});
afterAll(() => b.fermer());

const prendre = (date: string, a: string, ids: readonly string[], plus: Record<string, string> = {}) =>
  b.importer(
    {
      'FINANCEURS.csv': FINANCEURS,
      [`USAGERS_${date}.csv`]: fichier(
        'USAGERS',
        ids.map((id) => ligneUsager(id, plus)),
      ),
    },
    { a },
  );
const repris = async () =>
  [...(await lireUsagers(b.magasin)).values()].filter(({ doc }) => doc.repris).map(({ doc }) => doc.id);

it('[AL-2] [AL-3] usagers of the first import, and of the files that complete it that day, are of the taking over', async () => {
  await prendre('20261101', '2026-11-02T07:00:00Z', ['M1', 'M2']);
  // Its refused rows, put right on the same day.
  await prendre('20261102', '2026-11-02T15:00:00Z', ['M1', 'M2', 'M3']);
  expect(await repris()).toEqual(['M1', 'M2', 'M3']);
});

it('[AL-2] [AL-3] one of a later day is new; those of the taking over stay so when their file changes', async () => {
  await prendre('20261103', '2026-11-03T05:00:00Z', ['M1', 'M2', 'M3', 'M4']);
  await prendre('20261104', '2026-11-04T05:00:00Z', ['M1', 'M2', 'M3', 'M4'], { nom: 'LEGRAND' });
  expect(await repris()).toEqual(['M1', 'M2', 'M3']);
  const avant = await b.photographier();
  await prendre('20261104', '2026-11-04T06:00:00Z', ['M1', 'M2', 'M3', 'M4'], { nom: 'LEGRAND' });
  expect(await b.photographier()).toEqual(avant);
});

it('[AL-2] [AL-3] the real first file is the taking over, though one usager came on trial days before', async () => {
  const essai = await ouvrirBanc();
  try {
    const prendreIci = (a: string, ids: readonly string[]) =>
      essai.importer(
        {
          'FINANCEURS.csv': FINANCEURS,
          [`USAGERS_${a.slice(0, 10).replaceAll('-', '')}.csv`]: fichier(
            'USAGERS',
            ids.map((id) => ligneUsager(id)),
          ),
        },
        { a },
      );
    await prendreIci('2026-10-20T08:00:00Z', ['M0']);
    const ids = ['M0', ...Array.from({ length: REPRISE_MIN }, (_, n) => `N${n}`)];
    await prendreIci('2026-11-02T07:00:00Z', ids);
    await prendreIci('2026-11-03T07:00:00Z', [...ids, 'Z1']);
    const connus = [...(await lireUsagers(essai.magasin)).values()].map(({ doc }) => doc);
    expect(connus.filter((u) => !u.repris).map((u) => u.id)).toEqual(['Z1']);
    expect(connus).toHaveLength(REPRISE_MIN + 2);
  } finally {
    await essai.fermer();
  }
});
