import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { retourDistant } from '../../../adapters/sftp/retour';
import type { Retour } from '../../../ports/depot-distant';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';
import { creerProvisoires } from './provisoires';

let s: BancCloture;
beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M2', 10, 'EST')]);
  await s.pointer('A', paris('2026-10-05 08:00'), paris('2026-10-05 09:00'));
  s.aller('2026-11-02T05:30:00Z');
});
afterAll(() => s.b.fermer());

const versDossier = (dossier: string): Retour =>
  retourDistant(depotDossier(dossier), join(s.b.dataDir, 'retour-en-cours'));
const creer = (retour: Retour | undefined) =>
  creerProvisoires({ magasin: s.b.magasin, horloge: s.maintenant, rattraper: s.tourner }, retour);
const deposer = (vers: string | undefined) => creer(vers === undefined ? undefined : versDossier(vers)).deposer();

it('[CL-2] les fichiers provisoires du mois passé, et le disent ; de qui a clos, aucun ; sans dossier, rien', async () => {
  const [un, deux] = [await s.b.dossier(), await s.b.dossier()];
  expect(await deposer(undefined)).toBe(0);
  expect(await deposer(un)).toBe(18);
  expect((await readdir(un)).filter((n) => n.endsWith('.csv.sha256'))).toHaveLength(18);
  const texte = await readFile(`${un}/SERVICE_FAIT_SUD_202610_PROVISOIRE.csv`, 'utf8');
  expect(lignesDe(texte)).toEqual(['M1;I1;05/10/2026 08:00;05/10/2026 09:00;60;0;;AD']);
  await s.clore('2026-10' as Mois, ['SUD']);
  expect(await deposer(deux)).toBe(15);
  expect((await readdir(deux)).filter((n) => n.includes('SUD'))).toEqual([]);
});

it('[CL-2] un dépôt refusé est essayé de nouveau ; pris, il n’est pas refait le même mois', async () => {
  const vers = await s.b.dossier();
  let pris = false;
  const retour: Retour = async (travail) => {
    if (!pris) throw new Error('la liaison a été coupée');
    return versDossier(vers)(travail);
  };
  const provisoires = creer(retour);
  await expect(provisoires.deposer()).rejects.toThrow('coupée');
  pris = true;
  expect([await provisoires.deposer(), await provisoires.deposer()]).toEqual([15, 0]);
  s.aller('2026-12-02T05:30:00Z');
  expect(await provisoires.deposer()).toBeGreaterThan(0);
});
