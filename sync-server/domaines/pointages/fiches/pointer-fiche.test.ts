import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { baseAntenne, idAccuse } from '#shared/contrats/ids';
import type { Fiche } from '#shared/contrats/pointages/fiche';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import type { Accuse } from '#shared/contrats/store/accuse';
import { retenir } from '#shared/domain/intervention/retenir';
import { type Mois, moisSchema } from '#shared/temps/types';
import {
  absence,
  cloture,
  contexte,
  correction,
  fiche,
  jour,
  note,
  paris,
  pointage,
  usager,
  visite,
} from '#shared/testing/constructeurs';
import { enMarquant } from '../../../store/lectures/mois-clos';
import { lireIds, lirePlage, plageDuType } from '../../../store/lire';
import { enMinorite } from '../../../store/testing/minorite';
import { avecVerrou } from '../../../store/verrou';
import { rattraper } from '../../../transitions/rattraper';
import { reconstruire } from '../../../transitions/reconstruire';
import { type BancTransitions, intervenant, ouvrirBancTransitions } from '../../../transitions/testing/banc';

let banc: BancTransitions;
beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());
beforeEach(async () => {
  await banc.vider();
  await banc.poserAntenne('EST', usager('U1', { telephones: ['+33199000001'] }), intervenant('I1', 'EST'));
});

const tourner = (): Promise<void> => rattraper(banc.magasin, banc.horloge);
/** As the push leaves it: the slip, then its acknowledgement. */
const recevoir = async (...fiches: Fiche[]): Promise<void> => {
  for (const f of fiches) {
    const recuLe = banc.horloge();
    const accuse = { _id: idAccuse(f.date, f.id), type: 'accuse', documentId: f._id, date: f.date, recuLe };
    await banc.poserAntenne('EST', f, accuse);
  }
};
const pointages = (annee = '2026') =>
  lirePlage<Pointage>(banc.magasin, `tg-pointages-${annee}`, plageDuType('pointage'));
const notes = async (base: string) =>
  (await lirePlage<{ ids: string[] }>(banc.magasin, base, plageDuType('inventaire'))).map((n) => n.ids);
const refus = async () =>
  (await lirePlage<{ documentId: string; code: string }>(banc.magasin, baseAntenne('EST'), plageDuType('refus'))).map(
    (r) => [r.documentId, r.code],
  );

test('[PT-1] a slip makes its punches once, then one visit with its plan, and nothing more when told again', async () => {
  await banc.poserAntenne('EST', visite('V1', '2026-10-01 08:30', '2026-10-01 09:30'));
  const f = fiche({ id: 'F1' });
  await recevoir(f);
  await tourner();
  const avant = await pointages();
  expect(avant).toMatchObject([
    { id: 'fiche-EST-F1-A', source: 'FICHE', usagerId: 'U1', intervenantId: 'I1' },
    { id: 'fiche-EST-F1-D', source: 'FICHE' },
  ]);
  expect(avant.every((p) => p.numeroAppelant === undefined && p.recuLe > f.instant)).toBe(true);
  const visites = await banc.interventions('EST');
  expect(visites).toMatchObject([
    { arrivee: { id: 'fiche-EST-F1-A' }, depart: { id: 'fiche-EST-F1-D' }, visite: { id: 'V1' }, anomalies: [] },
  ]);
  await tourner();
  await reconstruire(banc.magasin, banc.horloge);
  expect(await pointages()).toEqual(avant);
  expect(await banc.interventions('EST')).toEqual(visites);
});

test('[PT-1] [CO-6] a slip or a note whose acknowledgement was lost with the push is acknowledged, once, and the slip makes its punches', async () => {
  const f = fiche({ id: 'F1' });
  const mot = note('N1', f.date);
  const reprise = absence('A1', f.date, { poste: 'REPRISE' });
  await banc.poserAntenne('EST', f, mot, reprise);
  await tourner();
  const accuses = () => lirePlage<Accuse>(banc.magasin, baseAntenne('EST'), plageDuType('accuse'));
  const avant = await accuses();
  expect(avant.map((a) => [a._id, a.documentId])).toEqual([
    [idAccuse(f.date, 'F1'), f._id],
    [idAccuse(f.date, 'N1'), mot._id],
  ]);
  expect((await pointages()).map((p) => p.id)).toEqual(['fiche-EST-F1-A', 'fiche-EST-F1-D']);
  // The inventory has them before they are acknowledged; what a file brought is counted with its file.
  expect(await notes(baseAntenne('EST'))).toEqual([[f._id, mot._id].sort()]);
  await reconstruire(banc.magasin, banc.horloge);
  expect(await accuses()).toEqual(avant);
});

test('[CO-6] a row without its acknowledgement that the quorum does not have gets none, until it has it', async () => {
  const { m, perdre, revenir } = enMinorite(banc.magasin);
  const accuses = () => lireIds(banc.magasin, baseAntenne('EST'), plageDuType('accuse'));
  const f = fiche({ id: 'F1' });
  // Written by another process, which waits for the quorum itself.
  await banc.poserAntenne('EST', f);
  perdre();
  await rattraper(m, banc.horloge);
  expect([await accuses(), await pointages()]).toEqual([[], []]);
  revenir();
  await rattraper(m, banc.horloge);
  expect(await accuses()).toEqual([idAccuse(f.date, f.id)]);
  expect(await pointages()).toHaveLength(2);
});

test('[PT-1] the punches of a slip are in the inventory, even where who made them died before noting them', async () => {
  await recevoir(fiche({ id: 'F1' }));
  await tourner();
  const avant = await notes('tg-pointages-2026');
  expect(avant.flat()).toEqual((await pointages()).map((p) => p._id));
  for (const { _id } of await lirePlage(banc.magasin, 'tg-pointages-2026', plageDuType('inventaire')))
    await banc.retirer('tg-pointages-2026', _id);
  await reconstruire(banc.magasin, banc.horloge);
  expect(await notes('tg-pointages-2026')).toEqual(avant);
});

test('[PT-1] a slip of the night of the year makes punches in two databases, one of which was not there', async () => {
  await recevoir(
    fiche({
      id: 'F1',
      date: jour('2026-12-31'),
      arrivee: paris('2026-12-31 23:30'),
      depart: paris('2027-01-01 00:30'),
      instant: paris('2027-01-01 10:00'),
    }),
  );
  await tourner();
  expect((await pointages()).map((p) => p.id)).toEqual(['fiche-EST-F1-A']);
  expect((await pointages('2027')).map((p) => p.id)).toEqual(['fiche-EST-F1-D']);
  expect(await banc.interventions('EST')).toMatchObject([
    { arrivee: { id: 'fiche-EST-F1-A' }, depart: { id: 'fiche-EST-F1-D' } },
  ]);
  await banc.magasin.detruireBase('tg-pointages-2027');
});

test('[AP-3] [AP-4] the same slip typed by two managers makes one visit; both are kept', async () => {
  await recevoir(fiche({ id: 'F1', auteur: 'gestion01' }), fiche({ id: 'F2', auteur: 'gestion02' }));
  await tourner();
  expect(await pointages()).toHaveLength(4);
  expect(
    (await banc.interventions('EST')).map((i) => [i.arrivee?.id, i.depart?.id, i.ecartes.map((x) => x.id)]),
  ).toEqual([['fiche-EST-F1-A', 'fiche-EST-F1-D', ['fiche-EST-F2-A', 'fiche-EST-F2-D']]]);
});

test('[PT-1] a slip of another antenna under the same id does not stand in the way of this one', async () => {
  const f = fiche({ id: 'F1' });
  await banc.poserAntenne('SUD', usager('U2', { antenne: 'SUD' }), intervenant('I2', 'SUD'));
  const autre = fiche({ id: 'F1', antenne: 'SUD', usagerId: 'U2', intervenantId: 'I2' });
  const recuLe = banc.horloge();
  const accuse = { _id: idAccuse(f.date, f.id), type: 'accuse', documentId: f._id, date: f.date, recuLe };
  await banc.poserAntenne('SUD', autre, accuse);
  await tourner();
  await recevoir(f);
  await tourner();
  expect((await banc.interventions('SUD')).map((i) => [i.usagerId, i.depart?.id])).toEqual([['U2', 'fiche-SUD-F1-D']]);
  expect((await banc.interventions('EST')).map((i) => [i.usagerId, i.depart?.id])).toEqual([['U1', 'fiche-EST-F1-D']]);
});

test('[PT-8] a slip completes a call from another number, and is none itself', async () => {
  await banc.pointer(pointage('A', '2026-10-01 08:31', { id: 'a', numeroAppelant: '+33199000001' }));
  await recevoir(fiche({ id: 'F1', arrivee: undefined }));
  await tourner();
  expect(await banc.interventions('EST')).toMatchObject([
    { arrivee: { id: 'a' }, depart: { id: 'fiche-EST-F1-D' }, anomalies: ['HORS_PLANNING'] },
  ]);
});

test('[CO-8] a slip that comes after a creation makes one visit with it, in conflict until someone settles it', async () => {
  await banc.poserAntenne('EST', visite('V1', '2026-10-01 08:30', '2026-10-01 09:30'));
  await tourner();
  const c = correction('CREATION', {
    cible: { genre: 'VISITE', id: 'V1' },
    debut: paris('2026-10-01 08:30'),
    fin: paris('2026-10-01 09:45'),
  });
  await banc.poserAntenne('EST', c);
  await tourner();
  const verdict = await banc.verdict('EST', c);
  expect(verdict?.decision).toBe('ACCEPTEE');
  await recevoir(fiche({ id: 'F1' }));
  await tourner();
  const visites = await banc.interventions('EST');
  expect(visites).toMatchObject([{ arrivee: { id: 'fiche-EST-F1-A' }, visite: { id: 'V1' }, creations: [c.id] }]);
  const [i] = visites;
  const retenue = i && retenir(i, [{ correction: c, verdict }], contexte());
  expect([retenue?.fin, retenue?.conflit !== undefined]).toEqual([paris('2026-10-01 09:45'), true]);
});

test('[CO-5] closed since it was received: refused, and its author is told to make a correction', async () => {
  const f = fiche();
  await recevoir(f);
  await banc.poserAntenne('EST', cloture('EST', '2026-10' as Mois));
  await tourner();
  expect(await pointages()).toEqual([]);
  expect(await refus()).toEqual([[f._id, 'MOIS_CLOS']]);
});

test('[CO-5] punched before its month was closed, it stays so when all is told again', async () => {
  await recevoir(fiche());
  await tourner();
  await banc.poserAntenne('EST', cloture('EST', '2026-10' as Mois));
  await reconstruire(banc.magasin, banc.horloge);
  expect([(await pointages()).length, await refus()]).toEqual([2, []]);
});

test('[CO-5] while its month is being closed it waits, then makes its punches if the closing was given up', async () => {
  await avecVerrou(banc.magasin, banc.horloge, (jeton) =>
    enMarquant(
      banc.magasin,
      { mois: moisSchema.parse('2026-10'), antennes: ['EST'], jeton, instant: banc.horloge() },
      async () => {
        await recevoir(fiche());
        await tourner();
        expect([await pointages(), await refus()]).toEqual([[], []]);
      },
    ),
  );
  await tourner();
  expect(await pointages()).toHaveLength(2);
});
