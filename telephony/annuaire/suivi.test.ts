import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delai } from 'node:timers/promises';
import nano from 'nano';
import { expect, onTestFinished, test } from 'vitest';
import { baseAntenne, idIntervenant } from '#shared/contrats/ids';
import type { DateCivile } from '#shared/temps/types';
import { attendreQue, dossierTemporaire, journalTechnique, VU_LE } from '../testing/atelier';
import { suivreAnnuaire } from './suivi';

const aide = (id: string, codeSvi: string, vuLe = VU_LE) => ({
  _id: idIntervenant(id),
  type: 'intervenant',
  id,
  antenne: 'EST',
  codeSvi,
  dateDebut: '2024-01-01',
  vuLe,
});
type Aide = ReturnType<typeof aide>;
const RELECTURE_MS = 3_600_000;
const AVANT = [aide('I1', '71248'), aide('I2', '20973')];

const corpsDe = async (req: IncomingMessage): Promise<Record<string, unknown>> => {
  let texte = '';
  for await (const m of req) texte += String(m);
  return texte === '' ? {} : JSON.parse(texte);
};

/** A CouchDB whose ranges are answered by what one copy has, and reads by ids by what the quorum has. */
const ouvrirCouchdb = async () => {
  const etat = { copie: AVANT, quorum: AVANT, dits: [] as Aide[], relectures: 0, parIds: 0, muet: false };
  const suivi = `/${baseAntenne('EST')}`;
  const repondre = (chemin: string, qs: URLSearchParams, corps: Record<string, unknown>): object | undefined => {
    if (!chemin.startsWith(suivi)) return chemin.endsWith('/_all_docs') ? { rows: [] } : undefined;
    if (chemin === suivi) {
      etat.relectures += 1;
      return { update_seq: '1' };
    }
    if (chemin.endsWith('/_changes')) {
      const results = etat.dits.splice(0).map((doc) => ({ id: doc._id, doc }));
      return { results, last_seq: '2' };
    }
    if (!Array.isArray(corps.keys)) {
      const debut = JSON.parse(qs.get('startkey') ?? '""');
      return { rows: etat.copie.filter((d) => d._id.startsWith(debut)).map((doc) => ({ id: doc._id, doc })) };
    }
    etat.parIds += 1;
    return {
      rows: corps.keys.map((key) => {
        const doc = etat.quorum.find((d) => d._id === key);
        if (etat.muet) return { key, error: 'timeout' };
        return doc ? { id: key, key, value: { rev: '1-a' }, doc } : { key, error: 'not_found' };
      }),
    };
  };
  const serveur = createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://couchdb');
    const corps = await corpsDe(req);
    if (pathname.endsWith('/_changes')) await delai(10);
    const dit = repondre(pathname, searchParams, corps);
    res.writeHead(dit ? 200 : 404, { 'content-type': 'application/json' });
    res.end(JSON.stringify(dit ?? { error: 'not_found' }));
  }).listen(0, '127.0.0.1');
  await once(serveur, 'listening');
  onTestFinished(() => {
    serveur.closeAllConnections();
    serveur.close();
  });
  return { etat, url: `http://127.0.0.1:${(serveur.address() as AddressInfo).port}` };
};

const suivre = async () => {
  const { etat, url } = await ouvrirCouchdb();
  let maintenant = Date.parse('2026-11-25T08:00:00Z');
  const suivi = await suivreAnnuaire({
    fichier: join(await dossierTemporaire(), 'annuaire.json'),
    magasin: async () => nano({ url }),
    horloge: () => maintenant,
    log: journalTechnique().log,
  });
  onTestFinished(() => suivi.arreter());
  const trouve = (code: string) => suivi.annuaire().intervenantDuCode(code, '2026-11-25' as DateCivile)?.id;
  const dire = async (...aides: Aide[]) => {
    etat.quorum = [...etat.quorum.filter((d) => aides.every((a) => a._id !== d._id)), ...aides];
    etat.dits.push(...aides);
    for (const a of aides) await attendreQue(() => trouve(a.codeSvi) === a.id, `le code ${a.codeSvi}`);
  };
  /** The whole reading that comes each hour, made and taken: the one that follows has begun. */
  const relire = async () => {
    const avant = etat.relectures;
    const commencee = () => {
      maintenant += RELECTURE_MS;
      return etat.relectures > avant + 1;
    };
    await attendreQue(commencee, 'deux relectures');
  };
  await attendreQue(() => trouve('71248') === 'I1', 'la première lecture');
  return { etat, trouve, dire, relire };
};

test('[PT-4] a code that the feed told stays when the hour’s reading is answered by a copy that lags', async () => {
  const { etat, trouve, dire, relire } = await suivre();
  await dire(aide('I3', '30561'), aide('I2', '40404', '2026-11-25T07:30:00Z'));
  await relire();
  expect(['71248', '30561', '40404', '20973'].map(trouve)).toEqual(['I1', 'I3', 'I2', undefined]);
  expect(etat.parIds).toBeGreaterThan(0);
});

test('[PT-4] what the quorum has no more goes with the hour’s reading; what it does not say stays', async () => {
  const { etat, trouve, relire } = await suivre();
  [etat.copie, etat.muet] = [AVANT.slice(1), true];
  await relire();
  expect(trouve('71248')).toBe('I1');
  [etat.quorum, etat.muet] = [AVANT.slice(1), false];
  await relire();
  expect(['71248', '20973'].map(trouve)).toEqual([undefined, 'I2']);
});

test('[PT-4] where nothing has vanished nor gone back, nothing more is asked', async () => {
  const { etat, dire, relire } = await suivre();
  const nouvelle = aide('I3', '30561');
  await dire(nouvelle);
  etat.copie = [...AVANT, nouvelle];
  await relire();
  expect(etat.parIds).toBe(0);
});
