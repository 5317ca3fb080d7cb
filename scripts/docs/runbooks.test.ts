import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { COMMANDES } from '../../sync-server/cli/commandes';
import { VARIABLES as VARIABLES_SERVEUR } from '../../sync-server/config';
import { TRAVAUX } from '../../sync-server/jobs/schedules';
import { METRIQUES as METRIQUES_SERVEUR } from '../../sync-server/sante/metriques';
import { VARIABLES as VARIABLES_SVI } from '../../telephony/config';
import { METRIQUES as METRIQUES_SVI } from '../../telephony/metriques';

// Who reads these pages has no time to find out that a command has changed its name.

const RACINE = fileURLToPath(new URL('../..', import.meta.url));
const DOSSIER = join(RACINE, 'docs/runbooks');
const PAGES = [
  ...readdirSync(DOSSIER)
    .filter((n) => n.endsWith('.md'))
    .map((n) => join(DOSSIER, n)),
  join(RACINE, 'deploy/README.md'),
];
/** Their readers answer to persons and to authorities by them. */
const MANUELS = readdirSync(join(RACINE, 'docs/manuels'))
  .filter((n) => n.endsWith('.md'))
  .map((n) => join(RACINE, 'docs/manuels', n));
const lire = (page: string): string => readFileSync(page, 'utf8');

/** What is written as a command of the product: its words up to the end of the code. */
const commandes = (texte: string): string[] =>
  texte
    .split('\n')
    .filter((l) => !/systemctl|journalctl|runuser|sudo|useradd|install |chown/.test(l))
    .flatMap((l) =>
      [...l.matchAll(/(?<![\w/.-])telegestion ([a-z-]+(?: [^`|#;]*)?)/g)].map((m) => (m[1] ?? '').trim()),
    );
const parNom = new Map(COMMANDES.map((c) => [c.syntaxe.split(' ')[0] ?? '', c]));
const GLOBALES = ['--json', '--help'];
/** `plivo` answers for its own actions. */
const PLIVO = ['configurer', 'verifier', 'rapprocher', '--a-blanc', '--depuis'];

const codes = (texte: string): string =>
  [...texte.matchAll(/```[\s\S]*?```|`[^`\n]+`|^ {4,}.+$/gm)].map((m) => m[0]).join('\n');

test.each([...PAGES, ...MANUELS])('%s: each command exists, with its options', (page) => {
  for (const ligne of commandes(codes(lire(page)))) {
    const [nom = '', ...mots] = ligne.split(/\s+/);
    const c = parNom.get(nom);
    expect([ligne, c?.syntaxe]).toEqual([ligne, expect.any(String)]);
    const admises = [
      ...GLOBALES,
      ...(nom === 'plivo' ? PLIVO : []),
      ...(c?.options ?? []).map(([o]) => o.split(/[ ,]/)[0] ?? ''),
    ];
    for (const option of mots.filter((m) => m.startsWith('--')).map((m) => m.split('=')[0] ?? ''))
      expect([ligne, admises.includes(option) ? 'connue' : option]).toEqual([ligne, 'connue']);
  }
});

test.each([...PAGES, ...MANUELS])(
  '%s: what is held of a person is read by the command that gives it all [decision 0143]',
  (page) => {
    // The number of a file is the id of none of its visits: nothing printed would pass for nothing held.
    expect(codes(lire(page))).not.toMatch(/telegestion lire \S+ --id <id>/);
  },
);

test.each(PAGES)('%s: no command that would say something else than it seems', (page) => {
  const dits = codes(lire(page));
  // Exported, a setting of the terminal beats the file: after a change of key, backups would go on with the former one.
  expect(dits).not.toMatch(/\bset -a\b[^`]*environnement/);
  // A worker of the SVI alone writes in its journal, which is in its own folder.
  for (const [ligne] of dits.matchAll(/^.*plivo rapprocher.*$/gm)) expect(ligne).toContain('DATA_DIR=');
  // All that the service says has one priority for systemd.
  expect(dits).not.toMatch(/journalctl[^`\n]* -p warning/);
});

test.each(PAGES)('%s: each page and file that it sends to is there', (page) => {
  for (const [, cible = ''] of lire(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g))
    if (!/^https?:/.test(cible)) expect([cible, existsSync(join(dirname(page), cible))]).toEqual([cible, true]);
});

test('settings, parameters and jobs that the pages name exist', () => {
  const connues = new Set<string>([...VARIABLES_SERVEUR.map((v) => v.nom), ...Object.keys(VARIABLES_SVI)]);
  const prefixes =
    /^(SAUVEGARDE|PLIVO|SVI|COUCHDB|DASES|MILLESIME|SMTP|OIDC|METRIQUES|TELEPHONES|RAPPROCHEMENT|APPEL)_/;
  const codesDits = new Set(['APPEL_EN_ERREUR', 'RAPPROCHEMENT_EN_RETARD']);
  for (const page of PAGES)
    for (const [, nom = ''] of lire(page).matchAll(/`([A-Z][A-Z0-9_]+)`/g))
      if (prefixes.test(nom) && !codesDits.has(nom)) expect([page, nom, connues.has(nom)]).toEqual([page, nom, true]);
  const textes = PAGES.map(lire).join('\n');
  for (const nom of ['relever-retours', 'reprendre-envois', 'recevoir-millesime']) {
    expect(textes).toContain(nom);
    expect(TRAVAUX.map((t) => t.nom as string)).toContain(nom);
  }
  for (const nom of ['heureMillesime', 'destinatairesAlertes']) {
    expect(textes).toContain(nom);
    expect(Object.keys(PARAMETRES)).toContain(nom);
  }
});

test('each alert of Prometheus sends to a page that is there', () => {
  const regles = lire(join(RACINE, 'deploy/prometheus/alertes.yml'));
  const guides = [...regles.matchAll(/guide: (\S+)/g)].map((m) => m[1] ?? '');
  expect(guides.length).toBe((regles.match(/- alert:/g) ?? []).length);
  for (const guide of guides) expect([guide, existsSync(join(RACINE, guide))]).toEqual([guide, true]);
});

test('what the alerts and their trial read of the service is what the service tells', () => {
  const dites = new Set([...Object.keys(METRIQUES_SERVEUR), ...Object.keys(METRIQUES_SVI)]);
  for (const fichier of ['alertes.yml', 'alertes.essai.yml'])
    for (const [nom] of lire(join(RACINE, 'deploy/prometheus', fichier)).matchAll(/\btg_[a-z_]+/g))
      expect([fichier, nom, dites.has(nom)]).toEqual([fichier, nom, true]);
});

test('the folder of backups that the page makes is the one that it lets the unit write, which starts without its disk', () => {
  const page = lire(join(DOSSIER, 'restauration.md'));
  const [, ajout = ''] = /printf '%s\\n' (.*) > (?:\/\S+)\/telegestion\.service\.d\/\S+\.conf$/m.exec(page) ?? [];
  const [, dossier = ''] = /\|SAUVEGARDE_DIR=(\/\S+)\|'/.exec(page) ?? [];
  expect(ajout.split(' ')).toEqual([
    "'[Unit]'",
    `WantsMountsFor=${dossier}`,
    "'[Service]'",
    `ReadWritePaths=-${dossier}`,
  ]);
  expect(page).toContain(`install -d -o telegestion -g telegestion -m 0700 ${dossier}`);
  expect(lire(join(RACINE, 'deploy/systemd/telegestion.service'))).toMatch(/^ProtectSystem=strict$/m);
});

test('nginx as it was installed knows nothing of what a version adds to its file: the page lays it again as it was laid, and certificates send there', () => {
  const page = lire(join(RACINE, 'deploy/README.md'));
  const section = (titre: string): string => page.split(/^#{2,3} /m).find((s) => s.startsWith(`${titre}\n`)) ?? '';
  const pose = /^sed .* deploy\/nginx\/telegestion\.conf > .*$/m.exec(section('Installer'))?.[0];
  expect(pose).toContain('$NOEUD_3');
  const encore = section('Poser nginx de nouveau');
  expect(encore).toContain(`${pose}\nnginx -t && systemctl reload nginx\n`);
  for (const nom of ['EXTRANET', 'SVI', 'NOEUD_1', 'NOEUD_2', 'NOEUD_3'])
    expect(encore).toMatch(new RegExp(`\\b${nom}=`));
  for (const titre of ['Certificats', 'Changer de version, revenir'])
    expect([titre, section(titre)]).toEqual([titre, expect.stringContaining('(#poser-nginx-de-nouveau)')]);
});

test('[decision 0162] whoever has lost a machine and not its store is sent where no database is deleted, before the page that deletes them', () => {
  const page = lire(join(DOSSIER, 'restauration.md'));
  const [avant = '', restaurer = ''] = page.split(/^## Restaurer\n/m);
  const seule = avant.split(/^## La machine d’application seule\n/m)[1] ?? '';
  expect(seule).toMatch(/^ *telegestion restaurer \S+ --fichiers$/m);
  expect(codes(seule)).not.toMatch(/DELETE/);
  const [suppression = ''] = /^3\. [\s\S]*?DELETE/m.exec(restaurer) ?? [];
  expect(suppression).toMatch(/vivantes[\s\S]*\*\*jamais\*\*/);
  for (const ou of [restaurer, lire(join(DOSSIER, 'README.md'))])
    expect(ou).toContain('#la-machine-dapplication-seule');
  expect(lire(join(DOSSIER, 'README.md'))).not.toContain('machine perdue,');
});

test('[decision 0162] where a second machine takes over, the copy that would empty its folder is stopped first, and the first one that comes back starts nothing', () => {
  const page = lire(join(RACINE, 'deploy/README.md'));
  const section = page.split(/^#{2,3} /m).find((s) => s.startsWith('Un seul serveur par magasin\n')) ?? '';
  const gestes = [
    section.indexOf('> /etc/cron.d/telegestion-copie\n'),
    section.indexOf('\nrm /etc/cron.d/telegestion-copie\n'),
    section.indexOf('\nsystemctl enable --now telegestion '),
    section.indexOf('`systemctl disable --now telegestion`'),
  ];
  expect(gestes[0]).toBeGreaterThan(0);
  expect(gestes).toEqual([...gestes].sort((a, b) => a - b));
  // The sentences of the service are those that the page quotes.
  const source = lire(join(RACINE, 'sync-server/socle/demarrage/tenir-magasin.ts'));
  for (const dit of ['n’est pas le dossier du dernier serveur', 'Un seul serveur par magasin']) {
    expect(source).toContain(dit);
    expect(page).toContain(dit);
  }
});

test('what was handed on to a store that is restored is handed on again by every machine that took calls, and each is stopped first', () => {
  const restaurer = lire(join(DOSSIER, 'restauration.md')).split(/^## Restaurer\n/m)[1] ?? '';
  for (const [n, geste] of [
    [1, 'systemctl stop'],
    [4, 'confirme.json'],
  ] as const) {
    const [etape = ''] = new RegExp(`^${n}\\. [\\s\\S]*?(?=^${n + 1}\\. )`, 'm').exec(restaurer) ?? [];
    expect(etape).toContain(geste);
    expect(etape.slice(0, etape.indexOf(geste)).replace(/\s+/g, ' ')).toMatch(/sur chaque machine qui porte des SVI/);
  }
});

test('a name that is changed keeps the former one beside it, in nginx and for what waits, until nothing does', () => {
  const section =
    lire(join(RACINE, 'deploy/README.md'))
      .split(/^#{2,3} /m)
      .find((s) => s.startsWith('Changer un nom\n')) ?? '';
  const [, motif = ''] = /^ *sed -i "(\/server_name\/s[^"]*)"/m.exec(section) ?? [];
  const joue = spawnSync(
    'sed',
    [motif.replaceAll('$ANCIEN', 'telegestion.exemple.fr').replaceAll('$NOUVEAU', 'visites.exemple.fr')],
    {
      input: `${lire(join(RACINE, 'deploy/nginx/telegestion.conf'))}\n  server_name svi-telegestion.exemple.fr;\n`,
      encoding: 'utf8',
    },
  ).stdout;
  const noms = [...joue.matchAll(/^ *server_name (.*);$/gm)].map(([, n]) => n);
  expect(noms).toEqual([
    'visites.exemple.fr telegestion.exemple.fr svi.exemple.fr',
    'visites.exemple.fr telegestion.exemple.fr',
    'svi.exemple.fr',
    'visites.exemple.fr telegestion.exemple.fr',
    'svi-telegestion.exemple.fr',
  ]);
  for (const dit of ['« En attente »', '/connexion/', 'plivo configurer', 'ANCIENNES_ORIGINES=https://$ANCIEN'])
    expect(section).toContain(dit);
});
