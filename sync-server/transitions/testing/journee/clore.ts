import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant, Mois } from '#shared/temps/types';
import { cloturer } from '../../../domaines/cloture/clore/cloturer';
import { exporter } from '../../../domaines/cloture/exporter/exporter';
import type { Rattraper } from '../../../ports/rattraper';
import type { Magasin } from '../../../store/lire';
import { rattraper } from '../../rattraper';
import { ANTENNE, coupee, type Journee } from './journee';
import { verite } from './verite';

const MOIS = '2026-11' as Mois;

/** The files of the month, or why not. */
const clore = async (m: Magasin, instant: Instant): Promise<Record<string, string> | string> => {
  const horloge = (): Instant => instant;
  const ports = { magasin: m, horloge, rattraper: (...quoi: Parameters<Rattraper>) => rattraper(m, horloge, ...quoi) };
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

/** `faux`: files that are not those of all that was received. */
export type Cloture = { refus: string } | { clos: true; refus?: string; faux: string[] };

/** Somebody closes and exports now, on a screen or by a command: refused, or right. */
export const essayerCloture = async (j: Journee): Promise<Cloture> => {
  const [avant, instant] = [await verite(j.grappe), j.horloge()];
  const rendu = await clore(j.alea.chance(0.5) ? j.commande() : j.magasin, instant).catch(coupee);
  if (typeof rendu === 'string')
    return rendu.startsWith('clos') ? { clos: true, refus: rendu, faux: [] } : { refus: rendu };
  const du = await clore(avant, instant);
  const dus = typeof du === 'string' ? {} : du;
  const noms = [...new Set([...Object.keys(rendu), ...Object.keys(dus)])];
  return { clos: true, faux: noms.filter((n) => typeof du === 'string' || dus[n] !== rendu[n]) };
};
