import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { lireBloc } from './bloc';

const racine = (chemin: string): string => fileURLToPath(new URL(`../../${chemin}`, import.meta.url));
const lire = (chemin: string): string => readFileSync(racine(chemin), 'utf8');

const dossier = mkdtempSync(join(tmpdir(), 'tg-bloc-'));
afterAll(() => rmSync(dossier, { recursive: true, force: true }));
/** One step of the block, its number and its title aside. */
const etape = (n: number): string =>
  new RegExp(`^# ${n}\\. .*\\n([\\s\\S]*?)(?=^# ${n + 1}\\. )`, 'm').exec(lireBloc().entier)?.[1] ?? '';
/** Typed in a terminal of the product's folder, after the first step, on files that are not those of this machine. */
const taper = (texte: string, fichiers: Readonly<Record<string, string>>, reglages = '') => {
  const ici = Object.entries(fichiers).reduce((t, [vrai, faux]) => t.replaceAll(vrai, faux), texte);
  const premiere = etape(1).replace(/^umask.*$/m, '');
  const r = spawnSync('bash', ['-e'], {
    input: `${premiere}\n${reglages}\n${ici}`,
    encoding: 'utf8',
    cwd: racine('.'),
  });
  return { code: r.status, dit: r.stdout + r.stderr };
};

test('pasted twice, the block keeps the key of the backups that the vault has, and all that was set meanwhile', () => {
  const fichiers = { '/etc/telegestion/environnement': join(dossier, 'environnement') };
  const reglage = (nom: string): string =>
    new RegExp(`^${nom}=(.*)$`, 'm').exec(readFileSync(join(dossier, 'environnement'), 'utf8'))?.[1] ?? '';
  const lus = () => ['SAUVEGARDE_CLE', 'METRIQUES_JETON', 'SMTP_URL', 'PUBLIC_ORIGIN'].map(reglage);
  const une = taper(etape(5), fichiers);
  expect([une.code, une.dit.trim()]).toEqual([0, `SAUVEGARDE_CLE=${reglage('SAUVEGARDE_CLE')}`]);
  expect(lus()).toEqual([
    expect.stringMatching(/^.{44}$/),
    expect.stringMatching(/^[0-9a-f]{48}$/),
    '',
    'https://telegestion.exemple.fr',
  ]);
  const texte = readFileSync(join(dossier, 'environnement'), 'utf8');
  writeFileSync(join(dossier, 'environnement'), texte.replace(/^SMTP_URL=$/m, 'SMTP_URL=smtp://courriel'));
  const avant = lus();
  expect([taper(etape(5), fichiers).code, lus()]).toEqual([0, avant]);
});

test('each of the two names is of this machine, once, whatever its file says already', () => {
  const hotes = join(dossier, 'hosts');
  const pose =
    etape(7)
      .match(/^[^\n]*\/etc\/hosts[^\n]*$/gm)
      ?.join('\n') ?? '';
  for (const la of [
    '127.0.0.1 localhost\n',
    '127.0.0.1 localhost\n127.0.1.1 telegestion.exemple.fr telegestion\n',
    '127.0.0.1\tlocalhost\n10.0.0.9 svi.exemple.fr.autre vieux.telegestion.exemple.fr\n# 10.0.0.1 svi.exemple.fr\n',
  ]) {
    writeFileSync(hotes, la);
    for (let fois = 0; fois < 2; fois += 1) expect(taper(pose, { '/etc/hosts': hotes })).toEqual({ code: 0, dit: '' });
    const noms = readFileSync(hotes, 'utf8')
      .split('\n')
      .filter((l) => l.startsWith('127.'))
      .flatMap((l) => l.split(/\s+/).slice(1));
    for (const nom of ['telegestion.exemple.fr', 'svi.exemple.fr'])
      expect([la, noms.filter((n) => n === nom)]).toEqual([la, [nom]]);
  }
});

test('the cluster is asked as the service will ask it, by what its setting holds', () => {
  const fichiers = { '/etc/telegestion/environnement': join(dossier, 'grappe') };
  // What `curl` would be told, which it says instead.
  const demander = (motDePasse: string) =>
    taper(
      `${etape(5)}\ncurl() { printf '%s ' "$@"; cat; }\n${etape(8)}`,
      fichiers,
      `COUCHDB_MOT_DE_PASSE='${motDePasse}'`,
    );
  const mot = 'a1-B2_c3.d4~e5';
  expect(demander(mot).dit).toMatch(new RegExp(`url = "http://telegestion:${mot}@127\\.0\\.0\\.1:5985/_all_dbs"\\n$`));
  expect(readFileSync(join(dossier, 'grappe'), 'utf8')).toContain(
    `COUCHDB_URL=http://telegestion:${mot}@127.0.0.1:5985\n`,
  );
  // One that the setting did not take whole is not proved good by another way.
  expect(demander('un&autre').dit).not.toContain('un&autre');
});

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
  const regles = [...lireBloc().entier.matchAll(/^(?:regler|tirer) (\w+) /gm)].map(([, nom]) => nom ?? '');
  for (const nom of regles) expect(exemple).toMatch(new RegExp(`^${nom}=`, 'm'));
  for (const nom of ['PUBLIC_ORIGIN', 'COUCHDB_URL', 'SAUVEGARDE_CLE', 'PLIVO_AUTH_TOKEN'])
    expect(regles).toContain(nom);
});

test('a restoration on a new machine plays the block up to its eighth step, and the ninth apart: nothing is started before, nothing is missing then', () => {
  const [avant = '', apres = ''] = lireBloc().entier.split(/^# 9\. /m);
  expect(avant).toMatch(/^# 8\. /m);
  expect(avant).not.toMatch(/systemctl (enable|start|restart)[^\n]* telegestion|^telegestion /m);
  const [neuvieme = ''] = apres.split(/^# 10\. /m);
  expect(neuvieme).toMatch(/^systemctl enable --now .*telegestion$/m);
  // Another terminal has not what the first lines set.
  expect(neuvieme).not.toContain('$');
  const page = lire('docs/runbooks/restauration.md');
  for (const dit of ["jusqu'à l'étape 8 comprise", "l'étape 9 du bloc", 'regler SAUVEGARDE_CLE'])
    expect(page).toContain(dit);
});

test('a new version is laid as the block lays the first one, and no link moves but by the script that goes back', () => {
  const page = lire('deploy/README.md');
  const poser = /^VERSION=1\.1\.0\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';
  expect(poser).not.toContain('ln -s');
  const construire = (texte: string) => texte.split('\n').find((l) => l.includes('npm ci && npm run build'));
  // What was not built whole is not put in service.
  expect(construire(poser)).toBe(`${construire(lireBloc().entier)} &&`);
  // Laid again over a version that is in service, the block leaves the link to it.
  expect(lireBloc().entier).toMatch(/^\[ -L \/opt\/telegestion\/courante \] \|\| ln -s /m);
});

test('each way in which the pages call the upgrade is one that its script takes', () => {
  const pages = ['deploy/README.md', ...readdirSync(racine('docs/runbooks')).map((n) => `docs/runbooks/${n}`)];
  const dits = pages.flatMap((p) =>
    [...lire(p).matchAll(/sh \S*mise-a-jour\.sh([^`\n#]*)/g)].map(([, a = '']) => a.trim()),
  );
  expect(dits.length).toBeGreaterThan(3);
  for (const argument of dits) expect(argument).toMatch(/^(\$VERSION|--retour|--redemarrer)$/);
});
