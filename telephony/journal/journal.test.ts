import { appendFile, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { documentPointage } from '../plivo/documents';
import { dossierTemporaire, journalTechnique } from '../testing/atelier';
import { dAppels, type Entree, encoder, lireSegment, type MemoireAppel } from './entree';
import { ouvrirJournal } from './journal';
import { nomSegment, type Ouvrir, ouvrirSegment } from './segments';

const INSTANT = '2026-10-01T06:31:49Z' as Instant;
const etatDe = (appelId: string): MemoireAppel['etat'] => ({
  appelId,
  instant: INSTANT,
  etape: 'CONFIRME',
  erreurs: 0,
  silences: 0,
  usagers: ['M1'],
  corrections: 0,
  pointages: [],
});
const memoireDe = (appelId: string): MemoireAppel => ({
  etat: etatDe(appelId),
  pointages: [],
  echec: false,
  fini: false,
  vuLe: INSTANT,
});
const entreeDe = (id: string): Entree => ({
  documents: [documentPointage(etatDe(id), { id: `${id}-0-M1`, sens: 'ARRIVEE', usagerId: 'M1' }, INSTANT)],
  appel: memoireDe(id),
});
const { log } = journalTechnique();
const ids = (j: { enAttente: () => readonly { documents: Entree['documents'] }[] }) =>
  j.enAttente().flatMap((e) => dAppels(e).map((d) => d.id));

describe('journal', () => {
  test('what was added is there again after a restart, in order; what was confirmed is not sent again', async () => {
    const dossier = await dossierTemporaire();
    const j = await ouvrirJournal({ dossier, log });
    await Promise.all(['a', 'b', 'c'].map((id) => j.ajouter(entreeDe(id))));
    await j.confirmer(1);
    await j.fermer();
    const repris = await ouvrirJournal({ dossier, log });
    expect(ids(repris)).toEqual(['b-0-M1', 'c-0-M1']);
    expect(repris.repris.appels.map((a) => a.etat.appelId)).toEqual(['a', 'b', 'c']);
    await repris.fermer();
  });

  test('a line cut by a crash, wherever it is cut, is recognised, and what comes after is whole', async () => {
    const ligne = encoder(entreeDe('coupé'));
    const octets = Buffer.from(ligne);
    for (const reste of [1, 16, 17, 40, Math.floor(octets.length / 2), octets.length - 1]) {
      const dossier = await dossierTemporaire();
      const j = await ouvrirJournal({ dossier, log });
      await j.ajouter(entreeDe('a'));
      await j.fermer();
      await appendFile(join(dossier, nomSegment(1)), new Uint8Array(octets.subarray(0, reste)));
      const repris = await ouvrirJournal({ dossier, log });
      await repris.ajouter(entreeDe('b'));
      await repris.fermer();
      const encore = await ouvrirJournal({ dossier, log });
      expect(ids(encore)).toEqual(['a-0-M1', 'b-0-M1']);
      await encore.fermer();
    }
  });

  test('any bytes after good lines, or cut anywhere: the good lines are read, and nothing is made up', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 5 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, bruit, part) => {
          const bonnes = Buffer.from(Array.from({ length: n }, (_, i) => encoder(entreeDe(`e${i}`))).join(''));
          const sali = Buffer.concat([new Uint8Array(bonnes), bruit]);
          const lu = lireSegment(sali);
          expect(lu.entrees.map((e) => e.entree.appel?.etat.appelId)).toEqual(
            Array.from({ length: n }, (_, i) => `e${i}`),
          );
          const coupe = lireSegment(bonnes.subarray(0, Math.floor(bonnes.length * part)));
          expect(coupe.entrees.length).toBeLessThanOrEqual(n);
          expect(coupe.abimees).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a damaged line in the middle is counted, and the others are kept', async () => {
    const dossier = await dossierTemporaire();
    const lignes = ['a', 'b', 'c'].map((id) => encoder(entreeDe(id)));
    await writeFile(
      join(dossier, nomSegment(1)),
      [lignes[0], lignes[1]?.replace('ARRIVEE', 'DEPART '), lignes[2]].join(''),
    );
    const technique = journalTechnique();
    const j = await ouvrirJournal({ dossier, log: technique.log });
    expect(ids(j)).toEqual(['a-0-M1', 'c-0-M1']);
    expect(technique.lignes.join()).toContain('JOURNAL_ABIME');
    await j.fermer();
  });

  test('concurrent additions share their syncs', async () => {
    const dossier = await dossierTemporaire();
    let syncs = 0;
    const compter: Ouvrir = async (chemin) => {
      const f = await ouvrirSegment(chemin);
      return {
        ...f,
        datasync: () => {
          syncs += 1;
          return f.datasync();
        },
      };
    };
    const j = await ouvrirJournal({ dossier, log, ouvrir: compter });
    await Promise.all(Array.from({ length: 200 }, (_, i) => j.ajouter(entreeDe(`p${i}`))));
    expect(j.enAttente()).toHaveLength(200);
    expect(syncs).toBeLessThan(20);
    await j.fermer();
  });

  test('it does not grow for ever: a new segment keeps the calls worth keeping, confirmed ones are deleted', async () => {
    const dossier = await dossierTemporaire();
    const j = await ouvrirJournal({
      dossier,
      log,
      tailleSegment: 5000,
      instantane: () => [{ documents: [], appel: memoireDe('vivant') }],
    });
    for (let i = 0; i < 60; i += 1) {
      await j.ajouter(entreeDe(`n${i}`));
      if (i % 10 === 9) await j.confirmer(10);
    }
    const segments = (await readdir(dossier)).filter((n) => n.endsWith('.log'));
    expect(segments.length).toBeLessThanOrEqual(3);
    expect(segments).not.toContain(nomSegment(1));
    await j.fermer();
    const repris = await ouvrirJournal({ dossier, log });
    expect(ids(repris)).toEqual([]);
    expect(repris.repris.appels.map((a) => a.etat.appelId)).toContain('vivant');
    await repris.fermer();
  });

  test('a store put back as it was is sent again what it had confirmed, though a new segment was begun just after', async () => {
    const dossier = await dossierTemporaire();
    const j = await ouvrirJournal({ dossier, log, tailleSegment: 2000 });
    const avant = async (): Promise<number> => (await readdir(dossier)).filter((n) => n.endsWith('.log')).length;
    const ajoutees: string[] = [];
    for (let i = 0; (await avant()) < 2; i += 1) {
      await j.ajouter(entreeDe(`n${i}`));
      ajoutees.push(`n${i}-0-M1`);
    }
    await j.confirmer(ajoutees.length);
    await j.fermer();
    await rm(join(dossier, 'confirme.json'));
    const repris = await ouvrirJournal({ dossier, log });
    expect(ids(repris)).toEqual(ajoutees);
    await repris.fermer();
  });

  test('a wrong code kept over from segment to segment, none of them deleted yet, is known again once', async () => {
    const dossier = await dossierTemporaire();
    const codes = [
      { numero: '+33199000001', le: INSTANT },
      { numero: '+33199000001', le: '2026-10-01T06:31:50Z' as Instant },
      { numero: '+33199000002', le: INSTANT },
    ];
    const garde: Entree[] = [{ documents: [], codesErrones: codes }];
    const j = await ouvrirJournal({ dossier, log, tailleSegment: 1000, instantane: () => garde });
    for (const code of codes) await j.ajouter({ documents: [], codesErrones: [code] });
    for (let i = 0; i < 10; i += 1) await j.ajouter(entreeDe(`n${i}`));
    await j.fermer();
    expect((await readdir(dossier)).filter((n) => n.endsWith('.log')).length).toBeGreaterThan(2);
    const repris = await ouvrirJournal({ dossier, log });
    expect(repris.repris.codesErrones).toEqual(codes);
    await repris.fermer();
  });

  test('an entry in a segment not wholly confirmed outlives the next ones', async () => {
    const dossier = await dossierTemporaire();
    const j = await ouvrirJournal({ dossier, log, tailleSegment: 3000 });
    for (let i = 0; i < 40; i += 1) await j.ajouter(entreeDe(`n${i}`));
    await j.confirmer(7);
    await j.fermer();
    const repris = await ouvrirJournal({ dossier, log });
    expect(ids(repris)).toEqual(Array.from({ length: 33 }, (_, i) => `n${i + 7}-0-M1`));
    await repris.fermer();
  });

  test('disk full: the addition is refused and does not count; when there is room again, additions go on', async () => {
    const dossier = await dossierTemporaire();
    const technique = journalTechnique();
    let plein = false;
    // /dev/full: the system's own ENOSPC.
    const ouvrir: Ouvrir = async (chemin) => {
      const vrai = await ouvrirSegment(chemin);
      const refus = await open('/dev/full', 'a');
      return {
        ...vrai,
        write: (contenu) => (plein ? refus.appendFile(contenu) : vrai.write(contenu)),
        close: async () => void (await Promise.all([vrai.close(), refus.close()])),
      };
    };
    const j = await ouvrirJournal({ dossier, log: technique.log, ouvrir });
    await j.ajouter(entreeDe('avant'));
    plein = true;
    await expect(j.ajouter(entreeDe('refusé'))).rejects.toThrow('ENOSPC');
    await expect(j.ajouter(entreeDe('refusé'))).rejects.toThrow('ENOSPC');
    expect(j.sain()).toBe(false);
    expect(technique.lignes.join()).toContain('JOURNAL_REFUSE');
    plein = false;
    await j.ajouter(entreeDe('après'));
    expect(j.sain()).toBe(true);
    await j.fermer();
    const repris = await ouvrirJournal({ dossier, log });
    expect(ids(repris)).toEqual(['avant-0-M1', 'après-0-M1']);
    await repris.fermer();
  });

  test('a line that could not be read again is never written', async () => {
    const dossier = await dossierTemporaire();
    const j = await ouvrirJournal({ dossier, log });
    const mauvaise = { documents: [{ base: 'x', document: { type: 'pointage' } }] } as unknown as Entree;
    await expect(j.ajouter(mauvaise)).rejects.toThrow();
    await j.ajouter(entreeDe('a'));
    expect(ids(j)).toEqual(['a-0-M1']);
    await j.fermer();
    expect((await readFile(join(dossier, nomSegment(1)), 'utf8')).split('\n')).toHaveLength(2);
  });
});
