import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireUsagers } from '../../../store/lectures/connus';
import type { Noeud } from '../../../store/magasin';
import { entourer } from '../../../store/testing/entourer';
import { type Banc, fichier, ligneUsager, MAINTENANT, ouvrirBanc, SERVICE } from '../testing/banc-import';
import { importer } from './importer';
import type { RapportFichier } from './rapport';

// Several files in one go on a cluster: what one of them wrote is on its way between the nodes as the next one is read.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterAll(() => b.fermer());

const noeuds = (aTransmettre: number): Noeud[] =>
  [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, actifS: 3_600, aTransmettre }));

/** `retard`: for how many looks at the nodes documents are on their way, once usagers have been written. */
const prendre = async (jours: readonly string[], retard: number): Promise<RapportFichier['etat'][]> => {
  const dossier = await b.dossier();
  for (const jour of jours)
    await writeFile(join(dossier, `USAGERS_202610${jour}.csv`), fichier('USAGERS', [ligneUsager(`N${jour}`)]));
  let reste = 0;
  const magasin = entourer(b.magasin, async (o, faire) => {
    if (o.nom === 'noeuds') return noeuds(reste-- > 0 ? 5_000 : 0);
    if (o.nom === 'ecrire' && o.ids.some((id) => id.startsWith('usager:'))) reste = retard;
    return faire();
  });
  const { fichiers } = await importer(
    { magasin, horloge: () => MAINTENANT, hasard: () => 1, auteur: 'essai', rattraper: async () => undefined },
    { dossier, confirmer: true },
  );
  return fichiers.map((f) => f.etat);
};

test('what the file before made the nodes tell each other is waited for, and the next one is read again, then taken', async () => {
  expect(await prendre(['02', '03'], 2)).toEqual(['IMPORTE', 'IMPORTE']);
  expect([...(await lireUsagers(b.magasin)).keys()]).toEqual(expect.arrayContaining(['N02', 'N03']));
});

test('a node that has just come back keeps back a file and those after it, and no person is asked to confirm them', async () => {
  const dossier = await b.dossier();
  const ecrit: string[] = [];
  for (const jour of ['04', '05', '06'])
    await writeFile(join(dossier, `USAGERS_202610${jour}.csv`), fichier('USAGERS', [ligneUsager(`N${jour}`)]));
  const magasin = entourer(b.magasin, async (o, faire) => {
    if (o.nom === 'noeuds') return noeuds(0).map((n) => ({ ...n, actifS: ecrit.length > 0 ? 5 : 3_600 }));
    if (o.nom === 'ecrire') ecrit.push(...o.ids.filter((id) => id.startsWith('usager:')));
    return faire();
  });
  const ports = { magasin, horloge: () => MAINTENANT, hasard: () => 1, auteur: 'essai' };
  const r = await importer({ ...ports, rattraper: async () => undefined }, { dossier, confirmer: true });
  expect(r.fichiers.map((f) => [f.nom, f.etat])).toEqual([['USAGERS_20261004.csv', 'IMPORTE']]);
  expect(r.refus).toMatchObject({
    code: 'GRAPPE_RECENTS',
    message: expect.stringContaining('USAGERS_20261005.csv n’est pas pris, ni ceux qui le suivent.'),
  });
});
