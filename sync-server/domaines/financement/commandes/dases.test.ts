import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BancCli, ouvrirBancCli, PETIT } from '../../../cli/testing/banc';

let b: BancCli;
beforeAll(async () => {
  b = await ouvrirBancCli();
});
afterAll(() => b.fermer());

it('[CL-5, CL-6] dases writes the files of a closed month; envoyer waits for the pro formas; relever reads what is left', async () => {
  const lancer = async (...args: string[]) =>
    b.telegestionAvec({ DASES_DEPOT: b.chemin('depot'), DASES_TABLE: b.chemin('table.json') }, ...args);
  await writeFile(
    b.chemin('table.json'),
    JSON.stringify({
      esppadom: {
        structure: { id: 'S1', siret: '12345678901234' },
        // A table written when these were asked for starts all the same.
        ajustements: { COMPLETE: 'A', CORRIGEE: 'B', CREEE: 'C' },
      },
    }),
  );
  await mkdir(b.chemin('depot/factures'), { recursive: true });
  expect((await lancer('importer', PETIT)).code).toBe(2);
  expect((await lancer('cloturer', '2026-10', '--motif', 'reprise')).code).toBe(0);
  // Before the Département has said all: written, and said to be incomplete at once, not only when it is to leave.
  const incomplet = await b.telegestionAvec({}, 'dases', '2026-10', '--vers', b.chemin('dases'));
  expect([incomplet.code, incomplet.stderr]).toEqual([
    0,
    expect.stringMatching(
      /^Attention : .*structure\.id, structure\.siret\b(?!, ajustements).*DASES_TABLE.*envoyer.* refusera/,
    ),
  ]);
  const ecrit = await lancer('dases', '2026-10', '--vers', b.chemin('dases'));
  expect([ecrit.code, ecrit.stderr]).toEqual([0, '']);
  const noms = (await readdir(b.chemin('dases'))).sort();
  expect(noms).toEqual(
    ['DASES_202610.xml', 'DASES_BRUTES_202610.csv', 'DASES_CORRIGEES_202610.csv'].flatMap((n) => [n, `${n}.sha256`]),
  );
  const corrigees = await readFile(b.chemin('dases/DASES_CORRIGEES_202610.csv'), 'utf8');
  const dispositifs = new Set(
    corrigees
      .split('\r\n')
      .slice(1, -2)
      .map((l) => l.split(';')[1]),
  );
  expect([...dispositifs].every((d) => ['APA', 'ASL_PA', 'ASL_PH', 'PCH'].includes(d ?? ''))).toBe(true);
  expect(dispositifs.size).toBeGreaterThan(0);
  const essai = await lancer('dases', '--essai');
  expect([essai.code, essai.stderr, essai.stdout.split('\n').slice(0, 2)]).toEqual([
    0,
    '',
    [
      'SERVICE_FAIT, disposition : celle du produit',
      '  séparateur « ; », signe décimal « , », UTF-8, fin de ligne CR LF, noms en première ligne, dernière ligne #FIN',
    ],
  ]);
  expect(essai.stdout).toContain('  | P90001;APA;M900001;I9001;01/10/2026 08:02;01/10/2026 09:32;90;0;;AD');
  const refuse = await lancer('envoyer', '2026-10', '--json');
  expect([refuse.code, JSON.parse(refuse.stdout)]).toMatchObject([1, { refus: { code: 'PRO_FORMA' } }]);
  await writeFile(b.chemin('depot/factures/FACTURE_APA_13_202610.pdf'), '%PDF-1.4\n%%EOF\n');
  await writeFile(b.chemin('depot/factures/FACTURE_APA.pdf'), '%PDF-1.4\n%%EOF\n');
  const releve = await lancer('relever');
  expect([releve.code, releve.stdout, releve.stderr]).toEqual([
    2,
    'FACTURE_APA_13_202610.pdf : pris\n',
    expect.stringContaining('nom attendu'),
  ]);
  expect(await lancer('relever')).toMatchObject({ code: 0, stdout: 'Rien de nouveau à prendre.\n' });
  await writeFile(b.chemin('depot/factures/FACTURE_PCH.pdf'), '%PDF-1.4\n%%EOF\n');
  expect(await lancer('relever')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('nom attendu'),
  });
  await rename(b.chemin('depot/factures'), b.chemin('factures-ailleurs'));
  await writeFile(b.chemin('depot/factures'), 'not a folder');
  const illisible = await lancer('relever');
  expect([illisible.code, illisible.stdout, illisible.stderr]).toEqual([
    1,
    '',
    expect.stringContaining('DASES : Lecture impossible de factures/'),
  ]);
  const retour = { MILLESIME_RETOUR: b.chemin('retour') };
  const millesime = (...args: string[]) => b.telegestionAvec(retour, ...args);
  // A mount that has gone: nothing leaves, and no folder takes its place.
  expect(await millesime('envoyer', '2026-10', '--destination', 'MILLESIME')).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('non parti, le dossier n’existe pas : créez-le, ou vérifiez le montage'),
  });
  await mkdir(b.chemin('retour'));
  expect((await millesime('envoyer', '2026-10', '--destination', 'MILLESIME')).code).toBe(0);
  await mkdir(b.chemin('retour/retours'), { recursive: true });
  await writeFile(
    b.chemin('retour/retours/RETOUR_BRUT_SUD_202610.csv'),
    'fichier;statut;motif;ligne\r\nBRUT_SUD_202610.csv;REFUSE;total faux;\r\n#FIN;1\r\n',
  );
  expect((await millesime('relever')).code).toBe(0);
  expect(await millesime('envoyer', '2026-10', '--destination', 'MILLESIME')).toMatchObject({
    code: 2,
    stdout: expect.stringContaining(
      'BRUT_SUD_202610.csv : refusé par le destinataire ; ses motifs sont à l’écran Envois',
    ),
  });
  expect(await millesime('envoyer', '2026-10', '--destination', 'MILLESIME')).toMatchObject({
    stdout: expect.stringContaining('BRUT_EST_202610.csv : envoyé, déjà parti\n'),
  });
  await writeFile(b.chemin('table.json'), '{"brutes":["inconnu"]}');
  const table = await lancer('dases', '2026-10', '--vers', b.chemin('dases'));
  expect([table.code, table.stderr]).toEqual([1, expect.stringContaining('« inconnu » n’est pas un champ')]);
});
