import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test, vi } from 'vitest';
import { simulerAppel } from './simulator/appel';
import { dossierDEssai, JETON } from './testing/atelier';
import { lancerSvi } from './testing/processus';

vi.setConfig({ testTimeout: 120_000 });
const aTuer: (() => unknown)[] = [];
afterEach(async () => {
  for (const tuer of aTuer.splice(0)) await tuer();
});
const appeler = (origin: string) =>
  simulerAppel({ origin, authToken: JETON, de: '33199000001', touches: '71248,1' }).then((a) => a.dit.join());

test('the service is killed outright: its worker goes on taking calls, and gives way to the next service’s', async () => {
  const dossier = await dossierDEssai();
  // A service that does nothing but start the worker, and wait for it.
  const service = spawn('sh', ['-c', '"$0" "$@" & wait', process.execPath, '--import', 'tsx', 'telephony/main.ts'], {
    env: { ...process.env, DATA_DIR: dossier, TELEPHONY_PORT: '0', PLIVO_AUTH_TOKEN: JETON, MODE: 'formation' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let journal = '';
  service.stderr.on('data', (d: unknown) => {
    journal += String(d);
  });
  const lignes = createInterface({ input: service.stdout });
  const [ligne] = await once(lignes, 'line');
  const url = String(ligne).replace('SVI prêt : ', '');
  // The pipe is the orphan's own: it closes with it.
  const parti = once(lignes, 'close');

  // As long as the service lives, a second worker is refused, with what to do; calls are not disturbed.
  await expect(lancerSvi(dossier)).rejects.toThrow(/un SVI tourne déjà .*processus \d+/);
  service.kill('SIGKILL');
  await once(service, 'exit');
  expect(await appeler(url)).toContain('Arrivée enregistrée');

  const suivant = await lancerSvi(dossier, { TELEPHONY_PORT: new URL(url).port });
  aTuer.push(() => suivant.tuer('SIGKILL'));
  await parti;
  expect(journal).toContain('lui laisse la place');
  expect(await appeler(suivant.url)).toContain('Arrivée enregistrée');
  const sante = await (await fetch(`${suivant.url}/sante`)).json();
  expect(sante).toMatchObject({ journal: { enAttente: 2 } });
});
