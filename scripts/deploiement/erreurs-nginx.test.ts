import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { choisirPorts, demanderTls, preparerMandataire } from './mandataire';

test('with everything down behind it, nginx writes that it is down, and nothing of who was looked for or read', async () => {
  const ports = await choisirPorts(36_000);
  const m = preparerMandataire(ports);
  try {
    await m.demarrer();
    const nom = 'LEBRUN';
    for (const chemin of [
      `/api/consultation/usagers?q=${nom}`,
      `/api/consultation/usagers/${nom}?mois=2026-10`,
      `/replication/flux?compte=${nom}`,
      `/replication/jours?antenne=${nom}`,
    ])
      expect([chemin, await demanderTls(ports.tls, 'telegestion.exemple.fr', chemin)]).toEqual([chemin, 502]);
    const lu = await fetch(`http://127.0.0.1:${ports.couchdb}/tg-antenne-est/usager%3A${nom}`);
    expect(lu.status).toBe(502);
    // The voice server's addresses name nobody: that it is down is written.
    expect(await demanderTls(ports.tls, 'localhost', '/plivo/appel')).toBe(502);
    const erreurs = readFileSync(join(m.dossier, 'erreurs.log'), 'utf8');
    expect(erreurs).toMatch(/connect\(\) failed .*\/plivo\/appel/);
    expect(erreurs).not.toContain(nom);
    expect(erreurs).not.toContain('tg-antenne-est');
  } finally {
    await m.arreter();
  }
});
