import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { cheminObjet } from '#shared/domain/releve/chemins';
import { cloture, etatFige } from '#shared/testing/releves';
import { hacher, ouvrirArchive } from '../../../adapters/dossier';
import { mentionner } from '../../../adapters/mention';
import { ouvrirFabrique } from './fabriquer';

const SUJETS = Array.from({ length: 60 }, (_, i) => ({ etat: { ...etatFige('U', {}, 2), usagerId: `U${i}` } }));

let dossier: string;
beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-fabrique-'));
  return () => rm(dossier, { recursive: true, force: true });
});

it('[CL-2] statements made by several threads are those that one makes: same order, same bytes, all of them written', async () => {
  const un = ouvrirFabrique(ouvrirArchive(join(dossier, 'seul')));
  const seul = await un.fabriquer(SUJETS, cloture(), () => undefined);
  const plusieurs = ouvrirArchive(join(dossier, 'plusieurs'));
  const vus: number[] = [];
  const fabrique = ouvrirFabrique(plusieurs, { seuil: 0, fils: 2 });
  const faits = await fabrique.fabriquer(SUJETS, cloture(), (n) => vus.push(n));
  await fabrique.fermer();
  expect(faits).toEqual(seul);
  expect(vus.at(-1)).toBe(SUJETS.length);
  for (const p of faits.pieces) expect(hacher((await plusieurs.octets(cheminObjet(p.pdf, 'pdf'))) ?? '')).toBe(p.pdf);
});

it('a thread says of its statements what its process says of the mode', async () => {
  mentionner('formation');
  onTestFinished(() => mentionner('production'));
  const un = ouvrirFabrique(ouvrirArchive(join(dossier, 'seul')));
  const seul = await un.fabriquer(SUJETS.slice(0, 3), cloture(), () => undefined);
  const fabrique = ouvrirFabrique(ouvrirArchive(join(dossier, 'fils')), { seuil: 0, fils: 2 });
  expect(await fabrique.fabriquer(SUJETS.slice(0, 3), cloture(), () => undefined)).toEqual(seul);
  await fabrique.fermer();
  mentionner('production');
  const sans = await un.fabriquer(SUJETS.slice(0, 3), cloture(), () => undefined);
  expect(sans.pieces[0]?.pdf).not.toBe(seul.pieces[0]?.pdf);
});

it('what the disk refuses to a thread is known as a refusal of the disk', async () => {
  await writeFile(join(dossier, 'pris'), '');
  const fabrique = ouvrirFabrique(ouvrirArchive(join(dossier, 'pris')), { seuil: 0, fils: 2 });
  await expect(fabrique.fabriquer(SUJETS, cloture(), () => undefined)).rejects.toMatchObject({ code: 'ENOTDIR' });
  await fabrique.fermer();
});
