import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, idUsager } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { lireUn } from '../../../store/lire';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';

const MOIS = ['2026-09', '2026-10'] as Mois[];
let s: BancCloture;
beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
});
afterAll(() => s?.b.fermer());

it('[CL-2] usagers that were imported under a name that every object bears, before it was refused: their months close, and are exported', async () => {
  const modele = await lireUn<Usager>(s.b.magasin, baseAntenne('SUD'), idUsager('M1'));
  if (!modele) throw new Error('pas d’usager');
  const { _rev, ...doc } = modele as Usager & { _rev?: string };
  const ids = ['__proto__', 'constructor', 'toString'];
  await s.poser(
    baseAntenne('SUD'),
    ids.map((id, n) => ({ ...doc, _id: idUsager(id), id, codeUsager: `10000${n}` })),
  );
  for (const [n, mois] of MOIS.entries()) {
    s.aller(`${mois}-10T12:00:00Z`);
    for (const usagerId of ids)
      await s.pointer(`${n}${usagerId}`, paris(`${mois}-09 08:00`), paris(`${mois}-09 10:00`), { usagerId });
    await s.tourner();
    s.aller(`${mois}-28T08:00:00Z`);
    await s.clore(mois, ['SUD']);
    const fichiers = await s.fichiers(mois, ['SUD']);
    for (const id of ids) expect(JSON.stringify(fichiers)).toContain(id);
  }
});
