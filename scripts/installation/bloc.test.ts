import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lireBloc } from './bloc';

const lire = (chemin: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${chemin}`, import.meta.url)), 'utf8');

test('« Installer » is one block that a shell reads, in the order in which each thing needs the one before', () => {
  const { entier } = lireBloc();
  expect(spawnSync('bash', ['-n'], { input: entier, encoding: 'utf8' }).stderr).toBe('');
  const etapes = [
    /^apt-get install .*\bnodejs npm$/m,
    /^npm install --global .*node@24/m,
    /useradd/,
    /npm ci && npm run build/,
    /environnement\.exemple/,
    /^certifier svi/m,
    /^rm -f .*sites-enabled\/default$/m,
    /^nginx -t$/m,
    /_all_dbs/,
    /^systemctl enable --now .*telegestion$/m,
    /compte creer/,
  ].map((e) => entier.search(e));
  expect(etapes).toEqual([...etapes].sort((a, b) => a - b));
  expect(etapes[0]).toBeGreaterThan(0);
});

test('each setting that the block fills is one of the example, which has no other to fill before the service starts', () => {
  const exemple = lire('deploy/systemd/environnement.exemple');
  const regles = [...lireBloc().entier.matchAll(/^regler (\w+) /gm)].map(([, nom]) => nom ?? '');
  for (const nom of regles) expect(exemple).toMatch(new RegExp(`^${nom}=`, 'm'));
  for (const nom of ['PUBLIC_ORIGIN', 'COUCHDB_URL', 'SAUVEGARDE_CLE', 'PLIVO_AUTH_TOKEN'])
    expect(regles).toContain(nom);
});
