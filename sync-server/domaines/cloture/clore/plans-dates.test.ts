import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Instant, Mois } from '#shared/temps/types';
import { rattraper } from '../../../transitions/rattraper';
import { codeDeSortie } from '../../dossiers/importer/rapport';
import { type Banc, ouvrirBanc } from '../../dossiers/testing/banc-import';
import { exporter } from '../exporter/exporter';
import { cloturer } from './cloturer';

/** Three months of a service whose plans change, and what must come out of each (`attendu/<mois>/`), where they are at hand. */
const DOSSIER = process.env.DOSSIER_PLANS_DATES;
const horloge = () => '2026-11-05T08:00:00Z' as Instant;
const MOIS = ['2026-08', '2026-09', '2026-10'] as Mois[];

const contenus = async (dossier: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(dossier)).sort().map(async (f) => [f, await readFile(join(dossier, f), 'utf8')] as const),
    ),
  );

describe.runIf(DOSSIER)('[CL-3] [FI-10] plans-dates : importer, clore trois mois, exporter', () => {
  let b: Banc;
  beforeAll(async () => {
    b = await ouvrirBanc();
    const r = await b.importerDossier(DOSSIER ?? '');
    expect(codeDeSortie(r)).toBe(0);
  });
  afterAll(() => b.fermer());

  it.each(MOIS)('%s, clos dans l’ordre et exporté, égale l’attendu ligne pour ligne', async (mois) => {
    const ports = { magasin: b.magasin, horloge, rattraper: () => rattraper(b.magasin, horloge) };
    const o = { mois, antennes: codesAntennes(), auteur: 'CLI:essai' };
    const close = await cloturer(ports, { ...o, motif: 'reprise' });
    if (!close.ok) throw new Error(close.refus.message);
    const vers = await b.dossier();
    expect((await exporter(ports, { ...o, vers, provisoire: false })).ok).toBe(true);
    const [obtenu, attendu] = [await contenus(vers), await contenus(join(DOSSIER ?? '', 'attendu', mois))];
    // No complementary file, whose months would have been closed with other plans.
    expect(Object.keys(obtenu)).toEqual(Object.keys(attendu));
    const differents = Object.entries(attendu).filter(([nom, texte]) => obtenu[nom] !== texte);
    expect(differents.map(([nom]) => nom)).toEqual([]);
  });
});
