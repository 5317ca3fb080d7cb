import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inventaireSchema } from '#shared/contrats/inventaire';
import type { Instant } from '#shared/temps/types';
import { documentPointage } from '../plivo/documents';
import { attendreQue, dossierTemporaire, journalTechnique } from '../testing/atelier';
import { lancerMagasin } from '../testing/processus';
import type { Entree } from './entree';
import { ouvrirJournal } from './journal';
import { transmettre } from './transmission';

vi.setConfig({ testTimeout: 120_000 });

const BASE = 'tg-pointages-2026';
const { log } = journalTechnique();
let magasin: Awaited<ReturnType<typeof lancerMagasin>>;
beforeAll(async () => {
  magasin = await lancerMagasin(await dossierTemporaire());
});
afterAll(() => magasin.tuer('SIGKILL'));

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
      return { dossier, journal, transmission: transmettre({ journal, magasin: serveur, log }) };
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
    const transmission = transmettre({ journal, magasin: async () => magasin.serveur, log });
    await attendreQue(() => journal.enAttente().length === 0, 'le pointage est transmis');
    await transmission.arreter();
    await journal.fermer();
    expect(await noteDe('2026-10-06T08')).toEqual([document?._id]);
  }
});
