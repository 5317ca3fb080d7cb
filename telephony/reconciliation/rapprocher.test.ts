import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuser } from '#shared/contrats/commun';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { dAppels, type Entree } from '../journal/entree';
import { type PortsRapprochement, rapprocher } from './rapprocher';
import type { Repere } from './repere';

const MINUTE = 60_000;
const HEURE = 60 * MINUTE;
const JOUR = 24 * HEURE;
const DEBUT = epochMs('2026-12-30T05:00:00Z' as Instant);

/**
 * A call of the world: what became of its webhooks, and when its record appears at the operator's.
 * RECU: its document is in CouchDB `retard` after its end, and until then, from `arrivee`, in this worker's journal.
 */
type AppelDuMonde = {
  id: string;
  debut: number;
  fin: number;
  sort: 'RECU' | 'PERDU';
  arrivee: number;
  range: number;
  releve: number;
};
type Passage = { a: number; panne: 'aucune' | 'operateur' | 'couchdb' | 'journal' | 'repere' | 'repere abîmé' };

/** Everything around `rapprocher`, on a clock that the test moves. */
const monde = (appels: readonly AppelDuMonde[]) => {
  const m = { maintenant: DEBUT, panne: 'aucune' as Passage['panne'], repere: { etat: 'ABSENT' } as Repere };
  const ecrits: { id: string; le: number; usagerId?: string | undefined; base: string }[] = [];
  const enCasDe = (panne: Passage['panne']): void => {
    if (m.panne === panne) throw new Error(panne);
  };
  const ports: PortsRapprochement = {
    relever: async (f) => {
      if (m.panne === 'operateur') return refuser('PLIVO_INJOIGNABLE', 'non');
      const vus = appels.filter((a) => a.releve <= m.maintenant && a.fin >= epochMs(f.debut) && a.fin < epochMs(f.fin));
      const lus = vus.map((a) => ({ appelId: a.id, instant: instantDe(a.debut), numero: '+33199000001' }));
      return { ok: true, valeur: { appels: lus, illisibles: 0 } };
    },
    chercher: async (ids, debut, fin) => {
      enCasDe('couchdb');
      const dedans = (a: { debut: number }): boolean => a.debut >= epochMs(debut) && a.debut <= epochMs(fin);
      const ranges = appels.filter((a) => a.sort === 'RECU' && a.range <= m.maintenant && dedans(a)).map((a) => a.id);
      // What was written two hours ago has been sent since.
      const envoyes = ecrits.filter((e) => e.le <= m.maintenant - 2 * HEURE).map((e) => e.id);
      return new Set([...ranges, ...envoyes].filter((id) => ids.has(id)));
    },
    connusIci: () => {
      const ici = appels.filter((a) => a.sort === 'RECU' && a.arrivee <= m.maintenant && a.range > m.maintenant);
      return new Set([
        ...ici.map((a) => a.id),
        ...ecrits.filter((e) => e.le > m.maintenant - 2 * HEURE).map((e) => e.id),
      ]);
    },
    usagerDuNumero: () => 'M1',
    ecrire: async (entree: Entree) => {
      enCasDe('journal');
      const [premier] = entree.documents;
      for (const d of dAppels(entree))
        ecrits.push({ id: d.id, le: m.maintenant, usagerId: d.usagerId, base: premier?.base ?? '' });
    },
    lireRepere: async () => (m.panne === 'repere abîmé' ? { etat: 'ILLISIBLE' } : m.repere),
    ecrireRepere: async (jusqua) => {
      enCasDe('repere');
      m.repere = { etat: 'LU', jusqua };
    },
    horloge: () => m.maintenant,
    delaiMinutes: 60,
  };
  const passer = (p: Passage) => {
    m.maintenant = p.a;
    m.panne = p.panne;
    return rapprocher(ports).catch(() => undefined);
  };
  return { m, ports, ecrits, passer };
};

const unAppel = fc
  .record({
    // Across the night of the new year: two databases.
    debut: fc.integer({ min: 0, max: 3 * JOUR }),
    duree: fc.integer({ min: 0, max: 20 * MINUTE }),
    sort: fc.constantFrom('RECU' as const, 'RECU' as const, 'PERDU' as const),
    // Webhooks may be repeated for a while; the record and the sending to CouchDB may be late, or very late.
    arrivee: fc.integer({ min: 0, max: 55 * MINUTE }),
    range: fc.integer({ min: 0, max: 2 * JOUR }),
    releve: fc.integer({ min: 0, max: 2 * HEURE }),
    sonde: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ debut, duree, sort, arrivee, range, releve, sonde }) => {
    const fin = DEBUT + debut + duree;
    return {
      debut: DEBUT + debut,
      fin,
      sort,
      arrivee: fin + arrivee,
      range: fin + arrivee + range,
      releve: fin + releve,
      sonde,
    };
  });
const unPassage = fc.record({
  a: fc.integer({ min: 0, max: 4 * JOUR }).map((ms) => DEBUT + ms),
  panne: fc.constantFrom<Passage['panne']>(
    'aucune',
    'aucune',
    'operateur',
    'couchdb',
    'journal',
    'repere',
    'repere abîmé',
  ),
});

describe('le rapprochement', () => {
  test('[PT-4] exactly the lost calls become failed calls, each once, whatever the passages, their failures and their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(unAppel, { maxLength: 40 }),
        fc.array(unPassage, { maxLength: 20 }),
        async (bruts, passages) => {
          const appels = bruts.map(({ sonde, ...a }, n) => ({ ...a, id: `${sonde === 0 ? 'sonde-' : ''}u-${n}` }));
          const { ecrits, passer } = monde(appels);
          await passer({ a: DEBUT, panne: 'aucune' });
          for (const p of passages.sort((a, b) => a.a - b.a)) {
            await passer(p);
            // Nothing is said too early.
            for (const e of ecrits) expect(appels.find((a) => a.id === e.id)?.fin).toBeLessThanOrEqual(e.le - HEURE);
          }
          for (const a of [4 * JOUR, 4 * JOUR, 5 * JOUR]) await passer({ a: DEBUT + a, panne: 'aucune' });
          const perdus = appels.filter((a) => a.sort === 'PERDU' && !a.id.startsWith('sonde-')).map((a) => a.id);
          expect(ecrits.map((e) => e.id).sort()).toEqual(perdus.sort());
        },
      ),
      { numRuns: 200 },
    );
  });

  const perdu = (fin: number, id = 'p'): AppelDuMonde => ({
    id,
    debut: fin - MINUTE,
    fin,
    sort: 'PERDU',
    arrivee: 0,
    range: 0,
    releve: fin,
  });

  test('[PT-4] the failed call: source CDR, no trace, at the very start, its usager where the number names exactly one', async () => {
    const { m, ports } = monde([perdu(DEBUT)]);
    const entrees: Entree[] = [];
    m.maintenant = DEBUT + 2 * HEURE;
    const r = await rapprocher({ ...ports, ecrire: async (e) => void entrees.push(e) });
    expect(r).toMatchObject({ ok: true, valeur: { compares: 1, manquants: 1, illisibles: 0 } });
    expect(entrees).toEqual([
      {
        documents: [
          {
            base: 'tg-pointages-2026',
            document: {
              _id: `appel:${instantDe(DEBUT - MINUTE)}:p`,
              type: 'appel',
              id: 'p',
              instant: instantDe(DEBUT - MINUTE),
              recuLe: instantDe(DEBUT + 2 * HEURE),
              source: 'CDR',
              numeroAppelant: '+33199000001',
              usagerId: 'M1',
              etape: 'DEPART',
              issue: 'SANS_TRACE',
            },
          },
        ],
      },
    ]);
    const sans = await rapprocher({
      ...ports,
      usagerDuNumero: () => undefined,
      ecrire: async (e) => void entrees.push(e),
    });
    expect(sans.ok && entrees[1]?.documents[0]?.document).not.toHaveProperty('usagerId');
  });

  test('one entry of the journal for one database, and never a long one', async () => {
    const minuit = epochMs('2026-12-31T23:00:00Z' as Instant);
    const appels = Array.from({ length: 250 }, (_, n) => perdu(minuit + (n - 125) * 10_000 + MINUTE, `p-${n}`));
    const { m, ports } = monde(appels);
    const entrees: Entree[] = [];
    m.maintenant = minuit + 6 * HEURE;
    await rapprocher({ ...ports, ecrire: async (e) => void entrees.push(e) });
    expect(entrees.flatMap((e) => e.documents)).toHaveLength(250);
    for (const e of entrees) {
      expect(new Set(e.documents.map((d) => d.base)).size).toBe(1);
      expect(e.documents.length).toBeLessThanOrEqual(100);
    }
  });

  test.each([
    ['operateur', 'PLIVO_INJOIGNABLE'],
    ['couchdb', 'MAGASIN_INJOIGNABLE'],
    ['journal', 'JOURNAL_REFUSE'],
  ] as const)('%s down: refused as %s, no failed call, and the watermark stays', async (panne, code) => {
    const { m, ports, ecrits, passer } = monde([perdu(DEBUT + HEURE)]);
    await passer({ a: DEBUT, panne: 'aucune' });
    const avant = m.repere;
    m.maintenant = DEBUT + 5 * HEURE;
    m.panne = panne;
    expect(await rapprocher(ports)).toMatchObject({ ok: false, refus: { code } });
    expect([m.repere, ecrits]).toEqual([avant, []]);
  });

  test('after a long stop: all the operator still has, a day at a time, and what was done is not done again', async () => {
    const { m, ports, ecrits } = monde([perdu(DEBUT + JOUR, 'vieux'), perdu(DEBUT + 80 * JOUR, 'recent')]);
    m.repere = { etat: 'LU', jusqua: instantDe(DEBUT) };
    m.maintenant = DEBUT + 100 * JOUR;
    let tranches = 0;
    const relever: PortsRapprochement['relever'] = async (f) => {
      expect(epochMs(f.fin) - epochMs(f.debut)).toBeLessThanOrEqual(JOUR);
      expect(epochMs(f.debut)).toBeGreaterThan(m.maintenant - 90 * JOUR);
      tranches += 1;
      return tranches === 40 ? refuser('PLIVO_INJOIGNABLE', 'non') : ports.relever(f);
    };
    expect(await rapprocher({ ...ports, relever })).toMatchObject({ ok: false });
    expect(m.repere).toEqual({ etat: 'LU', jusqua: instantDe(m.maintenant - 90 * JOUR + HEURE + 39 * JOUR) });
    expect(await rapprocher({ ...ports, relever })).toMatchObject({ ok: true });
    expect(ecrits.map((e) => e.id)).toEqual(['recent']);
    expect(tranches).toBeLessThan(95);
  });

  test('on demand since a date: earlier is looked at again, later never moves the watermark over a gap', async () => {
    const { m, ports, ecrits } = monde([perdu(DEBUT - 10 * JOUR, 'ancien'), perdu(DEBUT + HEURE, 'entre')]);
    m.repere = { etat: 'LU', jusqua: instantDe(DEBUT) };
    m.maintenant = DEBUT + 5 * HEURE;
    await rapprocher(ports, instantDe(DEBUT + 3 * HEURE));
    expect([m.repere, ecrits]).toEqual([{ etat: 'LU', jusqua: instantDe(DEBUT) }, []]);
    await rapprocher(ports, instantDe(DEBUT - 11 * JOUR));
    expect(ecrits.map((e) => e.id)).toEqual(['ancien', 'entre']);
    expect(m.repere).toEqual({ etat: 'LU', jusqua: instantDe(DEBUT + 4 * HEURE) });
  });

  test('a clock that went back: nothing is compared, nothing is lost', async () => {
    const { m, ports } = monde([]);
    m.repere = { etat: 'LU', jusqua: instantDe(DEBUT + JOUR) };
    expect(await rapprocher(ports)).toEqual({
      ok: true,
      valeur: { compares: 0, manquants: 0, illisibles: 0, jusqua: instantDe(DEBUT + JOUR) },
    });
  });
});

test('[DI-1] what came from the number that checks are placed from is nobody’s lost call', async () => {
  const perdu = { id: 'A', debut: DEBUT - 3 * HEURE, fin: DEBUT - 3 * HEURE, sort: 'PERDU' as const };
  for (const [numeroSonde, manquants] of [
    ['+33199000001', 0],
    ['+33188000001', 1],
  ] as const) {
    const { ports, ecrits } = monde([{ ...perdu, arrivee: 0, range: 0, releve: 0 }]);
    expect(await rapprocher({ ...ports, numeroSonde })).toMatchObject({ ok: true, valeur: { manquants } });
    expect(ecrits).toHaveLength(manquants);
  }
});
