import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { attendreQue, dossierDEssai } from '../testing/atelier';
import { lancerMagasin } from '../testing/processus';
import { demarrer, toutFermer } from '../testing/svi-dessai';

const ouverts: (() => unknown)[] = [];
afterEach(async () => {
  await toutFermer();
  for (const fermer of ouverts.splice(0)) await fermer();
});

/** The real store behind an address that answers as a cluster with one node left: it writes, and says 202, save of given revisions. */
const derriereUneMinorite = async (cible: string) => {
  const etat = { minorite: true, sans: 0 };
  const url = new URL(cible);
  const serveur = createServer(async (req, res) => {
    const corps: Buffer[] = [];
    for await (const m of req) corps.push(m as Buffer);
    const r = await fetch(`${url.origin}${req.url}`, {
      method: req.method ?? 'GET',
      headers: {
        'content-type': 'application/json',
        authorization: String(req.headers.authorization),
      },
      ...(corps.length === 0 ? {} : { body: Buffer.concat(corps) }),
    });
    const editees = req.url?.includes('_bulk_docs') && !Buffer.concat(corps).includes('"new_edits":false');
    const aDemi = etat.minorite && req.method === 'POST' && editees && r.status === 201;
    if (aDemi) etat.sans += 1;
    res.writeHead(aDemi ? 202 : r.status, { 'content-type': 'application/json' }).end(await r.text());
  });
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  ouverts.push(() => new Promise((fini) => serveur.close(fini).closeAllConnections()));
  const adresse = new URL(cible);
  adresse.port = String((serveur.address() as AddressInfo).port);
  return { etat, url: adresse.href };
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
