import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { JETON } from '../testing/atelier';
import { demarrer, toutFermer } from '../testing/svi-dessai';
import { simulerAppel } from './appel';

const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  await toutFermer();
  for (const fermer of ouverts.splice(0)) await fermer();
});

type Recue = { chemin: string; entetes: IncomingHttpHeaders; champs: URLSearchParams };
/** What to answer to the next request, in order: a status, a document (ORIGINE: this server), or nothing at all. */
type Reponse = { statut?: number; xml?: string; muet?: true };

const FIN: Reponse = { xml: '<Response></Response>' };
const ADIEU: Reponse = { xml: '<Response><Speak>Au revoir.</Speak><Hangup/></Response>' };

/** A server that answers as it is told, and remembers what it got. */
const serveur = async (...reponses: Reponse[]) => {
  const recues: Recue[] = [];
  let origin = '';
  const http = createServer((requete, reponse) => {
    let corps = '';
    requete.on('data', (d: unknown) => {
      corps += String(d);
    });
    requete.on('end', () => {
      recues.push({ chemin: requete.url ?? '', entetes: requete.headers, champs: new URLSearchParams(corps) });
      const r = reponses.shift() ?? FIN;
      if (!r.muet) reponse.writeHead(r.statut ?? 200).end((r.xml ?? '').replace('ORIGINE', origin));
    });
  });
  await new Promise<void>((ok) => http.listen(0, '127.0.0.1', ok));
  ouverts.push(
    () =>
      new Promise((ok) => {
        http.close(() => ok());
        http.closeAllConnections();
      }),
  );
  const adresse = http.address();
  const port = adresse !== null && typeof adresse === 'object' ? adresse.port : 0;
  origin = `http://127.0.0.1:${port}`;
  return { origin, recues };
};
const VITE = { authToken: JETON, de: '33199000001', touches: '', delaiEssaiMs: 1 };
const nonce = (r: Recue | undefined) => r?.entetes['x-plivo-signature-v3-nonce'];

describe('le simulateur fait ce que fait Plivo', () => {
  test('a 5xx and a silence: the same request again, with its nonce, as often as the URL’s fragment says', async () => {
    const s = await serveur({ statut: 500 }, { muet: true }, { statut: 503 }, ADIEU);
    const appel = await simulerAppel({
      ...VITE,
      origin: s.origin,
      urlAppel: `${s.origin}/plivo/appel#ct=1000&rt=50&rc=3&rp=all`,
    });
    expect(appel).toMatchObject({ issue: 'RACCROCHE_SVI', dit: ['Au revoir.'], nouveauxEssais: 3 });
    const debuts = s.recues.slice(0, 4);
    expect(new Set(debuts.map((r) => r.chemin))).toEqual(new Set(['/plivo/appel']));
    expect(new Set(debuts.map(nonce)).size).toBe(1);
    expect(nonce(s.recues[4])).not.toBe(nonce(s.recues[0]));
  });

  test.each([
    [{ muet: true } as const, 'le SVI ne répond pas en 0.05 s'],
    [undefined, /^le SVI ne répond pas \(connexion refusée, ECONNREFUSED\)$/],
  ])('nobody answers: the call ends, and says so in French (%j)', async (reponse, phrase) => {
    const s = await serveur(...(reponse ? [reponse] : []));
    if (!reponse) await ouverts.pop()?.();
    const appel = await simulerAppel({ ...VITE, origin: s.origin, delaiReponseMs: 50 });
    expect(appel).toMatchObject({ issue: 'ECHEC_HTTP', dit: [] });
    expect(appel.detail).toMatch(phrase);
  });

  test('without a fragment: no other try; then the fallback, for the answer URL alone, whatever was wrong', async () => {
    for (const panne of [{ statut: 500 }, { xml: '<Response><Speak>' }, { xml: 'rien' }]) {
      const s = await serveur(panne, ADIEU);
      const appel = await simulerAppel({ ...VITE, origin: s.origin, urlSecours: `${s.origin}/plivo/secours` });
      expect(appel).toMatchObject({ issue: 'RACCROCHE_SVI', nouveauxEssais: 0 });
      expect(s.recues.map((r) => r.chemin)).toEqual(['/plivo/appel', '/plivo/secours', '/plivo/fin']);
      expect(s.recues[1]?.champs.get('CallUUID')).toBe(appel.callUuid);
    }
    const question = { xml: '<Response><GetInput action="ORIGINE/plivo/etape" numDigits="1"/></Response>' };
    const s = await serveur(question, { statut: 500 });
    const appel = await simulerAppel({
      ...VITE,
      touches: '1',
      origin: s.origin,
      urlSecours: `${s.origin}/plivo/secours`,
    });
    expect(appel.issue).toBe('ECHEC_HTTP');
    expect(s.recues.map((r) => r.chemin)).toEqual(['/plivo/appel', '/plivo/etape']);
  });

  test('several signatures while a token is changed: the SVI knows its own among them', async () => {
    const svi = await demarrer();
    const appel = await svi.appeler({ touches: '71248,1', autresJetons: ['ancien-jeton', 'futur-jeton'] });
    expect(appel.dit.join()).toContain('Arrivée enregistrée');
    const faux = await svi.appeler({ touches: '71248,1', authToken: 'faux', autresJetons: ['ancien-jeton'] });
    expect(faux).toMatchObject({ issue: 'ECHEC_HTTP', detail: expect.stringContaining('403') });
  });

  test('[PT-2] the end of a call gives local times without offset, which nobody believes', async () => {
    const s = await serveur(ADIEU);
    const debut = new Date('2026-10-25T00:31:49Z');
    await simulerAppel({ ...VITE, origin: s.origin, debut });
    const fin = Object.fromEntries(s.recues[1]?.champs ?? []);
    expect(fin).toMatchObject({
      Event: 'Hangup',
      CallStatus: 'completed',
      HangupCause: 'NORMAL_CLEARING',
      HangupCauseName: 'Normal Hangup',
      SessionStart: '2026-10-25 00:31:49.000000',
      StartTime: '2026-10-25 02:31:49',
    });
    const svi = await demarrer();
    await svi.appeler({ touches: '', callUuid: 'rate' });
    expect(await svi.documents()).toEqual([expect.objectContaining({ id: 'rate', instant: '2026-10-25T00:31:49Z' })]);
  });

  test('[PT-4] hung up while it rings, or at any question: a failed call at that step', async () => {
    const svi = await demarrer();
    await svi.appeler({ touches: '71248,1', callUuid: 'sonne', renonce: true });
    await svi.appeler({ touches: '71248,1', callUuid: 'code', raccrocherApres: 0 });
    await svi.appeler({ touches: '71248,1', callUuid: 'sens', raccrocherApres: 1 });
    await svi.appeler({ touches: '71248,1', callUuid: 'pointe', raccrocherApres: 2 });
    const documents = await svi.documents();
    const etapes = documents.map((d) => [d.id, d.type === 'appel' ? d.etape : d.sens]).sort();
    expect(etapes).toEqual([
      ['code', 'CODE'],
      ['pointe-0-M1', 'ARRIVEE'],
      ['sens', 'SENS'],
      ['sonne', 'DEPART'],
    ]);
  });

  test('the fallback of the real SVI takes the call up where it was', async () => {
    const svi = await demarrer();
    const premier = await simulerAppel({
      origin: svi.url,
      authToken: JETON,
      de: '33199000001',
      touches: '71248,1',
      debut: new Date(svi.horloge.maintenant),
      urlAppel: 'http://127.0.0.1:9/plivo/appel',
      urlSecours: `${svi.url}/plivo/secours`,
    });
    expect(premier.dit.join()).toContain('Arrivée enregistrée');
    expect(await svi.documents()).toHaveLength(1);
  });
});
