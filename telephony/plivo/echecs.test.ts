import { describe, expect, test } from 'vitest';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { dAppels } from '../journal/entree';
import { ouvrirJournal } from '../journal/journal';
import { dossierTemporaire, journalTechnique } from '../testing/atelier';
import { reglerEchecs } from './echecs';
import { memoireAppels } from './memoire';
import { retenir } from './retenue';
import type { ChercherTraces } from './traces';

const INSTANT = '2026-10-01T06:31:49Z' as Instant;
const { log } = journalTechnique();

/** So many calls hung up at CODE, and what a settling leaves in the journal. */
const essayer = async (combien: number, chercher: ChercherTraces, plusTardMs: number) => {
  const journal = await ouvrirJournal({ dossier: await dossierTemporaire(), log });
  const raccroches = Array.from({ length: combien }, (_, i) => {
    const etat = { appelId: `a${i}`, instant: INSTANT, etape: 'FIN', erreurs: 0, silences: 0, corrections: 0 } as const;
    const t = { etat: { ...etat, usagers: [], pointages: [] }, effets: [] };
    const echec = { type: 'ECHOUER', etape: 'CODE', issue: 'RACCROCHE' } as const;
    return retenir(
      undefined,
      { ...t, effets: [echec] },
      { usagerId: undefined, connu: true, recu: INSTANT, fini: true },
    ).appel;
  });
  const memoire = memoireAppels(raccroches, log);
  const horloge = () => epochMs(INSTANT) + plusTardMs;
  const { signal } = new AbortController();
  await reglerEchecs({ memoire, journal, chercher, delaiMs: 15_000, horloge, log, signal });
  await journal.fermer();
  const envoyes = journal.enAttente().flatMap((e) => dAppels(e).map((d) => d.id));
  return { envoyes, restent: memoire.retenus().length };
};
const absent: ChercherTraces = () => Promise.reject(new Error('ECONNREFUSED'));

describe('appels échoués retenus', () => {
  test('[PT-4] not before the delay; then written, unless some worker had a punch of that call', async () => {
    const vide: ChercherTraces = async () => new Map();
    expect(await essayer(2, vide, 14_000)).toEqual({ envoyes: [], restent: 2 });
    expect(await essayer(2, vide, 15_000)).toEqual({ envoyes: ['a0', 'a1'], restent: 0 });
    expect(await essayer(2, async () => new Map([['a0', { pointe: true }]]), 15_000)).toEqual({
      envoyes: ['a1'],
      restent: 0,
    });
  });

  test('[PT-4] CouchDB away: they wait; so many that they weigh, the oldest are sent unasked', async () => {
    expect(await essayer(2, absent, 3_600_000)).toEqual({ envoyes: [], restent: 2 });
    const trop = await essayer(10_001, absent, 3_600_000);
    expect(trop.envoyes).toContain('a0');
    expect(trop.restent).toBe(10_001 - trop.envoyes.length);
  });
});
