import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Instant, Mois } from '#shared/temps/types';
import { financeur } from '#shared/testing/constructeurs';
import { cloturer } from '../domaines/cloture/clore/cloturer';
import { exporter } from '../domaines/cloture/exporter/exporter';
import { ecrireTout } from '../store/ecrire';
import { assurerInventaire } from '../store/inventaire/ouvrir';
import type { Magasin } from '../store/lire';
import { magasinMemoire } from '../store/memoire/memoire';
import { enGreffe, fondre } from '../store/testing/copies/feuilles';
import { rattraper } from './rattraper';
import { GESTES_DE_LA_GRAPPE, GESTES_DU_PRODUIT } from './testing/journee/gestes';
import { ANTENNE, BASE, ecrire, type Journee, ouvrirJournee } from './testing/journee/journee';

/** `npm run epreuve` plays more of them. */
const GRAINES = Number(process.env.JOURNEES ?? 8);
const MOIS = '2026-11' as Mois;
const GESTES = 40;
/** Its files are those of the start: what an import brings is counted by the import, which this day has none of. */
const PRODUIT = GESTES_DU_PRODUIT.filter((g) => g.nom !== 'importer');

// What is waited for some seconds, in case it is the backlog of a moment, is asked for again at once: no time passes here.
beforeAll(() => {
  const vrai = setTimeout;
  vi.stubGlobal('setTimeout', (f: () => void) => vrai(f, 0));
});
afterAll(() => vi.unstubAllGlobals());

/** All that any copy has, on one store that never lags: what the cluster will be once it is at rest. */
const verite = async ({ grappe }: Journee): Promise<Magasin> => {
  const m = magasinMemoire();
  const noms = new Set(grappe.copies.flatMap((c) => [...c.bases.keys()]));
  for (const nom of noms) {
    await m.creerBase(nom);
    const siennes = grappe.copies.flatMap((c) => c.bases.get(nom) ?? []);
    const ids = new Set(siennes.flatMap((b) => b.changes('0').map((v) => v.id)));
    for (const id of ids)
      await m.bruts.greffer(
        nom,
        fondre(
          id,
          siennes.map((b) => b.feuilles(id)),
        ).map((f) => enGreffe(id, f)),
      );
  }
  return m;
};

/** The files of the month, or why not. */
const clore = async (m: Magasin, instant: Instant): Promise<Record<string, string> | string> => {
  const horloge = (): Instant => instant;
  const ports = { magasin: m, horloge, rattraper: () => rattraper(m, horloge) };
  const r = await cloturer(ports, { mois: MOIS, antennes: [ANTENNE], motif: 'essai', auteur: 'essai' });
  if (!r.ok) return r.refus.code;
  const vers = await mkdtemp(join(tmpdir(), 'tg-journee-'));
  try {
    const e = await exporter(ports, { mois: MOIS, antennes: [ANTENNE], vers, provisoire: false, auteur: 'essai' });
    if (!e.ok) return `clos, ${e.refus.code}`;
    const noms = await readdir(vers);
    return Object.fromEntries(await Promise.all(noms.map(async (n) => [n, await readFile(join(vers, n), 'utf8')])));
  } finally {
    await rm(vers, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
};

type Bilan = { refus: string[]; clos: boolean; faux: string[] };

/** A day during which somebody tries to close at any moment, until it is done: refused each time, or right. */
const jouerCloture = async (graine: number): Promise<Bilan> => {
  const j = await ouvrirJournee(graine);
  await ecrireTout(j.magasin, BASE_CENTRALE, [financeur('PROPRE', 'TARIF_PROPRE')]);
  for (const v of j.prevues) await ecrire(j, j.magasin, BASE, v);
  await j.service.tour();
  await assurerInventaire(j.magasin, j.horloge);
  const tous = [...PRODUIT, ...GESTES_DE_LA_GRAPPE];
  const total = tous.reduce((n, g) => n + g.poids, 0);
  const bilan: Bilan = { refus: [], clos: false, faux: [] };
  j.grappe.retards = { ecriture: 0.3, ordre: 0, lecture: 0.2 };
  for (let n = 0; n < GESTES && !bilan.clos; n += 1) {
    await j.alea.selonPoids(tous.map((g) => ({ ...g, poids: g.poids / total })))?.faire(j);
    j.avancer(20);
    // Mostly while copies lag: a node is away, or has still to be told.
    const agitee = j.grappe.reste() > 0 || j.grappe.copies.some((c) => !c.present);
    if (!j.alea.chance(agitee ? 0.3 : 0.02)) continue;
    const du = await clore(await verite(j), j.horloge());
    const rendu = await clore(j.magasin, j.horloge()).catch((e: unknown) => {
      if ((e as { scope?: unknown }).scope === undefined) throw e;
      return 'COUPURE';
    });
    if (typeof rendu === 'string') {
      bilan.refus.push(rendu);
      if (rendu.startsWith('clos')) bilan.clos = true;
      continue;
    }
    bilan.clos = true;
    for (const nom of new Set([...Object.keys(rendu), ...(typeof du === 'string' ? [] : Object.keys(du))]))
      if (typeof du === 'string' || du[nom] !== rendu[nom]) bilan.faux.push(`graine ${graine} : ${nom}`);
  }
  return bilan;
};

test('[CL-2] whatever copy lags when a month is closed and exported, it is refused, or its files are those of all that was received', async () => {
  const faux: string[] = [];
  let clos = 0;
  const refus = new Map<string, number>();
  for (let graine = 1; graine <= GRAINES; graine += 1) {
    const b = await jouerCloture(graine);
    faux.push(...b.faux);
    clos += Number(b.clos);
    for (const code of b.refus) refus.set(code, (refus.get(code) ?? 0) + 1);
  }
  expect(faux).toEqual([]);
  // The stories have what they are about.
  expect(clos).toBeGreaterThan(0);
  expect([...refus.keys()].some((c) => c.startsWith('GRAPPE_'))).toBe(true);
});
