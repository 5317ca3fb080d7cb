import nano from 'nano';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { inventaireSchema } from '#shared/contrats/store/inventaire';
import type { Instant } from '#shared/temps/types';
import { documentPointage } from '../plivo/documents';
import { attendreQue, dossierTemporaire, journalTechnique } from '../testing/atelier';
import { lancerMagasin } from '../testing/processus';
import { estUnLot, relaisDEssai } from '../testing/relais-dessai';
import type { Entree } from './entree';
import { ouvrirJournal } from './journal';
import { transmettre } from './transmission';

vi.setConfig({ testTimeout: 120_000 });

const BASE = 'tg-pointages-2026';
const { log } = journalTechnique();
const horloge = (): number => Date.parse('2026-11-25T08:00:00Z');
let magasin: Awaited<ReturnType<typeof lancerMagasin>>;
beforeAll(async () => {
  magasin = await lancerMagasin(await dossierTemporaire());
});
afterAll(() => magasin.tuer('SIGKILL'));
const ouverts: (() => unknown)[] = [];
afterEach(async () => {
  for (const fermer of ouverts.splice(0)) await fermer();
});

const docSchema = z.looseObject({ _id: z.string() });
const lotSchema = z.looseObject({ docs: z.array(docSchema) });
type Doc = z.infer<typeof docSchema>;
type Reponse = { statut: number; corps: unknown };

/** The store behind an address that may answer a batch otherwise; `ecrire` has the store write these. */
const derriere = async (
  surLot: (docs: readonly Doc[], ecrire: (docs: readonly Doc[]) => Promise<Reponse>) => Promise<Reponse>,
): Promise<nano.ServerScope> => {
  const { url, fermer } = await relaisDEssai(magasin.url, async (d, faire) => {
    const lot = estUnLot(d) ? lotSchema.parse(JSON.parse(d.corps)) : undefined;
    if (!lot || 'new_edits' in lot) return faire();
    const r = await surLot(lot.docs, async (docs) => {
      const { statut, corps } = await faire(JSON.stringify({ docs }));
      return { statut, corps: JSON.parse(corps) };
    });
    return { statut: r.statut, corps: JSON.stringify(r.corps) };
  });
  ouverts.push(fermer);
  return nano({ url });
};

const entree = (appelId: string, instant: string): Entree => ({
  documents: [
    documentPointage(
      {
        appelId,
        instant: instant as Instant,
        etape: 'CONFIRME',
        erreurs: 0,
        silences: 0,
        usagers: [],
        corrections: 0,
        pointages: [],
      },
      { id: `${appelId}-0-M1`, sens: 'ARRIVEE' },
      instant as Instant,
    ),
  ],
});

const noteDe = async (heure: string): Promise<string[] | undefined> => {
  const doc: unknown = await magasin.serveur
    .use(BASE)
    .get(`inventaire:${heure}:pointages`)
    .catch(() => undefined);
  return doc === undefined ? undefined : inventaireSchema.parse(doc).ids;
};

test('[PT-6] two workers hand on the punches of one hour: each is noted, with the punch and before it is confirmed', async () => {
  const serveur = async () => magasin.serveur;
  const travailleurs = await Promise.all(
    ['a', 'b'].map(async (nom) => {
      const dossier = await dossierTemporaire();
      const journal = await ouvrirJournal({ dossier, log });
      for (let n = 0; n < 30; n += 1)
        await journal.ajouter(entree(`${nom}${n}`, `2026-10-05T0${6 + (n % 2)}:${10 + n}:00Z`));
      return { dossier, journal, transmission: transmettre({ journal, magasin: serveur, horloge, log }) };
    }),
  );
  // Some come while the first ones leave.
  for (const { journal } of travailleurs)
    for (let n = 30; n < 40; n += 1)
      await journal.ajouter(
        entree(`${travailleurs.findIndex((t) => t.journal === journal)}x${n}`, '2026-10-05T06:50:00Z'),
      );
  await attendreQue(() => travailleurs.every((t) => t.journal.enAttente().length === 0), 'tout est transmis');
  for (const t of travailleurs) {
    await t.transmission.arreter();
    await t.journal.fermer();
  }
  const { rows } = await magasin.serveur.use(BASE).list({ startkey: 'pointage:', endkey: 'pointage;' });
  expect(rows).toHaveLength(80);
  const notes = [...((await noteDe('2026-10-05T06')) ?? []), ...((await noteDe('2026-10-05T07')) ?? [])];
  expect(notes.sort()).toEqual(rows.map((r) => r.id).sort());
});

test('[PT-6] killed after CouchDB had the punch and before it was confirmed: sent again, it is noted once', async () => {
  const dossier = await dossierTemporaire();
  const e = entree('repris', '2026-10-06T08:00:00Z');
  const [document] = e.documents.map((d) => d.document);
  // As a worker of a former version left it: written, and not noted.
  await magasin.serveur.use(BASE).bulk({ docs: [document as never] });
  for (let fois = 1; fois <= 2; fois += 1) {
    const journal = await ouvrirJournal({ dossier, log });
    await journal.ajouter(e);
    const transmission = transmettre({ journal, magasin: async () => magasin.serveur, horloge, log });
    await attendreQue(() => journal.enAttente().length === 0, 'le pointage est transmis');
    await transmission.arreter();
    await journal.fermer();
    expect(await noteDe('2026-10-06T08')).toEqual([document?._id]);
  }
});

test('[PT-6] a punch that CouchDB refuses is in no note, and both are there once it takes it', async () => {
  let refus = 0;
  const serveur = await derriere(async (docs, ecrire) => {
    const [refuses, autres] = [true, false].map((p) => docs.filter((d) => d._id.startsWith('pointage:') === p));
    if (refus >= 2 || !refuses?.length) return ecrire(docs);
    refus += 1;
    // Each document of a batch is taken or refused by itself.
    if (autres?.length) await ecrire(autres);
    return { statut: 201, corps: docs.map(({ _id }) => ({ id: _id, error: 'forbidden', reason: 'essai' })) };
  });
  const journal = await ouvrirJournal({ dossier: await dossierTemporaire(), log });
  const e = entree('refusé', '2026-10-07T08:00:00Z');
  await journal.ajouter(e);
  const notes: unknown[] = [];
  const transmission = transmettre({
    journal,
    magasin: async () => {
      notes.push(await noteDe('2026-10-07T08'));
      return serveur;
    },
    horloge,
    log,
  });
  await attendreQue(() => journal.enAttente().length === 0, 'le pointage est transmis');
  await transmission.arreter();
  await journal.fermer();
  expect([refus, notes]).toEqual([2, [undefined, undefined, undefined]]);
  expect(await noteDe('2026-10-07T08')).toEqual(e.documents.map((d) => d.document._id));
});

test('[PT-6] a note that fewer copies than the quorum took confirms nothing: its punch stays in the journal', async () => {
  let minorite = true;
  let sans = 0;
  const serveur = await derriere(async (docs, ecrire) => {
    const r = await ecrire(docs);
    if (!minorite || !docs.every((d) => d._id.startsWith('inventaire:'))) return r;
    sans += 1;
    return { ...r, statut: 202 };
  });
  const journal = await ouvrirJournal({ dossier: await dossierTemporaire(), log });
  await journal.ajouter(entree('à demi', '2026-10-08T08:00:00Z'));
  const transmission = transmettre({ journal, magasin: async () => serveur, horloge, log });
  await attendreQue(() => transmission.sansQuorum() >= 1, 'la note est prise sans quorum');
  minorite = false;
  await attendreQue(() => journal.enAttente().length === 0, 'la majorité l’a');
  await transmission.arreter();
  await journal.fermer();
  expect(sans).toBe(1);
});

test('[PT-6] a punch that the one node that took it has lost is not confirmed by what the others have: it is sent again, in full', async () => {
  const e = entree('perdu', '2026-10-08T08:00:00Z');
  const id = e.documents[0]?.document._id ?? '';
  let envois = 0;
  const serveur = await derriere(async (docs, ecrire) => {
    if (!docs.some((d) => d._id === id)) return ecrire(docs);
    envois += 1;
    // Taken by one node alone, which still says so once, and is lost.
    if (envois === 1) return { statut: 202, corps: docs.map((d) => ({ ok: true, id: d._id, rev: '1-x' })) };
    if (envois === 2)
      return { statut: 201, corps: docs.map((d) => ({ id: d._id, error: 'conflict', reason: 'essai' })) };
    return ecrire(docs);
  });
  const journal = await ouvrirJournal({ dossier: await dossierTemporaire(), log });
  await journal.ajouter(e);
  const transmission = transmettre({ journal, magasin: async () => serveur, horloge, log });
  await attendreQue(() => journal.enAttente().length === 0, 'le pointage est transmis');
  await transmission.arreter();
  await journal.fermer();
  expect(envois).toBe(3);
  expect(await magasin.serveur.use(BASE).get(id)).toMatchObject({ _id: id });
});
