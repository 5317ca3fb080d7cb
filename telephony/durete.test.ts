import { execFile } from 'node:child_process';
import { appendFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { dAppels, lireSegment } from './journal/entree';
import { simulerAppel } from './simulator/appel';
import { signerV3 } from './simulator/signature';
import { dossierDEssai, JETON } from './testing/atelier';
import { lancerSvi, type Processus } from './testing/processus';
import { actionDe, phrases } from './testing/svi-dessai';

vi.setConfig({ testTimeout: 120_000 });
const executer = promisify(execFile);
const ouverts: Processus[] = [];
afterEach(async () => {
  for (const p of ouverts.splice(0)) await p.tuer('SIGKILL');
});
const lancer = async (dossier: string, port = '0') => {
  const svi = await lancerSvi(dossier, { TELEPHONY_PORT: port });
  ouverts.push(svi);
  return svi;
};
type Svi = Awaited<ReturnType<typeof lancer>>;

const appeler = (svi: Svi, callUuid: string, touches = '71248,1') =>
  simulerAppel({ origin: svi.url, authToken: JETON, de: '33199000001', touches, callUuid });
/** One webhook, and nothing after it. */
const poster = async (url: string, champs: Record<string, string>): Promise<string> => {
  const { nonce, signature } = signerV3(JETON, url, champs);
  const headers = { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': nonce };
  return (await fetch(url, { method: 'POST', headers, body: new URLSearchParams(champs) })).text();
};
const fiche = z.object({ pid: z.number() });
const pidDe = async (dossier: string): Promise<string> =>
  String(fiche.parse(JSON.parse(await readFile(join(dossier, 'svi.json'), 'utf8'))).pid);
const santeSchema = z.object({
  pret: z.boolean(),
  alertes: z.array(z.object({ code: z.string(), depuis: z.string() })),
});
const sante = async (svi: Svi) => {
  const r = await fetch(`${svi.url}/sante`);
  return { statut: r.status, ...santeSchema.parse(await r.json()) };
};
const journalDe = (dossier: string): string => join(dossier, 'svi', 'journal');
const segmentsDe = async (dossier: string): Promise<string[]> =>
  (await readdir(journalDe(dossier))).filter((n) => n.endsWith('.log')).sort();
const pointages = async (dossier: string): Promise<string[]> => {
  const lus = await Promise.all(
    (await segmentsDe(dossier)).map(async (n) => lireSegment(await readFile(join(journalDe(dossier), n)))),
  );
  return lus.flatMap((l) => l.entrees.flatMap((e) => dAppels(e.entree).map((d) => d.id)));
};

// No sync-server and no CouchDB anywhere here: the worker needs neither.
describe('le SVI seul, dans son processus', () => {
  test('[PT-6] SIGKILL in the middle of a call: the caller’s next key is taken by the next worker, where she was', async () => {
    const dossier = await dossierDEssai();
    const svi = await lancer(dossier);
    const champs = { CallUUID: 'coupe', From: '33199000001' };
    const un = actionDe(await poster(`${svi.url}/plivo/appel`, champs));
    await svi.tuer('SIGKILL');
    await lancer(dossier, svi.port);
    const deux = actionDe(await poster(un, { ...champs, Digits: '71248' }));
    await ouverts.at(-1)?.tuer('SIGKILL');
    await lancer(dossier, svi.port);
    const trois = await poster(deux, { ...champs, Digits: '2' });
    expect(phrases(trois)[0]).toContain('Départ enregistré');
    await ouverts.at(-1)?.tuer('SIGKILL');
    await lancer(dossier, svi.port);
    // The answer was lost with the worker: the operator asks again, and it is the same punch.
    expect(await poster(deux, { ...champs, Digits: '2' })).toBe(trois);
    expect(await pointages(dossier)).toEqual(['coupe-0-M1']);
  });

  test('disk full: an apology, the alert with since when, nothing invented; room again: calls go on, and the alert ends', async () => {
    const dossier = await dossierDEssai();
    const svi = await lancer(dossier);
    expect((await appeler(svi, 'avant')).dit.join()).toContain('Arrivée enregistrée');
    const pid = await pidDe(dossier);
    // The system refuses that any file of this process grows: as on a full disk, a new file can be made but not filled.
    await executer('prlimit', ['--pid', pid, '--fsize=0:unlimited']);
    for (let i = 0; i < 5; i += 1) {
      const refuse = await appeler(svi, `plein-${i}`);
      expect(refuse.dit.join()).toContain('Excusez-nous');
      expect(refuse.dit.join()).not.toContain('enregistrée à');
    }
    expect(await segmentsDe(dossier)).toHaveLength(2);
    const { alertes, ...etat } = await sante(svi);
    expect(etat).toEqual({ statut: 503, pret: false });
    expect(alertes.map((a) => a.code)).toContain('DISQUE');
    expect(alertes.every((a) => !Number.isNaN(Date.parse(a.depuis)))).toBe(true);

    await executer('prlimit', ['--pid', pid, '--fsize=unlimited']);
    expect((await appeler(svi, 'apres', '71248,2')).dit.join()).toContain('Départ enregistré');
    expect(await sante(svi)).toMatchObject({ statut: 200, pret: true, alertes: [] });
    await svi.tuer('SIGKILL');
    expect(await pointages(dossier)).toEqual(['avant-0-M1', 'apres-0-M1']);
  });

  test('whatever its files look like after a crash, it starts and takes calls', async () => {
    const dossier = await dossierDEssai();
    const svi = await lancer(dossier);
    await appeler(svi, 'avant');
    await svi.tuer('SIGKILL');
    const [segment = ''] = await segmentsDe(dossier);
    await appendFile(join(journalDe(dossier), segment), '0123456789abcdef {"documents":[{"base":"tg-poi');
    await writeFile(join(journalDe(dossier), 'confirme.json'), '');
    await writeFile(join(journalDe(dossier), 'journal-00000007.log'), '');
    const annuaire = join(dossier, 'svi', 'annuaire.json');
    await rename(annuaire, `${annuaire}.sauve`);
    await writeFile(annuaire, '{"version":1,"antennes":{"CENT');
    const sans = await lancer(dossier);
    // Without a directory nobody is known: the call is refused in words, not in silence.
    expect((await appeler(sans, 'inconnue')).dit.join()).toContain('Code non reconnu');
    await sans.tuer('SIGKILL');
    await rename(`${annuaire}.sauve`, annuaire);
    const encore = await lancer(dossier);
    expect((await appeler(encore, 'apres')).dit.join()).toContain('Arrivée enregistrée');
    expect(await pointages(dossier)).toEqual(['avant-0-M1', 'apres-0-M1']);
  });
});
