import { afterEach, expect, test } from 'vitest';
import { attendreQue, dossierDEssai } from '../testing/atelier';
import { lancerMagasin } from '../testing/processus';
import { estUnLot, relaisDEssai } from '../testing/relais-dessai';
import { demarrer, toutFermer } from '../testing/svi-dessai';

const ouverts: (() => unknown)[] = [];
afterEach(async () => {
  await toutFermer();
  for (const fermer of ouverts.splice(0)) await fermer();
});

/** The real store behind an address that answers as a cluster with one node left: it writes, and says 202, save of given revisions. */
const derriereUneMinorite = async (cible: string) => {
  const etat = { minorite: true, sans: 0 };
  const { url, fermer } = await relaisDEssai(cible, async (d, faire) => {
    const r = await faire();
    const editees = estUnLot(d) && !d.corps.includes('"new_edits":false');
    const aDemi = etat.minorite && d.methode === 'POST' && editees && r.statut === 201;
    if (!aDemi) return r;
    etat.sans += 1;
    return { ...r, statut: 202 };
  });
  ouverts.push(fermer);
  return { etat, url };
};

test('[PT-6] a punch that CouchDB took without the quorum stays in the journal, over a restart, until the quorum has it', async () => {
  const magasin = await lancerMagasin(await dossierDEssai());
  ouverts.push(() => magasin.tuer('SIGKILL'));
  const grappe = await derriereUneMinorite(magasin.url);
  const svi = await demarrer(undefined, undefined, { COUCHDB_URL: grappe.url });
  const attente = async (url: string): Promise<number> => {
    const { journal } = (await (await fetch(`${url}/sante`)).json()) as { journal: { enAttente: number } };
    return journal.enAttente;
  };
  const dans = async () => (await magasin.serveur.use('tg-pointages-2026').list({ startkey: 'pointage:' })).rows.length;

  expect((await svi.appeler({ touches: '71248,1', callUuid: 'u-1' })).dit).toContain(
    'Arrivée enregistrée à 2 heures 31.',
  );
  // Taken the first time, there already the second: neither confirms it.
  await attendreQue(() => grappe.etat.sans >= 3, 'le pointage est envoyé deux fois sans quorum');
  expect([await dans(), await attente(svi.url)]).toEqual([1, 1]);
  expect(svi.lignes.join()).toContain('sans la majorité');
  await svi.arreter();

  const encore = await demarrer(svi.dossier, undefined, { COUCHDB_URL: grappe.url });
  expect(await attente(encore.url)).toBe(1);
  grappe.etat.minorite = false;
  await attendreQue(async () => (await attente(encore.url)) === 0, 'la majorité l’a');
  expect(await dans()).toBe(1);
});
