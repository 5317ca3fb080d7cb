import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { documentPointage } from '../plivo/documents';
import { dossierTemporaire, journalTechnique } from '../testing/atelier';
import { dAppels, type Entree, type MemoireAppel } from './entree';
import { ouvrirJournal } from './journal';
import { type FichierJournal, type Ouvrir, ouvrirSegment } from './segments';

const INSTANT = '2026-10-01T06:31:49Z' as Instant;
const { log } = journalTechnique();
const memoireDe = (appelId: string): MemoireAppel => ({
  etat: {
    appelId,
    instant: INSTANT,
    etape: 'CONFIRME',
    erreurs: 0,
    silences: 0,
    usagers: [],
    corrections: 0,
    pointages: [],
  },
  pointages: [],
  echec: false,
  fini: false,
  vuLe: INSTANT,
});
const entreeDe = (appel: MemoireAppel, avecPointage: boolean): Entree => ({
  documents: avecPointage
    ? [documentPointage(appel.etat, { id: `${appel.etat.appelId}-0-M1`, sens: 'ARRIVEE' }, INSTANT)]
    : [],
  appel,
});

/** A machine that stops dead at its n-th file operation: what was written and not flushed is lost, nothing more happens. */
const machineQuiMeurt = (operations: number) => {
  let reste = operations;
  let mourir: () => void = () => undefined;
  const morte = new Promise<'morte'>((r) => {
    mourir = () => r('morte');
  });
  const vrais: FichierJournal[] = [];
  const pas = async (): Promise<void> => {
    reste -= 1;
    if (reste >= 0) return;
    mourir();
    await new Promise(() => undefined);
  };
  const ouvrir: Ouvrir = async (chemin) => {
    await pas();
    const vrai = await ouvrirSegment(chemin);
    vrais.push(vrai);
    let nonFlushe = '';
    return {
      write: async (contenu) => {
        await pas();
        nonFlushe += contenu;
      },
      datasync: async () => {
        await pas();
        await vrai.write(nonFlushe);
        nonFlushe = '';
      },
      truncate: vrai.truncate,
      close: pas,
    };
  };
  return { ouvrir, morte, ranger: () => Promise.all(vrais.map((f) => f.close())) };
};

test('stopped dead at any moment: every call that was answered is known again, every punch not confirmed is still to send', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 300, max: 1200 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      async (operations, tailleSegment, tousLes, confirmerEnMourant) => {
        const dossier = await dossierTemporaire();
        const machine = machineQuiMeurt(operations);
        const connus = new Map<string, MemoireAppel>();
        const aEnvoyer: string[] = [];
        const ouvert = ouvrirJournal({
          dossier,
          log,
          ouvrir: machine.ouvrir,
          tailleSegment,
          instantane: () => [...connus.values()].map((appel) => ({ documents: [], appel })),
        });
        const journal = await Promise.race([ouvert, machine.morte]);
        if (journal !== 'morte') {
          for (let i = 0; i < 30; i += 1) {
            // Every third line is the next step of a call already known.
            const appel = {
              ...memoireDe(`a${i % 3 === 2 ? i - 1 : i}`),
              vuLe: `2026-10-01T06:32:${10 + i}Z` as Instant,
            };
            const fait = await Promise.race([
              journal.ajouter(entreeDe(appel, i % 2 === 0)).then(() => 'fait'),
              machine.morte,
            ]);
            if (fait === 'morte') break;
            connus.set(appel.etat.appelId, appel);
            if (i % 2 === 0) aEnvoyer.push(`${appel.etat.appelId}-0-M1`);
            if (i % tousLes === 0) {
              await journal.confirmer(1);
              aEnvoyer.shift();
            }
          }
          // CouchDB confirms all that was sent at the very moment when the machine stops.
          if (confirmerEnMourant) {
            aEnvoyer.splice(0);
            await journal.confirmer(1000);
          }
        }
        const repris = await ouvrirJournal({ dossier, log });
        const retrouves = new Map(repris.repris.appels.map((a) => [a.etat.appelId, a.vuLe]));
        for (const [id, appel] of connus) expect([id, retrouves.get(id)]).toEqual([id, appel.vuLe]);
        const attente = repris.enAttente().flatMap((e) => dAppels(e).map((d) => d.id));
        expect(attente.filter((id) => aEnvoyer.includes(id))).toEqual(aEnvoyer);
        await repris.fermer();
        await machine.ranger();
      },
    ),
    { numRuns: 100 },
  );
});
