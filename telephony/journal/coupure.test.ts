import { afterEach, expect, test, vi } from 'vitest';
import { type Pointage, pointageSchema } from '#shared/contrats/pointages/pointage';
import { retenir } from '#shared/domain/intervention/retenir';
import { epochMs } from '#shared/temps/paris';
import { acceptee, apparier, contexte, correction, paris, visite } from '#shared/testing/constructeurs';
import { attendreQue, dossierDEssai } from '../testing/atelier';
import { lancerMagasin } from '../testing/processus';
import { estUnLot, relaisDEssai } from '../testing/relais-dessai';
import { demarrer, toutFermer } from '../testing/svi-dessai';

vi.setConfig({ testTimeout: 120_000 });

const ouverts: (() => unknown)[] = [];
afterEach(async () => {
  await toutFermer();
  for (const fermer of ouverts.splice(0)) await fermer();
});

/** The real store behind an address that may be cut, or lose the answers of its batches. */
const derriereUneCoupure = async (cible: string) => {
  const etat = { coupe: true, muet: false, lots: 0, lotsCoupes: 0 };
  const { url, fermer } = await relaisDEssai(cible, async (d, faire) => {
    if (etat.coupe) {
      if (estUnLot(d)) etat.lotsCoupes += 1;
      return undefined;
    }
    const r = await faire();
    if (!estUnLot(d) || r.statut !== 201) return r;
    etat.lots += 1;
    return etat.muet ? undefined : r;
  });
  ouverts.push(fermer);
  return { etat, url };
};

const ouvrir = async () => {
  const magasin = await lancerMagasin(await dossierDEssai());
  ouverts.push(() => magasin.tuer('SIGKILL'));
  const grappe = await derriereUneCoupure(magasin.url);
  const svi = await demarrer(undefined, undefined, { COUCHDB_URL: grappe.url });
  const aller = (local: string) => {
    svi.horloge.maintenant = epochMs(paris(local));
  };
  const lus = async (): Promise<Pointage[]> => {
    const { rows } = await magasin.serveur
      .use('tg-pointages-2026')
      .list({ startkey: 'pointage:', endkey: 'pointage;', include_docs: true });
    return rows.map((r) => pointageSchema.parse(r.doc));
  };
  const transmis = () =>
    attendreQue(async () => {
      const { journal } = (await (await fetch(`${svi.url}/sante`)).json()) as { journal: { enAttente: number } };
      return journal.enAttente === 0;
    }, 'tout est transmis');
  return { etat: grappe.etat, svi, aller, lus, transmis };
};

test('[CO-8] heard while the store was cut, a visit that a manager annulled meanwhile is contested once the punches are there', async () => {
  const { etat, svi, aller, lus, transmis } = await ouvrir();
  aller('2026-10-05 08:31');
  expect((await svi.appeler({ touches: '71248,1', callUuid: 'u-1' })).dit.join()).toContain('Arrivée enregistrée');
  aller('2026-10-05 09:29');
  expect((await svi.appeler({ touches: '71248,2', callUuid: 'u-2' })).dit.join()).toContain('Départ enregistré');
  aller('2026-10-05 14:00');
  // What was on its way says that it was handed on before: the batch after it is of now.
  const dejaCoupes = etat.lotsCoupes;
  await attendreQue(async () => etat.lotsCoupes > dejaCoupes + 1, 'deux lots coupés depuis');
  etat.coupe = false;
  await transmis();
  const pointages = await lus();
  expect(pointages.map((p) => [p.recuLe, p.transmisLe])).toEqual([
    [paris('2026-10-05 08:31'), paris('2026-10-05 14:00')],
    [paris('2026-10-05 09:29'), paris('2026-10-05 14:00')],
  ]);

  const [{ usagerId = '', intervenantId = '' } = {}] = pointages;
  const visites = [visite('V', '2026-10-05 08:30', '2026-10-05 09:30', { usagerId, intervenantId })];
  const annulee = correction('SUPPRESSION', {
    cible: { genre: 'VISITE', id: 'V' },
    instant: paris('2026-10-05 11:00'),
  });
  const [i, ...autres] = apparier({ usagerId, pointages, visites });
  if (!i) throw new Error('aucune visite');
  const retenue = retenir(i, [acceptee(annulee)], contexte());
  expect([autres, retenue.statut, retenue.conflit?.phrase.includes('annulation')]).toEqual([[], 'ANNULEE', true]);
});

test('[PT-6] [CO-8] sent again since its answer was lost, a punch keeps when it was first handed on; at once, it says no more than before', async () => {
  const { etat, svi, aller, lus, transmis } = await ouvrir();
  aller('2026-10-05 08:31');
  await svi.appeler({ touches: '71248,1', callUuid: 'u-1' });
  Object.assign(etat, { coupe: false, muet: true });
  aller('2026-10-05 08:40');
  await attendreQue(() => etat.lots >= 1, 'le magasin l’a');
  aller('2026-10-05 09:00');
  await attendreQue(() => etat.lots >= 3, 'il est envoyé encore');
  etat.muet = false;
  await transmis();
  await svi.appeler({ touches: '71248,2', callUuid: 'u-2' });
  await transmis();
  expect((await lus()).map((p) => p.transmisLe)).toEqual([paris('2026-10-05 08:40'), undefined]);
});
